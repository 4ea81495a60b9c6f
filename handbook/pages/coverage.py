"""The page that shows, for every fact of the sources, the page and the sentence that carry it."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup as Html

from handbook.facts import carried, statements_by_id
from handbook.pages.markup import Markup
from handbook.pages.places import PLAIN
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from scoring import Basis
from scoring.texts import Text

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
            row = [Html('<span class="hb-num">{}</span>').format(proof.fact), markup.ref(proof.at), Html("{} {}").format(
                markup.text(statement), badge)]  # fmt: skip
            groups.setdefault(proof.fact.split("-")[0], []).append(row)
    errata = [_erratum(world, e.id, e.defect, markup) for e in world.catalogue.errata]
    numbers = {"facts": sum(map(len, groups.values())), "errata": len(errata)}
    return {"groups": groups, "errata": errata, "numbers": numbers}


def _erratum(world: World, code: str, defect: Text, markup: Markup) -> list[Any]:
    source = next(e.source for e in world.catalogue.errata if e.id == code)
    place = Html('<a class="hb-id" href="{}">{}</a>').format(markup.link(f"erratum:{code}"), code)
    kind = world.catalogue.sources[source].kind
    badge = markup.basis(Basis(kind), source)
    return [place, Html("{} {}").format(markup.text(defect), badge)]
