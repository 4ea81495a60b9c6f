"""Whether assessors agree: Krippendorff's alpha, and the median and spread of every item.

The rule one would get wrong: ratings are never averaged silently. A spread of two levels or more
is disputed and waits for a consensus row; the median is shown and settles nothing.

Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); two levels as the mark
of a dispute are the project's own (scoring rule 7).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from scoring.entries import CONSENSUS, TOP_LEVEL
from scoring.tree import DECIMALS, Floats

__all__ = [
    "DISPUTED_SPREAD",
    "Agreement",
    "AssessorBias",
    "ItemAgreement",
    "Metric",
    "agree",
    "assessor_bias",
    "krippendorff_alpha",
]

DISPUTED_SPREAD = 2.0  # levels
DIMENSIONS = 2  # assessors by items

Metric = Literal["nominal", "ordinal", "interval"]


@dataclass(frozen=True)
class ItemAgreement:
    """What the assessors made of one item.

    Attributes
    ----------
    ratings : mapping of str to float
        Level 0-5 by assessor; at least one.
    median : float
        Of those levels; halfway between the middle two where their number is even.
    spread : float
        Highest minus lowest, in levels; 0 where one assessor rated alone.
    disputed : bool
        Whether the spread, rounded to 9 decimals, is two levels or more.
    """

    item: str
    ratings: Mapping[str, float]
    median: float
    spread: float
    disputed: bool


@dataclass(frozen=True)
class Agreement:
    """How far the assessors of one centre and period agree.

    Attributes
    ----------
    alpha_ordinal, alpha_interval : float or None
        1 where all agree, 0 where chance would do as well, below 0 where it would do better;
        None where it is not defined (see `krippendorff_alpha`).
    items : tuple of ItemAgreement
        In the order in which they first appear.
    """

    alpha_ordinal: float | None
    alpha_interval: float | None
    items: tuple[ItemAgreement, ...]


@dataclass(frozen=True)
class AssessorBias:
    """How much higher one assessor rates than the middle of all.

    Attributes
    ----------
    bias : float or None
        Mean of own level minus the item's median, in levels: above 0 is generous, below 0 strict;
        None where nobody else rated the same items.
    items : int
        How many items that mean is taken over.
    """

    assessor: str
    bias: float | None
    items: int


def krippendorff_alpha(ratings: ArrayLike, metric: Metric) -> float:
    """Agreement beyond chance, from the coincidences of values within items.

    Parameters
    ----------
    ratings : array_like of float, shape (assessors, items)
        In any unit; NaN where not rated. An item with fewer than two ratings pairs with nothing
        and is left out. Takes memory for items x distinct values: for levels, not measurements.
    metric : {"nominal", "ordinal", "interval"}
        How far two values lie apart: different or not; how many ratings lie between them; their
        difference. The last two are squared.

    Returns
    -------
    float
        At most 1. NaN where it is not defined: no item has two ratings, or all paired ratings
        have one value. Chance would then give no disagreement either and alpha is 0 / 0: who
        only ever writes one level has not shown to tell levels apart.

    Raises
    ------
    ValueError
        The ratings are no table, one is infinite, or the metric is unknown.

    Examples
    --------
    Two assessors differ by 1 in one item of four: 2 x 1 over 8 ordered pairs. The values 1, 2
    and 3 occur 3, 3 and 2 times, so by chance it is 2 x (9 x 1 + 6 x 4 + 6 x 1) = 78 over
    8 x 7 = 56 pairs. Alpha is 1 - 2/8 / (78/56) = 32/39.

    >>> round(krippendorff_alpha([[1, 1, 2, 3], [1, 2, 2, 3]], "interval"), 4)
    0.8205
    """
    table = np.asarray(ratings, dtype=np.float64)
    _check(table, metric)
    rated = ~np.isnan(table)
    raters = rated.sum(axis=0)
    paired = rated & (raters > 1)
    values, codes = np.unique(table[paired], return_inverse=True)
    if len(values) <= 1:
        return math.nan
    cells = np.nonzero(paired)[1] * len(values) + codes
    counts = np.bincount(cells, minlength=table.shape[1] * len(values)).reshape(-1, len(values))
    # A rating also meets itself here, but on the diagonal, where the distance is 0.
    coincidences = counts.T @ (counts / np.maximum(raters - 1, 1)[:, None])
    totals = counts.sum(axis=0).astype(np.float64)
    distances = _distances(values, totals, metric)
    observed = (coincidences * distances).sum()
    by_chance = totals @ distances @ totals / (totals.sum() - 1)
    return float(1 - observed / by_chance)


def _check(table: Floats, metric: Metric) -> None:
    if metric not in get_args(Metric):
        message = f"metric: one of {', '.join(get_args(Metric))}, got {metric!r}"
        raise ValueError(message)
    if table.ndim != DIMENSIONS:
        message = f"ratings: a table of assessors by items, got {table.ndim} dimensions"
        raise ValueError(message)
    if np.isinf(table).any():
        message = "ratings: finite numbers, got an infinite one. What is not rated is NaN"
        raise ValueError(message)


def _distances(values: Floats, totals: Floats, metric: Metric) -> Floats:
    """Squared distance of every two values, which stand in rising order; 0 on the diagonal."""
    if metric == "nominal":
        unlike: Floats = (values[:, None] != values).astype(np.float64)
        return unlike
    # Ordinal: each value stands in the middle of its own ratings in the queue of all of them.
    places = values if metric == "interval" else np.cumsum(totals) - totals / 2
    squares: Floats = (places[:, None] - places) ** 2
    return squares


def agree(by_assessor: Mapping[str, Mapping[str, float]]) -> Agreement:
    """Alpha over all items, and the median, the spread and the dispute of each.

    Parameters
    ----------
    by_assessor : mapping of str to mapping of str to float
        Level 0-5 by assessor and item, without the consensus rows: what was agreed afterwards
        says nothing about how far the assessors agreed. What somebody did not rate is left out.

    Raises
    ------
    ValueError
        A level is not within 0-5 (NaN included), or the consensus stands among the assessors.

    Examples
    --------
    >>> found = agree({"Li": {"OP-C1.1": 4, "OP-C1.2": 3}, "Wu": {"OP-C1.1": 2, "OP-C1.2": 3.5}})
    >>> [(item.item, item.median, item.spread, item.disputed) for item in found.items]
    [('OP-C1.1', 3.0, 2.0, True), ('OP-C1.2', 3.25, 0.5, False)]
    """
    by_item = _by_item(by_assessor)
    rows = [[levels.get(who, math.nan) for levels in by_item.values()] for who in by_assessor]
    # Equal levels must count as one value, whatever arithmetic they come from.
    table = np.round(np.reshape(rows, (len(by_assessor), len(by_item))), DECIMALS)
    return Agreement(
        _alpha(table, "ordinal"),
        _alpha(table, "interval"),
        tuple(_item(item, levels) for item, levels in by_item.items()),
    )


def assessor_bias(by_assessor: Mapping[str, Mapping[str, float]]) -> tuple[AssessorBias, ...]:
    """How generous each assessor is, for calibration; in the order of the assessors.

    Only items that somebody else rated too are counted: alone one is always at the median. An
    own rating is part of its median, so two assessors always stand half their difference above
    and below it.

    Takes and refuses what `agree` does.

    Examples
    --------
    >>> assessor_bias({"Li": {"A": 4, "B": 3}, "Wu": {"A": 2, "B": 3}})[0]
    AssessorBias(assessor='Li', bias=0.5, items=2)
    """
    shared = [levels for levels in _by_item(by_assessor).values() if len(levels) > 1]
    found = []
    for who in by_assessor:
        above = [levels[who] - median(levels.values()) for levels in shared if who in levels]
        bias = math.fsum(above) / len(above) if above else None
        found.append(AssessorBias(who, bias, len(above)))
    return tuple(found)


def _by_item(by_assessor: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """The same levels by item, then assessor."""
    if CONSENSUS in by_assessor:
        message = f"assessors: people, got {CONSENSUS!r}. Leave the agreed rows out"
        raise ValueError(message)
    by_item: dict[str, dict[str, float]] = {}
    for who, levels in by_assessor.items():
        for item, level in levels.items():
            if not 0 <= round(level, DECIMALS) <= TOP_LEVEL:
                message = f"{item} by {who}: levels run from 0 to 5, got {level}"
                raise ValueError(message)
            by_item.setdefault(item, {})[who] = float(level)
    return by_item


def _item(item: str, levels: Mapping[str, float]) -> ItemAgreement:
    spread = max(levels.values()) - min(levels.values())
    disputed = round(spread, DECIMALS) >= DISPUTED_SPREAD
    return ItemAgreement(item, levels, median(levels.values()), spread, disputed)


def _alpha(table: Floats, metric: Metric) -> float | None:
    alpha = krippendorff_alpha(table, metric)
    return None if math.isnan(alpha) else alpha
