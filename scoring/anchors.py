"""Turn a measured indicator value into percent points of an item.

Four anchors carry the judgement, so that a reader can check any result by hand:
`floor` earns 0, `baseline` 60, `target` 80 and `best` 100, straight lines between, flat
outside. Where less is better the anchors simply fall instead of rise. Where a band is best, the
anchors are distances from that band, and the best distance is 0.

Source: the baseline at 60 follows the explanatory notes of the urban water-supply
appraisal guideline (consultation draft); the other three points are the project's own.
"""

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from scoring.problems import Code
from scoring.texts import Basis, Number, Record, Text

__all__ = ["ANCHOR_PERCENTS", "Anchors"]

ANCHOR_PERCENTS = (0.0, 60.0, 80.0, 100.0)


class Anchors(Record):
    """The four values of an indicator that earn 0, 60, 80 and 100 percent.

    Attributes
    ----------
    floor, baseline, target, best : float
        In the unit of the indicator; strictly rising, or strictly falling where less
        is better. With a band they are distances from it.
    low, high : float, optional
        The band, in the unit of the indicator.
    basis : Basis
        Whose judgement the four values are.
    reason : Text, optional
        Why these values.
    """

    floor: Number
    baseline: Number
    target: Number
    best: Number
    low: Number | None = None
    high: Number | None = None
    basis: Basis = Basis.PROJECT
    reason: Text | None = None

    @model_validator(mode="after")
    def _strictly_monotone(self) -> Self:
        steps = np.diff(self.points)
        if not (np.all(steps > 0) or np.all(steps < 0)):
            raise PydanticCustomError(
                Code.ANCHORS_ORDER,
                "anchors must rise or fall at every step, got {values}",
                {"values": ", ".join(f"{value:g}" for value in self.points)},
            )
        return self

    @model_validator(mode="after")
    def _a_band_has_two_ends(self) -> Self:
        if self.low is None and self.high is None:
            return self
        if self.low is None or self.high is None or not self.low < self.high or self.best != 0:
            raise PydanticCustomError(
                Code.ANCHORS_ORDER,
                "a band has low below high, and anchors that fall to best: 0",
                {"at": "best"},
            )
        return self

    @property
    def band(self) -> tuple[float, float] | None:
        """The band in which nothing is lost; None where more or less is simply better."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def corners(self) -> Sequence[tuple[float, float]]:
        """Values and the percent they earn, where the line bends, from small to large."""
        pairs = list(zip(self.points, ANCHOR_PERCENTS, strict=True))
        if self.band is None:
            return sorted(pairs)
        low, high = self.band
        return sorted([*((low - d, p) for d, p in pairs), *((high + d, p) for d, p in pairs)])

    @property
    def points(self) -> Sequence[float]:
        """The anchor values in the order of `ANCHOR_PERCENTS`."""
        return (self.floor, self.baseline, self.target, self.best)

    def percent(self, value: ArrayLike) -> NDArray[np.float64]:
        """Percent earned by each value.

        Parameters
        ----------
        value : array_like of float
            Any shape, in the unit of the indicator; NaN where not measured.

        Returns
        -------
        ndarray of float64
            Same shape, 0-100; NaN where `value` is NaN, because a figure nobody
            measured is not a bad figure.

        Examples
        --------
        Answer rate with anchors 70, 85, 95, 99 %: 91 lies six tenths of the way from
        baseline to target, so it earns 60 + 0.6 x 20.

        >>> Anchors(floor=70, baseline=85, target=95, best=99).percent([91, 60, 99.5])
        array([ 72.,   0., 100.])

        Abandonment, where less is better: 7 % is halfway between baseline and target.

        >>> Anchors(floor=20, baseline=10, target=4, best=2).percent(7)
        array(70.)

        Occupancy, best between 75 and 88 %: 90 lies 2 points outside, halfway to the target.

        >>> Anchors(low=75, high=88, floor=20, baseline=8, target=4, best=0).percent([80, 90])
        array([100.,  90.])
        """
        values, percents = zip(*self.corners, strict=True)
        return np.asarray(np.interp(np.asarray(value, dtype=np.float64), values, percents))
