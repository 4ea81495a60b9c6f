"""Ranges and what evidence does to them, on a small standard that can be worked by hand.

The award's first criterion is worth 15 points. Every item is rated at one level with one
confidence, so that low = c x p and high = c x p + (1 - c) x 100 hold for every node alike.
"""

import re
from dataclasses import replace

import pytest

from handbook.charts import Figure, evidence_figure, ranges_figure
from handbook.charts.theme import NARROW, WIDE
from scoring import Assessment, Rating, Scorecard, score
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, catalogue

HAN = re.compile(r"[\u3400-\u9fff]")
WHO = {"en": "North (invented)", "zh": "北站（虚构）"}
both = pytest.mark.parametrize("language", LANGUAGES)


def card(
    level: float = 4, confidence: float = 0.5, *, weak: str = "", without: str = ""
) -> Scorecard:
    """Every item at a level; those of one criterion known by a tenth, those of another not seen."""
    ratings = {}
    for item in catalogue().standard.items():
        sure = 0.1 if weak and item.id.startswith(weak) else confidence
        if not without or not item.id.startswith(without):
            ratings[item.id] = Rating("n", "2025", item.id, level, sure, True, "", "", "")  # noqa: FBT003
    return score(catalogue().standard, Assessment("n", "2025", ratings))


def ranges(language: Language, one: Scorecard) -> Figure:
    return ranges_figure(catalogue().standard, one, language, WHO[language])


def changes(language: Language, before: Scorecard, after: Scorecard) -> Figure:
    return evidence_figure(catalogue().standard, before, after, language, WHO[language])


@both
def test_a_range_by_hand(language: Language) -> None:
    """Level 4 half proved: low 0.5 x 80 = 40, high 40 + 50 = 90, so 50 are open, in every row."""
    data = ranges(language, card()).data
    assert len(data) == 1 + len(catalogue().standard.children)
    for column, expected in zip(data.columns[2:], (80, 40, 90, 50), strict=True):
        assert list(data[column]) == pytest.approx([expected] * len(data))


def test_the_title_names_the_most_open() -> None:
    """BCC-4 known by a tenth: low 8, high 98, 90 open; it weighs a tenth of the whole.

    The whole: 0.9 x 40 + 0.1 x 8 = 36.8 is proved, 0.9 x 50 + 0.1 x 90 = 54 is open.
    """
    name = catalogue().standard.node("BCC-4").title
    english, chinese = (ranges(language, card(weak="BCC-4")).title for language in LANGUAGES)
    assert english == (
        f"36.8 points are proved and 54.0 are open; {name.en} is the most open, by 90.0"
    )
    assert chinese == f"证实了 36.8 分，待定 54.0 分；待定最多的是“{name.zh}”，90.0 分"


@both
def test_more_evidence_moves_low_and_leaves_the_score(language: Language) -> None:
    """From half to nine tenths: low 40 to 72, high 90 to 82, and the score stays at 80."""
    figure = changes(language, card(), card(confidence=0.9))
    for column, expected in zip(figure.data.columns[2:], (80, 40, 90, 80, 72, 82), strict=True):
        assert list(figure.data[column]) == pytest.approx([expected] * len(figure.data))
    assert (
        figure.title
        == {
            "en": "What is proved goes from 40.0 to 72.0; the score stays at 80.0",
            "zh": "证实的部分从 40.0 分变为 72.0 分，得分不变，仍是 80.0 分",
        }[language]
    )


@both
def test_a_score_that_moves_is_told(language: Language) -> None:
    """The log showed level 3 where people had said 4: the title does not claim the same work."""
    title = changes(language, card(), card(3, 0.9)).title
    assert (
        title
        == {
            "en": "What is proved goes from 40.0 to 54.0, the score from 80.0 to 60.0",
            "zh": "证实的部分从 40.0 分变为 54.0 分，得分从 80.0 变为 60.0",
        }[language]
    )


@both
def test_nothing_new_is_told_as_nothing_new(language: Language) -> None:
    """The same evidence twice: 40 proved, 80 scored, and no talk of going anywhere."""
    assert (
        changes(language, card(), card()).title
        == {
            "en": "What is proved stays at 40.0; the score stays at 80.0",
            "zh": "证实的部分仍是 40.0 分，得分不变，仍是 80.0 分",
        }[language]
    )


@both
def test_a_criterion_that_nobody_saw_is_all_open(language: Language) -> None:
    """It has no score and no line; its bar is hatched from 0 to 100, and it is named as widest."""
    figure = ranges(language, card(without="BCC-7"))
    row = figure.data.set_index(figure.data.columns[0]).loc["BCC-7"].tolist()
    assert row[2:] == [0, 100, 100]
    assert row[1] != row[1]  # NaN
    assert catalogue().standard.node("BCC-7").title.in_language(language) in figure.title
    assert "NaN" not in figure.svg(WIDE)


def test_a_criterion_that_does_not_apply_has_no_row() -> None:
    """Nothing can be said of it, in the range or beside it."""
    one = card()
    absent = replace(one["BCC-7"], score=None, coverage=None, confidence=None, low=None, high=None)
    nodes = tuple(absent if node.id == "BCC-7" else node for node in one.nodes)
    data = ranges("en", replace(one, nodes=nodes)).data
    assert "BCC-7" not in list(data["Id"])
    assert len(data) == len(catalogue().standard.children)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@both
def test_the_pictures_say_their_numbers(width: int, language: Language) -> None:
    """Names where there is room and codes where not, lows at the right, one language."""
    before, after = card(), card(confidence=0.9)
    for figure, number in (
        (ranges(language, before), "40.0"),
        (changes(language, before, after), "40.0 → 72.0"),
    ):
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", figure.svg(width))
        assert texts.count(number) == len(figure.data)
        assert {"en": "Total", "zh": "总分"}[language] in texts
        first = catalogue().standard.children[0].title.in_language(language)
        assert any(first in text for text in texts) == (width == WIDE)
        assert bool(HAN.search(figure.svg(width))) == (language == "zh")
        assert re.search(rf'viewBox="0 0 {width} ', figure.svg(width))
