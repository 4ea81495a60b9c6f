"""Rules of grades: which fields go together, and which lists of grades are refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from scoring import Standard, load_standard
from scoring.grades import Grade, Rule, find_faults
from scoring.load import load_record
from scoring.problems import Code
from scoring.profile import Profile, tailor

OURS = {"en": "Why.", "zh": "原因。", "basis": "project"}
NODES, CRITERIA = ("A-1", "A-1.1", "A-2", "A-3"), ("A-1", "A-2", "A-3")
OVERALL_60, EVERY_40 = {"kind": "overall", "at_least": 60}, {"kind": "every", "at_least": 40}


def grades(*rules: list[dict[str, object]]) -> list[Grade]:
    """Grades with these rules, highest first, and one without rules below them."""
    title = {"en": "Grade", "zh": "等级"}
    return [
        Grade.model_validate({"id": f"G-{n}", "title": title, "says": OURS, "rules": of_one})
        for n, of_one in enumerate([*rules, []])
    ]


def faults(*rules: list[dict[str, object]]) -> list[tuple[str, tuple[str | int, ...]]]:
    """Code and place of everything that is wrong with them."""
    return [(f.code, f.at) for f in find_faults(grades(*rules), NODES, CRITERIA)]


@pytest.fixture(scope="module")
def cccs(data: Path) -> Standard:
    """The standard with four results."""
    return load_standard(data / "standards/cccs-op/2014.yaml")


@pytest.fixture(scope="module")
def water(data: Path) -> Profile:
    """The profile that grades by what is proved."""
    return load_record(Profile, data / "profiles/water-hotline.yaml")


def test_each_kind_has_its_field() -> None:
    """A count says how many, a gate says which node."""
    assert Rule(kind="count", count=2, at_least=80).count == 2
    assert Rule(kind="gate", node="OP-C1", at_least=60).node == "OP-C1"
    assert Rule(kind="every", at_least=60).node is None


def test_the_point_score_is_read_unless_the_rule_says_low() -> None:
    """A rule that says nothing is read as people read it."""
    assert Rule(kind="overall", at_least=60).measure == "score"
    assert Rule(kind="overall", at_least=60, measure="low").measure == "low"
    with pytest.raises(ValidationError, match="measure"):
        Rule.model_validate({"kind": "overall", "at_least": 60, "measure": "high"})


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"kind": "count"}, "count"),
        ({"kind": "gate"}, "gate"),
        ({"kind": "overall", "count": 2}, "count"),
        ({"kind": "count", "count": 2, "node": "OP-C1"}, "gate"),
    ],
)
def test_a_field_in_the_wrong_place_is_refused(fields: dict[str, object], kind: str) -> None:
    """A threshold that nobody would look at is a typing mistake."""
    with pytest.raises(ValidationError, match=f"a rule of kind {kind} has"):
        Rule.model_validate({"at_least": 60, **fields})


@pytest.mark.parametrize("threshold", [-1, 101])
def test_thresholds_are_percent(threshold: float) -> None:
    """0 to 100."""
    with pytest.raises(ValidationError, match="at_least"):
        Rule(kind="overall", at_least=threshold)


@pytest.mark.parametrize(
    "higher",
    [
        {"kind": "overall", "at_least": 60},
        {"kind": "overall", "at_least": 60, "measure": "low"},
        {"kind": "every", "at_least": 60},
    ],
)
def test_what_implies_a_threshold_on_the_whole(higher: dict[str, object]) -> None:
    """As much of the whole, of what is proved of it, or of every part of it."""
    assert faults([higher], [OVERALL_60]) == []


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ({"kind": "overall", "at_least": 59}, OVERALL_60),
        ({"kind": "overall", "at_least": 60}, OVERALL_60 | {"measure": "low"}),
        ({"kind": "overall", "at_least": 100}, EVERY_40),
        ({"kind": "count", "count": 3, "at_least": 40}, EVERY_40),
        ({"kind": "every", "at_least": 80}, {"kind": "gate", "node": "A-1.1", "at_least": 60}),
        ({"kind": "gate", "node": "A-2", "at_least": 80},
         {"kind": "gate", "node": "A-1", "at_least": 60}),
        ({"kind": "count", "count": 1, "at_least": 80},
         {"kind": "count", "count": 2, "at_least": 80}),
    ],
)  # fmt: skip
def test_a_higher_grade_that_asks_for_less_is_refused(
    higher: dict[str, object], lower: dict[str, object]
) -> None:
    """Less, another node, fewer criteria, or a claim where the lower one wants proof."""
    assert faults([higher], [lower]) == [(Code.GRADES_ORDER, ("grades", 1, "rules", 0, "at_least"))]


def test_every_criterion_implies_a_gate_and_a_count() -> None:
    """Whoever has 60 everywhere has 60 in the first, and in two of three."""
    lower = [
        {"kind": "gate", "node": "A-1", "at_least": 60},
        {"kind": "count", "count": 2, "at_least": 60},
        EVERY_40,
    ]
    assert faults([{"kind": "every", "at_least": 60}], lower) == []
    assert faults([*lower, {"kind": "overall", "at_least": 99}], lower) == []


def test_the_hint_says_what_to_add() -> None:
    """The person who mends it reads the missing rule."""
    found = list(find_faults(grades([OVERALL_60], [OVERALL_60, EVERY_40]), NODES, CRITERIA))
    assert [(f.message, f.hint) for f in found] == [
        (
            "G-0 stands above G-1 and does not ask for all it asks",
            "no rule of G-0 implies 'every, score at least 40': add one",
        )
    ]
    lower = {"kind": "gate", "node": "A-1", "at_least": 60}
    gate = next(find_faults(grades([OVERALL_60], [lower]), NODES, CRITERIA))
    assert "'gate A-1, score at least 60'" in gate.hint


def test_a_gate_on_nothing_and_a_count_out_of_reach_are_refused() -> None:
    """Nobody could ever hold such a grade, and nobody would see why."""
    gate = {"kind": "gate", "node": "B-1", "at_least": 60}
    count = {"kind": "count", "count": 4, "at_least": 60}
    assert faults([gate, count]) == [
        (Code.UNKNOWN_REFERENCE, ("grades", 0, "rules", 0, "node")),
        (Code.OUT_OF_RANGE, ("grades", 0, "rules", 1, "count")),
    ]


def test_only_the_last_grade_has_no_rules() -> None:
    """Without rules at the end everybody has a grade; without rules before it nobody falls."""
    assert faults([], [OVERALL_60])[0] == (Code.GRADES_ORDER, ("grades", 0, "id"))
    found = list(find_faults(grades([OVERALL_60])[:1], NODES, CRITERIA))
    assert [f.message for f in found] == ["G-0 is the last grade and has rules"]


def test_grades_of_the_data_are_in_order(data: Path) -> None:
    """All standards that have grades; the award and CCCS-OP do."""
    graded = []
    for path in sorted(data.glob("standards/*/*.yaml")):
        if "\ngrades:" in path.read_text("utf-8"):
            one = load_standard(path)
            nodes, criteria = [n.id for n in one.nodes()], [c.id for c in one.children]
            assert list(find_faults(one.grades, nodes, criteria)) == []
            graded.append(one.id)
    assert {"best-call-centre", "cccs-op"} <= set(graded)


def test_bands_of_the_award_are_levels_with_a_floor_one_level_below(award: Standard) -> None:
    """The total reaches a level and no criterion lies more than one level under it.

    The best band is the exception: 100 is out of reach, so it begins half-way to it.
    """
    found = {g.id: {r.kind: r.at_least for r in g.rules} for g in award.grades}
    assert found == {
        "BCC-B5": {"overall": 90, "every": 80},
        "BCC-B4": {"overall": 80, "every": 60},
        "BCC-B3": {"overall": 60, "every": 40},
        "BCC-B2": {"overall": 40, "every": 20},
        "BCC-B1": {},
    }
    assert {grade.says.basis for grade in award.grades} == {"project"}


def test_a_profile_brings_its_own_grades(cccs: Standard, water: Profile) -> None:
    """Those of CCCS-OP, of what is proved, times the confidence of a log: 0.9, 0.8, 0.8."""
    tailored = tailor(cccs, water).grades
    assert [grade.id for grade in tailored] == ["WTR-R3", "WTR-R2", "WTR-R1", "WTR-R0"]
    for grade, model, confidence in zip(tailored, cccs.grades, (0.9, 0.8, 0.8, 1), strict=True):
        assert [(r.kind, r.count, r.node, r.at_least) for r in grade.rules] == [
            (r.kind, r.count, r.node, pytest.approx(confidence * r.at_least)) for r in model.rules
        ]
        assert {rule.measure for rule in grade.rules} <= {"low"}


def test_a_profile_without_grades_keeps_those_of_the_standard(
    cccs: Standard, water: Profile
) -> None:
    """A sector that says nothing of grades changes none."""
    assert tailor(cccs, water.model_copy(update={"grades": ()})).grades == cccs.grades


def with_gate(profile: Profile, node: str) -> Profile:
    """The profile with one more gate at every grade but the last."""
    gate = Rule(kind="gate", node=node, at_least=60)
    changed = [g.model_copy(update={"rules": (*g.rules, gate)}) for g in profile.grades[:-1]]
    return profile.model_copy(update={"grades": (*changed, profile.grades[-1])})


def test_a_gate_of_a_profile_may_be_an_item_it_adds(cccs: Standard, water: Profile) -> None:
    """Nodes of the tailored standard count; those of another standard do not."""
    assert tailor(cccs, with_gate(water, "WTR-A1")).grades[0].rules[-1].node == "WTR-A1"
    with pytest.raises(ValueError, match="there is no criterion or item BCC-1"):
        tailor(cccs, with_gate(water, "BCC-1"))


def test_grades_of_a_profile_upside_down_are_refused(cccs: Standard, water: Profile) -> None:
    """Highest first, as in a standard."""
    upside_down = water.model_copy(update={"grades": water.grades[::-1]})
    with pytest.raises(ValueError, match="WTR-R0 is not the last grade and has none"):
        tailor(cccs, upside_down)
