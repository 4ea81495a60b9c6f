"""A centre's grade: worked examples, an exact oracle, and properties of all trees and rules."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring import Standard, load_standard
from scoring.grade import GradeResult, grade, grade_arrays
from scoring.grades import Grade, Rule
from scoring.score import NodeScore, Scorecard
from scoring.tree import Tree, TreeScores, score_tree
from tests.scoring.oracle import Exact, exact
from tests.strategies import HALF_LEVELS, Rated, rated_trees

NUMBERS = ("score", "coverage", "confidence", "low", "high")
RUBRIC = {  # domain/rating-rubric.md section 6, worked examples a to e
    "a": ((82, 84, 86, 88, 85, 90, 83), "OP-R3"),
    "b": ((85, 82, 70, 65, 74, 78, 72), "OP-R2"),
    "c": ((62, 70, 58, 66, 61, 64, 59), "OP-R1"),
    "d": ((55, 90, 88, 85, 84, 86, 82), "OP-R0"),
    "e": ((81, 80, 80, 80, 80, 80, 80), "OP-R2"),
}
SEVEN = Tree(
    ("cccs-op", *(f"OP-C{n}" for n in range(1, 8))),
    np.array([-1, *[0] * 7]),
    np.array([100.0, *[1.0] * 7]),
    np.arange(1, 8),
)


def card_of(tree: Tree, scores: TreeScores, column: int = 0) -> Scorecard:
    """One centre's scorecard, number by number from the arrays."""
    nodes = []
    for node, node_id in enumerate(tree.ids):
        values = [float(getattr(scores, name)[node, column]) for name in NUMBERS]
        found = dict(zip(NUMBERS, (None if np.isnan(v) else v for v in values), strict=True))
        parent = tree.ids[tree.parents[node]] if node else None
        nodes.append(NodeScore(node_id, parent, 0, 0, 0, **found))
    provisional = any(node.coverage != 1 for node in nodes)
    return Scorecard("c", "2025", tree.ids[0], "1", tuple(nodes), provisional)


def scored(
    tree: Tree, percent: Sequence[float | None], confidence: float = 1.0, without: str = ""
) -> Scorecard:
    """A card from a percentage an item, None where not assessed; one item does not apply."""
    values = np.array([np.nan if p is None else float(p) for p in percent])[:, None]
    applicable = np.array([tree.ids[leaf] != without for leaf in tree.leaves])[:, None]
    scores = score_tree(tree, values, applicable, np.full_like(values, confidence))
    return card_of(tree, scores)


def graded(*rules: list[Rule]) -> list[Grade]:
    """Grades with these rules, highest first, and one without rules below them."""
    says = {"en": "Why.", "zh": "原因。", "basis": "project"}
    title = {"en": "Grade", "zh": "等级"}
    return [
        Grade.model_validate({"id": f"G-{n}", "title": title, "says": says, "rules": of_one})
        for n, of_one in enumerate([*rules, []])
    ]


@pytest.fixture(scope="module")
def cccs(data: Path) -> Standard:
    """The standard with four results."""
    return load_standard(data / "standards/cccs-op/2014.yaml")


def lines(result: GradeResult, of: str) -> list[tuple[object, ...]]:
    """What the trace says of one grade, numbers to two decimals."""
    return [
        (
            line.kind,
            line.node,
            None if line.value is None else round(line.value, 2),
            line.threshold,
            line.held,
            None if line.missing is None else round(line.missing, 2),
        )
        for line in result.trace
        if line.grade == of
    ]


@pytest.mark.parametrize("example", RUBRIC)
def test_worked_examples_of_the_rubric(cccs: Standard, example: str) -> None:
    """Means 85.43, 75.14, 62.86, 81.43 and 80.14; d fails by its prerequisite alone."""
    percent, expected = RUBRIC[example]
    result = grade(cccs, scored(SEVEN, percent))
    assert (result.id, result.final, result.provisional) == (expected, True, False)
    assert result.lowest == result.highest == expected
    assert result.possible == (expected,)


def test_the_trace_tells_every_rule_down_to_the_grade_held(cccs: Standard) -> None:
    """Example b: 65 is the weakest of all, 82 the second best; the mean is 75.14."""
    result = grade(cccs, scored(SEVEN, RUBRIC["b"][0]))
    assert lines(result, "OP-R3") == [
        ("every", "OP-C4", 65, 80, False, 15),
        ("overall", None, 75.14, 85, False, 9.86),
    ]
    assert lines(result, "OP-R2") == [
        ("every", "OP-C4", 65, 60, True, 0),
        ("count", "OP-C2", 82, 80, True, 0),
        ("overall", None, 75.14, 75, True, 0),
    ]
    assert {line.grade for line in result.trace} == {"OP-R3", "OP-R2"}
    counts = [(line.count_needed, line.count_held) for line in result.trace]
    assert counts == [(None, None), (None, None), (None, None), (2, 2), (None, None)]
    assert {line.measure for line in result.trace} == {"score"}


def test_a_prerequisite_is_told_as_the_reason(cccs: Standard) -> None:
    """Example d: everything else would make it a pass, positioning lacks five points."""
    result = grade(cccs, scored(SEVEN, RUBRIC["d"][0]))
    assert lines(result, "OP-R1") == [
        ("gate", "OP-C1", 55, 60, False, 5),
        ("every", "OP-C1", 55, 40, True, 0),
        ("overall", None, 81.43, 60, True, 0),
    ]
    assert lines(result, "OP-R0") == []


def test_a_count_that_is_not_reached_names_the_next_best(cccs: Standard) -> None:
    """One category at 80 or more; the second best lacks one point."""
    line = next(
        line
        for line in grade(cccs, scored(SEVEN, (85, 79, 78, 77, 76, 75, 74))).trace
        if line.kind == "count"
    )
    assert (line.node, line.value, line.missing) == ("OP-C2", 79, 1)
    assert (line.count_needed, line.count_held, line.held) == (2, 1, False)


AWARD = (90, 80, 70, 75, 65, 60, 50, 80, 50)


@pytest.fixture(scope="module")
def award_percent(award: Standard) -> list[float]:
    """Every item at the percentage of its criterion in the award's worked example."""
    of = dict(zip((c.id for c in award.children), AWARD, strict=True))
    return [of[item.id.split(".")[0]] for item in award.items()]


def test_the_award_example_is_established(award: Standard, award_percent: list[float]) -> None:
    """A total of 70.5 with nothing under 50; for the next band 9.5 of the total are missing."""
    result = grade(award, scored(Tree.of(award), award_percent))
    assert result.id == "BCC-B3"
    assert lines(result, "BCC-B4") == [
        ("every", "BCC-7", 50, 60, False, 10),
        ("overall", None, 70.5, 80, False, 9.5),
    ]


def test_a_good_average_hides_no_collapse(award: Standard) -> None:
    """Eight criteria at 100 and BCC-9 at 10: a total of 91 and the lowest band."""
    percent = [10 if i.id.startswith("BCC-9") else 100 for i in award.items()]
    card = scored(Tree.of(award), percent)
    assert card.total.score == pytest.approx(91)
    assert grade(award, card).id == "BCC-B1"


def test_what_is_doubted_is_told_as_possible(cccs: Standard) -> None:
    """All at 80 with confidence 0.75: low 60 is a pass, high 85 has five stars."""
    result = grade(cccs, scored(SEVEN, [80] * 7, confidence=0.75))
    assert (result.id, result.lowest, result.highest) == ("OP-R2", "OP-R1", "OP-R3")
    assert result.possible == ("OP-R3", "OP-R2", "OP-R1")
    assert not result.final


def test_a_rule_may_read_what_is_proved(cccs: Standard) -> None:
    """The same centre by rules on `low`: 0.75 x 80 = 60 is a pass and no star."""
    low = [
        one.model_copy(update={"rules": [r.model_copy(update={"measure": "low"}) for r in one.rules]})
        for one in cccs.grades
    ]  # fmt: skip
    result = grade(cccs, scored(SEVEN, [80] * 7, confidence=0.75), low)
    assert (result.id, result.lowest, result.highest) == ("OP-R1", "OP-R1", "OP-R3")
    assert {line.measure for line in result.trace} == {"low"}
    assert result.trace[0].value == pytest.approx(60)


def test_what_nobody_assessed_reaches_nothing(cccs: Standard) -> None:
    """Six at 90 and one unseen: `every` fails on the point score, five stars stay possible."""
    result = grade(cccs, scored(SEVEN, [90, 90, 90, None, 90, 90, 90]))
    assert (result.id, result.provisional) == ("OP-R0", True)
    assert (result.lowest, result.highest) == ("OP-R0", "OP-R3")
    line = result.trace[0]
    assert (line.kind, line.node, line.value, line.absent) == (
        "every", "OP-C4", None, "not-assessed"
    )  # fmt: skip
    assert (line.held, line.missing) == (False, 80)


def test_what_does_not_apply_is_left_out(cccs: Standard) -> None:
    """Six at 90 and one without meaning here: five stars, provisional."""
    result = grade(cccs, scored(SEVEN, [90] * 7, without="OP-C4"))
    assert (result.id, result.final, result.provisional) == ("OP-R3", True, True)
    assert lines(result, "OP-R3")[0] == ("every", "OP-C1", 90, 80, True, 0)


def test_a_gate_that_does_not_apply_closes_its_grade_and_those_above(cccs: Standard) -> None:
    """A prerequisite that cannot be looked at is not met, and no points can mend that."""
    result = grade(cccs, scored(SEVEN, [90] * 7, without="OP-C1"))
    assert (result.id, result.possible, result.final) == ("OP-R0", ("OP-R0",), True)
    for held in ("OP-R3", "OP-R2", "OP-R1"):
        closed = [(x.kind, x.node, x.absent, x.missing) for x in result.trace
                  if x.grade == held and not x.held]  # fmt: skip
        assert closed == [("gate", "OP-C1", "not-applicable", None)]


def test_a_gate_of_two_grades_is_told_once_a_grade() -> None:
    """The higher grade has its own line for the same gate."""
    gate = {"kind": "gate", "node": "OP-C1", "at_least": 60}
    grades = graded([Rule(**gate)], [Rule(**gate)])
    result = grade_of(scored(SEVEN, [90] * 7, without="OP-C1"), grades)
    assert [(line.grade, line.kind) for line in result.trace] == [("G-0", "gate"), ("G-1", "gate")]


def test_many_at_once_remember_every_closed_gate() -> None:
    """The lowest gate is on what does not apply, the one above it on what does: both are closed."""
    gates = [Rule(kind="gate", node=f"OP-C{n}", at_least=60) for n in (3, 2, 1)]
    grades = graded(*([gate] for gate in gates))
    applicable = np.ones((7, 3), dtype=bool)
    applicable[0, 0] = applicable[2, 1] = False  # OP-C1 of the first centre, OP-C3 of the second
    full = np.ones(applicable.shape)
    scores = score_tree(SEVEN, 90 * full, applicable, full)
    assert grade_arrays(SEVEN, scores, grades).tolist() == [3, 1, 0]


def grade_of(card: Scorecard, grades: Sequence[Grade]) -> GradeResult:
    """By grades alone: a standard is only asked for its own."""
    return grade(Standard.model_construct(grades=()), card, grades)


def test_too_few_criteria_that_apply_fail_a_count() -> None:
    """Two of two are asked for and one is left: nobody lacks points, it cannot be held."""
    two = Tree(("T-0", "T-1", "T-2"), np.array([-1, 0, 0]), np.ones(3), np.array([1, 2]))
    grades = graded([Rule(kind="count", count=2, at_least=60)])
    line = grade_of(scored(two, [90, 90], without="T-2"), grades).trace[0]
    assert (line.held, line.value, line.absent, line.missing) == (
        False, None, "not-applicable", None
    )  # fmt: skip
    assert (line.node, line.count_needed, line.count_held) == (None, 2, 1)


def test_a_zero_that_was_rated_is_told_before_what_was_not_assessed() -> None:
    """Both lack 60 points; the one that was rated is the nearer: its percent is known."""
    two = Tree(("T-0", "T-1", "T-2"), np.array([-1, 0, 0]), np.ones(3), np.array([1, 2]))
    grades = graded([Rule(kind="count", count=1, at_least=60)])
    for percent, node in (([0, None], "T-1"), ([None, 0], "T-2")):
        line = grade_of(scored(two, percent), grades).trace[0]
        assert (line.node, line.value, line.absent, line.missing) == (node, 0, None, 60)


def test_without_a_score_there_is_no_grade(cccs: Standard) -> None:
    """Nothing assessed: every grade is possible, none is held."""
    result = grade(cccs, scored(SEVEN, [None] * 7))
    assert (result.id, result.trace, result.final) == (None, (), False)
    assert result.possible == ("OP-R3", "OP-R2", "OP-R1", "OP-R0")


def test_where_nothing_applies_nothing_is_possible() -> None:
    """One item, and it does not apply."""
    one = Tree(("T-0", "T-1"), np.array([-1, 0]), np.ones(2), np.array([1]))
    result = grade_of(scored(one, [90], without="T-1"), graded([Rule(kind="every", at_least=1)]))
    assert (result.id, result.lowest, result.highest) == (None, None, None)
    assert (result.possible, result.final, result.trace) == ((), False, ())


def test_a_standard_without_grades_gives_none() -> None:
    """Most standards give a score only."""
    result = grade_of(scored(SEVEN, [90] * 7), ())
    assert (result.id, result.possible, result.final, result.trace) == (None, (), False, ())


def test_a_gate_on_an_unknown_node_is_an_error() -> None:
    """A mistake, and not a grade that nobody can reach."""
    grades = graded([Rule(kind="gate", node="OP-C9", at_least=60)])
    with pytest.raises(KeyError, match="OP-C9"):
        grade_of(scored(SEVEN, [90] * 7), grades)


@pytest.mark.parametrize("parts", [3, 7])
def test_thresholds_hold_exactly_where_weights_are_thirds_and_sevenths(parts: int) -> None:
    """Every set of half levels whose mean is exactly 60 holds it; half a level less does not.

    Summing stated weights of 100 / 7 in floats gets some of the very same cases wrong.
    """
    ids = tuple(f"T-{n}" for n in range(parts + 1))
    tree = Tree(ids, np.array([-1, *[0] * parts]), np.ones(parts + 1), np.arange(1, parts + 1))
    stated = replace(tree, points=np.array([100.0, *[100 / parts] * parts]))
    sets = np.array(list(combinations_with_replacement(HALF_LEVELS, parts))).T
    at, below = (sets[:, sets.sum(axis=0) == total] for total in (60 * parts, 60 * parts - 10))
    grades = graded([Rule(kind="overall", at_least=60)])
    for one in (tree, stated):
        for columns, index in ((at, 0), (below, 1)):
            full = np.ones(columns.shape)
            scores = score_tree(one, columns, full.astype(bool), full)
            assert (grade_arrays(one, scores, grades) == index).all()
    if parts == 7:
        naive = sum(100 / 7 * row / 100 for row in at)
        assert (naive < 60).any()


def test_a_threshold_of_two_thirds_is_met_by_two_thirds() -> None:
    """60, 60 and 80 have a mean of 200 / 3; so has the rule."""
    tree = Tree(tuple(f"T-{n}" for n in range(4)), np.array([-1, 0, 0, 0]), np.ones(4),
                np.arange(1, 4))  # fmt: skip
    grades = graded([Rule(kind="overall", at_least=66.66666666666667)])
    assert grade_of(scored(tree, (60, 60, 80)), grades).id == "G-0"
    assert grade_of(scored(tree, (60, 60, 79.9999)), grades).id == "G-1"
    full = np.ones((3, 2))
    scores = score_tree(tree, np.array([[60, 60, 80], [60, 60, 79.9999]]).T, full > 0, full)
    assert grade_arrays(tree, scores, grades).tolist() == [0, 1]


def test_a_threshold_is_not_rounded_to_a_whole_point() -> None:
    """66.2 does not reach 66.4, one by one and many at once."""
    tree = Tree(("T-0", "T-1"), np.array([-1, 0]), np.ones(2), np.array([1]))
    grades = graded([Rule(kind="overall", at_least=66.4)])
    full = np.ones((1, 2))
    scores = score_tree(tree, np.array([[66.2, 66.4]]), full > 0, full)
    assert grade_arrays(tree, scores, grades).tolist() == [1, 0]
    assert [grade_of(card_of(tree, scores, n), grades).id for n in range(2)] == ["G-1", "G-0"]


def renamed(rated: Rated) -> Rated:
    """With ids that a rule may name."""
    ids = tuple(f"T-{number}" for number in range(len(rated.tree.ids)))
    return rated.change(tree=replace(rated.tree, ids=ids))


@st.composite
def rules(draw: st.DrawFn, tree: Tree, thresholds: Sequence[float]) -> list[Grade]:
    """Two or three grades of any rules, nested or not; thresholds of a kind that may be met."""

    def rule() -> Rule:
        kind = draw(st.sampled_from(["overall", "every", "count", "gate"]))
        return Rule(
            kind=kind,
            at_least=draw(st.sampled_from(thresholds)),
            count=draw(st.integers(1, 3)) if kind == "count" else None,
            node=draw(st.sampled_from(tree.ids[1:])) if kind == "gate" else None,
            measure=draw(st.sampled_from(["score", "low"])),
        )

    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    return graded(*([rule() for _ in range(size)] for size in sizes))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Rated, list[Grade]]:
    """A rated tree with rules whose thresholds are often exactly what one of its nodes has."""
    rated = renamed(draw(rated_trees()))
    have = [
        float(value)
        for node in exact(rated)
        for value in (node.score, node.low, node.high)
        if value is not None
    ]
    return rated, draw(rules(rated.tree, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0, *have]))


def exact_grade(
    grades: list[Grade], nodes: dict[str, Exact], criteria: list[str], read: str | None
) -> int:
    """Index of the grade, by fractions and in other words than the program's."""
    whole = nodes["T-0"]
    if (getattr(whole, read) if read else whole.score) is None:
        return len(grades)

    def passes(node: str, rule: Rule) -> bool | None:
        if nodes[node].coverage is None:
            return None
        value = getattr(nodes[node], read or rule.measure)
        least = Fraction(rule.at_least) - Fraction(1, 2 * 10**9)
        return (Fraction(0) if value is None else value) >= least

    def holds(rule: Rule) -> bool:
        if rule.kind == "overall":
            return bool(passes("T-0", rule))
        if rule.kind == "gate":
            return bool(passes(str(rule.node), rule))
        each = [passes(node, rule) for node in criteria]
        return False not in each if rule.kind == "every" else each.count(True) >= (rule.count or 0)

    for index, one in enumerate(grades):
        prerequisites = {r.node for g in grades[index:] for r in g.rules if r.kind == "gate"}
        met = all(nodes[str(node)].coverage is not None for node in prerequisites)
        if met and all(map(holds, one.rules)):
            return index
    raise AssertionError


def criteria_of(tree: Tree) -> list[str]:
    """Ids of the first level."""
    return [tree.ids[node] for node in tree.children(0)]


@given(cases())
def test_agrees_with_exact_fractions(case: tuple[Rated, list[Grade]]) -> None:
    """The grade and both its bounds, at thresholds that are met to the last digit."""
    rated, grades = case
    nodes = dict(zip(rated.tree.ids, exact(rated), strict=True))
    result = grade_of(card_of(rated.tree, rated.scores()), grades)
    ids = [*(one.id for one in grades), None]
    found = (result.id, result.lowest, result.highest)
    for value, read in zip(found, (None, "low", "high"), strict=True):
        assert value == ids[exact_grade(grades, nodes, criteria_of(rated.tree), read)], read


@given(cases())
def test_the_grade_lies_between_its_bounds(case: tuple[Rated, list[Grade]]) -> None:
    """The lowest is never above the grade, nor the grade above the highest."""
    rated, grades = case
    result = grade_of(card_of(rated.tree, rated.scores()), grades)
    assert result.final == (len(result.possible) == 1)
    if result.id is not None:
        assert result.id in result.possible
        assert (result.possible[0], result.possible[-1]) == (result.highest, result.lowest)


@given(cases())
def test_the_trace_accounts_for_the_grade(case: tuple[Rated, list[Grade]]) -> None:
    """All lines of the grade held hold, each grade above has one that does not."""
    rated, grades = case
    result = grade_of(card_of(rated.tree, rated.scores()), grades)
    for one in grades:
        found = [line for line in result.trace if line.grade == one.id]
        if result.id is None or one.id > result.id:  # ids count from the highest downwards
            assert found == []
        else:
            assert all(line.held for line in found) == (one.id == result.id)
            assert len(found) >= len(one.rules)
    for line in result.trace:
        assert (line.value is None) == (line.absent is not None)
        assert (line.missing == 0) == line.held
        if line.missing and line.value is not None:
            assert line.value + line.missing == pytest.approx(line.threshold, abs=1e-9)


@given(cases(), st.data())
def test_a_better_rating_never_lowers_the_grade(
    case: tuple[Rated, list[Grade]], data: st.DataObject
) -> None:
    """Property (g), of the grade and of both bounds, nested or not."""
    rated, grades = case
    row = data.draw(st.integers(0, len(rated.percent) - 1))
    assume(not np.isnan(rated.percent[row]))
    better = rated.percent.copy()
    better[row] = data.draw(st.sampled_from([p for p in HALF_LEVELS if p >= better[row]]))
    scores, improved = rated.scores(), rated.change(percent=better).scores()
    for read in (None, "low", "high"):
        before = grade_arrays(rated.tree, scores, grades, read)
        assert (grade_arrays(rated.tree, improved, grades, read) <= before).all()


@given(cases(), st.randoms())
def test_the_order_of_siblings_does_not_matter(case: tuple[Rated, list[Grade]], random) -> None:
    """Whoever sorts the criteria differently gives the same grade."""
    rated, grades = case
    card = card_of(rated.tree, rated.scores())
    others = list(card.nodes[1:])
    random.shuffle(others)
    before, after = (
        grade_of(one, grades) for one in (card, replace(card, nodes=(card.total, *others)))
    )
    told = [[(x.grade, x.kind, x.value, x.missing) for x in r.trace] for r in (before, after)]
    assert told[0] == told[1]
    assert replace(before, trace=()) == replace(after, trace=())


@given(cases(), st.integers(0, 2**32 - 1))
def test_many_centres_at_once_agree_with_one_by_one(
    case: tuple[Rated, list[Grade]], seed: int
) -> None:
    """Six centres on the same tree; where there is no grade the index is one too many."""
    rated, grades = case
    random = np.random.default_rng(seed)
    shape = (len(rated.tree.leaves), 6)
    percent = random.choice([*HALF_LEVELS, np.nan], shape)
    scores = score_tree(rated.tree, percent, random.random(shape) < 0.8, random.random(shape))
    ids = [*(one.id for one in grades), None]
    found = [
        [ids[index] for index in grade_arrays(rated.tree, scores, grades, read)]
        for read in (None, "low", "high")
    ]
    results = [grade_of(card_of(rated.tree, scores, n), grades) for n in range(6)]
    assert found == [
        [result.id for result in results],
        [result.lowest for result in results],
        [result.highest for result in results],
    ]


@pytest.mark.parametrize("which", ["award", "cccs"])
def test_grades_of_the_data_are_nested(request: pytest.FixtureRequest, which: str) -> None:
    """Whoever meets a grade meets all below it: 20,000 centres, each grade by itself."""
    standard = request.getfixturevalue(which)
    tree = Tree.of(standard)
    random = np.random.default_rng(5)
    base = random.choice([30.0, 50.0, 70.0, 85.0, 95.0], 20_000)
    percent = np.clip(random.normal(base, 12, (len(tree.leaves), 20_000)), 0, 100).round(-1)
    full = np.ones(percent.shape)
    scores = score_tree(tree, percent, full.astype(bool), full)
    *above, last = standard.grades
    held = [grade_arrays(tree, scores, [one, last]) == 0 for one in above]
    for higher, lower in pairwise(held):
        assert higher.any()
        assert (lower | ~higher).all()
