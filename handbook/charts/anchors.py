"""Anchors as a line: what a measured value of an indicator earns."""

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.theme import Picture, axis, frame, said, say, token
from handbook.formats import plain, rounded
from scoring.anchors import ANCHOR_PERCENTS
from scoring.indicator import Indicator
from scoring.texts import Language

__all__ = ["UNITS", "anchors_figure"]

HEIGHT = 260
UNITS = {"percent": ("%", "%"), "s": ("s", "秒")}
NAMES = {"en": ("floor", "baseline", "target", "best"), "zh": ("底线", "基准", "目标", "最佳")}


def anchors_figure(
    indicator: Indicator, language: Language, example: float | None = None
) -> Figure:
    """Percent earned by a measured value: straight lines between four anchors."""
    anchors = indicator.anchors
    if anchors is None:
        message = f"{indicator.id} has no anchors to draw"
        raise ValueError(message)
    unit = say(language, *UNITS[indicator.unit])
    base, target = anchors.baseline, anchors.target
    slope = 20 / abs(target - base)
    title = say(
        language,
        f"Between baseline and target, {_step(indicator, language)} is worth {plain(slope)} points",
        f"基准与目标之间，每{_step(indicator, language)}相差 {plain(slope)} 分",
    )
    name = indicator.title.in_language(language)
    sub = say(
        language,
        f"Percent earned by a measured {_lower(name)} ({unit}), straight lines between four anchors",
        f"实测{name}（{unit}）对应的得分率，四个锚点之间用直线相连",
    )
    points = pd.DataFrame(
        {"value": anchors.points, "percent": ANCHOR_PERCENTS, "name": NAMES[language]}
    )
    example = (base + target) / 2 if example is None else example
    earned = float(anchors.percent(example))
    span = abs(anchors.best - anchors.floor)
    before, after = (0.22, 0.08) if indicator.direction == "up" else (0.08, 0.22)  # room for a name
    domain = [min(anchors.points) - before * span, max(anchors.points) + after * span]
    ends = [
        (domain[0], float(anchors.percent(domain[0]))),
        (domain[1], float(anchors.percent(domain[1]))),
    ]
    line = pd.DataFrame(
        sorted([*zip(anchors.points, ANCHOR_PERCENTS, strict=True), *ends]),
        columns=["value", "percent"],
    )
    label = say(
        language,
        f"{plain(example)} {unit} earns {rounded(earned)}",
        f"{plain(example)}{unit if unit == '%' else f' {unit}'}得 {rounded(earned)}",
    )
    marked = pd.DataFrame({"value": [example], "percent": [earned], "text": [label], "zero": [0.0]})

    def draw(width: int) -> Picture:
        x = alt.X(
            "value:Q",
            scale=alt.Scale(domain=domain, nice=False),
            axis=axis(values=list(anchors.points), format="~f", title=unit, grid=False),
        )
        y = alt.Y(
            "percent:Q",
            scale=alt.Scale(domain=[0, 100], nice=False),
            axis=axis(
                values=[0, 20, 40, 60, 80, 100],
                domain=False,
                ticks=False,
                minExtent=30,
                maxExtent=30,
            ),
        )
        path = alt.Chart(line).mark_line(strokeWidth=2.5, color=token("score")).encode(x=x, y=y)
        dots = (
            alt.Chart(points)
            .mark_circle(
                size=80, color=token("paper"), stroke=token("score"), strokeWidth=2.5, opacity=1
            )
            .encode(x=x, y=y)
        )
        left_side = indicator.direction == "up"
        names = (
            alt.Chart(points)
            .mark_text(
                align="right" if left_side else "left",
                dx=-10 if left_side else 10,
                dy=-10,
                fill=token("ink-2"),
            )
            .encode(x=x, y=y, text="name:N")
        )
        rule = (
            alt.Chart(marked)
            .mark_rule(strokeDash=[3, 3], color=token("chart-2"), strokeWidth=1.5)
            .encode(x=x, y=y, y2="zero:Q")
        )
        dot = (
            alt.Chart(marked)
            .mark_circle(size=70, color=token("chart-2"), opacity=1)
            .encode(x=x, y=y)
        )
        text = (
            alt.Chart(marked)
            .mark_text(
                align="left" if left_side else "right",
                dx=10 if left_side else -10,
                dy=14,
                fontWeight=600,
                fill=token("ink"),
            )
            .encode(x=x, y=y, text="text:N")
        )
        return frame(
            alt.layer(path, rule, dots, dot, names, text),
            width=width,
            height=HEIGHT,
            left=40,
            right=18,
            top=14,
            bottom=44,
        )

    data = points[["name", "value", "percent"]].copy()
    data.columns = pd.Index(
        [
            say(language, "Anchor", "锚点"),
            f"{name} ({unit})" if language == "en" else f"{name}（{unit}）",
            say(language, "Percent earned", "得分率"),
        ]
    )
    listed = (
        f"{n} {plain(v)} → {plain(p)}"
        for n, v, p in zip(points["name"], points["value"], points["percent"], strict=True)
    )
    return Figure(language, title, sub, said(language, title, listed), draw, data)


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _step(indicator: Indicator, language: Language) -> str:
    if indicator.unit == "s":
        return say(language, "one second", " 1 秒")
    return say(language, "one percentage point", " 1 个百分点")
