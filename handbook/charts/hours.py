"""A ratio by hour of one day, against the day's two summaries.

The mean of hourly ratios gives an hour with three calls the say of one with two hundred; the dots
are as large as their calls, so that one sees what it leaves out.
"""

from functools import partial

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.lines import apart, line_colour, line_dash, percent_height, percent_text
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import rounded
from scoring.texts import Language

__all__ = ["hours_figure"]

HEIGHT = 240  # px of the plot, for 100 percent
APART = 100 * 16 / HEIGHT  # percent between names, 16 px


def hours_figure(hours: pd.DataFrame, language: Language, *, note: str = "") -> Figure:
    """A ratio by hour, with the day's two summaries: calls summed, and the mean of the ratios.

    Parameters
    ----------
    hours : DataFrame
        Columns `hour` (0-23), `above` and `below` (the counts that the ratio divides).
    """
    data = hours.assign(percent=100 * hours["above"] / hours["below"])
    summed = 100 * data["above"].sum() / data["below"].sum()
    mean = data["percent"].mean()
    title = _summaries(summed, mean, language)
    shown = data.copy()
    shown.columns = pd.Index(
        [
            say(language, "Hour", "小时"),
            say(language, "In time", "及时接起"),
            say(language, "Calls", "电话量"),
            say(language, "Share (%)", "占比（%）"),
        ]
    )
    listed = (
        say(language, f"calls summed {rounded(summed)}", f"加总 {rounded(summed)}"),
        say(language, f"mean of the hours {rounded(mean)}", f"逐小时平均 {rounded(mean)}"),
    )
    return Figure(
        language,
        title,
        say(
            language,
            "Service level (%) by hour of the day; the larger the dot, the more calls",
            "各小时的服务水平（%）；圆点越大，电话越多",
        ),
        said(language, title, listed),
        partial(_hours, data, summed, mean, language),
        shown,
        note,
    )


def _summaries(summed: float, mean: float, language: Language) -> str:
    one, other = percent_text(summed, language), percent_text(mean, language)
    if one == other:
        return say(
            language,
            f"Calls summed and the mean of the hours both read {one}",
            f"加总与逐小时平均都是 {one}",
        )
    return say(
        language,
        f"The day reads {one} by its calls and {other} by the mean of its hours",
        f"全天按电话加总是 {one}，逐小时平均则是 {other}",
    )


def _hours(
    data: pd.DataFrame, summed: float, mean: float, language: Language, width: int
) -> Picture:
    """A dot for each hour, and two lines whose names stand at their ends."""
    wide = width == WIDE
    x = alt.X(
        "hour:Q",
        scale=alt.Scale(domain=[-0.7, 23.7], nice=False),
        axis=axis(values=list(range(0, 24, 2 if wide else 4)), grid=False),
    )
    size = alt.Size("below:Q", scale=alt.Scale(zero=True, range=[0, 900]), legend=None)
    dots = (
        alt.Chart(data)
        .mark_circle(color=token("chart-1"), opacity=0.75, stroke=token("paper"), strokeWidth=1)
        .encode(x=x, y=percent_height("percent"), size=size)
    )
    called = [
        say(language, "calls summed", "电话加总") if wide else say(language, "sum", "加总"),
        say(language, "mean of hours", "逐小时平均") if wide else say(language, "mean", "平均"),
    ]
    ends = pd.DataFrame({"value": [summed, mean], "id": called})
    ends["place"] = apart(list(ends["value"]), APART)
    ends["text"] = [f"{n} {rounded(v)}" for n, v in zip(called, ends["value"], strict=True)]
    base = alt.Chart(ends)
    rules = base.mark_rule(strokeWidth=2).encode(
        y=percent_height("value"), color=line_colour(called), strokeDash=line_dash(called)
    )
    texts = base.mark_text(align="left", dx=6, fontWeight=600).encode(
        x=alt.XDatum(23.7),
        y=percent_height("place"),
        text=alt.Text("text:N"),
        color=line_colour(called),
    )
    return frame(
        layered(rules, dots, texts),
        width=width,
        height=HEIGHT + 46,
        left=40,
        right=140 if wide else 78,
        top=16,
        bottom=30,
    )
