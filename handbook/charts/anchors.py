"""Anchors as a line: what a measured value of an indicator earns."""

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.theme import Picture, axis, frame, layered, said, say, token
from handbook.formats import plain, rounded
from scoring.anchors import ANCHOR_PERCENTS, Anchors
from scoring.indicator import Indicator
from scoring.texts import Language

__all__ = ["UNITS", "anchors_figure"]

HEIGHT = 260
UNITS = {
    "percent": ("%", "%"),
    "s": ("s", "秒"),
    "points": ("points", "分"),
    "count": ("count", "个"),
    "cny": ("CNY", "元"),
    "ratio": ("ratio", "比值"),
    "per_10k": ("per 10,000", "每万次"),
    "per_1k": ("per 1,000", "每千"),
    "per_hour": ("per hour", "每小时"),
    "hours_per_year": ("hours a year", "小时/年"),
    "days": ("days", "天"),
    "minutes": ("minutes", "分钟"),
    "grade": ("grade 1-5", "1-5 分"),
}
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
    title = _title(indicator, anchors, language)
    name = indicator.title.in_language(language)
    sub = say(
        language,
        f"Percent earned by a measured {_lower(name)} ({unit}), straight lines between four anchors",
        f"实测{name}（{unit}）对应的得分率，四个锚点之间用直线相连",
    )
    low = anchors.low or 0.0  # the anchors of a band lie below its lower end; above it they mirror
    named = [low - p for p in anchors.points] if anchors.band else list(anchors.points)
    points = pd.DataFrame({"value": named, "percent": ANCHOR_PERCENTS, "name": NAMES[language]})
    example = (named[1] + named[2]) / 2 if example is None else example
    earned = float(anchors.percent(example))
    bends = [value for value, _ in anchors.corners]
    span = bends[-1] - bends[0]
    before, after = (0.08, 0.22) if indicator.direction == "down" else (0.22, 0.08)  # for a name
    domain = [bends[0] - before * span, bends[-1] + after * span]
    ends = [(end, float(anchors.percent(end))) for end in domain]
    line = pd.DataFrame(sorted([*anchors.corners, *ends]), columns=["value", "percent"])
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
            axis=axis(values=sorted(set(bends)), format="~f", title=unit, grid=False),
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
        left_side = indicator.direction != "down"
        names = (
            alt.Chart(points)
            .mark_text(
                align="right" if left_side else "left",
                dx=-10 if left_side else 10,
                dy=-10,
                fill=token("ink-2"),
            )
            .encode(x=x, y=y, text=alt.Text("name:N"))
        )
        rule = (
            alt.Chart(marked)
            .mark_rule(strokeDash=[3, 3], color=token("chart-2"), strokeWidth=1.5)
            .encode(x=x, y=y, y2=alt.Y2("zero:Q"))
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
            .encode(x=x, y=y, text=alt.Text("text:N"))
        )
        return frame(
            layered(path, rule, dots, dot, names, text),
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
    key = f"anchors {language} {example} {indicator.model_dump_json()}"
    return Figure(language, title, sub, said(language, title, listed), draw, data, key=key)


def _title(indicator: Indicator, anchors: Anchors, language: Language) -> str:
    """What a step is worth between baseline and target, or where nothing is lost."""
    unit = say(language, *UNITS[indicator.unit])
    if anchors.band:
        low, high = map(plain, anchors.band)
        return say(
            language,
            f"Between {low} and {high} {unit} nothing is lost; on either side points fall away",
            f"{low} 至 {high}{unit if unit == '%' else f' {unit}'}之间不失分，偏到哪边都要扣",
        )
    slope = plain(20 / abs(anchors.target - anchors.baseline))
    step = _step(indicator, language)
    return say(
        language,
        f"Between baseline and target, {step} is worth {slope} points",
        f"基准与目标之间，每{step}相差 {slope} 分",
    )


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _step(indicator: Indicator, language: Language) -> str:
    if indicator.unit == "percent":
        return say(language, "one percentage point", " 1 个百分点")
    if indicator.unit == "s":
        return say(language, "one second", " 1 秒")
    unit = say(language, *UNITS[indicator.unit])
    return say(language, f"a step of 1 ({unit})", f" 1（{unit}）")
