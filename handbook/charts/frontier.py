"""What a score costs: the cheapest person-days to every total, and to every grade above today's.

The rule one would get wrong: a grade may lie right of the curve, because it asks for more than a
total; how far to the right is what its other rules cost. Between the marks nothing was computed.
"""

import altair as alt
import pandas as pd

from handbook.charts.centres import INVENTED
from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import plain, rounded
from scoring.texts import Language

__all__ = ["frontier_figure"]

FULL = 100.0
TEN = 10.0  # the axis begins on a ten
ROOM = 4.0  # points below the lowest mark, for its name


def frontier_figure(
    curve: pd.DataFrame, grades: pd.DataFrame, language: Language, *, who: str
) -> Figure:
    """Draw totals against their cheapest person-days, and where the grades lie.

    Parameters
    ----------
    curve : DataFrame
        Columns `score` and the least `days` to it, the first row today at 0 days; rising.
    grades : DataFrame
        Columns `grade` (title in the page's language), `days` of its cheapest path and `score` at
        the end of it; the cheapest first. Without rows where no higher grade can be had.
    """
    title = _title(grades, language)
    least = max(0.0, TEN * ((float(curve["score"].min()) - ROOM) // TEN))
    sub = say(
        language,
        f"{who}. Line: least person-days to a total, joined between computed points. Diamonds: "
        f"cheapest paths to the bands. The vertical axis begins at {plain(least)}.",
        f"{who}。折线为达到某一总分最少要用的人天，点与点之间只是连线；菱形为升到各等级最省的路径。"
        f"纵轴从 {plain(least)} 开始。",
    )

    def draw(width: int) -> Picture:
        wide = width == WIDE
        end = 1.04 * max(float(curve["days"].max()), *grades["days"], 1.0)
        x = alt.X(
            "days:Q",
            scale=alt.Scale(domain=[0, end], nice=False),
            axis=axis(
                grid=False,
                tickCount=8 if wide else 4,
                title=say(language, "Person-days", "人天"),
            ),
        )
        y = alt.Y(
            "score:Q",
            scale=alt.Scale(domain=[least, FULL], nice=False),
            axis=axis(domain=False, ticks=False, tickCount=5, minExtent=30, maxExtent=30),
        )
        named = grades.assign(
            text=[f"{r.grade} {plain(r.days)}" if wide else r.grade for r in grades.itertuples()]
        )
        line = alt.Chart(curve).mark_line(strokeWidth=2.5, color=token("score"))
        dots = alt.Chart(curve).mark_circle(size=34, color=token("score"), opacity=1)
        marks = alt.Chart(named).mark_point(
            shape="diamond", size=120, filled=True, color=token("chart-2"), opacity=1
        )
        near, far = (named[named["days"] <= end / 2], named[named["days"] > end / 2])
        ink = token("chart-2")
        labels = [  # below the curve is room on either side, but not beyond the frame
            alt.Chart(near).mark_text(align="left", dx=4, dy=18, fontWeight=600, fill=ink),
            alt.Chart(far).mark_text(align="right", dx=-4, dy=18, fontWeight=600, fill=ink),
        ]
        return frame(
            layered(
                *(mark.encode(x=x, y=y) for mark in (line, dots, marks)),
                *(label.encode(x=x, y=y, text=alt.Text("text:N")) for label in labels),
            ),
            width=width,
            height=300,
            left=40,
            right=14,
            top=14,
            bottom=46,
        )

    rows = [(rounded(r.score), r.days) for r in curve.itertuples()]
    rows += [(f"{r.grade} ({rounded(r.score)})" if language == "en" else
              f"{r.grade}（{rounded(r.score)}）", r.days) for r in grades.itertuples()]  # fmt: skip
    columns = say(language, "Total or band,Least person-days", "总分或等级,最少人天").split(",")
    listed = [f"{what} {plain(days)}" for what, days in rows]
    return Figure(
        language,
        title,
        sub,
        said(language, title, listed),
        draw,
        pd.DataFrame(rows, columns=columns),
        INVENTED[language],
    )


def _title(grades: pd.DataFrame, language: Language) -> str:
    if grades.empty:
        return say(language, "No higher band can be had", "没有更高的等级可升")
    steps = grades["days"].diff().fillna(grades["days"])
    dearest = int(steps.to_numpy().argmax())
    band, extra = grades["grade"].iloc[dearest], plain(steps.iloc[dearest])
    total = plain(grades["days"].max())
    if len(grades) == 1:
        return say(
            language,
            f"{band} is the only band left, for {total} person-days",
            f"只剩“{band}”一档可升，要 {total} 人天",
        )
    return say(
        language,
        f"The step to {band} is the dearest: {extra} of {total} person-days",
        f"升到“{band}”这一步最贵：{total} 人天里占 {extra}",
    )
