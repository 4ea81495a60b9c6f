"""Range bars, one a row: solid to low, hatched to high, a line at the score, a number at the right."""

import altair as alt
import pandas as pd

from handbook.charts.theme import HATCH, Picture, axis, frame, layered, token

__all__ = ["range_rows"]

AXIS = 34  # px below and above the rows
MARK_BEYOND = 6  # px that the line at the score is taller than its bar


def range_rows(
    rows: pd.DataFrame, y: alt.Y, *, width: int, left: int, row: int, thickness: int
) -> Picture:
    """Draw a frame of rows as range bars.

    Parameters
    ----------
    rows : DataFrame
        Columns `low`, `score`, `high` (0-100), `text` (the number at the right), and what `y` names.
    left, row, thickness : int
        Room for the labels, height of a row and of its bar, in px.
    """
    scale = alt.Scale(domain=[0, 100], nice=False)
    ticks = axis(values=[0, 20, 40, 60, 80, 100], domain=False)
    base = alt.Chart().encode(y=y)
    proved = base.mark_bar(height=thickness, color=token("range")).encode(
        x=alt.X("low:Q", scale=scale, axis=ticks)
    )
    unproved = base.mark_bar(height=thickness, color=HATCH).encode(
        x=alt.X("low:Q", scale=scale), x2=alt.X2("high:Q")
    )
    score = base.mark_tick(
        thickness=3, size=thickness + MARK_BEYOND, color=token("ink"), opacity=1
    ).encode(x=alt.X("score:Q", scale=scale))
    text = base.mark_text(
        align="right", dx=thickness + 22, fontWeight=600, fill=token("ink")
    ).encode(x=alt.X("edge:Q", scale=scale), text=alt.Text("text:N"))
    return frame(
        layered(proved, unproved, score, text, data=rows.assign(edge=100.0)),
        width=width,
        height=row * len(rows) + AXIS,
        left=left,
        right=44,
        bottom=28,
    )
