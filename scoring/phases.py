"""Put the steps of a path in phases: as few as can be, prerequisites first, then what pays most.

The rule one would get wrong: an item rises at most one step a phase, because a level has to be
lived before the next is built on it. So the number of phases follows from three things at once:
the budget of a phase, how many items are worked on at a time, and the longest climb of one item.

Steps are laid by hand, as a manager would: phase after phase, those that serve a prerequisite
first, then by points per person-day, each that still fits. Where that needs more phases than any
bound asks for, an integer programme (HiGHS) looks for fewer, and proves it where there are none.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from scoring.programme import TOLERANCE
from scoring.tree import DECIMALS, FULL, Floats

__all__ = ["Schedule", "Step", "schedule"]


@dataclass(frozen=True)
class Step:
    """One item raised to the next level.

    Attributes
    ----------
    start, goal : float
        Percent of the item, 0-100.
    points : float
        Points of the whole that it wins.
    days : float
        Person-days.
    prerequisite : bool
        Whether it serves a gate that does not hold today.
    methods : tuple of str
        Those that suit the item, in the order of the library.
    """

    item: str
    start: float
    goal: float
    points: float
    days: float
    prerequisite: bool = False
    methods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schedule:
    """Steps in phases.

    Attributes
    ----------
    phases : tuple of tuple of Step
        In each phase in the order of the steps as they were given.
    fewest : bool
        Whether it is proved that no fewer phases will do.
    """

    phases: tuple[tuple[Step, ...], ...]
    fewest: bool


def schedule(
    steps: Sequence[Step],
    *,
    budget: float | None = None,
    most_items: int | None = None,
    time_limit: float,
) -> Schedule:
    """Put steps in as few phases as can be.

    Parameters
    ----------
    steps : sequence of Step
        Those of one item stand in the order in which they are taken.
    budget : float, optional
        Most person-days of a phase, kept to a millionth.
    most_items : int, optional
        Most items that rise in a phase.
    time_limit : float
        Seconds for each question to the solver.

    Raises
    ------
    ValueError
        A single step is above the budget of a phase, or no item may rise at all.
    """
    room = (
        math.inf if budget is None else budget + TOLERANCE,
        len(steps) if most_items is None else most_items,
    )
    if any(step.days > room[0] for step in steps) or (steps and room[1] < 1):
        message = f"a phase of {budget} days and {most_items} items has no room for every step"
        raise ValueError(message)
    phases, fewest = _by_priority(steps, *room), True
    for count in range(_fewest_by_argument(steps, *room), len(phases)):
        placed, proved = _place(steps, count, *room, time_limit)
        if placed:
            phases = placed
            break
        fewest = fewest and proved
    return Schedule(tuple(tuple(steps[n] for n in sorted(phase)) for phase in phases), fewest)


def _fewest_by_argument(steps: Sequence[Step], budget: float, most_items: int) -> int:
    """No fewer phases can do: by all the days, by all the steps, by the longest climb of an item."""
    if not steps:
        return 0
    days = math.fsum(step.days for step in steps)
    items = [step.item for step in steps]
    climb = max(items.count(item) for item in items)
    return max(math.ceil(round(days / budget, DECIMALS)), -(-len(steps) // most_items), climb)


def _by_priority(steps: Sequence[Step], budget: float, most_items: int) -> list[list[int]]:
    """Indexes of the steps, phase by phase, first what comes first and still fits."""
    waiting = sorted(
        range(len(steps)),
        key=lambda n: (not steps[n].prerequisite, -steps[n].points / steps[n].days, n),
    )
    phases: list[list[int]] = []
    while waiting:
        phase: list[int] = []
        ready = {steps[n].item: n for n in sorted(waiting, reverse=True)}  # the next of each item
        for n in waiting:
            days = math.fsum(steps[m].days for m in (*phase, n))
            if n == ready[steps[n].item] and days <= budget and len(phase) < most_items:
                phase.append(n)
        waiting = [n for n in waiting if n not in phase]
        phases.append(phase)
    return phases


def _place(
    steps: Sequence[Step], count: int, budget: float, most_items: int, time_limit: float
) -> tuple[list[list[int]], bool]:
    """So many phases by integer programme: prerequisites early, then points early.

    Empty where there is no answer, with whether that is proved.
    """
    size, phase = len(steps), np.arange(count)
    rows: list[tuple[Floats, float, float]] = [  # each step in one phase
        (_ones(size, count, (n, slice(None))), 1, 1) for n in range(size)
    ]
    for p in range(count):
        taken = _ones(size, count, (slice(None), p))
        days = (taken.reshape(size, count) * [[step.days] for step in steps]).ravel()
        rows += [(taken, 0, most_items), (days, 0, budget)]
    for item in dict.fromkeys(step.item for step in steps):  # a set has no order of its own
        for before, after in pairwise(n for n in range(size) if steps[n].item == item):
            later = np.zeros((size, count))
            later[before], later[after] = -phase, phase
            rows.append((later.ravel(), 1, np.inf))
    urgency = [step.points + FULL * count * step.prerequisite for step in steps]
    result = milp(
        np.outer(urgency, phase).ravel(),
        integrality=np.ones(size * count, dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(*(np.array(part) for part in zip(*rows, strict=True))),
        options={"time_limit": time_limit, "mip_rel_gap": 0.0},
    )
    if result.x is None:
        return [], result.status == 2  # noqa: PLR2004
    of_step = result.x.reshape(size, count).argmax(axis=1)
    return [[int(n) for n in np.flatnonzero(of_step == p)] for p in range(count)], True


def _ones(size: int, count: int, place: tuple[int | slice, int | slice]) -> Floats:
    """Zero for every step in every phase, and one at a place."""
    numbers = np.zeros((size, count))
    numbers[place] = 1
    return numbers.ravel()
