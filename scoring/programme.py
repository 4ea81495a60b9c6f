"""The integer programme behind a path to a grade: one yes or no for every step of every item.

The rule one would get wrong: the solver (HiGHS, by way of `scipy.optimize.milp`) allows itself an
error of a millionth, so every answer is scored again. One that does not truly hold is ruled out
with all that stand no higher anywhere, since raising never lowers a score, and the programme is
solved anew; so no answer that holds is ever lost.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from scoring.grades import Rule
from scoring.rating import PERCENT_A_LEVEL
from scoring.standing import Standing, read
from scoring.tree import DECIMALS, Bools, Floats

__all__ = ["TOLERANCE", "Cost", "Programme", "Row", "Solution", "Steps"]

TOLERANCE = 1e-6  # of budgets and of equal costs, as the solver's own
SLACK = 1e-7  # by which thresholds are eased for the solver; what it finds is scored again

Cost = Callable[[str, float, float], float]
Row = tuple[
    Floats, float
]  # numbers, one a variable, whose sum over what is chosen is at least this


@dataclass(frozen=True)
class Steps:
    """Every step that could be taken, item by item and upward; each needs the one before it.

    Attributes
    ----------
    item : ndarray of int, shape (steps,)
        Index of the item.
    start, goal : ndarray of float, shape (steps,)
        Percent, 0-100.
    cost : ndarray of float, shape (steps,)
        Of this step alone.
    first : ndarray of bool, shape (steps,)
        Whether it is the lowest of its item.
    """

    item: NDArray[np.intp]
    start: Floats
    goal: Floats
    cost: Floats
    first: Bools

    @classmethod
    def of(cls, standing: Standing, cost: Cost, top: float, step: float) -> "Steps":
        """The steps from where items stand up the grid of levels; none that costs without end."""
        grid = [round(PERCENT_A_LEVEL * step * n, DECIMALS) for n in range(1, _count(top, step))]
        found: list[tuple[int, float, float, float, bool]] = []
        for index in standing.assessed():
            today = float(standing.percent[index])
            start, paid = today, 0.0
            for goal in grid:
                if goal <= round(today, DECIMALS):
                    continue
                levels = (today / PERCENT_A_LEVEL, goal / PERCENT_A_LEVEL)
                total = cost(standing.item(index), *levels)
                if math.isinf(total):
                    break
                found.append((index, start, goal, total - paid, start == today))
                start, paid = goal, total
        columns = list(zip(*found, strict=True)) or [(), (), (), (), ()]
        types = (np.intp, np.float64, np.float64, np.float64, np.bool_)
        return cls(*(np.array(c, dtype=t) for c, t in zip(columns, types, strict=True)))

    def __len__(self) -> int:
        return len(self.item)

    @property
    def changes(self) -> Floats:
        """1 at the first step of an item, so that the sum over what is taken counts the items."""
        return self.first.astype(np.float64)

    def all(self) -> Bools:
        """Every step taken."""
        return np.ones(len(self), dtype=bool)

    def after(self, percent: Floats, taken: Bools) -> Floats:
        """Percents of the items, shape (items,), when these steps have been taken."""
        raised = percent.copy()
        np.maximum.at(raised, self.item[taken], self.goal[taken])
        return raised


def _count(top: float, step: float) -> int:
    return math.floor(round(top / step, DECIMALS)) + 1


@dataclass(frozen=True)
class Solution:
    """What the solver found.

    Attributes
    ----------
    taken : ndarray of bool, shape (steps,), or None
        None where there is no answer, or none was found.
    proved : bool
        That nothing is better, or that there is no answer; false where time ran out.
    gap : float or None
        By what part of its value the answer might at most be bettered.
    """

    taken: Bools | None
    proved: bool
    gap: float | None


class Programme:
    """Which steps to take so that the rules hold.

    Parameters
    ----------
    standing : Standing
        The centre.
    rules : sequence of Rule
        All must hold; with every step taken they do.
    steps : Steps
        At least one.
    time_limit : float
        Seconds for each call of the solver.
    """

    def __init__(
        self, standing: Standing, rules: Sequence[Rule], steps: Steps, time_limit: float
    ) -> None:
        self.standing, self.rules, self.steps, self.time_limit = standing, rules, steps, time_limit
        nodes = {n: standing.nodes_of(rule) for n, rule in enumerate(rules) if rule.count}
        self._width = len(steps) + sum(map(len, nodes.values()))  # after the steps: who is counted
        self._rows = [*self._upward(), *self._thresholds()]

    def solve(self, objective: Floats, limits: Sequence[Row] = ()) -> Solution:
        """The steps with the least sum of `objective` (one number a step) within the limits."""
        while True:
            found = self._solve(self.row(objective, 0)[0], [*self._rows, *limits])
            if found.taken is None:
                return found
            percent = self.steps.after(self.standing.percent, found.taken)
            if not self.standing.unmet(self.rules, percent):
                return found
            self._rows.append(self._beyond(found.taken))

    def row(self, numbers: Floats, at_least: float) -> Row:
        """A condition on the steps alone: the numbers of those taken sum to at least so much."""
        padded = np.zeros(self._width)
        padded[: len(self.steps)] = numbers
        return padded, at_least

    def _solve(self, objective: Floats, rows: Sequence[Row]) -> Solution:
        result = milp(
            objective,
            integrality=np.ones(self._width, dtype=np.int64),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(
                np.array([numbers for numbers, _ in rows]), np.array([least for _, least in rows])
            ),
            options={"time_limit": self.time_limit, "mip_rel_gap": 0.0},
        )
        proved = result.status in (0, 2)
        if result.x is None:
            return Solution(None, proved, None)
        gap = 0.0 if proved else float(result.mip_gap)
        return Solution(result.x[: len(self.steps)] > 0.5, proved, gap)  # noqa: PLR2004

    def _upward(self) -> Iterator[Row]:
        """A step needs the one before it."""
        for later in np.flatnonzero(~self.steps.first):
            numbers = np.zeros(self._width)
            numbers[[later - 1, later]] = 1, -1
            yield numbers, 0.0

    def _thresholds(self) -> Iterator[Row]:
        """The rules, eased by `SLACK`; of a count each criterion is counted or not."""
        standing, steps = self.standing, self.steps
        today, worth = standing.scores(standing.percent), standing.worth()
        column = {index: n for n, index in enumerate(standing.assessed())}
        columns = [column[int(index)] for index in steps.item]
        counted = len(steps)
        for rule in self.rules:
            nodes = standing.nodes_of(rule)
            lacking = np.maximum(rule.at_least - read(rule, today)[nodes, 0], 0)
            gains = read(rule, worth)[nodes][:, columns] * (steps.goal - steps.start)
            if rule.count is None:
                yield from (
                    self.row(g, lack - SLACK) for g, lack in zip(gains, lacking, strict=True)
                )
                continue
            who = np.zeros(self._width)
            for gain, lack in zip(gains, lacking, strict=True):
                numbers = self.row(gain, 0)[0]
                numbers[counted] = -lack
                who[counted] = 1
                counted += 1
                yield numbers, -SLACK
            yield who, float(rule.count)

    def _beyond(self, taken: Bools) -> Row:
        """At least one of the steps that come next after an answer that does not hold."""
        reachable = self.steps.first | np.roll(taken, 1)
        return self.row((~taken & reachable).astype(np.float64), 1.0)
