"""A tree of weights layer by layer, and weighted means up it for many centres at once.

The rule one would get wrong: a mean goes over the children that count, so the weight of those
that do not is never a zero in it; it goes to their siblings.

Sums are separate multiplications and additions, never those of a linear-algebra library, so that
every machine finds the same numbers to the last digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["DECIMALS", "Bools", "Floats", "Layer", "Layers", "climb", "rated_criteria", "share_out"]

LEAST_APPLICABLE = 0.5  # of a criterion's weight, else the criterion is not rated
DECIMALS = 9  # values are compared with thresholds after this rounding

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]


@dataclass(frozen=True)
class Layer:
    """The nodes of one depth, siblings side by side.

    Attributes
    ----------
    nodes : slice
        Their places, breadth first.
    points : ndarray of float, shape (nodes of the layer, 1)
        Weight of each among its siblings.
    families : tuple of slice
        The children of each parent, counted within the layer.
    parents : ndarray of int, shape (families,)
        Place of each parent, in the layer above.
    """

    nodes: slice
    points: Floats
    families: tuple[slice, ...]
    parents: Indexes


@dataclass(frozen=True)
class Layers:
    """A tree made ready for arithmetic; a place is a node's number breadth first.

    Attributes
    ----------
    places : ndarray of int, shape (nodes,)
        Place of each node of the tree; the whole has 0, the criteria follow.
    items : ndarray of int, shape (items,)
        Places of the items, in the order of the tree.
    steps : tuple of Layer
        From the deepest up to the criteria.
    shares : ndarray of float, shape (items,)
        Part, 0-1, of the whole that each item holds when all apply.
    parts : ndarray of float, shape (items, 1)
        Part, 0-1, of its criterion that each item holds when all apply.
    criteria : tuple of ndarray of int
        Which items each criterion has.
    """

    places: Indexes
    items: Indexes
    steps: tuple[Layer, ...]
    shares: Floats
    parts: Floats
    criteria: tuple[Indexes, ...]

    @classmethod
    def of(cls, parents: Indexes, points: Floats, leaves: Indexes) -> "Layers":
        """The layers of a tree; parameters are those of `Tree`."""
        generations: list[Indexes] = [np.array([0])]
        while len(below := _children(parents, generations[-1])):
            generations.append(below)
        order = np.concatenate(generations)
        places = np.argsort(order)
        steps, first = [], 1
        for nodes in generations[1:]:
            above, starts = np.unique(places[parents[nodes]], return_index=True)
            ends = [*starts[1:].tolist(), len(nodes)]
            families = tuple(map(slice, starts.tolist(), ends))
            layer = slice(first, first + len(nodes))
            steps.append(Layer(layer, points[nodes][:, None], families, above))
            first += len(nodes)
        items, steps = places[leaves], steps[::-1]
        shares = share_out(steps, np.ones((len(parents), 1)))[:, 0]
        criterion = np.arange(len(parents))
        for place, node in enumerate(order):
            if parents[node] > 0:
                criterion[place] = criterion[places[parents[node]]]
        parts = (shares[items] / shares[criterion[items]])[:, None]
        criteria = (np.flatnonzero(criterion[items] == 1 + n) for n in range(len(generations[1])))
        return cls(places, items, tuple(steps), shares[items], parts, tuple(criteria))


def _children(parents: Indexes, nodes: Indexes) -> Indexes:
    """Children of all these nodes, siblings side by side, in the order of their parents."""
    found = [np.flatnonzero(parents == node) for node in nodes]
    return np.concatenate(found) if found else nodes


def climb(
    layers: Layers, counts: Bools, *values: NDArray[Any], rated: Bools | None = None
) -> Floats:
    """Weighted means, up the tree, over the children that count.

    Parameters
    ----------
    counts : ndarray of bool, shape (items, centres)
        Which items count.
    *values : ndarray, shape (items, centres)
        What to average; 0 where the item does not count.
    rated : ndarray of bool, shape (criteria, centres), optional
        The criteria that may count; all by default.

    Returns
    -------
    ndarray of float, shape (1 + values, nodes, centres)
        By place: 1 where the node counts, then its means; all 0 where it does not.

    Examples
    --------
    Three items of 50, 30 and 20 points at 80, 60 and an unknown percent: (50 x 80 + 30 x 60) / 80.

    >>> parents, points = np.array([-1, 0, 0, 0]), np.array([100.0, 50, 30, 20])
    >>> layers = Layers.of(parents, points, np.array([1, 2, 3]))
    >>> known, percent = np.array([[True], [True], [False]]), np.array([[80.0], [60], [0]])
    >>> float(climb(layers, known, percent)[1, 0, 0])
    72.5
    """
    nodes = np.empty((1 + len(values), len(layers.places), counts.shape[1]))
    for filled, given in zip(nodes, (counts, *values), strict=True):
        filled[layers.items] = given
    for step in layers.steps:
        children = nodes[:, step.nodes]
        if step is layers.steps[-1] and rated is not None:
            children *= rated
        weighted = children * step.points
        for family, parent in zip(step.families, step.parents, strict=True):
            np.add.reduce(weighted[:, family], axis=1, out=nodes[:, parent])
        total = nodes[0, step.parents]
        some = total > 0
        nodes[1:, step.parents] /= total + ~some  # where nothing counts all is 0 and stays so
        nodes[0, step.parents] = some
    return nodes


def rated_criteria(layers: Layers, applicable: Bools) -> Bools:
    """Which criteria are rated: those of which at least half applies.

    Parameters
    ----------
    applicable : ndarray of bool, shape (items, centres)
        False where the item does not apply.

    Returns
    -------
    ndarray of bool, shape (criteria, centres)
    """
    held = layers.parts * applicable
    part = np.stack([held[items].sum(axis=0) for items in layers.criteria])
    return np.asarray(np.round(part, DECIMALS) >= LEAST_APPLICABLE)


def share_out(steps: Sequence[Layer], counts: Floats) -> Floats:
    """Each node's part of the whole, 0-1, when only the nodes that count carry weight.

    Parameters
    ----------
    steps : sequence of Layer
        From the deepest up to the criteria.
    counts : ndarray of float, shape (nodes, centres)
        By place: 1 where the node counts, else 0.

    Returns
    -------
    ndarray of float, shape (nodes, centres)
        By place.
    """
    share = np.zeros(counts.shape)
    share[0] = counts[0]
    for step in reversed(steps):
        weights = step.points * counts[step.nodes]
        for family, parent in zip(step.families, step.parents, strict=True):
            total = weights[family].sum(axis=0)
            part = np.divide(share[parent], total, out=np.zeros(total.shape), where=total > 0)
            share[step.nodes][family] = part * weights[family]
    return share
