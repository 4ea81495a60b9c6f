"""Service levels of one day by threshold, one line for each formula, read by a slider.

A percentage is drawn from the two counts that it divides, so that a picture can show the
denominator with the number.
"""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.lines import apart, line_colour, line_dash, percent_height, percent_text
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from scoring.texts import Language

__all__ = ["service_level_figure"]

HEIGHT = 240  # px of the plot, for 100 percent
LINE = 19  # px from one reading above the plot to the next
APART = 100 * 15 / HEIGHT  # percent between names, 15 px, so that they do not touch
TICK_S = 20


def service_level_figure(
    levels: pd.DataFrame, threshold: int, language: Language, *, note: str = ""
) -> Figure:
    """Lines by threshold, one for each formula; a slider reads all of them at one threshold.

    Parameters
    ----------
    levels : DataFrame
        Columns `seconds` (the threshold, in equal steps), `id` and `name` (of the formula, in the page's
        language), `above` and `below` (the counts that it divides).
    threshold : int
        Seconds at which the figure stands at first; one of `seconds`.
    """
    data = levels.assign(percent=100 * levels["above"] / levels["below"])
    at = data[data["seconds"] == threshold]
    shown = data.pivot_table(index="seconds", columns="id", values="percent", sort=False)
    shown = shown.rename(columns=lambda one: f"{one} (%)" if language == "en" else f"{one}（%）")
    seconds = say(language, "Threshold (s)", "阈值（秒）")
    title = _spread(at, threshold, language)
    return Figure(
        language,
        title,
        say(
            language,
            "Service level (%) by threshold in seconds, one line for each formula",
            "服务水平（%）随阈值（秒）的变化，每条线一种公式",
        ),
        said(
            language,
            title,
            (f"{r.id} {r.name} {percent_text(r.percent, language)}" for r in at.itertuples()),
        ),
        partial(_curves, data, threshold, language, slides=False),
        shown.reset_index().rename(columns={"seconds": seconds}),
        note,
        live=partial(_curves, data, threshold, language, slides=True),
    )


def _spread(at: pd.DataFrame, threshold: int, language: Language) -> str:
    low, high = (percent_text(v, language) for v in (at["percent"].min(), at["percent"].max()))
    if low == high:
        return say(
            language,
            f"At {threshold} s every formula reads {low}",
            f"阈值 {threshold} 秒，各种公式都是 {low}",
        )
    return say(
        language,
        f"At {threshold} s the same calls read {low} to {high}, depending on the formula",
        f"阈值 {threshold} 秒，同一批电话因公式不同，低则 {low}，高则 {high}",
    )


def _curves(
    data: pd.DataFrame, threshold: int, language: Language, width: int, *, slides: bool
) -> Picture:
    """The lines, where they stand at the threshold, and above them the readings."""
    order = list(dict.fromkeys(data["id"]))
    unit = say(language, " s", " 秒")
    rows = data.assign(
        reads=[percent_text(v, language) for v in data["percent"]],
        counts=[f"{a:,} ÷ {b:,}" for a, b in zip(data["above"], data["below"], strict=True)],
        row=[_above_plot(len(order) - order.index(one)) for one in data["id"]],
        stands=[f"{s}{unit}" for s in data["seconds"]],
    )
    chosen = _threshold(data["seconds"], threshold, language, slides=slides)
    lines = (
        alt.Chart(rows)
        .mark_line(strokeWidth=2.5)
        .encode(
            x=_seconds(data["seconds"].max()),
            y=percent_height("percent"),
            color=line_colour(order),
            strokeDash=line_dash(order),
        )
    )
    last = rows[rows["seconds"] == rows["seconds"].max()]
    names = (
        alt.Chart(last.assign(place=apart(list(last["percent"]), APART)))
        .mark_text(align="left", dx=6, fontWeight=600)
        .encode(
            x=alt.X("seconds:Q"),
            y=percent_height("place"),
            text=alt.Text("id:N"),
            color=line_colour(order),
        )
    )
    here = alt.Chart(rows).transform_filter(alt.datum["seconds"] == chosen)
    return frame(
        layered(lines, names, *_standing(here, order, width)).add_params(chosen),
        width=width,
        height=HEIGHT + 30 + LINE * (len(order) + 2),
        left=40,
        right=28,
        top=LINE * (len(order) + 2),
        bottom=30,
    )


def _threshold(
    seconds: pd.Series, value: int, language: Language, *, slides: bool
) -> alt.Parameter:
    """The threshold that is read: fixed, or by a slider in the steps of the data."""
    if not slides:
        return alt.param(name="threshold", value=value)
    every = sorted(set(seconds))
    label = say(language, "Threshold in seconds ", "阈值（秒） ")
    step = min(b - a for a, b in pairwise(every))
    slider = alt.binding_range(min=every[0], max=every[-1], step=step, name=label)
    return alt.param(name="threshold", value=value, bind=slider)


def _standing(here: alt.Chart, order: Sequence[str], width: int) -> list[alt.Chart]:
    """What moves with the threshold: a rule, dots on the lines, and a row for each formula."""
    right = width - 40 - 28
    once = here.transform_filter(alt.datum["id"] == order[0])
    rule = once.mark_rule(color=token("line-strong"), strokeDash=[3, 3]).encode(
        x=alt.X("seconds:Q")
    )
    named = once.mark_text(dy=-9, fontWeight=600, fill=token("ink")).encode(
        x=alt.X("seconds:Q"), y=alt.YDatum(100), text=alt.Text("stands:N")
    )
    dots = here.mark_circle(size=80, opacity=1).encode(
        x=alt.X("seconds:Q"), y=percent_height("percent"), color=line_colour(order)
    )
    sample = here.mark_rule(strokeWidth=2.5).encode(
        x=alt.XValue(-36),
        x2=alt.X2Value(-12),
        y=percent_height("row"),
        color=line_colour(order),
        strokeDash=line_dash(order),
    )
    bold = here.mark_text(align="left", fontWeight=600, fill=token("ink"))
    left = here.mark_text(align="left", fill=token("ink"))
    far = here.mark_text(align="right", fill=token("ink"))
    far_bold = here.mark_text(align="right", fontWeight=600, fill=token("ink"))
    columns = [(-4, "id", bold), (22, "name", left), (right, "reads", far_bold)]
    if width >= WIDE:
        columns.append((right - 76, "counts", far))
    texts = [
        mark.encode(x=alt.XValue(place), y=percent_height("row"), text=alt.Text(f"{column}:N"))
        for place, column, mark in columns
    ]
    return [rule, named, dots, sample, *texts]


def _above_plot(lines: int) -> float:
    """Where a row of text stands, in percent of the plot; the first line is the threshold's."""
    return 100 + 100 * (lines + 0.6) * LINE / HEIGHT


def _seconds(most: int) -> alt.X:
    return alt.X(
        "seconds:Q",
        scale=alt.Scale(domain=[0, most], nice=False),
        axis=axis(values=list(range(0, most + 1, TICK_S)), grid=False),
    )
