"""The kernel for very many centres: the same five numbers as for one, whatever is missing."""

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymcdm.methods import WSM
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel

from scoring import Standard, kernel
from scoring.kernel import Totals, total_scores, totals
from scoring.tree import Tree, score_tree
from tests.scoring.oracle import exact
from tests.strategies import HALF_LEVELS, Rated, rated_trees, trees

TOLERANCE = 1e-9
FIVE = tuple(field.name for field in fields(Totals))


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of few rows, so that small arrays take several."""
    monkeypatch.setattr(kernel, "READ_BYTES", 200)
    monkeypatch.setattr(kernel, "CLIMB_BYTES", 100)


@st.composite
def many_rated(draw: st.DrawFn) -> tuple[Tree, np.ndarray, np.ndarray, np.ndarray]:
    """A tree with up to forty centres, of which about half are complete; centres by items."""
    tree, random = draw(trees()), np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = (draw(st.integers(0, 40)), len(tree.leaves))
    percent, whole = random.choice(HALF_LEVELS, shape), random.random((shape[0], 1)) < 0.5
    percent[~whole & (random.random(shape) < 0.3)] = np.nan
    applicable = whole | (random.random(shape) < 0.8)
    return tree, percent, applicable, random.integers(0, 11, shape) / 10


def expect(found: Totals, tree: Tree, percent, applicable, confidence) -> None:
    """All five numbers are those of `score_tree`, and NaN in the same places."""
    scores = score_tree(tree, percent.T, applicable.T, confidence.T)
    for name in FIVE:
        expected = getattr(scores, name)[0]
        np.testing.assert_allclose(getattr(found, name), expected, rtol=0, atol=TOLERANCE)


@given(many_rated())
def test_five_numbers_as_for_one(rated) -> None:
    """With everything given: missing, not applicable, doubted."""
    expect(totals(*rated), *rated)


@given(many_rated())
def test_what_is_not_given_is_all_applicable_and_sure(rated) -> None:
    """Nobody who has no such figures has to make arrays of ones."""
    tree, percent, applicable, confidence = rated
    yes, sure = np.ones(percent.shape, dtype=bool), np.ones(percent.shape)
    expect(totals(tree, percent), tree, percent, yes, sure)
    expect(totals(tree, percent, applicable), tree, percent, applicable, sure)
    expect(totals(tree, percent, confidence=confidence), tree, percent, yes, confidence)


@given(many_rated())
def test_the_score_alone_is_the_same_score(rated) -> None:
    """The cheap way to a score is no other score."""
    tree, percent, applicable, _ = rated
    for applies in (applicable, None):
        scores, expected = total_scores(tree, percent, applies), totals(tree, percent, applies)
        np.testing.assert_allclose(scores, expected.score, rtol=0, atol=TOLERANCE)


@given(rated_trees())
def test_agrees_with_exact_fractions(rated: Rated) -> None:
    """The oracle that shares nothing with the program, for the whole."""
    arrays = (array[None] for array in (rated.percent, rated.applicable, rated.confidence))
    found, expected = totals(rated.tree, *arrays), exact(rated)[0]
    for name in FIVE:
        value, fraction = getattr(found, name)[0], getattr(expected, name)
        wanted = np.nan if fraction is None else float(fraction)
        assert value == pytest.approx(wanted, abs=TOLERANCE, nan_ok=True), name


@given(st.lists(st.integers(1, 200), min_size=2, max_size=12), st.integers(0, 2**32 - 1))
def test_flat_and_complete_is_a_weighted_sum(points: list[int], seed: int) -> None:
    """pymcdm and scikit-criteria get the same sums from the same weights."""
    count = len(points)
    parents = np.array([-1, *[0] * count])
    tree = Tree(
        tuple(map(str, parents)), parents, np.array([1.0, *points]), np.arange(1, count + 1)
    )
    percent = np.random.default_rng(seed).uniform(1, 100, (7, count))
    weights, scores = np.array(points) / sum(points), total_scores(tree, percent)
    weighted_sum = WSM(normalization_function=lambda x, cost: x)
    pymcdm = weighted_sum(percent, weights, np.ones(count), validation=False)
    criteria = WeightedSumModel().evaluate(mkdm(percent, [1] * count, weights=weights))
    np.testing.assert_allclose(scores, pymcdm, rtol=1e-12, atol=0)
    np.testing.assert_allclose(scores, criteria.e_.score, rtol=1e-12, atol=0)


def test_writes_where_it_is_told(award: Standard) -> None:
    """One array may serve many calls; blocks of nothing are no mistake."""
    tree, out = Tree.of(award), np.zeros(5)
    found = total_scores(tree, np.full((5, 33), 60.0), out=out)
    assert found is out
    np.testing.assert_allclose(out, 60)
    assert totals(tree, np.empty((0, 33))).score.shape == (0,)


@pytest.mark.parametrize("way", [totals, total_scores])
def test_items_before_centres_are_refused(way: Callable, award: Standard) -> None:
    """`score_tree` has them the other way round; who mixes them up is told."""
    tree = Tree.of(award)
    with pytest.raises(ValueError, match=r"\(centres, items\), here \(33, 33\), got \(33, 5\)"):
        way(tree, np.zeros((33, 5)))
    with pytest.raises(ValueError, match=r"here \(5, 33\), got \(33, 5\)"):
        way(tree, np.zeros((5, 33)), np.ones((33, 5), dtype=bool))
