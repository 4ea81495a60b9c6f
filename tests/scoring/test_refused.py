"""What the models of the data refuse, each with its code and its place."""

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from scoring import Anchors, Standard
from scoring.indicator import Indicator
from scoring.load import read_records
from scoring.positions import read_yaml
from scoring.problems import Code, DataError
from scoring.rows import Rows

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def answered() -> dict:
    """The connection rate as it stands in the data."""
    every = yaml.safe_load((ROOT / "data/indicators/accessibility.yaml").read_text("utf-8"))
    return next(one for one in every if one["id"] == "IND-01")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"formula": "answered/"}, Code.FORMULA, "the formula"),
        ({"formula": "answered/asked"}, Code.FORMULA, "the formula uses answered, asked"),
        ({"example": {"values": {"answered": 1, "offered": 0}}}, Code.FORMULA, "in the example"),
        ({"example": {"result": 95}}, Code.FORMULA, "the example gives 94, not 95"),
        ({"anchors": None}, Code.MISSING_FIELD, "either 'anchors', or 'no_anchors'"),
        ({"direction": "down"}, Code.ANCHORS_ORDER, "run against the direction 'down'"),
        ({"illustrative": True}, Code.MISSING_FIELD, "an illustrative indicator has a guide"),
    ],
)
def test_an_indicator_that_cannot_be(answered: dict, change: dict, code: Code, words: str) -> None:
    """One slip in a right indicator."""
    wrong = {**answered, **change}
    if "example" in change:
        wrong["example"] = {**answered["example"], **change["example"]}
    with pytest.raises(ValidationError) as caught:
        Indicator.model_validate(wrong)
    errors = caught.value.errors()
    assert [error["type"] for error in errors] == [code]
    assert words in errors[0]["msg"]


def test_an_indicator_without_anchors_says_why(answered: dict) -> None:
    """And then it has none."""
    reason = {"en": "No range is known.", "zh": "没有可用的范围。"}
    found = Indicator.model_validate({**answered, "anchors": None, "no_anchors": reason})
    assert found.anchors is None


def test_half_a_band() -> None:
    """A band has two ends, and falls on both sides."""
    with pytest.raises(ValidationError, match="a band has low below high"):
        Anchors(low=75, floor=20, baseline=8, target=4, best=0)


def test_checks_and_the_scale_go_together(award: Standard) -> None:
    """An item on another scale has none."""
    item = next(award.items())
    with pytest.raises(ValidationError, match="go together"):
        type(item).model_validate({**item.model_dump(by_alias=True), "scale": "checklist"})


def test_grades_out_of_order_are_told_in_the_file(tmp_path: Path) -> None:
    """With line and column, once the standard is right otherwise."""
    text = (ROOT / "data/standards/best-call-centre/2007.yaml").read_text("utf-8")
    path = tmp_path / "2007.yaml"
    path.write_text(
        text.replace("kind: every\n        at_least: 80", "kind: every\n        at_least: 50", 1)
    )
    (problem,) = read_records(Standard, read_yaml(path, "2007.yaml"))[1]
    assert problem.code == Code.GRADES_ORDER
    assert problem.line == 1 + text[: text.index("id: BCC-B4")].count("\n") or problem.line > 100


def test_ids_that_are_no_text_are_not_compared(tmp_path: Path) -> None:
    """The model tells what is wrong with them."""
    path = tmp_path / "a.yaml"
    path.write_text("- id: [1]\n- id: [1]\n", "utf-8")
    problems = read_records(Indicator, read_yaml(path, "a.yaml"), a_list=True)[1]
    assert Code.DUPLICATE_ID not in {problem.code for problem in problems}


def test_yaml_that_breaks_inside_something(tmp_path: Path) -> None:
    """Where it began is named too."""
    path = tmp_path / "a.yaml"
    path.write_text("a: [1, 2\nb: 3\n", "utf-8")
    with pytest.raises(DataError, match=r"while parsing .* at line 1"):
        read_yaml(path, "a.yaml")


def test_an_id_used_twice_in_one_file(tmp_path: Path) -> None:
    """With the line where it stands first."""
    path = tmp_path / "a.yaml"
    path.write_text("- id: IND-01\n- id: IND-01\n", "utf-8")
    problems = read_records(Indicator, read_yaml(path, "a.yaml"), a_list=True)[1]
    assert str(problems[0]).startswith(
        "a.yaml:2:7: [duplicate-id] id IND-01 is used twice, first at line 1."
    )


def test_a_row_as_a_mapping() -> None:
    """All fields by column, without the blanks around them."""
    (row,) = Rows("a.csv", "a,b\n 1 ,２\n", ("a", "b"))
    assert row.fields() == {"a": "1", "b": "２"}
    assert row.plain("b") == "2"


def test_a_text_in_each_language(award: Standard) -> None:
    """Both are always there."""
    assert award.short.in_language("en") == award.short.en
    assert award.short.in_language("zh") == award.short.zh
