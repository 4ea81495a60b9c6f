"""The cheapest path to a grade, laid out in phases that a centre can carry.

The rule one would get wrong: `most_items` speaks of one phase, because it is working on too much
at once that fails; over several phases more items than that may rise. A level is reached within
one phase or not at all, so a level that costs more than the budget of a phase is out of reach.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np

from scoring.effort import Effort
from scoring.gains import items_suited
from scoring.grades import Rule
from scoring.method import Method
from scoring.phases import Step, schedule
from scoring.rating import PERCENT_A_LEVEL
from scoring.reach import TIME_LIMIT, Reach, cheapest
from scoring.score import Scorecard
from scoring.standard import Standard, items_of
from scoring.standing import Standing
from scoring.tree import FULL

__all__ = ["Phase", "Plan", "plan"]


@dataclass(frozen=True)
class Phase:
    """One phase of a plan, and where the centre stands after it.

    Attributes
    ----------
    days, points : float
        Sums over the steps.
    score : float
        Of the whole after the phase.
    percents : mapping
        Of every assessed item after the phase, 0-100, by id.
    """

    steps: tuple[Step, ...]
    days: float
    points: float
    score: float
    percents: Mapping[str, float]


@dataclass(frozen=True)
class Plan:
    """The cheapest path to a grade, in phases.

    Attributes
    ----------
    reach : Reach
        The path as a whole, whether it is proved to be the cheapest, or why there is none; its
        costs are person-days.
    phases : tuple of Phase
        Empty where nothing need change, or there is no path.
    fewest : bool
        Whether it is proved that this path fits in no fewer phases.
    least_phase_budget : float or None
        Where the budget of a phase is too small for the steps without which there is no path:
        the least that is not.
    """

    grade: str
    reach: Reach
    phases: tuple[Phase, ...]
    fewest: bool
    least_phase_budget: float | None = None


def plan(
    standard: Standard,
    card: Scorecard,
    grade: str,
    effort: Effort,
    *,
    methods: Sequence[Method] = (),
    budget: float | None = None,
    most_items: int | None = None,
    phase_budget: float | None = None,
    time_limit: float = TIME_LIMIT,
) -> Plan:
    """The cheapest path to a grade of the standard, in as few phases as it fits.

    Parameters
    ----------
    grade : str
        Its id.
    effort : Effort
        What a level costs.
    methods : sequence of Method
        To be named beside the items that they suit.
    budget, phase_budget : float, optional
        Most person-days in all, and in one phase.
    most_items : int, optional
        Most items that are worked on at once, which is in one phase.
    time_limit : float
        Seconds for each question to the solver.

    Raises
    ------
    KeyError
        The standard has no such grade.
    ValueError
        No item may be worked on at all.

    Examples
    --------
    A bank at 78.57 lacks 1.43 points to the 80 of BCC-B4. Three raises win 0.75 + 0.25 and 0.5; they
    take 12.5 + 12.5 and 25 days, which is two phases of 25.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard, score
    >>> from scoring.load import load_record
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/chenxi-bank/2025.csv"), award)
    >>> effort = load_record(Effort, Path("data/effort.yaml"))
    >>> path = plan(award, score(award, rated), "BCC-B4", effort, phase_budget=25)
    >>> [([s.item for s in one.steps], one.days, round(one.score, 2)) for one in path.phases]
    [(['BCC-2.2', 'BCC-3.3'], 25.0, 79.57), (['BCC-6.2'], 25.0, 80.07)]
    >>> path.reach.status, path.reach.cost, path.fewest
    ('optimal', 50.0, True)
    """
    rules = _rules(standard, card, grade)

    def path(largest: float) -> Reach:
        def cost(_item: str, start: float, goal: float) -> float:
            parts = _by_level(start * PERCENT_A_LEVEL, goal * PERCENT_A_LEVEL)
            days = [_days(effort, *part) for part in parts]
            return math.fsum(days) if max(days) <= largest else math.inf

        return cheapest(standard, card, rules, cost, budget=budget, time_limit=time_limit)

    reach, least = path(math.inf if phase_budget is None else phase_budget), None
    standing = Standing.of(standard, card)
    if reach.status == "impossible" and phase_budget is not None:
        wider = (days for days in _days_of_steps(standing, effort) if days > phase_budget)
        least = next((days for days in wider if path(days).status != "impossible"), None)
    steps = _steps(reach, effort, _prerequisites(standard, standing, rules))
    suits = {method.id: items_suited(standard, method) for method in methods}
    named = [replace(s, methods=tuple(m for m in suits if s.item in suits[m])) for s in steps]
    placed = schedule(named, budget=phase_budget, most_items=most_items, time_limit=time_limit)
    return Plan(grade, reach, _phases(standing, placed.phases), placed.fewest, least)


def _rules(standard: Standard, card: Scorecard, grade: str) -> tuple[Rule, ...]:
    """Rules of a grade, and the gates of lower ones that do not apply: they close it too."""
    grades = {one.id: one for one in standard.grades}
    wanted = grades[grade]
    below = standard.grades[standard.grades.index(wanted) + 1 :]
    gates = (rule for one in below for rule in one.rules if rule.node is not None)
    return (*wanted.rules, *(r for r in gates if r.node and card[r.node].coverage is None))


def _by_level(start: float, goal: float) -> list[tuple[float, float]]:
    """From one percent to another, level by level: 70 to 80 and 80 to 100."""
    above = math.floor(start / PERCENT_A_LEVEL) + 1
    levels = range(above, math.ceil(goal / PERCENT_A_LEVEL))
    return list(pairwise([start, *(PERCENT_A_LEVEL * level for level in levels), goal]))


def _days(effort: Effort, start: float, goal: float) -> float:
    return effort.raise_days(start / PERCENT_A_LEVEL, goal / PERCENT_A_LEVEL)


def _days_of_steps(standing: Standing, effort: Effort) -> list[float]:
    """What single steps cost that could be taken, each sum once, least first."""
    starts = {float(standing.percent[index]) for index in standing.assessed()}
    parts = (part for start in starts if start < FULL for part in _by_level(start, FULL))
    return sorted({_days(effort, *part) for part in parts})


def _prerequisites(standard: Standard, standing: Standing, rules: Sequence[Rule]) -> set[str]:
    """Items below the gates that do not hold today."""
    gates = [one.rule.node for one in standing.unmet(rules, standing.percent) if one.rule.node]
    return {item.id for gate in gates for item in items_of(standard.node(gate))}


def _steps(reach: Reach, effort: Effort, prerequisites: Collection[str]) -> list[Step]:
    """The raises of a path, level by level."""
    return [
        Step(
            raised.item,
            start,
            goal,
            raised.points * (goal - start) / (raised.goal - raised.start),
            _days(effort, start, goal),
            raised.item in prerequisites,
        )
        for raised in reach.raises
        for start, goal in _by_level(raised.start, raised.goal)
    ]


def _phases(standing: Standing, placed: Sequence[Sequence[Step]]) -> tuple[Phase, ...]:
    """Phases with where the centre stands after each."""
    percents = {standing.item(n): float(standing.percent[n]) for n in standing.assessed()}
    after = accumulate(
        placed, lambda so_far, steps: so_far | {s.item: s.goal for s in steps}, initial=percents
    )
    phases = []
    for steps, now in zip(placed, list(after)[1:], strict=True):
        columns = [now.get(standing.item(n), np.nan) for n in range(len(standing.percent))]
        score = float(standing.scores(np.array(columns)).score[0, 0])
        days, points = math.fsum(s.days for s in steps), math.fsum(s.points for s in steps)
        phases.append(Phase(tuple(steps), days, points, score, now))
    return tuple(phases)
