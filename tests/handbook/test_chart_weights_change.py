"""Weights of the criteria in two editions, on weights that a test names."""

import math
import re

import pandas as pd
import pytest

from handbook.charts import Figure, weights_change_figure
from handbook.charts.theme import NARROW, WIDE
from scoring.texts import Language
from tests.handbook.real import LANGUAGES

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
EDITIONS = {"en": ("edition of 2007", "draft"), "zh": ("2007 版", "练习稿")}
NONE = math.nan
SOME = {"X-1": (40, 25), "X-2": (30, 35), "X-3": (30, NONE), "X-4": (NONE, 40)}
both = pytest.mark.parametrize("language", LANGUAGES)


def figure(language: Language, weights: dict[str, tuple[float, float]], note: str = "") -> Figure:
    title = {"en": "Criterion", "zh": "项目"}[language]
    rows = [(name, title, *pair) for name, pair in weights.items()]
    data = pd.DataFrame(rows, columns=["id", "title", "before", "after"])
    before, after = EDITIONS[language]
    return weights_change_figure(data, language, before=before, after=after, note=note)


def texts(svg: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", svg)]


def marked(one: Figure, mark: str) -> set[str]:
    """Which criteria have a mark of this type."""
    spec = one.draw(WIDE).to_dict()
    layer = next(part for part in spec["layer"] if part["mark"]["type"] == mark)
    return {row["id"] for row in spec["datasets"][layer["data"]["name"]]}


def test_what_one_edition_lacks_has_one_mark() -> None:
    """A ring for the old edition, a dot for the new one, a line only where both have it."""
    one = figure("en", SOME)
    assert marked(one, "point") == {"X-1", "X-2", "X-3"}
    assert marked(one, "circle") == {"X-1", "X-2", "X-4"}
    assert marked(one, "rule") == {"X-1", "X-2"}


@both
def test_rows_stand_in_the_order_given(language: Language) -> None:
    """Those that came or went among the others, as the caller has them."""
    for width in (WIDE, NARROW):
        spec = figure(language, SOME).draw(width).to_dict()
        order = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
        assert [re.search(r"[1-4]", label)[0] for label in order] == list("1234")


@pytest.mark.parametrize(
    ("weights", "en", "zh"),
    [
        (
            SOME,
            "New: X-4 with 40; gone: X-3 with 30; X-1 moves most, 40 → 25",
            "新增 X-4，共 40 分；取消 X-3，共 30 分；变动最大的是 X-1，40 → 25",
        ),
        ({"X-1": (60, 60), "X-2": (40, 40)}, "Every weight stays as it was", "各项权重都没有变"),
        (
            {"X-1": (60, 55.5), "X-2": (40, 44.5)},
            "X-1 and X-2 move most, by 4.5",
            "变动最大的是 X-1、X-2，各 4.5 分",
        ),
        (
            {f"X-{n}": (20, 10) for n in range(1, 6)} | {"X-6": (NONE, 20), "X-7": (NONE, 30)},
            "New: X-6 and X-7 with 50; 5 weights move most, by 10",
            "新增 X-6、X-7，共 50 分；变动最大的是 5 项，各 10 分",
        ),
        ({"X-1": (100, NONE), "X-2": (NONE, 100)}, "New: X-2 with 100; gone: X-1 with 100",
         "新增 X-2，共 100 分；取消 X-1，共 100 分"),
    ],
    ids=["all", "nothing", "level", "many", "exchanged"],
)  # fmt: skip
def test_the_title_says_what_came_went_and_moved_most(
    weights: dict[str, tuple[float, float]], en: str, zh: str
) -> None:
    """Level ones together; in every case the picture can be drawn."""
    for language, title in (("en", en), ("zh", zh)):
        one = figure(language, weights)
        assert one.title == title
        assert f'viewBox="0 0 {NARROW} ' in one.svg(NARROW)


def test_a_difference_in_the_last_digit_is_none() -> None:
    """Thirds of a hundred, computed in two ways."""
    one = figure("en", {"X-1": (100 / 3, 100 - 200 / 3), "X-2": (200 / 3, 2 * 100 / 3)})
    assert one.title == "Every weight stays as it was"


@both
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_picture_holds_names_and_numbers(language: Language, width: int) -> None:
    """Both weights, or the one that there is and why; on a phone the id alone."""
    shown = set(texts(figure(language, SOME).svg(width)))
    words = {"en": {"gone, 30", "new, 40"}, "zh": {"取消 30", "新增 40"}}[language]
    label = {"en": "1 Criterion", "zh": "1 项目"}[language] if width == WIDE else "X-1"
    assert {"40 → 25", "30 → 35", label, *words} <= shown


@both
def test_the_table_says_none_where_there_is_none(language: Language) -> None:
    """With the editions as headings; a missing weight is a dash, and counts nothing in the change."""
    one = figure(language, SOME)
    assert list(one.data.columns[2:4]) == list(EDITIONS[language])
    assert list(one.data.iloc[:, -1]) == [-15, 5, -30, 40]
    assert one.html().count(">–</td>") == 2


def test_english_has_no_han_and_chinese_no_english() -> None:
    """A figure speaks one language, but for ids."""
    assert not HAN.search(figure("en", SOME, note="Invented.").html())
    one = figure("zh", SOME, note="虚构。")
    shown = re.sub(r"<[^>]+>", " ", one.html()) + one.alternative
    assert set(re.findall(r"[A-Za-z]+", shown)) == {"X"}
