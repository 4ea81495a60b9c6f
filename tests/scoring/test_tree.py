"""The arithmetic up the tree: properties of every tree, and an exact oracle."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring import Standard
from scoring.tree import Tree
from tests.scoring.oracle import Exact, exact
from tests.strategies import HALF_LEVELS, Rated, rated_trees

TOLERANCE = 1e-9


def total(rated: Rated) -> dict[str, float]:
    """The five numbers of the whole."""
    scores = rated.scores()
    names = ("score", "coverage", "confidence", "low", "high")
    return {name: getattr(scores, name)[0, 0] for name in names}


@given(rated_trees())
def test_agrees_with_exact_fractions_at_every_node(rated: Rated) -> None:
    """Missing, not applicable and doubted items together: all five numbers to 1e-9."""
    scores = rated.scores()
    for node, expected in enumerate(exact(rated)):
        for name in Exact.__dataclass_fields__:
            value, fraction = getattr(scores, name)[node, 0], getattr(expected, name)
            if fraction is None:
                assert np.isnan(value), (name, node, value)
            else:
                assert value == pytest.approx(float(fraction), abs=TOLERANCE), (name, node)


@given(rated_trees())
def test_a_score_lies_within_the_range_of_its_items(rated: Rated) -> None:
    """Property (a): no mean leaves the span of what it is a mean of."""
    score = total(rated)["score"]
    seen = rated.percent[rated.applicable]
    if not np.isnan(score):
        assert np.nanmin(seen) - TOLERANCE <= score <= np.nanmax(seen) + TOLERANCE


@given(rated_trees(), st.data())
def test_a_better_rating_never_lowers_a_score(rated: Rated, data: st.DataObject) -> None:
    """Property (b): monotone in every rating, and so are low and high."""
    row = data.draw(st.integers(0, len(rated.percent) - 1))
    assume(not np.isnan(rated.percent[row]))
    better = rated.percent.copy()
    better[row] = data.draw(st.sampled_from([p for p in HALF_LEVELS if p >= better[row]]))
    before, after = total(rated), total(rated.change(percent=better))
    for name in ("score", "low", "high"):
        assert np.isnan(before[name]) or after[name] >= before[name] - TOLERANCE


@given(rated_trees(), st.randoms())
def test_the_order_of_siblings_does_not_matter(rated: Rated, random) -> None:
    """Property (c): whoever sorts the criteria differently gets the same numbers."""
    tree, order = rated.tree, [0]
    for node in order:
        children = list(tree.children(node))
        random.shuffle(children)
        order.extend(children)
    place = {old: new for new, old in enumerate(order)}
    rows = [list(tree.leaves).index(old) for old in order if old in tree.leaves]
    moved = Tree(
        tuple(tree.ids[old] for old in order),
        np.array([-1 if old == 0 else place[tree.parents[old]] for old in order]),
        tree.points[order],
        np.array([new for new, old in enumerate(order) if old in tree.leaves]),
    )
    again = Rated(moved, rated.percent[rows], rated.applicable[rows], rated.confidence[rows])
    assert total(again) == pytest.approx(total(rated), abs=TOLERANCE, nan_ok=True)


@given(rated_trees(), st.floats(0.01, 1000))
def test_weights_may_be_in_any_unit(rated: Rated, factor: float) -> None:
    """Property (d): points, percent or grams, only their proportion counts."""
    tree = rated.tree
    scaled = rated.change(tree=Tree(tree.ids, tree.parents, tree.points * factor, tree.leaves))
    assert total(scaled) == pytest.approx(total(rated), abs=TOLERANCE, nan_ok=True)


@given(rated_trees())
def test_the_score_lies_between_low_and_high(rated: Rated) -> None:
    """Property (e), at every node: the range is a range around the score."""
    scores = rated.scores()
    seen = ~np.isnan(scores.score)
    assert np.all(scores.low[seen] <= scores.score[seen] + TOLERANCE)
    assert np.all(scores.score[seen] <= scores.high[seen] + TOLERANCE)


@given(rated_trees(), st.data())
def test_more_confidence_never_widens_the_range(rated: Rated, data: st.DataObject) -> None:
    """Property (f): better evidence can only say more."""
    row = data.draw(st.integers(0, len(rated.percent) - 1))
    surer = rated.confidence.copy()
    surer[row] = data.draw(st.floats(float(surer[row]), 1))
    before, after = total(rated), total(rated.change(confidence=surer))
    if not np.isnan(before["high"]):
        widths = [numbers["high"] - numbers["low"] for numbers in (before, after)]
        assert widths[1] <= widths[0] + TOLERANCE


@given(rated_trees())
def test_coverage_is_one_exactly_when_all_that_applies_is_assessed(rated: Rated) -> None:
    """Property (i): items of a criterion that is not rated do not count as applicable."""
    coverage, scores = total(rated)["coverage"], rated.scores()
    assume(not np.isnan(coverage))
    carries = scores.share[rated.tree.leaves, 0] > 0
    assert (coverage == 1) == (not np.isnan(rated.percent[carries]).any())


@given(rated_trees(), st.data())
def test_an_item_that_does_not_apply_counts_like_one_that_is_not_there(
    rated: Rated, data: st.DataObject
) -> None:
    """Property (j), as long as its criterion stays rated: at most half of it is gone."""
    tree = rated.tree
    row = data.draw(st.integers(0, len(rated.percent) - 1))
    leaf, gone = int(tree.leaves[row]), rated.applicable.copy()
    gone[row] = False
    marked = rated.change(applicable=gone)
    assume(len(tree.children(int(tree.parents[leaf]))) > 1)
    here = [node for node in range(len(tree.ids)) if node != leaf]
    new = {old: number for number, old in enumerate(here)}
    rows = [n for n in range(len(tree.leaves)) if n != row]
    smaller = Tree(
        tuple(tree.ids[old] for old in here),
        np.array([-1 if old == 0 else new[tree.parents[old]] for old in here]),
        tree.points[here],
        np.array([new[int(tree.leaves[n])] for n in rows]),
    )
    removed = Rated(smaller, rated.percent[rows], rated.applicable[rows], rated.confidence[rows])
    criteria = [tree.ids[c] for c in tree.children(0) if c != leaf]
    kept = [scores_of(marked), scores_of(removed)]
    assume(all(np.isnan(kept[0][c]) == np.isnan(kept[1][c]) for c in criteria))
    assert total(removed) == pytest.approx(total(marked), abs=TOLERANCE, nan_ok=True)


def scores_of(rated: Rated) -> dict[str, float]:
    """Coverage by id; NaN where a node is not rated."""
    return dict(zip(rated.tree.ids, rated.scores().coverage[:, 0], strict=True))


def criterion_percents(award: Standard, percents: tuple[float, ...]) -> Rated:
    """An assessment in which every item of a criterion earns the percent of the criterion."""
    tree = Tree.of(award)
    by_id = dict(zip((c.id for c in award.children), percents, strict=True))
    earned = [by_id["-".join(tree.ids[leaf].split(".")[:1])] for leaf in tree.leaves]
    size = len(tree.leaves)
    return Rated(tree, np.array(earned), np.ones(size, dtype=bool), np.ones(size))


@pytest.mark.parametrize(
    ("percents", "points"),
    [
        ((90, 80, 70, 75, 65, 60, 50, 80, 50), 70.5),
        ((90, 80, 70, 75, 65, 60, 55, 85, 50), 71.5),
    ],
)
def test_golden_numbers_of_the_award(award: Standard, percents, points: float) -> None:
    """13.5 + 12 + 7 + 7.5 + 6.5 + 6 + 5.5 + 8.5 + 5 = 71.5, though the plain mean is 70.0."""
    assert round(total(criterion_percents(award, percents))["score"], 9) == points


@pytest.mark.parametrize("percent", [0.0, 100.0])
def test_all_alike_is_exact(award: Standard, percent: float) -> None:
    """Golden numbers of the award: all 100 gives exactly 100, all 0 exactly 0."""
    numbers = total(criterion_percents(award, (percent,) * 9))
    assert numbers == {
        "score": percent, "coverage": 1, "confidence": 1, "low": percent, "high": percent
    }  # fmt: skip


def small(*, percent, applicable, points=(50.0, 25.0, 25.0)) -> Rated:
    """Two criteria of equal weight: the first with three items, the second an item itself."""
    tree = Tree(
        ("ALL", "A", "B", "A1", "A2", "A3"),
        np.array([-1, 0, 0, 1, 1, 1]),
        np.array([100.0, 50.0, 50.0, *points]),
        np.array([2, 3, 4, 5]),
    )
    return Rated(tree, np.array(percent), np.array(applicable), np.ones(4))


def test_half_of_a_criterion_may_fall_away() -> None:
    """A1 holds 50 of 100 points: without it A is still rated, as the mean of A2 and A3."""
    rated = small(percent=[80.0, np.nan, 40, 60], applicable=[True, False, True, True])
    scores = rated.scores()
    assert scores.score[:3, 0].tolist() == [(50 + 80) / 2, 50, 80]


def test_more_than_half_of_a_criterion_gone_is_not_rated() -> None:
    """A1 and A2 hold 75 of 100 points: A has no score, its weight goes to B."""
    rated = small(percent=[80.0, np.nan, np.nan, 60], applicable=[True, False, False, True])
    scores = rated.scores()
    assert scores.score[0, 0] == 80
    assert np.isnan([getattr(scores, n)[1, 0] for n in ("score", "coverage", "low")]).all()


def test_seven_equal_items_fall_away_by_count() -> None:
    """Thirds and sevenths do not tip the half: 3 of 7 gone is rated, 4 of 7 is not."""
    for gone, rated in ((3, True), (4, False)):
        tree = Tree(
            ("ALL", "A", *(f"A{n}" for n in range(7))),
            np.array([-1, 0, *[1] * 7]),
            np.array([100.0, 100.0, *[1.0] * 7]),
            np.arange(2, 9),
        )
        applicable = np.array([False] * gone + [True] * (7 - gone))
        scores = Rated(tree, np.full(7, 60.0), applicable, np.ones(7)).scores()
        assert (not np.isnan(scores.score[1, 0])) == rated


def test_not_assessed_is_neither_zero_nor_not_applicable() -> None:
    """A1 unseen: it leaves the score (50, not 25), halves coverage, and opens the range."""
    rated = small(percent=[80.0, np.nan, 40, 60], applicable=[True] * 4)
    scores = rated.scores()
    numbers = [getattr(scores, n)[1, 0] for n in ("score", "coverage", "low", "high")]
    assert numbers == [50, 0.5, 25, 75]


def test_weights_of_a_standard_are_points_among_siblings(award: Standard) -> None:
    """Stated weights stay as they are; the three parts of BCC-1 share equally."""
    tree = Tree.of(award)
    weights = dict(zip(tree.ids, tree.weights(), strict=True))
    assert [weights[f"BCC-{n}"] for n in range(1, 10)] == [15, 15, 10, 10, 10, 10, 10, 10, 10]
    assert [weights[f"BCC-5.{n}"] for n in range(1, 6)] == [12.5, 12.5, 25, 25, 25]
    assert weights["BCC-1.2"] == pytest.approx(float(Fraction(100, 3)), abs=1e-12)
