"""How far one weight must move until two centres are level, as a picture."""

import re
from dataclasses import replace

import numpy as np
import pytest

from handbook.charts import Figure, sensitivity_figure
from handbook.charts.theme import NARROW, WIDE
from scoring import Scorecard
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, cards, catalogue

NAMES = {"n": "North", "s": "South"}
NORTH = (90, 80, 70, 75, 65, 60, 50, 80, 50)
SOUTH = (80, 80, 90, 75, 65, 60, 50, 85, 50)
HAN = re.compile(r"[\u3400-\u9fff]")


def card(centre: str, criteria: tuple[int, ...]) -> Scorecard:
    """A centre with these scores at the nine criteria, at the award's weights."""
    standard, real = catalogue().standard, cards()[0]
    scores = dict(zip((c.id for c in standard.children), criteria, strict=True))
    weights = np.array([real[c.id].weight for c in standard.children])
    scores[standard.id] = float(weights @ np.array(criteria)) / 100
    nodes = [
        replace(n, score=scores.get(n.id, n.score), scored_share=n.scored_share or 1.0)
        for n in real.nodes
    ]
    return replace(real, centre=centre, nodes=tuple(nodes))


def figure(
    language: Language = "en", ahead: tuple[int, ...] = SOUTH, behind: tuple[int, ...] = NORTH
) -> Figure:
    standard = catalogue().standard
    return sensitivity_figure(standard, card("s", ahead), card("n", behind), NAMES, language)


def drawn(picture: Figure, width: int = WIDE) -> dict[str, float]:
    """Criterion to where its dot stands."""
    spec = picture.draw(width).to_dict()
    rows = [row for data in spec["datasets"].values() for row in data]
    return {row["id"]: row["new"] for row in rows if row["new"] is not None}


def test_worked_by_hand() -> None:
    """South leads by 1 in all: by 2 at BCC-3, by 0.5 at BCC-8, and north by 1.5 at BCC-1.

    Without BCC-3 north leads by 1 / 0.9, and at it south by 20: level at 1000 / 190. Without
    BCC-1 south leads by 2.5 / 0.85, and at it north by 10: level at 250 / 11.
    """
    found = drawn(figure())
    assert found["BCC-3"] == pytest.approx(1000 / 190, abs=1e-9)
    assert found["BCC-1"] == pytest.approx(250 / 11, abs=1e-9)
    assert set(found) == {"BCC-1", "BCC-3"}  # at BCC-8 south is ahead, and without it still


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_what_is_drawn_nearest_first(language: Language) -> None:
    """Every criterion is there; where no weight does it, a word says so."""
    shown = figure(language).data
    assert list(shown.iloc[:2, 0]) == ["BCC-3", "BCC-1"]
    assert list(shown.iloc[:2, 3]) == ["5.26", "22.73"]
    assert set(shown.iloc[2:, 3]) == {"none" if language == "en" else "无"}
    assert len(shown) == len(catalogue().standard.children)


def test_the_title_is_the_finding() -> None:
    """The nearest weight; no weight; level."""
    assert figure().title == "Moving BCC-3 from 10 to 5.26 draws North level with South"
    better = tuple(value + 5 for value in NORTH)
    assert figure(ahead=better).title == "No single weight draws North level with South"
    assert figure(ahead=NORTH).title == "South and North are level at the stated weights"
    assert figure("zh").title == "BCC-3 的权重从 10 移到 5.26，North就追平South"
    assert figure("zh", ahead=better).title == "单动任何一个权重，North都追不平South"


def test_an_end_is_no_weight() -> None:
    """Alike at BCC-1, so level only if it weighs everything, which no criterion does."""
    same_there = (90, *(value + 5 for value in NORTH[1:]))
    picture = figure(ahead=same_there)
    assert picture.title.startswith("No single weight")
    assert drawn(picture) == {}
    picture.svg(NARROW)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_one_language_a_picture(width: int) -> None:
    """The English picture has no Chinese, and the Chinese one has the Chinese names."""
    assert not HAN.search(figure("en").svg(width))
    assert HAN.search(figure("zh").svg(WIDE))
    assert re.search(rf'viewBox="0 0 {width} \d+"', figure("en").svg(width))


def test_rings_stand_at_the_stated_weights() -> None:
    """With the sample centres, of which the note says that they are invented."""
    standard = catalogue().standard
    ranked = sorted(cards(), key=lambda one: -(one.total.score or 0))
    names = {one.centre: one.centre for one in ranked}
    picture = sensitivity_figure(standard, ranked[0], ranked[1], names, "en")
    assert list(picture.data.iloc[:, 2]) == [ranked[0][i].weight for i in picture.data.iloc[:, 0]]
    assert "invented" in picture.note
