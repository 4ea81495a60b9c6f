"""The page that shows, for every fact of the sources, the page and the sentence that carry it."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup as Html

from handbook.facts import carried, statements_by_id
from handbook.pages.markup import Markup
from handbook.pages.places import PLAIN
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from handbook.records import Erratum

__all__ = ["specs"]


def specs(world: World) -> Iterator[PageSpec]:
    """One page."""
    yield PageSpec(
        PLAIN["COVERAGE"],
        "coverage.md.j2",
        world.prose["coverage"],
        "COVERAGE",
        lambda m: _fill(world, m),
        {},
        ("source", "external"),
    )


def _fill(world: World, markup: Markup) -> dict[str, Any]:
    """Facts grouped by the letters their ids begin with, in the order of the register."""
    statements = statements_by_id(world.catalogue)
    groups: dict[str, list[list[Any]]] = {}
    for proof in world.catalogue.facts:
        statement = carried(proof, statements)
        if statement:
            badge = markup.basis(statement.basis, statement.source)
            fact = Html('<span class="hb-num">{}</span>').format(proof.fact)
            said = Html("{} {}").format(markup.text(statement), badge)
            row = [fact, markup.ref(proof.at), said]
            groups.setdefault(proof.fact.split("-")[0], []).append(row)
    errata = [_erratum(world, e, markup) for e in world.catalogue.errata]
    numbers = {"facts": sum(map(len, groups.values())), "errata": len(errata)}
    return {"groups": groups, "errata": errata, "numbers": numbers}


def _erratum(world: World, erratum: Erratum, markup: Markup) -> list[Any]:
    place = Html('<a class="hb-id" href="{}">{}</a>').format(
        markup.link(f"erratum:{erratum.id}"), erratum.id
    )
    badge = markup.basis(world.catalogue.sources[erratum.source].kind, erratum.source)
    return [place, Html("{} {}").format(markup.text(erratum.defect), badge)]
