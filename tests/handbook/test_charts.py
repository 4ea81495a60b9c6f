"""Charts: one look, one size, both languages, and titles whose numbers are true.

Every figure function is drawn from the project's real data in both languages. Where a title
states a number, the number is worked out again here, from ratings or from the scorecards.
"""

import itertools
import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

import handbook.charts
from handbook.charts import (
    Figure,
    anchors_figure,
    changes_figure,
    comparison_figure,
    contributions_figure,
    gaps_figure,
    months_figure,
    published_figure,
    strip_figure,
    totals_figure,
    weights_figure,
)
from handbook.charts.figure import MIME, page_html, simple_html
from handbook.charts.theme import LIGHT, NARROW, WIDE, Picture, frame, said, token
from handbook.charts.vega import vega_script
from handbook.charts.weights import stretches, whole_points
from handbook.formats import plain, rounded
from scoring.indicator import Indicator
from scoring.score import NodeScore, Scorecard, score
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, ROOT, agrees_with_golden, cards, catalogue

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
STRIP = 1180
COLOUR = re.compile(r"var\(--hb-([a-z0-9-]+),(#[0-9A-Fa-f]{6})\)")
IDS = re.compile(r"(?:BCC|IND)-[0-9.]+(?:–[0-9.]+)?")
CENTRE = "harbourside-water"
MONTHS = ("2015-04", "2015-05", "2016-03")
SERIES = {"en": ("Answer rate", "Abandonment"), "zh": ("接通率", "放弃率")}
HOTLINES = {"en": ("Hangzhou 12345", "Changzhou 12345"), "zh": ("杭州 12345", "常州 12345")}

DRAWN = ("anchors-down", "anchors-up", "changes", "comparison", "contributions", "gaps",
         "months", "published", "strip", "totals", "weights")  # fmt: skip
both = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("name", DRAWN)


def names(language: Language) -> dict[str, str]:
    return {c.profile.id: c.profile.short.in_language(language) for c in catalogue().centres}


def card_of(centre: str = CENTRE, period: str = "2025") -> Scorecard:
    return next(card for card in cards(period) if card.centre == centre)


def months(language: Language) -> pd.DataFrame:
    values = iter((71.0, 52.5, 40.0, 64.0, 33.3, 12.25))
    rows = [(month, series, next(values)) for series in SERIES[language] for month in MONTHS]
    return pd.DataFrame(rows, columns=["month", "series", "value"])


@cache
def figures(language: Language) -> dict[str, Figure]:
    """One figure of every kind."""
    data, standard = catalogue(), catalogue().standard
    who = names(language)[CENTRE]
    title = {"en": "A finding", "zh": "一个发现"}[language]
    rate = data.indicators["IND-01"]
    hotlines = dict(zip(HOTLINES[language], (93.4, 88.0), strict=True))
    return {
        "anchors-down": anchors_figure(data.indicators["IND-05"], language),
        "anchors-up": anchors_figure(rate, language),
        "changes": changes_figure(cards("2024"), cards(), names(language), language),
        "comparison": comparison_figure(standard, cards(), names(language), language),
        "contributions": contributions_figure(standard, card_of(), language, who),
        "gaps": gaps_figure(standard, card_of(), language, who),
        "months": months_figure(months(language), language, title=title, sub=title, unit="%"),
        "published": published_figure(rate, hotlines, language, title=title),
        "strip": strip_figure(standard, language),
        "totals": totals_figure(cards(), names(language), language),
        "weights": weights_figure(standard, language),
    }


@cache
def pictures(name: str, language: Language) -> tuple[str, str]:
    """The picture for a desk and the one for a phone."""
    wide, narrow = re.findall(r"<svg.*?</svg>", html(name, language))
    return wide, narrow


@cache
def html(name: str, language: Language) -> str:
    """The whole figure as a page shows it."""
    return figures(language)[name].html()


def texts(svg: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", svg)]


def test_every_figure_function_is_tried_here() -> None:
    """A new kind of figure joins this file or gets one of its own, or it is not tested at all."""
    made = {name.removesuffix("_figure") for name in handbook.charts.__all__ if "_" in name}
    others = "".join(p.read_text("utf-8") for p in Path(__file__).parent.glob("test_chart_*.py"))
    made -= {name for name in made if f"{name}_figure" in others}
    assert made == {name.split("-")[0] for name in DRAWN}
    assert tuple(figures("en")) == DRAWN


# -- size and structure -------------------------------------------------------------------------


@both
@every
def test_the_picture_is_as_wide_as_asked(name: str, language: Language) -> None:
    """690 px on a desk (1180 across the home page), 342 px on a phone, whatever fonts are there."""
    wide, narrow = pictures(name, language)
    outer = STRIP if name == "strip" else WIDE
    assert re.search(r'viewBox="0 0 (\d+) \d+"', wide)[1] == str(outer)
    assert re.search(r'viewBox="0 0 (\d+) \d+"', narrow)[1] == str(NARROW)


@both
@every
def test_text_is_text_and_said_once(name: str, language: Language) -> None:
    """Words can be searched and read aloud: text elements, and one label for the whole picture."""
    for svg in pictures(name, language):
        assert len(texts(svg)) > 3
        assert svg.count("aria-label=") == 1
        assert svg.count('role="') == 1
        assert re.search(r'aria-label="([^"]*)"', svg)[1].startswith(
            figures(language)[name].title.replace("&", "&amp;")
        )


@both
def test_ids_are_unique_on_a_page_that_shows_everything(language: Language) -> None:
    """Hatching and clips are found by id: two pictures on one page must not share one."""
    page = "".join(html(name, language) for name in DRAWN)
    ids = re.findall(r' id="([^"]+)"', page)
    assert ids
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_the_label_is_escaped() -> None:
    """A name with a quote or an ampersand does not end the attribute."""
    figure = replace(figures("en")["strip"], alternative='A & B say "<5"')
    assert 'aria-label="A &amp; B say &quot;&lt;5&quot;"' in figure.svg(NARROW)


# -- colours ------------------------------------------------------------------------------------


@both
@every
def test_colours_follow_the_scheme(name: str, language: Language) -> None:
    """Every colour is a token with its light value; nothing stays white on a dark page."""
    for svg in pictures(name, language):
        painted = re.findall(r'(?:fill|stroke|stop-color)="([^"]*)"', svg)
        painted += re.findall(r"(?:fill|stroke):([^;\"]+)", svg)
        assert painted
        for colour in painted:
            if colour in {"none", "transparent"} or colour.startswith("url(#"):
                continue
            token_name, value = COLOUR.fullmatch(colour).groups()
            assert LIGHT[token_name] == value
        assert not re.search(r"(?<!url\()#[0-9A-Fa-f]{6}", COLOUR.sub("", svg))


def test_light_values_are_those_of_the_style_sheet() -> None:
    """The hex beside each variable is the one that the page's light scheme gives it."""
    css = (ROOT / "docs/theme/css/tokens.css").read_text("utf-8")
    light = re.search(r':root, \[data-md-color-scheme="default"\] \{(.*?)\n\}', css, re.DOTALL)[1]
    of_page = dict(re.findall(r"--hb-([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", light))
    assert {name: of_page.get(name) for name in LIGHT} == LIGHT


def test_an_unknown_colour_is_an_error() -> None:
    """No chart invents a colour."""
    with pytest.raises(KeyError, match="pink"):
        token("pink")


# -- language -----------------------------------------------------------------------------------


@every
def test_no_han_in_english(name: str) -> None:
    """Picture, title, explanation, label, note and table of an English figure."""
    assert not HAN.search(html(name, "en"))


@every
def test_no_english_words_in_chinese(name: str) -> None:
    """Only ids, units and the Latin words that the Chinese data has itself."""
    figure = figures("zh")[name]
    shown = re.sub(r"<svg[^>]*>|<[^>]+>", " ", html(name, "zh")) + figure.alternative
    data = " ".join(map(str, [c.profile.short.zh for c in catalogue().centres]))
    words = set(re.findall(r"[A-Za-z]+", IDS.sub("", shown)))
    assert words <= set(re.findall(r"[A-Za-z]+", data)), words


@every
def test_chinese_alternatives_use_chinese_stops(name: str) -> None:
    """Read aloud, a half-width colon or semicolon is no pause."""
    assert not re.search(r"[:;,()]", figures("zh")[name].alternative)
    assert "：" in figures("zh")[name].alternative


def test_the_alternative_names_the_finding_and_the_parts() -> None:
    """A reader who sees nothing hears the finding first."""
    assert said("en", "Two lead", ["A 5", "B 4"]) == "Two lead: A 5; B 4"
    assert said("zh", "两家领先", ["甲 5", "乙 4"]) == "两家领先：甲 5；乙 4"


@every
def test_both_languages_draw_the_same_numbers(name: str) -> None:
    """Only words differ: the tables beside the pictures hold the same figures."""
    english, chinese = (figures(language)[name].data for language in LANGUAGES)
    assert english.shape == chinese.shape
    numbers = [frame.select_dtypes("number").to_numpy() for frame in (english, chinese)]
    assert numbers[0].tolist() == numbers[1].tolist()


# -- titles whose numbers are true --------------------------------------------------------------


def numbers_in(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", IDS.sub("", text))


def criteria(card: Scorecard) -> list[NodeScore]:
    return [card[c.id] for c in catalogue().standard.children]


all_cards = [(c, p) for c in ("chenxi-bank", "haitang-telecom", "harbourside-water",
             "lanwan-12345", "papaya-market", "qingfan-outsourcing") for p in ("2024", "2025")]  # fmt: skip


@both
@pytest.mark.parametrize(("centre", "period"), all_cards)
def test_contributions_add_up_to_the_total(centre: str, period: str, language: Language) -> None:
    """Earned = weight x score / 100; the title names the total and the largest of them."""
    card = card_of(centre, period)
    figure = contributions_figure(catalogue().standard, card, language, "")
    earned = {n.id: n.scored_share * n.score / 100 for n in criteria(card)}
    assert math.fsum(earned.values()) == pytest.approx(card.total.score, abs=1e-9)
    first = max(earned, key=earned.__getitem__)
    assert catalogue().standard.node(first).title.in_language(language) in figure.title
    assert numbers_in(figure.title) == [rounded(card.total.score), rounded(earned[first])]
    assert list(figure.data.iloc[:, 4]) == pytest.approx(list(earned.values()))


@both
@pytest.mark.parametrize(("centre", "period"), all_cards)
def test_gaps_add_up_to_what_is_missing(centre: str, period: str, language: Language) -> None:
    """Points lost, largest first, sum to 100 - score; the title names the largest and the lowest."""
    card = card_of(centre, period)
    figure = gaps_figure(catalogue().standard, card, language, "")
    lost = {n.id: n.scored_share * (100 - n.score) / 100 for n in criteria(card)}
    column = list(figure.data.iloc[:, 5])
    assert column == sorted(column, reverse=True)
    assert column == pytest.approx(sorted(lost.values(), reverse=True))
    assert math.fsum(column) == pytest.approx(100 - card.total.score, abs=1e-9)
    worst, lowest = max(lost, key=lost.__getitem__), min(criteria(card), key=lambda n: n.score)
    expected = [rounded(lost[worst])] + [rounded(lowest.score)] * (lowest.id != worst)
    assert numbers_in(figure.title) == expected
    total = rounded(card.total.score, 2)
    assert numbers_in(figure.note) == ["100", total, rounded(100 - float(total), 2)]


@both
def test_totals_name_the_first_and_the_least_known(language: Language) -> None:
    """Highest score first; the widest range is the one of which least is known."""
    figure, found = figures(language)["totals"], {c.centre: c.total for c in cards()}
    first = max(found, key=lambda c: found[c].score)
    widest = max(found, key=lambda c: found[c].high - found[c].low)
    assert figure.title.startswith(names(language)[first])
    assert names(language)[widest] in figure.title
    assert rounded(found[first].score) in figure.title
    assert list(figure.data.iloc[:, 1]) == sorted((n.score for n in found.values()), reverse=True)


@both
def test_comparison_names_the_lowest_cell(language: Language) -> None:
    """Of all criteria of all centres."""
    cells = {(c.centre, n.id): n.score for c in cards() for n in criteria(c)}
    centre, criterion = min(cells, key=cells.__getitem__)
    title = figures(language)["comparison"].title
    assert names(language)[centre] in title
    assert f"{criterion}" in title
    assert numbers_in(title) == [rounded(min(cells.values()))]


@both
def test_changes_name_the_largest_gain_and_loss(language: Language) -> None:
    """The later score minus the earlier one."""
    earlier = {c.centre: c.total.score for c in cards("2024")}
    moved = {c.centre: c.total.score - earlier[c.centre] for c in cards()}
    title = figures(language)["changes"].title
    assert numbers_in(title) == [rounded(max(moved.values())), rounded(-min(moved.values()))]
    assert list(figures(language)["changes"].data.iloc[:, 3]) == pytest.approx(
        sorted(moved.values(), reverse=True)
    )


def test_nobody_loses_where_all_gain() -> None:
    """The same two years the other way round, without the two that fall: the last one gains, too."""
    best = {"harbourside-water", "lanwan-12345"}
    earlier, later = ([c for c in cards(p) if c.centre in best] for p in ("2024", "2025"))
    title = changes_figure(earlier, later, names("en"), "en").title
    assert title == "Harbourside gains 18.5 points, Lanwan gains 2.2"
    title = changes_figure(later, earlier, names("zh"), "zh").title
    assert title == "澜湾 12345降 2.2 分，港湾供水降 18.5 分"


def _with_total(card: Scorecard, value: float | None) -> Scorecard:
    return replace(card, nodes=(replace(card.total, score=value), *card.nodes[1:]))


def test_a_centre_outside_the_axis_widens_it() -> None:
    """31 points do not fall off an axis that begins at 40; what is said of the axis stays true."""
    later = [_with_total(card_of(), 31.0)]
    figure = changes_figure([card_of(period="2024")], later, names("en"), "en")
    assert "The axis begins at 30." in figure.sub
    spec = figure.draw(WIDE).to_dict()
    assert {tuple(found) for found in values(spec, "domain") if isinstance(found, list)} == {
        (30, 90)
    }


def test_a_score_that_is_absent_is_not_zero() -> None:
    """A centre without a score is left out of the picture, and never drawn at 0."""
    nothing = _with_total(card_of("papaya-market"), None)
    figure = totals_figure([card_of(), nothing], names("en"), "en")
    assert list(figure.data["Centre"]) == ["Harbourside"]
    before = [card_of(period="2024"), nothing]
    figure = changes_figure(before, [card_of(), card_of("papaya-market")], names("en"), "en")
    assert list(figure.data["Centre"]) == ["Harbourside"]


@both
@pytest.mark.parametrize("name", ["weights", "strip"])
def test_weights_count_the_heaviest(name: str, language: Language) -> None:
    """BCC-1 and BCC-2 weigh 15 each, and nothing weighs more: 2 of 9 carry 30 of 100."""
    assert [c.weight for c in catalogue().standard.children] == [15, 15] + [10] * 7
    expected = {"en": "Two of 9 criteria carry 30 of the 100 points",
                "zh": "9 个评选项目中，2 个占去 100 分中的 30 分"}  # fmt: skip
    assert figures(language)[name].title == expected[language]


def test_one_heaviest_criterion_is_one() -> None:
    """20, 10 x 8: one carries."""
    standard = catalogue().standard
    weights = [20.0, *[10.0] * 8]
    children = [
        child.model_copy(update={"weight": weight})
        for child, weight in zip(standard.children, weights, strict=True)
    ]
    changed = standard.model_copy(update={"children": tuple(children)})
    title = weights_figure(changed, "en").title
    assert title == "One of 9 criteria carries 20 of the 100 points"


def test_stretches_cover_the_hundred_points_without_a_gap() -> None:
    """Criteria side by side from 0 to 100, and under each its items from edge to edge."""
    rows, points = stretches(catalogue().standard, "en"), whole_points(catalogue().standard)
    for kind in ("criterion", "item"):
        part = rows[rows["kind"] == kind].sort_values("begin")
        ends = [0.0, *part["end"]]
        assert list(part["begin"]) == pytest.approx(ends[:-1])
        assert ends[-1] == pytest.approx(100)
    assert sum(points[i.id] for i in catalogue().standard.items()) == pytest.approx(100)


@both
@pytest.mark.parametrize(
    ("indicator", "slope", "example"),
    # by hand: 20 / (95 - 85) = 2 at 90 %; 20 / (45 - 20) = 0.8 at 32.5 s; 20 / (10 - 4) = 3.33 at 7 %
    [("IND-01", "2", "90"), ("IND-04", "0.8", "32.5"), ("IND-05", "3.33", "7")],
)
def test_anchors_say_what_a_step_is_worth(
    indicator: str, slope: str, example: str, language: Language
) -> None:
    """Between baseline and target 20 points lie on a straight line; its middle earns 70."""
    figure = anchors_figure(catalogue().indicators[indicator], language)
    assert slope in numbers_in(figure.title)
    drawn = " ".join(texts(figure.svg(WIDE)))
    assert re.search(rf"{re.escape(example)} ?(?:%|s|秒) ?(?:earns |得 )70\.0", drawn)


def test_an_indicator_without_anchors_has_no_line() -> None:
    """Where nobody says what a value earns, nothing is drawn."""
    bare: Indicator = catalogue().indicators["IND-07"]
    assert bare.anchors is None
    with pytest.raises(ValueError, match="IND-07 has no anchors to draw"):
        anchors_figure(bare, "en")
    with pytest.raises(ValueError, match="IND-07 has no anchors to read values with"):
        published_figure(bare, {"A": 1.0}, "en", title="")


def test_published_values_earn_what_the_anchors_say() -> None:
    """93.4 lies 8.4 of 10 on the way from 85 to 95, so it earns 60 + 20 x 0.84 = 76.8; 88 earns 66."""
    data = figures("en")["published"].data
    assert list(data.iloc[:, 2]) == pytest.approx([76.8, 66.0])
    assert list(data["Who"]) == ["Hangzhou 12345", "Changzhou 12345"]


# -- the table beside the picture ---------------------------------------------------------------


def values(spec: Any, key: str) -> Iterator[Any]:
    """Every value that stands under a key, anywhere in a specification."""
    if isinstance(spec, dict):
        if key in spec:
            yield spec[key]
        for value in spec.values():
            yield from values(value, key)
    elif isinstance(spec, list):
        for value in spec:
            yield from values(value, key)


def drawn(figure: Figure, field: str) -> list[Any]:
    """What the marks of a picture show of one field, in the order of its rows."""
    spec = figure.draw(figure.wide).to_dict()
    assert field in {f for f in values(spec, "field") if isinstance(f, str)}, f"{field} not drawn"
    found = [rows for rows in spec["datasets"].values() if field in rows[0]]
    return [row[field] for row in max(found, key=lambda rows: (len(rows), len(rows[0])))]


# column of the table -> field of the marks; every field that a mark shows stands in the table
BESIDE = {
    "anchors-down": {1: "value", 2: "percent"},
    "anchors-up": {1: "value", 2: "percent"},
    "changes": {1: "before", 2: "after"},
    "contributions": {2: "weight", 4: "earned"},
    "gaps": {2: "score", 3: "low", 4: "high"},
    "published": {1: "value"},
    "totals": {1: "score", 4: "low", 5: "high"},
}


@both
@pytest.mark.parametrize("name", BESIDE)
def test_the_table_is_what_is_drawn(name: str, language: Language) -> None:
    """Row by row, to the last digit: who reads the table reads the picture."""
    figure = figures(language)[name]
    for column, field in BESIDE[name].items():
        shown, marks = list(figure.data.iloc[:, column]), drawn(figure, field)
        if name.startswith("anchors"):  # the line also runs on to both edges
            assert set(shown) <= set(marks)
        else:
            assert shown == marks


@both
@pytest.mark.parametrize(
    ("name", "column"), [("contributions", 4), ("gaps", 5), ("totals", 1), ("published", 2)]
)
def test_printed_numbers_are_those_of_the_table(name: str, column: int, language: Language) -> None:
    """The number at the end of each row, half-up with one decimal."""
    figure = figures(language)[name]
    printed = drawn(figure, "text")
    expected = [rounded(value) for value in figure.data.iloc[:, column]]
    assert [text.split(" / ")[0] for text in printed] == expected
    for svg in pictures(name, language):
        assert {text.split(" / ")[0] for text in texts(svg)} >= set(expected)


@both
def test_comparison_cells_are_those_of_the_table(language: Language) -> None:
    """One cell a criterion and centre, in the colour of the level that its score reaches."""
    figure = figures(language)["comparison"]
    table = figure.data.set_index(figure.data.columns[0])
    spec = figure.draw(WIDE).to_dict()
    cells = next(rows for rows in spec["datasets"].values() if "fill" in rows[0])
    assert len(cells) == 9 * 6
    for cell in cells:
        assert table.loc[cell["id"], cell["centre"]] == cell["score"]
        level = min(5, int(cell["score"] // 20))
        assert cell["fill"] == token(f"level-{level}")
        assert cell["text"] == rounded(cell["score"], 0)


@both
def test_months_are_those_of_the_table(language: Language) -> None:
    """One row a month, one column a series."""
    figure, data = figures(language)["months"], months(language)
    for row in data.itertuples():
        line = figure.data[figure.data.iloc[:, 0] == row.month]
        assert line[row.series].item() == row.value
    assert drawn(figure, "value") == list(data["value"])


@both
@pytest.mark.parametrize("name", ["weights", "strip"])
def test_lengths_are_the_points_of_the_table(name: str, language: Language) -> None:
    """Height, or length, is weight: the boxes of a criterion are as long as its points."""
    figure = figures(language)[name]
    spec = figure.draw(figure.wide).to_dict()
    rows = max(spec["datasets"].values(), key=len)
    first, last = ("y", "y2") if name == "weights" else ("begin", "end")
    points = figure.data.set_index(figure.data.columns[0]).iloc[:, -1]
    assert len(rows) == len(points)
    gaps = {round(points[row["id"]] - (row[last] - row[first]), 9) for row in rows}
    assert len(gaps) == 1  # the same sliver of white everywhere
    assert 0 < gaps.pop() < 0.25
    if name == "weights":
        expected = {row["id"]: plain(points[row["id"]]) for row in rows}
        assert {row["id"]: row["number"] for row in rows} == expected


@both
@every
def test_a_figure_is_complete_on_a_page(name: str, language: Language) -> None:
    """Finding, what is drawn, two pictures, the numbers behind a fold."""
    figure, page = figures(language)[name], html(name, language)
    for part in ("<figcaption>", '<p class="sub">', "hb-only-l", "hb-only-s", "<details"):
        assert page.count(part) == 1
    assert page.count("<svg") == 2
    assert page.count("<tr>") == 1 + len(figure.data)
    assert figure.title
    assert figure.sub


def test_invented_centres_are_called_invented() -> None:
    """In charts the stamp stands under the figure."""
    for name in ("totals", "comparison", "changes"):
        assert "invented" in figures("en")[name].note
        assert "虚构" in figures("zh")[name].note


def test_jupyterlab_gets_one_picture() -> None:
    """It has no style sheet that would choose between two."""
    bundle = figures("en")["gaps"]._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/html"].count("<svg") == 1
    assert bundle["text/plain"] == figures("en")["gaps"].alternative


def test_a_notebook_of_the_site_hands_its_figure_over_undrawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Drawn later it is the same figure as on any other page."""
    monkeypatch.setenv("HANDBOOK_BUILDING", "1")
    bundle = figures("en")["gaps"]._repr_mimebundle_()
    assert "<svg" not in json.dumps(bundle)
    assert page_html(bundle[MIME]) == html("gaps", "en")
    monkeypatch.delenv("HANDBOOK_BUILDING")
    assert simple_html(bundle[MIME]) == figures("en")["gaps"]._repr_mimebundle_()["text/html"]


def test_a_live_figure_carries_what_its_sliders_need() -> None:
    """One specification a width, as data that the page's script reads; no end of a script in it."""
    data = pd.DataFrame({"a": [1.0], "b": ["</script><b>"]})

    def moving(width: int) -> Picture:
        slider = alt.param(
            name="n", value=3, bind=alt.binding_range(min=1, max=9, step=1, name="n ")
        )
        chart = alt.Chart(data).mark_bar().encode(x="a:Q", text="b:N").add_params(slider)
        return frame(chart, width=width, height=50)

    still = figures("en")["gaps"]
    drawn = replace(still, draw=moving, live=moving, data=data)
    page = drawn.html()
    held = page.split('<script type="application/json" class="hb-live">')[1].split("</script>")[0]
    wide, narrow = json.loads(held)
    assert (wide["width"], narrow["width"]) == (still.wide, NARROW)
    assert wide["params"][0]["bind"]["input"] == "range"
    assert page.count("<svg") == 2  # the drawn ones stay for readers without the script
    assert "hb-live" not in still.html()


def test_the_script_for_live_figures_is_made_once(tmp_path: Path) -> None:
    """Vega, from the library that draws, under our one name; it asks nobody for anything."""
    script = vega_script(tmp_path)
    text = script.read_text("utf-8")
    assert "window.handbookVega" in text
    script.write_text("kept", "utf-8")
    assert vega_script(tmp_path).read_text("utf-8") == "kept"


# -- golden specifications ----------------------------------------------------------------------


def tidy(value: Any) -> Any:
    """Without the library's version, floats with six decimals."""
    if isinstance(value, dict):
        return {k: tidy(v) for k, v in sorted(value.items()) if k not in {"$schema", "usermeta"}}
    if isinstance(value, list):
        return [tidy(v) for v in value]
    return round(value, 6) if isinstance(value, float) else value


def without_hashes(spec: dict[str, Any]) -> dict[str, Any]:
    """Data sets numbered in order, not named after their content."""
    text = json.dumps(spec)
    for number, name in enumerate(dict.fromkeys(re.findall(r"data-[0-9a-f]{32}", text))):
        text = text.replace(name, f"data-{number}")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize(
    ("name", "language", "width"), [("anchors-up", "en", WIDE), ("changes", "zh", NARROW)]
)
def test_golden_specification(name: str, language: Language, width: int) -> None:
    """What Altair is asked to draw, to be read in review; never pixels."""
    spec = tidy(without_hashes(figures(language)[name].draw(width).to_dict()))
    text = json.dumps(spec, ensure_ascii=False, indent=1) + "\n"
    agrees_with_golden(f"charts/{name}.{language}.json", text)


def test_pictures_are_the_same_every_time() -> None:
    """Two drawings of the same data are equal to the byte."""
    again = score(catalogue().standard, next(
        a for c in catalogue().centres if c.profile.id == CENTRE for a in c.assessments
        if a.period == "2025"
    ))  # fmt: skip
    figure = gaps_figure(catalogue().standard, again, "en", names("en")[CENTRE])
    assert (figure.svg(WIDE), figure.svg(NARROW)) == pictures("gaps", "en")


def test_no_two_figures_share_a_title() -> None:
    """A finding belongs to one picture (the strip is the narrow form of the weights)."""
    for language in LANGUAGES:
        titles = {n: f.title for n, f in figures(language).items() if n not in {"strip", "months"}}
        for (_, one), (_, other) in itertools.combinations(titles.items(), 2):
            assert one != other
