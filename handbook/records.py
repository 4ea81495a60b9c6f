"""The data that only the handbook reads: sources, glossary, crosswalk, centres, published figures."""

from typing import Annotated, Literal

from pydantic import Field

from scoring.standard import NodeId
from scoring.texts import Basis, Form, Line, Number, Record, SourceId, Text

__all__ = [
    "CentreProfile",
    "Column",
    "Confidence",
    "Crosswalk",
    "Fact",
    "Figure",
    "PublishedFigures",
    "PublishedTable",
    "Remark",
    "Source",
    "System",
    "SystemPart",
    "Term",
]

Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Slug = Annotated[str, Form(r"^[a-z0-9]+(-[a-z0-9]+)*$", "chenxi-bank")]


class Source(Record):
    """A document that statements stand on.

    Attributes
    ----------
    kind : str
        `source`: one of the documents the handbook was made from; `external`: another one.
    note : Text, optional
        What limits it: a mirror, a draft, an inference.
    """

    id: SourceId
    kind: Literal["source", "external"]
    short: Text
    title: Text
    publisher: Text
    date: Line
    note: Text | None = None


class Term(Record):
    """A word of the field, with what it is not."""

    id: Slug
    term: Text
    synonyms: tuple[Text, ...] = ()
    definition: Text
    not_: Annotated[Text | None, Field(alias="not")] = None
    basis: Basis
    source: SourceId | None = None


class SystemPart(Record):
    """One value, category or block of another system of evaluation."""

    id: Line
    title: Text


class System(Record):
    """Another system of evaluation that the crosswalk leads to."""

    id: Slug
    title: Text
    parts: Annotated[tuple[SystemPart, ...], Field(min_length=1)]


class Link(Record):
    """A node of a standard and a part of another system that ask for related things."""

    from_: Annotated[NodeId, Field(alias="from")]
    to: Line


class Crosswalk(Record):
    """Which parts of other systems ask for something related; links of a criterion hold for its items."""

    basis: Basis
    systems: Annotated[tuple[System, ...], Field(min_length=1)]
    links: Annotated[tuple[Link, ...], Field(min_length=1)]


class Fact(Record):
    """A line of a centre's profile."""

    label: Text
    value: Text


class Remark(Text):
    """Why an item of a centre stands where it stands in one period."""

    item: NodeId
    period: Line


class Confidence(Record):
    """How far one kind of evidence can be trusted by default (0-1)."""

    id: Slug
    confidence: Annotated[Number, Field(ge=0, le=1)]
    title: Text


class CentreProfile(Record):
    """A sample centre; always invented, and marked so wherever it shows."""

    id: Slug
    invented: Literal[True]
    title: Text
    short: Text
    kind: Text
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    story: Texts
    remarks: tuple[Remark, ...] = ()


class Column(Record):
    """A column of a published table."""

    key: Line
    title: Text


class PublishedTable(Record):
    """A real published table; its rows stand in the CSV file of the same name."""

    id: Slug
    title: Text
    lead: Text
    source: SourceId
    published: Line
    definitions: Texts
    caution: Text
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]


class Figure(Record):
    """One real published figure."""

    id: Slug
    who: Text
    what: Text
    indicator: Line | None = None
    value: Number
    unit: Literal["percent", "s", "points", "count", "rank"]
    period: Text
    source: SourceId
    caution: Text


class PublishedFigures(Record):
    """Single published figures that belong together."""

    id: Slug
    title: Text
    lead: Text
    figures: Annotated[tuple[Figure, ...], Field(min_length=1)]
