"""The crosswalk as a page: one table a system, its parts beside those of all others."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup as Html

from handbook.catalogue import Catalogue
from handbook.pages.markup import Markup
from handbook.pages.places import PLAIN
from handbook.pages.spec import PageSpec
from handbook.pages.world import World

__all__ = ["specs"]


def specs(world: World) -> Iterator[PageSpec]:
    """One page."""
    yield PageSpec(
        PLAIN["CROSSWALK"],
        "crosswalk.md.j2",
        world.prose["crosswalk"],
        "CROSSWALK",
        lambda m: {"tables": list(_tables(world, m)), "count": _count(world.catalogue)},
        {},
        ("project",),
    )


def _count(catalogue: Catalogue) -> int:
    return len(catalogue.crosswalk.links)


def _tables(world: World, markup: Markup) -> Iterator[tuple[str, str, list[str], list[list[Any]]]]:
    """Of every system: its anchor, its name, the other systems, and one row a linked part."""
    titles, linked = world.catalogue.titles, _linked(world.catalogue)
    systems = list(dict.fromkeys(markup.text(owner) for owner, _ in titles.values()))
    for number, system in enumerate(systems):
        parts = [c for c, (owner, _) in titles.items() if markup.text(owner) == system]
        found = [code for code in parts if code in linked]
        others = [
            other
            for other in systems
            if other != system
            and any(markup.text(titles[end][0]) == other for code in found for end in linked[code])
        ]
        rows = [
            [
                Html("{} {}").format(markup.ref(code), markup.text(titles[code][1])),
                *(_cell(world, linked[code], other, markup) for other in others),
            ]
            for code in found
        ]
        if rows:
            yield f"system-{number}", system, others, rows


def _cell(world: World, ends: list[str], system: str, markup: Markup) -> Html:
    titles = world.catalogue.titles
    own = [end for end in ends if markup.text(titles[end][0]) == system]
    return Html(" ").join(markup.ref(end) for end in own)


def _linked(catalogue: Catalogue) -> dict[str, list[str]]:
    """Both directions of every link, the far ends in the order of the data."""
    order = {code: place for place, code in enumerate(catalogue.titles)}
    found: dict[str, set[str]] = {}
    for link in catalogue.crosswalk.links:
        found.setdefault(link.from_, set()).add(link.to)
        found.setdefault(link.to, set()).add(link.from_)
    return {code: sorted(ends, key=order.__getitem__) for code, ends in found.items()}
