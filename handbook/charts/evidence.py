"""What evidence does to a scorecard: its ranges by criterion, and the same ranges before and after."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.ranges import range_rows
from handbook.charts.theme import HATCH, WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import rounded
from scoring import Scorecard, Standard
from scoring.texts import Language

__all__ = ["evidence_figure", "ranges_figure"]

ROW, PAIR = 30, 38  # px of a row with one bar, and with two
BAR, APART = 10, 7  # px: thickness of the two bars, and how far each lies from the middle
AXIS = 34  # px below and above the rows
TICKS = {True: [0, 20, 40, 60, 80, 100], False: [0, 50, 100]}  # wide, and narrow
SEEN = 0.05  # what rounding to one decimal shows


def _rows(standard: Standard, card: Scorecard, language: Language) -> pd.DataFrame:
    """The whole first, then every criterion that applies."""
    whole = (card.total.id, say(language, "Total", "总分"), card.total)
    titled = [(c.id, c.title.in_language(language), card[c.id]) for c in standard.children]
    rows = [
        {"id": i, "title": t, "score": node.score, "low": node.low, "high": node.high}
        for i, t, node in (whole, *titled)
        if node.low is not None
    ]
    return pd.DataFrame(rows).astype({"score": float})


def _labels(data: pd.DataFrame, width: int, language: Language) -> list[str]:
    short = [r.id.split("-")[-1] for r in data.iloc[1:].itertuples()]
    names = [f"{i} {t}" for i, t in zip(short, data["title"].iloc[1:], strict=True)]
    return [say(language, "Total", "总分"), *(names if width == WIDE else short)]


def _axis_of_labels() -> alt.Y:
    return alt.Y("label:N", sort=None, axis=axis(domain=False, ticks=False, labelPadding=8))


def _headings(language: Language, words: tuple[str, str]) -> pd.Index:
    return pd.Index(say(language, *words).split(","))


def ranges_figure(standard: Standard, card: Scorecard, language: Language, who: str) -> Figure:
    """The whole and every criterion as range bars; the number at the right is the low end."""
    data = _rows(standard, card, language)
    data["open"] = data["high"] - data["low"]
    whole, widest = data.iloc[0], data.iloc[1:].sort_values("open").iloc[-1]
    title = say(
        language,
        f"{rounded(whole.low)} points are proved and {rounded(whole.open)} are open; "
        f"{widest.title} is the most open, by {rounded(widest.open)}",
        f"证实了 {rounded(whole.low)} 分，待定 {rounded(whole.open)} 分；"
        f"待定最多的是“{widest.title}”，{rounded(widest.open)} 分",
    )
    sub = say(
        language,
        f"{who}. Solid: proved. Hatched: open. Line: score. Right: the low end.",
        f"{who}。实心为已证实，斜线为待定，竖线为得分；右侧为低值。",
    )
    listed = (f"{r.title} {rounded(r.low)}–{rounded(r.high)}" for r in data.itertuples())

    def draw(width: int) -> Picture:
        rows = data.assign(
            label=_labels(data, width, language), text=[rounded(value) for value in data["low"]]
        )
        left = 200 if width == WIDE else 52
        y = _axis_of_labels()
        return range_rows(rows, y, width=width, left=left, row=ROW, thickness=14)

    shown = data[["id", "title", "score", "low", "high", "open"]]
    shown.columns = _headings(
        language, ("Id,Criterion,Score,Low,High,Open", "编号,项目,得分,低值,高值,待定")
    )
    return Figure(language, title, sub, said(language, title, listed), draw, shown)


def evidence_figure(
    standard: Standard, before: Scorecard, after: Scorecard, language: Language, who: str
) -> Figure:
    """The same ratings with the evidence of before and of after, one below the other.

    Parameters
    ----------
    before, after : Scorecard
        Of the same standard, so that every criterion stands in both.
    """
    old, new = (_rows(standard, card, language) for card in (before, after))
    data = old.merge(new.drop(columns="title"), on="id", suffixes=("", "_new"))
    title = _finding(data.iloc[0], language)
    sub = say(
        language,
        f"{who}. Upper bar: before; lower: after. Solid: proved. Hatched: open. "
        "Line: score. Right: the low end, before and after.",
        f"{who}。每行上条为之前，下条为之后；实心为已证实，斜线为待定，竖线为得分；"
        "右侧为低值的变化。",
    )
    listed = (
        f"{r.title} {rounded(r.low)}–{rounded(r.high)} → {rounded(r.low_new)}–{rounded(r.high_new)}"
        for r in data.itertuples()
    )

    def draw(width: int) -> Picture:
        return _pairs(data.assign(label=_labels(data, width, language)), width)

    shown = data[["id", "title", "score", "low", "high", "score_new", "low_new", "high_new"]]
    shown.columns = _headings(
        language,
        (
            "Id,Criterion,Score,Low,High,Score after,Low after,High after",
            "编号,项目,得分,低值,高值,之后得分,之后低值,之后高值",
        ),
    )
    return Figure(language, title, sub, said(language, title, listed), draw, shown)


def _finding(whole: pd.Series, language: Language) -> str:
    """What became of the whole: proved, and the score beside it."""
    low, low_new = rounded(whole["low"]), rounded(whole["low_new"])
    score, score_new = rounded(whole["score"]), rounded(whole["score_new"])
    proved = say(
        language,
        f"What is proved goes from {low} to {low_new}",
        f"证实的部分从 {low} 分变为 {low_new} 分",
    )
    if low == low_new:
        proved = say(language, f"What is proved stays at {low}", f"证实的部分仍是 {low} 分")
    if abs(whole["score"] - whole["score_new"]) < SEEN:
        return proved + say(
            language, f"; the score stays at {score}", f"，得分不变，仍是 {score} 分"
        )
    return proved + say(
        language,
        f", the score from {score} to {score_new}",
        f"，得分从 {score} 变为 {score_new}",
    )


def _pairs(rows: pd.DataFrame, width: int) -> Picture:
    """Two range bars a row, the earlier one above."""
    rows = rows.assign(
        edge=100.0,
        text=[f"{rounded(r.low)} → {rounded(r.low_new)}" for r in rows.itertuples()],
    )
    ticks = axis(values=TICKS[width == WIDE], domain=False)
    upper = _bar(("low", "score", "high"), -APART, "chart-mute", ticks)
    lower = _bar(("low_new", "score_new", "high_new"), APART, "range", ticks)
    text = (
        alt.Chart()
        .mark_text(align="left", dx=8, fontWeight=600, fill=token("ink"))
        .encode(
            y=_axis_of_labels(),
            x=alt.X("edge:Q", scale=alt.Scale(domain=[0, 100], nice=False)),
            text=alt.Text("text:N"),
        )
    )
    return frame(
        layered(*upper, *lower, text, data=rows),
        width=width,
        height=PAIR * len(rows) + AXIS,
        left=200 if width == WIDE else 52,
        right=96,
        bottom=28,
    )


def _bar(
    columns: Sequence[str], offset: int, colour: str, ticks: alt.Axis
) -> tuple[alt.Chart, ...]:
    """Solid to low, hatched to high, a line at the score; so many px below the middle of the row."""
    low, score, high = columns
    scale = alt.Scale(domain=[0, 100], nice=False)
    base = alt.Chart().encode(y=_axis_of_labels())
    solid = base.mark_bar(height=BAR, yOffset=offset, color=token(colour)).encode(
        x=alt.X(f"{low}:Q", scale=scale, axis=ticks)
    )
    hatched = base.mark_bar(height=BAR, yOffset=offset, color=HATCH).encode(
        x=alt.X(f"{low}:Q", scale=scale), x2=alt.X2(f"{high}:Q")
    )
    line = base.mark_tick(
        thickness=3, size=BAR + 4, yOffset=offset, color=token("ink"), opacity=1
    ).encode(x=alt.X(f"{score}:Q", scale=scale))
    return solid, hatched, line
