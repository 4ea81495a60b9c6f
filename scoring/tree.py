"""A standard as arrays, and the arithmetic up its tree for many centres at once.

The rule one would get wrong: what nobody assessed leaves the point score and widens the range, and
what does not apply gives its weight to its siblings; neither of them is zero.

Source: the weighted tree follows the award's own table; the range from confidence is the
project's reading of the explanatory notes of the urban water-supply appraisal guideline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.layers import DECIMALS, Bools, Floats, Layers, climb, rated_criteria, share_out
from scoring.standard import Branch, Standard

__all__ = [
    "DECIMALS",
    "FULL",
    "Bools",
    "Climbed",
    "Floats",
    "Tree",
    "TreeScores",
    "climb_tree",
    "score_tree",
]

FULL = 100.0


@dataclass(frozen=True)
class Tree:
    """A standard as arrays; node 0 is the whole, a parent stands before its children.

    Attributes
    ----------
    ids : tuple of str
        Of every node; the whole has the id of the standard.
    parents : ndarray of int, shape (nodes,)
        Index of each one's parent, -1 for the whole.
    points : ndarray of float, shape (nodes,)
        Weight among siblings, in any unit: points where stated, 1 each where shared equally
        (so that thirds stay exact).
    leaves : ndarray of int, shape (items,)
        Which nodes are items, in the order of the standard.
    """

    ids: tuple[str, ...]
    parents: NDArray[np.intp]
    points: Floats
    leaves: NDArray[np.intp]

    @classmethod
    def of(cls, standard: Standard) -> "Tree":
        """The tree of a standard; siblings without weights share equally."""
        ids, parents, points, leaves = [standard.id], [-1], [FULL], []
        for node, parent in standard.nodes_with_parents():
            if not isinstance(node, Branch):
                leaves.append(len(ids))
            parents.append(ids.index(parent.id) if parent else 0)
            points.append(1.0 if node.weight is None else node.weight)
            ids.append(node.id)
        return cls(tuple(ids), np.array(parents), np.array(points), np.array(leaves))

    def weights(self) -> Floats:
        """Points of each node among its siblings, which sum to 100."""
        siblings = self.parents[:, None] == self.parents
        of_siblings: Floats = (siblings * self.points).sum(axis=1)
        return FULL * self.points / of_siblings

    def children(self, node: int) -> Sequence[int]:
        """Indexes of a node's children."""
        return [int(child) for child in np.flatnonzero(self.parents == node)]

    def branches(self) -> Sequence[tuple[int, Sequence[int]]]:
        """Every node that has children, with them; a parent before its children."""
        return [(n, self.children(n)) for n in range(len(self.ids)) if n not in self.leaves]

    @cached_property
    def layers(self) -> Layers:
        """The same, made ready for arithmetic."""
        return Layers.of(self.parents, self.points, self.leaves)


@dataclass(frozen=True)
class TreeScores:
    """Five numbers a node and centre; all arrays have shape (nodes, centres).

    `score` and `confidence` are NaN where nothing below the node was assessed; all five are NaN
    where the node is not rated because it does not apply. `share` is the node's part of the
    whole after what does not apply has given its weight away, and `scored_share` the same after
    what was not assessed has left too (it sums to 1 over the assessed items).
    """

    score: Floats
    coverage: Floats
    confidence: Floats
    low: Floats
    high: Floats
    share: Floats
    scored_share: Floats


@dataclass(frozen=True)
class Climbed:
    """What climbed the tree; by place, in the order of `Layers`.

    Attributes
    ----------
    seen : ndarray of float, shape (2, nodes, centres)
        1 where something below the node was assessed, and the score.
    applies : ndarray of float, shape (4, nodes, centres)
        1 where the node applies, coverage, the part of it that is trusted, and low.
    """

    seen: Floats
    applies: Floats

    def five(self, places: NDArray[np.intp] | int) -> tuple[Floats, ...]:
        """Score, coverage, confidence, low and high of the nodes at these places."""
        is_seen, score = self.seen[:, places]
        applies, coverage, trusted, low = self.applies[:, places]
        return (
            np.where(is_seen, score, np.nan),
            np.where(applies, coverage, np.nan),
            np.divide(trusted, coverage, out=np.full(low.shape, np.nan), where=is_seen > 0),
            np.where(applies, low, np.nan),
            np.where(applies, low + (1 - trusted) * FULL, np.nan),
        )


def climb_tree(tree: Tree, percent: Floats, applicable: Bools, confidence: Floats) -> Climbed:
    """All that climbs the tree; parameters are those of `score_tree`."""
    assessed = applicable & ~np.isnan(percent)
    value = np.where(assessed, percent, 0.0)
    trust = np.where(assessed, confidence, 0.0)
    rated = rated_criteria(tree.layers, applicable)
    return Climbed(
        climb(tree.layers, assessed, value, rated=rated),
        climb(tree.layers, applicable, assessed, trust, trust * value, rated=rated),
    )


def score_tree(tree: Tree, percent: Floats, applicable: Bools, confidence: Floats) -> TreeScores:
    """Score many centres at once, at every node.

    Parameters
    ----------
    tree : Tree
        The standard.
    percent : ndarray of float, shape (items, centres)
        0-100; NaN where not assessed.
    applicable : ndarray of bool, shape (items, centres)
        False where the item does not apply.
    confidence : ndarray of float, shape (items, centres)
        0-1; read only where `percent` is given.

    Returns
    -------
    TreeScores
        Arrays of shape (nodes, centres).

    Examples
    --------
    Two items of 60 and 40 points. One centre has 90 at the first and nobody looked at the second;
    at the other the second does not apply. Both score 90, and only the first is open: 0.6 x 90 = 54
    is sure, 94 is possible.

    >>> tree = Tree(
    ...     ("ALL", "A", "B"), np.array([-1, 0, 0]), np.array([100.0, 60, 40]), np.array([1, 2])
    ... )
    >>> percent = np.array([[90, 90], [np.nan, np.nan]])
    >>> applies = np.array([[True, True], [True, False]])
    >>> found = score_tree(tree, percent, applies, np.ones((2, 2)))
    >>> np.round([found.score[0], found.low[0], found.high[0]], 9)
    array([[90., 90.],
           [54., 90.],
           [94., 90.]])
    """
    found, layers = climb_tree(tree, percent, applicable, confidence), tree.layers
    shares = (share_out(layers.steps, nodes[0]) for nodes in (found.applies, found.seen))
    return TreeScores(*found.five(layers.places), *(share[layers.places] for share in shares))
