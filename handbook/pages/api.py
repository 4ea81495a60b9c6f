"""Pages of the programming interface: one a public module of `scoring`, and a list of them.

The rule one would get wrong: a page is made from the source at build time, so there is nothing to
write here when a module changes; only a new module needs a place in `GROUPS`.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import griffe
from markupsafe import Markup as Html

from handbook.pages.docstrings import Prose
from handbook.pages.entries import entry, kind_of
from handbook.pages.markup import Markup
from handbook.pages.reference import (
    PACKAGE,
    code_of,
    defined,
    modules,
    page_of,
    place_of,
    public,
    summary,
)
from handbook.pages.spec import PageSpec
from handbook.pages.words import Words
from handbook.pages.world import World

__all__ = ["GROUPS", "REST", "grouped", "specs"]

GROUPS = {  # in the order in which a centre meets them
    "assess": (
        "assessment", "entries", "rating", "ways", "rows", "assessors", "agreement", "once",
    ),
    "score": ("score", "tree", "layers", "kernel", "bulk", "chunks", "anchors", "formula"),
    "plan": (
        "grade", "grades", "gaps", "method", "gains", "effort", "plan", "reach", "phases",
        "standing", "programme", "erlang",
    ),
    "change": ("changes", "migration", "effect"),
    "compare": ("comparison", "review", "sensitivity", "acceptability"),
    "model": ("standard", "rubric", "scales", "sections", "chain", "indicator", "profile", "texts"),
    "read": ("load", "positions", "problems", "syntax", "wording"),
}  # fmt: skip
REST = "rest"  # the group of a module that nobody gave one
TYPED = re.compile(r"[a-z][A-Z]|_")  # a name that nobody types who looks for something else


def specs(world: World) -> Iterator[PageSpec]:
    """The list, then every module by its group."""
    prose = world.prose
    yield PageSpec(
        page_of(PACKAGE), "api-index.md.j2", prose["api"], code_of(PACKAGE),
        partial(_index, prose),
        {"description": prose["api_lead"], "synonyms": ["API", "Python", *_typed(modules()[PACKAGE])]},
    )  # fmt: skip
    for group, names in grouped():
        for name in names:
            yield PageSpec(
                page_of(name),
                "api.md.j2",
                prose["api_module_title"].format(name=f"{PACKAGE}.{name}"),
                code_of(name),
                partial(_module, prose, group, modules()[name]),
                {"synonyms": _typed(modules()[name])},
            )


def grouped() -> Iterator[tuple[str, list[str]]]:
    """Every public module once, by group."""
    named = {name for names in GROUPS.values() for name in names}
    rest = [name for name in modules() if name not in named and name != PACKAGE]
    for group, names in (*GROUPS.items(), (REST, rest)):
        found = [name for name in names if name in modules()]
        if found:
            yield group, found


def _typed(module: griffe.Module) -> list[str]:
    """Names to be found by; one that is a word of the language would bury what readers look for."""
    return [module.path, *(name for name in public(module) if TYPED.search(name))]


def _index(words: Words, markup: Markup) -> dict[str, Any]:
    package = modules()[PACKAGE]
    prose = Prose(package, markup)
    groups = []
    for group, names in grouped():
        rows = [
            [
                Html('<a href="{}"><code class="nowrap">{}</code></a>').format(
                    markup.link(code_of(name)), modules()[name].path
                ),
                prose.cell(summary(modules()[name])),
            ]
            for name in names
        ]
        groups.append((group, rows))
    rows_of_package = [
        [
            Html('<a id="{}" href="{}"><code class="nowrap">{}</code></a>').format(
                name, markup.link(place_of(package, name) or ""), name
            ),
            words[f"api_kind_{kind_of(defined(package, name))}"],
            prose.cell(summary(defined(package, name))),
        ]
        for name in public(package)
    ]
    return {"names": rows_of_package, "groups": groups}


def _module(words: Words, group: str, module: griffe.Module, markup: Markup) -> dict[str, Any]:
    prose = Prose(module, markup)
    return {
        "lead": prose.cell(summary(module)),
        "told": list(prose.blocks(module.docstring.value))[1:] if module.docstring else [],
        "group": group,
        "source": module.path.replace(".", "/") + ".py",
        "entries": [entry(words, prose, name) for name in public(module)],
    }
