"""The data that only the handbook reads: sources, glossary, crosswalk, centres, published figures."""

from typing import Annotated, Literal

from pydantic import Field

from scoring.sections import Section, Statements
from scoring.texts import (
    Basis,
    Form,
    Line,
    Number,
    Record,
    ShortCode,
    Slug,
    SourceId,
    Statement,
    Text,
)

__all__ = [
    "CentreProfile",
    "Confidence",
    "Crosswalk",
    "Dossier",
    "Erratum",
    "Fact",
    "Link",
    "Proof",
    "Remark",
    "Source",
    "Term",
    "Unlinked",
]

Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


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
    """A word of the field, with what it is not.

    Attributes
    ----------
    everyday : bool
        Too common a word to be linked wherever it stands.
    """

    id: Slug
    term: Text
    synonyms: tuple[Text, ...] = ()
    everyday: bool = False
    definition: Text
    not_: Annotated[Text | None, Field(alias="not")] = None
    basis: Basis
    source: SourceId | None = None


class Link(Record):
    """Two things that ask for related things; the order says nothing."""

    from_: Annotated[ShortCode, Field(alias="from")]
    to: ShortCode


class Unlinked(Record):
    """An item to which nothing in another system is related, and why."""

    item: ShortCode
    reason: Text


class Crosswalk(Record):
    """What asks for related things in different systems; links of a criterion hold for its items."""

    basis: Basis
    links: Annotated[tuple[Link, ...], Field(min_length=1)]
    unlinked: tuple[Unlinked, ...] = ()


class Erratum(Record):
    """A defect of a source document and what the handbook does about it."""

    id: Annotated[str, Form(r"^[A-Z][0-9]+$", "B4")]
    source: SourceId
    defect: Text
    resolution: Text


class NamedEdition(Record):
    """An edition that a source names and that is not here as data.

    Attributes
    ----------
    of : str
        The standard or the dossier.
    published : str
        As far as it is known: year, or year and month.
    """

    id: Slug
    of: Slug
    edition: Line
    published: Line
    says: Statement


class Dossier(Record):
    """What sources say about something that belongs here and is not rated.

    Attributes
    ----------
    prefix : str
        The ids of its sections start with it.
    """

    id: Slug
    prefix: Annotated[str, Form(r"^[A-Z]+$", "GCSC")]
    title: Text
    short: Text
    lead: Text
    source: SourceId
    about: Statements
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]


class Proof(Record):
    """Where the handbook carries one fact of a source.

    Attributes
    ----------
    fact : str
        Id of the fact, or of what it belongs to.
    at : str
        Id of the record that carries it.
    en, zh : str, optional
        Words of the carrying statement; without them its first statement that has a source.
    """

    fact: Line
    at: Line
    en: Line | None = None
    zh: Line | None = None


class Fact(Record):
    """A line of a centre's profile."""

    label: Text
    value: Text


class Remark(Text):
    """Why an item of a centre stands where it stands in one period."""

    item: ShortCode
    period: Line


class Confidence(Record):
    """How far one kind of evidence can be trusted by default (0-1)."""

    id: Slug
    confidence: Annotated[Number, Field(ge=0, le=1)]
    title: Text


class CentreProfile(Record):
    """A sample centre, rated on one standard; always invented, and marked so wherever it shows.

    Attributes
    ----------
    edition : str, optional
        The edition that was rated; where none is named, of those issued the last one that knows
        the items of all centres.
    """

    id: Slug
    standard: Slug
    edition: Line | None = None
    invented: Literal[True]
    title: Text
    short: Text
    kind: Text
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    story: Texts
    remarks: tuple[Remark, ...] = ()
