"""What a source says beside the things that are rated: values, history, certificates, a case.

The rule one would get wrong: a section is never scored. Its checks are questions a reviewer may
put; a `lens` says what to look at when a node of a standard is rated in its light.
"""

from typing import Annotated

from pydantic import Field

from scoring.rubric import Check
from scoring.texts import Record, ShortCode, Statement, Text

__all__ = ["Entry", "Lens", "Section"]

Statements = Annotated[tuple[Statement, ...], Field(min_length=1)]


class Entry(Record):
    """One thing of a section that people cite by its id."""

    id: ShortCode
    title: Text
    statements: Statements


class Lens(Record):
    """What to look at when a node is rated in the light of this section."""

    node: ShortCode
    look: Text


class Section(Record):
    """One page of unrated content.

    Attributes
    ----------
    incomplete : Text, optional
        Where the source breaks off, or gives nothing.
    """

    id: ShortCode
    title: Text
    lead: Text
    statements: Statements
    entries: tuple[Entry, ...] = ()
    checks: tuple[Check, ...] = ()
    lenses: tuple[Lens, ...] = ()
    incomplete: Text | None = None
