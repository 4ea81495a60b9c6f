"""Rows of ratings on the level scale, grouped by criterion: a lane for each assessor.

Every assessor has a shape and a height of their own within the row, so that equal ratings stand
beside each other and colour is never needed to tell who gave one.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from handbook.charts.theme import NARROW, Picture, axis, frame, layered, say, token
from handbook.formats import rounded
from scoring.agreement import ItemAgreement
from scoring.entries import TOP_LEVEL
from scoring.standard import Standard, items_of
from scoring.texts import Language

__all__ = ["rating_rows"]

HEADING, ROW = 30, 24  # px: the line of a criterion, and of an item
LOWER = 4  # px that the name of a criterion stands below the middle of its line
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
SIZES = (46, 40, 50, 44, 50, 50)  # square px, so that they look alike
LANE = 6  # px between the marks of two assessors
BEYOND = 0.2  # levels beyond both ends of the scale, so that marks are whole
HEAD, FOOT = 52, 24  # px: key and levels above the rows, levels below
SIDES = {True: (272, 92), False: (74, 78)}  # px beside a wide picture, and beside a narrow one
LETTER = {"en": 7.5, "zh": 13.0}  # px of one in the key
LEVELS = list(range(TOP_LEVEL + 1))
TICKS = axis(orient="top", values=LEVELS, domain=False, ticks=False, format="d")

Rows = list[dict[str, Any]]


def rating_rows(
    standard: Standard,
    items: Sequence[ItemAgreement],
    names: Mapping[str, str],
    agreed: Mapping[str, float],
    *,
    width: int,
    language: Language,
) -> Picture:
    """Draw items as rows, with the names at the left and the spreads at the right.

    Parameters
    ----------
    items : sequence of ItemAgreement
        In the order of the standard.
    agreed : mapping of str to float
        The agreed level by item, as an upright bar; such an item is no longer disputed.
    """
    left, right = SIDES[width > NARROW]
    headings, rows, height = _placed(standard, items, agreed, language, wide=width > NARROW)
    layers = [
        *_ground(rows, height),
        *_texts(headings, rows, left, width - left),
        *([] if agreed else [_heading(width - left, language)]),
        *_marks(rows, names, agreed, height),
        *_key(names, left, language, agreed=bool(agreed)),
    ]
    return frame(
        layered(*layers),
        width=width,
        height=height + HEAD + FOOT,
        left=left,
        right=right,
        top=HEAD,
        bottom=FOOT,
    )


def _lines(
    standard: Standard, items: Sequence[ItemAgreement], language: Language
) -> Iterator[tuple[ItemAgreement | None, str, str]]:
    """Criteria, each followed by its items: the item or None, the id and the title."""
    by_id = {one.item: one for one in items}
    for criterion in standard.children:
        here = [item for item in items_of(criterion) if item.id in by_id]
        if here:
            yield None, criterion.id, criterion.title.in_language(language)
        for item in here:
            yield by_id[item.id], item.id, item.title.in_language(language)


def _placed(
    standard: Standard,
    items: Sequence[ItemAgreement],
    agreed: Mapping[str, float],
    language: Language,
    *,
    wide: bool,
) -> tuple[Rows, Rows, int]:
    """Lines of criteria and of items, each with its middle in px, and the height of them all."""
    headings: Rows = []
    rows: Rows = []
    top = 0
    for one, name, title in _lines(standard, items, language):
        label = f"{name}  {title}" if wide or one is None else name
        if one is None:
            headings.append({"y": top + HEADING / 2 + LOWER, "label": label})
            top += HEADING
        else:
            rows.append(
                {
                    "y": top + ROW / 2,
                    "top": top,
                    "bottom": top + ROW,
                    "label": label,
                    "item": one.item,
                    "ratings": dict(one.ratings),
                    "low": min(one.ratings.values()),
                    "high": max(one.ratings.values()),
                    "shaded": one.disputed and one.item not in agreed,
                    "told": _told(one, agreed, language),
                }
            )
            top += ROW
    return headings, rows, top


def _told(one: ItemAgreement, agreed: Mapping[str, float], language: Language) -> str:
    """What stands at the right: the agreed level, or the spread and whether it is disputed."""
    if one.item in agreed:
        return f"{say(language, 'agreed', '合议')} {rounded(agreed[one.item])}"
    word = say(language, "disputed ", "分歧 ") if one.disputed else ""
    return f"{word}{rounded(one.spread)}"


def _down(field: str, height: int) -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)


def _across(field: str) -> alt.X:
    scale = alt.Scale(domain=[-BEYOND, TOP_LEVEL + BEYOND], nice=False)
    return alt.X(f"{field}:Q", scale=scale, axis=TICKS)


def _ground(rows: Rows, height: int) -> list[alt.Chart]:
    """Shading of what is disputed, the levels above and below, and the spread of each item."""
    ends = {"begin": -BEYOND, "end": TOP_LEVEL + BEYOND}
    shaded = [{**row, **ends} for row in rows if row["shaded"]]
    below = [{"level": level, "y": float(height), "text": str(level)} for level in LEVELS]
    return [
        alt.Chart(_data(shaded))
        .mark_rect(color=token("tint-2"))
        .encode(x=_across("begin"), x2=alt.X2("end"), y=_down("top", height), y2=alt.Y2("bottom")),
        alt.Chart(_data(below))
        .mark_text(dy=13)
        .encode(x=_across("level"), y=_down("y", height), text=alt.Text("text:N")),
        alt.Chart(_data(rows))
        .mark_rule(color=token("line-strong"))
        .encode(x=_across("low"), x2=alt.X2("high"), y=_down("y", height)),
    ]


def _texts(headings: Rows, rows: Rows, left: int, right_edge: int) -> list[alt.Chart]:
    """Names at the left; at the right what is told, in bold where it is disputed."""
    height = int(rows[-1]["bottom"]) if rows else 0
    at_left, at_right = alt.XValue(-left), alt.XValue(right_edge)
    parts: list[tuple[Rows, str, Any, Any, Any]] = [
        (headings, "label:N", at_left, "left", 600),
        (rows, "label:N", at_left, "left", 400),
        ([row for row in rows if row["shaded"]], "told:N", at_right, "right", 600),
        ([row for row in rows if not row["shaded"]], "told:N", at_right, "right", 400),
    ]
    return [
        alt.Chart(_data(lines))
        .mark_text(align=align, fontWeight=weight, fill=token("ink"))
        .encode(x=x, y=_down("y", height), text=alt.Text(text))
        for lines, text, x, align, weight in parts
        if lines
    ]


def _heading(right_edge: int, language: Language) -> alt.Chart:
    """What the numbers at the right are."""
    chart: alt.Chart = (
        alt.Chart(alt.Data(values=[{"name": say(language, "Spread", "相差")}]))
        .mark_text(align="right")
        .encode(x=alt.XValue(right_edge), y=alt.YValue(-10), text=alt.Text("name:N"))
    )
    return chart


def _marks(
    rows: Rows, names: Mapping[str, str], agreed: Mapping[str, float], height: int
) -> Iterator[alt.Chart]:
    """The agreed level as a bar, and over it one mark a rating, in the lane of its assessor."""
    bars = [{**row, "level": agreed[row["item"]]} for row in rows if row["item"] in agreed]
    if bars:
        yield (
            alt.Chart(_data(bars))
            .mark_tick(orient="vertical", thickness=3, size=ROW - 4, color=token("ink"), opacity=1)
            .encode(x=_across("level"), y=_down("y", height))
        )
    for number, who in enumerate(names):
        lane = (number - (len(names) - 1) / 2) * LANE
        mine = [
            {"level": row["ratings"][who], "y": row["y"] + lane}
            for row in rows
            if who in row["ratings"]
        ]
        yield _mark(_data(mine), number).encode(x=_across("level"), y=_down("y", height))


def _key(
    names: Mapping[str, str], left: int, language: Language, *, agreed: bool
) -> Iterator[alt.Chart]:
    """Who is which mark, side by side above the levels."""
    at = 8 - left
    y = alt.YValue(16 - HEAD)
    told = [*names.values(), *([say(language, "agreed", "合议")] if agreed else [])]
    for number, name in enumerate(told):
        one = alt.Data(values=[{"name": name}])
        if number < len(names):
            yield _mark(one, number).encode(x=alt.XValue(at), y=y)
        else:
            yield (
                alt.Chart(one)
                .mark_tick(orient="vertical", thickness=3, size=16, color=token("ink"), opacity=1)
                .encode(x=alt.XValue(at), y=y)
            )
        yield (
            alt.Chart(one)
            .mark_text(align="left", dx=9, fill=token("ink"))
            .encode(x=alt.XValue(at), y=y, text=alt.Text("name:N"))
        )
        at += round(34 + LETTER[language] * len(name))


def _mark(data: alt.Data, number: int) -> alt.Chart:
    chart: alt.Chart = alt.Chart(data).mark_point(
        shape=SHAPES[number],
        size=SIZES[number],
        filled=True,
        color=token(f"chart-{number + 1}"),
        opacity=1,
    )
    return chart


def _data(rows: Rows) -> alt.Data:
    return alt.Data(values=[{k: v for k, v in row.items() if k != "ratings"} for row in rows])
