"""One chain from a strategy to an excellence indicator, and who answers for all of its ends.

The picture of every chain with its links stands in the page of the standard; here one is followed
to its last link: target, comparison, owner and the day on which it is looked at again.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from scoring import Branch, Item, Standard
from scoring.chain import ChainIndicator
from scoring.standard import items_of
from scoring.texts import Language

__all__ = ["chain_figure", "scopes_figure"]

LINE, PAD, BETWEEN, INSET = 18, 10, 26, 12  # px: a line, a box's margins, the gap, the indent
LETTER, HAN = 6.4, 12.4  # px that a letter and a Chinese character take, on the safe side
FIRST_HAN = "\u2e80"
NEVER_FIRST = "，。；、：）”！？"
FILLS = ("surface-2", "surface-2", "surface-2", "tint-2", "paper")
BAR_ROW = 34


@dataclass(frozen=True)
class _Box:
    """A link of the chain: its name, and paragraphs that may begin with a heading."""

    name: str
    texts: tuple[str, ...]


def chain_figure(
    module: Item | Branch, block: Item, indicator: ChainIndicator, language: Language
) -> Figure:
    """One chain from its module to what makes its indicator excellent, from top to bottom."""
    boxes = _boxes(module, block, indicator, language)
    assert block.chain is not None
    count = len(block.chain.elements)
    begin, end = (one.title.in_language(language) for one in (module, indicator))
    title = say(
        language,
        f"From “{begin}” to “{end}” by way of {count} key element{'s' * (count > 1)}",
        f"从“{begin}”到“{end}”，中间有 {count} 个关键要素",
    )
    sub = say(
        language,
        "Names: the article. How it is counted and the last box: our own proposal.",
        "名称出自文章；怎么算和最后一框，由本手册拟定。",
    )
    colon = say(language, ": ", "：")
    listed = [box.name + colon + say(language, " / ", "／").join(box.texts) for box in boxes]
    data = pd.DataFrame(
        [(box.name, text) for box in boxes for text in box.texts],
        columns=say(language, "Link,Content", "环节,内容").split(","),
    )
    return Figure(
        language, title, sub, said(language, title, listed),
        lambda width: _stacked(boxes, width, language), data,
    )  # fmt: skip


def _boxes(
    module: Item | Branch, block: Item, indicator: ChainIndicator, language: Language
) -> list[_Box]:
    assert block.chain is not None
    names = say(
        language,
        "Module|Block|Key elements|Indicator|Excellence indicator",
        "模块|分块|关键要素|指标|卓越指标",
    ).split("|")
    heads = say(
        language,
        "Counted|What a centre can count|Target|Compared with|Owner|Looked at",
        "怎么算|中心可以数的|目标|与谁比|责任人|复核周期",
    ).split("|")
    parts = (
        indicator.measured, indicator.proxy, indicator.target,
        indicator.comparison, indicator.owner, indicator.cycle,
    )  # fmt: skip
    colon = say(language, ": ", "：")
    told = [f"{h}{colon}{p.in_language(language)}" for h, p in zip(heads, parts, strict=True)]
    titles = tuple(e.title.in_language(language) for e in block.chain.elements)
    texts = (
        (f"{module.id} {module.title.in_language(language)}",),
        (f"{block.id} {block.chain.horizon.in_language(language)}",),
        titles,
        (f"{indicator.id} {indicator.title.in_language(language)}", *told[:2]),
        tuple(told[2:]),
    )
    return [_Box(name, text) for name, text in zip(names, texts, strict=True)]


def _stacked(boxes: Sequence[_Box], width: int, language: Language) -> Picture:
    """Boxes below each other, each as high as its lines, with arrows between them."""
    edges, lines, top = [], [], 0.0
    for box, fill in zip(boxes, FILLS, strict=True):
        wrapped = [
            line for text in box.texts for line in _wrapped(text, width - 2 * INSET, language)
        ]
        bottom = top + 2 * PAD + LINE * (1 + len(wrapped))
        edges.append(
            {"top": top, "bottom": bottom, "fill": token(fill), "below": bottom + BETWEEN / 2}
        )
        for number, text in enumerate([box.name, *wrapped]):
            lines.append({"y": top + PAD + LINE * number, "text": text, "head": number == 0})
        top = bottom + BETWEEN
    height = round(top - BETWEEN)
    y_scale = alt.Scale(domain=[0, height], reverse=True, nice=False)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width - 2], nice=False), axis=None)
    y: dict[str, Any] = {"scale": y_scale, "axis": None}
    drawn = alt.Chart(pd.DataFrame(edges).assign(x=0, end=width - 2))
    rects = drawn.mark_rect(stroke=token("line-strong"), cornerRadius=3).encode(
        x=x, x2=alt.X2("end:Q"), y=alt.Y("top:Q", **y), y2=alt.Y2("bottom:Q"),
        fill=alt.Fill("fill:N", scale=None, legend=None),
    )  # fmt: skip
    arrows = (
        alt.Chart(pd.DataFrame(edges[:-1]).assign(x=width / 2))
        .mark_text(text="↓", fontSize=16, fill=token("ink-3"))
        .encode(x=x, y=alt.Y("below:Q", **y))
    )
    written = pd.DataFrame(lines).assign(x=INSET)
    texts = [
        alt.Chart(written[written["head"] == head])
        .mark_text(align="left", baseline="top", fontWeight=600 if head else 400,
                   fill=token("ink-3" if head else "ink"))
        .encode(x=x, y=alt.Y("y:Q", **y), text=alt.Text("text:N"))
        for head in (True, False)
    ]  # fmt: skip
    return frame(
        layered(rects, arrows, *texts), width=width, height=height + 4, left=1, right=1, top=2,
        bottom=2,
    )  # fmt: skip


def _wrapped(text: str, room: float, language: Language) -> list[str]:
    """A text in lines of a width in px; Chinese breaks anywhere but before a stop."""
    if language == "en":
        return textwrap.wrap(text, int(room / LETTER))
    lines, used = [""], 0.0
    for letter in text:
        takes = HAN if letter >= FIRST_HAN else LETTER
        if used + takes > room and letter not in NEVER_FIRST:
            lines.append("")
            used = 0
        lines[-1] += letter
        used += takes
    return lines


def scopes_figure(standard: Standard, language: Language) -> Figure:
    """How many indicators of each block the company answers for, and how many the centre."""
    rows = [
        (item.id, item.title.in_language(language), *(_count(item, s) for s in ("enterprise", "centre")))
        for module in standard.children
        for item in items_of(module)
    ]  # fmt: skip
    data = pd.DataFrame(rows, columns=["id", "title", "enterprise", "centre"])
    company, own = int(data["enterprise"].sum()), int(data["centre"].sum())
    title = say(
        language,
        f"The company answers for {company} of {company + own} indicators, the centre for {own}",
        f"{company + own} 个指标里，企业负责 {company} 个，中心负责 {own} 个",
    )
    sub = say(
        language,
        "Indicators of each block, by who answers for them",
        "各分块的指标数，按由谁负责分",
    )

    def draw(width: int) -> Picture:
        return _bars(data, width, language)

    shown = data.copy()
    shown.columns = pd.Index(
        say(language, "Id,Block,Company,Centre", "编号,分块,企业,中心").split(",")
    )
    counts = zip(data["id"], data["centre"], data["enterprise"], strict=True)
    listed = [say(language, f"{i} {c} of {c + e}", f"{i} {c}／{c + e}") for i, c, e in counts]
    return Figure(language, title, sub, said(language, title, listed), draw, shown)


def _count(item: Item, scope: str) -> int:
    return sum(one.scope == scope for one in item.chain.indicators) if item.chain else 0


def _bars(data: pd.DataFrame, width: int, language: Language) -> Picture:
    most = int((data["enterprise"] + data["centre"]).max())
    label = data["id"] + " " + data["title"] if width == WIDE else data["id"]
    rows = data.assign(label=label, begin=0, total=data["centre"] + data["enterprise"])
    scale = alt.Scale(domain=[0, most], nice=False)
    y = alt.Y("label:N", sort=list(label), axis=axis(domain=False, ticks=False, labelPadding=8))
    ticks = axis(values=list(range(most + 1)), format="d", labelFlush=False)
    names = say(language, "centre|company", "中心|企业").split("|")
    layers = []
    for begin, end, fill, ink, name in (
        ("begin", "centre", "chart-1", "on-primary", names[0]),
        ("centre", "total", "tint-2", "ink", names[1]),
    ):
        some = rows[rows[end] > rows[begin]]
        counts = (some[end] - some[begin]).astype(str)
        text = counts + " " + name if language == "en" else name + " " + counts
        base = alt.Chart(some.assign(text=text)).encode(
            x=alt.X(f"{begin}:Q", scale=scale, axis=ticks), y=y
        )
        layers.append(base.mark_bar(height=20, color=token(fill)).encode(x2=alt.X2(f"{end}:Q")))
        words = base.mark_text(align="left", dx=8, fontWeight=600, fill=token(ink))
        layers.append(words.encode(text=alt.Text("text:N")))
    return frame(
        layered(*layers),
        width=width,
        height=BAR_ROW * len(rows) + 34,
        left=436 if width == WIDE else 76,
        right=12,
        bottom=28,
    )
