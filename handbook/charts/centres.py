"""Centres side by side: totals as ranges, criteria as a table of colours."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.ranges import range_rows
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import rounded
from scoring import Scorecard, Standard
from scoring.texts import Language

__all__ = ["INVENTED", "ROW", "comparison_figure", "totals_figure"]

PERCENT_A_LEVEL = 20
ROW, CELL = 34, 28  # px a centre, and a criterion
INVENTED = {"en": "All centres are invented.", "zh": "各中心均为虚构。"}


def _totals(cards: Sequence[Scorecard], names: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        {
            "centre": names[card.centre],
            "score": card.total.score,
            "coverage": card.total.coverage,
            "confidence": card.total.confidence,
            "low": card.total.low,
            "high": card.total.high,
        }
        for card in cards
        if card.total.score is not None
    ]
    return pd.DataFrame(rows).sort_values("score", ascending=False, kind="stable")


def totals_figure(
    cards: Sequence[Scorecard], names: Mapping[str, str], language: Language
) -> Figure:
    """Every centre's score on its range, highest first."""
    data = _totals(cards, names)
    widest = data.assign(open=data["high"] - data["low"]).sort_values("open").iloc[-1]
    first = data.iloc[0]
    title = say(
        language,
        f"{first.centre} leads with {rounded(first.score)}; of {widest.centre} the least is known",
        f"{first.centre}以 {rounded(first.score)} 分居首；{widest.centre}待定的部分最大",
    )
    sub = say(
        language,
        "Score of each centre. Solid: proved. Hatched: open. Line: score.",
        "各中心得分。实心为已证实，斜线为待定，竖线为得分。",
    )
    listed = (
        say(
            language,
            f"{r.centre} {rounded(r.score)} ({rounded(r.low)}–{rounded(r.high)})",
            f"{r.centre} {rounded(r.score)}（{rounded(r.low)}–{rounded(r.high)}）",
        )
        for r in data.itertuples()
    )

    def draw(width: int) -> Picture:
        rows = data.assign(text=[rounded(value) for value in data["score"]])
        y = alt.Y("centre:N", sort=None, axis=axis(domain=False, ticks=False, labelPadding=8))
        left = 130 if width == WIDE else 96
        return range_rows(rows, y, width=width, left=left, row=ROW, thickness=16)

    shown = data.copy()
    shown.columns = pd.Index(
        say(
            language,
            "Centre,Score,Coverage,Confidence,Low,High",
            "中心,得分,覆盖率,置信度,低值,高值",
        ).split(",")
    )
    return Figure(
        language, title, sub, said(language, title, listed), draw, shown, INVENTED[language]
    )


def comparison_figure(
    standard: Standard, cards: Sequence[Scorecard], names: Mapping[str, str], language: Language
) -> Figure:
    """Criteria against centres, each cell a score in the colour of its level."""
    rows = [
        {
            "id": criterion.id,
            "criterion": criterion.title.in_language(language),
            "centre": names[card.centre],
            "score": card[criterion.id].score,
        }
        for card in cards
        for criterion in standard.children
        if card[criterion.id].score is not None
    ]
    data = pd.DataFrame(rows)
    lowest = data.sort_values("score").iloc[0]
    title = say(
        language,
        f"The lowest cell is {lowest.id} at {lowest.centre}: {rounded(lowest.score)}",
        f"最低的一格是{lowest.centre}的 {lowest.id}：{rounded(lowest.score)}",
    )
    sub = say(
        language,
        "Score of each criterion (0–100). The darker, the higher, in steps of one level.",
        "各评选项目得分（0–100）。颜色越深得分越高，每一级一个色阶。",
    )

    def draw(width: int) -> Picture:
        level = [min(5, int(round(score, 9) // PERCENT_A_LEVEL)) for score in data["score"]]
        cells = data.assign(
            text=[rounded(score, 0) for score in data["score"]],
            fill=[token(f"level-{step}") for step in level],
            ink=[token(f"level-{step}-ink") for step in level],
            label=[
                f"{r.id.split('-')[1]} {r.criterion}" if width == WIDE else r.id
                for r in data.itertuples()
            ],
        )
        x = alt.X(
            "centre:N",
            sort=None,
            scale=alt.Scale(paddingInner=0.03),
            axis=axis(
                orient="top",
                domain=False,
                ticks=False,
                labelAngle=0 if width == WIDE else -90,
                labelAlign="center" if width == WIDE else "left",
            ),
        )
        y = alt.Y(
            "label:N",
            sort=None,
            scale=alt.Scale(paddingInner=0.06),
            axis=axis(domain=False, ticks=False, labelPadding=8),
        )
        base = alt.Chart().encode(x=x, y=y)
        boxes = base.mark_rect().encode(fill=alt.Fill("fill:N", scale=None, legend=None))
        text = base.mark_text(fontSize=12, fontWeight=600).encode(
            text=alt.Text("text:N"), fill=alt.Fill("ink:N", scale=None, legend=None)
        )
        left, top = (244, 26) if width == WIDE else (56, 96)
        return frame(
            layered(boxes, text, data=cells),
            width=width,
            height=CELL * data["id"].nunique() + top + 4,
            left=left,
            right=2,
            top=top,
            bottom=4,
        )

    wide = data.pivot_table(index=["id", "criterion"], columns="centre", values="score", sort=False)
    shown = wide.reset_index().rename(
        columns={
            "id": say(language, "Id", "编号"),
            "criterion": say(language, "Criterion", "评选项目"),
        }
    )
    listed = f"{data['centre'].nunique()} × {data['id'].nunique()}"
    return Figure(
        language, title, sub, said(language, title, [listed]), draw, shown, INVENTED[language]
    )
