"""The criteria of a standard side by side, each as long as its weight; for the home page."""

import textwrap
from typing import Any

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.theme import Picture, frame, layered, say, token
from handbook.charts.weights import stretches, weights_figure
from handbook.formats import plain
from scoring import Standard
from scoring.texts import Language

__all__ = ["strip_figure"]

STRIP = 1180  # px: the whole width of a desktop page


def strip_figure(standard: Standard, language: Language, note: str = "") -> Figure:
    """The criteria alone, side by side, each as long as its weight; for the home page."""
    figure = weights_figure(standard, language, note)
    rows = stretches(standard, language).query("kind == 'criterion'")
    rows = rows.assign(points=rows["end"] - rows["begin"])
    top = float(rows["points"].max())
    sub = say(
        language,
        f"{standard.title.en}, {standard.edition}: weight of each criterion, drawn to length",
        f"{standard.title.zh}（{standard.edition}）：各评选项目的权重，按长度画出",
    )
    data = rows[["id", "title", "points"]]
    data.columns = figure.data.columns
    return Figure(
        language,
        figure.title,
        sub,
        figure.alternative,
        lambda width: _strip(rows, top, width, language),
        data,
        note,
        STRIP,
    )


def _strip(rows: pd.DataFrame, top: float, width: int, language: Language) -> Picture:
    data = rows.assign(
        number=[plain(p) for p in rows["points"]],
        fill=[token("score" if p == top else "tint-2") for p in rows["points"]],
        ink=[token("on-primary" if p == top else "ink") for p in rows["points"]],
    )
    fill, ink = (
        alt.Fill("fill:N", scale=None, legend=None),
        alt.Fill("ink:N", scale=None, legend=None),
    )
    if width < STRIP:  # a phone: one bar a row
        label = data.assign(label=[f"{r.id}  {r.title}" for r in data.itertuples()])
        x = alt.X("points:Q", scale=alt.Scale(domain=[0, top * 1.12], nice=False), axis=None)
        base = alt.Chart(label).encode(y=alt.Y("id:N", sort=None, axis=None))
        bars = base.mark_bar(height=10, yOffset=9).encode(x=x, fill=fill)
        names = base.mark_text(align="left", dy=-6, fontSize=12).encode(
            x=alt.XValue(0), text=alt.Text("label:N")
        )
        numbers = base.mark_text(
            align="left", dx=6, dy=9, fontWeight=600, fill=token("ink")
        ).encode(x=x, text=alt.Text("number:N"))
        return frame(
            layered(bars, names, numbers), width=width, height=36 * len(rows), top=2, bottom=2
        )
    across: dict[str, Any] = {"scale": alt.Scale(domain=[0, 100], nice=False)}
    base = alt.Chart(
        data.assign(
            y=0.0,
            y2=1.0,
            begin=data["begin"] + 0.08,
            end=data["end"] - 0.08,
            lines=[
                _lines(t, p, language) for t, p in zip(data["title"], data["points"], strict=True)
            ],
        )
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 1]), axis=None)
    ruler = alt.Axis(
        values=list(range(0, 101, 2)),
        labels=False,
        domain=False,
        title=None,
        tickSize=5,
        grid=False,
    )
    boxes = base.mark_rect().encode(
        x=alt.X("begin:Q", axis=ruler, **across),
        x2=alt.X2("end:Q"),
        y=y,
        y2=alt.Y2("y2:Q"),
        fill=fill,
    )
    numbers = base.mark_text(align="left", dx=8, dy=-27, fontSize=22, fontWeight=600).encode(
        x=alt.X("begin:Q", **across), y=y, text=alt.Text("number:N"), fill=ink
    )
    ids = base.mark_text(align="left", dy=-64, fontSize=12).encode(
        x=alt.X("begin:Q", **across), y=y, text=alt.Text("id:N")
    )
    names = base.mark_text(align="left", baseline="top", dy=13, fontSize=13, lineHeight=17).encode(
        x=alt.X("begin:Q", **across), y=y, text=alt.Text("lines:N")
    )
    return frame(
        layered(boxes, numbers, ids, names),
        width=width,
        height=136,
        left=2,
        right=2,
        top=22,
        bottom=60,
    )


def _lines(title: str, points: float, language: Language) -> list[str]:
    """A title broken over the width of its stretch."""
    room = int(points * (STRIP / 100) / (7.5 if language == "en" else 14))
    if language == "zh":
        return [title[i : i + room] for i in range(0, len(title), room)]
    return textwrap.wrap(title, room)
