"""What moved between two scorecards, and which items caused it."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.review import Change, review
from scoring.score import NodeScore, Scorecard
from scoring.standard import Branch, Item, Standard
from scoring.tree import Tree, score_tree
from tests.strategies import HALF_LEVELS, Rated, rated_trees

CRITERIA = (90, 80, 70, 75, 65, 60, 50, 80, 50)


def standard_of(tree: Tree) -> Standard:
    """A standard with this tree and nothing else."""

    def node(index: int):
        written = {"id": tree.ids[index], "weight": float(tree.points[index])}
        if index in tree.leaves:
            return Item.model_construct(**written)
        return Branch.model_construct(**written, children=below(index))

    def below(index: int):
        return tuple(node(child) for child in tree.children(index))

    return Standard.model_construct(id=tree.ids[0], edition="1", children=below(0))


def card_of(rated: Rated, centre: str = "c", period: str = "2025", edition: str = "1") -> Scorecard:
    """A scorecard of generated ratings."""
    scores, tree = rated.scores(), rated.tree

    def number(array: np.ndarray, node: int) -> float | None:
        return None if np.isnan(array[node, 0]) else float(array[node, 0])

    five = (scores.score, scores.coverage, scores.confidence, scores.low, scores.high)
    nodes = tuple(
        NodeScore(
            node_id,
            tree.ids[tree.parents[node]] if node else None,
            float(tree.weights()[node]),
            float(100 * scores.share[node, 0]),
            float(100 * scores.scored_share[node, 0]),
            *(number(array, node) for array in five),
        )
        for node, node_id in enumerate(tree.ids)
    )
    incomplete = round(nodes[0].coverage or 0, 9) < 1
    return Scorecard(centre, period, tree.ids[0], edition, nodes, incomplete)


def rated_award(award: Standard, percents: tuple[float, ...] = CRITERIA) -> Rated:
    """The award with every item at the percent of its criterion."""
    tree = Tree.of(award)
    percent = [percents[int(tree.ids[leaf][4]) - 1] for leaf in tree.leaves]
    size = len(percent)
    return Rated(tree, np.array(percent, dtype=float), np.ones(size, dtype=bool), np.ones(size))


def award_card(award: Standard, percents: tuple[float, ...] = CRITERIA, **named: str) -> Scorecard:
    """The scorecard of `rated_award`."""
    return card_of(rated_award(award, percents), edition=award.edition, **named)


@st.composite
def pairs(draw: st.DrawFn, **kinds: bool) -> tuple[Rated, Rated]:
    """One tree, rated twice."""
    before = draw(rated_trees(**kinds))
    size = len(before.tree.leaves)
    missing, absent = kinds.get("missing", True), kinds.get("not_applicable", True)
    percents = [*HALF_LEVELS, np.nan] if missing else HALF_LEVELS
    applies = [True, True, True, False] if absent else [True]
    percent = draw(st.lists(st.sampled_from(percents), min_size=size, max_size=size))
    applicable = draw(st.lists(st.sampled_from(applies), min_size=size, max_size=size))
    return before, before.change(percent=np.array(percent), applicable=np.array(applicable))


def points(changes: tuple[Change, ...]) -> float:
    return math.fsum(change.points for change in changes)


def by_id(changes: tuple[Change, ...]) -> dict[str, Change]:
    return {change.id: change for change in changes}


def two(percent, applicable=(True, True), points_of=(50.0, 50.0)) -> Rated:
    """Two items in one criterion."""
    tree = Tree(
        ("ALL", "A", "A1", "A2"),
        np.array([-1, 0, 1, 1]),
        np.array([100.0, 100.0, *points_of]),
        np.array([2, 3]),
    )
    return Rated(tree, np.array(percent), np.array(applicable), np.ones(2))


def reviewed(before: Rated, after: Rated):
    return review(standard_of(before.tree), card_of(before, period="2024"), card_of(after))


def test_golden_numbers_of_the_award(award: Standard) -> None:
    """BCC-7 from 50 to 55 and BCC-8 from 80 to 85, 10 points each: 70.5 to 71.5, 0.5 by each."""
    after = (90, 80, 70, 75, 65, 60, 55, 85, 50)
    found = review(award, award_card(award), award_card(award, after))
    assert found.total.change == pytest.approx(1, abs=1e-9)
    moved = {c.id: c.points for c in found.criteria if abs(c.points) > 1e-9}
    assert moved == pytest.approx({"BCC-7": 0.5, "BCC-8": 0.5}, abs=1e-9)
    assert all(item.by_share == 0 for item in found.items)
    assert {item.id[:5] for item in found.rises} == {"BCC-7", "BCC-8"}
    assert found.falls == ()
    assert (found.coverage, found.confidence) == (0, 0)


def test_newly_assessed_by_hand() -> None:
    """A1 at 80 alone, then A2 found at 40: 80 to 60, all of it by share.

    The middle of the totals is 70. A1 gives up half of the whole and lies 10 above it, A2 takes
    half and lies 30 below it: -0.5 x 10 and 0.5 x -30.
    """
    found = reviewed(two([80.0, np.nan]), two([80.0, 40]))
    assert [(i.by_rating, i.by_share) for i in found.items] == [(0, -5), (0, -15)]
    assert found.total.points == found.total.change == -20
    assert [i.id for i in found.newly_assessed] == ["A2"]
    assert [i.id for i in found.falls] == ["A2", "A1"]
    assert (found.items[1].change, found.coverage) == (None, 0.5)


def test_both_parts_by_hand() -> None:
    """A1 from 60 to 80 while A2, at 40, stops to apply: 50 to 80.

    A1 has on average 75 % of the whole: 0.75 x 20 = 15 by rating; its mean of 70 lies 5 above
    the middle of 65 and it gains half: 2.5. A2 lies 25 below and gives up half: 12.5.
    """
    found = reviewed(two([60.0, 40]), two([80.0, 40], [True, False]))
    assert [(i.by_rating, i.by_share) for i in found.items] == [(15, 2.5), (0, 12.5)]
    assert found.total.points == found.total.change == 30
    assert [i.id for i in found.newly_not_applicable] == ["A2"]
    assert [i.id for i in found.rises] == ["A1", "A2"]


def test_the_three_lists_are_apart() -> None:
    """From each of the three states to each other one; only what is listed is listed."""
    tree = Tree(
        ("ALL", *(f"I{n}" for n in range(6))),
        np.array([-1, *[0] * 6]),
        np.ones(7),
        np.arange(1, 7),
    )
    states = {"yes": (60.0, True), "no": (np.nan, True), "na": (np.nan, False)}

    def rated(*words: str) -> Rated:
        percent, applies = zip(*(states[word] for word in words), strict=True)
        return Rated(tree, np.array(percent), np.array(applies), np.ones(6))

    before = rated("yes", "yes", "no", "no", "na", "na")
    found = reviewed(before, rated("no", "na", "yes", "na", "yes", "no"))
    lists = (found.newly_assessed, found.no_longer_assessed, found.newly_not_applicable)
    assert [[i.id for i in one] for one in lists] == [["I2", "I4"], ["I0"], ["I1", "I3"]]
    assert (found.items[5].was, found.items[5].is_now) == ("not-applicable", "not-assessed")


def test_a_criterion_comes_back() -> None:
    """A at 60, not rated before; B at 80 was all: 80 to 70, and A, below the middle, did it."""
    tree = Tree(
        ("ALL", "A", "B", "A1", "A2"),
        np.array([-1, 0, 0, 1, 1]),
        np.array([100.0, 50, 50, 40, 60]),
        np.array([2, 3, 4]),
    )
    before = Rated(tree, np.array([80.0, 60, 60]), np.array([True, True, False]), np.ones(3))
    found = reviewed(before, before.change(applicable=np.array([True] * 3)))
    criteria = by_id(found.criteria)
    assert (criteria["A"].was, criteria["A"].before, criteria["A"].after) == (
        "not-applicable", None, 60,
    )  # fmt: skip
    assert criteria["A"].points == pytest.approx(0.5 * (60 - 75), abs=1e-9)
    assert criteria["B"].points == pytest.approx(-0.5 * (80 - 75), abs=1e-9)


def test_without_a_total_nothing_is_caused() -> None:
    """Nothing assessed before: there is no change of the total to explain, and no zero either."""
    found = reviewed(two([np.nan, np.nan]), two([80.0, 40]))
    assert found.total.points is found.total.change is found.confidence is None
    assert {change.points for change in (*found.items, *found.criteria)} == {None}
    assert (found.rises, found.falls, found.coverage) == ((), (), 1)


@given(pairs())
def test_parts_sum_to_the_change(pair: tuple[Rated, Rated]) -> None:
    """Items, criteria and the two kinds of parts sum exactly to the change of the total."""
    found = reviewed(*pair)
    if found.total.change is None:
        assert {item.points for item in found.items} == {None}
        return
    for changes in (found.items, found.criteria, (found.total,)):
        assert points(changes) == pytest.approx(found.total.change, abs=1e-9)


@given(pairs())
def test_there_and_back(pair: tuple[Rated, Rated]) -> None:
    """review(a, b) is minus review(b, a), to the last digit."""
    there, back = reviewed(*pair), reviewed(*pair[::-1])
    for one, other in zip(
        (there.total, *there.criteria, *there.items),
        (back.total, *back.criteria, *back.items),
        strict=True,
    ):
        assert (one.was, one.before) == (other.is_now, other.after)
        for name in ("change", "points", "by_rating", "by_share"):
            value, opposite = getattr(one, name), getattr(other, name)
            assert value is opposite is None or value == -opposite
    for name in ("coverage", "confidence"):
        value, opposite = getattr(there, name), getattr(back, name)
        assert value is opposite is None or value == -opposite
    assert [i.id for i in there.rises] == [i.id for i in back.falls]


def rescored(pattern: Rated, ratings: Rated) -> float:
    """The total if what counts is as on one side and the ratings as on the other."""
    percent = np.where(np.isnan(ratings.percent), pattern.percent, ratings.percent)
    percent = np.where(np.isnan(pattern.percent), np.nan, percent)
    columns = (percent, pattern.applicable, pattern.confidence)
    return float(score_tree(pattern.tree, *(c[:, None] for c in columns)).score[0, 0])


@given(pairs())
def test_by_rating_is_the_mean_of_both_orders(pair: tuple[Rated, Rated]) -> None:
    """Scoring the new ratings on the old shares, and on the new ones: the mean of the changes."""
    # What does not apply has no score on its side, whatever percent was generated.
    before, after = (r.change(percent=np.where(r.applicable, r.percent, np.nan)) for r in pair)
    found = reviewed(before, after)
    if found.total.change is None:
        return
    first = rescored(before, after) - rescored(before, before)
    last = rescored(after, after) - rescored(after, before)
    assert found.total.by_rating == pytest.approx((first + last) / 2, abs=1e-9)


@given(pairs(missing=False, not_applicable=False))
def test_with_nothing_missing_all_is_by_rating(pair: tuple[Rated, Rated]) -> None:
    """Then an item's points are its share of the whole times the change of its score."""
    before, after = pair
    found, shares = reviewed(before, after), before.scores().share[:, 0]
    for node, node_id in enumerate(before.tree.ids):
        for item in (i for i in found.items if i.id == node_id):
            assert item.by_share == 0
            assert item.points == pytest.approx(shares[node] * item.change, abs=1e-9)


@given(pairs())
def test_rises_and_falls_are_in_order(pair: tuple[Rated, Rated]) -> None:
    """Largest first, with the right sign, and none that moves anything is left out."""
    found = reviewed(*pair)
    up, down = ([i.points for i in some] for some in (found.rises, found.falls))
    assert up == sorted(up, reverse=True)
    assert down == sorted(down)
    assert all(p > 0 for p in up)
    assert all(p < 0 for p in down)
    moving = [i for i in found.items if i.points is not None and abs(i.points) > 1e-8]
    assert len(moving) <= len(up) + len(down) <= len(found.items)


def test_another_edition_is_refused(award: Standard) -> None:
    """Points of two editions cannot be taken from one another."""
    card = award_card(award, centre="north")
    other = replace(card, edition="1999")
    with pytest.raises(ValueError, match=r"north in 2025: .*@2007 expected, got .*@1999"):
        review(award, card, other)


@pytest.mark.parametrize("change", ["weight", "item"])
def test_another_tailoring_is_refused(award: Standard, change: str) -> None:
    """The same edition with another weight, or with an item more, is another standard."""
    card = award_card(award)
    first, *rest = card.nodes
    if change == "weight":
        nodes = (first, replace(rest[0], weight=16.0), *rest[1:])
    else:
        nodes = (*card.nodes, replace(rest[-1], id="BCC-9.9"))
    with pytest.raises(ValueError, match="expected, got other items or weights"):
        review(award, replace(card, nodes=nodes), card)
