"""Published figures: months as lines, and values of one indicator on its own axis."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from handbook.charts.anchors import UNITS
from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import plain, rounded
from scoring.indicator import Indicator
from scoring.texts import Language

__all__ = ["months_figure", "published_figure"]


def months_figure(
    data: pd.DataFrame, language: Language, *, title: str, sub: str, unit: str, note: str = ""
) -> Figure:
    """Lines over months, each named at its beginning.

    Parameters
    ----------
    data : DataFrame
        Columns `month` (YYYY-MM), `series` (name in the page's language), `value`.
    unit : str
        What the vertical axis shows.
    """
    top = max(100.0, float(data["value"].max()))

    def draw(width: int) -> Picture:
        x = alt.X(
            "month:O",
            axis=axis(
                labelAngle=0 if width == WIDE else -90,
                ticks=False,
                labelExpr="slice(datum.value, 2)",
            ),
        )
        y = alt.Y(
            "value:Q",
            scale=alt.Scale(domain=[0, top], nice=False),
            axis=axis(
                domain=False,
                ticks=False,
                minExtent=30,
                maxExtent=30,
                values=[0, 20, 40, 60, 80, 100],
            ),
        )
        order = list(dict.fromkeys(data["series"]))
        colours = [token(f"chart-{n}") for n in range(1, len(order) + 1)]
        colour = alt.Color("series:N", scale=alt.Scale(domain=order, range=colours), legend=None)
        dashes = alt.StrokeDash(
            "series:N",
            legend=None,
            scale=alt.Scale(
                domain=order, range=[[1, 0], [6, 3], [2, 2], [8, 2, 2, 2]][: len(order)]
            ),
        )
        base = alt.Chart(data)
        lines = base.mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour, strokeDash=dashes)
        dots = base.mark_circle(size=34, opacity=1).encode(x=x, y=y, color=colour)
        first = data[data["month"] == data["month"].min()].sort_values("value", ascending=False)
        names = [  # the highest line is named above itself, the others below
            alt.Chart(rows)
            .mark_text(align="left", dy=dy, fontWeight=600)
            .encode(x=x, y=y, text=alt.Text("series:N"), color=colour)
            for rows, dy in ((first[:1], -11), (first[1:], 17))
        ]
        return frame(
            layered(lines, dots, *names),
            width=width,
            height=280,
            left=40,
            right=16,
            top=18,
            bottom=30 if width == WIDE else 52,
        )

    shown = data.pivot_table(
        index="month", columns="series", values="value", sort=False
    ).reset_index()
    shown = shown.rename(columns={"month": say(language, "Month", "月份")})
    last = data[data["month"] == data["month"].max()]
    listed = (f"{r.series} {r.month} {rounded(r.value)}" for r in last.itertuples())
    return Figure(
        language,
        title,
        f"{sub} ({unit})" if language == "en" else f"{sub}（{unit}）",
        said(language, title, listed),
        draw,
        shown,
        note,
    )


def published_figure(
    indicator: Indicator,
    values: Mapping[str, float],
    language: Language,
    *,
    title: str,
    note: str = "",
) -> Figure:
    """Published values of one indicator on its own axis, with the percent that each would earn."""
    anchors = indicator.anchors
    if anchors is None:
        message = f"{indicator.id} has no anchors to read values with"
        raise ValueError(message)
    unit = say(language, *UNITS[indicator.unit])
    data = pd.DataFrame({"who": list(values), "value": list(values.values())})
    data = data.assign(percent=anchors.percent(data["value"])).sort_values(
        "percent", ascending=False
    )
    name = indicator.title.in_language(language)
    sub = say(
        language,
        f"{name} ({unit}); right: percent of the item it would earn. Dashed: baseline and target.",
        f"{name}（{unit}）；右侧为可得的得分率。虚线为基准与目标。",
    )
    spread = [*data["value"], anchors.baseline, anchors.target]
    pad = (max(spread) - min(spread)) * 0.1
    domain = [min(spread) - pad, max(spread) + pad]

    def draw(width: int) -> Picture:
        rows = data.assign(
            text=[rounded(p) for p in data["percent"]],
            edge=domain[1],
            label=[f"{plain(v)}" for v in data["value"]],
        )
        lines = pd.DataFrame({"value": [anchors.baseline, anchors.target]})
        x = alt.X(
            "value:Q",
            scale=alt.Scale(domain=domain, nice=False),
            axis=axis(values=[anchors.baseline, anchors.target], domain=False, format="~f"),
        )
        y = alt.Y(
            "who:N", sort=None, axis=axis(domain=False, ticks=False, labelPadding=8, grid=True)
        )
        base = alt.Chart(rows).encode(y=y)
        dots = base.mark_circle(size=110, color=token("score"), opacity=1).encode(x=x)
        labels = base.mark_text(dy=-13, fill=token("ink-2")).encode(x=x, text=alt.Text("label:N"))
        earned = base.mark_text(align="right", dx=44, fontWeight=600, fill=token("ink")).encode(
            x=alt.X("edge:Q", scale=alt.Scale(domain=domain, nice=False)), text=alt.Text("text:N")
        )
        rules = (
            alt.Chart(lines).mark_rule(strokeDash=[3, 3], color=token("line-strong")).encode(x=x)
        )
        left = 190 if width == WIDE else 136
        return frame(
            layered(rules, dots, labels, earned),
            width=width,
            height=44 * len(rows) + 36,
            left=left,
            right=50,
            top=8,
            bottom=28,
        )

    shown = data.copy()
    shown.columns = pd.Index(
        [
            say(language, "Who", "机构"),
            f"{name} ({unit})" if language == "en" else f"{name}（{unit}）",
            say(language, "Percent earned", "得分率"),
        ]
    )
    listed = (f"{r.who} {plain(r.value)} → {rounded(r.percent)}" for r in data.itertuples())
    return Figure(language, title, sub, said(language, title, listed), draw, shown, note)
