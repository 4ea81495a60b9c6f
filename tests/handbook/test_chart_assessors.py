"""What several assessors made of the items, on four items that can be checked by eye.

Li rates 4, 3, 2 and 1, Wu 2, 3, 2.5 and not at all, Xu 4, 3, not at all and not at all: only
the first item lies two levels apart.
"""

import re

import pytest

from handbook.charts import Figure, assessors_figure
from handbook.charts.theme import NARROW, WIDE
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, catalogue

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
GIVEN = {
    "Li": {"BCC-1.1": 4.0, "BCC-1.3": 3.0, "BCC-6.1.2": 2.0, "BCC-9.1": 1.0},
    "Wu": {"BCC-1.1": 2.0, "BCC-1.3": 3.0, "BCC-6.1.2": 2.5},
    "Xu": {"BCC-1.1": 4.0, "BCC-1.3": 3.0},
}
NAMES = {"en": {"Li": "Li", "Wu": "Wu", "Xu": "Xu"}, "zh": {"Li": "李", "Wu": "吴", "Xu": "徐"}}
WORDS = {"en": "disputed", "zh": "分歧"}
both = pytest.mark.parametrize("language", LANGUAGES)
widths = pytest.mark.parametrize("width", [WIDE, NARROW])


def figure(language: Language, given=GIVEN, agreed=None) -> Figure:
    return assessors_figure(catalogue().standard, given, NAMES[language], language, agreed)


def texts(svg: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", svg)]


def marks(svg: str) -> dict[str, int]:
    """How many marks stand in each colour of an assessor, the one in the key included."""
    found = re.findall(r"<path[^>]*fill=\"var\(--hb-(chart-\d)", svg)
    return {name: found.count(name) for name in sorted(set(found))}


@both
def test_the_table_holds_every_rating(language: Language) -> None:
    """Median of 4, 2, 4 is 4, of 2 and 2.5 is 2.25; the spreads are 2, 0, 0.5 and 0."""
    data = figure(language).data
    assert list(data.iloc[:, 0]) == ["BCC-1.1", "BCC-1.3", "BCC-6.1.2", "BCC-9.1"]
    assert list(data[NAMES[language]["Li"]]) == [4, 3, 2, 1]
    assert data[NAMES[language]["Xu"]].isna().tolist() == [False, False, True, True]
    assert data.iloc[:, 5].tolist() == [4, 3, 2.25, 1]
    assert data.iloc[:, 6].tolist() == [2, 0, 0.5, 0]
    yes, no = {"en": ("yes", "no"), "zh": ("是", "否")}[language]
    assert data.iloc[:, 7].tolist() == [yes, no, no, no]


@both
@widths
def test_one_mark_a_rating_and_one_in_the_key(width: int, language: Language) -> None:
    """Li rated four items, Wu three, Xu two; each has a shape and a colour of their own."""
    svg = figure(language).svg(width)
    assert marks(svg) == {"chart-1": 5, "chart-2": 4, "chart-3": 3}
    assert set(NAMES[language].values()) <= set(texts(svg))
    drawn = figure(language).draw(width).to_dict()["layer"]
    shapes = [layer["mark"]["shape"] for layer in drawn if "shape" in layer["mark"]]
    assert shapes == ["circle", "square", "triangle-up"] * 2


@both
@widths
def test_what_is_disputed_is_named_and_shaded(width: int, language: Language) -> None:
    """One item of four: its word stands in the row, so that colour is not needed to see it."""
    svg = figure(language).svg(width)
    told = [text for text in texts(svg) if WORDS[language] in text]
    assert told == [f"{WORDS[language]} 2.0"]
    assert svg.count("var(--hb-tint-2") == 1


@both
@widths
def test_items_stand_below_their_criterion(width: int, language: Language) -> None:
    """Only criteria with ratings are named; a phone shows the ids of items alone."""
    shown = texts(figure(language).svg(width))
    names = [text for text in shown if text.startswith("BCC-")]
    ids = [name.split()[0] for name in names]
    assert sorted(ids) == ["BCC-1", "BCC-1.1", "BCC-1.3", "BCC-6", "BCC-6.1.2", "BCC-9", "BCC-9.1"]
    assert (names[-1] == "BCC-9.1") == (width == NARROW)
    assert {"0", "1", "2", "3", "4", "5"} <= set(shown)


@both
@widths
def test_marks_and_numbers_stay_within_the_picture(width: int, language: Language) -> None:
    """The ends of the scale and the longest word included."""
    given = {"Li": {"BCC-1.1": 0.0, "BCC-2.1": 5.0}, "Wu": {"BCC-1.1": 5.0, "BCC-2.1": 5.0}}
    svg = figure(language, given).svg(width)
    assert re.search(r'viewBox="0 0 (\d+) ', svg)[1] == str(width)
    assert f"{WORDS[language]} 5.0" in texts(svg)


def test_titles_say_what_is_found() -> None:
    """One of four disputed; two of two; none; all alike."""
    assert figure("en").title == "1 of 4 items is disputed, by up to 2 levels"
    assert figure("zh").title == "4 个条目中 1 个有分歧，最多相差 2 级"
    far = {"Li": {"BCC-1.1": 0.0, "BCC-1.2": 4.5}, "Wu": {"BCC-1.1": 3.5, "BCC-1.2": 2.0}}
    assert figure("en", far).title == "2 of 2 items are disputed, by up to 3.5 levels"
    near = {"Li": {"BCC-1.1": 3.0}, "Wu": {"BCC-1.1": 4.5}}
    assert figure("en", near).title == "No item is disputed: ratings lie 1.5 levels apart at most"
    assert figure("zh", near).title == "没有分歧：各条目最多相差 1.5 级"
    alike = {"Li": {"BCC-1.1": 3.0}, "Wu": {"BCC-1.1": 3.0}}
    assert figure("en", alike).title == "The assessors agree on every item"
    assert figure("zh", alike).title == "各条目的评级完全一致"


def test_titles_of_what_was_agreed() -> None:
    """The medians are 4 and 2.25: an agreed 2 is not the first of them, a 4 is."""
    other = figure("en", agreed={"BCC-1.1": 2.0, "BCC-1.3": 3.0})
    assert other.title == "1 of 2 agreed levels is not the median of the ratings"
    assert figure("zh", agreed={"BCC-1.1": 2.0}).title == "1 个合议结果中，1 个不等于中位数"
    assert (
        figure("en", agreed={"BCC-1.1": 4.0}).title
        == "The agreed level is the median of the ratings"
    )
    both_same = figure("zh", agreed={"BCC-1.1": 4.0, "BCC-1.3": 3.0})
    assert both_same.title == "2 个合议结果都等于中位数"


@both
def test_an_agreed_item_is_no_longer_disputed(language: Language) -> None:
    """Its level stands in the row instead of the word; an agreed row of no rated item is left out."""
    one = figure(language, agreed={"BCC-1.1": 2.0, "BCC-2.1": 5.0})
    shown = texts(one.svg(WIDE))
    assert not [text for text in shown if WORDS[language] in text]
    assert {"en": "agreed 2.0", "zh": "合议 2.0"}[language] in shown
    assert one.data.iloc[:, -1].tolist()[0] == 2
    assert one.data.iloc[1:, -1].isna().all()
    assert "var(--hb-tint-2" not in one.svg(WIDE)


def test_the_alternative_names_the_disputed_ratings() -> None:
    """A reader who sees nothing hears who gave what where it matters."""
    assert figure("en").alternative == (
        "1 of 4 items is disputed, by up to 2 levels: BCC-1.1 Li 4, Wu 2, Xu 4"
    )
    agreed = figure("zh", agreed={"BCC-1.1": 2.0})
    assert agreed.alternative.endswith("：BCC-1.1 李 4、吴 2、徐 4、合议 2")


def test_one_language_a_picture() -> None:
    """No Han in English, and no English word in Chinese but the ids."""
    assert not HAN.search(figure("en").html())
    shown = re.sub(r"<svg[^>]*>|<[^>]+>", " ", figure("zh").html()) + figure("zh").alternative
    assert set(re.findall(r"[A-Za-z]+", shown)) == {"BCC"}


@both
def test_assessors_are_called_invented(language: Language) -> None:
    """The note below the picture says so."""
    assert {"en": "invented", "zh": "虚构"}[language] in figure(language).note


def test_an_assessor_without_a_name_is_an_error() -> None:
    """Nobody's ratings are left out in silence."""
    with pytest.raises(KeyError, match="Zhao"):
        figure("en", {"Zhao": {"BCC-1.1": 3.0}})
