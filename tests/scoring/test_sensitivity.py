"""How much a result hangs on the weights."""

import warnings
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pymcdm.methods
import pytest
import skcriteria
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import rankdata
from skcriteria.agg.simple import WeightedSumModel

from scoring.sensitivity import (
    WeightChange,
    draw_weights,
    rank_acceptability,
    weight_to_change,
    weight_worth,
)
from scoring.standard import Standard
from scoring.tree import Floats, Tree, score_tree
from tests.scoring.oracle import exact
from tests.scoring.test_review import (
    award_card,
    card_of,
    pairs,
    rated_award,
    standard_of,
    two,
)
from tests.strategies import HALF_LEVELS, Rated, rated_trees, trees

SOUTH = (80, 80, 90, 75, 65, 60, 50, 85, 50)
STEP = 1e-5


def written(rated: Rated, node: int, weight: float) -> Rated:
    """The same ratings on a standard where one weight is another, and its siblings shrink."""
    tree = rated.tree
    points, old = tree.weights(), float(tree.weights()[node])
    siblings = (tree.parents == tree.parents[node]) & (np.arange(len(points)) != node)
    points[siblings] *= (100 - weight) / (100 - old)
    points[node] = weight
    return rated.change(tree=replace(tree, points=points))


def counting(rated: Rated) -> list[bool]:
    """Which nodes carry the total."""
    return (rated.scores().scored_share[:, 0] > 0).tolist()


def movable(tree: Tree) -> list[int]:
    """Nodes that have a sibling."""
    return [n for n in range(1, len(tree.ids)) if (tree.parents == tree.parents[n]).sum() > 1]


def total(rated: Rated) -> float:
    return float(rated.scores().score[0, 0])


def test_worth_by_hand(award: Standard) -> None:
    """BCC-1 at 90 with 15 points, total 70.5: (90 - 70.5) / 85; BCC-7 at 50: -20.5 / 90."""
    found = {w.id: w for w in weight_worth(award, award_card(award))}
    assert found["BCC-1"].points == pytest.approx(19.5 / 85, abs=1e-12)
    assert found["BCC-7"].points == pytest.approx(-20.5 / 90, abs=1e-12)
    assert found["BCC-1"].weight == 15
    assert list(found) == [node.id for node in award.nodes()]
    assert found["BCC-1.1"].points == pytest.approx(0, abs=1e-12)  # all parts of BCC-1 are at 90


def test_worth_without_a_total(award: Standard) -> None:
    """Nothing assessed: there is nothing that a weight could move, and that is not 0."""
    nothing = two([np.nan, np.nan])
    found = weight_worth(standard_of(nothing.tree), card_of(nothing))
    assert [w.points for w in found] == [None, None, None]


def test_worth_where_the_weight_moves_nothing() -> None:
    """A2 was not assessed, so A1 carries all of A, whatever its points; A is an only child."""
    one = two([80.0, np.nan])
    found = weight_worth(standard_of(one.tree), card_of(one))
    assert [w.points for w in found] == [0, 0, 0]


@given(rated_trees(), st.data())
def test_worth_is_the_derivative(rated: Rated, data: st.DataObject) -> None:
    """Against exact scores with the weight a little higher and a little lower."""
    nodes = movable(rated.tree)
    assume(nodes)
    node = data.draw(st.sampled_from(nodes))
    weight = float(rated.tree.weights()[node])
    near = [written(rated, node, weight + step) for step in (STEP, -STEP)]
    assume(counting(near[0]) == counting(near[1]) == counting(rated))
    ends = [exact(one)[0].score for one in near]
    worth = {w.id: w.points for w in weight_worth(standard_of(rated.tree), card_of(rated))}
    if ends[0] is None:
        assert set(worth.values()) == {None}
    else:
        change = float((ends[0] - ends[1]) / Fraction(2 * STEP))
        assert worth[rated.tree.ids[node]] == pytest.approx(change, rel=1e-5, abs=1e-6)


def test_threshold_by_hand(award: Standard) -> None:
    """The other eight average 57 / 0.85 = 67.06; 75 takes (75 - 67.06) / (90 - 67.06) = 34.6 %."""
    others = Fraction(57 * 100, 85)
    weight = float(100 * (75 - others) / (90 - others))
    change = weight_to_change(award_card(award), "BCC-1", 75)
    assert change == WeightChange("BCC-1", 15, pytest.approx(weight, abs=1e-9))
    assert change.distance == pytest.approx(weight - 15, abs=1e-9)
    node = Tree.of(award).ids.index("BCC-1")
    assert total(written(rated_award(award), node, weight)) == pytest.approx(75, abs=1e-9)


def test_no_weight_reaches_that_far(award: Standard) -> None:
    """BCC-1 is at 90: not even alone does it take the total to 91, nor without it to 67."""
    card = award_card(award)
    assert weight_to_change(card, "BCC-1", 91) is None
    assert weight_to_change(card, "BCC-1", 67) is None


def test_places_by_hand(award: Standard) -> None:
    """South leads by 1; only BCC-3 brings it down while north is ahead at BCC-1.

    Without BCC-3 (10 points) north leads by 1 / 0.9; at BCC-3 south leads by 20. So they are
    level at 20 x = (100 - x) / 0.9, which is 1000 / 190.
    """
    north, south = award_card(award, centre="n"), award_card(award, SOUTH, centre="s")
    change = weight_to_change(north, "BCC-3", south)
    assert change.new_weight == pytest.approx(1000 / 190, abs=1e-9)
    assert weight_to_change(south, "BCC-3", north) == replace(
        change, new_weight=pytest.approx(change.new_weight, abs=1e-9)
    )


@pytest.mark.parametrize(("stated", "sign"), [(40.0, -1), (60.0, 1)])
def test_of_two_weights_the_nearer(stated: float, sign: int) -> None:
    """Where something is missing the difference is curved and may turn twice.

    B and C weigh alike. One centre has A 60, B 52 and nothing for C: (60 u + 26 (1 - u)) / (u +
    (1 - u) / 2) where u is the weight of A. Another has A 61, B 41, C 64: 61 u + 52.5 (1 - u).
    They are level where 8.5 u^2 - 7 u + 0.5 = 0, so at (7 -+ sqrt 32) / 17, 7.9 % and 74.5 %.
    """
    tree = Tree(
        ("ALL", "A", "B", "C"),
        np.array([-1, 0, 0, 0]),
        np.array([100.0, stated, 50 - stated / 2, 50 - stated / 2]),
        np.arange(1, 4),
    )
    rated = Rated(tree, np.array([60.0, 52, np.nan]), np.ones(3, dtype=bool), np.ones(3))
    other = rated.change(percent=np.array([61.0, 41, 64]))
    for here, there in ((rated, other), (other, rated)):
        change = weight_to_change(card_of(here), "A", card_of(there))
        assert change.new_weight == pytest.approx(100 * (7 + sign * np.sqrt(32)) / 17, abs=1e-9)
    ahead = total(written(rated, 1, change.new_weight)) - total(
        written(other, 1, change.new_weight)
    )
    assert ahead == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("node", ["BCC-1", "BCC-1.1", "best-call-centre"])
def test_the_same_centre_twice_never_changes_places(award: Standard, node: str) -> None:
    """Level whatever the weight: no weight sets them apart. The whole has no weight to move."""
    card = award_card(award)
    assert weight_to_change(card, node, card) is None


def test_level_but_for_rounding_is_level() -> None:
    """A hundredth of a milliardth better at A1 and worse at A2 makes no turning point of 50."""
    one, other = card_of(two([80.0, 40])), card_of(two([80 + 1e-11, 40 - 1e-11]))
    assert weight_to_change(one, "A1", other) is None


def test_level_now_is_no_distance(award: Standard) -> None:
    """The slightest move of BCC-1 takes the total off 70.5."""
    change = weight_to_change(award_card(award), "BCC-1", 70.5)
    assert change.distance == pytest.approx(0, abs=1e-9)


def test_no_total_no_weight() -> None:
    """A centre without a score changes places with nobody, from either side."""
    nothing, something = card_of(two([np.nan, np.nan])), card_of(two([80.0, 40]))
    assert weight_to_change(nothing, "A1", 50) is None
    assert weight_to_change(something, "A1", nothing) is None


def test_other_weights_are_refused() -> None:
    """There is no one weight to move where two centres were scored with different ones."""
    one = card_of(two([80.0, 40]), centre="n")
    other = card_of(two([80.0, 40], points_of=(60.0, 40)), centre="s")
    with pytest.raises(ValueError, match="n and s were scored with different weights"):
        weight_to_change(one, "A1", other)


def test_an_unknown_node_is_an_error(award: Standard) -> None:
    """A mistyped id is not a weight that moves nothing."""
    with pytest.raises(KeyError, match="BCC-99"):
        weight_to_change(award_card(award), "BCC-99", 50)


def check_change(change: WeightChange | None, ahead, now: float, stays) -> None:
    """At the new weight all is level, and on the way there it never was."""
    if change is None:
        asked = np.linspace(1, 99, 8)
    else:
        inside = min(max(change.new_weight, 1e-6), 100 - 1e-6)
        assume(stays(inside))
        assert ahead(inside) == pytest.approx(0, abs=1e-3 if inside != change.new_weight else 1e-6)
        assert change.distance == abs(change.new_weight - change.weight)
        asked = np.linspace(change.weight, change.new_weight, 6)[1:-1]
    signs = {np.sign(round(ahead(weight), 7)) for weight in asked if stays(weight)} - {0}
    assert len(signs | ({np.sign(round(now, 7))} - {0})) < 2


@given(rated_trees(), st.integers(0, 100), st.data())
def test_threshold_by_scoring_again(rated: Rated, goal: int, data: st.DataObject) -> None:
    """Write the new weight into the standard and score; without one, try many."""
    nodes = movable(rated.tree)
    assume(nodes and not np.isnan(total(rated)))
    node = data.draw(st.sampled_from(nodes))
    check_change(
        weight_to_change(card_of(rated), rated.tree.ids[node], goal),
        lambda weight: total(written(rated, node, weight)) - goal,
        total(rated) - goal,
        lambda weight: counting(written(rated, node, weight)) == counting(rated),
    )


@given(pairs(), st.data())
def test_places_by_scoring_again(pair: tuple[Rated, Rated], data: st.DataObject) -> None:
    """The same for two centres, each with its own items missing."""
    nodes = movable(pair[0].tree)
    assume(nodes and not any(np.isnan(total(one)) for one in pair))
    node = data.draw(st.sampled_from(nodes))
    here, there = pair
    check_change(
        weight_to_change(card_of(here), here.tree.ids[node], card_of(there)),
        lambda weight: total(written(here, node, weight)) - total(written(there, node, weight)),
        total(here) - total(there),
        lambda weight: all(counting(written(o, node, weight)) == counting(o) for o in pair),
    )


def centres(tree: Tree, count: int, seed: int = 1) -> Floats:
    """Percents of so many complete centres."""
    return np.random.default_rng(seed).random((len(tree.leaves), count)) * 100


def stated_shares(tree: Tree) -> Floats:
    """Each item's part of the whole, as the scoring has it."""
    ones = np.ones((len(tree.leaves), 1))
    return score_tree(tree, ones, ones > 0, ones).share[tree.leaves, 0]


def test_drawn_weights_have_the_stated_mean_and_the_told_spread(award: Standard) -> None:
    """Nine criteria, concentration 4: BCC-1 at 0.15 spreads by sqrt(0.15 x 0.85 / 37)."""
    tree = Tree.of(award)
    shares = draw_weights(tree, 20_000, concentration=4, seed=7)
    assert shares.shape == (20_000, 33)
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-12)
    assert np.allclose(shares.mean(axis=0), stated_shares(tree), atol=0.002)
    first = shares[:, [tree.ids[leaf].startswith("BCC-1.") for leaf in tree.leaves]].sum(axis=1)
    assert first.std() == pytest.approx(np.sqrt(0.15 * 0.85 / 37), rel=0.03)


def test_the_same_seed_draws_the_same(award: Standard) -> None:
    """A result that is published can be had again."""
    tree = Tree.of(award)
    one, same, other = (draw_weights(tree, 5, concentration=4, seed=seed) for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).all()


@pytest.mark.parametrize(("draws", "concentration"), [(0, 1), (5, 0), (5, np.nan), (5, np.inf)])
def test_nothing_to_draw(award: Standard, draws: int, concentration: float) -> None:
    """Neither no draws nor a spread without bounds or without any."""
    with pytest.raises(ValueError, match="draws and concentration are above 0"):
        draw_weights(Tree.of(award), draws, concentration=concentration, seed=1)


def test_as_pymcdm_ranks(award: Standard) -> None:
    """1,300 draws, more than one block, each ranked by pymcdm's weighted sum."""
    tree = Tree.of(award)
    percent, count = centres(tree, 12), 12
    model = pymcdm.methods.WSM(normalization_function=lambda x, cost=False: x)
    found = np.zeros((count, count))
    for share in draw_weights(tree, 1300, concentration=3, seed=4):
        preference = model(percent.T, share, np.ones(len(share)), validation=False)
        found[np.arange(count), rankdata(-preference, method="ordinal").astype(int) - 1] += 1
    acceptability = rank_acceptability(tree, percent, 1300, concentration=3, seed=4)
    assert np.array_equal(acceptability, found / 1300)


def test_as_scikit_criteria_ranks(award: Standard) -> None:
    """Forty draws, each ranked by scikit-criteria's WeightedSumModel."""
    tree = Tree.of(award)
    percent, found = centres(tree, 5), np.zeros((5, 5))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for share in draw_weights(tree, 40, concentration=1, seed=4):
            matrix = skcriteria.mkdm(percent.T, [max] * len(share), weights=share)
            found[np.arange(5), WeightedSumModel().evaluate(matrix).rank_ - 1] += 1
    acceptability = rank_acceptability(tree, percent, 40, concentration=1, seed=4)
    assert np.array_equal(acceptability, found / 40)


def test_one_weight_against_one_by_integral() -> None:
    """Two items, every split equally likely: 80, 40 beats 50, 60 where w > 0.4, so in 60 %."""
    tree = Tree(("ALL", "A", "B"), np.array([-1, 0, 0]), np.array([100.0, 50, 50]), np.arange(1, 3))
    percent = np.array([[80.0, 50], [40, 60]])
    found = rank_acceptability(tree, percent, 20_000, concentration=1, seed=3)
    assert found == pytest.approx(np.array([[0.6, 0.4], [0.4, 0.6]]), abs=0.015)


def test_level_centres_keep_their_order(award: Standard) -> None:
    """Three alike and a better one in the middle: the first of them is always second."""
    tree = Tree.of(award)
    percent = np.repeat(centres(tree, 1) / 2, 4, axis=1)
    percent[:, 2] += 10
    found = rank_acceptability(tree, percent, 50, concentration=2, seed=1)
    assert np.argmax(found, axis=1).tolist() == [1, 2, 0, 3]
    assert set(found.ravel()) == {0, 1}


@pytest.mark.parametrize("spoil", ["missing", "short"])
def test_only_complete_centres_are_ranked(award: Standard, spoil: str) -> None:
    """A missing percent would change the weights from centre to centre."""
    tree = Tree.of(award)
    percent = centres(tree, 3)
    if spoil == "missing":
        percent[4, 1] = np.nan
    else:
        percent = percent[1:]
    match = (
        "complete centres only, got 1 of 3 incomplete"
        if spoil == "missing"
        else "33 items a centre, got 32"
    )
    with pytest.raises(ValueError, match=match):
        rank_acceptability(tree, percent, 5, concentration=1, seed=1)


def test_nobody_to_rank(award: Standard) -> None:
    """An empty table, as of any other number of centres."""
    tree = Tree.of(award)
    none = rank_acceptability(tree, centres(tree, 0), 5, concentration=1, seed=1)
    assert none.shape == (0, 0)


@st.composite
def many(draw: st.DrawFn) -> tuple[Tree, Floats]:
    """A tree and some complete centres, which may be alike."""
    tree = draw(trees())
    ratings = st.lists(
        st.sampled_from(HALF_LEVELS), min_size=len(tree.leaves), max_size=len(tree.leaves)
    )
    return tree, np.array(draw(st.lists(ratings, min_size=1, max_size=6))).T


@given(many(), st.integers(0, 99))
def test_every_centre_has_a_rank_in_every_draw(case: tuple[Tree, Floats], seed: int) -> None:
    """Rows and columns sum to 1."""
    found = rank_acceptability(*case, 7, concentration=0.5, seed=seed)
    for axis in (0, 1):
        assert np.allclose(found.sum(axis=axis), 1, atol=1e-12)


@given(many())
def test_without_doubt_it_is_the_plain_ranking(case: tuple[Tree, Floats]) -> None:
    """Weights that hardly move rank as the stated ones do, where totals are apart at all."""
    tree, percent = case
    totals = np.round(stated_shares(tree) @ percent, 6)
    assume(len(set(totals)) == len(totals))
    found = rank_acceptability(tree, percent, 3, concentration=1e18, seed=1)
    assert np.argmax(found, axis=1).tolist() == (rankdata(-totals) - 1).tolist()
    assert set(found.ravel()) <= {0, 1}


@given(many(), st.data())
def test_the_dominated_never_come_first(case: tuple[Tree, Floats], data: st.DataObject) -> None:
    """Half a level worse at every item, a centre is behind whatever the weights and its place."""
    tree, percent = case
    better = data.draw(st.integers(0, percent.shape[1] - 1))
    worse = np.insert(percent + 10, 0, percent[:, better], axis=1)
    found = np.cumsum(rank_acceptability(tree, worse, 20, concentration=1, seed=2), axis=1)
    assert (found[0] <= found[better + 1] + 1e-12).all()
    assert found[0, 0] == 0
