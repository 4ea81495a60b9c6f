"""The cheapest way to a grade, against every combination there is."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.optimize import milp

from scoring.grade import grade
from scoring.grades import Grade, Rule
from scoring.programme import Steps
from scoring.reach import Raise, Reach, cheapest, smallest_change
from scoring.standing import Standing
from tests.scoring.small import Case, card_of, random_case, small_standard

PAIR = small_standard(50.0, 50.0)


def overall(at_least: float) -> tuple[Rule, ...]:
    return (Rule(kind="overall", at_least=at_least),)


def gate(node: str, at_least: float) -> Rule:
    return Rule(kind="gate", node=node, at_least=at_least)


def a_day_a_level(_item: str, start: float, goal: float) -> float:
    return goal - start


def goals(reach: Reach) -> dict[str, float]:
    return {one.item: one.goal for one in reach.raises}


def percents(case: Case, reach: Reach) -> np.ndarray:
    """Where the items stand after a way has been gone."""
    items = [item.id for item in case.standard.items()]
    return np.array(
        [goals(reach).get(i, p) for i, p in zip(items, case.rated.percent, strict=True)]
    )


def prices(case: Case, choices: np.ndarray, step: float, cost) -> np.ndarray:
    """Cost, items changed and sum of places of every choice, one row each."""
    found = np.zeros((len(choices), 3))
    for index, item in enumerate(case.standard.items()):
        today = case.rated.percent[index]
        for row in np.flatnonzero(choices[:, index] > today):
            goal = choices[row, index]
            grid = np.arange(20 * step, 101, 20 * step)
            taken = ((grid > today) & (grid <= goal)).sum()
            found[row] += (cost(item.id, today / 20, goal / 20), 1, (index + 1) * taken)
    return found.round(6)


@pytest.mark.parametrize("seed", range(150))
def test_the_cheapest_of_all_combinations(seed: int) -> None:
    """Cost, number of items and places agree, and so does why there is no way where there is none."""
    case = random_case(seed)
    random = np.random.default_rng(seed + 10_000)
    budget = float(random.integers(1, 12)) if random.random() < 0.4 else None
    most_items = int(random.integers(1, 4)) if random.random() < 0.4 else None
    choices = case.combinations(1.0)
    choices = choices[case.holding(choices)]
    priced = prices(case, choices, 1.0, case.cost)
    few = priced[priced[:, 1] <= (most_items or math.inf)]
    within = few[few[:, 0] <= (math.inf if budget is None else budget)]
    reach = cheapest(
        case.standard, case.card, case.rules, case.cost, budget=budget, most_items=most_items
    )
    if not len(choices):
        assert (reach.status, reach.cost) == ("impossible", None)
        assert reach.unmet
    elif len(within):
        assert (reach.status, reach.gap) == ("optimal", 0)
        after = percents(case, reach)
        assert case.holding(after[None, :]).all()
        mine = prices(case, after[None, :], 1.0, case.cost)[0]
        assert tuple(mine) == min(map(tuple, within))
        assert reach.cost == pytest.approx(mine[0], abs=1e-6)
    elif len(few):
        assert reach.status == "over_budget"
        assert reach.least_cost == pytest.approx(few[:, 0].min(), abs=1e-6)
    else:
        assert (reach.status, reach.least_items) == ("too_many_items", priced[:, 1].min())


@pytest.mark.parametrize("seed", range(60))
def test_the_smallest_change_of_all_combinations(seed: int) -> None:
    """No combination of half levels holds with fewer of them."""
    case = random_case(seed, finest=True)
    choices = case.combinations(0.5)
    choices = choices[case.holding(choices)]
    reach = smallest_change(case.standard, case.card, case.rules)
    if not len(choices):
        assert reach.status == "impossible"
        return
    priced = prices(case, choices, 0.5, lambda _, a, b: math.ceil(round((b - a) * 2, 9)))
    after = percents(case, reach)[None, :]
    mine = prices(case, after, 0.5, lambda _, a, b: math.ceil(round((b - a) * 2, 9)))[0]
    assert tuple(mine) == min(map(tuple, priced))
    assert reach.cost == mine[0]


def test_the_random_cases_meet_every_outcome() -> None:
    """The comparison above means something: every outcome and every kind of rule is among it."""
    cases = [random_case(seed) for seed in range(150)]
    kinds = {(rule.kind, rule.measure) for case in cases for rule in case.rules}
    assert len(kinds) == 8
    assert any(np.isnan(case.rated.percent).any() for case in cases)
    reached = {
        cheapest(c.standard, c.card, c.rules, c.cost, budget=5, most_items=1).status for c in cases
    }
    assert reached == {"optimal", "impossible", "over_budget", "too_many_items"}


@pytest.mark.parametrize("seed", range(40))
def test_grading_agrees_that_it_holds(seed: int) -> None:
    """Who goes the way is given the grade by the scoring itself; who has it need not move."""
    case = random_case(seed)
    reach = cheapest(case.standard, case.card, case.rules, case.cost)
    grades = [
        Grade.model_construct(id=i, rules=rules) for i, rules in (("UP", case.rules), ("NO", ()))
    ]
    today = grade(case.standard, case.card, grades)
    assert (today.id == "UP") == (reach.status == "optimal" and not reach.raises)
    if reach.status == "optimal":
        raised = Case(
            case.standard, case.rated.change(percent=percents(case, reach)), (), case.costs
        )
        assert grade(case.standard, raised.card, grades).id == "UP"


def test_worked_by_hand() -> None:
    """Two items at 60 and 40 with weights 75 and 25, to 70 in all: now 55, 15 points to win.

    A level of the first wins 15 and costs 1; three levels of the second win 15 and cost 3.
    """
    standard = small_standard(75.0, 25.0)
    reach = cheapest(standard, card_of(standard, [60, 40]), overall(70), a_day_a_level)
    assert reach == Reach("optimal", (Raise("T-1", 60, 80, 15, 1),), 1, 0)
    assert reach.raises[0].levels == (3, 4)


def test_a_grade_already_held_costs_nothing() -> None:
    """Nothing to do is an answer, and a proved one; so is the lowest grade, without rules."""
    card = card_of(PAIR, [80, 80])
    assert cheapest(PAIR, card, overall(80), a_day_a_level) == Reach("optimal", (), 0, 0)
    assert cheapest(PAIR, card, (), a_day_a_level, budget=0) == Reach("optimal", (), 0, 0)


def test_what_was_not_assessed_stays_so() -> None:
    """Of two items only one was assessed: it alone carries the score, and can reach the grade."""
    reach = cheapest(PAIR, card_of(PAIR, [math.nan, 40]), overall(80), a_day_a_level)
    assert goals(reach) == {"T-2": 80}
    assert reach.raises[0].points == 40


def test_a_criterion_nobody_assessed_stands_in_the_way_of_every() -> None:
    """It counts as 0 in `every`, as in grading, and no raising helps."""
    every = (Rule(kind="every", at_least=60),)
    reach = cheapest(PAIR, card_of(PAIR, [math.nan, 40]), every, a_day_a_level)
    assert [(u.node, u.value) for u in reach.unmet] == [("T-1", 0)]


def test_nothing_assessed_reaches_nothing() -> None:
    """Without any score no rule holds, and there is no value to tell."""
    reach = cheapest(PAIR, card_of(PAIR, [math.nan, math.nan]), overall(0), a_day_a_level)
    assert (reach.status, reach.unmet[0].value) == ("impossible", None)


def test_a_gate_that_does_not_apply_is_closed() -> None:
    """A prerequisite that cannot be looked at is not met."""
    card = card_of(PAIR, [60, 60], applicable=[False, True])
    reach = cheapest(PAIR, card, (gate("T-1", 40),), a_day_a_level)
    assert [(u.node, u.value) for u in reach.unmet] == [("T-1", None)]


def test_a_gate_on_a_strange_node_is_an_error() -> None:
    """Never passed over."""
    with pytest.raises(ValueError, match="not in tuple"):
        cheapest(PAIR, card_of(PAIR, [60, 60]), (gate("T-9", 40),), a_day_a_level)


def test_impossible_says_what_is_missing_at_the_top() -> None:
    """No item above level 4: the count finds none at 90, the whole ends at 80."""
    rules = (Rule(kind="count", count=1, at_least=90), *overall(85))
    reach = cheapest(PAIR, card_of(PAIR, [60, 60]), rules, a_day_a_level, top=4)
    assert [(u.node, u.value) for u in reach.unmet] == [(None, 0), ("small", 80)]


def test_low_counts_what_is_proved() -> None:
    """Confidence 0.5 and 1: a level of the second item wins 10 of low, of the first only 5."""
    card = card_of(PAIR, [60, 60], confidence=[0.5, 1.0])
    low = (Rule(kind="overall", at_least=55, measure="low"),)
    reach = cheapest(PAIR, card, low, a_day_a_level)
    assert goals(reach) == {"T-2": 80}
    assert cheapest(PAIR, card, low, lambda i, a, b: (b - a) * (9 if i == "T-2" else 1)).cost == 2


def test_what_costs_without_end_is_not_done() -> None:
    """Level 5 of the first item cannot be had, so the second one has to go up too."""
    card = card_of(PAIR, [60, 60])
    dear = cheapest(
        PAIR, card, overall(80), lambda i, _, b: math.inf if (i, b) == ("T-1", 5) else b
    )
    assert goals(dear) == {"T-2": 100}


def test_of_equals_the_fewest_items_and_then_the_first() -> None:
    """Two levels are needed: both of one item, and of the first one."""
    reach = cheapest(PAIR, card_of(PAIR, [60, 60]), overall(80), a_day_a_level)
    assert goals(reach) == {"T-1": 100}


def test_a_measured_item_goes_to_the_next_level() -> None:
    """From 73 up to 80 and 100; the part of a level is paid in part, or as one begun half level."""
    standard, rules = small_standard(100.0), overall(75)
    card = card_of(standard, [73])
    assert cheapest(standard, card, rules, a_day_a_level).cost == pytest.approx(0.35)
    assert smallest_change(standard, card, rules).cost == 1


def test_a_hair_below_a_threshold_does_not_hold() -> None:
    """99.9999999 and 20 have the mean 59.99999995: the solver's own error would let it pass.

    The next cheapest is 40 at the second item, and not the costly last hair of the first.
    """
    card = card_of(PAIR, [99.9999999, 0.0])
    reach = cheapest(PAIR, card, overall(60), lambda i, a, b: 9 if i == "T-1" else b - a)
    assert (reach.status, goals(reach)) == ("optimal", {"T-2": 40})


def test_a_threshold_met_only_after_rounding_holds() -> None:
    """Three equal items at 80, 60 and 60 have 66.666666666…, which is 66.666666667 in 9 decimals."""
    standard = small_standard(1.0, 1.0, 1.0)
    reach = cheapest(standard, card_of(standard, [60] * 3), overall(66.666666667), a_day_a_level)
    assert (reach.cost, goals(reach)) == (1, {"T-1": 80})


@pytest.mark.parametrize("kind", ["overall", "every", "count", "gate"])
def test_the_programme_knows_every_rule(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """One question for the cost, one for items and order: no answer had to be ruled out."""
    fields = {"count": {"count": 2}, "gate": {"node": "T-2"}}.get(kind, {})
    asked = []

    def counted(*arguments: object, **named: object) -> object:
        asked.append(arguments)
        return milp(*arguments, **named)

    monkeypatch.setattr("scoring.programme.milp", counted)
    rule = Rule(kind=kind, at_least=80, **fields)
    reach = cheapest(PAIR, card_of(PAIR, [50, 30]), (rule,), a_day_a_level)
    assert reach.status == "optimal"
    assert len(asked) == 2


def test_no_steps_where_all_is_at_the_top() -> None:
    """An empty list of steps is no error."""
    steps = Steps.of(Standing.of(PAIR, card_of(PAIR, [100, 100])), a_day_a_level, 5, 1)
    assert len(steps) == 0


def results(monkeypatch: pytest.MonkeyPatch, *made: SimpleNamespace) -> None:
    """Let the solver answer so, once each."""
    answers = iter(made)
    monkeypatch.setattr("scoring.programme.milp", lambda *_, **__: next(answers))


OUT_OF_TIME = SimpleNamespace(status=1, x=None)
NO_WAY = SimpleNamespace(status=2, x=None)


def test_time_that_runs_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing found nothing is claimed; an answer without proof tells its gap."""
    card, rules = card_of(PAIR, [60, 60]), overall(80)
    results(monkeypatch, OUT_OF_TIME)
    assert cheapest(PAIR, card, rules, a_day_a_level) == Reach("unknown")
    both = SimpleNamespace(status=1, x=np.array([1.0, 0, 1, 0]), mip_gap=0.5)
    results(monkeypatch, both, both, OUT_OF_TIME)
    found = cheapest(PAIR, card, rules, a_day_a_level)
    assert (found.status, found.gap, found.cost) == ("found", 0.5, 2)
    assert goals(found) == {"T-1": 80, "T-2": 80}


def test_no_limit_is_blamed_without_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time runs out while looking for what would do: only what is known is told."""
    card, rules = card_of(PAIR, [60, 60]), overall(80)
    found = SimpleNamespace(status=1, x=np.array([1.0, 0, 1, 0]), mip_gap=0.5)
    results(monkeypatch, NO_WAY, found)
    assert cheapest(PAIR, card, rules, a_day_a_level, budget=1) == Reach("over_budget")
    results(monkeypatch, NO_WAY, OUT_OF_TIME, found)
    assert cheapest(PAIR, card, rules, a_day_a_level, most_items=1) == Reach("unknown")
    results(monkeypatch, NO_WAY, NO_WAY, OUT_OF_TIME)
    assert cheapest(PAIR, card, rules, a_day_a_level, most_items=1) == Reach("unknown")
