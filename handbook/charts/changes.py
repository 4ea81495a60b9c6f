"""Two periods: where each centre stood and where it stands."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from handbook.charts.centres import INVENTED, ROW
from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import plain, rounded
from scoring import Scorecard
from scoring.texts import Language

__all__ = ["changes_figure"]

AXIS = (40.0, 90.0)  # wide enough for most; grows by tens where a centre stands outside


def changes_figure(
    before: Sequence[Scorecard],
    after: Sequence[Scorecard],
    names: Mapping[str, str],
    language: Language,
) -> Figure:
    """From one period to the next: where each centre stood and where it stands."""
    old = {card.centre: card.total.score for card in before}
    rows = [
        {
            "centre": names[card.centre],
            "before": old[card.centre],
            "after": card.total.score,
        }
        for card in after
        if old.get(card.centre) is not None and card.total.score is not None
    ]
    data = pd.DataFrame(rows).assign(change=lambda d: d["after"] - d["before"])
    data = data.sort_values("change", ascending=False)
    first, last = data.iloc[0], data.iloc[-1]
    title = say(
        language,
        f"{first.centre} {_moved(first.change, language)} points, {last.centre} {_moved(last.change, language)}",
        f"{first.centre}{_moved(first.change, language)}，{last.centre}{_moved(last.change, language)}",
    )
    both = data[["before", "after"]]
    least = min(AXIS[0], 10 * float(both.min(axis=None) // 10))
    most = max(AXIS[1], -10 * float(-both.max(axis=None) // 10))
    periods = f"{before[0].period} → {after[0].period}"
    sub = say(
        language,
        f"Score, {periods}. The dot is the later year. The axis begins at {plain(least)}.",
        f"得分，{periods}。圆点为后一年。横轴从 {plain(least)} 开始。",
    )
    listed = (f"{r.centre} {rounded(r.before)} → {rounded(r.after)}" for r in data.itertuples())

    def draw(width: int) -> Picture:
        scale = alt.Scale(domain=[least, most], nice=False)
        rows = data.assign(
            edge=most,
            text=[f"{'+' if c >= 0 else '−'}{rounded(abs(c))}" for c in data["change"]],
            ink=[token("score" if c >= 0 else "chart-2") for c in data["change"]],
        )
        y = alt.Y("centre:N", sort=None, axis=axis(domain=False, ticks=False, labelPadding=8))
        base = alt.Chart().encode(y=y)
        colour = alt.Color("ink:N", scale=None, legend=None)
        x = alt.X(
            "before:Q",
            scale=scale,
            axis=axis(values=list(range(int(least), int(most) + 1, 10)), domain=False),
        )
        line = base.mark_rule(strokeWidth=3).encode(x=x, x2=alt.X2("after:Q"), color=colour)
        start = base.mark_tick(thickness=3, size=14, opacity=1).encode(
            x=alt.X("before:Q", scale=scale), color=colour
        )
        end = base.mark_circle(size=90, opacity=1).encode(
            x=alt.X("after:Q", scale=scale), color=colour
        )
        text = base.mark_text(align="right", dx=42, fontWeight=600, fill=token("ink")).encode(
            x=alt.X("edge:Q", scale=scale), text=alt.Text("text:N")
        )
        left = 130 if width == WIDE else 96
        return frame(
            layered(line, start, end, text, data=rows),
            width=width,
            height=ROW * len(rows) + 34,
            left=left,
            right=48,
            bottom=28,
        )

    shown = data.copy()
    shown.columns = pd.Index(
        [
            say(language, "Centre", "中心"),
            before[0].period,
            after[0].period,
            say(language, "Change", "变化"),
        ]
    )
    return Figure(
        language, title, sub, said(language, title, listed), draw, shown, INVENTED[language]
    )


def _moved(change: float, language: Language) -> str:
    size = rounded(abs(change))
    return say(
        language,
        f"gains {size}" if change >= 0 else f"loses {size}",
        f"升 {size} 分" if change >= 0 else f"降 {size} 分",
    )
