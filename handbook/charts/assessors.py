"""What each assessor made of each item: one mark a rating, disputed items named and shaded."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.rating_rows import rating_rows
from handbook.charts.theme import said, say
from handbook.formats import plain
from scoring.agreement import DISPUTED_SPREAD, ItemAgreement, agree
from scoring.standard import Standard
from scoring.texts import Language

__all__ = ["assessors_figure"]

INVENTED = {
    "en": "The centre and its assessors are invented.",
    "zh": "该中心和各位评审员均为虚构。",
}

Ratings = Mapping[str, Mapping[str, float]]


def assessors_figure(
    standard: Standard,
    by_assessor: Ratings,
    names: Mapping[str, str],
    language: Language,
    agreed: Mapping[str, float] | None = None,
) -> Figure:
    """The ratings of every assessor by item, grouped by criterion.

    Parameters
    ----------
    by_assessor : mapping of str to mapping of str to float
        Level 0-5 by assessor and item; at most six assessors. What nobody rated is not shown.
    names : mapping of str to str
        Of the assessors, in the page's language.
    agreed : mapping of str to float, optional
        The agreed level by item, drawn as an upright bar; the items that have one are
        settled.
    """
    names = {who: names[who] for who in by_assessor}
    found = {item.item: item for item in agree(by_assessor).items}
    settled = {item: level for item, level in (agreed or {}).items() if item in found}
    in_order = [found[item.id] for item in standard.items() if item.id in found]
    title = _settled(in_order, settled, language) if settled else _title(in_order, language)
    data = _table(standard, in_order, names, settled, language)
    listed = [
        _spoken(item, names, settled, language)
        for item in in_order
        if item.disputed or item.item in settled
    ]
    return Figure(
        language,
        title,
        _sub(language, agreed=bool(settled)),
        said(language, title, listed or names.values()),
        lambda width: rating_rows(
            standard, in_order, names, settled, width=width, language=language
        ),
        data,
        INVENTED[language],
    )


def _sub(language: Language, *, agreed: bool) -> str:
    apart = plain(DISPUTED_SPREAD)
    rule = say(
        language,
        f"Shaded and named: {apart} levels or more apart.",
        f"相差 {apart} 级或以上的，加底色并注明“分歧”。",
    )
    bar = say(language, "Upright bar: the level they agreed on.", "竖线是合议定下的级别。")
    marks = say(
        language,
        "Levels by item: one mark for each assessor, a thin line for their spread. ",
        "各条目的级别：每名评审员一个标记，横线连出相差多少。",
    )
    return marks + (bar if agreed else rule)


def _title(items: Sequence[ItemAgreement], language: Language) -> str:
    """How many are disputed, and how far the widest lie apart."""
    widest = max((item.spread for item in items), default=0.0)
    count, levels = sum(item.disputed for item in items), plain(widest)
    if not widest:
        return say(language, "The assessors agree on every item", "各条目的评级完全一致")
    if not count:
        return say(
            language,
            f"No item is disputed: ratings lie {levels} levels apart at most",
            f"没有分歧：各条目最多相差 {levels} 级",
        )
    verb = "is" if count == 1 else "are"
    return say(
        language,
        f"{count} of {len(items)} items {verb} disputed, by up to {levels} levels",
        f"{len(items)} 个条目中 {count} 个有分歧，最多相差 {levels} 级",
    )


def _settled(
    items: Sequence[ItemAgreement], agreed: Mapping[str, float], language: Language
) -> str:
    """How often the agreed level is another than the median."""
    other = sum(one.item in agreed and agreed[one.item] != one.median for one in items)
    if not other:
        every = (
            "The agreed level is" if len(agreed) == 1 else f"All {len(agreed)} agreed levels are"
        )
        return say(
            language,
            f"{every} the median of the ratings",
            f"{len(agreed)} 个合议结果{'' if len(agreed) == 1 else '都'}等于中位数",
        )
    verb = "is" if other == 1 else "are"
    return say(
        language,
        f"{other} of {len(agreed)} agreed levels {verb} not the median of the ratings",
        f"{len(agreed)} 个合议结果中，{other} 个不等于中位数",
    )


def _spoken(
    one: ItemAgreement, names: Mapping[str, str], agreed: Mapping[str, float], language: Language
) -> str:
    told = [f"{names[who]} {plain(level)}" for who, level in one.ratings.items()]
    if one.item in agreed:
        told.append(f"{say(language, 'agreed', '合议')} {plain(agreed[one.item])}")
    return f"{one.item} {say(language, ', ', '、').join(told)}"


def _table(
    standard: Standard,
    items: Sequence[ItemAgreement],
    names: Mapping[str, str],
    agreed: Mapping[str, float],
    language: Language,
) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {
        say(language, "Id", "编号"): [one.item for one in items],
        say(language, "Item", "条目"): [
            standard.node(one.item).title.in_language(language) for one in items
        ],
        **{name: [one.ratings.get(who) for one in items] for who, name in names.items()},
        say(language, "Median", "中位数"): [one.median for one in items],
        say(language, "Spread", "相差"): [one.spread for one in items],
        say(language, "Disputed", "分歧"): [
            say(language, "yes", "是") if one.disputed else say(language, "no", "否")
            for one in items
        ],
    }
    if agreed:
        columns[say(language, "Agreed", "合议")] = [agreed.get(one.item) for one in items]
    return pd.DataFrame(columns)
