"""What is in force when, and how the pages of one edition lead to those of another."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from markupsafe import Markup as Html

from handbook.catalogue import Catalogue
from handbook.in_force import UNDATED
from handbook.pages.markup import Markup
from handbook.pages.places import PLAIN, owner_folder, pair_path
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from handbook.records import NamedEdition
from scoring import Standard, Text

__all__ = ["other_editions", "specs"]

WORDS = {"draft": "edition_draft", "training": "edition_invented"}


def specs(world: World) -> Iterator[PageSpec]:
    """What is in force when."""
    yield PageSpec(
        PLAIN["EDITIONS"],
        "editions.md.j2",
        world.prose["editions"],
        "EDITIONS",
        partial(_editions, world),
        {"section_index": True},
        ("source", "project"),
    )


def other_editions(catalogue: Catalogue, spec: PageSpec) -> Iterator[tuple[str, str, str]]:
    """What a page of one edition became, and where it comes from: word, place, what it is called.

    The pages of a whole edition lead to each other, and to what changed between them.
    """
    edition = spec.edition
    if edition is None or "@" in spec.handbook_id:
        return
    known = {standard.reference: standard for standard in catalogue.standards}
    for changes in catalogue.changes:
        if changes.standard != edition.id:
            continue
        for key, own, other, fates, side in (
            ("edition_newer", changes.from_, changes.to, changes.of_old, "to"),
            ("edition_older", changes.to, changes.from_, changes.of_new, "from_"),
        ):
            if own != edition.edition:
                continue
            target = known[f"{edition.id}@{other}"]
            folder, word = owner_folder(target), WORDS.get(target.status, key)
            if spec.handbook_id == edition.prefix:
                yield word, f"{folder}/index.md", other
                yield "edition_changes", pair_path(changes), f"{changes.from_} → {changes.to}"
            elif spec.handbook_id in fates:
                for node in getattr(fates[spec.handbook_id], side):
                    yield word, f"{folder}/{node}.md", f"{other} {node}"


def _editions(world: World, markup: Markup) -> dict[str, Any]:
    """One row an edition, held here or only named by a source, oldest first for each standard."""
    rows: list[list[Any]] = []
    for name in dict.fromkeys(s.id for s in world.catalogue.standards):
        held = [s for s in world.catalogue.standards if s.id == name]
        real = [s for s in held if s.in_force]
        named = [e for e in world.catalogue.named_editions if e.of == name]
        begins = sorted(
            [(s.published, s.edition) for s in real] + [(e.published, e.edition) for e in named]
        )
        ends = {edition: until for (_, edition), (until, _) in pairwise(begins)}
        dated = [(s.published, _held(world, s, ends, markup)) for s in real]
        dated += [(e.published, _named(world, e, held[0].title, ends, markup)) for e in named]
        rows += [row for _, row in sorted(dated, key=lambda pair: pair[0])]
        rows += [_held(world, s, {}, markup) for s in held if not s.in_force]
    for dossier in world.catalogue.dossiers:
        named = [e for e in world.catalogue.named_editions if e.of == dossier.id]
        rows += [_named(world, e, dossier.title, {}, markup) for e in named]
    catalogue = world.catalogue
    shorts = {s.id: s.short for s in (*catalogue.standards, *catalogue.current)}
    pairs = [
        [
            Html('{} <a class="hb-num" href="{}">{} → {}</a>').format(
                markup.text(shorts[c.standard]), markup.link(pair_path(c)), c.from_, c.to
            ),
            markup.statement(c.says),
        ]
        for c in world.catalogue.changes
    ]
    return {"rows": rows, "pairs": pairs}


def _named(
    world: World, edition: NamedEdition, title: Text, ends: dict[str, str], markup: Markup
) -> list[Any]:
    """An edition that is not here."""
    until = ends.get(edition.edition, "")
    state = Html("{} {}").format(world.prose["edition_named"], markup.statement(edition.says))
    return [
        markup.text(title),
        _unbroken(edition.edition),
        _span(world, edition.published, until),
        state,
    ]


def _held(world: World, standard: Standard, ends: dict[str, str], markup: Markup) -> list[Any]:
    name = Html('<a href="{}">{}</a>').format(
        markup.link(f"{owner_folder(standard)}/index.md"), markup.text(standard.title)
    )
    if standard.status == "draft":
        return [name, _unbroken(standard.edition), "–", world.prose["edition_being_written"]]
    if standard.status == "training":
        told = Html("{} {}").format(markup.seal(), world.prose["edition_training"])
        return [name, _unbroken(standard.edition), "–", told]
    until = ends.get(standard.edition, "")
    state = world.prose["edition_superseded" if until else "edition_in_force"]
    return [name, _unbroken(standard.edition), _span(world, standard.published, until), state]


def _span(world: World, begins: str, ends: str) -> str:
    if begins == UNDATED:
        return world.prose["edition_undated"]
    dates = {name: _unbroken(d) for name, d in (("begins", begins), ("ends", ends))}
    return Html(world.prose["edition_span" if ends else "edition_since"]).format(**dates)


def _unbroken(text: str) -> Html:
    """On one line, whatever hyphens it has."""
    return Html('<span class="hb-num">{}</span>').format(text)
