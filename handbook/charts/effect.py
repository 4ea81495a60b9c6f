"""Whom a new edition affects: each centre's change of score, part by part.

The rule one would get wrong: a part does not begin at zero but where the part before it ends, so
that the last one ends at the whole change. A part that moves no centre is left out of the picture,
and said to be.

Source: `scoring.effect`, whose parts sum to the change of the score.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from handbook.charts.centres import INVENTED
from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import rounded
from scoring.effect import Effect
from scoring.texts import Language

__all__ = ["effect_figure"]

NAMES = {
    "en": {"items": "items", "scales": "scales", "weights": "weights"},
    "zh": {"items": "条目", "scales": "量表", "weights": "权重"},
}
PARTS = tuple(NAMES["en"])  # in the order in which they change
INKS = {"items": "chart-1", "scales": "chart-3", "weights": "chart-2"}
HEADINGS = {
    "en": "Centre,Before,After,Items,Scales,Weights,Change",
    "zh": "中心,改版前,改版后,条目,量表,权重,变化",
}
COLUMNS = ["centre", "before", "after", *PARTS, "change"]
SEEN = 0.005  # points: below, a number reads 0.00
LEAST = 1.0  # points that the scale shows at least
BAR, GAP, ROOM = 12, 3, 14  # px: of a part, between parts, between centres
KEY, NAME, AXIS = 30, 20, 24  # px: above all, above a centre on a phone, below all
LEFT, RIGHT, SIDE = 108, 128, 12  # px beside the bars on a desk, and on a phone
LABEL, ENTRY = 46, 86  # px that a number beside a bar and a name of a part need


def effect_figure(
    effects: Sequence[Effect], names: Mapping[str, str], language: Language, note: str = ""
) -> Figure:
    """Each centre's change and its parts, the largest gain first.

    Parameters
    ----------
    effects : sequence of Effect
        One a centre; one that lacks a score in an edition is named above the picture.
    names : mapping
        Of the centres, by id.
    note : str
        What else stands below, after a line on the centres.
    """
    told = [one for one in effects if one.change is not None and one.by_items is not None]
    data = pd.DataFrame((_row(one, names) for one in told), columns=COLUMNS)
    data = data.sort_values("change", ascending=False, kind="stable", ignore_index=True)
    without = [names[one.before.centre] for one in effects if one not in told]
    parts = [part for part in PARTS if (data[part].abs() >= SEEN).any()]
    title = _title(data, language)
    listed = (_listed(row, language) for row in data.itertuples())
    shown = data.set_axis(HEADINGS[language].split(","), axis=1)
    return Figure(
        language, title, _sub(parts, without, language), said(language, title, listed),
        lambda width: _chart(data, parts or PARTS[:1], language, width), shown,
        say(language, " ", "").join(text for text in (INVENTED[language], note) if text),
    )  # fmt: skip


def _row(one: Effect, names: Mapping[str, str]) -> tuple[Any, ...]:
    parts = (one.by_items, one.by_scales, one.by_weights)
    totals = (one.before.total.score, one.after.total.score)
    return names[one.before.centre], *totals, *parts, one.change


def _title(data: pd.DataFrame, language: Language) -> str:
    """Who wins most and who loses most, each with the part that did most of it."""
    if not len(data):
        return say(language, "No centre has a score in both editions", "没有哪家在两版里都有得分")
    if not (data["change"].abs() >= SEEN).any():
        return say(language, "No centre wins or loses", "没有哪家升，也没有哪家降")
    first, last, alone = data.iloc[0], data.iloc[-1], len(data) == 1
    ends = (
        (first, first["change"] >= SEEN, "升得最多", say(language, "Nobody gains", "没有哪家升")),
        (last, last["change"] <= -SEEN, "降得最多", say(language, "nobody loses", "没有哪家降")),
    )
    found = [
        _move(row, language, "" if alone else f"{most}：") if moved else none
        for row, moved, most, none in ends
        if moved or not alone
    ]
    return say(language, ", ", "；").join(found)


def _move(row: Any, language: Language, most: str) -> str:
    """One centre's change, and the part that goes furthest its way."""
    change = row["change"]
    part = max(PARTS, key=lambda one: math.copysign(row[one], change * row[one]))
    by = f"{NAMES[language][part]} {_signed(row[part])}"
    if language == "zh":
        return f"{most}{row['centre']} {_signed(change)}（{by}）"
    return f"{row['centre']} {'gains' if change > 0 else 'loses'} {rounded(abs(change), 2)} ({by})"


def _sub(parts: Sequence[str], without: Sequence[str], language: Language) -> str:
    """What is drawn, and what and who is left out."""
    text = say(
        language,
        "Change of the score, proposals taken as confirmed; each part begins where the last ends, "
        "at the whole change stands a thick line.",
        "得分的变化，待确认的评级按已确认计；每一部分从上一部分的终点接着画，粗竖线处是总变化。",
    )
    if 0 < len(parts) < len(PARTS):
        idle = [NAMES[language][part] for part in PARTS if part not in parts]
        text += say(
            language,
            f" Not drawn, because they move no centre: {' and '.join(idle)}.",
            f"{'、'.join(idle)}对哪家都没有影响，没有画。",
        )
    if without:
        told = say(language, ", ", "、").join(without)
        text += say(language, f" Without a score: {told}.", f"没有得分的：{told}。")
    return text


def _listed(row: Any, language: Language) -> str:
    parts = [f"{NAMES[language][part]} {_signed(getattr(row, part))}" for part in PARTS]
    way = f"{row.centre} {rounded(row.before)} → {rounded(row.after)}"
    return say(language, f"{way} ({', '.join(parts)})", f"{way}（{'，'.join(parts)}）")


def _signed(value: float) -> str:
    size = rounded(abs(value), 2)
    return size if not float(size) else f"{'+' if value > 0 else '−'}{size}"


@dataclass(frozen=True)
class _Plane:
    """Where things stand: points from left to right, px from top to bottom."""

    low: float
    high: float
    inner: int
    height: int

    def x(self, field: str) -> alt.X:
        scale = alt.Scale(domain=[self.low, self.high], nice=False)
        return alt.X(f"{field}:Q", scale=scale, axis=axis(tickCount=5, domain=False, grid=True))

    def y(self, field: str) -> alt.Y:
        scale = alt.Scale(domain=[self.height, 0], nice=False)
        return alt.Y(f"{field}:Q", scale=scale, axis=None)


def _chart(data: pd.DataFrame, parts: Sequence[str], language: Language, width: int) -> Picture:
    wide = width == WIDE
    head = ROOM // 2 + (0 if wide else NAME)
    row = head + ROOM // 2 + len(parts) * (BAR + GAP)
    left, right = (LEFT, RIGHT) if wide else (SIDE, SIDE)
    bars = pd.DataFrame(_bars(data, parts, row, KEY + head))
    inner, ends = width - left - right, [0.0, *(bars["end"] if len(bars) else ())]
    low, high = min(ends), max(*ends, min(ends) + LEAST)
    room = LABEL * (high - low) / (inner - 2 * LABEL)  # for the numbers beside the bars
    plane = _Plane(low - room, high + room, inner, KEY + row * len(data))
    words = _words(data, row, plane, wide=wide)
    return frame(
        layered(*_drawn(bars, plane), *words, *_key(parts, language, plane)),
        width=width, height=plane.height + AXIS, left=left, right=right, top=0, bottom=AXIS,
    )  # fmt: skip


def _bars(data: pd.DataFrame, parts: Sequence[str], row: int, top: int) -> Iterator[dict[str, Any]]:
    """One row a part of a centre: from where to where, px from the top, its number."""
    for index, centre in enumerate(data.itertuples()):
        at = 0.0
        for place, part in enumerate(parts):
            y, end = top + index * row + place * (BAR + GAP), at + getattr(centre, part)
            yield {
                "begin": at, "end": end, "top": y, "bottom": y + BAR, "middle": y + BAR / 2,
                "next": y + BAR + GAP, "last": part == parts[-1], "right": end >= at,
                "text": _signed(end - at), "fill": token(INKS[part]),
            }  # fmt: skip
            at = end


def _drawn(bars: pd.DataFrame, plane: _Plane) -> Iterator[alt.Chart]:
    """The zero line; bars, lines that join them, a thick one at the whole change, numbers."""
    line = pd.DataFrame([{"zero": 0.0, "top": KEY, "bottom": plane.height}])
    zero = alt.Chart(line).mark_rule(color=token("line-strong"))
    yield zero.encode(x=plane.x("zero"), y=plane.y("top"), y2=alt.Y2("bottom:Q"))
    if not len(bars):
        return
    joints, ends = alt.Chart(bars[~bars["last"]]), alt.Chart(bars[bars["last"]])
    x = plane.x("end")
    joint = joints.mark_rule(color=token("line-strong"))
    yield joint.encode(x=x, y=plane.y("bottom"), y2=alt.Y2("next:Q"))
    yield alt.Chart(bars).mark_rect().encode(
        x=plane.x("begin"), x2=alt.X2("end:Q"), y=plane.y("top"), y2=alt.Y2("bottom:Q"),
        fill=alt.Fill("fill:N", scale=None, legend=None),
    )  # fmt: skip
    end = ends.mark_rule(strokeWidth=3, color=token("ink"))
    yield end.encode(x=x, y=plane.y("top"), y2=alt.Y2("next:Q"))
    for right, rows in bars.groupby("right"):
        text = alt.Chart(rows).mark_text(
            align="left" if right else "right", dx=6 if right else -6, fontSize=11
        )
        yield text.encode(x=x, y=plane.y("middle"), text=alt.Text("text:N"))


def _words(data: pd.DataFrame, row: int, plane: _Plane, *, wide: bool) -> list[alt.Chart]:
    """The centre, its score before and after, and the whole change in bold."""
    first = KEY + (row / 2 if wide else ROOM // 2 + NAME / 2 - 2)
    rows = data.assign(
        at=[first + index * row for index in range(len(data))],
        way=[f"{rounded(r.before)} → {rounded(r.after)}" for r in data.itertuples()],
        whole=[_signed(value) for value in data["change"]],
    )
    base, y, ink = alt.Chart(rows), plane.y("at"), token("ink")
    left, edge = (-LEFT, plane.inner + RIGHT) if wide else (-SIDE, plane.inner + SIDE)
    name = base.mark_text(align="left", fill=ink, fontWeight=400 if wide else 600)
    way = base.mark_text(align="right")
    whole = base.mark_text(align="right", fill=ink, fontWeight=600)
    return [
        name.encode(x=alt.XValue(left), y=y, text=alt.Text("centre:N")),
        way.encode(x=alt.XValue(edge - LABEL), y=y, text=alt.Text("way:N")),
        whole.encode(x=alt.XValue(edge), y=y, text=alt.Text("whole:N")),
    ]


def _key(parts: Sequence[str], language: Language, plane: _Plane) -> list[alt.Chart]:
    """What each colour is."""
    px = (plane.high - plane.low) / plane.inner  # in points
    at = [plane.low + px * (BAR / 2 + ENTRY * place) for place in range(len(parts))]
    names, inks = ([of[part] for part in parts] for of in (NAMES[language], INKS))
    rows = pd.DataFrame({"x": at, "y": KEY / 2 - 2, "name": names, "ink": map(token, inks)})
    base = alt.Chart(rows).encode(x=plane.x("x"), y=plane.y("y"))
    ink = alt.Fill("ink:N", scale=None, legend=None)
    return [
        base.mark_square(size=BAR * BAR, opacity=1).encode(fill=ink),
        base.mark_text(align="left", dx=BAR).encode(text=alt.Text("name:N")),
    ]
