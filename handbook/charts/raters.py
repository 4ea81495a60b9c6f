"""Several raters of one person: every mark a dot in its rater's lane, the mean a line."""

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import plain
from scoring.texts import Language

__all__ = ["raters_figure"]

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
LANE, GAP = 13, 14  # px a rater, and between rows
TOP_LEVEL = 5
LEGEND = 24  # px a line of names
COLUMNS = {True: 4, False: 2}  # names in a line on a wide picture, and on a narrow one
AXIS = 44  # px below the rows, title included
NOTE = {
    "en": "Persons, raters and marks are invented.",
    "zh": "人员、考核人和等级均为虚构。",
}


def raters_figure(marks: pd.DataFrame, language: Language, *, who: str) -> Figure:
    """Marks in rows, with the mean of each row and the row in which raters lie farthest apart.

    Parameters
    ----------
    marks : DataFrame
        Columns `group` (what is marked: a content or a post), `rater`, `mark` (level, 0-5), in
        the order in which they are to stand; one mark a group and rater, at most six raters.
    who : str
        Whose marks they are, for the line below the title.
    """
    raters, rows = list(dict.fromkeys(marks["rater"])), _summed(marks)
    title = _finding(rows, language)
    sub = say(
        language,
        f"{who}. Each mark is a level from 0 to 5. Line: mean of the row.",
        f"{who}。每个点是一位考核人给的等级（0–5），竖线为该行平均。",
    )
    listed = (
        f"{r.rater} {r.group} {plain(r.mark)}" for r in marks.sort_values("mark").itertuples()
    )

    def draw(width: int) -> Picture:
        chart = layered(*_layers(marks, rows, raters, width, language))
        wide = width == WIDE
        lines = -(-len(raters) // COLUMNS[wide])
        top = LEGEND * lines + 12
        height = len(rows) * (LANE * len(raters) + GAP)
        return frame(
            chart,
            width=width,
            height=height + top + AXIS,
            left=150 if wide else 100,
            right=16,
            top=top,
            bottom=AXIS,
        )

    shown = marks.pivot_table(index="group", columns="rater", values="mark", sort=False)
    shown = shown[raters].assign(mean=rows.set_index("group")["mean"]).reset_index()
    names = {
        "group": say(language, "Marked", "考核对象"),
        "mean": say(language, "Mean", "平均"),
    }
    alternative = said(language, title, listed)
    return Figure(
        language, title, sub, alternative, draw, shown.rename(columns=names), NOTE[language]
    )


def _summed(marks: pd.DataFrame) -> pd.DataFrame:
    """Mean and spread of every group, in order."""
    grouped = marks.groupby("group", sort=False)["mark"]
    rows = grouped.agg(mean="mean", low="min", high="max").reset_index()
    return rows.assign(spread=(rows["high"] - rows["low"]).round(9))


def _finding(rows: pd.DataFrame, language: Language) -> str:
    widest = rows.loc[rows["spread"].idxmax()]
    if not widest["spread"]:
        return say(language, "In no row do the raters differ", "哪一行都没有分歧")
    group, apart, mean = widest["group"], plain(widest["spread"]), plain(widest["mean"])
    return say(
        language,
        f"Farthest apart: {group}, {apart} {'level' if apart == '1' else 'levels'}, "
        f"behind a mean of {mean}",
        f"分歧最大的是“{group}”：相差 {apart} 级，平均却是 {mean} 级",
    )


def _layers(
    marks: pd.DataFrame, rows: pd.DataFrame, raters: list[str], width: int, language: Language
) -> tuple[alt.Chart, ...]:
    scale = alt.Scale(domain=[0, TOP_LEVEL], nice=False)
    title = say(language, "Level", "等级")
    x = axis(values=list(range(TOP_LEVEL + 1)), domain=False, title=title, format="d")
    y = alt.Y(
        "group:N",
        sort=None,
        scale=alt.Scale(paddingInner=0.25, paddingOuter=0.12),
        axis=axis(domain=False, ticks=False, labelPadding=10, grid=False),
    )
    legend = alt.Legend(
        orient="top", direction="horizontal", columns=COLUMNS[width == WIDE], symbolOpacity=1
    )
    colours = [token(f"chart-{n}") for n in range(1, len(raters) + 1)]
    lane = alt.YOffset("rater:N", sort=raters, scale=alt.Scale(paddingOuter=0.3))
    dots = (
        alt.Chart(marks)
        .mark_point(filled=True, size=80, opacity=1)
        .encode(
            x=alt.X("mark:Q", scale=scale, axis=x),
            y=y,
            yOffset=lane,
            color=alt.Color(
                "rater:N", scale=alt.Scale(domain=raters, range=colours), legend=legend
            ),
            shape=alt.Shape(
                "rater:N", scale=alt.Scale(domain=raters, range=list(SHAPES[: len(raters)]))
            ),
        )
    )
    means = (
        alt.Chart(rows)
        .mark_tick(thickness=3, size=LANE * len(raters), color=token("ink"), opacity=1)
        .encode(x=alt.X("mean:Q", scale=scale), y=y)
    )
    return means, dots
