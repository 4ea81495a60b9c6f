"""What other systems say of the same thing: links of the crosswalk, and core values as lenses."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup as Html

from handbook.pages.markup import Markup
from handbook.pages.world import World

__all__ = ["lens_rows", "link_rows"]


def link_rows(world: World, holders: Iterable[str], markup: Markup) -> list[list[Any]]:
    """What the crosswalk links with any of these ids in other systems, in the order of the data."""
    ends, titles = set(holders), world.catalogue.titles
    own = {titles[code][0].en for code in ends if code in titles}
    linked = set()
    for link in world.catalogue.crosswalk.links:
        linked |= {link.to} if link.from_ in ends else set()
        linked |= {link.from_} if link.to in ends else set()
    return [
        [markup.text(owner), markup.ref(code), markup.text(title)]
        for code, (owner, title) in titles.items()
        if code in linked and owner.en not in own
    ]


def lens_rows(world: World, holders: Iterable[str], markup: Markup) -> list[list[Any]]:
    """What to look at when nodes with these ids are rated in the light of a value."""
    ends = set(holders)
    return [
        [Html("{} {}").format(markup.ref(s.id), markup.text(s.title)), markup.text(lens.look)]
        for s in world.catalogue.sections()
        for lens in s.lenses
        if lens.node in ends
    ]
