"""From ratings to a scorecard and its gaps."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Assessment, Rating, Scorecard, Standard, find_gaps, score

GOLDEN = {  # half levels of the items, criterion by criterion, in the order of the standard
    "BCC-1": (4.5, 4, 5),
    "BCC-2": (4, 4),
    "BCC-3": (3.5, 3, 4, 3.5),
    "BCC-4": (4, 3.5, 3.5, 4),
    "BCC-5": (3, 3, 3, 3.5, 3.5),
    "BCC-6": (2.5, 3, 3, 3, 3.5, 3),
    "BCC-7": (2, 2.5, 3),
    "BCC-8": (3.5, 4, 4.5),
    "BCC-9": (2.5, 2, 3),
}


def rating(item: str, level: float | None, confidence: float | None = 1.0) -> Rating:
    """One agreed rating; not applicable where there is no level."""
    return Rating("c", "2025", item, level, confidence, level is not None, "consensus", "", "")


def assessment(standard: Standard, levels: dict[str, float | None]) -> Assessment:
    """Ratings by item id."""
    return Assessment("c", "2025", {item: rating(item, level) for item, level in levels.items()})


def all_at(standard: Standard, level: float) -> dict[str, float | None]:
    """The same level for every item."""
    return {item.id: level for item in standard.items()}


def golden(standard: Standard) -> Scorecard:
    """The golden ratings, scored."""
    levels = [level for levels in GOLDEN.values() for level in levels]
    items = [item.id for item in standard.items()]
    return score(standard, assessment(standard, dict(zip(items, levels, strict=True))))


def test_golden_half_levels_give_exactly_70_5(award: Standard) -> None:
    """Criteria at 90, 80, 70, 75, 65, 60, 50, 80, 50 from half levels alone.

    BCC-1: (4.5 + 4 + 5) / 3 x 20 = 90; BCC-5: (3 + 3) / 8 + (3 + 3.5 + 3.5) / 4 = 3.25, so 65.
    """
    card = golden(award)
    scores = [round(card[node].score or 0, 9) for node in GOLDEN]
    assert scores == [90, 80, 70, 75, 65, 60, 50, 80, 50]
    assert round(card.total.score or 0, 9) == 70.5


@pytest.mark.parametrize(("level", "points"), [(0, 0), (5, 100)])
def test_golden_all_alike(award: Standard, level: float, points: float) -> None:
    """All at level 5 is exactly 100, all at level 0 exactly 0 and not absent."""
    assert score(award, assessment(award, all_at(award, level))).total.score == points


def test_the_first_node_is_the_whole_and_parents_come_first(award: Standard) -> None:
    """A reader of the list meets every parent before its children."""
    card = golden(award)
    seen: set[str | None] = {None}
    for node in card.nodes:
        assert node.parent in seen
        seen.add(node.id)
    assert card.total.id == award.id
    assert len(card.nodes) == 1 + len(list(award.nodes()))


def test_an_unknown_node_is_an_error(award: Standard) -> None:
    """Asking for what is not there is a mistake, not an empty answer."""
    with pytest.raises(KeyError, match="BCC-99"):
        golden(award)["BCC-99"]


def test_an_unrated_item_is_an_error(award: Standard) -> None:
    """A rating of an id that the standard does not have is never passed over."""
    with pytest.raises(KeyError, match=r"BCC-1\.9"):
        score(award, assessment(award, {"BCC-1.9": 3}))


def test_what_nobody_assessed_has_no_score(award: Standard) -> None:
    """None and not 0; the range is everything that is possible."""
    card = score(award, assessment(award, {"BCC-1.1": 3}))
    node = card["BCC-2"]
    assert (node.score, node.confidence, node.coverage) == (None, None, 0)
    assert (node.low, node.high) == (0, 100)
    assert card.provisional


def test_complete_is_not_provisional(award: Standard) -> None:
    """All items assessed, with confidence written down: nothing to mind."""
    card = golden(award)
    assert not card.provisional
    assert card.warnings == ()


def test_a_confidence_that_nobody_wrote_is_told(award: Standard) -> None:
    """It counts as 1, and the scorecard says at which items."""
    levels = all_at(award, 3)
    ratings = {item: rating(item, level) for item, level in levels.items()}
    ratings["BCC-1.1"] = dataclasses.replace(ratings["BCC-1.1"], confidence=None)
    card = score(award, Assessment("c", "2025", ratings))
    assert card.total.confidence == 1
    assert card.warnings == ("confidence missing, taken as 1: BCC-1.1",)


def test_all_silent_items_stand_in_one_warning(award: Standard) -> None:
    """In the order of the ratings, with a comma between; what does not apply needs no confidence."""
    ratings = {
        "BCC-1.1": rating("BCC-1.1", 3, None),
        "BCC-1.2": rating("BCC-1.2", None, None),
        "BCC-2.1": rating("BCC-2.1", 3, None),
    }
    card = score(award, Assessment("c", "2025", ratings))
    assert card.warnings == ("confidence missing, taken as 1: BCC-1.1, BCC-2.1",)


@pytest.mark.parametrize("unseen", ["BCC-9.1", "BCC"], ids=["one of 33", "all"])
def test_a_card_is_provisional_while_an_item_is_unseen(award: Standard, unseen: str) -> None:
    """BCC-9.1 holds a third of 10 points, so coverage is 0.967: nearly all is not all."""
    seen = {item: level for item, level in all_at(award, 4).items() if unseen not in item}
    assert score(award, assessment(award, seen)).provisional


def test_an_item_that_does_not_apply_leaves_the_card_final(award: Standard) -> None:
    """One part of four of BCC-3: its weight went to the other three, and all of them were seen."""
    card = score(award, assessment(award, all_at(award, 4) | {"BCC-3.1": None}))
    assert card["BCC-3.1"].coverage is None
    assert (card.provisional, card.warnings) == (False, ())


def test_a_card_names_its_centre_and_edition(award: Standard) -> None:
    """Whoever stores the card can tell whose it is, and by what it was rated."""
    card = golden(award)
    assert (card.centre, card.period) == ("c", "2025")
    assert (card.standard, card.edition) == (award.id, award.edition)
    assert (card.assessor, card.disputed) == (None, ())


def test_weight_and_share_by_hand(award: Standard) -> None:
    """BCC-9 has 10 points and three equal parts; without BCC-9.1 the other two hold 5 each.

    Where BCC-9.1 was only not seen it keeps its share of what applies, not of what was seen.
    """
    away = score(award, assessment(award, all_at(award, 4) | {"BCC-9.1": None}))
    levels = all_at(award, 4)
    del levels["BCC-9.1"]
    unseen = score(award, assessment(award, levels))
    for card, first, second in ((away, 0, 5), (unseen, 10 / 3, 10 / 3)):
        assert card["BCC-9"].weight == 10
        assert card["BCC-9.2"].weight == pytest.approx(100 / 3)
        assert (card["BCC-9"].share, card.total.share) == pytest.approx((10, 100))
        assert card["BCC-9.1"].share == pytest.approx(first)
        assert card["BCC-9.2"].share == pytest.approx(second)
        assert [card[f"BCC-9.{n}"].scored_share for n in (1, 2, 3)] == pytest.approx([0, 5, 5])


def test_a_rating_by_factor_is_scored_by_the_scale_of_its_item(award: Standard) -> None:
    """Approach 3, deployment 1, learning and integration 4: capped at level 2, which is 40."""
    item = next(item for item in award.items() if item.scale == "process")
    levels = zip(("process.A", "process.D", "process.L", "process.I"), (3, 1, 4, 4), strict=True)
    found = dataclasses.replace(rating(item.id, 3), rating=None, factors=dict(levels))
    assert score(award, Assessment("c", "2025", {item.id: found})).total.score == 40


def test_the_card_of_one_assessor_names_what_they_dispute(award: Standard) -> None:
    """Li says 4 and Wu 1.5, and neither gave way: Li's ratings are scored, the card tells of Wu's."""
    given = {
        who: {"BCC-1.1": dataclasses.replace(rating("BCC-1.1", level), assessor=who)}
        for who, level in (("Li", 4), ("Wu", 1.5))
    }
    card = score(award, Assessment("c", "2025", given["Li"], "Li", given))
    assert (card.assessor, card.total.score) == ("Li", 80)
    assert [(d.item, dict(d.percents)) for d in card.disputed] == [
        ("BCC-1.1", {"Li": 80, "Wu": 30})
    ]


def test_a_criterion_that_is_not_rated_is_told(award: Standard) -> None:
    """Both parts of BCC-2 not applicable: it has no numbers, and the total is provisional."""
    levels = all_at(award, 4) | {"BCC-2.1": None, "BCC-2.2": None}
    card = score(award, assessment(award, levels))
    assert card["BCC-2"].coverage is None
    assert card.total.score == pytest.approx(80, abs=1e-9)
    assert card.provisional
    assert card.warnings == ("BCC-2 is not rated: more than half of its weight does not apply",)


def test_range_by_hand(award: Standard) -> None:
    """Everything at level 4 with confidence 0.75: low 0.75 x 80 = 60, high 60 + 25 = 85."""
    ratings = {item.id: rating(item.id, 4, 0.75) for item in award.items()}
    whole = score(award, Assessment("c", "2025", ratings)).total
    numbers = [round(n or 0, 9) for n in (whole.score, whole.confidence, whole.low, whole.high)]
    assert numbers == [80, 0.75, 60, 85]


def test_gaps_by_hand(award: Standard) -> None:
    """BCC-2 at 80 % leaves 15 x 0.2 = 3 points, BCC-7 at 50 % leaves 10 x 0.5 = 5."""
    gaps = {gap.id: gap.points for gap in find_gaps(award, golden(award), of="criteria")}
    assert gaps["BCC-2"] == pytest.approx(3, abs=1e-9)
    assert gaps["BCC-7"] == pytest.approx(5, abs=1e-9)


def test_the_largest_gap_comes_first(award: Standard) -> None:
    """Gaps are a list of what to look at, in that order."""
    points = [gap.points for gap in find_gaps(award, golden(award))]
    assert points == sorted(points, reverse=True)


@given(st.lists(st.sampled_from([n / 2 for n in range(11)]), min_size=33, max_size=33))
def test_gaps_sum_to_what_is_missing(award: Standard, levels: list[float]) -> None:
    """Property (h): with full coverage the gaps of items, and of criteria, sum to 100 - score."""
    items = [item.id for item in award.items()]
    card = score(award, assessment(award, dict(zip(items, levels, strict=True))))
    for of in ("items", "criteria"):
        gaps = sum(gap.points for gap in find_gaps(award, card, of=of))
        assert gaps == pytest.approx(100 - (card.total.score or 0), abs=1e-9)


def test_gaps_of_what_was_assessed_sum_to_what_it_lacks(award: Standard) -> None:
    """BCC-1 and half of BCC-2 unseen: what is left carries the whole, as in the score."""
    levels = {item: 3.0 for item in all_at(award, 3) if not item.startswith(("BCC-1", "BCC-2.1"))}
    card = score(award, assessment(award, levels | {"BCC-9.1": 5}))
    gaps = find_gaps(award, card)
    assert {gap.id for gap in gaps} == set(levels)
    assert sum(gap.points for gap in gaps) == pytest.approx(100 - (card.total.score or 0), abs=1e-9)
