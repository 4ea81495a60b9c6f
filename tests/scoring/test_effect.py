"""Whom a new edition affects: parts that sum to the change, ranks, and grades that mislead nobody.

Each pure change is worked by hand on a small edition; the real pair and random ones show that the
three parts always make up the whole.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from scoring import Assessment, Branch, Standard, grade, load_assessment, score
from scoring.changes import Changes
from scoring.effect import Effect, effects
from scoring.grades import Grade, Rule
from tests.proposals import hand_made
from tests.scoring.editions import Pair, assessed, edition, pairs, rating, recorded

PARTS = ("by_items", "by_scales", "by_weights")


@pytest.fixture(scope="module")
def award_and_draft() -> tuple[Standard, Standard, Changes]:
    """The real pair, whose record was written by hand."""
    return hand_made()


@pytest.fixture(scope="module")
def samples(data: Path, award_and_draft) -> list[Assessment]:
    """All sample centres in both years."""
    files = sorted(data.glob("centres/*/*.csv"))
    return [one for file in files for one in load_assessment(file, award_and_draft[0])]


@pytest.fixture(scope="module")
def affected(award_and_draft, samples) -> list[Effect]:
    """What the draft does to those of 2025."""
    old, new, changes = award_and_draft
    return effects([one for one in samples if one.period == "2025"], changes, old, new)


def effect(old: Standard, new: Standard, fates: list[tuple[str, str, str]], given) -> Effect:
    """Of one assessment."""
    (found,) = effects([given], recorded(old, new, *fates), old, new)
    return found


def parts(found: Effect) -> tuple[float, float, float]:
    return tuple(round(getattr(found, name), 9) for name in PARTS)


def graded(one: Standard, *thresholds: float) -> Standard:
    """With two grades, whose names are HIGH and LOW; the high one asks this of every criterion."""
    rules = tuple(Rule(kind="every", at_least=limit) for limit in thresholds)
    grades = (Grade.model_construct(id="T-HIGH", rules=rules), Grade.model_construct(id="T-LOW", rules=()))  # fmt: skip
    return one.model_copy(update={"grades": grades})


# -- one change at a time -----------------------------------------------------------------------


def test_weights_alone_are_wholly_by_weights() -> None:
    """60 x 80 and 40 x 40 are 64; with 30 and 70 points they are 52, 12 points less."""
    old, new = (edition(*one) for one in (("1", {"T-1": 60, "T-2": 40}), ("2", {"T-1": 30, "T-2": 70})))  # fmt: skip
    found = effect(old, new, [], assessed(T_1=4, T_2=2))
    assert (round(found.change, 9), parts(found)) == (-12, (0, 0, -12))


def test_a_criterion_that_weights_alone_put_out_is_by_weights() -> None:
    """Of T-1 half does not apply, which still counts; at two thirds it does not, and T-2 is all.

    (50 x 100 + 50 x 40) / 100 = 70 before, 40 after.
    """
    old = edition("1", {"T-1": (50, {"T-1.1": 50, "T-1.2": 50}), "T-2": 50})
    new = edition("2", {"T-1": (50, {"T-1.1": 70, "T-1.2": 30}), "T-2": 50})
    given = assessed(rating("T-1.1", applicable=False, note="none"), T_1_2=5, T_2=2)
    found = effect(old, new, [], given)
    assert parts(found) == (0, 0, -30)
    assert found.left_out == ()


def test_an_item_that_went_is_wholly_by_items() -> None:
    """50 x 100, 30 x 60 and 20 x 20 are 72; the last two alone, still 3 to 2, are 44."""
    old = edition("1", {"T-1": 50, "T-2": 30, "T-3": 20})
    new = edition("2", {"T-2": 60, "T-3": 40})
    found = effect(old, new, [("removed", "T-1", "")], assessed(T_1=5, T_2=3, T_3=1))
    assert (round(found.change, 9), parts(found)) == (-28, (-28, 0, 0))


def test_a_merge_costs_what_its_rounding_costs() -> None:
    """(50 x 4 + 50 x 3.5) / 100 = 3.75, down to 3.5: 5 points on all 100."""
    old, new = edition("1", {"T-1": 50, "T-2": 50}), edition("2", {"T-3": 100})
    found = effect(old, new, [("merged", "T-1 T-2", "T-3")], assessed(T_1=4, T_2=3.5))
    assert parts(found) == (-5, 0, 0)


def test_a_split_that_shares_its_weight_changes_nothing() -> None:
    """Both parts inherit the level, and together the weight."""
    old, new = edition("1", {"T-1": 60, "T-2": 40}), edition("2", {"T-3": 40, "T-4": 20, "T-2": 40})
    found = effect(old, new, [("split", "T-1", "T-3 T-4")], assessed(T_1=4, T_2=2))
    assert parts(found) == (0, 0, 0)


def test_a_split_into_a_group_weighs_as_much_as_its_items() -> None:
    """The group stands in the record too, and its weight is that of its items, not once more.

    60 x 80 and 40 x 40 are 64; only the weights do anything: 20 x 80 and 80 x 40 are 48.
    """
    old = edition("1", {"T-1": 60, "T-2": 40})
    new = edition("2", {"T-3": (20, {"T-3.1": 50, "T-3.2": 50}), "T-2": 80})
    fates = [("split", "T-1", "T-3 T-3.1 T-3.2")]
    found = effect(old, new, fates, assessed(T_1=4, T_2=2))
    assert parts(found) == (0, 0, -16)


def test_a_move_that_keeps_its_weight_changes_nothing() -> None:
    """Where an item stands is worth nothing by itself."""
    old = edition("1", {"T-1": (50, {"T-1.1": 50, "T-1.2": 50}), "T-2": (50, {"T-2.1": 100})})
    new = edition("2", {"T-1": (25, {"T-1.1": 100}), "T-2": (75, {"T-2.1": 200 / 3, "T-2.2": 100 / 3})})  # fmt: skip
    given = assessed(T_1_1=5, T_1_2=1, T_2_1=3)
    found = effect(old, new, [("moved", "T-1.2", "T-2.2")], given)
    assert parts(found) == (0, 0, 0)


def test_a_scale_alone_is_wholly_by_scales() -> None:
    """Process 3, results 1, together 2 or 40 %; without the results 3 or 60 %, half of the whole."""
    factors = {"process.A": 4.0, "process.D": 3.0, "process.L": 3.0, "process.I": 2.0,
               "results.Le": 1.0, "results.T": 2.0, "results.C": 1.0, "results.I": 0.0}  # fmt: skip
    tree = {"T-1": 50, "T-2": 50}
    old, new = (edition(name, tree, {"T-1": {"scale": scale}}) for name, scale in
                (("1", "mixed"), ("2", "process")))  # fmt: skip
    given = assessed(rating("T-1", factors=factors), T_2=4)
    found = effect(old, new, [("modified", "T-1", "T-1")], given)
    assert (round(found.change, 9), parts(found)) == (10, (0, 10, 0))


def test_a_level_earns_the_same_on_every_scale() -> None:
    """20 % each, so that rating as a whole knows no effect of a scale."""
    tree = {"T-1": 50, "T-2": 50}
    old, new = edition("1", tree, {"T-1": {"scale": "process"}}), edition("2", tree, {"T-1": {"scale": "checklist", "checks": ("a",)}})  # fmt: skip
    found = effect(old, new, [("modified", "T-1", "T-1")], assessed(T_1=4, T_2=2))
    assert parts(found) == (0, 0, 0)


def test_what_is_new_does_nothing_before_it_is_rated() -> None:
    """It is not assessed, which is not zero: the score stays, coverage falls."""
    old, new = edition("1", {"T-1": 60, "T-2": 40}), edition("2", {"T-1": 30, "T-2": 20, "T-3": 50})
    found = effect(old, new, [("added", "", "T-3")], assessed(T_1=4, T_2=2))
    assert parts(found) == (0, 0, 0)
    assert (found.before.total.coverage, found.after.total.coverage) == (1, 0.5)
    assert found.after.provisional


def test_the_order_is_items_and_then_weights() -> None:
    """80, 40 and 100 % at 30, 50 and 20 points are 64.

    T-3 goes: (30 x 80 + 50 x 40) / 80 = 55. At 90 and 10 points the two are 76.
    """
    old = edition("1", {"T-1": 30, "T-2": 50, "T-3": 20})
    new = edition("2", {"T-1": 90, "T-2": 10})
    found = effect(old, new, [("removed", "T-3", "")], assessed(T_1=4, T_2=2, T_3=5))
    assert parts(found) == (-9, 0, 21)


# -- without a score ----------------------------------------------------------------------------


def test_nobody_assessed_is_nobody_affected() -> None:
    """Such as the editions of a standard that has no sample centres."""
    old, new = edition("1", {"T-1": 100}), edition("2", {"T-1": 100})
    assert effects([], recorded(old, new), old, new) == []


@pytest.mark.parametrize(
    "given",
    [assessed(), assessed(rating("T-1", applicable=False, note="none"))],
    ids=["nothing assessed", "nothing applies"],
)
def test_a_centre_without_a_score_has_no_parts(given: Assessment) -> None:
    """Nor change, rank or grade; an absent score is never a zero."""
    old, new = (graded(edition(name, {"T-1": 100}), 50) for name in ("1", "2"))
    found = effect(old, new, [], given)
    assert [getattr(found, name) for name in PARTS] == [None] * 3
    assert (found.change, found.rank_before, found.rank_after) == (None, None, None)
    assert (found.grade_before, found.grade_after) == (None, None)


def test_a_centre_that_loses_all_it_had_has_a_score_before_only() -> None:
    """Its one item went, the other was never rated."""
    old, new = edition("1", {"T-1": 50, "T-2": 50}), edition("2", {"T-2": 100})
    found = effect(old, new, [("removed", "T-1", "")], assessed(T_1=4))
    assert (found.before.total.score, found.after.total.score) == (80, None)
    assert (found.change, found.by_items) == (None, None)
    assert (found.rank_before, found.rank_after) == (1, None)


def test_no_parts_where_nothing_that_counted_counts_still() -> None:
    """T-1.1 counted for nothing, since most of T-1 did not apply; now it is all that there is."""
    old = edition("1", {"T-1": (50, {"T-1.1": 20, "T-1.2": 80}), "T-2": 50})
    new = edition("2", {"T-1": (100, {"T-1.1": 100})})
    given = assessed(rating("T-1.2", applicable=False, note="none"), T_1_1=5, T_2=2)
    found = effect(old, new, [("removed", "T-1.2", ""), ("removed", "T-2", "")], given)
    assert (found.before.total.score, found.after.total.score) == (40, 100)
    assert found.change == 60
    assert [getattr(found, name) for name in PARTS] == [None] * 3


# -- ranks --------------------------------------------------------------------------------------


def test_ranks_are_among_the_centres_given() -> None:
    """Weights alone turn two centres round; a third without a score has no rank."""
    old, new = edition("1", {"T-1": 80, "T-2": 20}), edition("2", {"T-1": 20, "T-2": 80})
    given = [
        replace(assessed(T_1=5, T_2=1), centre="a"),
        replace(assessed(), centre="b"),
        replace(assessed(T_1=1, T_2=5), centre="c"),
    ]
    found = effects(given, recorded(old, new), old, new)
    assert [(one.rank_before, one.rank_after) for one in found] == [(1, 2), (None, None), (2, 1)]
    assert [one.after.centre for one in found] == ["a", "b", "c"]


def test_two_assessors_of_one_centre_have_a_rank_each() -> None:
    """They did not agree; the one is not told the rank of the other."""
    old, new = edition("1", {"T-1": 100}), edition("2", {"T-1": 100})
    given = [replace(assessed(T_1=level), assessor=who) for who, level in (("li", 2), ("wu", 4))]
    found = effects(given, recorded(old, new), old, new)
    assert [(one.rank_before, one.rank_after) for one in found] == [(2, 2), (1, 1)]


# -- grades -------------------------------------------------------------------------------------


def test_a_new_criterion_lowers_no_grade_before_it_is_rated(award_and_draft, affected) -> None:
    """A scorecard counts it as 0, so that all would fall to the lowest grade, and none did wrong."""
    new = award_and_draft[1]
    assert {grade(new, one.after).id for one in affected} == {"BCC-B1"}
    assert {one.grade_after for one in affected} == {"BCC-B2", "BCC-B3"}
    assert all("BCC-10" in one.left_out for one in affected)
    assert all(one.after.provisional for one in affected)


def test_grades_before_are_those_of_the_scorecards(award_and_draft, affected) -> None:
    """Nothing is left out of what was in force."""
    old = award_and_draft[0]
    for one in affected:
        assert one.grade_before == grade(old, one.before).id


def test_a_criterion_that_lost_all_that_was_assessed_is_left_out(affected) -> None:
    """Of BCC-2 the outsourcer had only shown what the draft does not ask any more."""
    found = {one.after.centre: one.left_out for one in affected}
    assert found.pop("qingfan-outsourcing") == ("BCC-2", "BCC-10")
    assert set(found.values()) == {("BCC-10",)}


def test_a_criterion_that_nobody_assessed_before_counts_as_it_did() -> None:
    """As 0, on both sides: a new edition is no way to a better grade."""
    old, new = (graded(edition(name, {"T-1": 50, "T-2": 50}), 50) for name in ("1", "2"))
    found = effect(old, new, [], assessed(T_1=4))
    assert (found.grade_before, found.grade_after, found.left_out) == ("T-LOW", "T-LOW", ())


def test_once_it_is_rated_a_new_criterion_counts() -> None:
    """Nothing is left out that has a score; here a part of the old one is all of the new one."""
    old = graded(edition("1", {"T-1": (100, {"T-1.1": 50, "T-1.2": 50})}), 50)
    new = graded(edition("2", {"T-1": (50, {"T-1.1": 100}), "T-2": (50, {"T-2.1": 100})}), 50)
    fates = [("moved", "T-1.2", "T-2.1"), ("added", "", "T-2")]
    found = effect(old, new, fates, assessed(T_1_1=5, T_1_2=1))
    assert (found.grade_before, found.grade_after, found.left_out) == ("T-HIGH", "T-LOW", ())


# -- the sample centres, and whatever the editions are ------------------------------------------


def test_the_parts_make_up_the_change_of_every_sample_centre(award_and_draft, samples) -> None:
    """In both years, to nine decimals."""
    old, new, changes = award_and_draft
    found = effects(samples, changes, old, new)
    assert len(found) == 12
    for one in found:
        assert sum(getattr(one, name) for name in PARTS) == pytest.approx(one.change, abs=1e-9)


def test_the_sample_centres_as_they_stand_on_the_page(affected) -> None:
    """Rated as a whole, no scale has an effect; the order changes by one exchange."""
    assert {round(one.by_scales, 9) for one in affected} == {0}
    ranks = {one.after.centre: (one.rank_before, one.rank_after) for one in affected}
    moved = {centre for centre, (before, after) in ranks.items() if before != after}
    assert moved == {"lanwan-12345", "qingfan-outsourcing"}
    assert sorted(after for _, after in ranks.values()) == [1, 2, 3, 4, 5, 6]


@given(pairs())
def test_the_parts_always_make_up_the_change(pair: Pair) -> None:
    """Or there are none, because one side has no score or nothing that counted is left."""
    (found,) = effects([pair.assessment], pair.changes, pair.old, pair.new)
    told = [getattr(found, name) for name in PARTS]
    if None in told:
        assert told == [None] * 3
    else:
        assert sum(told) == pytest.approx(found.change, abs=1e-9)


@given(pairs(("unchanged",)))
def test_weights_of_any_tree_are_wholly_by_weights(pair: Pair) -> None:
    """Nothing but weights differs; what was missing or did not apply included."""
    (found,) = effects([pair.assessment], pair.changes, pair.old, pair.new)
    if found.by_items is not None:
        assert found.by_items == pytest.approx(0, abs=1e-9)
        assert found.by_scales == pytest.approx(0, abs=1e-9)


@given(pairs(("unchanged", "modified"), weights=False))
def test_items_asked_anew_at_their_old_weight_change_nothing(pair: Pair) -> None:
    """Had each proposal been confirmed as it was: the same levels on the same weights."""
    (found,) = effects([pair.assessment], pair.changes, pair.old, pair.new)
    if found.by_items is not None:
        assert [getattr(found, name) for name in PARTS] == pytest.approx([0, 0, 0], abs=1e-9)


@given(pairs())
def test_before_and_after_are_plain_scorecards(pair: Pair) -> None:
    """Nothing but the grade treats a centre otherwise than scoring does."""
    (found,) = effects([pair.assessment], pair.changes, pair.old, pair.new)
    assert found.before == score(pair.old, pair.assessment)
    assert found.before.edition == pair.old.edition
    assert found.after.edition == pair.new.edition
    criteria = {node.id for node in pair.new.nodes() if isinstance(node, Branch)}
    assert set(found.left_out) <= criteria
