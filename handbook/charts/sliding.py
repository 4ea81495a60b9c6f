"""Lines over a weight that a slider moves, and a list of centres that re-ranks with it.

The totals at the slider are computed by Vega from three numbers a centre, by the same formula as
the lines, so that the drawn picture and the live one cannot differ.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from handbook.charts.theme import WIDE, Picture, axis, frame, layered, token

__all__ = ["sliding_lines"]

COLOURS = 6  # tokens chart-1 ... chart-6
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
PLOT, SLOT = 250, 24  # px: height of the lines, and of a centre in the list
FULL, STEP = 100, 10
TOTAL = (
    "round(1e9 * ((1 - weight / 100) * datum.kept * datum.rest + weight / 100 * datum.own)"
    " / ((1 - weight / 100) * datum.kept + weight / 100)) / 1e9"
)
HALF_UP = "format(floor(10 * datum.total + 0.5) / 10, '.1f')"


def sliding_lines(
    centres: pd.DataFrame,
    points: pd.DataFrame,
    changes: Sequence[float],
    weight: alt.Parameter,
    *,
    width: int,
    title: str,
) -> Picture:
    """Draw the lines with the list at their right, or below them on a phone.

    Parameters
    ----------
    centres : DataFrame
        One row a centre in its order: `centre`, and `own`, `rest`, `kept`, from which its total
        follows for any weight.
    points : DataFrame
        Of the lines: `centre`, `weight`, `total`.
    changes : sequence of float
        Weights at which the first place changes.
    weight : Parameter
        Named `weight`, with or without a slider.
    title : str
        Of the horizontal axis.
    """
    wide = width == WIDE
    left, right = 30, (206 if wide else 14)
    below = 46 + (0 if wide else SLOT * len(centres) + 8)
    low = STEP * float(points["total"].min() // STEP)
    high = max(-STEP * float(-points["total"].max() // STEP), low + STEP)
    looks = _looks(centres)
    x = alt.Scale(domain=[0, FULL], nice=False)
    y = alt.Scale(domain=[low, high], nice=False, zero=False)
    px = (high - low) / PLOT  # points of the total
    first = high - SLOT / 2 * px if wide else low - (50 + SLOT / 2) * px
    span = (width - left - right + 22, width - 4 - left) if wide else (0, width - left - right)
    layers = [
        _paths(looks, points, x, y, title),
        *_changing(changes, x),
        *_now(looks, x, y),
        *_list(looks, y, first, SLOT * px, span),
    ]
    return frame(
        layered(*layers).add_params(weight),
        width=width,
        height=PLOT + 22 + below,
        left=left,
        right=right,
        top=22,
        bottom=below,
    )


def _looks(centres: pd.DataFrame) -> pd.DataFrame:
    places = range(len(centres))
    return centres.assign(
        order=list(places),
        fill=[token(f"chart-{n % COLOURS + 1}") for n in places],
        shape=[SHAPES[n % len(SHAPES)] for n in places],
    )


def _paths(
    looks: pd.DataFrame, points: pd.DataFrame, x: alt.Scale, y: alt.Scale, title: str
) -> alt.Chart:
    fills = dict(zip(looks["centre"], looks["fill"], strict=True))
    low, high = (int(end) for end in y.domain)
    x_axis = axis(values=list(range(0, FULL + 1, 20)), title=title, grid=False)
    y_axis = axis(values=list(range(low, high + 1, STEP)), domain=False, ticks=False)
    paths: alt.Chart = (
        alt.Chart(points.assign(fill=points["centre"].map(fills)))
        .mark_line(strokeWidth=2, clip=True)
        .encode(
            x=alt.X("weight:Q", scale=x, axis=x_axis),
            y=alt.Y("total:Q", scale=y, axis=y_axis),
            detail=alt.Detail("centre:N"),
            color=alt.Color("fill:N", scale=None, legend=None),
        )
    )
    return paths


def _changing(changes: Sequence[float], x: alt.Scale) -> list[alt.Chart]:
    """A dashed line where the first place changes, with its weight above it."""
    marked = pd.DataFrame({"weight": changes, "text": [f"{weight:.1f}" for weight in changes]})
    if marked.empty:
        return []
    base = alt.Chart(marked).encode(x=alt.X("weight:Q", scale=x))
    rule = base.mark_rule(strokeDash=[4, 3], strokeWidth=1.5, color=token("ink-3"))
    text = base.mark_text(dy=-9, fontWeight=600).encode(y=alt.YValue(0), text=alt.Text("text:N"))
    return [rule, text]


def _totals(looks: pd.DataFrame) -> alt.Chart:
    """The centres with their totals at the weight of the slider, ranked."""
    highest = alt.SortField("total", order="descending")
    return (
        alt.Chart(looks)
        .transform_calculate(at="weight", total=TOTAL)
        .transform_window(
            place="row_number()", sort=[highest, alt.SortField("order", order="ascending")]
        )
        .transform_window(rank="rank()", sort=[highest])
    )


def _now(looks: pd.DataFrame, x: alt.Scale, y: alt.Scale) -> list[alt.Chart]:
    """An upright line at the slider, and each centre on its line."""
    one = alt.Chart(looks.head(1)).transform_calculate(at="weight")
    rule = one.mark_rule(strokeWidth=1.5, color=token("ink"))
    at = alt.X("at:Q", scale=x)
    dots = _totals(looks).mark_point(size=80, filled=True, opacity=1, strokeWidth=1)
    return [
        rule.encode(x=at),
        dots.encode(x=at, y=alt.Y("total:Q", scale=y), **_marks()),
    ]


def _marks() -> dict[str, Any]:
    return {
        "shape": alt.Shape("shape:N", scale=None, legend=None),
        "fill": alt.Fill("fill:N", scale=None, legend=None),
        "stroke": alt.Stroke("fill:N", scale=None, legend=None),
    }


def _list(
    looks: pd.DataFrame, y: alt.Scale, first: float, slot: float, span: tuple[float, float]
) -> list[alt.Chart]:
    """Rank, mark, name and total, one below the other; `first` and `slot` in points of the total."""
    ranked = _totals(looks).transform_calculate(
        slot=f"{first} - (datum.place - 1) * {slot}", number=HALF_UP
    )
    at = alt.Y("slot:Q", scale=y)
    start, end = span
    rank = ranked.mark_text(align="right", fontWeight=600, fill=token("ink"))
    dot = ranked.mark_point(size=80, filled=True, opacity=1, strokeWidth=1)
    name = ranked.mark_text(align="left")
    number = ranked.mark_text(align="right", fontWeight=600, fill=token("ink"))
    return [
        rank.encode(x=alt.XValue(start + 8), y=at, text=alt.Text("rank:Q")),
        dot.encode(x=alt.XValue(start + 22), y=at, **_marks()),
        name.encode(x=alt.XValue(start + 34), y=at, text=alt.Text("centre:N")),
        number.encode(x=alt.XValue(end), y=at, text=alt.Text("number:N")),
    ]
