"""Pages of what is told and not rated: dossiers, and the sections of dossiers and standards."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from markupsafe import Markup as Html

from handbook.pages.markup import Markup
from handbook.pages.nodes import basis_of, data_file
from handbook.pages.places import owner_folder
from handbook.pages.related import link_rows
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from handbook.records import Dossier
from scoring import Standard
from scoring.sections import Section

__all__ = ["specs"]


def specs(world: World) -> Iterator[PageSpec]:
    """One page a dossier, and one a section of a dossier or a standard."""
    for owner in world.catalogue.owners:
        if isinstance(owner, Dossier):
            yield _dossier(world, owner)
        around: list[Section | None] = [None, *owner.sections, None]
        for (before, section), (_, after) in pairwise(pairwise(around)):
            if section:
                yield _section(world, owner, before, section, after)


def _dossier(world: World, dossier: Dossier) -> PageSpec:
    def fill(_: Markup) -> dict[str, Any]:
        return {
            "dossier": dossier,
            "sources": [world.catalogue.sources[s] for s in _sources(dossier)],
            "data_file": data_file(dossier),
        }

    return PageSpec(
        f"{owner_folder(dossier)}/index.md",
        "dossier.md.j2",
        dossier.title.in_language(world.language),
        dossier.prefix,
        fill,
        {
            "synonyms": world.synonyms(dossier.title, dossier.short),
            "description": dossier.lead.in_language(world.language),
        },
        basis_of(dossier.about),
    )


def _sources(dossier: Dossier) -> list[str]:
    """The sources of a dossier, its own first."""
    statements = [*dossier.about]
    for section in dossier.sections:
        statements += section.statements
        statements += [s for entry in section.entries for s in entry.statements]
    return list(dict.fromkeys([dossier.source, *(s.source for s in statements if s.source)]))


def _section(
    world: World,
    owner: Standard | Dossier,
    before: Section | None,
    section: Section,
    after: Section | None,
) -> PageSpec:
    statements = [*section.statements, *(s for e in section.entries for s in e.statements)]
    title = section.title.in_language(world.language)

    def fill(markup: Markup) -> dict[str, Any]:
        titles = world.catalogue.titles
        named = dict.fromkeys([owner.source, *(s.source for s in statements if s.source)])
        return {
            "owner": owner,
            "section": section,
            "statements": statements,
            "checks": [
                [markup.place_of(c.id), markup.text(c.ask), markup.text(c.counts)]
                for c in section.checks
            ],
            "lenses": [
                [
                    Html("{} {}").format(markup.ref(x.node), markup.text(titles[x.node][1])),
                    markup.text(x.look),
                ]
                for x in section.lenses
            ],
            "crosswalk": link_rows(
                world, [section.id, *(entry.id for entry in section.entries)], markup
            ),
            "sources": [world.catalogue.sources[s] for s in named],
            "data_file": data_file(owner),
            "before": before,
            "after": after,
        }

    return PageSpec(
        f"{owner_folder(owner)}/{section.id}.md",
        "section.md.j2",
        f"{section.id} {title}",
        section.id,
        fill,
        {
            "synonyms": [
                section.id,
                *(entry.id for entry in section.entries),
                *world.synonyms(section.title, *(e.title for e in section.entries)),
            ],
            "description": section.lead.in_language(world.language),
        },
        basis_of(statements),
        edition=owner if isinstance(owner, Standard) else None,
    )
