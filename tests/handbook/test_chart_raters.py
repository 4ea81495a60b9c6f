"""Marks of several raters: dots, means and the row in which they lie farthest apart."""

import re
from collections.abc import Sequence

import pandas as pd
import pytest

from handbook.charts import Figure, raters_figure
from handbook.charts.theme import NARROW, WIDE
from scoring.texts import Language
from tests.handbook.real import LANGUAGES

HAN = re.compile(r"[\u3400-\u9fff]")
GROUPS = {"en": ("Results", "Attitude"), "zh": ("工作业绩", "工作态度")}
RATERS = {"en": ("Li", "Wu", "Peers"), "zh": ("李", "吴", "同事")}
WHO = {"en": "Post 3", "zh": "岗位"}
DOT = re.compile(r'd="([^"]*)" fill="[^"]*chart-[^"]*" stroke-width="2"')
MEAN = 'fill="var(--hb-ink,'
MARKS = ((3, 4, None), (1.5, 4, 3.5))
both = pytest.mark.parametrize("language", LANGUAGES)


def figure(language: Language, marks: Sequence[Sequence[float | None]] = MARKS) -> Figure:
    rows = [
        (group, rater, mark)
        for group, own in zip(GROUPS[language], marks, strict=True)
        for rater, mark in zip(RATERS[language], own, strict=True)
        if mark is not None
    ]
    frame = pd.DataFrame(rows, columns=["group", "rater", "mark"])
    return raters_figure(frame, language, who=WHO[language])


@both
def test_means_by_hand(language: Language) -> None:
    """(3 + 4) / 2 = 3.5, the peers were not asked; (1.5 + 4 + 3.5) / 3 = 3."""
    data = figure(language).data
    assert list(data.iloc[:, 0]) == list(GROUPS[language])
    assert list(data.columns[1:4]) == list(RATERS[language])
    assert data.iloc[:, -1].tolist() == [3.5, 3]
    assert pd.isna(data.iloc[0, 3])


@both
def test_the_title_names_the_widest_row(language: Language) -> None:
    """4 - 1.5 = 2.5 levels in attitude, behind a mean of 3."""
    assert (
        figure(language).title
        == {
            "en": "Farthest apart: Attitude, 2.5 levels, behind a mean of 3",
            "zh": "分歧最大的是“工作态度”：相差 2.5 级，平均却是 3 级",
        }[language]
    )


@both
def test_other_marks_have_another_title(language: Language) -> None:
    """One level apart in results, nothing apart in attitude; then nothing at all."""
    assert (
        figure(language, ((3, 4, 3.5), (3, 3, 3))).title
        == {
            "en": "Farthest apart: Results, 1 level, behind a mean of 3.5",
            "zh": "分歧最大的是“工作业绩”：相差 1 级，平均却是 3.5 级",
        }[language]
    )
    assert (
        figure(language, ((4, 4, 4), (3, None, None))).title
        == {
            "en": "In no row do the raters differ",
            "zh": "哪一行都没有分歧",
        }[language]
    )


@pytest.mark.parametrize("width", [WIDE, NARROW])
@both
def test_the_picture_has_a_dot_a_mark_and_a_line_a_row(width: int, language: Language) -> None:
    """Five marks and two means; everybody is named, in one language, on the width asked for."""
    svg = figure(language).svg(width)
    assert len(DOT.findall(svg)) == 5
    assert svg.count(MEAN) == 2
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert set(GROUPS[language]) | set(RATERS[language]) <= set(texts)
    assert [text for text in texts if text.isdigit()] == list("012345")
    assert bool(HAN.search(svg)) == (language == "zh")
    assert re.search(rf'viewBox="0 0 {width} ', svg)


@both
def test_raters_differ_by_shape_too(language: Language) -> None:
    """Colour is never the only carrier: three raters, three outlines."""
    svg = figure(language).svg(WIDE)
    assert len({re.sub(r"[\d.-]+", "", outline) for outline in DOT.findall(svg)}) == 3


@both
def test_persons_are_said_to_be_invented(language: Language) -> None:
    """No page shows marks of people without saying so."""
    assert {"en": "invented", "zh": "虚构"}[language] in figure(language).note
