"""One centre's scorecard as pictures: what each criterion contributes, and where points are lost."""

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.ranges import range_rows
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import plain, rounded
from scoring import Scorecard, Standard
from scoring.texts import Language

__all__ = ["contributions_figure", "gaps_figure"]

ROW = 30  # px a criterion
FULL = 100


def _criteria(standard: Standard, card: Scorecard, language: Language) -> pd.DataFrame:
    rows = []
    for criterion in standard.children:
        node = card[criterion.id]
        if node.score is None:
            continue
        earned = node.scored_share * node.score / FULL
        rows.append(
            {
                "id": criterion.id,
                "title": criterion.title.in_language(language),
                "score": node.score,
                "low": node.low,
                "high": node.high,
                "weight": node.scored_share,
                "earned": earned,
                "lost": node.scored_share - earned,
                "coverage": node.coverage,
            }
        )
    return pd.DataFrame(rows)


def _labelled(data: pd.DataFrame, width: int) -> tuple[pd.DataFrame, alt.Y]:
    """Rows in their order with the label that fits, and the axis that shows it."""
    labels = [
        f"{r.id.split('-')[1]} {r.title}" if width == WIDE else r.id for r in data.itertuples()
    ]
    y = alt.Y("label:N", sort=None, axis=axis(domain=False, ticks=False, labelPadding=8))
    return data.assign(label=labels), y


def contributions_figure(
    standard: Standard, card: Scorecard, language: Language, who: str
) -> Figure:
    """How the total adds up: each criterion's bar is as long as its weight, filled as far as earned."""
    data = _criteria(standard, card, language)
    total = rounded(card.total.score or 0)
    first = data.sort_values("earned", ascending=False).iloc[0]
    title = say(
        language,
        f"{total} points: {first.title} brings {rounded(first.earned)} of them",
        f"合计 {total} 分，其中“{first.title}”贡献 {rounded(first.earned)} 分",
    )
    sub = say(
        language,
        f"{who}. Bar: the criterion’s weight in points. Solid: earned. Pale: lost.",
        f"{who}。条长为该项目的权重（分），深色为得到的分，浅色为失去的分。",
    )
    listed = (f"{r.id} {rounded(r.earned)}/{plain(r.weight)}" for r in data.itertuples())

    def draw(width: int) -> Picture:
        rows, y = _labelled(data, width)
        rows = rows.assign(
            text=[f"{rounded(r.earned)} / {plain(r.weight, 1)}" for r in rows.itertuples()]
        )
        x = alt.X(
            "weight:Q",
            scale=alt.Scale(domain=[0, max(rows["weight"]) * 1.2], nice=False),
            axis=axis(tickCount=4, grid=True, domain=False),
        )
        base = alt.Chart().encode(y=y)
        whole = base.mark_bar(height=16, color=token("tint-2")).encode(x=x)
        earned = base.mark_bar(height=16, color=token("score")).encode(x=alt.X("earned:Q"))
        text = base.mark_text(align="left", dx=6, fontWeight=600, fill=token("ink")).encode(
            x=alt.X("weight:Q"), text=alt.Text("text:N")
        )
        left = 244 if width == WIDE else 56
        return frame(
            layered(whole, earned, text, data=rows),
            width=width,
            height=ROW * len(rows) + 34,
            left=left,
            right=8,
            bottom=28,
        )

    shown = data[["id", "title", "weight", "score", "earned", "lost"]]
    shown.columns = pd.Index(
        say(
            language, "Id,Criterion,Weight,Score,Earned,Lost", "编号,评选项目,权重,得分,得到,失去"
        ).split(",")
    )
    return Figure(language, title, sub, said(language, title, listed), draw, shown)


def gaps_figure(standard: Standard, card: Scorecard, language: Language, who: str) -> Figure:
    """Criteria by points lost: proved, open, and the score on one bar each."""
    data = _criteria(standard, card, language).sort_values("lost", ascending=False)
    worst, least = data.iloc[0], data.sort_values("score").iloc[0]
    title = say(
        language,
        f"{worst.title} loses most: {rounded(worst.lost)} points",
        f"“{worst.title}”失分最多：{rounded(worst.lost)} 分",
    )
    if least.id != worst.id:
        title += say(
            language,
            f"; {least.title} stands lowest, at {rounded(least.score)}",
            f"；“{least.title}”得分最低，只有 {rounded(least.score)}",
        )
    sub = say(
        language,
        f"{who}. Solid: proved. Hatched: open. Line: score. Right: points lost of the hundred.",
        f"{who}。实心为已证实，斜线为待定，竖线为得分；右侧为百分中失去的分。",
    )
    total = rounded(card.total.score or 0, 2)
    lost = rounded(FULL - float(total), 2)
    note = say(
        language,
        f"The points lost sum to 100 − {total} = {lost}.",
        f"各项失分之和为 100 − {total} = {lost}。",
    )
    listed = (f"{r.id} {rounded(r.lost)}" for r in data.itertuples())

    def draw(width: int) -> Picture:
        rows, y = _labelled(data, width)
        rows = rows.assign(text=[rounded(value) for value in rows["lost"]])
        left = 244 if width == WIDE else 56
        return range_rows(rows, y, width=width, left=left, row=ROW, thickness=14)

    shown = data[["id", "title", "score", "low", "high", "lost"]]
    shown.columns = pd.Index(
        say(
            language, "Id,Criterion,Score,Low,High,Points lost", "编号,评选项目,得分,低值,高值,失分"
        ).split(",")
    )
    return Figure(language, title, sub, said(language, title, listed), draw, shown, note)
