"""Every rated item is measured, can be improved, and has relatives in other standards, or says why not.

The rule one would get wrong: a link or a method of a criterion holds for the items below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handbook.catalogue import Catalogue
from handbook.records import Crosswalk
from scoring import Code, Problem
from scoring.positions import Document, Key

__all__ = ["linkage_problems", "variable_problems"]

KINDS = ("standard", "profile", "methods", "crosswalk", "indicators")


def linkage_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Items without an indicator, a method or a link, and without a reason."""
    crosswalks = catalogue.of("crosswalk", Crosswalk)
    if not crosswalks or not all(map(catalogue.knows_ids_of, KINDS)):
        return
    moved = {code for method in catalogue.methods.values() for code in method.items}
    linked = {code for link in crosswalks[0].links for code in (link.from_, link.to)}
    linked |= {alone.item for alone in crosswalks[0].unlinked}
    parents = {a.item.id: a.parent for p in catalogue.profiles for a in p.added}
    for document, keys, item in _items(catalogue):
        holders = _holders(document.data, keys) | {parents.get(item["id"], "")}
        wanted = (
            (item.get("indicators") or item.get("no_indicator"), "indicator", "no_indicator"),
            (holders & moved, "improvement method", "methods.yaml"),
            (holders & linked, "link to another standard", "unlinked in crosswalk.yaml"),
        )
        for found, noun, reason in wanted:
            if not found:
                hint = f"add one, or give the reason under {reason}"
                if reason == "methods.yaml":
                    hint = "name it under items of a method in methods/methods.yaml"
                message = f"{item['id']} has no {noun}"
                yield document.problem((*keys, "id"), Code.ITEM_ALONE, message, hint)


def repeated_references(catalogue: Catalogue) -> Iterator[Problem]:
    """Links and entries of lists that stand twice, as they do after two ids became one."""
    for kind, field in (("crosswalk", "links"), ("methods", "items"), ("methods", "moves")):
        for document in catalogue.documents.get(kind, []):
            for keys, entries in document.find(field):
                yield from _repeated(document, keys, entries if isinstance(entries, list) else ())


def _repeated(
    document: Document, keys: tuple[Key, ...], entries: Sequence[Any]
) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, entry in enumerate(entries):
        told = f"{entry.get('from')} to {entry.get('to')}" if isinstance(entry, dict) else entry
        if first.setdefault(str(told), index) != index:
            line = document.at((*keys, first[str(told)]))[0]
            message = f"{told} stands here already, in line {line}"
            yield document.problem(
                (*keys, index), Code.DUPLICATE_REFERENCE, message, "delete one of the two"
            )


def _items(catalogue: Catalogue) -> Iterator[tuple[Document, tuple[Key, ...], Mapping[str, Any]]]:
    for kind in ("standard", "profile"):
        for document in catalogue.in_force(kind):
            for keys, _ in document.find("scale"):
                item: Any = document.data
                for key in keys[:-1]:
                    item = item[key]
                if isinstance(item, dict) and isinstance(item.get("id"), str):
                    yield document, keys[:-1], item


def _holders(data: Any, keys: tuple[Key, ...]) -> set[str]:
    """Ids of an item and of everything above it."""
    found = set()
    for key in keys:
        data = data[key]
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            found.add(data["id"])
    return found


def variable_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """A variable that has one name here and another there: its key means one quantity everywhere."""
    first: dict[str, tuple[Any, str]] = {}
    for document in catalogue.documents.get("indicators", []):
        for keys, variables in document.find("variables"):
            for index, variable in enumerate(variables if isinstance(variables, list) else []):
                if not isinstance(variable, dict) or not isinstance(variable.get("key"), str):
                    continue
                title, place = variable.get("title"), (*keys, index, "title")
                at = f"{document.path}:{document.at(place)[0]}"
                known, where = first.setdefault(variable["key"], (title, at))
                if known != title:
                    message = f"the variable {variable['key']} has another name at {where}"
                    hint = "give it the same name, or another key"
                    yield document.problem(place, Code.VARIABLE_MEANING, message, hint)
