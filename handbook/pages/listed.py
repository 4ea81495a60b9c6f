"""Rows and lists of indicators and methods: by family, from A to Z, by item, by effort."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup as Html

from handbook.pages.markup import Markup
from handbook.pages.world import World
from scoring.indicator import FAMILIES, Indicator
from scoring.method import Method

__all__ = [
    "Group",
    "by_effort",
    "by_family",
    "by_item",
    "by_name",
    "indicator_rows",
    "method_rows",
]

Group = tuple[str, str, list[list[Any]]]  # anchor, heading, rows


def indicator_rows(
    world: World, indicators: Iterable[Indicator], markup: Markup
) -> list[list[Any]]:
    """Id, title, what it is, unit and direction."""
    return [
        [
            markup.ref(i.id),
            Html("{}<br><small>{}</small>").format(
                markup.text(i.title), world.words[f"direction_{i.direction}"]
            ),
            markup.text(i.definition),
        ]
        for i in indicators
    ]


def method_rows(world: World, methods: Iterable[Method], markup: Markup) -> list[list[Any]]:
    """Id, title, the trouble it ends, effort."""
    return [
        [
            markup.ref(m.id),
            markup.text(m.title),
            markup.text(m.lead),
            world.words[f"effort_{m.effort}"],
        ]
        for m in methods
    ]


def by_family(world: World, markup: Markup) -> list[Group]:
    """Indicators under the nine families."""
    every = world.catalogue.indicators.values()
    return [
        (
            family,
            world.words[f"family_{family}"],
            indicator_rows(world, (i for i in every if i.family == family), markup),
        )
        for family in FAMILIES
        if any(i.family == family for i in every)
    ]


def by_name(world: World, markup: Markup) -> list[Group]:
    """By abbreviation, which both languages share."""
    every = sorted(world.catalogue.indicators.values(), key=lambda i: i.abbreviation.lower())
    letters: dict[str, list[Indicator]] = {}
    for one in every:
        first = one.abbreviation[0].upper()
        letters.setdefault(first if first.isalpha() else "0–9", []).append(one)
    return [
        (
            letter.lower().replace("–", "-"),
            letter,
            [
                [Html("<strong>{}</strong>").format(i.abbreviation), *row[:2]]
                for i, row in zip(found, indicator_rows(world, found, markup), strict=True)
            ],
        )
        for letter, found in letters.items()
    ]


def by_item(world: World, markup: Markup) -> list[Group]:
    """Every standard, its items, and the indicators that evidence each."""
    groups = []
    for standard in world.catalogue.current:
        rows = [
            [
                Html("{} {}").format(markup.ref(item.id), markup.text(item.title)),
                Html("<br>").join(
                    Html("{} {}").format(
                        markup.ref(i), markup.text(world.catalogue.indicators[i].title)
                    )
                    for i in item.indicators
                )
                if item.indicators
                else markup.text(item.no_indicator or item.title),
            ]
            for item in standard.items()
        ]
        groups.append((standard.prefix.lower(), markup.text(standard.short), rows))
    return groups


def by_effort(world: World, markup: Markup) -> list[Group]:
    """Methods under the effort they take, the smallest first."""
    every = world.catalogue.methods.values()
    return [
        (
            f"effort-{effort.lower()}",
            world.prose[f"methods_effort_{effort}"],
            [
                row[:3]
                for row in method_rows(world, (m for m in every if m.effort == effort), markup)
            ],
        )
        for effort in ("S", "M", "L")
    ]
