"""A path in phases, and what a score costs: what the two pictures show, against values by hand."""

import re
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from handbook.charts import frontier_figure, path_figure
from handbook.charts.figure import Figure
from handbook.charts.theme import NARROW, WIDE
from scoring.texts import Language
from tests.handbook.real import LANGUAGES

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
WHO = {"en": "Somewhere, 2025 (invented)", "zh": "某中心 2025 年（虚构）"}
TARGET = {"en": "Advanced", "zh": "领先"}
BANDS = {"en": ("Emerging", "Advanced"), "zh": ("起步", "领先")}
both = pytest.mark.parametrize("language", LANGUAGES)
widths = pytest.mark.parametrize("width", [WIDE, NARROW])


def path(
    language: Language,
    rows: tuple[tuple[float, float, float], ...] = ((30, 8, 70), (20, 4, 74), (25, 6.5, 80.5)),
    *,
    start: float = 62.0,
    threshold: float | None = 80.0,
) -> Figure:
    """From 62: 30 days win 8 points, 20 win 4, 25 win 6.5; 75 days in all, to 80.5."""
    phases = pd.DataFrame(rows, columns=["days", "points", "score"], dtype=float)
    target = TARGET[language]
    return path_figure(phases, start, threshold, language, who=WHO[language], target=target)


def frontier(language: Language, days: tuple[float, ...] = (12.0, 75.0)) -> Figure:
    """Today 62; 70 costs 25 days, 80 costs 70 and 90 costs 150; a band at 75 lies right of 70."""
    curve = pd.DataFrame({"score": [62.0, 70, 80, 90], "days": [0.0, 25, 70, 150]})
    rows = list(zip(BANDS[language], days, (64.5, 80.5), strict=False))
    grades = pd.DataFrame(rows, columns=["grade", "days", "score"])
    return frontier_figure(curve, grades, language, who=WHO[language])


def texts(figure: Figure, width: int) -> list[str]:
    found = re.findall(r"<text.*?</text>", figure.svg(width))
    return [re.sub(r"<[^>]+>", "", text) for text in found]


def rows_of(figure: Figure, *fields: str) -> list[list[Any]]:
    """Every set of rows that the wide picture draws with these fields."""
    spec = figure.draw(WIDE).to_dict()
    return [rows for rows in spec["datasets"].values() if rows and set(fields) <= set(rows[0])]


@both
def test_days_add_up_and_the_score_rises_at_the_end_of_a_phase(language: Language) -> None:
    """30, 30 + 20 and 30 + 20 + 25 days; between two corners nothing rises."""
    figure = path(language)
    assert figure.data.iloc[:, 2].tolist() == [30, 50, 75]
    layers = figure.draw(WIDE).to_dict()["layer"]
    (line,) = (layer["mark"] for layer in layers if layer["mark"]["type"] == "line")
    assert line["interpolate"] == "step-after"
    drawn = [[(r["spent"], r["score"]) for r in rows] for rows in rows_of(figure, "spent", "score")]
    assert [(0, 62), (30, 70), (50, 74), (75, 80.5)] in drawn


@both
def test_the_path_says_phases_days_and_ends(language: Language) -> None:
    """3 phases, 75 days, from 62.0 to 80.5; one phase is one; and none is no path."""
    numbers = re.compile(r"\d+(?:\.\d+)?")
    assert numbers.findall(path(language).title) == ["3", "75", "62.0", "80.5"]
    one = path(language, ((30, 8, 70),)).title
    assert numbers.findall(one) == ["30", "62.0", "70.0"]
    none = path(language, (), start=83.0)
    assert numbers.findall(none.title) == ["83.0"]
    assert TARGET[language] in none.title
    assert none.svg(WIDE)


@both
@widths
def test_the_threshold_is_named_where_there_is_one(language: Language, width: int) -> None:
    """A grade without a rule on the whole has no line, and nothing is said of one."""
    name = {"en": "Advanced: 80", "zh": "领先：80"}[language]
    assert name in texts(path(language), width)
    without = path(language, threshold=None)
    assert not any(TARGET[language] in text for text in texts(without, width))
    assert {"en": "dashed", "zh": "虚线"}[language] not in without.sub


@both
def test_a_threshold_below_the_start_stays_in_the_picture(language: Language) -> None:
    """Where only a criterion lacks, the total may stand above what is asked: 62 against 45."""
    figure = path(language, threshold=45.0)
    assert "40" in figure.sub
    scale = figure.draw(WIDE).to_dict()["layer"][0]["encoding"]["y"]["scale"]
    assert scale["domain"] == [40, 90]


@both
@pytest.mark.parametrize(("width", "apart"), [(WIDE, 58), (NARROW, 18)])
def test_many_phases_are_not_named_on_top_of_each_other(
    language: Language, width: int, apart: int
) -> None:
    """40 phases of a day: the last is named, and no two names stand closer than they are wide."""
    many = tuple((1.0, 0.5, 60 + 0.5 * n) for n in range(1, 41))
    spec = path(language, many, start=60.0).draw(width).to_dict()
    (dots,) = (rows for rows in spec["datasets"].values() if len(rows) == len(many))
    named = [row["spent"] for row in dots if row["text"]]
    assert named[-1] == 40
    px_a_day = (width - 40 - 14) / (1.12 * 40)
    steps = [px_a_day * (later - day) for day, later in pairwise(named)]
    assert min(steps) >= apart
    assert max(steps) < apart + px_a_day  # none is left out that has room


@both
def test_the_dearest_step_is_named(language: Language) -> None:
    """12 to the first band and 63 more to the second; with 60 and 75 the first is the dearer."""
    emerging, advanced = BANDS[language]
    assert advanced in frontier(language).title
    assert re.findall(r"\d+", frontier(language).title) in (["63", "75"], ["75", "63"])
    other = frontier(language, (60.0, 75.0)).title
    assert emerging in other
    assert re.findall(r"\d+", other) in (["60", "75"], ["75", "60"])


@both
def test_one_band_or_none(language: Language) -> None:
    """A single band is no step among others, and without any there is still a curve."""
    assert re.findall(r"\d+", frontier(language, (12.0,)).title) == ["12"]
    nothing = frontier(language, ())
    assert not re.findall(r"\d+", nothing.title)
    assert len(nothing.data) == 4
    assert nothing.svg(NARROW)


@both
@widths
def test_bands_are_named_and_priced_where_there_is_room(language: Language, width: int) -> None:
    """Wide: name and days; narrow: the name alone, the days stand in the numbers."""
    shown = texts(frontier(language), width)
    for band, days in zip(BANDS[language], ("12", "75"), strict=True):
        assert (f"{band} {days}" if width == WIDE else band) in shown
    assert frontier(language).data.iloc[:, 1].tolist() == [0, 25, 70, 150, 12, 75]


@both
@widths
def test_one_language_a_figure(language: Language, width: int) -> None:
    """No Chinese in the English pictures, no English words in the Chinese ones."""
    for figure in (path(language), path(language, ()), frontier(language), frontier(language, ())):
        words = f"{figure.title} {figure.sub} {figure.alternative} {figure.note} "
        words += " ".join([*texts(figure, width), *map(str, figure.data.columns)])
        assert not (HAN if language == "en" else re.compile("[A-Za-z]")).search(words)
        assert figure.alternative.startswith(figure.title)
        assert re.search(r'viewBox="0 0 (\d+) \d+"', figure.svg(width))[1] == str(width)
