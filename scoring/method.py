"""An improvement method: when it helps and when not, how it is done, what it moves.

The rule one would get wrong: an effect is expected and never promised; `sure` says what the
expectation stands on.
"""

from typing import Annotated, Literal

from pydantic import Field

from scoring.standard import IndicatorId, Texts
from scoring.texts import Form, Line, Record, ShortCode, Statement, Text

__all__ = ["Method", "Template"]


class Template(Record):
    """A form to copy: columns, and rows of which the first cell may be filled in."""

    title: Text
    columns: Texts
    rows: tuple[Text, ...] = ()


class Method(Record):
    """One method of the library.

    Attributes
    ----------
    effort : str
        S: under 4 weeks and 10 person-days; M: 1 to 4 months; L: over 4 months, or a system
        changes.
    items : tuple of str
        Criteria and items that it can lift.
    moves : tuple of str
        Indicators to watch.
    """

    id: Annotated[str, Form(r"^MTH-[0-9]{2}$", "MTH-01")]
    key: Line
    title: Text
    synonyms: tuple[Text, ...] = ()
    lead: Text
    use_when: Texts
    not_when: Texts
    steps: Texts
    inputs: Texts
    effort: Literal["S", "M", "L"]
    effort_note: Text
    effect: Text
    sure: Statement
    pitfalls: Texts
    items: Annotated[tuple[ShortCode, ...], Field(min_length=1)]
    moves: Annotated[tuple[IndicatorId, ...], Field(min_length=1)]
    template: Template | None = None
    example: Text
