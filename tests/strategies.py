"""Generated trees of weights and generated assessments of them, for Hypothesis."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from scoring.tree import Bools, Floats, Tree, TreeScores, score_tree

__all__ = ["Rated", "exchanged", "places", "rated_trees", "trees"]

HALF_LEVELS = [20.0 * step / 2 for step in range(11)]
DEEPEST = 3


@dataclass(frozen=True)
class Rated:
    """A tree with one assessment of it; arrays have one entry an item."""

    tree: Tree
    percent: Floats
    applicable: Bools
    confidence: Floats

    def scores(self) -> TreeScores:
        """Its scores, as arrays with one column."""
        columns = (self.percent, self.applicable, self.confidence)
        return score_tree(self.tree, *(column[:, None] for column in columns))

    def change(self, **arrays: object) -> "Rated":
        """The same with some arrays or the tree exchanged."""
        return replace(self, **arrays)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Trees of one to three levels; siblings share equally or state weights, as points or odd."""
    parents, points, leaves = [-1], [100.0], []
    waiting = [(0, 0)]
    while waiting:
        node, depth = waiting.pop(0)
        count = draw(st.integers(1, 4)) if depth < DEEPEST else 0
        if node and draw(st.booleans()):
            count = 0
        if not count:
            leaves.append(node)
            continue
        equal = draw(st.booleans())
        for _ in range(count):
            waiting.append((len(parents), depth + 1))
            parents.append(node)
            points.append(1.0 if equal else draw(st.integers(1, 200)) / 2)
    ids = tuple(f"N{number}" for number in range(len(parents)))
    return Tree(ids, np.array(parents), np.array(points), np.array(leaves))


@st.composite
def rated_trees(
    draw: st.DrawFn, *, missing: bool = True, not_applicable: bool = True, sure: bool = False
) -> Rated:
    """Trees with ratings in half levels, some missing, some not applicable, some doubted."""
    tree = draw(trees())
    size = len(tree.leaves)

    def each(values: st.SearchStrategy) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=size, max_size=size)))

    ratings = st.sampled_from(HALF_LEVELS)
    percent = each(st.one_of(ratings, ratings, st.just(np.nan)) if missing else ratings)
    applies = st.sampled_from([True, True, True, False] if not_applicable else [True])
    trust = st.just(1.0) if sure else st.integers(0, 10).map(lambda tenth: tenth / 10)
    return Rated(tree, percent.astype(float), each(applies).astype(bool), each(trust).astype(float))


def places(data, above=(), *, every=False):
    """Every place in nested data, or the first entry of each list for all of them."""
    yield above
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*above, key), every=every)
    elif isinstance(data, list):
        for index, value in enumerate(data if every else data[:1]):
            yield from places(value, (*above, index), every=every)


def exchanged(data, place, value):
    """A copy of nested data with the value at one place exchanged."""
    if not place:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[place[0]] = exchanged(copy[place[0]], place[1:], value)
    return copy
