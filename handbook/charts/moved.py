"""From last year's total to this year's: every step of the way, by what caused it.

Ratings come first, then weight that moved (something was not assessed, or does not apply any
more); a line between the two shows where the total would stand by the ratings alone. An item can
have a step in each part. Small steps of one part are drawn together, those up and those down, and
what would read 0.00 is left out.

Source: `scoring.review`, whose points sum to the change of the total.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import pandas as pd

from handbook.charts.centres import INVENTED
from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import rounded
from scoring import Standard
from scoring.review import Change, Review
from scoring.texts import Language
from scoring.tree import DECIMALS

__all__ = ["moved_figure"]

NAMED = 7  # steps of one part that stand on their own, up and down each
SEEN = 0.005  # points: below, a step reads 0.00
ROW = 26  # px a step
RIGHT = 56  # px for the numbers beside the picture
HALF = 0.32  # of a row: half the height of a bar
LINE = 0.44  # of a row: half the height of the line at a total
COLUMNS = ["kind", "id", "title", "points", "total"]  # total: where the total stands afterwards

Step = tuple[str, str, str, float]


def moved_figure(standard: Standard, found: Review, language: Language, who: str) -> Figure:
    """A waterfall: last year's total, what ratings did, what shares did, this year's total.

    Parameters
    ----------
    found : Review
        Of two scorecards that both have a total.
    who : str
        The centre, as it is to be read below the title.
    """
    data = _way(standard, found, language)
    title = _title(standard, found, language)
    sub = say(
        language,
        f"{who}. Points of the total, one step a line; the axis does not begin at 0.",
        f"{who}。总分的变化，一行一步；横轴不从 0 开始。",
    )
    sub += _parts(set(data["kind"]), language)
    listed = (f"{r.id or r.title} {_number(r)}" for r in data.itertuples())
    shown = data.assign(kind=data["kind"].map(_kinds(language)))
    shown.columns = pd.Index(
        say(language, "Cause,Id,Step,Points,Total then", "原因,编号,步骤,分,到此总分").split(",")
    )
    return Figure(
        language,
        title,
        sub,
        said(language, title, listed),
        lambda width: _chart(data, width),
        shown,
        INVENTED[language],
        absent="",  # a total is no step
    )


def _parts(kinds: set[str], language: Language) -> str:
    """What the steps are: by ratings, by weight or first the ones and then the others."""
    if kinds == {"total"}:
        return ""
    if "share" not in kinds:
        return say(language, " Every step is a rating that changed.", "每一步都是评级变化。")
    if "rating" not in kinds:
        return say(language, " Every step is weight that moved.", "每一步都是权重移动。")
    return say(
        language,
        " Above the middle line: ratings that changed. Below it: weight that moved.",
        "中线以上是评级变化，以下是权重移动。",
    )


def _kinds(language: Language) -> dict[str, str]:
    return {
        "total": say(language, "total", "总分"),
        "rating": say(language, "rating", "评级"),
        "share": say(language, "weight", "权重"),
    }


def _way(standard: Standard, found: Review, language: Language) -> pd.DataFrame:
    """The rows from top to bottom, with the total after each."""
    start, end = found.before.total.score or 0.0, found.after.total.score or 0.0
    rating = list(_steps("rating", standard, found.items, language))
    share = list(_steps("share", standard, found.items, language))
    rows: list[tuple[Any, ...]] = [("total", "", found.before.period, math.nan, start)]
    at = start
    for step in [*rating, *share]:
        if step[0] == "share" and rows[-1][0] == "rating":
            by_ratings = say(language, "by ratings alone", "只算评级")
            rows.append(("total", "", by_ratings, math.nan, at))
        at += step[-1]
        rows.append((*step, at))
    rows.append(("total", "", found.after.period, math.nan, end))
    return pd.DataFrame(rows, columns=COLUMNS)


def _steps(
    kind: str, standard: Standard, items: Sequence[Change], language: Language
) -> Iterator[Step]:
    """Steps of one part: rises, then falls, each the largest first and the small ones together."""
    points = {i.id: (i.by_rating if kind == "rating" else i.by_share) or 0.0 for i in items}
    for sign in (1, -1):
        moved = [i for i, value in points.items() if round(sign * value, DECIMALS) >= SEEN]
        moved.sort(key=lambda i: -sign * points[i])
        named = moved if len(moved) <= NAMED + 1 else moved[:NAMED]  # never one alone as "others"
        for item in named:
            yield kind, item, standard.node(item).title.in_language(language), points[item]
        if rest := moved[len(named) :]:
            title = say(language, f"{len(rest)} smaller ones", f"其余 {len(rest)} 条")
            yield kind, "", title, math.fsum(points[item] for item in rest)


def _title(standard: Standard, found: Review, language: Language) -> str:
    """The way in one sentence, and the item that moved most."""
    start, end = rounded(found.before.total.score or 0.0), rounded(found.after.total.score or 0.0)
    moved = max(found.items, key=lambda item: round(abs(item.points or 0.0), DECIMALS))
    if not round(moved.points or 0.0, DECIMALS):
        return say(language, f"{end} points, and no item moved", f"{end} 分，没有条目变动")
    rating = _signed(found.total.by_rating or 0.0)
    weight = _signed(found.total.by_share or 0.0)
    name = standard.node(moved.id).title.in_language(language)
    return say(
        language,
        f"{start} to {end}: ratings {rating}, weight {weight}; most by {name}, {_signed(moved.points or 0.0)}",
        f"{start} → {end}：评级 {rating}，权重 {weight}；变动最大的是“{name}”，{_signed(moved.points or 0.0)}",
    )


def _signed(value: float) -> str:
    size = rounded(abs(value), 2)
    return size if not float(size) else f"{'+' if value > 0 else '−'}{size}"


def _number(row: Any) -> str:
    return rounded(row.total, 2) if row.kind == "total" else _signed(row.points)


def _placed(data: pd.DataFrame, width: int) -> pd.DataFrame:
    """Where each row is drawn, its label and its colour."""
    change = data["points"].fillna(0.0)
    rows = data.assign(
        y=range(len(data)),
        begin=data["total"] - change,
        text=[_number(r) for r in data.itertuples()],
        label=[_label(r, width) for r in data.itertuples()],
        fill=[token("score" if value >= 0 else "chart-2") for value in change],
    )
    return rows.assign(
        top=rows["y"] - HALF, bottom=rows["y"] + HALF, over=rows["y"] - LINE, under=rows["y"] + LINE,
        next_top=rows["y"] + 1 - HALF,
    )  # fmt: skip


def _label(row: Any, width: int) -> str:
    if not row.id:
        return str(row.title)
    return f"{row.id.split('-')[1]} {row.title}" if width == WIDE else str(row.id)


def _chart(data: pd.DataFrame, width: int) -> Picture:
    rows = _placed(data, width)
    ends = [*rows["total"], *rows["begin"]]
    room = max(max(ends) - min(ends), 1.0) * 0.06
    x: dict[str, Any] = {
        "scale": alt.Scale(domain=[min(ends) - room, max(ends) + room], nice=False)
    }
    y: dict[str, Any] = {
        "scale": alt.Scale(domain=[len(rows) - 0.5, -0.5], nice=False),
        "axis": None,
    }
    ticks = axis(tickCount=4, grid=True, domain=False)
    fill = alt.Fill("fill:N", scale=None, legend=None)
    steps, totals = rows[rows["kind"] != "total"], rows[rows["kind"] == "total"]
    bars = alt.Chart(steps).mark_rect().encode(
        x=alt.X("begin:Q", axis=ticks, **x), x2=alt.X2("total:Q"), y=alt.Y("top:Q", **y), y2=alt.Y2("bottom:Q"), fill=fill
    )  # fmt: skip
    lines = alt.Chart(totals).mark_rule(strokeWidth=3, color=token("ink")).encode(
        x=alt.X("total:Q", axis=ticks, **x), y=alt.Y("over:Q", **y), y2=alt.Y2("under:Q")
    )  # fmt: skip
    links = alt.Chart(rows[:-1]).mark_rule(strokeWidth=1, color=token("line-strong")).encode(
        x=alt.X("total:Q", axis=ticks, **x), y=alt.Y("bottom:Q", **y), y2=alt.Y2("next_top:Q")
    )  # fmt: skip
    left = 252 if width == WIDE else 112
    return frame(
        layered(links, bars, lines, *_texts(rows, y, width, left)),
        width=width,
        height=ROW * len(rows) + 34,
        left=left,
        right=RIGHT,
        bottom=28,
    )


def _texts(rows: pd.DataFrame, y: dict[str, Any], width: int, left: int) -> Iterator[alt.Chart]:
    """Names at the left and numbers at the right, both outside the axis; totals in bold."""
    for total in (True, False):
        base = alt.Chart(rows[(rows["kind"] == "total") == total]).encode(y=alt.Y("y:Q", **y))
        weight: Any = 700 if total else 400
        yield base.mark_text(align="right", fontWeight=weight, fill=token("ink-2")).encode(
            x=alt.XValue(-8), text=alt.Text("label:N")
        )
        yield base.mark_text(align="right", fontWeight=600, fill=token("ink")).encode(
            x=alt.XValue(width - left - 4), text=alt.Text("text:N")
        )
