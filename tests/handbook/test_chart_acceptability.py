"""How often each centre has each rank, as a table of colours."""

import re

import numpy as np
import pytest

from handbook.charts import Figure, acceptability_figure
from handbook.charts.theme import NARROW, WIDE, token
from scoring.texts import Language

SHARES = np.array([[0.704, 0.296, 0.0], [0.2958, 0.7, 0.0042], [0.0002, 0.004, 0.9958]])
NAMES = {"en": ["North", "South", "West"], "zh": ["城北", "城南", "城西"]}
HAN = re.compile(r"[\u3400-\u9fff]")


def figure(language: Language = "en", shares: np.ndarray = SHARES) -> Figure:
    return acceptability_figure(shares, NAMES[language], 10_000, language)


def cells(picture: Figure) -> dict[tuple[str, str], tuple[str, str]]:
    (rows,) = picture.draw(WIDE).to_dict()["datasets"].values()
    return {(row["centre"], row["rank"]): (row["text"], row["fill"]) for row in rows}


def test_worked_by_hand() -> None:
    """Whole percents, half-up; seldom is not never, nearly always is not always."""
    found = cells(figure())
    assert [found["North", rank][0] for rank in "123"] == ["70", "30", "0"]
    assert [found["South", rank][0] for rank in "123"] == ["30", "70", "<1"]
    assert [found["West", rank][0] for rank in "123"] == ["<1", "<1", ">99"]


def test_the_colour_rises_by_fifths() -> None:
    """Never has its own colour; 70.4 % stands in the fourth fifth, 99.6 % in the last."""
    found = cells(figure())
    assert found["North", "3"][1] == token("level-0")
    assert found["North", "1"][1] == token("level-4")
    assert found["South", "3"][1] == token("level-1")
    assert found["West", "3"][1] == token("level-5")
    assert cells(figure(shares=np.eye(3)))["South", "2"][1] == token("level-5")


def test_the_title_is_the_finding() -> None:
    """Whoever comes first most often, and how often."""
    assert figure().title == "North comes first in 70.4 % of the draws"
    assert figure("zh").title == "城北在 70.4% 的抽样中排第一"
    assert figure(shares=SHARES[[1, 0, 2]]).title == "South comes first in 70.4 % of the draws"
    assert figure(shares=np.eye(3)).title == "North comes first in every draw"
    nearly = np.array([[0.9999, 0.0001], [0.0001, 0.9999]])
    names = ["North", "South"]
    assert "nearly every draw" in acceptability_figure(nearly, names, 10_000, "en").title


def test_the_sampling_error_stands_beside_it() -> None:
    """Of 10,000 draws a share of one half has a standard error of 0.5 points."""
    assert "10,000 draws" in figure().sub
    assert "at most 0.5 points" in figure().sub
    assert "不超过 0.5 个百分点" in figure("zh").sub


def test_the_table_holds_the_numbers_drawn() -> None:
    """In percent, one row a centre."""
    shown = figure().data
    assert list(shown.columns) == ["Centre", "1", "2", "3"]
    assert np.allclose(shown[["1", "2", "3"]], 100 * SHARES)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_one_language_a_picture(width: int) -> None:
    """All texts in the language of the page, at both widths."""
    assert not HAN.search(figure().svg(width))
    svg = figure("zh").svg(width)
    assert "名次" in svg
    assert "Rank" not in svg
    assert re.search(rf'viewBox="0 0 {width} \d+"', svg)
    assert "虚构" in figure("zh").note
