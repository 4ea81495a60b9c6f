"""Assess once: what the ratings of sample centres propose for another standard."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup as Html

from handbook.catalogue import Centre
from handbook.editions import Called
from handbook.formats import plain
from handbook.pages.markup import Markup
from handbook.pages.places import PLAIN
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from scoring import Standard
from scoring.once import Proposal, propose

__all__ = ["specs"]

APART = 2.0  # levels: so far apart, the linked ratings speak of different things


def specs(world: World) -> Iterator[PageSpec]:
    """One page, with one centre as the example."""
    yield PageSpec(
        PLAIN["ONCE"],
        "once.md.j2",
        world.prose["once"],
        "ONCE",
        lambda m: _fill(world, m),
        {},
        ("project",),
    )


def _fill(world: World, markup: Markup) -> dict[str, Any]:
    catalogue = world.catalogue
    centre = catalogue.centres[0]
    rated = catalogue.standard_of(centre)
    tables = [
        (wanted, [_row(wanted, p, markup) for p in _proposals(world, centre, rated, wanted)])
        for wanted in catalogue.current
        if wanted.id != rated.id
    ]
    return {"centre": centre.profile, "rated": rated, "tables": tables, "apart": plain(APART)}


def _proposals(world: World, centre: Centre, rated: Standard, wanted: Standard) -> list[Proposal]:
    pairs = [(link.from_, link.to) for link in world.catalogue.crosswalk.links]
    links = Called(rated, world.catalogue.changes, world.catalogue.drafts).links(pairs)
    return propose(centre.assessments[-1], rated, wanted, links)


def _row(wanted: Standard, proposal: Proposal, markup: Markup) -> list[Any]:
    """Item, level to begin with, the ratings it comes from, and whether they agree."""
    spread = proposal.highest - proposal.lowest
    words = markup.words
    return [
        Html("{} {}").format(
            markup.ref(proposal.item), markup.text(wanted.node(proposal.item).title)
        ),
        markup.steps(proposal.rating),
        Html(" ").join(markup.ref(source) for source in proposal.sources),
        f"{plain(proposal.lowest)}–{plain(proposal.highest)}" if spread else plain(proposal.lowest),
        words["apart"] if spread >= APART else "",
    ]
