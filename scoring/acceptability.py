"""How often each centre comes first, second, third when the weights are uncertain.

The rule one would get wrong: weights are drawn at every group of siblings, not over all items at
once, so that a criterion with many items does not gain weight by their number; and on average
they are the stated ones.

Source: stochastic multicriteria acceptability analysis (SMAA-2, Lahdelma and Salminen, 2001),
here with Dirichlet weights around the stated ones.
"""

from collections.abc import Iterator

import numpy as np

from scoring.tree import DECIMALS, FULL, Floats, Tree

__all__ = ["draw_weights", "rank_acceptability"]

BLOCK = 1024  # draws that are ranked together
ONE_THREAD = 2**18  # products of a matrix product that OpenBLAS does not spread over threads,
# for at this size they spend more time waiting for one another than multiplying


def draw_weights(tree: Tree, draws: int, *, concentration: float, seed: int) -> Floats:
    """Draw weights around the stated ones, at every group of siblings.

    Parameters
    ----------
    tree : Tree
        The standard.
    draws : int
        How many.
    concentration : float
        How closely they lie together. Each group of siblings is a Dirichlet distribution whose
        mean is the stated weights and whose parameters are on average this number: with equal
        weights 1 makes every split equally likely, and a weight w of n siblings has a standard
        deviation of sqrt(w (1 - w) / (n x concentration + 1)).
    seed : int
        Of the random numbers; the same seed gives the same draws.

    Returns
    -------
    ndarray of float, shape (draws, items)
        Each item's part of the whole; every row sums to 1.

    Raises
    ------
    ValueError
        There is nothing to draw.

    Examples
    --------
    Their mean is the stated weights.

    >>> tree = Tree(
    ...     ("ALL", "A", "B"), np.array([-1, 0, 0]), np.array([100.0, 60, 40]), np.array([1, 2])
    ... )
    >>> draw_weights(tree, 4000, concentration=50, seed=1).mean(axis=0).round(2)
    array([0.6, 0.4])
    """
    return np.concatenate(list(_draws(tree, draws, concentration, seed)))


def _draws(tree: Tree, draws: int, concentration: float, seed: int) -> Iterator[Floats]:
    if draws < 1 or not 0 < concentration < np.inf:
        message = f"draws and concentration are above 0, got {draws} and {concentration:g}"
        raise ValueError(message)
    source, weights = np.random.default_rng(seed), tree.weights() / FULL
    groups = [
        (node, children, concentration * len(children) * weights[children])
        for node, children in tree.branches()
    ]
    for start in range(0, draws, BLOCK):
        shares = np.ones((min(BLOCK, draws - start), len(tree.ids)))
        for node, children, around in groups:
            shares[:, children] = shares[:, [node]] * source.dirichlet(around, len(shares))
        yield shares[:, tree.leaves]


def rank_acceptability(
    tree: Tree, percent: Floats, draws: int, *, concentration: float, seed: int
) -> Floats:
    """How often each centre has each rank when the weights are uncertain.

    Totals are ranked after rounding to 9 decimals, and of centres that are level the one that
    stands first comes first. Memory grows with the square of the number of centres and not with
    the number of draws.

    Parameters
    ----------
    tree : Tree
        The standard.
    percent : ndarray of float, shape (items, centres)
        0-100; of complete centres only, for otherwise the draws would not be comparable.
    draws, concentration, seed
        As in `draw_weights`, which gives the same draws.

    Returns
    -------
    ndarray of float, shape (centres, ranks)
        Part of the draws, 0-1; every row and every column sums to 1.

    Raises
    ------
    ValueError
        A percent is missing, there is not one for every item, or there is nothing to draw.

    Examples
    --------
    The first centre is better at both items, so no weights put it second.

    >>> tree = Tree(
    ...     ("ALL", "A", "B"), np.array([-1, 0, 0]), np.array([100.0, 60, 40]), np.array([1, 2])
    ... )
    >>> percent = np.array([[80.0, 60], [70, 40]])
    >>> rank_acceptability(tree, percent, 100, concentration=5, seed=1)
    array([[1., 0.],
           [0., 1.]])
    """
    items, centres = percent.shape
    if items != len(tree.leaves):
        message = f"percent has {len(tree.leaves)} items a centre, got {items}"
        raise ValueError(message)
    if incomplete := int(np.isnan(percent).any(axis=0).sum()):
        message = f"percent is of complete centres only, got {incomplete} of {centres} incomplete"
        raise ValueError(message)
    lost = (FULL - percent) * 10.0**DECIMALS
    rows = max(1, ONE_THREAD // max(1, lost.size))
    bits = centres.bit_length()  # the place in the order is written behind the points lost, so
    places, counts = np.arange(centres), np.zeros(centres**2, dtype=np.int64)
    for shares in _draws(tree, draws, concentration, seed):
        keys = np.empty((len(shares), centres), dtype=np.int64)
        for first in range(0, len(shares), rows):
            keys[first : first + rows] = np.rint(shares[first : first + rows] @ lost)
        keys <<= bits
        keys |= places
        keys.sort(axis=1)  # that one sort of whole numbers ranks, and ranks ties by order
        keys &= (1 << bits) - 1
        keys *= centres
        keys += places
        counts += np.bincount(keys.ravel(), minlength=centres**2)
    return np.asarray(counts.reshape(centres, centres) / draws)
