"""Carrying an assessment over: kept, to confirm, not assessed, by the policy and nothing else.

The award and its training draft show every fate on real items; small editions show one rule each.
"""

from pathlib import Path

import pytest
from hypothesis import given

from scoring import Assessment, Standard, load_assessment
from scoring.anchors import Anchors
from scoring.changes import Changes
from scoring.migration import (
    POLICY,
    Carried,
    as_confirmed,
    carry,
    dropped,
    levels_of,
    shares_of,
)
from scoring.rating import percent
from scoring.ways import ways_of
from tests.proposals import hand_made
from tests.scoring.editions import Pair, assessed, edition, pairs, rating, recorded

ANCHORS = {
    "IND-01": Anchors(floor=70, baseline=85, target=95, best=99),
    "IND-02": Anchors(floor=20, baseline=10, target=4, best=2),
}
PROCESS = {"process.A": 4.0, "process.D": 3.0, "process.L": 3.0, "process.I": 2.0}
RESULTS = {"results.Le": 1.0, "results.T": 2.0, "results.C": 1.0, "results.I": 0.0}


@pytest.fixture(scope="module")
def award_and_draft() -> tuple[Standard, Standard, Changes]:
    """The real pair, whose record was written by hand."""
    return hand_made()


@pytest.fixture(scope="module")
def hotline(data: Path, award_and_draft) -> Assessment:
    """A city hotline: 31 items rated or not applicable, one rated by nobody."""
    (found,) = load_assessment(data / "centres/lanwan-12345/2025.csv", award_and_draft[0])
    return found


@pytest.fixture(scope="module")
def carried(award_and_draft, hotline: Assessment) -> dict[str, Carried]:
    """What became of its ratings, by item of the draft."""
    old, new, changes = award_and_draft
    return {one.item: one for one in carry(hotline, changes, old, new)}


def one_to_one(kind: str, asks: dict, now: dict, given) -> Carried:
    """What becomes of one rating when its item, T-1, turns into T-2."""
    old = edition("1", {"T-1": 60, "T-3": 40}, {"T-1": asks})
    new = edition("2", {"T-2": 50, "T-3": 50}, {"T-2": now})
    changes = recorded(old, new, (kind, "T-1", "T-2"))
    return carry(assessed(given), changes, old, new, ANCHORS)[0]


def merged(*ratings, **levels: float) -> Carried:
    """What becomes of three items with 50, 30 and 20 points when they become one."""
    old = edition("1", {"T-1": 50, "T-2": 30, "T-3": 20})
    new = edition("2", {"T-4": 100})
    changes = recorded(old, new, ("merged", "T-1 T-2 T-3", "T-4"))
    (found,) = carry(assessed(*ratings, **levels), changes, old, new)
    return found


# -- the award and its draft --------------------------------------------------------------------


def test_every_item_of_the_draft_is_told_once(award_and_draft, carried) -> None:
    """In the order of the draft, so that a list of them can be worked off."""
    assert list(carried) == [item.id for item in award_and_draft[1].items()]


def test_what_is_kept_stands_as_it_was_given(hotline: Assessment, carried) -> None:
    """Level, confidence, evidence, note and assessor; only the id may be another."""
    kept = [one for one in carried.values() if one.fate == "kept"]
    assert len(kept) == 19
    for one in kept:
        (source,) = one.sources
        given = hotline.ratings[source]
        assert vars(one.rating) | {"item": source} == vars(given)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("BCC-1.1", ("kept", "unchanged", ("BCC-1.1",), 3.5)),
        ("BCC-1.2", ("kept", "reworded", ("BCC-1.2",), 4)),
        ("BCC-4.7", ("kept", "moved", ("BCC-5.3",), 3.5)),
        ("BCC-6.1.5", ("to-confirm", "modified", ("BCC-6.1.5",), 2.5)),
        ("BCC-5.8", ("to-confirm", "split", ("BCC-5.4",), 3.5)),
        ("BCC-5.6", ("to-confirm", "merged", ("BCC-5.1", "BCC-5.2"), 3.5)),
        ("BCC-10.1", ("not-assessed", "added", (), None)),
        ("BCC-4.4", ("not-assessed", "unchanged", (), None)),
    ],
)
def test_each_kind_of_change_has_its_fate(
    carried, item: str, told: tuple[str, str, tuple[str, ...], float | None]
) -> None:
    """As the policy says; what nobody assessed stays not assessed, whatever became of it."""
    one = carried[item]
    assert (one.fate, one.kind, one.sources, one.level) == told
    assert (one.rating is None) == (one.fate == "not-assessed")


def test_what_does_not_apply_stays_so_with_its_reason(carried) -> None:
    """The hotline has no rivals; the item moved, the reason with it."""
    one = carried["BCC-1.4"]
    assert (one.fate, one.level, one.applicable) == ("kept", None, False)
    assert one.rating.note.startswith("The city has only one such number")


def test_what_is_not_asked_any_more_is_named(hotline: Assessment, carried) -> None:
    """Two items were removed; every other rating has a place to go."""
    assert dropped(hotline, list(carried.values())) == ["BCC-2.2", "BCC-9.1"]


def test_every_kind_that_leads_somewhere_has_a_policy() -> None:
    """A new kind of change is given its fate by a person."""
    kinds = set(Changes.model_fields["changes"].annotation.__args__[0].model_fields["kind"]
                .annotation.__args__)  # fmt: skip
    assert POLICY.keys() == kinds - {"removed"}


# -- several that became one --------------------------------------------------------------------


def test_a_merged_item_proposes_the_mean_by_weight_down_to_the_half_level() -> None:
    """(50 x 4 + 30 x 3 + 20 x 2) / 100 = 3.3, so 3."""
    assert merged(T_1=4, T_2=3, T_3=2).level == 3


def test_a_mean_on_a_half_level_is_not_rounded_away() -> None:
    """(50 x 0 + 30 x 3 + 20 x 0.5) / 100 = 1, which floats put just below."""
    assert merged(T_1=0, T_2=3, T_3=0.5).level == 1


def test_what_was_not_rated_has_no_part_in_the_mean() -> None:
    """(30 x 5 + 20 x 2.5) / 50 = 4; the first is not among the sources."""
    one = merged(T_2=5, T_3=2.5)
    assert (one.level, one.sources) == (4, ("T-2", "T-3"))


def test_what_does_not_apply_has_no_part_in_the_mean() -> None:
    """It stays among the sources, for the person who confirms."""
    one = merged(rating("T-1", applicable=False, note="none"), T_2=5, T_3=2.5)
    assert (one.level, one.applicable, one.sources) == (4, True, ("T-1", "T-2", "T-3"))
    assert one.rating.applicable


def test_what_did_not_apply_at_all_is_proposed_so() -> None:
    """With the reason, and without a level."""
    absent = [rating(f"T-{n}", applicable=False, note=f"reason {n}") for n in (1, 2, 3)]
    one = merged(*absent)
    assert (one.fate, one.level, one.applicable) == ("to-confirm", None, False)
    assert (one.rating.rating, one.rating.note) == (None, "reason 1")


def test_a_merged_proposal_is_trusted_as_far_as_its_weakest_source() -> None:
    """The confidence nobody wrote is no source of doubt; the evidence of all goes along."""
    one = merged(rating("T-1", 4, confidence=0.9, evidence="E-1"),
                 rating("T-2", 3, confidence=0.4, evidence="E-2"),
                 rating("T-3", 3, confidence=None, evidence="E-1"))  # fmt: skip
    assert (one.rating.confidence, one.rating.evidence) == (0.4, "E-1; E-2")
    silent = merged(rating("T-1", 4, confidence=None), rating("T-2", 4, confidence=None))
    assert silent.rating.confidence is None


def test_nothing_rated_is_not_assessed() -> None:
    """A merge of what nobody looked at says nothing."""
    one = merged()
    assert (one.fate, one.kind, one.rating) == ("not-assessed", "merged", None)


# -- the same demands, and only those -----------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({"scale": "process"}, {"scale": "mixed"}),
        ({"scale": "process"}, {"scale": "results"}),
        ({"scale": "results", "indicators": ("IND-01",)}, {"scale": "results"}),
        ({"scale": "checklist", "checks": ("a",)}, {"scale": "checklist", "checks": ("a", "b")}),
    ],
    ids=["scale", "factors", "indicators", "checks"],
)
def test_what_moved_and_asks_otherwise_is_to_be_confirmed(was: dict, now: dict) -> None:
    """A move says nothing about the words; where scale or findings are others, it is no keeping."""
    assert one_to_one("moved", was, was, rating("T-1", 3)).fate == "kept"
    assert one_to_one("moved", was, now, rating("T-1", 3)).fate == "to-confirm"


def test_ratings_by_factor_are_kept_factor_by_factor() -> None:
    """A level would lose what the assessor found."""
    ways = {"scale": "process"}
    one = one_to_one("moved", ways, ways, rating("T-1", factors=PROCESS))
    assert one.rating.factors == PROCESS
    assert (one.fate, one.rating.rating, one.level) == ("kept", None, 3.0)


def test_a_value_is_kept_with_its_indicator() -> None:
    """91 % answered earns 72 %, which is level 3.6; the value itself is what is carried."""
    ways = {"scale": "results", "indicators": ("IND-01",)}
    one = one_to_one("reworded", ways, ways, rating("T-1", values={"IND-01": 91.0}))
    assert (one.rating.values, one.level) == ({"IND-01": 91.0}, pytest.approx(3.6))


@pytest.mark.parametrize(
    ("was", "now", "given", "then", "level"),
    [
        # process (4 + 3 + 3 + 2) / 4 = 3 and results 1, so 2 together, and 3 without the results
        ({"scale": "mixed"}, {"scale": "process"}, {"factors": PROCESS | RESULTS}, 60, 2),
        # process 3 or 60 %, 91 % earns 72, so 66 together; a judged item has no measured part
        ({"scale": "mixed", "indicators": ("IND-01",)},
         {"scale": "process", "indicators": ("IND-01",)},
         {"factors": PROCESS, "values": {"IND-01": 91.0}}, 60, 3.3),
        # 91 % earns 72 and 7 % earns 70, so 71 together
        ({"scale": "results", "indicators": ("IND-01", "IND-02")},
         {"scale": "results", "indicators": ("IND-02",)},
         {"values": {"IND-01": 91.0, "IND-02": 7.0}}, 70, 3.55),
        # one yes of two, and the one that is left is the yes
        ({"scale": "checklist", "checks": ("a", "b")}, {"scale": "checklist", "checks": ("a",)},
         {"answers": {"a": 1.0, "b": 0.0}}, 100, 2.5),
    ],
    ids=["factors", "factors alone", "values", "checks"],
)  # fmt: skip
def test_a_proposal_holds_the_findings_that_are_still_asked_for(
    was: dict, now: dict, given: dict, then: float, level: float
) -> None:
    """What they earn now is the proposal; what they earned stands beside it."""
    one = one_to_one("modified", was, now, rating("T-1", **given))
    ways = ways_of(edition("2", {"T-2": 100}, {"T-2": now}))["T-2"]
    assert one.level == pytest.approx(level)
    assert percent(one.rating, ways, ANCHORS) == pytest.approx(then)


@pytest.mark.parametrize(
    ("was", "now", "given"),
    [
        ({"scale": "process"}, {"scale": "mixed"}, {"factors": PROCESS}),
        ({"scale": "process"}, {"scale": "levels"}, {"factors": PROCESS}),
        ({"scale": "results", "indicators": ("IND-01",)}, {"scale": "process"},
         {"values": {"IND-01": 91.0}}),
        ({"scale": "results", "indicators": ("IND-01",)}, {"scale": "results"},
         {"values": {"IND-01": 91.0}}),
        ({"scale": "checklist", "checks": ("a",)}, {"scale": "checklist", "checks": ("a", "b")},
         {"answers": {"a": 1.0}}),
    ],
    ids=["a part is missing", "no factors", "judged", "no indicator", "a check is missing"],
)  # fmt: skip
def test_findings_that_make_up_no_rating_any_more_are_proposed_as_a_level(
    was: dict, now: dict, given: dict
) -> None:
    """Half a list of checks cannot be read; the level that they earned can."""
    one = one_to_one("modified", was, now, rating("T-1", **given))
    assert one.rating.rating == one.level
    assert one.level is not None
    assert (one.rating.factors, one.rating.values, one.rating.answers) == ({}, {}, {})


def test_a_measured_indicator_without_anchors_is_no_level() -> None:
    """It is told, as in scoring, and not taken for nothing."""
    ways = {"scale": "results", "indicators": ("IND-77",)}
    with pytest.raises(KeyError, match="IND-77"):
        one_to_one("unchanged", ways, ways, rating("T-1", values={"IND-77": 1.0}))


def test_an_item_that_became_a_group_is_named_as_gone() -> None:
    """Its rating has no item to go to; it is not lost without a word."""
    old = edition("1", {"T-1": 100})
    new = edition("2", {"T-1": (100, {"T-1.1": 50, "T-1.2": 50})})
    changes = recorded(old, new, ("modified", "T-1", "T-1"), ("added", "", "T-1.1"),
                       ("added", "", "T-1.2"))  # fmt: skip
    given = assessed(T_1=4)
    found = carry(given, changes, old, new)
    assert [one.fate for one in found] == ["not-assessed", "not-assessed"]
    assert dropped(given, found) == ["T-1"]


def test_an_item_that_was_split_into_a_group_gives_its_level_to_each_part() -> None:
    """The group is named in the record, and has no rating of its own."""
    old = edition("1", {"T-1": 100})
    new = edition("2", {"T-2": (100, {"T-2.1": 50, "T-2.2": 50})})
    changes = recorded(old, new, ("split", "T-1", "T-2 T-2.1 T-2.2"))
    assert [one.level for one in carry(assessed(T_1=4), changes, old, new)] == [4, 4]


def test_an_item_without_a_record_is_refused() -> None:
    """A record that was not held against its editions first says nothing here."""
    old = edition("1", {"T-1": 100})
    new = edition("2", {"T-1": 50, "T-2": 50})
    with pytest.raises(KeyError, match="T-2"):
        carry(assessed(T_1=4), recorded(old, new), old, new)


# -- as if confirmed ----------------------------------------------------------------------------


def test_proposals_may_be_left_out(award_and_draft, hotline: Assessment, carried) -> None:
    """Then they count as not assessed, and nothing else is lost."""
    found = list(carried.values())
    sure, all_of_them = (as_confirmed(hotline, found, proposals=p) for p in (False, True))
    assert set(sure.ratings) == {one.item for one in found if one.fate == "kept"}
    assert set(all_of_them.ratings) == {one.item for one in found if one.fate != "not-assessed"}
    assert sure.ratings.items() <= all_of_them.ratings.items()


def test_whose_ratings_they_are_stays_known() -> None:
    """Several assessors are carried over one by one, and never mixed."""
    old = edition("1", {"T-1": 60, "T-2": 40})
    new = edition("2", {"T-3": 100})
    changes = recorded(old, new, ("merged", "T-1 T-2", "T-3"))
    people = {
        who: Assessment("c", "2025", {"T-1": rating("T-1", level, assessor=who)}, who)
        for who, level in (("li", 2), ("wu", 5))
    }
    confirmed = {
        who: as_confirmed(own, carry(own, changes, old, new)) for who, own in people.items()
    }
    assert [(one.assessor, one.ratings["T-3"].rating) for one in confirmed.values()] == [
        ("li", 2), ("wu", 5),
    ]  # fmt: skip
    assert confirmed["wu"].ratings["T-3"].assessor == "wu"


# -- whatever the editions are ------------------------------------------------------------------


@given(pairs())
def test_the_policy_and_nothing_else_decides(pair: Pair) -> None:
    """Kept exactly where the policy keeps it and something was rated; told once, in order."""
    found = carry(pair.assessment, pair.changes, pair.old, pair.new)
    assert [one.item for one in found] == [item.id for item in pair.new.items()]
    for one in found:
        rated = [i for i in pair.changes.of_new[one.item].from_ if i in pair.assessment.ratings]
        assert one.sources == tuple(rated)
        assert one.fate == (POLICY[one.kind] if rated else "not-assessed")


@given(pairs())
def test_no_rating_is_lost_without_a_word(pair: Pair) -> None:
    """Each one is the source of something, or named as gone."""
    found = carry(pair.assessment, pair.changes, pair.old, pair.new)
    sources = {source for one in found for source in one.sources}
    gone = dropped(pair.assessment, found)
    assert sources | set(gone) == set(pair.assessment.ratings)
    assert not sources & set(gone)
    assert {pair.changes.of_old[item].kind for item in gone} <= {"removed"}


@given(pairs())
def test_a_proposed_level_is_one_that_a_person_can_write(pair: Pair) -> None:
    """In half levels, never above the mean of its sources by weight, and less than half below."""
    levels = dict(levels_of(pair.assessment, pair.old, {}))
    shares = shares_of(pair.old)
    for one in carry(pair.assessment, pair.changes, pair.old, pair.new):
        known = [source for source in one.sources if source in levels]
        assert (one.level is None) == (not known)
        if one.level is not None:
            weight = sum(shares[source] for source in known)
            mean = sum(levels[source] * shares[source] for source in known) / weight
            assert one.level % 0.5 == 0
            assert -1e-9 <= mean - one.level < 0.5 + 1e-9
            assert one.rating.rating == one.level
