"""How often each centre has each rank when the weights are uncertain, as a table of colours."""

import math
from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from handbook.charts.centres import INVENTED
from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import rounded
from scoring.texts import Language
from scoring.tree import FULL, Floats

__all__ = ["acceptability_figure"]

ROW = 34  # px a centre
LEVELS = 5  # colours above the one for "never"


def acceptability_figure(
    shares: Floats, names: Sequence[str], draws: int, language: Language
) -> Figure:
    """Share of draws in which a centre holds a rank.

    Parameters
    ----------
    shares : ndarray of float, shape (centres, ranks)
        Part of the draws, 0-1, as `scoring.acceptability.rank_acceptability` gives it.
    names : sequence of str
        Of the centres, in the order of the rows; as a rule the order by the stated weights.
    draws : int
        How many, for the sampling error.
    """
    ranks = [str(rank) for rank in range(1, shares.shape[1] + 1)]
    often = int(np.argmax(shares[:, 0]))
    title = _title(names[often], float(shares[often, 0]), language)
    most = rounded(FULL * math.sqrt(0.25 / draws))
    sub = say(
        language,
        f"Percent of {draws:,} draws of the weights in which a centre (row) holds a rank (column). "
        f"Standard error: at most {most} points.",
        f"在 {draws:,} 组抽出的权重下，各中心（行）取得各名次（列）的百分比；"
        f"抽样标准误不超过 {most} 个百分点。",
    )
    rows = pd.DataFrame(
        [
            {"centre": name, "rank": rank, "share": float(part)}
            for name, parts in zip(names, shares, strict=True)
            for rank, part in zip(ranks, parts, strict=True)
        ]
    )
    listed = (
        f"{name}{say(language, ': ', '：')}{', '.join(_percent(float(p)) for p in parts)}"
        for name, parts in zip(names, shares, strict=True)
    )
    shown = pd.DataFrame(FULL * shares, columns=pd.Index(ranks))
    shown.insert(0, say(language, "Centre", "中心"), list(names))

    def draw(width: int) -> Picture:
        return _cells(rows, width, say(language, "Rank", "名次"))

    return Figure(
        language, title, sub, said(language, title, listed), draw, shown, INVENTED[language]
    )


def _title(name: str, part: float, language: Language) -> str:
    if part == 1:
        return say(language, f"{name} comes first in every draw", f"每一次抽样，第一名都是{name}")
    shown = rounded(FULL * part)
    if shown == rounded(FULL):
        return say(language, f"{name} comes first in nearly every draw", f"第一名几乎总是{name}")
    return say(
        language,
        f"{name} comes first in {shown} % of the draws",
        f"{name}在 {shown}% 的抽样中排第一",
    )


def _percent(part: float) -> str:
    """Whole percents; what happened seldom is not shown as never, nor nearly always as always."""
    shown = rounded(FULL * part, 0)
    if shown == "0" and part > 0:
        return "<1"
    return ">99" if shown == rounded(FULL, 0) and part < 1 else shown


def _cells(rows: pd.DataFrame, width: int, heading: str) -> Picture:
    levels = [math.ceil(round(LEVELS * part, 9)) for part in rows["share"]]
    cells = rows.assign(
        text=[_percent(part) for part in rows["share"]],
        fill=[token(f"level-{level}") for level in levels],
        ink=[token(f"level-{level}-ink") for level in levels],
    )
    x = alt.X(
        "rank:N",
        sort=None,
        scale=alt.Scale(paddingInner=0.03),
        axis=axis(orient="top", domain=False, ticks=False, labelAngle=0, title=heading),
    )
    y = alt.Y(
        "centre:N",
        sort=None,
        scale=alt.Scale(paddingInner=0.06),
        axis=axis(domain=False, ticks=False, labelPadding=8),
    )
    base = alt.Chart().encode(x=x, y=y)
    boxes = base.mark_rect().encode(fill=alt.Fill("fill:N", scale=None, legend=None))
    text = base.mark_text(fontSize=12, fontWeight=600).encode(
        text=alt.Text("text:N"), fill=alt.Fill("ink:N", scale=None, legend=None)
    )
    return frame(
        layered(boxes, text, data=cells),
        width=width,
        height=ROW * rows["centre"].nunique() + 48,
        left=130 if width == WIDE else 96,
        right=2,
        top=44,
        bottom=4,
    )
