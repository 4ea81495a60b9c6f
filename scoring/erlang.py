"""Turn calls and agents into waiting: the Erlang formulas behind a staffing table.

The rule one would get wrong: with as many agents as erlangs of load, or fewer, a queue whose
callers never hang up grows without end. Nothing settles then, so `erlang_c` returns what
it comes to: everyone waits, nobody is answered in time, the wait is infinite.

Source: A. K. Erlang's loss and delay formulas (1917), by the usual recursion; hanging up after
Palm's model with exponential patience, as in Garnett, Mandelbaum and Reiman, "Designing a call
center with impatient customers" (2002). The numbers are checked in the tests against exact
fractions and against the chain solved as a matrix.
"""

import math
from dataclasses import dataclass

import numpy as np

__all__ = [
    "Abandoning",
    "Waiting",
    "agents_needed",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "load_of",
]

NINE_DECIMALS = 9  # a goal that is met but for the noise of floats is met
DEVIATIONS, SPARE = 12, 60  # how far past its mean a queue is followed; beyond lies under 1e-20


def load_of(calls: float, interval_s: float, handle_s: float) -> float:
    """The load of an interval in erlangs: how many agents its calls would keep busy nonstop.

    Parameters
    ----------
    calls : float
        Calls offered in the interval.
    interval_s, handle_s : float
        Length of the interval, and mean handle time of a call, in seconds.

    Raises
    ------
    ValueError
        One of them is not a number above 0.

    Examples
    --------
    120 calls of 240 s are 28,800 s of work in a half-hour of 1,800 s.

    >>> load_of(120, 1800, 240)
    16.0
    """
    _refuse_other_than_positive(calls=calls, interval_s=interval_s, handle_s=handle_s)
    return calls * handle_s / interval_s


def erlang_b(load: float, agents: int) -> float:
    """The share of calls that find every agent busy where nobody can wait (0-1).

    Parameters
    ----------
    load : float
        In erlangs.
    agents : int
        On the queue, not on the payroll.

    Raises
    ------
    ValueError
        The load is not above 0, or there is no agent.

    Examples
    --------
    One agent, one erlang: free half of the time. With two, 1 x 1/2 divided by 2 + 1 x 1/2.

    >>> erlang_b(1, 1), erlang_b(1, 2)
    (0.5, 0.2)
    """
    _refuse_other_than_positive(load=load, agents=agents)
    blocked = 1.0
    for number in range(1, agents + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked


@dataclass(frozen=True)
class Waiting:
    """A queue in which everyone waits for the answer.

    Attributes
    ----------
    waits, service_level : float
        Share of calls that find no free agent, and that are answered in time (0-1).
    wait_s : float
        Mean wait of all calls in seconds, those that need not wait included.
    occupancy : float
        Share of their time that agents are busy (0-1).
    """

    waits: float
    service_level: float
    wait_s: float
    occupancy: float


def erlang_c(load: float, agents: int, handle_s: float, within_s: float) -> Waiting:
    """A queue whose callers never hang up.

    Parameters
    ----------
    load, agents : float, int
        As in `erlang_b`.
    handle_s, within_s : float
        Mean handle time and the longest wait that counts as in time, in seconds.

    Raises
    ------
    ValueError
        What `erlang_b` refuses, a handle time not above 0, or a wait below 0.

    Examples
    --------
    One erlang, two agents: 2 x 0.2 / (2 - 1 x 0.8) = 1/3 of the calls wait, 240 / (2 - 1) s each;
    within no time at all, those that need not wait are answered. One agent never catches up.

    >>> found = erlang_c(1, 2, handle_s=240, within_s=0)
    >>> round(found.waits, 6), round(found.service_level, 6), round(found.wait_s, 6)
    (0.333333, 0.666667, 80.0)
    >>> erlang_c(1, 1, handle_s=240, within_s=0)
    Waiting(waits=1.0, service_level=0.0, wait_s=inf, occupancy=1.0)
    """
    _refuse_other_than_positive(handle_s=handle_s)
    if not 0 <= within_s < math.inf:
        message = f"within_s must be a number of seconds from 0, got {within_s}"
        raise ValueError(message)
    blocked = erlang_b(load, agents)
    if load >= agents:
        return Waiting(1.0, 0.0, math.inf, 1.0)
    free = agents - load
    waits = agents * blocked / (free + load * blocked)
    in_time = 1 - waits * math.exp(-free * within_s / handle_s)
    return Waiting(waits, in_time, waits * handle_s / free, load / agents)


def agents_needed(load: float, handle_s: float, within_s: float, goal: float) -> int:
    """The fewest agents with which a service level is reached where nobody hangs up.

    Parameters
    ----------
    load, handle_s, within_s : float
        As in `erlang_c`.
    goal : float
        Share of calls to be answered in time, above 0 and below 1.

    Raises
    ------
    ValueError
        What `erlang_c` refuses, or a goal that no number of agents can promise.

    Examples
    --------
    80 % within 20 s for 16 erlangs: 19 agents reach 71 %, 20 reach 82 %.

    >>> agents_needed(16, handle_s=240, within_s=20, goal=0.8)
    20
    """
    if not 0 < goal < 1:
        message = f"goal must be a share above 0 and below 1, got {goal}"
        raise ValueError(message)
    _refuse_other_than_positive(load=load)
    agents = math.floor(load) + 1  # with fewer, nothing settles
    while round(erlang_c(load, agents, handle_s, within_s).service_level, NINE_DECIMALS) < goal:
        agents += 1
    return agents


@dataclass(frozen=True)
class Abandoning:
    """A queue in which callers hang up once their patience is over.

    Attributes
    ----------
    waits, abandons : float
        Share of all calls that find no free agent, and that hang up in the queue (0-1).
    wait_s : float
        Mean wait of all calls in seconds, until the answer or until hanging up.
    occupancy : float
        Share of their time that agents are busy (0-1).
    """

    waits: float
    abandons: float
    wait_s: float
    occupancy: float


def erlang_a(load: float, agents: int, handle_s: float, patience_s: float) -> Abandoning:
    """A queue whose callers hang up after an exponentially spread patience.

    It always settles, with however few agents: those who hang up make room.

    Parameters
    ----------
    load, agents : float, int
        As in `erlang_b`; the load of all calls offered.
    handle_s, patience_s : float
        Mean handle time, and the mean time a caller would wait, in seconds.

    Raises
    ------
    ValueError
        What `erlang_b` refuses, or a time that is not a number above 0.

    Examples
    --------
    One erlang, one agent, patience as long as a call: callers leave as if each had an agent,
    so the calls present are a Poisson number with mean 1. The agent is free when there are none,
    1/e of the time, and for want of that time 1/e of the calls hang up.

    >>> found = erlang_a(1, 1, handle_s=240, patience_s=240)
    >>> round(found.occupancy, 6), round(found.waits, 6), round(found.abandons, 6)
    (0.632121, 0.632121, 0.367879)
    >>> round(found.wait_s, 4)
    88.2911
    """
    _refuse_other_than_positive(load=load, agents=agents, handle_s=handle_s, patience_s=patience_s)
    impatience = handle_s / patience_s  # hanging up, in calls for each call an agent could take
    longest = max(load - agents, 0) / impatience + DEVIATIONS * math.sqrt(load / impatience)
    present = np.arange(agents + math.ceil(longest) + SPARE)  # calls with an agent or waiting
    waiting = np.maximum(present - agents, 0)
    leaving = np.minimum(present, agents) + impatience * waiting
    likely = np.concatenate([[0.0], np.cumsum(np.log(load / leaving[1:]))])
    share = np.exp(likely - likely.max())  # relative to the likeliest state: nothing overflows
    share /= math.fsum(share)
    abandons = impatience * math.fsum(share * waiting) / load  # leaving unserved, over arriving
    return Abandoning(
        waits=math.fsum(share[present >= agents]),
        abandons=abandons,
        wait_s=abandons * patience_s,
        occupancy=math.fsum(share * np.minimum(present, agents)) / agents,
    )


def _refuse_other_than_positive(**numbers: float) -> None:
    for name, number in numbers.items():
        if not 0 < number < math.inf:
            message = f"{name} must be a number above 0, got {number}"
            raise ValueError(message)
