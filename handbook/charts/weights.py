"""Weights drawn to length: the criteria of a standard and the items below them."""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, frame, layered, said, say, token
from handbook.formats import plain
from scoring import Item, Standard
from scoring.score import Tree
from scoring.standard import items_of
from scoring.texts import Language
from scoring.tree import DECIMALS

__all__ = ["stretches", "weights_figure", "whole_points"]

PX_A_POINT = 6.0
LINE = 12  # px that a line of small text needs


def whole_points(standard: Standard) -> dict[str, float]:
    """Points of the whole (0-100) that each node carries."""
    tree = Tree.of(standard)
    weights = tree.weights()
    points = [100.0]
    for node in range(1, len(tree.ids)):
        points.append(points[tree.parents[node]] * float(weights[node]) / 100)
    return dict(zip(tree.ids, points, strict=True))


def stretches(standard: Standard, language: Language) -> pd.DataFrame:
    """One row a criterion and item: where its stretch begins and ends, in points."""
    points, at, rows = whole_points(standard), 0.0, []
    for criterion in standard.children:
        begin = at
        for run in _runs(items_of(criterion), points):
            end = at + math.fsum(points[item.id] for item in run)
            first, last = run[0], run[-1]
            title = first.title.in_language(language)
            name = first.id if first is last else f"{first.id}–{last.id.split('-')[1]}"
            if first is not last:
                title = f"{len(run)} × {plain(points[first.id])}"
            rows.append(("item", name, title, at, end, criterion.id))
            at = end
        at = begin + points[criterion.id]
        title = criterion.title.in_language(language)
        rows.append(("criterion", criterion.id, title, begin, at, criterion.id))
    return pd.DataFrame(rows, columns=["kind", "id", "title", "begin", "end", "criterion"])


def _runs(items: Sequence[Item], points: Mapping[str, float]) -> Iterator[list[Item]]:
    """Items one by one, but neighbours too light for a line of their own together."""
    for _, group in itertools.groupby(
        items, lambda i: i.id if points[i.id] * PX_A_POINT >= LINE else i.id.rsplit(".", 1)[0]
    ):
        yield list(group)


def weights_figure(standard: Standard, language: Language, note: str = "") -> Figure:
    """Left the criteria, right their items; height is weight, on one scale."""
    rows = stretches(standard, language).assign(points=_points)
    criteria = rows[rows["kind"] == "criterion"]
    top = criteria["points"].max()
    heavy = criteria[criteria["points"] == top]
    title = _title(standard, len(heavy), plain(heavy["points"].sum()), language)
    many = standard.called.many.in_language(language)
    sub = say(
        language,
        f"Left: the {many}. Right: their items. Height is weight; one point is the same height everywhere.",
        f"左列为{many}，右列为条目。高度即权重，各处每一分等高。",
    )
    listed = (f"{r.id} {plain(r.points)}" for r in criteria.itertuples())
    data = rows.sort_values(["begin", "kind"])[["id", "title", "points"]]
    data.columns = pd.Index(say(language, "Id,Name,Points", "编号,名称,分值").split(","))
    return Figure(
        language,
        title,
        sub,
        said(language, title, listed),
        lambda width: _chart(rows, float(top), width),
        data,
        note,
    )


def _points(rows: pd.DataFrame) -> "pd.Series[float]":
    """Lengths of the stretches, so that equal weights are equal."""
    return (rows["end"] - rows["begin"]).round(DECIMALS)


def _title(standard: Standard, heavy: int, total: str, language: Language) -> str:
    """Who carries most, or that all carry alike."""
    called, count = standard.called.many.in_language(language), len(standard.children)
    if heavy == count:
        return say(
            language,
            f"{_count(count)} {called} share the 100 points equally",
            f"{count} 个{called}均分 100 分",
        )
    verb = "carries" if heavy == 1 else "carry"
    return say(
        language,
        f"{_count(heavy)} of {count} {called} {verb} {total} of the 100 points",
        f"{count} 个{called}中，{heavy} 个占去 100 分中的 {total} 分",
    )


def _count(number: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[number] if number < len(words) else str(number)


def _chart(rows: pd.DataFrame, top: float, width: int) -> Picture:
    split = 0.43 if width == WIDE else 0.34
    gap = 0.22  # points of white between two stretches
    data = rows.assign(
        x=[0.0 if k == "criterion" else split + 0.01 for k in rows["kind"]],
        x2=[split if k == "criterion" else 1.0 for k in rows["kind"]],
        y=rows["begin"] + gap / 2, y2=rows["end"] - gap / 2,
        middle=(rows["begin"] + rows["end"]) / 2,
        number=[plain(p) for p in rows["points"]],
        label=[_label(r.kind, r.id, r.title, width) for r in rows.itertuples()],
        fill=[_fill(r.kind, r.points, top) for r in rows.itertuples()],
        ink=[token("on-primary") if r.kind == "criterion" and r.points == top else token("ink")
             for r in rows.itertuples()],
    )  # fmt: skip
    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, 1], nice=False), "axis": None}
    y: dict[str, Any] = {"scale": alt.Scale(domain=[100, 0], nice=False), "axis": None}
    base = alt.Chart(data)
    boxes = base.mark_rect().encode(
        x=alt.X("x:Q", **x),
        x2=alt.X2("x2:Q"),
        y=alt.Y("y:Q", **y),
        y2=alt.Y2("y2:Q"),
        fill=alt.Fill("fill:N", scale=None, legend=None),
    )
    ink = alt.Fill("ink:N", scale=None, legend=None)
    small = alt.Chart(data[data["kind"] == "item"])
    big = alt.Chart(data[data["kind"] == "criterion"])
    names = small.mark_text(align="left", dx=6, fontSize=11).encode(
        x=alt.X("x:Q", **x), y=alt.Y("middle:Q", **y), text=alt.Text("label:N"), fill=ink
    )
    points = small.mark_text(align="right", dx=-5, fontSize=11).encode(
        x=alt.X("x2:Q", **x), y=alt.Y("middle:Q", **y), text=alt.Text("number:N"), fill=ink
    )
    numbers = big.mark_text(align="left", dx=8, fontSize=17, fontWeight=600).encode(
        x=alt.X("x:Q", **x), y=alt.Y("middle:Q", **y), text=alt.Text("number:N"), fill=ink
    )
    titles = big.mark_text(
        align="left",
        dx=_indent(data[data["kind"] == "criterion"]["number"]),
        fontSize=11,
        fontWeight=600,
    ).encode(x=alt.X("x:Q", **x), y=alt.Y("middle:Q", **y), text=alt.Text("label:N"), fill=ink)
    height = round(100 * PX_A_POINT) + 4
    return frame(
        layered(boxes, names, points, numbers, titles),
        width=width,
        height=height,
        top=2,
        bottom=2,
    )


def _indent(numbers: Iterable[str]) -> float:
    """Where a title begins, px from the edge of its box: behind the longest number."""
    return max(40, 14 + 9.5 * max(map(len, numbers)))


def _fill(kind: str, points: float, top: float) -> str:
    if kind == "item":
        return token("surface-2")
    return token("score" if points == top else "tint-2")


def _label(kind: str, node_id: str, title: str, width: int) -> str:
    if kind == "item":
        room = 46 if width == WIDE else 26
        text = f"{node_id.split('-')[1]} {title}"
        return text if len(text) <= room else f"{text[: room - 1]}…"
    return node_id if width != WIDE else f"{node_id.split('-')[1]} {title}"
