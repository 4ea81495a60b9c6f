"""Agents on a queue: what each number of them does to the wait, and to the agents themselves."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import plain, rounded, share
from scoring.erlang import Waiting, agents_needed, erlang_c, load_of
from scoring.texts import Language

__all__ = ["Demand", "staffing_figure"]

STEPS, PARTS = 4, 12  # the calls slider goes four steps up and down, each a twelfth of the calls
BEYOND = 3  # agents shown past those that the busiest setting needs
AGENTS, CALLS = "agents_now", "calls_now"
LINES = (("service", "chart-1", [1, 0], -11), ("occupancy", "chart-2", [6, 3], 17))


@dataclass(frozen=True)
class Demand:
    """What comes in during an interval, and what was promised.

    Attributes
    ----------
    calls : int
        Offered in the interval.
    interval_s, handle_s, within_s : float
        Length of the interval, mean handle time, and the longest wait that counts as in time.
    goal : float
        Share of calls to be answered in time (0-1).
    """

    calls: int
    interval_s: float
    handle_s: float
    within_s: float
    goal: float

    def load(self, calls: int | None = None) -> float:
        """In erlangs, for these calls or for another number of them."""
        return load_of(calls or self.calls, self.interval_s, self.handle_s)

    def queue(self, agents: int, calls: int | None = None) -> Waiting:
        """By Erlang C."""
        return erlang_c(self.load(calls), agents, self.handle_s, self.within_s)

    def agents(self, calls: int | None = None) -> int:
        """The fewest that reach the goal."""
        return agents_needed(self.load(calls), self.handle_s, self.within_s, self.goal)


def staffing_figure(demand: Demand, chosen: int, language: Language) -> Figure:
    """Service level and occupancy against the number of agents, the chosen number marked.

    The live form has sliders for the agents and for the calls, and tells the wait as well.
    """
    step = max(1, round(demand.calls / PARTS))
    below = min(STEPS, (demand.calls - 1) // step)
    every = [demand.calls + n * step for n in range(-below, STEPS + 1)]
    fewest = min(max(1, math.floor(demand.load(every[0]))), chosen)
    crews = range(fewest, max(demand.agents(every[-1]), chosen) + BEYOND + 1)
    now = _rows(demand, [demand.calls], crews, language)

    def draw(width: int) -> Picture:
        one = now[now["agents"] == chosen]
        return _picture(
            alt.Chart(now), alt.Chart(one),
            goal=demand.goal, crews=crews, width=width, language=language,
        )  # fmt: skip

    def live(width: int) -> Picture:
        rows = alt.Chart(_rows(demand, every, crews, language))
        rows = rows.transform_filter(f"datum.calls == {CALLS}")
        one = rows.transform_filter(f"datum.agents == {AGENTS}")
        picture = _picture(rows, one, goal=demand.goal, crews=crews, width=width, language=language)
        names = say(language, "Agents|Calls", "座席数|来电量").split("|")
        sliders = (AGENTS, chosen, crews, 1, names[0]), (CALLS, demand.calls, every, step, names[1])
        return picture.add_params(*(_slider(*one) for one in sliders))

    title = _title(demand, chosen, language)
    spoken = now[now["agents"] == chosen]["lines"].iloc[0]
    alternative = said(language, title, spoken)
    return Figure(
        language, title, _sub(demand, language), alternative, draw, _data(now, demand, language),
        live=live,
    )  # fmt: skip


def _rows(
    demand: Demand, calls: Sequence[int], crews: Sequence[int], language: Language
) -> pd.DataFrame:
    """One row for each number of calls and of agents, with what is said of it."""
    found = [(c, n, demand.queue(n, c)) for c in calls for n in crews]
    return pd.DataFrame(
        {
            "calls": [c for c, _, _ in found],
            "agents": [n for _, n, _ in found],
            "service": [round(100 * q.service_level, 4) for _, _, q in found],
            "occupancy": [round(100 * q.occupancy, 4) for _, _, q in found],
            "lines": [_lines(demand, c, n, q, language) for c, n, q in found],
        }
    )


def _lines(
    demand: Demand, calls: int, agents: int, queue: Waiting, language: Language
) -> list[str]:
    """What the picture says in words of one number of agents."""
    load = plain(demand.load(calls), 1)
    first = say(
        language,
        f"{calls} calls ({load} erlangs), {agents} agents",
        f"来电 {calls} 通（{load} 爱尔兰），在线 {agents} 人",
    )
    if math.isinf(queue.wait_s):
        return [
            first,
            *say(language, "the queue grows|without end", "队越排越长|没有尽头").split("|"),
        ]
    within, wait = plain(demand.within_s), rounded(queue.wait_s, 0)
    level, busy = share(queue.service_level, language, 0), share(queue.occupancy, language, 0)
    return [
        first,
        say(language, f"{level} within {within} s, mean wait {wait} s", f"{within} 秒内接起 {level}，平均等 {wait} 秒"),
        say(language, f"agents busy {busy} of the time", f"占用率 {busy}"),
    ]  # fmt: skip


def _title(demand: Demand, chosen: int, language: Language) -> str:
    """What the chosen number reaches, and what one agent fewer would do."""
    now = share(demand.queue(chosen).service_level, language, 0)
    within = plain(demand.within_s)
    if chosen - 1 <= demand.load():
        fewer = say(language, "with one fewer the queue never ends", "少一人，队就排不完")
    else:
        then = share(demand.queue(chosen - 1).service_level, language, 0)
        fewer = say(language, f"one fewer, and it is {then}", f"少一人，只剩 {then}")
    return say(
        language,
        f"{chosen} agents answer {now} within {within} s; {fewer}",
        f"{chosen} 人能在 {within} 秒内接起 {now}；{fewer}",
    )


def _sub(demand: Demand, language: Language) -> str:
    minutes, handle = plain(demand.interval_s / 60), plain(demand.handle_s)
    return say(
        language,
        f"Per cent, against agents on the queue, by Erlang C: {demand.calls} calls in "
        f"{minutes} minutes, {handle} s each. Dashed across: the goal.",
        f"纵轴为百分比，横轴为在线座席数，按 Erlang C 计算：{minutes} 分钟来电 {demand.calls} 通，"
        f"每通 {handle} 秒。横向虚线为目标。",
    )


def _data(now: pd.DataFrame, demand: Demand, language: Language) -> pd.DataFrame:
    """The numbers of the drawn picture, from where the queue settles."""
    data = now[now["agents"] > demand.load()][["agents", "service", "occupancy"]].copy()
    data.insert(2, "wait", [demand.queue(agents).wait_s for agents in data["agents"]])
    within = plain(demand.within_s)
    headings = say(
        language,
        f"Agents|Answered within {within} s (%)|Mean wait (s)|Occupancy (%)",
        f"座席数|{within} 秒内接起（%）|平均等待（秒）|占用率（%）",
    )
    data.columns = pd.Index(headings.split("|"))
    return data


def _slider(name: str, value: int, values: Sequence[int], step: int, label: str) -> alt.Parameter:
    bind = alt.binding_range(min=values[0], max=values[-1], step=step, name=f"{label} ")
    return alt.param(name=name, value=value, bind=bind)


def _picture(
    rows: alt.Chart,
    one: alt.Chart,
    *,
    goal: float,
    crews: Sequence[int],
    width: int,
    language: Language,
) -> Picture:
    """Two lines over the agents; a rule, two dots and words at the chosen number."""
    every = 2 if width == WIDE else 5
    x = alt.X(
        "agents:Q",
        scale=alt.Scale(domain=[crews[0], crews[-1]], nice=False),
        axis=axis(values=[n for n in crews if n % every == 0], format="d", grid=False, labelFlush=False,
                  title=say(language, "Agents on the queue", "在线座席数")),
    )  # fmt: skip
    scale = alt.Scale(domain=[0, 100], nice=False)
    ticks = axis(
        values=[0, 20, 40, 60, 80, 100], domain=False, ticks=False, minExtent=30, maxExtent=30
    )
    names = dict(
        zip(("service", "occupancy"), say(language, "Service level|Occupancy", "服务水平|占用率").split("|"), strict=True)
    )  # fmt: skip
    target = alt.Chart(pd.DataFrame({"goal": [100 * goal]}))
    line = target.mark_rule(strokeDash=[3, 3], color=token("line-strong"))
    layers: list[alt.Chart] = [
        line.encode(y=alt.Y("goal:Q", scale=scale)),
        one.mark_rule(color=token("ink-3")).encode(x=x),
    ]
    for field, colour, dash, above in LINES:
        y = alt.Y(f"{field}:Q", scale=scale, axis=ticks)
        last = rows.transform_filter(f"datum.agents == {crews[-1]}").transform_calculate(
            name=f"'{names[field]}'"
        )
        layers += [
            rows.mark_line(strokeWidth=2.5, strokeDash=dash, color=token(colour)).encode(x=x, y=y),
            one.mark_circle(size=110, color=token(colour), opacity=1).encode(x=x, y=y),
            last.mark_text(align="right", dy=above, fontWeight=600, fill=token(colour)).encode(
                x=x, y=y, text=alt.Text("name:N")
            ),
        ]
    words = one.mark_text(align="left", baseline="top", lineHeight=18, fill=token("ink"))
    layers.append(words.encode(x=alt.XValue(0), y=alt.YValue(-72), text=alt.Text("lines:N")))
    return frame(layered(*layers), width=width, height=372, left=40, right=16, top=82, bottom=44)
