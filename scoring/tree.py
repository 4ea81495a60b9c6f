"""A standard as arrays, and the arithmetic up its tree for many centres at once.

The rule one would get wrong: what nobody assessed leaves the point score and widens the range, and
what does not apply gives its weight to its siblings; neither of them is zero.

Source: the weighted tree follows the award's own table; the range from confidence is the
project's reading of the explanatory notes of the urban water-supply appraisal guideline.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.standard import Branch, Standard

__all__ = ["DECIMALS", "FULL", "Floats", "Tree", "TreeScores", "score_tree"]

FULL = 100.0
LEAST_APPLICABLE = 0.5  # of a criterion's weight, else the criterion is not rated
DECIMALS = 9  # values are compared with thresholds after this rounding

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


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


def score_tree(tree: Tree, percent: Floats, applicable: Bools, confidence: Floats) -> TreeScores:
    """Score many centres at once.

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
    """
    assessed = applicable & ~np.isnan(percent)
    rated = np.where(assessed, percent, 0.0)
    trust = np.where(assessed, confidence, 0.0)
    applies = _applies(tree, applicable)
    seen = _any_below(tree, assessed, applies)
    coverage = _mean(tree, assessed.astype(np.float64), applies)
    trusted = _mean(tree, trust, applies)
    low = _mean(tree, trust * rated, applies)
    high = _mean(tree, trust * rated + (1 - trust) * FULL, applies)
    return TreeScores(
        np.where(seen & applies, _mean(tree, rated, applies & seen), np.nan),
        np.where(applies, coverage, np.nan),
        np.divide(trusted, coverage, out=np.full_like(low, np.nan), where=seen & applies),
        np.where(applies, low, np.nan),
        np.where(applies, high, np.nan),
        _shares(tree, applies),
        _shares(tree, applies & seen),
    )


def _mean(tree: Tree, of_leaves: Floats, counts: Bools) -> Floats:
    """Weighted mean, up the tree, over the children that count; 0 where none does."""
    values = np.zeros(counts.shape)
    values[tree.leaves] = of_leaves
    for node, children in reversed(tree.branches()):
        weights = tree.points[children][:, None] * counts[children]
        total = weights.sum(axis=0)
        np.divide((weights * values[children]).sum(axis=0), total, values[node], where=total > 0)
    return values


def _any_below(tree: Tree, of_leaves: Bools, counts: Bools) -> Bools:
    """Whether any leaf below is true, by way of nodes that count."""
    found = np.zeros(counts.shape, dtype=bool)
    found[tree.leaves] = of_leaves
    for node, children in reversed(tree.branches()):
        found[node] = (found[children] & counts[children]).any(axis=0)
    return found


def _applies(tree: Tree, applicable: Bools) -> Bools:
    """Which nodes apply: those with a part that does, but a criterion only with half of it."""
    everywhere = np.ones((len(tree.ids), applicable.shape[1]), dtype=bool)
    part = np.round(_mean(tree, applicable.astype(np.float64), everywhere), DECIMALS)
    applies = _any_below(tree, applicable, everywhere)
    criteria = tree.children(0)
    applies[criteria] &= part[criteria] >= LEAST_APPLICABLE
    applies[0] = applies[criteria].any(axis=0)
    return applies


def _shares(tree: Tree, counts: Bools) -> Floats:
    """Each node's part of the whole when only the nodes that count carry weight."""
    share = np.zeros(counts.shape)
    share[0] = counts[0]
    for node, children in tree.branches():
        weights = tree.points[children][:, None] * counts[children]
        total = weights.sum(axis=0)
        part = np.divide(share[node], total, out=np.zeros_like(total), where=total > 0)
        share[children] = part * weights
    return share
