"""Agents on a queue: what the picture says is what Erlang C gives, drawn and live."""

import json
import re

import pytest

from handbook.charts.staffing import AGENTS, CALLS, Demand, staffing_figure
from handbook.charts.theme import NARROW, WIDE
from scoring.texts import Language
from tests.handbook.real import LANGUAGES

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
HALF_HOUR = Demand(calls=120, interval_s=1800, handle_s=240, within_s=20, goal=0.8)  # 16 erlangs
NO_BREAK = "\u00a0"
both = pytest.mark.parametrize("language", LANGUAGES)


def words(svg: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", svg)]


def test_the_title_says_what_the_number_reaches() -> None:
    """16 erlangs, from the reference table: 20 agents 81.65 %, 19 agents 70.91 %, 21 88.73 %."""
    title = staffing_figure(HALF_HOUR, 20, "en").title.replace(NO_BREAK, " ")
    assert title == "20 agents answer 82 % within 20 s; one fewer, and it is 71 %"
    assert (
        staffing_figure(HALF_HOUR, 20, "zh").title == "20 人能在 20 秒内接起 82%；少一人，只剩 71%"
    )
    title = staffing_figure(HALF_HOUR, 21, "en").title.replace(NO_BREAK, " ")
    assert title == "21 agents answer 89 % within 20 s; one fewer, and it is 82 %"


def test_one_fewer_may_be_too_few() -> None:
    """17 agents keep up with 16 erlangs, 16 do not."""
    title = staffing_figure(HALF_HOUR, 17, "en").title
    assert title.endswith("with one fewer the queue never ends")
    assert staffing_figure(HALF_HOUR, 17, "zh").title.endswith("少一人，队就排不完")


@both
def test_the_picture_tells_wait_and_occupancy(language: Language) -> None:
    """20 agents: a mean wait of 15.36 s, 16 of 20 busy; the same words for those who see nothing."""
    figure = staffing_figure(HALF_HOUR, 20, language)
    expected = {
        "en": ["120 calls (16 erlangs), 20 agents", "82 % within 20 s, mean wait 15 s",
               "agents busy 80 % of the time"],
        "zh": ["来电 120 通（16 爱尔兰），在线 20 人", "20 秒内接起 82%，平均等 15 秒", "占用率 80%"],
    }[language]  # fmt: skip
    for width in (WIDE, NARROW):
        shown = [text.replace(NO_BREAK, " ") for text in words(figure.svg(width))]
        assert all(any(line in text for text in shown) for line in expected), shown
    spoken = figure.alternative.replace(NO_BREAK, " ")
    assert all(line in spoken for line in expected)


def test_the_numbers_begin_where_the_queue_settles() -> None:
    """From 17 agents on, each with service level, wait and occupancy."""
    data = staffing_figure(HALF_HOUR, 20, "en").data
    assert list(data.iloc[:, 0])[:2] == [17, 18]
    row = data[data.iloc[:, 0] == 20].iloc[0]
    assert list(row)[1:] == pytest.approx([81.6512, 15.3647, 80], abs=1e-4)


def test_no_other_language_is_on_the_page() -> None:
    """Picture, sliders, label and table."""
    assert not HAN.search(staffing_figure(HALF_HOUR, 20, "en").html())
    figure = staffing_figure(HALF_HOUR, 20, "zh")
    shown = " ".join([figure.title, figure.sub, figure.alternative, *words(figure.svg(WIDE))])
    assert set(re.findall(r"[A-Za-z]+", shown)) == {"Erlang", "C"}


@both
def test_the_picture_keeps_its_frame(language: Language) -> None:
    """As wide as asked, drawn and live."""
    figure = staffing_figure(HALF_HOUR, 20, language)
    for width in (WIDE, NARROW):
        assert re.search(r'viewBox="0 0 (\d+) \d+"', figure.svg(width))[1] == str(width)


# -- the live form ------------------------------------------------------------------------------


def live(demand: Demand, chosen: int, language: Language = "en") -> dict:
    """Through JSON and back, as the page's script reads it."""
    return json.loads(json.dumps(staffing_figure(demand, chosen, language).live(WIDE).to_dict()))


def test_the_sliders_begin_as_the_picture_is_drawn() -> None:
    """At the chosen number and the forecast; every position has its row."""
    spec = live(HALF_HOUR, 20)
    agents, calls = (
        next(p for p in spec["params"] if p["name"] == name) for name in (AGENTS, CALLS)
    )
    assert (agents["value"], calls["value"]) == (20, 120)
    assert (calls["bind"]["min"], calls["bind"]["max"], calls["bind"]["step"]) == (80, 160, 10)
    rows = next(rows for rows in spec["datasets"].values() if len(rows) > 1)
    assert len(rows) < 300
    found = {(row["calls"], row["agents"]) for row in rows}
    crews = range(agents["bind"]["min"], agents["bind"]["max"] + 1)
    assert found == {(c, n) for c in range(80, 161, 10) for n in crews}


def test_every_position_tells_its_own_numbers() -> None:
    """Golden row: 100 calls of 180 s, 13 agents: 79.56 % within 20 s, 17 s, 10 of 13 busy."""
    rows = next(
        rows
        for rows in live(Demand(120, 1800, 180, 20, 0.8), 15)["datasets"].values()
        if len(rows) > 1
    )
    row = next(row for row in rows if (row["calls"], row["agents"]) == (100, 13))
    assert row["service"] == pytest.approx(79.5595, abs=1e-4)
    assert row["occupancy"] == pytest.approx(100 * 10 / 13, abs=1e-4)
    assert [line.replace(NO_BREAK, " ") for line in row["lines"]] == [
        "100 calls (10 erlangs), 13 agents",
        "80 % within 20 s, mean wait 17 s",
        "agents busy 77 % of the time",
    ]
    row = next(row for row in rows if (row["calls"], row["agents"]) == (100, 10))
    assert row["lines"][1:] == ["the queue grows", "without end"]
    assert (row["service"], row["occupancy"]) == (0, 100)


def test_few_calls_stay_above_nothing() -> None:
    """Three calls: the slider cannot go below one."""
    spec = live(Demand(3, 1800, 240, 20, 0.8), 2, "zh")
    calls = next(p for p in spec["params"] if p["name"] == CALLS)
    assert (calls["bind"]["min"], calls["bind"]["max"]) == (1, 7)
    assert calls["bind"]["name"] == "来电量 "
