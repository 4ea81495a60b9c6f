"""One public object of `scoring` as its page tells it: signature, docstring, fields, members.

The rule one would get wrong: a name that a module merely passes on gets its summary and a link;
the whole stands once, where it is defined.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import griffe
from markupsafe import Markup as Html

from handbook.pages.docstrings import Prose
from handbook.pages.reference import Object, defined, fields, place_of, summary
from handbook.pages.signatures import signature
from handbook.pages.words import Words

__all__ = ["Entry", "entry", "kind_of"]

TABLES = {  # sections of a docstring that are tables: what comes first, and what is said of it
    "parameters": ("api_parameter", "api_meaning"),
    "other parameters": ("api_parameter", "api_meaning"),
    "returns": ("api_returns", "api_meaning"),
    "yields": ("api_yields", "api_meaning"),
    "raises": ("api_raises", "api_when"),
    "warns": ("api_warns", "api_when"),
}


@dataclass(frozen=True)
class Entry:
    """One public object as its page tells it.

    Attributes
    ----------
    name : str
        As it is called from its module.
    kind : str
        Word of the page's language.
    where : str
        File and line.
    passed_on : Html, optional
        The place that tells it, where this module only passes it on.
    parts : list of (str, Html or str)
        What stands below: `html`, or `example` as plain text.
    members : list of Entry
        Methods and properties.
    """

    name: str
    kind: str
    where: str
    passed_on: Html | None
    signature: Html
    parts: list[tuple[str, Html | str]]
    members: "list[Entry]"

    @property
    def anchor(self) -> str:
        """The id of its heading; Markdown would read two underscores as bold type."""
        return self.name.replace("__", "")


def kind_of(found: Object) -> str:
    """What an object is, as the key of a word."""
    if isinstance(found, griffe.Class):
        bases = " ".join(map(str, found.bases))
        if re.search(r"Enum\b", bases):
            return "enum"
        return "exception" if re.search(r"(?:Exception|Error)\b", bases) else "class"
    if isinstance(found, griffe.Function):
        owned = found.parent is not None and found.parent.is_class
        special = found.labels & {"classmethod", "staticmethod"}
        return next(iter(special), "method" if owned else "function")
    if "property" in found.labels:
        return "property"
    return "constant" if found.name.isupper() else "type"


def entry(words: Words, prose: Prose, name: str, owner: griffe.Class | None = None) -> Entry:
    """One object; a method or property where it has an owner."""
    found = defined(prose.module, name) if owner is None else _member(owner, name)
    full = name if owner is None else f"{owner.name}.{name}"
    own = found.path == f"{prose.module.path}.{full}"
    passed_on = None
    if not own:
        passed_on = Html('<a href="{}"><code>{}</code></a>').format(
            prose.markup.link(place_of(prose.module, name) or ""), found.module.path
        )
    return Entry(
        full,
        words[f"api_kind_{kind_of(found)}"],
        f"{found.module.path.replace('.', '/')}.py:{found.lineno}",
        passed_on,
        signature(found, full, prose),
        list(_parts(words, prose, found)) if own else list(prose.blocks(summary(found))),
        [entry(words, prose, n, found) for n in _told_members(found)]
        if own and isinstance(found, griffe.Class)
        else [],
    )


def _member(owner: griffe.Class, name: str) -> Object:
    found = owner.members[name]
    assert isinstance(found, griffe.Function | griffe.Attribute)
    return found


def _told_members(found: griffe.Class) -> list[str]:
    """Methods and properties with a docstring; those of a base class stand with it."""
    return [
        name
        for name, member in found.members.items()
        if member.docstring
        and (isinstance(member, griffe.Function) or "property" in member.labels)
        and (not name.startswith("_") or name.endswith("__"))
        and name != "__init__"
    ]


def _parts(words: Words, prose: Prose, found: Object) -> Iterator[tuple[str, Html | str]]:
    """A docstring in its order; the fields of a class before its examples."""
    sections = list(found.docstring.parsed) if found.docstring else []
    held = _fields(words, prose, found, sections) if isinstance(found, griffe.Class) else None
    for section in sections:
        kind = section.kind.value
        if kind == "text":
            yield from prose.blocks(section.value)
        elif kind in TABLES:
            told = [
                (getattr(one, "name", ""), _type(one), one.description) for one in section.value
            ]
            yield "html", _table(words, prose, TABLES[kind], told)
        elif kind == "examples":
            if held:
                yield "html", held
                held = None
            yield "html", Html("<p><strong>{}</strong></p>").format(words["api_examples"])
            for part, text in section.value:
                yield from [("example", text)] if part.value == "examples" else prose.blocks(text)
        elif kind == "admonition":
            yield "html", Html("<p{}><strong>{}</strong></p>").format(prose.language, section.title)
            yield from prose.blocks(section.value.description)
    if held:
        yield "html", held


def _table(
    words: Words, prose: Prose, keys: tuple[str, str], told: Iterable[tuple[str, str, str]]
) -> Html:
    """Name, type and what is said; a column in which nothing stands is left out.

    Names of which the same is said stand together, as in the docstring.
    """
    rows: dict[tuple[str, ...], list[str]] = {}
    for name, typed, said in told:
        rows.setdefault((typed, said) if said else (typed, said, name), []).append(name)
    comma = Html(", ")
    cells = [
        [comma.join(map(_code, filter(None, names))), prose.typed(typed), prose.cell(said)]
        for (typed, said, *_), names in rows.items()
    ]
    headings = [words[keys[0]], words["api_type"], words[keys[1]]]
    used = [n for n in range(len(headings)) if any(row[n] for row in cells)]
    if 0 not in used:  # a type alone: what comes back or is raised
        headings[1] = headings[0]
    return prose.markup.table(
        [headings[n] for n in used], [[row[n] for n in used] for row in cells], headings[0]
    )


def _code(text: str) -> Html:
    return Html('<code class="nowrap">{}</code>').format(text)


def _type(one: Any) -> str:
    """A type in words; a comma makes it a tuple to the parser."""
    typed = "" if one is None or one.annotation is None else str(one.annotation)
    return typed[1:-1] if typed.startswith("(") and typed.endswith(", optional)") else typed


def _fields(
    words: Words, prose: Prose, found: griffe.Class, sections: Sequence[griffe.DocstringSection]
) -> Html | None:
    """What an object of a class holds: declared fields, and what the docstring tells of them."""
    held = fields(found)
    if kind_of(found) == "enum":
        members = [[_code(text) for text in (name, str(m.value))] for name, m in held.items()]
        heading = words["api_member"]
        return prose.markup.table([heading, words["api_value"]], members, heading)
    documented = {
        name: one
        for section in sections
        if section.kind is griffe.DocstringSectionKind.attributes
        for one in section.value
        for name in one.name.split(", ")
    }
    told = []
    for name in dict.fromkeys([*held, *documented]):
        one = documented.get(name)
        told.append((name, _type(one) or _type(held.get(name)), one.description if one else ""))
    return _table(words, prose, ("api_field", "api_meaning"), told) if told else None
