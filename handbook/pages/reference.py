"""The public names of the package `scoring`, read from its source without running it.

The rule one would get wrong: only what a module lists in `__all__` is public, and a name that a
module merely passes on is told where it is defined.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import griffe

import scoring

__all__ = [
    "API",
    "PACKAGE",
    "Object",
    "code_of",
    "defined",
    "fields",
    "modules",
    "page_of",
    "place_of",
    "public",
    "summary",
]

PACKAGE = "scoring"
API = "api"
Object = griffe.Class | griffe.Function | griffe.Attribute


@cache
def modules() -> Mapping[str, griffe.Module]:
    """The package itself and every module of it that has public names, by short name."""
    root = Path(scoring.__file__).parent
    package = griffe.load(
        PACKAGE,
        search_paths=[root.parent],
        allow_inspection=False,
        docstring_parser="numpy",
        docstring_options={"warnings": False},
    )
    assert isinstance(package, griffe.Module)
    found = {PACKAGE: package, **dict(sorted(package.modules.items()))}
    return {name: module for name, module in found.items() if module.exports}


def page_of(name: str) -> str:
    """The page of a module, by its short name."""
    return f"{API}/{'index' if name == PACKAGE else name}.md"


def code_of(name: str) -> str:
    """The handbook's id of that page."""
    return "API" if name == PACKAGE else f"API-{name.upper().replace('_', '-')}"


def public(module: griffe.Module) -> tuple[str, ...]:
    """The names in `__all__`, in its order."""
    return tuple(map(str, module.exports or ()))


def defined(module: griffe.Module, name: str) -> Object:
    """What a name of a module stands for, wherever it is defined."""
    found = module.members[name]
    if isinstance(found, griffe.Module):  # `score` is a function, and the module that holds it
        found = modules()[PACKAGE][module.imports[name].removeprefix(f"{PACKAGE}.")]
    target = found.final_target if isinstance(found, griffe.Alias) else found
    assert isinstance(target, griffe.Class | griffe.Function | griffe.Attribute)
    return target


@cache
def _places() -> Mapping[str, str]:
    """Where each module, and each public name by its full path, is told."""
    found: dict[str, str] = {}
    for short, module in modules().items():
        page = found[module.path] = page_of(short)
        for name in public(module):
            if defined(module, name).path == f"{module.path}.{name}":
                found[f"{module.path}.{name}"] = f"{page}#{name}"
    return found


def place_of(module: griffe.Module, dotted: str) -> str | None:
    """The place that tells a name as it is written in a module; None where it is not ours.

    Parameters
    ----------
    dotted : str
        `Standard`, `Standard.nodes` or `scoring.tree.Tree`.
    """
    first, *rest = dotted.split(".")
    path = PACKAGE
    if first != PACKAGE:
        member = module.members.get(first)
        if member is None:
            same = [p for p in _places() if p.rpartition(".")[2] == first and p.count(".") > 1]
            path = same[0] if len(same) == 1 else ""
        else:
            path = module.imports.get(first, member.path)
    told = [".".join([path, *rest[:many]]) for many in range(len(rest), -1, -1)]
    return next((_places()[name] for name in told if name in _places()), None)


def summary(found: griffe.Object) -> str:
    """The first paragraph of a docstring."""
    return found.docstring.value.split("\n\n")[0] if found.docstring else ""


def fields(found: griffe.Class) -> Mapping[str, griffe.Attribute]:
    """What an object of a class holds, inherited fields first; no private ones, no settings."""
    held: dict[str, griffe.Attribute] = {}
    for base in found.resolved_bases:
        if isinstance(base, griffe.Class):
            held |= fields(base)
    for name, member in found.members.items():
        if (
            isinstance(member, griffe.Attribute)
            and not name.startswith("_")
            and "property" not in member.labels
            and name != "model_config"
        ):
            held[name] = member
    return held
