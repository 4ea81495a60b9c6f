"""The five numbers of the whole for very many centres, by the arithmetic of one.

The rule one would get wrong: a complete row may be scored by one matrix-vector product, but a
missing or inapplicable item changes the weights of its siblings, so such a row climbs the tree.
It needs no search for them: a product with a missing figure in it is missing itself.

Products with fixed weights come from the linear-algebra library here; they agree with
`score_tree` to 1e-9, the precision with which values are compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.layers import climb, rated_criteria
from scoring.tree import FULL, Bools, Floats, Tree, climb_tree

__all__ = ["Totals", "total_scores", "totals"]

READ_BYTES = 1 << 21  # at a time; of more, OpenBLAS would spread the product over threads
CLIMB_BYTES = 1 << 20  # of rows that climb together


@dataclass(frozen=True)
class Totals:
    """Five numbers of the whole a centre; arrays have shape (centres,).

    Attributes
    ----------
    score, low, high : ndarray of float
        0-100.
    coverage, confidence : ndarray of float
        0-1.

    Notes
    -----
    NaN as in `TreeScores`: score and confidence where nothing was assessed, all five where
    nothing applies.
    """

    score: Floats
    coverage: Floats
    confidence: Floats
    low: Floats
    high: Floats


def totals(
    tree: Tree, percent: Floats, applicable: Bools | None = None, confidence: Floats | None = None
) -> Totals:
    """Score, coverage, confidence, low and high of the whole.

    Parameters
    ----------
    tree : Tree
        The standard.
    percent : ndarray of float, shape (centres, items)
        0-100; NaN where not assessed. Fastest in C order.
    applicable : ndarray of bool, shape (centres, items), optional
        False where the item does not apply; all apply by default.
    confidence : ndarray of float, shape (centres, items), optional
        0-1, read only where `percent` is given; 1 by default.

    Raises
    ------
    ValueError
        An array has another shape; `score_tree` wants the items first, this the centres.

    Examples
    --------
    The nine criteria of the award, all trusted to 0.8: 0.8 x 70.5 = 56.4 is proved, and whatever was
    not can add 0.2 x 100.

    >>> from pathlib import Path
    >>> from scoring.load import load_standard
    >>> from scoring.standard import items_of
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> items = [len(items_of(criterion)) for criterion in award.children]
    >>> percent = np.repeat([[90, 80, 70, 75, 65, 60, 50, 80, 50]], items, axis=1)
    >>> found = totals(Tree.of(award), percent, confidence=np.full(percent.shape, 0.8))
    >>> [float(number[0].round(9)) for number in (found.score, found.low, found.high)]
    [70.5, 56.4, 76.4]
    """
    percent = np.asarray(percent, dtype=np.float64)
    _check_shapes(tree, percent, applicable, confidence)
    found = np.empty((5, len(percent)))
    shares = tree.layers.shares
    for rows in _blocks(len(percent), tree, READ_BYTES):
        block, five = percent[rows], found[:, rows]
        five[0] = block @ shares
        five[1] = 1.0
        if confidence is None:
            five[2], five[3:] = 1.0, five[0]
        else:
            five[2] = confidence[rows] @ shares
            five[3] = (confidence[rows] * block) @ shares
            five[4] = five[3] + (1 - five[2]) * FULL
    for some in _incomplete(tree, found[0], applicable):
        ones = np.ones((len(some), len(tree.leaves)))
        climbed = climb_tree(
            tree,
            percent.take(some, axis=0).T,
            (ones > 0 if applicable is None else applicable.take(some, axis=0)).T,
            (ones if confidence is None else confidence.take(some, axis=0)).T,
        )
        found[:, some] = climbed.five(0)
    return Totals(*found)


def total_scores(
    tree: Tree, percent: Floats, applicable: Bools | None = None, *, out: Floats | None = None
) -> Floats:
    """The score of the whole alone, at the cost of little more than reading the percents.

    Parameters
    ----------
    tree, percent, applicable
        As for `totals`.
    out : ndarray of float, shape (centres,), optional
        Where to write.

    Returns
    -------
    ndarray of float, shape (centres,)
        0-100; NaN where nothing was assessed or nothing applies.

    Raises
    ------
    ValueError
        As for `totals`.

    Examples
    --------
    Two criteria of 60 and 40 points: 0.6 x 90 + 0.4 x 50, and the first alone.

    >>> tree = Tree(("ALL", "A", "B"), np.array([-1, 0, 0]), np.array([100.0, 60, 40]),
    ...             np.array([1, 2]))
    >>> total_scores(tree, np.array([[90, 50], [90, np.nan]])).round(9)
    array([74., 90.])
    """
    percent = np.asarray(percent, dtype=np.float64)
    _check_shapes(tree, percent, applicable)
    scores = np.empty(len(percent)) if out is None else out
    for rows in _blocks(len(percent), tree, READ_BYTES):
        np.dot(percent[rows], tree.layers.shares, out=scores[rows])
    for some in _incomplete(tree, scores, applicable):
        given = percent.take(some, axis=0)
        assessed, rated = ~np.isnan(given), None
        if applicable is not None:
            applies = applicable.take(some, axis=0)
            assessed &= applies
            rated = rated_criteria(tree.layers, applies.T)
        value = np.where(assessed, given, 0.0)
        seen, score = climb(tree.layers, assessed.T, value.T, rated=rated)[:, 0]
        scores[some] = np.where(seen, score, np.nan)
    return scores


def _check_shapes(tree: Tree, percent: Floats, *others: Bools | Floats | None) -> None:
    wanted = (len(percent), len(tree.leaves))
    for array in (percent, *others):
        if array is not None and array.shape != wanted:
            message = f"arrays have the shape (centres, items), here {wanted}, got {array.shape}"
            raise ValueError(message)


def _blocks(rows: int, tree: Tree, size: int) -> Iterator[slice]:
    """So many rows at a time that their percents take `size` bytes."""
    step = max(1, size // (len(tree.leaves) * np.dtype(np.float64).itemsize))
    for first in range(0, rows, step):
        yield slice(first, min(first + step, rows))


def _incomplete(
    tree: Tree, product: Floats, applicable: Bools | None
) -> Iterator[NDArray[np.intp]]:
    """Indexes of rows whose product is missing or of which not all applies, a few at a time."""
    incomplete = np.isnan(product)
    if applicable is not None:
        incomplete |= ~applicable.all(axis=1)
    found = np.flatnonzero(incomplete)
    for rows in _blocks(len(found), tree, CLIMB_BYTES):
        yield found[rows]
