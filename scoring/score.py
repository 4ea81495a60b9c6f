"""Score a centre against a standard: five numbers for every node of the tree.

Score, coverage, confidence, low and high, never one number alone. The rule one would get wrong:
what nobody assessed leaves the point score and widens the range, and what does not apply gives
its weight to its siblings; neither of them is zero.

Source: the weighted tree follows the award's own table; the range from confidence is the
project's reading of the explanatory notes of the urban water-supply appraisal guideline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scoring.assessment import Assessment
from scoring.standard import Branch, Standard

__all__ = ["NodeScore", "Scorecard", "Tree", "TreeScores", "score", "score_many", "score_tree"]

PERCENT_A_LEVEL = 20.0
FULL = 100.0
LEAST_APPLICABLE = 0.5  # of a criterion's weight, else the criterion is not rated
DECIMALS = 9  # values are compared with thresholds after this rounding

Floats = NDArray[np.float64]


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
        index = {None: 0}
        ids, parents, points, leaves = [standard.id], [-1], [FULL], []
        for node, parent in standard.nodes_with_parents():
            parent_id = parent.id if parent else None
            index[node.id] = len(ids)
            ids.append(node.id)
            parents.append(index[parent_id])
            points.append(1.0 if node.weight is None else node.weight)
            if isinstance(node, Branch):
                continue
            leaves.append(index[node.id])
        return cls(tuple(ids), np.array(parents), np.array(points), np.array(leaves))

    def weights(self) -> Floats:
        """Points of each node among its siblings, which sum to 100."""
        siblings = self.parents[:, None] == self.parents
        return FULL * self.points / (siblings * self.points).sum(axis=1)

    def children(self, node: int) -> Sequence[int]:
        """Indexes of a node's children."""
        return [int(child) for child in np.flatnonzero(self.parents == node)]


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


def score_tree(tree: Tree, percent: Floats, applicable: NDArray[np.bool_], confidence: Floats) -> TreeScores:
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
    shape = (len(tree.ids), percent.shape[1])
    assessed = applicable & ~np.isnan(percent)
    trust = np.where(assessed, confidence, 0.0)
    rated = np.where(assessed, percent, 0.0)
    value, mass = np.zeros(shape), np.zeros(shape)  # value is read only where mass > 0
    covered, trusted, low, high = (np.zeros(shape) for _ in range(4))
    applies = np.zeros(shape, dtype=bool)
    for node, array in (
        (value, rated), (mass, assessed), (covered, assessed), (trusted, trust),
        (low, trust * rated), (high, trust * rated + (1 - trust) * FULL), (applies, applicable),
    ):
        node[tree.leaves] = array
    with np.errstate(invalid="ignore", divide="ignore"):
        for node in range(shape[0] - 1, -1, -1):
            children = tree.children(node)
            if not children:
                continue
            weight = tree.points[children][:, None] * applies[children]
            total = weight.sum(axis=0)
            scored = weight * (mass[children] > 0)
            value[node] = np.nan_to_num((scored * value[children]).sum(axis=0) / scored.sum(axis=0))
            for array in (covered, trusted, low, high):
                array[node] = np.nan_to_num((weight * array[children]).sum(axis=0) / total)
            mass[node] = scored.sum(axis=0) > 0
            applies[node] = total > 0
            if tree.parents[node] == 0:
                applies[node] &= _applicable_part(tree, node, applies) >= LEAST_APPLICABLE
        share, scored_share = _shares(tree, applies, applies), _shares(tree, applies, mass > 0)
        seen, valid = mass > 0, applies
        return TreeScores(
            np.where(seen & valid, value, np.nan), np.where(valid, covered, np.nan),
            np.where(seen & valid, trusted / covered, np.nan), np.where(valid, low, np.nan),
            np.where(valid, high, np.nan), share, scored_share,
        )


def _applicable_part(tree: Tree, node: int, applies: NDArray[np.bool_]) -> Floats:
    """Part (0-1) of a node's weight, by items and as the standard states it, that applies."""
    children = tree.children(node)
    if not children:
        return applies[node].astype(np.float64)
    points = tree.points[children]
    parts = np.array([_applicable_part(tree, child, applies) for child in children])
    return np.round((points[:, None] * parts).sum(axis=0) / points.sum(), DECIMALS)


def _shares(tree: Tree, applies: NDArray[np.bool_], counts: NDArray[np.bool_]) -> Floats:
    """Each node's part of the whole when only the nodes in `counts` carry weight."""
    share = np.zeros(applies.shape)
    share[0] = counts[0] & applies[0]
    for node in range(len(tree.ids)):
        children = tree.children(node)
        if children:
            weight = tree.points[children][:, None] * (applies[children] & counts[children])
            share[children] = np.nan_to_num(share[node] * weight / weight.sum(axis=0))
    return share


@dataclass(frozen=True)
class NodeScore:
    """Five numbers of one node of one centre.

    Attributes
    ----------
    weight : float
        Points among siblings, as the standard states them.
    share : float
        Points of the whole (0-100) after what does not apply gave its weight away.
    scored_share : float
        Points of the whole among what was assessed.
    score, confidence : float or None
        0-100 and 0-1; None where nothing below was assessed.
    coverage, low, high : float or None
        0-1 and 0-100; None where the node does not apply.
    """

    id: str
    parent: str | None
    weight: float
    share: float
    scored_share: float
    score: float | None
    coverage: float | None
    confidence: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Scorecard:
    """The result of one centre in one period; the first node is the whole."""

    centre: str
    period: str
    standard: str
    edition: str
    nodes: tuple[NodeScore, ...]
    provisional: bool
    warnings: tuple[str, ...] = field(default=())

    @property
    def total(self) -> NodeScore:
        """The whole."""
        return self.nodes[0]

    def __getitem__(self, node_id: str) -> NodeScore:
        """The node with this id; raises KeyError where there is none."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)


def score(standard: Standard, assessment: Assessment) -> Scorecard:
    """Score one centre in one period.

    Examples
    --------
    >>> card = score(standard, assessment)   # doctest: +SKIP
    >>> card.total.score, card["BCC-6"].coverage   # doctest: +SKIP
    (70.5, 1.0)
    """
    return score_many(standard, [assessment])[0]


def score_many(standard: Standard, assessments: Iterable[Assessment]) -> list[Scorecard]:
    """Score many centres against the same standard, in one pass."""
    tree, assessments = Tree.of(standard), list(assessments)
    shape = (len(tree.leaves), len(assessments))
    percent, confidence = np.full(shape, np.nan), np.ones(shape)
    applicable = np.ones(shape, dtype=bool)
    row_of = {tree.ids[leaf]: row for row, leaf in enumerate(tree.leaves)}
    for column, assessment in enumerate(assessments):
        for item, rating in assessment.ratings.items():
            row = row_of[item]
            applicable[row, column] = rating.applicable
            if rating.rating is not None:
                percent[row, column] = PERCENT_A_LEVEL * rating.rating
            if rating.confidence is not None:
                confidence[row, column] = rating.confidence
    scores = score_tree(tree, percent, applicable, confidence)
    return [_scorecard(standard, tree, scores, n, a) for n, a in enumerate(assessments)]


def _scorecard(standard: Standard, tree: Tree, scores: TreeScores, column: int, assessment: Assessment) -> Scorecard:
    def number(array: Floats, node: int) -> float | None:
        value = array[node, column]
        return None if np.isnan(value) else float(value)

    weights = tree.weights()
    nodes = tuple(
        NodeScore(
            node_id, tree.ids[tree.parents[node]] if node else None, float(weights[node]),
            float(FULL * scores.share[node, column]), float(FULL * scores.scored_share[node, column]),
            number(scores.score, node), number(scores.coverage, node), number(scores.confidence, node),
            number(scores.low, node), number(scores.high, node),
        )
        for node, node_id in enumerate(tree.ids)
    )
    warnings = list(_warnings(standard, assessment, nodes))
    not_rated = any(n.parent == standard.id and n.coverage is None for n in nodes)
    provisional = not_rated or round(nodes[0].coverage or 0, DECIMALS) < 1
    return Scorecard(assessment.centre, assessment.period, standard.id, standard.edition, nodes,
                     provisional, tuple(warnings))


def _warnings(standard: Standard, assessment: Assessment, nodes: Iterable[NodeScore]) -> Iterable[str]:
    for node in nodes:
        if node.parent == standard.id and node.coverage is None:
            yield f"{node.id} is not rated: more than half of its weight does not apply"
    silent = [r.item for r in assessment.ratings.values() if r.rating is not None and r.confidence is None]
    if silent:
        yield f"confidence missing, taken as 1: {', '.join(silent)}"
