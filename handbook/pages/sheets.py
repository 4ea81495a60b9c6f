"""One-page sheets for print: every formula, every weight, every abbreviation."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup as Html

from handbook.charts.weights import whole_points
from handbook.formats import plain
from handbook.pages.library import equation
from handbook.pages.markup import Markup
from handbook.pages.places import PLAIN
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from scoring import Item

__all__ = ["specs"]

SHORT = re.compile(r"[A-Z][A-Za-z0-9&/-]*[A-Z][A-Za-z0-9]*")


def specs(world: World) -> Iterator[PageSpec]:
    """Three pages."""
    for code, fill in (("FORMULAS", _formulas), ("WEIGHTS", _weights), ("ABBREVIATIONS", _short)):
        place = f"SHEET-{code}"
        yield PageSpec(
            PLAIN[place],
            f"sheet-{code.lower()}.md.j2",
            world.prose[f"sheet_{code.lower()}"],
            place,
            partial(fill, world),
            {"hide": ["toc"]},
            ("project",),
        )


def _formulas(world: World, markup: Markup) -> dict[str, Any]:
    rows = [(i, equation(i, world), markup.ref(i.id)) for i in world.catalogue.indicators.values()]
    return {"formulas": rows}


def _weights(world: World, markup: Markup) -> dict[str, Any]:
    """Every node of every standard with its share of the hundred points."""
    sheets = []
    for standard in world.catalogue.current:
        points = whole_points(standard)
        rows = [
            (
                markup.ref(node.id),
                markup.text(node.title),
                plain(points[node.id]),
                isinstance(node, Item),
            )
            for node in standard.nodes()
        ]
        sheets.append((standard, rows))
    return {"sheets": sheets}


def _short(world: World, markup: Markup) -> dict[str, Any]:
    """Abbreviations of indicators, of bodies and of terms, each once."""
    found: dict[str, tuple[str, str]] = {}
    for indicator in world.catalogue.indicators.values():
        found[indicator.abbreviation] = (markup.text(indicator.title), markup.ref(indicator.id))
    for standard in world.catalogue.current:
        for body in standard.bodies:
            if body.abbreviation and body.abbreviation not in found:
                found[body.abbreviation] = (markup.text(body.title), markup.ref(standard.prefix))
    for owner in world.catalogue.owners:
        found.setdefault(owner.prefix, (markup.text(owner.title), markup.ref(owner.prefix)))
    for term in world.catalogue.glossary:
        for name in (term.term, *term.synonyms):
            if SHORT.fullmatch(name.en):
                place = Html('<a class="hb-id" href="{}">{}</a>').format(
                    markup.link(f"term:{term.id}"), world.words["term"]
                )
                found.setdefault(name.en, (markup.text(term.term), place))
    rows = [
        (short, title, place)
        for short, (title, place) in sorted(found.items(), key=lambda pair: pair[0].lower())
    ]
    return {"rows": rows}
