"""The cheapest way to a grade: which items to raise, and how far, so that its rules hold.

The rule one would get wrong: what nobody assessed and what does not apply stays as it is, and an
item stands on a level or where it stands today, never in between. Among equally cheap answers the
one that changes the fewest items wins, then the one whose steps stand earliest in the standard
(least sum of their places); each is asked of the solver in turn.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring.grades import Rule
from scoring.programme import TOLERANCE, Cost, Programme, Row, Steps
from scoring.rating import PERCENT_A_LEVEL
from scoring.score import Scorecard
from scoring.standard import Standard
from scoring.standing import Standing, Unmet
from scoring.tree import DECIMALS, Bools, Floats

__all__ = ["HALF_LEVEL", "TIME_LIMIT", "TOP", "Raise", "Reach", "cheapest", "smallest_change"]

TOP = 5.0
HALF_LEVEL = 0.5
TIME_LIMIT = 30.0  # seconds for each question to the solver; the award needs far below one


@dataclass(frozen=True)
class Raise:
    """One item raised.

    Attributes
    ----------
    start, goal : float
        Percent of the item, 0-100; a level is 20.
    points : float
        Points of the whole that it wins.
    cost : float
        In the unit of the cost function.
    """

    item: str
    start: float
    goal: float
    points: float
    cost: float

    @property
    def levels(self) -> tuple[float, float]:
        """From and to, as levels 0-5."""
        return self.start / PERCENT_A_LEVEL, self.goal / PERCENT_A_LEVEL


@dataclass(frozen=True)
class Reach:
    """The way to a grade, or why there is none.

    Attributes
    ----------
    status : str
        `optimal`: nothing cheaper exists, proved; `found`: it holds, but time ran out before the
        proof; `unknown`: time ran out with nothing found; `impossible`: not even with every item
        as high as it can get; `over_budget`: possible, but not for so little; `too_many_items`:
        possible, but not by changing so few.
    raises : tuple of Raise
        In the order of the standard; empty where nothing need change, or there is no way.
    cost : float or None
        Of all of them; None where there is no way.
    gap : float or None
        Part of the cost that could at most be saved; 0 where proved.
    unmet : tuple of Unmet
        Where impossible: the rules that do not hold at the top.
    least_cost : float or None
        Where over budget: what would do, with as few items as asked for; None where not proved.
    least_items : int or None
        Where too many items: how many would do, whatever they cost.
    """

    status: Literal["optimal", "found", "unknown", "impossible", "over_budget", "too_many_items"]
    raises: tuple[Raise, ...] = ()
    cost: float | None = None
    gap: float | None = None
    unmet: tuple[Unmet, ...] = ()
    least_cost: float | None = None
    least_items: int | None = None


def cheapest(
    standard: Standard,
    card: Scorecard,
    rules: Sequence[Rule],
    cost: Cost,
    *,
    top: float = TOP,
    step: float = 1.0,
    budget: float | None = None,
    most_items: int | None = None,
    time_limit: float = TIME_LIMIT,
) -> Reach:
    """The cheapest levels of the items with which all rules hold.

    Parameters
    ----------
    standard : Standard
        The edition that was rated.
    card : Scorecard
        Where the centre stands.
    rules : sequence of Rule
        Of the grade that is wanted.
    cost : callable
        Takes an item's id and the levels (0-5) from and to; infinite where it cannot be had.
    top : float
        Level above which no item is raised.
    step : float
        Items are raised to multiples of so many levels.
    budget : float, optional
        Most that all may cost, kept to a millionth.
    most_items : int, optional
        Most items that may change.
    time_limit : float
        Seconds for each question to the solver.

    Returns
    -------
    Reach
        The way, and whether it is proved; or why there is none.

    Raises
    ------
    ValueError
        A gate names a node that the standard does not have.

    Examples
    --------
    Only BCC-4, at 57.5, is under 60. Its four items share it equally, so one level more at any of
    them lifts it by 5: BCC-4.3 from 2 to 3 costs 12 days, half a level to 4 elsewhere 12.5.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard, score
    >>> from scoring.effort import Effort
    >>> from scoring.load import load_record
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> effort = load_record(Effort, Path("data/effort.yaml"))
    >>> rules = [Rule(kind="every", at_least=60)]
    >>> card = score(award, rated)
    >>> reach = cheapest(award, card, rules, lambda item, *levels: effort.raise_days(*levels))
    >>> [(one.item, one.levels, one.cost) for one in reach.raises]
    [('BCC-4.3', (2.0, 3.0), 12.0)]
    """
    standing = Standing.of(standard, card)
    if not standing.unmet(rules, standing.percent):
        return Reach("optimal", cost=0.0, gap=0.0)
    steps = Steps.of(standing, cost, top, step)
    unmet = standing.unmet(rules, steps.after(standing.percent, steps.all()))
    if unmet:
        return Reach("impossible", unmet=unmet)
    programme = Programme(standing, rules, steps, time_limit)
    few = [] if most_items is None else [_at_most(programme, steps.changes, most_items)]
    cheap = [] if budget is None else [_at_most(programme, steps.cost, budget + TOLERANCE)]
    solution = programme.solve(steps.cost, [*few, *cheap])
    if solution.taken is None:
        return _no_way(programme, few) if solution.proved else Reach("unknown")
    taken = _first_of_equals(programme, solution.taken)
    raises = _raises(standing, steps, taken)
    total = math.fsum(steps.cost[taken])
    return Reach("optimal" if solution.proved else "found", raises, total, solution.gap)


def smallest_change(
    standard: Standard, card: Scorecard, rules: Sequence[Rule], *, time_limit: float = TIME_LIMIT
) -> Reach:
    """The fewest half levels, summed over the items, with which all rules hold.

    Its costs are half levels; a measured item that stands between two of them pays a whole one to
    the next.

    Examples
    --------
    BCC-4, at 57.5, is the only criterion under 60: one half level at one of its four items is
    10 / 4 = 2.5 percent, just what is missing.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard, score
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> reach = smallest_change(award, score(award, rated), [Rule(kind="every", at_least=60)])
    >>> reach.cost, [(one.item, one.levels) for one in reach.raises]
    (1.0, [('BCC-4.1', (3.5, 4.0))])
    """

    def half_levels(_item: str, start: float, goal: float) -> float:
        return float(math.ceil(round((goal - start) / HALF_LEVEL, DECIMALS)))

    return cheapest(standard, card, rules, half_levels, step=HALF_LEVEL, time_limit=time_limit)


def _at_most(programme: Programme, numbers: Floats, most: float) -> Row:
    return programme.row(-numbers, -most)


def _first_of_equals(programme: Programme, taken: Bools) -> Bools:
    """Among answers as cheap as this one: the fewest items, then the earliest steps."""
    steps = programme.steps
    places = (1 + steps.item).astype(np.float64)
    fewest_then_first = steps.changes * (1 + places.sum()) + places  # one item outweighs all places
    paid = float(steps.cost[taken].sum())
    better = programme.solve(fewest_then_first, [_at_most(programme, steps.cost, paid + TOLERANCE)])
    return taken if better.taken is None or not better.proved else better.taken


def _no_way(programme: Programme, few: Sequence[Row]) -> Reach:
    """Which of the limits forbids it: the budget, or already the number of items."""
    steps = programme.steps
    cheap = programme.solve(steps.cost, few)
    if cheap.taken is not None:
        least = math.fsum(steps.cost[cheap.taken]) if cheap.proved else None
        return Reach("over_budget", least_cost=least)
    fewest = programme.solve(steps.changes)
    if not cheap.proved or fewest.taken is None:
        return Reach("unknown")
    return Reach("too_many_items", least_items=int(steps.first[fewest.taken].sum()))


def _raises(standing: Standing, steps: Steps, taken: Bools) -> tuple[Raise, ...]:
    raised = steps.after(standing.percent, taken)
    column = {index: n for n, index in enumerate(standing.assessed())}
    worth = standing.worth().score[0]
    return tuple(
        Raise(
            standing.item(index),
            float(standing.percent[index]),
            float(raised[index]),
            float(worth[column[index]] * (raised[index] - standing.percent[index])),
            math.fsum(steps.cost[taken & (steps.item == index)]),
        )
        for index in map(int, np.unique(steps.item[taken]))
    )
