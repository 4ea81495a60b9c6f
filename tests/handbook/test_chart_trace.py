"""The trace of a grade as a picture: each rule a row, told by shape and word, title by finding.

A centre is made of seven category scores; the rules are those of CCCS-OP, and what is missing is
subtracted by hand.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from handbook.charts import Figure, trace_figure
from handbook.charts.rules import result, rule_row
from handbook.charts.theme import NARROW, WIDE
from scoring import Assessment, GradeResult, Rating, Standard, grade, score
from scoring.grade import TraceLine
from scoring.standard import items_of
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, catalogue

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
IDS = re.compile(r"OP-[A-Z]\d|CCCS")
ONE_GATE = (55, 90, 88, 85, 84, 86, 82)  # a mean of 81.43, and a prerequisite of 60
BEST = (82, 84, 86, 88, 85, 90, 83)  # every category at 80 or more, 85.43 in all
MANY = (62, 70, 58, 66, 61, 64, 59)  # basic conformity; a mean of 62.86
CLOSED = TraceLine("OP-R1", "gate", "OP-C1", "score", None, "not-applicable", 60, None, None,
                   held=False, missing=None)  # fmt: skip
both = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("percents", [ONE_GATE, BEST, MANY])


def cccs() -> Standard:
    return next(one for one in catalogue().standards if one.id == "cccs-op")


def rating(item: str, percent: float) -> Rating:
    return Rating("c", "1", item, percent / 20, 1.0, True, "", "", "")  # noqa: FBT003 - applies


def graded(percents: Sequence[float | None]) -> GradeResult:
    """The grade of a centre whose items earn what their category does; None: not assessed."""
    standard = cccs()
    ratings = {
        item.id: rating(item.id, percent)
        for category, percent in zip(standard.children, percents, strict=True)
        if percent is not None
        for item in items_of(category)
    }
    return grade(standard, score(standard, Assessment("c", "1", ratings)))


def figure(percents: Sequence[float | None], language: Language = "en") -> Figure:
    return trace_figure(cccs(), graded(percents), language, "C")


def texts(svg: str) -> list[str]:
    found = (re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", svg))
    return [text.replace("&lt;", "<") for text in found]


def with_lines(*lines: TraceLine, percents: Sequence[float | None] = ONE_GATE) -> Figure:
    """A picture of other rules than those that the standard has."""
    return trace_figure(cccs(), replace(graded(percents), trace=lines), "en", "C")


# -- what the picture shows ---------------------------------------------------------------------


def test_a_high_mean_with_one_gate_short() -> None:
    """60 - 55 = 5: a mean of 81.43 reaches 75, and 85 is 3.57 away; neither opens the gate."""
    picture = figure(ONE_GATE)
    assert picture.title == "Not certified: OP-C1 is 5.0 short of “Passed, basic conformity”"
    assert list(picture.data["Threshold"]) == [80, 85, 60, 80, 75, 60, 40, 60]
    assert list(picture.data["Held?"]) == [
        "25.0 short", "3.6 short",  # five stars
        "5.0 short", "holds", "holds",  # four stars
        "5.0 short", "holds", "holds",  # basic conformity
    ]  # fmt: skip


def test_a_count_is_decided_by_the_last_that_it_takes() -> None:
    """Two at 80 or more: of 90, 88, 86, 85, 84, 82 the second best, OP-C3, is the one to look at."""
    row = figure(ONE_GATE).data.iloc[3]
    assert list(row) == ["OP-R2", "At least 2 categories (6 do)", "OP-C3", 88, 80, "holds"]


def test_the_grades_stand_from_the_best_to_the_one_held() -> None:
    """Five stars, four stars, basic conformity; the one without rules is a heading only."""
    drawn = texts(figure(ONE_GATE).svg(WIDE))
    names = [text for text in drawn if text.startswith("OP-R")]
    assert [name.split(" ")[0] for name in names] == ["OP-R3", "OP-R2", "OP-R1", "OP-R0"]
    assert (drawn.count("not held"), drawn.count("held")) == (3, 1)
    assert "OP-R1" not in " ".join(texts(figure(BEST).svg(WIDE)))


@both
@every
def test_every_rule_is_a_comparison_a_mark_and_a_word(
    percents: Sequence[float], language: Language
) -> None:
    """Colour is the third sign: a circle and `holds`, or a cross and how much is short."""
    picture, found = figure(percents, language), graded(percents)
    for width in (WIDE, NARROW):
        svg = picture.svg(width)
        drawn = texts(svg)
        assert [text for text in drawn if "≥" in text or "<" in text] == [
            f"{line.value:.1f} {'≥' if line.held else '<'} {line.threshold:g}"
            for line in found.trace
        ]
        for word in picture.data.iloc[:, 5]:
            assert drawn.count(word) == list(picture.data.iloc[:, 5]).count(word)
    marks = [layer for layer in picture.draw(WIDE).to_dict()["layer"] if _type(layer) == "point"]
    (data,) = (picture.draw(WIDE).to_dict()["datasets"][mark["data"]["name"]] for mark in marks)
    assert [row["shape"] for row in data] == [
        "circle" if line.held else "cross" for line in found.trace
    ]


def _type(layer: dict[str, object]) -> object:
    mark = layer["mark"]
    return mark["type"] if isinstance(mark, dict) else mark


@both
@every
def test_the_bars_are_the_values(percents: Sequence[float], language: Language) -> None:
    """As long as the value, a line at the threshold."""
    spec = figure(percents, language).draw(NARROW).to_dict()
    bars = next(layer for layer in spec["layer"] if _type(layer) == "rect")
    drawn = spec["datasets"][bars["data"]["name"]]
    found = graded(percents).trace
    assert [row["value"] for row in drawn] == [line.value for line in found]
    assert [row["threshold"] for row in drawn] == [line.threshold for line in found]


# -- titles -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percents", "english", "chinese"),
    [
        (BEST, "Five stars: every rule holds", "五星：规则全部达到"),
        (
            MANY,  # a weakest of 58, none at 80, 62.86 in all: 60, 2 x 80 and 75 are asked
            "Passed, basic conformity: 3 rules of “Four stars” do not hold",
            "通过（基本符合）：离“四星”还有 3 条规则没有达到",
        ),
        (
            (81, 80, 80, 80, 80, 80, 80),  # 561 / 7 = 80.14, and 85 is asked
            "Four stars: the total is 4.9 short of “Five stars”",
            "四星：总分差 4.9 分，到不了“五星”",
        ),
    ],
)
def test_the_title_is_the_finding(percents: Sequence[float], english: str, chinese: str) -> None:
    """Other scores, another title."""
    assert figure(percents).title == english
    assert figure(percents, "zh").title == chinese


def test_a_gate_that_cannot_be_looked_at_is_named() -> None:
    """It lacks no points that anybody could win."""
    closed = with_lines(CLOSED)
    assert (
        closed.title == "Not certified: OP-C1 does not apply and closes “Passed, basic conformity”"
    )
    assert list(closed.data.iloc[0])[3:] == ["–", 60, "does not apply"]
    unseen = with_lines(replace(CLOSED, absent="not-assessed", missing=60.0))
    assert (
        unseen.title == "Not certified: OP-C1 is not assessed and closes “Passed, basic conformity”"
    )
    assert "not assessed" in texts(unseen.svg(NARROW))


def test_too_few_that_apply_are_no_node() -> None:
    """Two are asked for, and one applies: no category is to blame."""
    few = replace(CLOSED, kind="count", node=None, count_needed=2, count_held=1)
    picture = with_lines(few)
    assert picture.title == "Not certified: too few categories apply for “Passed, basic conformity”"
    assert list(picture.data.iloc[0]) == [
        "OP-R1", "At least 2 categories (1 does)", "–", "–", 60, "too few apply"
    ]  # fmt: skip


def test_a_value_is_told_apart_from_its_threshold() -> None:
    """59.96 lacks 0.04 and must not read as a 60.0 that does not reach 60."""
    near = replace(CLOSED, value=59.96, absent=None, missing=60 - 59.96)
    assert rule_row(cccs(), near, "en")["compared"] == "59.96 < 60"
    assert result(near, "en") == "0.04 short"
    assert rule_row(cccs(), replace(near, measure="low"), "zh")["label"] == "前提条件，低值：OP-C1"


def test_a_trace_without_rules_is_refused() -> None:
    """Where nothing was assessed there is no grade to explain."""
    with pytest.raises(ValueError, match="a trace without rules: nothing was assessed"):
        with_lines()


# -- size and language --------------------------------------------------------------------------


@both
@every
def test_both_widths(percents: Sequence[float], language: Language) -> None:
    """690 px on a desk and 342 on a phone, every label whole on both."""
    for width in (WIDE, NARROW):
        svg = figure(percents, language).svg(width)
        assert re.search(r'viewBox="0 0 (\d+) \d+"', svg)[1] == str(width)
        assert "…" not in svg


@every
def test_each_language_has_its_own_words(percents: Sequence[float]) -> None:
    """No Han in English; in Chinese nothing but ids in Latin letters, and full-width stops."""
    english, chinese = (trace_figure(cccs(), graded(percents), one, "1") for one in LANGUAGES)
    assert not HAN.search(english.html() + english.alternative)
    shown = re.sub(r"<svg[^>]*>|<[^>]+>|&lt;", " ", chinese.html()) + chinese.alternative
    assert not re.search(r"[A-Za-z]", IDS.sub("", shown))
    assert not re.search(r"[:;,()]", chinese.alternative)
