"""Methods by what they win a day, and the path to a grade in phases."""

import itertools
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import milp

from scoring import DataError, Scorecard, Standard, load_assessment, score
from scoring.effort import Effort
from scoring.gains import ItemGain, items_suited, rank_methods
from scoring.grade import grade
from scoring.grades import Grade, Rule
from scoring.load import load_list, load_record
from scoring.method import Method
from scoring.phases import Step, schedule
from scoring.plan import Plan, plan
from tests.scoring.small import card_of, small_standard


@pytest.fixture(scope="module")
def effort(data: Path) -> Effort:
    return load_record(Effort, data / "effort.yaml")


@pytest.fixture(scope="module")
def methods(data: Path) -> tuple[Method, ...]:
    return load_list(Method, data / "methods/methods.yaml")


@pytest.fixture(scope="module")
def wanted(award: Standard) -> Standard:
    """The award with a grade of the test's own: BCC-6 at 70 as prerequisite, 72 overall."""
    rules = (
        Rule(kind="gate", node="BCC-6", at_least=70),
        Rule(kind="overall", at_least=72),
    )
    grades = [Grade.model_construct(id=i, rules=r) for i, r in (("T-UP", rules), ("T-NO", ()))]
    return award.model_copy(update={"grades": tuple(grades)})


@pytest.fixture(scope="module")
def card(award: Standard, data: Path) -> Scorecard:
    """The city hotline, 70.641667 in 2025."""
    return score(award, load_assessment(data / "centres/lanwan-12345/2025.csv", award)[0])


def small(rules: tuple[Rule, ...], *weights: float) -> Standard:
    """A small standard with one grade above the lowest."""
    grades = [Grade.model_construct(id=i, rules=r) for i, r in (("T-UP", rules), ("T-NO", ()))]
    return small_standard(*weights).model_copy(update={"grades": tuple(grades)})


def method(effort: str, *items: str) -> Method:
    return Method.model_construct(id=f"MTH-{effort}", effort=effort, items=items)


def moves(found: Plan) -> list[list[tuple[str, float, float]]]:
    return [[(s.item, s.start, s.goal) for s in phase.steps] for phase in found.phases]


# Effort


def test_the_days_of_a_raise(effort: Effort) -> None:
    """From 3.5 to 5: half of 25 and all of 50. From 0 to 5: 3 + 6 + 12 + 25 + 50 = 96."""
    assert effort.raise_days(3.5, 5) == 62.5
    assert effort.raise_days(0, 5) == 96
    assert effort.raise_days(2.25, 2.75) == 6
    assert (effort.raise_days(4, 4), effort.raise_days(4, 3)) == (0, 0)


@given(st.lists(st.floats(0, 5), min_size=3, max_size=3).map(sorted))
def test_days_add_up_along_the_way(effort: Effort, levels: list[float]) -> None:
    """Stopping on the way neither saves nor costs."""
    low, middle, high = levels
    parts = effort.raise_days(low, middle) + effort.raise_days(middle, high)
    assert effort.raise_days(low, high) == pytest.approx(parts, abs=1e-9)


def test_a_higher_level_and_a_larger_method_cost_more(effort: Effort) -> None:
    """Both tables rise, S within its 10 days."""
    days = [level.days for level in effort.levels]
    assert days == sorted(set(days))
    small, medium, large = map(effort.method_days, ("S", "M", "L"))
    assert small < 10 < medium < large


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("effort: S", "effort: M", "M, M, L"), ("- level: 2", "- level: 3", "1, 3, 3, 4, 5")],
)
def test_a_table_with_a_gap_is_refused(
    data: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    """Each size of effort and each level has its days, once."""
    path = tmp_path / "effort.yaml"
    path.write_text((data / "effort.yaml").read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=told):
        load_record(Effort, path)


# Methods


def test_a_method_by_hand(award: Standard, card: Scorecard, effort: Effort) -> None:
    """BCC-4.2 at 60 wins 20 % of 3.333 points, BCC-6.2 at 60 wins 20 % of 5; 6.5 days.

    BCC-4.2 holds a third of the 10 points of BCC-4, because BCC-4.4 was not assessed. 0.667 + 1 =
    1.667 points, 0.256 a day.
    """
    gain, *others = rank_methods(
        award, card, [method("S", "BCC-6.2", "BCC-4.2", "BCC-4.4")], effort
    )
    assert not others
    assert [i.item for i in gain.items] == ["BCC-4.2", "BCC-6.2"]
    assert [i.share for i in gain.items] == pytest.approx([10 / 3, 5])
    assert [i.points for i in gain.items] == pytest.approx([2 / 3, 1])
    assert (gain.points, gain.days) == (pytest.approx(5 / 3), 6.5)
    assert gain.points_a_day == pytest.approx(5 / 3 / 6.5)


def test_nothing_is_lifted_above_level_4(effort: Effort) -> None:
    """From 70 to 80 only; at 80 and at 90 nothing; what was not assessed is left alone."""
    standard = small_standard((50.0, [1.0, 1.0]), (50.0, [1.0, 1.0, 1.0]))
    card = card_of(standard, [70, 80, 90, math.nan, 20])
    (gain,) = rank_methods(standard, card, [method("M", "T-1", "T-2", "T-1.1", "X-1")], effort)
    assert gain.items == (
        ItemGain("T-1.1", 25, 70, 80, 2.5),
        ItemGain("T-2.3", 25, 20, 40, 5),
    )
    assert gain.points_a_day == 7.5 / 20


def test_a_method_that_wins_nothing_is_not_ranked(effort: Effort) -> None:
    """It may still be good, but not for this score."""
    standard = small_standard(50.0, 50.0)
    card = card_of(standard, [80, 60])
    named = [method("S", "T-1"), method("L", "T-2"), method("M", "T-2")]
    ranked = rank_methods(standard, card, named, effort)
    assert [gain.method for gain in ranked] == ["MTH-M", "MTH-L"]


def test_the_library_ranked(
    award: Standard, card: Scorecard, effort: Effort, methods: tuple[Method, ...]
) -> None:
    """Falling quotients, sums that add up, and items in the order of the standard."""
    ranked = rank_methods(award, card, methods, effort)
    order = [item.id for item in award.items()]
    assert [g.points_a_day for g in ranked] == sorted(
        (g.points_a_day for g in ranked), reverse=True
    )
    for gain in ranked:
        assert gain.points == pytest.approx(
            sum(i.share * (i.goal - i.start) / 100 for i in gain.items)
        )
        places = [order.index(i.item) for i in gain.items]
        assert places == sorted(places)


# Phases

SMALL_STEPS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(1, 6), st.integers(0, 5), st.booleans()),
    max_size=6,
)


def ways_to_place(steps: list[Step], count: int, budget: float, most_items: int) -> bool:
    """Whether any assignment of steps to so many phases keeps all limits."""
    for places in itertools.product(range(count), repeat=len(steps)):
        of = list(zip(steps, places, strict=True))
        rising = all(p < q for (a, p), (b, q) in itertools.combinations(of, 2) if a.item == b.item)
        phases = [[s for s, p in of if p == phase] for phase in range(count)]
        within = all(sum(s.days for s in ph) <= budget and len(ph) <= most_items for ph in phases)
        if rising and within:
            return True
    return False


@given(SMALL_STEPS, st.integers(6, 12), st.integers(1, 3))
def test_no_fewer_phases_will_do(
    parts: list[tuple[str, int, int, bool]], budget: int, most_items: int
) -> None:
    """Every limit is kept, no step is lost, and one phase fewer is shown to fail by trying all."""
    steps = [Step(i, n, n + 1, p, d, b) for n, (i, d, p, b) in enumerate(parts)]
    placed = schedule(steps, budget=budget, most_items=most_items, time_limit=60)
    assert placed.fewest
    assert sorted(itertools.chain(*placed.phases), key=lambda s: s.start) == steps
    for phase in placed.phases:
        assert sum(step.days for step in phase) <= budget
        assert len({step.item for step in phase}) == len(phase) <= most_items
    for item in "ABC":
        starts = [s.start for phase in placed.phases for s in phase if s.item == item]
        assert starts == sorted(starts)
    if placed.phases:
        assert not ways_to_place(steps, len(placed.phases) - 1, budget, most_items)


CLIMB = [Step("B", 20 * n, 20 * n + 20, 0.1, 1) for n in range(3)]
BROAD = [Step(item, 0, 20, points, 1) for item, points in (("C", 9), ("D", 8), ("E", 7))]


def items_in(steps: list[Step], **limits: float) -> list[list[str]]:
    """The items of each phase, proved to be as few as can be."""
    placed = schedule(steps, **limits, time_limit=60)
    assert placed.fewest
    return [[step.item for step in phase] for phase in placed.phases]


def test_what_pays_most_comes_first_and_what_fits_beside_it() -> None:
    """Days 6, 4, 5, 5 in phases of 10: C (1.8 a day) and D (1.6), then A (1.5) and B (1)."""
    days = (("A", 9, 6), ("B", 4, 4), ("C", 9, 5), ("D", 8, 5))
    steps = [Step(item, 0, 20, points, cost) for item, points, cost in days]
    assert items_in(steps, budget=10) == [["C", "D"], ["A", "B"]]
    assert items_in(steps, budget=9) == [["B", "C"], ["D"], ["A"]]


def test_fewer_phases_than_by_hand() -> None:
    """Two at a time, C and D would go first, and the three steps of B take three phases more.

    The programme sees that B has to start at once.
    """
    assert items_in([*BROAD, *CLIMB], most_items=2) == [["C", "B"], ["D", "B"], ["E", "B"]]


def test_prerequisites_come_first_by_programme_too() -> None:
    """The step of a gate stands in the first phase, though it wins least."""
    others = [*BROAD[:2], replace(BROAD[2], prerequisite=True)]
    assert items_in([*others, *CLIMB], most_items=2) == [["E", "B"], ["C", "B"], ["D", "B"]]


def test_phases_without_proof_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver ran out of time: the phases laid by hand stand, and nothing is claimed."""
    monkeypatch.setattr("scoring.phases.milp", lambda *_, **__: SimpleNamespace(status=1, x=None))
    placed = schedule([*BROAD, *CLIMB], most_items=2, time_limit=60)
    assert (len(placed.phases), placed.fewest) == (4, False)


def test_a_step_larger_than_a_phase_is_an_error() -> None:
    """It would wait for ever."""
    with pytest.raises(ValueError, match="no room for every step"):
        schedule(BROAD, budget=0.5, time_limit=60)
    with pytest.raises(ValueError, match="0 items"):
        schedule(BROAD, most_items=0, time_limit=60)
    assert schedule([], budget=0, most_items=0, time_limit=60).phases == ()


# The plan


def test_a_plan_by_hand(
    wanted: Standard, card: Scorecard, effort: Effort, methods: tuple[Method, ...]
) -> None:
    """The city hotline to 72 with BCC-6 at 70, in phases of 31 days.

    BCC-6 stands at 61 and lacks 9, which is 0.9 points of the whole. BCC-6.2, 5 points, from 60 to
    80 wins 1 for 25 days, then BCC-6 is at (62 + 80) / 2 = 71; the five small items would win 0.1
    each for 12.5. The whole is then at 71.641667 and lacks 0.358. BCC-4.3 and BCC-5.5 from 50 to
    60 win 0.333 and 0.25 for 6 days each, together 12; the next best, BCC-1.1 from 70 to 80, would
    win 0.75 for 12.5. (BCC-6.1.5 would do instead of BCC-5.5, but stands later.)
    25 + 6 + 6 = 37 days do not go into one phase of 31. The prerequisite comes first; BCC-4.3 with
    0.056 points a day fits beside it, 25 + 6 = 31, and BCC-5.5 with 0.042 waits.
    """
    found = plan(wanted, card, "T-UP", effort, methods=methods, phase_budget=31)
    assert (found.reach.status, found.reach.cost, found.fewest) == ("optimal", 37, True)
    assert moves(found) == [
        [("BCC-4.3", 50, 60), ("BCC-6.2", 60, 80)],
        [("BCC-5.5", 50, 60)],
    ]
    first, second = found.phases
    assert [step.prerequisite for step in first.steps] == [False, True]
    assert [step.points for step in first.steps] == pytest.approx([1 / 3, 1])
    assert (first.days, second.days) == (31, 6)
    assert (first.points, second.points) == (pytest.approx(4 / 3), pytest.approx(0.25))
    today = 15 * 0.75 + 15 * 0.8 + 7 + 6 + 6.625 + 6.1 + 9 + 2 * 19 / 3  # criteria, times weights
    assert first.score == pytest.approx(today + 4 / 3, abs=1e-9)
    assert second.score == pytest.approx(72.225, abs=1e-9)
    assert (first.percents["BCC-6.2"], first.percents["BCC-5.5"]) == (80, 50)
    assert second.percents["BCC-5.5"] == 60
    assert len(second.percents) == 30  # 33 items, two do not apply, one was not assessed
    assert first.steps[0].methods == ("MTH-30", "MTH-32")


def test_one_item_at_a_time(wanted: Standard, card: Scorecard, effort: Effort) -> None:
    """The same path takes three phases: the prerequisite, then the better paid of the others."""
    found = plan(wanted, card, "T-UP", effort, most_items=1)
    assert moves(found) == [[("BCC-6.2", 60, 80)], [("BCC-4.3", 50, 60)], [("BCC-5.5", 50, 60)]]
    assert found.fewest


def test_an_item_rises_one_level_a_phase(effort: Effort) -> None:
    """From 50 to 100 in three phases, half a level first: 6, 25 and 50 days."""
    standard = small((Rule(kind="overall", at_least=100),), 100.0)
    found = plan(standard, card_of(standard, [50]), "T-UP", effort)
    assert moves(found) == [[("T-1", 50, 60)], [("T-1", 60, 80)], [("T-1", 80, 100)]]
    assert [phase.days for phase in found.phases] == [6, 25, 50]
    assert [phase.score for phase in found.phases] == [60, 80, 100]


def test_a_level_that_fits_in_no_phase_is_gone_around(effort: Effort) -> None:
    """Level 5 costs 50: with 30 a phase the second item goes to level 4 instead."""
    standard = small((Rule(kind="overall", at_least=80),), 70.0, 30.0)
    card = card_of(standard, [80, 60])
    assert plan(standard, card, "T-UP", effort).reach.cost == 25
    card = card_of(standard, [60, 80])
    assert plan(standard, card, "T-UP", effort, phase_budget=30).reach.cost == 25
    tight = plan(standard, card, "T-UP", effort, phase_budget=20)
    assert (tight.reach.status, tight.phases, tight.least_phase_budget) == ("impossible", (), 25)


def test_what_no_phase_budget_helps(effort: Effort) -> None:
    """A part that does not apply is a closed gate: no budget is named as enough."""
    standard = small((Rule(kind="gate", node="T-1", at_least=80),), 70.0, 30.0)
    card = card_of(standard, [60, 60], applicable=[False, True])
    found = plan(standard, card, "T-UP", effort, phase_budget=20)
    assert (found.reach.status, found.least_phase_budget) == ("impossible", None)
    assert plan(standard, card, "T-UP", effort).least_phase_budget is None


def test_a_budget_that_is_too_small_is_told(
    wanted: Standard, card: Scorecard, effort: Effort
) -> None:
    """36 days do not do, 37 would."""
    found = plan(wanted, card, "T-UP", effort, budget=36)
    assert (found.reach.status, found.reach.least_cost, found.phases) == ("over_budget", 37, ())
    assert plan(wanted, card, "T-UP", effort, budget=37).reach.status == "optimal"


def test_a_closed_gate_of_a_lower_grade_closes_the_higher_one(effort: Effort) -> None:
    """As in grading: a prerequisite below that does not apply is met by nobody."""
    rules = {"T-TOP": ("overall", 70, None), "T-MID": ("gate", 40, "T-1")}
    grades = [
        Grade.model_construct(id=i, rules=(Rule(kind=kind, at_least=least, node=node),))
        for i, (kind, least, node) in rules.items()
    ]
    standard = small((), 50.0, 50.0)
    standard = standard.model_copy(update={"grades": (*grades, *standard.grades)})
    open_card, closed = (
        card_of(standard, [60, 60]),
        card_of(standard, [60, 60], applicable=[False, True]),
    )
    assert plan(standard, open_card, "T-TOP", effort).reach.status == "optimal"
    found = plan(standard, closed, "T-TOP", effort)
    assert [unmet.rule.node for unmet in found.reach.unmet] == ["T-1"]
    top = card_of(standard, [100, 100], applicable=[False, True])
    assert grade(standard, top).id == "T-UP"


def test_a_gate_of_a_lower_grade_that_applies_is_not_asked_for(effort: Effort) -> None:
    """Grades need not be nested: the top asks for 70 overall, whatever T-1 is worth.

    T-1 and T-2 stand at 60. One of them has to reach 80, for 25 days; the gate of the lower grade,
    T-2 at 80, would be as dear, but T-1 stands first.
    """
    rules = (
        ("T-TOP", Rule(kind="overall", at_least=70)),
        ("T-MID", Rule(kind="gate", node="T-2", at_least=80)),
    )
    grades = tuple(Grade.model_construct(id=i, rules=(rule,)) for i, rule in rules)
    standard = small_standard(50.0, 50.0).model_copy(update={"grades": grades})
    found = plan(standard, card_of(standard, [60, 60]), "T-TOP", effort)
    assert (found.grade, found.reach.cost) == ("T-TOP", 25)
    assert moves(found) == [[("T-1", 60, 80)]]
    assert not found.phases[0].steps[0].prerequisite


def test_every_question_to_a_solver_has_the_time_limit(
    effort: Effort, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path and the phases alike, so that nobody waits longer than they said.

    T-4 has three steps to climb and wins least: laid by hand it comes last and takes four phases,
    so the programme is asked for three.
    """
    limits: dict[str, set[float]] = {}
    for module in ("programme", "phases"):

        def asked(*given, of=module, options, **others):
            limits.setdefault(of, set()).add(options["time_limit"])
            return milp(*given, options=options, **others)

        monkeypatch.setattr(f"scoring.{module}.milp", asked)
    standard = small((Rule(kind="every", at_least=80),), 33.0, 33.0, 33.0, 1.0)
    card = card_of(standard, [60, 60, 60, 20])
    found = plan(standard, card, "T-UP", effort, most_items=2, time_limit=7)
    assert len(found.phases) == 3
    assert limits == {"programme": {7}, "phases": {7}}


def test_there_is_nothing_to_do_for_the_lowest_grade(
    wanted: Standard, card: Scorecard, effort: Effort
) -> None:
    """Everybody holds it."""
    found = plan(wanted, card, "T-NO", effort)
    assert (found.reach.cost, found.phases, found.fewest) == (0, (), True)


def test_a_strange_grade_is_an_error(wanted: Standard, card: Scorecard, effort: Effort) -> None:
    """Never a default."""
    with pytest.raises(KeyError, match="T-XX"):
        plan(wanted, card, "T-XX", effort)


@pytest.mark.parametrize("centre", ["lanwan-12345", "papaya-market", "qingfan-outsourcing"])
def test_sample_centres_reach_every_band(
    award: Standard, data: Path, effort: Effort, centre
) -> None:
    """The award's own bands: every step is counted once, and the last score is the one of the path."""
    assessments = load_assessment(data / f"centres/{centre}/2025.csv", award)
    card = score(award, assessments[0])
    for band in award.grades:
        found = plan(award, card, band.id, effort, most_items=5, phase_budget=150)
        if found.reach.status != "optimal":
            assert not found.phases
            continue
        won = math.fsum(phase.points for phase in found.phases)
        assert math.fsum(phase.days for phase in found.phases) == pytest.approx(found.reach.cost)
        if found.phases:
            assert found.phases[-1].score == pytest.approx((card.total.score or 0) + won, abs=1e-9)


def test_items_suited_are_in_order(award: Standard) -> None:
    """A criterion stands for its items; a strange id for none."""
    assert items_suited(award, method("S", "BCC-2", "BCC-1.2", "OP-C1")) == [
        "BCC-1.2",
        "BCC-2.1",
        "BCC-2.2",
    ]
    assert items_suited(award, method("S", "OP-C1")) == []


def test_the_same_question_has_the_same_answer_in_every_process(data: Path) -> None:
    """Several orders are equally good here; which one is told must not hang on hashes of names."""
    file = "data/centres/lanwan-12345/2025.csv"
    limits = ["--target", "BCC-B5", "--phase-budget", "175", "--at-once", "6", "--json"]
    command = [sys.executable, "-m", "handbook", "plan", file, "--standard", "best-call-centre"]
    told = [
        subprocess.run(
            [*command, *limits],
            cwd=data.parent,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "4")
    ]
    assert told[0] == told[1]
