"""Erlang B, C and A: the reference table, exact fractions, and the chain solved as a matrix.

The table is the one that the project keeps for this (golden-numbers): compared to its last
printed digit.
"""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.erlang import agents_needed, erlang_a, erlang_b, erlang_c, load_of

HALF_HOUR = 1800
WAITING = [  # calls, handle s, within s, load, agents, P(wait), service level, mean wait s, occupancy
    (100, 180, 20, "10.0000", 11, "0.682118", "0.389614", "122.7813", "0.9091"),
    (100, 180, 20, "10.0000", 12, "0.449388", "0.640158", "40.4449", "0.8333"),
    (100, 180, 20, "10.0000", 13, "0.285270", "0.795595", "17.1162", "0.7692"),
    (100, 180, 20, "10.0000", 14, "0.174132", "0.888350", "7.8359", "0.7143"),
    (120, 240, 20, "16.0000", 17, "0.737183", "0.321759", "176.9238", "0.9412"),
    (120, 240, 20, "16.0000", 19, "0.373569", "0.709064", "29.8855", "0.8421"),
    (120, 240, 20, "16.0000", 20, "0.256078", "0.816512", "15.3647", "0.8000"),
    (120, 240, 20, "16.0000", 21, "0.170892", "0.887341", "8.2028", "0.7619"),
    (200, 300, 20, "33.3333", 34, "0.868610", "0.169149", "390.8747", "0.9804"),
    (200, 300, 20, "33.3333", 38, "0.333453", "0.755702", "21.4362", "0.8772"),
    (200, 300, 20, "33.3333", 39, "0.253995", "0.825916", "13.4468", "0.8547"),
    (200, 300, 20, "33.3333", 40, "0.190737", "0.877703", "8.5832", "0.8333"),
    (360, 240, 15, "48.0000", 49, "0.836757", "0.213940", "200.8216", "0.9796"),
    (360, 240, 15, "48.0000", 54, "0.301308", "0.792914", "12.0523", "0.8889"),
    (360, 240, 15, "48.0000", 55, "0.238701", "0.845883", "8.1840", "0.8727"),
    (360, 240, 15, "48.0000", 56, "0.187154", "0.886485", "5.6146", "0.8571"),
]
ABANDONING = [  # calls, handle s, patience s, agents, P(wait), P(abandon), mean wait s, occupancy
    (120, 240, 120, 14, "0.625015", "0.189306", "22.7167", "0.9265"),
    (120, 240, 120, 16, "0.454468", "0.115965", "13.9159", "0.8840"),
    (120, 240, 120, 18, "0.292491", "0.063641", "7.6370", "0.8323"),
    (120, 240, 120, 20, "0.164259", "0.030856", "3.7028", "0.7753"),
    (360, 240, 180, 46, "0.591995", "0.084627", "15.2328", "0.9552"),
    (360, 240, 180, 48, "0.484821", "0.061592", "11.0866", "0.9384"),
    (360, 240, 180, 52, "0.281961", "0.028727", "5.1708", "0.8966"),
    (360, 240, 180, 55, "0.163806", "0.014347", "2.5824", "0.8602"),
]
loads = st.floats(0.01, 60)
crews = st.integers(1, 70)
seconds = st.floats(20, 900)


def printed(*numbers: float) -> tuple[str, ...]:
    """Two shares with six decimals, then two numbers with four, as the table prints them."""
    return tuple(f"{n:.{d}f}" for n, d in zip(numbers, (6, 6, 4, 4), strict=True))


# -- the reference table ------------------------------------------------------------------------


@pytest.mark.parametrize("row", WAITING)
def test_erlang_c_of_the_reference_table(row) -> None:
    """Every row, to its last digit."""
    calls, handle, within, erlangs, agents, *expected = row
    load = load_of(calls, HALF_HOUR, handle)
    assert f"{load:.4f}" == erlangs
    found = erlang_c(load, agents, handle, within)
    assert printed(found.waits, found.service_level, found.wait_s, found.occupancy) == tuple(
        expected
    )


@pytest.mark.parametrize("row", ABANDONING)
def test_erlang_a_of_the_reference_table(row) -> None:
    """Every row, to its last digit."""
    calls, handle, patience, agents, *expected = row
    found = erlang_a(load_of(calls, HALF_HOUR, handle), agents, handle, patience)
    assert printed(found.waits, found.abandons, found.wait_s, found.occupancy) == tuple(expected)


def test_by_hand() -> None:
    """B(1, 1) = 1/2, B(1, 2) = 1/2 / (2 + 1/2) = 1/5, C(1, 2) = 2/5 / (2 - 4/5) = 1/3."""
    assert erlang_b(1, 1) == 1 / 2
    assert erlang_b(1, 2) == pytest.approx(1 / 5, abs=1e-15)
    assert erlang_c(1, 2, 240, 20).waits == pytest.approx(1 / 3, abs=1e-15)


@pytest.mark.parametrize("agents", [9, 10])
def test_as_many_agents_as_erlangs_are_too_few(agents: int) -> None:
    """Work comes in as fast as it can be done, or faster: the queue never empties again."""
    found = erlang_c(10, agents, 180, 20)
    assert (found.waits, found.service_level, found.wait_s, found.occupancy) == (1, 0, math.inf, 1)


# -- other ways to the same numbers -------------------------------------------------------------


def exact_b(load: Fraction, agents: int) -> Fraction:
    """From the definition: the last term of the series over its sum."""
    terms = [load**n / math.factorial(n) for n in range(agents + 1)]
    return terms[-1] / sum(terms)


def exact_c(load: Fraction, agents: int) -> Fraction:
    """From the definition: the waiting states, summed as a geometric series, over all states."""
    below = sum(load**n / math.factorial(n) for n in range(agents))
    queue = load**agents / math.factorial(agents) * agents / (agents - load)
    return queue / (below + queue)


@pytest.mark.parametrize(
    ("calls", "handle", "agents"), [(row[0], row[1], row[4]) for row in WAITING]
)
def test_against_exact_fractions(calls: int, handle: int, agents: int) -> None:
    """The recursion loses nothing that a float can hold."""
    load = Fraction(calls * handle, HALF_HOUR)
    assert erlang_b(float(load), agents) == pytest.approx(float(exact_b(load, agents)), rel=1e-13)
    found = erlang_c(float(load), agents, handle, 20)
    assert found.waits == pytest.approx(float(exact_c(load, agents)), rel=1e-13)


@pytest.mark.parametrize(
    ("load", "agents", "handle", "patience"),
    [(16, 14, 240, 120), (3, 5, 180, 60), (8, 4, 300, 300), (0.4, 1, 200, 30), (10, 10, 180, 900)],
)
def test_against_the_chain_as_a_matrix(
    load: float, agents: int, handle: float, patience: float
) -> None:
    """Rates in and out of every state, solved as linear equations; the abandoned counted apart."""
    states = 320
    rates = np.zeros((states, states))
    hung_up = np.array([max(n - agents, 0) / patience for n in range(states)])
    for n in range(states - 1):
        rates[n, n + 1] = load / handle
        rates[n + 1, n] = min(n + 1, agents) / handle + hung_up[n + 1]
    rates -= np.diag(rates.sum(axis=1))
    equations = np.vstack([rates.T, np.ones(states)])
    share = np.linalg.lstsq(equations, np.r_[np.zeros(states), 1.0], rcond=None)[0]
    found = erlang_a(load, agents, handle, patience)
    assert found.waits == pytest.approx(share[agents:].sum(), abs=1e-9)
    assert found.abandons == pytest.approx(share @ hung_up / (load / handle), abs=1e-9)
    queue = share @ np.maximum(np.arange(states) - agents, 0)
    assert found.wait_s == pytest.approx(queue / (load / handle), abs=1e-6)  # Little's law
    busy = share @ np.minimum(np.arange(states), agents)
    assert found.occupancy == pytest.approx(busy / agents, abs=1e-9)


@pytest.mark.parametrize("agents", [17, 20, 25])
def test_endless_patience_is_erlang_c(agents: int) -> None:
    """Patience of thirty years: the same waits, the same mean wait, and nobody hangs up."""
    endless, patient = erlang_a(16, agents, 240, 1e9), erlang_c(16, agents, 240, 20)
    assert endless.waits == pytest.approx(patient.waits, abs=1e-5)
    assert endless.wait_s == pytest.approx(patient.wait_s, rel=1e-4)
    assert endless.abandons < 1e-6


def test_a_long_queue_does_not_overflow() -> None:
    """Ten agents for forty erlangs, patience of ten hours: three in four hang up, all are busy."""
    found = erlang_a(40, 10, 240, 36_000)
    assert found.waits == pytest.approx(1, abs=1e-12)
    assert found.abandons == pytest.approx(3 / 4, abs=1e-12)
    assert found.occupancy == pytest.approx(1, abs=1e-12)


# -- properties ---------------------------------------------------------------------------------


@given(loads, crews, seconds, st.floats(0, 120))
def test_one_more_agent_never_hurts(load: float, agents: int, handle: float, within: float) -> None:
    """Fewer wait, more are answered in time, nobody waits longer, all are less busy."""
    now, then = (erlang_c(load, crew, handle, within) for crew in (agents, agents + 1))
    assert then.waits <= now.waits
    assert then.service_level >= now.service_level - 1e-12
    assert then.wait_s <= now.wait_s
    assert then.occupancy <= now.occupancy
    assert 0 <= now.waits <= 1
    assert 0 <= now.service_level <= 1


@given(loads, crews, seconds, seconds)
def test_one_more_agent_never_hurts_who_may_hang_up(
    load: float, agents: int, handle: float, patience: float
) -> None:
    """The same where callers hang up; and what is answered is what keeps the agents busy."""
    now, then = (erlang_a(load, crew, handle, patience) for crew in (agents, agents + 1))
    assert then.waits <= now.waits + 1e-12
    assert then.abandons <= now.abandons + 1e-12
    assert then.occupancy <= now.occupancy + 1e-12
    assert load * (1 - now.abandons) == pytest.approx(agents * now.occupancy, rel=1e-9, abs=1e-12)
    assert now.wait_s == pytest.approx(now.abandons * patience)


@given(loads, crews, seconds, seconds)
def test_hanging_up_makes_room(load: float, agents: int, handle: float, patience: float) -> None:
    """Whoever reckons without it finds more waiting, and longer."""
    leaving, staying = erlang_a(load, agents, handle, patience), erlang_c(load, agents, handle, 0)
    assert leaving.waits <= staying.waits + 1e-12
    assert leaving.wait_s <= staying.wait_s + 1e-9
    assert leaving.occupancy <= staying.occupancy + 1e-12


@given(loads, seconds, st.floats(0, 120), st.floats(0.01, 0.99))
def test_agents_needed_are_just_enough(
    load: float, handle: float, within: float, goal: float
) -> None:
    """They reach the goal, and one fewer does not."""
    agents = agents_needed(load, handle, within, goal)
    assert round(erlang_c(load, agents, handle, within).service_level, 9) >= goal
    if agents > 1:
        assert round(erlang_c(load, agents - 1, handle, within).service_level, 9) < goal


def test_a_goal_met_but_for_noise_is_met() -> None:
    """Two agents answer 2/3 of one erlang at once: enough for nine decimals of it, no more."""
    assert agents_needed(1, 240, 0, 0.666666667) == 2
    assert agents_needed(1, 240, 0, 0.666666668) == 3


@given(loads, st.integers(1, 40), seconds)
def test_two_teams_are_never_better_than_one(load: float, agents: int, handle: float) -> None:
    """The economy of scale: the same load a head, pooled, waits less."""
    apart, pooled = (erlang_c(n * load, n * agents, handle, 20) for n in (1, 2))
    assert pooled.waits <= apart.waits + 1e-12
    assert pooled.service_level >= apart.service_level - 1e-12


# -- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: load_of(0, 1800, 240), "calls must be a number above 0, got 0"),
        (lambda: load_of(120, -1, 240), "interval_s must be a number above 0, got -1"),
        (lambda: load_of(120, 1800, math.nan), "handle_s must be a number above 0, got nan"),
        (lambda: erlang_b(math.inf, 3), "load must be a number above 0, got inf"),
        (lambda: erlang_b(2, 0), "agents must be a number above 0, got 0"),
        (lambda: erlang_c(2, 3, 0, 20), "handle_s must be a number above 0, got 0"),
        (lambda: erlang_c(2, 3, 240, -1), "within_s must be a number of seconds from 0, got -1"),
        (lambda: erlang_c(2, 3, 240, math.nan), "within_s must be a number .*, got nan"),
        (lambda: erlang_c(0, 3, 240, 20), "load must be a number above 0, got 0"),
        (lambda: erlang_a(2, 3, 240, math.inf), "patience_s must be a number above 0, got inf"),
        (lambda: erlang_a(2, 0, 240, 60), "agents must be a number above 0, got 0"),
        (lambda: agents_needed(16, 240, 20, 1), "goal must be a share above 0 and below 1, got 1"),
        (lambda: agents_needed(16, 240, 20, 80), "goal must be a share .*, got 80"),
        (lambda: agents_needed(-1, 240, 20, 0.8), "load must be a number above 0, got -1"),
    ],
)
def test_what_makes_no_queue_is_refused(call, message: str) -> None:
    """By name, with what was given; a percentage in place of a share, too."""
    with pytest.raises(ValueError, match=message):
        call()
