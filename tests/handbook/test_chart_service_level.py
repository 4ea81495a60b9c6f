"""Service levels: by threshold for each formula, by hour against the day, and the day's counts."""

import json
import re
from itertools import pairwise

import pandas as pd
import pytest

from handbook.charts import Figure, hours_figure, service_level_figure
from handbook.charts.figure import LIVE, MIME
from handbook.charts.lines import apart
from handbook.charts.theme import NARROW, WIDE
from scoring.formula import evaluate
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, catalogue

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
NAMES = {"en": ("Of answered", "Of offered"), "zh": ("只看接起", "占请求量")}
BANK, HOURS = "bank-1999-01-18", "bank-1999-01-18-hours"
both = pytest.mark.parametrize("language", LANGUAGES)


def curves(
    language: Language = "en", below: tuple[int, int] = (80, 100), threshold: int = 10
) -> Figure:
    """Ten, forty and sixty calls in time, of 80 answered and of 100 offered."""
    rows = [
        (seconds, one, name, above, under)
        for seconds, above in ((0, 10), (10, 40), (20, 60))
        for one, name, under in zip(("A1", "A2"), NAMES[language], below, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["seconds", "id", "name", "above", "below"])
    return service_level_figure(frame, threshold, language, note="SRC")


def by_hour(language: Language = "en", second: int = 20) -> Figure:
    """A quiet hour with 9 of 10 in time, a busy one with 20 of 90 (or another number)."""
    frame = pd.DataFrame({"hour": [8, 15], "above": [9, second], "below": [10, 90]})
    return hours_figure(frame, language)


def texts(svg: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", svg)]


# -- by threshold ---------------------------------------------------------------------------------


def test_a_service_level_by_hand() -> None:
    """40 / 80 = 50 % and 40 / 100 = 40 % at 10 s; 60 / 80 = 75 % and 60 / 100 = 60 % at 20 s."""
    assert curves().data.to_numpy().tolist() == [[0, 12.5, 10], [10, 50, 40], [20, 75, 60]]
    assert list(curves().data) == ["Threshold (s)", "A1 (%)", "A2 (%)"]
    assert list(curves("zh").data) == ["阈值（秒）", "A1（%）", "A2（%）"]


def test_the_title_says_how_far_the_formulas_lie_apart() -> None:
    assert curves().title == (
        "At 10 s the same calls read 40.0\u00a0% to 50.0\u00a0%, depending on the formula"
    )
    assert curves("zh").title == "阈值 10 秒，同一批电话因公式不同，低则 40.0%，高则 50.0%"
    assert "60.0\u00a0% to 75.0\u00a0%" in curves(threshold=20).title
    assert curves(below=(100, 100)).title == "At 10 s every formula reads 40.0\u00a0%"
    assert curves("zh", below=(100, 100)).title == "阈值 10 秒，各种公式都是 40.0%"


def test_the_alternative_reads_every_formula() -> None:
    assert curves().alternative.endswith("A1 Of answered 50.0\u00a0%; A2 Of offered 40.0\u00a0%")


@both
def test_the_picture_reads_the_formulas_at_the_threshold(language: Language) -> None:
    """Each formula's name, percent and, on a desk, its counts; the line ends with its id."""
    percents = {"en": ["50.0\u00a0%", "40.0\u00a0%"], "zh": ["50.0%", "40.0%"]}[language]
    for width in (WIDE, NARROW):
        shown = texts(curves(language).svg(width))
        assert {*percents, *NAMES[language]} <= set(shown)
        assert [shown.count(one) for one in ("A1", "A2")] == [2, 2]
        assert ("40 ÷ 80" in shown) == (width == WIDE)
        assert "75.0\u00a0%" not in shown
    other = "".join(texts(curves(language).svg(WIDE)))
    assert bool(HAN.search(other)) == (language == "zh")


@both
def test_the_slider_moves_over_the_thresholds(language: Language) -> None:
    """It starts as the drawn picture stands, and has the steps of the data."""
    figure = curves(language)
    assert figure.live is not None
    drawn, moving = (draw(WIDE).to_dict() for draw in (figure.draw, figure.live))
    (fixed,), (param,) = drawn["params"], moving["params"]
    bind = param.pop("bind")
    assert param == fixed == {"name": "threshold", "value": 10}
    assert (bind["min"], bind["max"], bind["step"]) == (0, 20, 10)
    assert bool(HAN.search(bind["name"])) == (language == "zh")
    assert drawn["layer"] == moving["layer"]
    assert f'class="{LIVE}"' in figure.html()


def test_no_line_is_told_by_colour_alone() -> None:
    spec = curves().draw(NARROW).to_dict()
    (lines,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    dashes = lines["encoding"]["strokeDash"]["scale"]["range"]
    assert len({tuple(dash) for dash in dashes}) == 2


@pytest.mark.parametrize("heights", [[88.0, 87.0, 85.5, 71.7], [50.0, 50.0], [10.0, 90.0], [4.0]])
def test_names_do_not_touch(heights: list[float]) -> None:
    """Pushed to the gap, in the same order, around the same middle."""
    placed = sorted(apart(heights, 6.0), reverse=True)
    assert all(a - b >= 6 - 1e-3 for a, b in pairwise(placed))
    assert sum(placed) == pytest.approx(sum(heights))


# -- by hour --------------------------------------------------------------------------------------


def test_calls_summed_and_the_mean_of_the_hours() -> None:
    """29 of 100 calls are 29 %; the mean of 90 % and 22.2 % is 56.1 %."""
    assert by_hour().title == (
        "The day reads 29.0\u00a0% by its calls and 56.1\u00a0% by the mean of its hours"
    )
    assert by_hour("zh").title == "全天按电话加总是 29.0%，逐小时平均则是 56.1%"
    assert by_hour().data["Share (%)"].tolist() == pytest.approx([90, 200 / 9])
    assert by_hour(second=81).title == (
        "Calls summed and the mean of the hours both read 90.0\u00a0%"
    )
    assert by_hour("zh", second=81).title == "加总与逐小时平均都是 90.0%"


@both
def test_both_summaries_are_named_at_their_lines(language: Language) -> None:
    wide, narrow = (texts(by_hour(language).svg(width)) for width in (WIDE, NARROW))
    words = {
        "en": (["calls summed 29.0", "mean of hours 56.1"], ["sum 29.0", "mean 56.1"]),
        "zh": (["电话加总 29.0", "逐小时平均 56.1"], ["加总 29.0", "平均 56.1"]),
    }[language]
    assert set(words[0]) <= set(wide)
    assert set(words[1]) <= set(narrow)
    assert bool(HAN.search("".join(wide))) == (language == "zh")


def test_only_the_curves_have_a_slider(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a notebook hands over can be written as JSON, with a live form for the curves alone."""
    monkeypatch.setenv("HANDBOOK_BUILDING", "1")
    moving, still = (figure._repr_mimebundle_()[MIME]["live"] for figure in (curves(), by_hour()))
    assert still is None
    assert "threshold" in json.dumps(moving)


# -- the bank's day -------------------------------------------------------------------------------


def counted(table: str) -> pd.DataFrame:
    return pd.DataFrame(catalogue().rows[table]).astype(int)


def test_the_day_has_the_counts_of_the_indicator() -> None:
    """The table by waiting time gives, at 20 s, the counts on the page of IND-02."""
    waits, variants = counted(BANK), catalogue().indicators["IND-02"].variants
    assert variants is not None
    total, in_time = waits.sum(), waits[waits["to_s"] <= 20].sum()
    assert variants.model_dump()["values"] == {
        "answered": total["answered"],
        "answered_in_t": in_time["answered"],
        "abandoned": total["abandoned"],
        "abandoned_in_t": in_time["abandoned"],
        "abandoned_after_t": total["abandoned"] - in_time["abandoned"],
    }
    read = [round(100 * evaluate(one.formula, variants.values), 1) for one in variants.every]
    assert read == [51.1, 53.6, 44.2, 47.5]


def test_waiting_times_have_no_gap_and_the_usual_thresholds() -> None:
    """Each row begins a second after the last one ended; the usual thresholds are ends of rows."""
    waits = counted(BANK)
    assert waits["from_s"].tolist() == [0, *(waits["to_s"] + 1)[:-1]]
    assert {10, 15, 20, 30, 60, 90, 120} <= set(waits["to_s"])


def test_the_hours_hold_the_same_calls() -> None:
    hours, waits = counted(HOURS), counted(BANK)
    in_time = waits[waits["to_s"] <= 20]
    assert (hours["offered"] == hours["answered"] + hours["abandoned"]).all()
    for ours, other in (
        ("answered", waits["answered"]),
        ("abandoned", waits["abandoned"]),
        ("answered_within_20s", in_time["answered"]),
        ("abandoned_within_20s", in_time["abandoned"]),
    ):
        assert hours[ours].sum() == other.sum()
