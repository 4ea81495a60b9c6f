"""A path to a grade in phases: the score after each phase against the person-days spent.

The rule one would get wrong: the score rises at the end of a phase and not along it, because a
level counts once it is reached; so the path is drawn as steps.
"""

import altair as alt
import pandas as pd

from handbook.charts.centres import INVENTED
from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import plain, rounded
from scoring.texts import Language

__all__ = ["path_figure"]

FULL = 100.0
TEN = 10.0  # the axis begins and ends on tens
LEFT, RIGHT = 40, 14  # px beside the plot
WIDE_TEXT, NARROW_TEXT = 58, 18  # px that a name needs
BEYOND = 1.12  # of the days, so that the last name has room


def path_figure(
    phases: pd.DataFrame,
    start: float,
    threshold: float | None,
    language: Language,
    *,
    who: str,
    target: str,
) -> Figure:
    """Draw the score phase by phase, with the total that the target asks for as a line.

    Parameters
    ----------
    phases : DataFrame
        One row a phase, in order: columns `days` and `points` of the phase, `score` after it.
        Without rows where nothing need change.
    start : float
        Score today, 0-100.
    threshold : float, optional
        Least score of the whole that the target asks for; None where it asks for none.
    target : str
        Its title in the page's language.
    """
    data = phases.assign(number=range(1, len(phases) + 1), spent=phases["days"].cumsum())
    title = _title(data, start, language, target)
    heights = [start, *data["score"], *([] if threshold is None else [threshold])]
    least = max(0.0, TEN * ((min(heights) - 1) // TEN))
    most = min(FULL, -TEN * (-max(heights) // TEN))

    def draw(width: int) -> Picture:
        end = BEYOND * float(data["spent"].max()) if len(data) else 1.0
        x, y = _axes(end, (least, most), language, wide=width == WIDE)
        texts = _texts(data, language, (width - LEFT - RIGHT) / end, wide=width == WIDE)
        asked = [] if threshold is None else _asked(threshold, target, language, x, y)
        return frame(
            layered(*asked[:1], *_steps(data.assign(text=texts), start, x, y), *asked[1:]),
            width=width,
            height=300,
            left=LEFT,
            right=RIGHT,
            top=22,
            bottom=46,
        )

    listed = [
        say(
            language,
            f"phase {r.number} {plain(r.spent)} person-days {rounded(r.score)}",
            f"第 {r.number} 阶段 {plain(r.spent)} 人天 {rounded(r.score)}",
        )
        for r in data.itertuples()
    ] or [rounded(start)]
    dashed = threshold is not None
    return Figure(
        language,
        title,
        _sub(who, target, plain(least), language, dashed=dashed),
        said(language, title, listed),
        draw,
        _shown(data, language),
        INVENTED[language],
    )


def _axes(
    end: float, heights: tuple[float, float], language: Language, *, wide: bool
) -> tuple[alt.X, alt.Y]:
    x = alt.X(
        "spent:Q",
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=axis(
            grid=False,
            tickCount=8 if wide else 4,
            title=say(language, "Person-days so far", "累计人天"),
        ),
    )
    y = alt.Y(
        "score:Q",
        scale=alt.Scale(domain=list(heights), nice=False),
        axis=axis(domain=False, ticks=False, tickCount=5, minExtent=30, maxExtent=30),
    )
    return x, y


def _texts(data: pd.DataFrame, language: Language, px_a_day: float, *, wide: bool) -> list[str]:
    """What stands at each dot: the last is always named, others where there is room."""
    texts, taken = [""] * len(data), float("inf")
    for n, row in reversed(list(enumerate(data.itertuples()))):
        if taken - row.spent * px_a_day < (WIDE_TEXT if wide else NARROW_TEXT):
            continue
        taken = row.spent * px_a_day
        won = f"{say(language, ': ', '：')}+{rounded(row.points)}" if wide else ""
        texts[n] = f"{row.number}{won}"
    return texts


def _steps(data: pd.DataFrame, start: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    today = pd.DataFrame({"spent": [0.0], "score": [start]})
    corners = pd.concat([today, data[["spent", "score"]]]) if len(data) else today
    line = alt.Chart(corners).mark_line(
        interpolate="step-after", strokeWidth=2.5, color=token("score")
    )
    dots = alt.Chart(corners if data.empty else data).mark_circle(
        size=60, color=token("score"), opacity=1
    )
    texts = alt.Chart(data).mark_text(align="left", dx=6, dy=12, fontWeight=600, fill=token("ink"))
    return [
        line.encode(x=x, y=y),
        dots.encode(x=x, y=y),
        texts.encode(x=x, y=y, text=alt.Text("text:N")),
    ]


def _asked(
    threshold: float, target: str, language: Language, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    """The dashed line and its name."""
    text = f"{target}{say(language, ': ', '：')}{plain(threshold)}"
    base = alt.Chart(pd.DataFrame({"spent": [0.0], "score": [threshold], "text": [text]}))
    ink = token("chart-2")
    name = base.mark_text(align="left", dx=4, dy=-9, fontWeight=600, fill=ink)
    return [
        base.mark_rule(strokeDash=[6, 3], strokeWidth=2, color=ink).encode(y=y),
        name.encode(x=x, y=y, text=alt.Text("text:N")),
    ]


def _sub(who: str, target: str, least: str, language: Language, *, dashed: bool) -> str:
    parts = [
        say(
            language,
            f"{who}. Score after each phase against person-days",
            f"{who}。横轴为累计人天，纵轴为各阶段结束时的得分",
        )
    ]
    if dashed:
        parts += [
            say(
                language,
                f"dashed: the total that {target} asks for",
                f"虚线为“{target}”要求的总分",
            )
        ]
    begins = say(language, f". The vertical axis begins at {least}.", f"。纵轴从 {least} 开始。")
    return say(language, "; ", "；").join(parts) + begins


def _shown(data: pd.DataFrame, language: Language) -> pd.DataFrame:
    shown = data[["number", "days", "spent", "points", "score"]]
    shown.columns = pd.Index(
        say(
            language,
            "Phase,Person-days,Person-days so far,Points,Score after",
            "阶段,人天,累计人天,得分增加,阶段末得分",
        ).split(",")
    )
    return shown


def _title(data: pd.DataFrame, start: float, language: Language, target: str) -> str:
    if data.empty:
        return say(
            language,
            f"{target} holds today, at {rounded(start)}",
            f"现在就已是“{target}”，得分 {rounded(start)}",
        )
    days, last = plain(data["spent"].iloc[-1]), rounded(data["score"].iloc[-1])
    if len(data) == 1:
        return say(
            language,
            f"One phase of {days} person-days leads from {rounded(start)} to {last}",
            f"一个阶段 {days} 人天，得分从 {rounded(start)} 到 {last}",
        )
    return say(
        language,
        f"{len(data)} phases of {days} person-days in all lead from {rounded(start)} to {last}",
        f"{len(data)} 个阶段共 {days} 人天，得分从 {rounded(start)} 到 {last}",
    )
