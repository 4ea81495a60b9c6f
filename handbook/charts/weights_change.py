"""Weights of the criteria in two editions: which rose, which fell, which came and which went.

The rule one would get wrong: what only one edition has, weighs nothing in the other and is not a
zero there; it has one mark and a word beside it.
"""

import math
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import plain
from scoring.texts import Language
from scoring.tree import DECIMALS, FULL

__all__ = ["weights_change_figure"]

ROW = 30  # px a criterion
STEP = 5  # the axis ends at a multiple of it
TICKS = 8  # at most; wider apart where there were more
NAMED = 3  # ids in a title; more are counted
RIGHT = 92  # px for the numbers beside the picture


def weights_change_figure(
    rows: pd.DataFrame, language: Language, *, before: str, after: str, note: str = ""
) -> Figure:
    """Each criterion's weight in the old edition and in the new one, with a line between.

    Parameters
    ----------
    rows : DataFrame
        One row a criterion, in the order of the picture: `id`, `title` in the page's language,
        and `before` and `after` in points, NaN in an edition that does not have it.
    before, after : str
        The editions, as they are to be read.
    """
    data = rows.reset_index(drop=True).astype({"before": float, "after": float})
    change = (data["after"].fillna(0.0) - data["before"].fillna(0.0)).round(DECIMALS)
    data = data.assign(change=change)
    title = _title(data, language)
    sub = say(
        language,
        f"Weight in points of {plain(FULL)}. Ring: {before}. Dot: {after}.",
        f"权重，满分 {plain(FULL)} 分。圆圈：{before}；圆点：{after}。",
    )
    texts = [_text(r, language) for r in data.itertuples()]
    listed = (f"{r.id} {text}" for r, text in zip(data.itertuples(), texts, strict=True))
    shown = data[["id", "title", "before", "after", "change"]].copy()
    names = (say(language, "Id", "编号"), say(language, "Name", "名称"))
    shown.columns = pd.Index([*names, before, after, say(language, "Change", "变化")])
    return Figure(
        language, title, sub, said(language, title, listed),
        lambda width: _chart(data.assign(text=texts), width), shown, note, absent="–",
    )  # fmt: skip


def _text(row: Any, language: Language) -> str:
    """Both weights, or the one that there is, with the word for it."""
    if math.isnan(row.before):
        return say(language, f"new, {plain(row.after)}", f"新增 {plain(row.after)}")
    if math.isnan(row.after):
        return say(language, f"gone, {plain(row.before)}", f"取消 {plain(row.before)}")
    if not row.change:
        return plain(row.after)
    return f"{plain(row.before)} → {plain(row.after)}"


def _title(data: pd.DataFrame, language: Language) -> str:
    """What came, what went, and what moved most of all that stayed."""
    found = list(_findings(data, language))
    if not found:
        return say(language, "Every weight stays as it was", "各项权重都没有变")
    text = say(language, "; ", "；").join(found)
    return f"{text[0].upper()}{text[1:]}"


def _findings(data: pd.DataFrame, language: Language) -> Iterator[str]:
    came, went = data[data["before"].isna()], data[data["after"].isna()]
    for some, en, zh in (
        (came, "new: {} with {}", "新增 {}，共 {} 分"),
        (went, "gone: {} with {}", "取消 {}，共 {} 分"),
    ):
        if len(some):
            points = plain(math.fsum(some["change"].abs()))
            yield say(language, en, zh).format(_ids(some, language), points)
    stayed = data[data["before"].notna() & data["after"].notna() & (data["change"] != 0)]
    if len(stayed):
        size = stayed["change"].abs()
        most = stayed[size == size.max()]
        if len(most) == 1:
            one = most.iloc[0]
            way = f"{plain(one['before'])} → {plain(one['after'])}"
            yield say(
                language, f"{one['id']} moves most, {way}", f"变动最大的是 {one['id']}，{way}"
            )
        else:
            ids, by = _ids(most, language), plain(size.max())
            yield say(language, f"{ids} move most, by {by}", f"变动最大的是 {ids}，各 {by} 分")


def _ids(some: pd.DataFrame, language: Language) -> str:
    """By name where they are few."""
    if len(some) > NAMED:
        return say(language, f"{len(some)} weights", f"{len(some)} 项")
    ids = list(some["id"])
    if language == "zh" or len(ids) == 1:
        return "、".join(ids)
    return f"{', '.join(ids[:-1])} and {ids[-1]}"


def _chart(data: pd.DataFrame, width: int) -> Picture:
    """A ring, a dot, a line between, the numbers at the right."""
    wide = width == WIDE
    most = data[["before", "after"]].max(axis=None)
    end = STEP * max(1, math.ceil(round(most / STEP, DECIMALS)))
    every = STEP * math.ceil(end / STEP / TICKS)
    rows = data.assign(
        label=[_label(r, wide=wide) for r in data.itertuples()],
        fill=[token("score" if c >= 0 else "chart-2") for c in data["change"]],
    )
    scale = alt.Scale(domain=[0, end], nice=False)
    ticks = axis(values=list(range(0, end + 1, every)), domain=False)
    label = axis(domain=False, ticks=False, labelPadding=8)
    y = alt.Y("label:N", scale=alt.Scale(domain=list(rows["label"])), axis=label)
    fill = alt.Color("fill:N", scale=None, legend=None)
    was, now = rows[rows["before"].notna()], rows[rows["after"].notna()]
    line = alt.Chart(was[was["after"].notna()]).mark_rule(strokeWidth=3)
    ring = alt.Chart(was).mark_point(
        shape="circle", size=130, filled=True, fill=token("paper"), stroke=token("ink"),
        strokeWidth=2, opacity=1,
    )  # fmt: skip
    dot = alt.Chart(now).mark_circle(size=74, opacity=1)
    text = alt.Chart(rows).mark_text(align="right", fontWeight=600, fill=token("ink"))
    left = 258 if wide else 56
    return frame(
        layered(
            line.encode(
                y=y, x=alt.X("before:Q", scale=scale, axis=ticks), x2=alt.X2("after:Q"), color=fill
            ),
            ring.encode(y=y, x=alt.X("before:Q", scale=scale, axis=ticks)),
            dot.encode(y=y, x=alt.X("after:Q", scale=scale, axis=ticks), color=fill),
            text.encode(y=y, x=alt.XValue(width - left - 4), text=alt.Text("text:N")),
        ),
        width=width,
        height=ROW * len(rows) + 34,
        left=left,
        right=RIGHT,
        bottom=28,
    )


def _label(row: Any, *, wide: bool) -> str:
    return f"{row.id.split('-')[-1]} {row.title}" if wide else str(row.id)
