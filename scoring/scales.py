"""The scales on which items are rated.

Three kinds: six levels for the item as a whole; four factors of which each has six levels
(process and results); and a mixed scale, which joins two factor scales.
"""

from typing import Annotated, Literal

from pydantic import Field

from scoring.rubric import LevelText
from scoring.texts import Basis, Form, Line, Number, Record, SourceId, Statement, Text

__all__ = ["Factor", "Scale", "ScaleLevel"]


class ScaleLevel(Record):
    """A level of the whole-item scale: its name and the percent that it earns."""

    level: Literal[0, 1, 2, 3, 4, 5]
    title: Text
    percent: Annotated[Number, Field(ge=0, le=100)]


class Factor(Record):
    """One side of an item that is judged for itself, such as its deployment."""

    id: Line
    title: Text
    levels: Annotated[tuple[LevelText, ...], Field(min_length=6, max_length=6)]


class Scale(Record):
    """One rating scale.

    Attributes
    ----------
    step : float
        Smallest difference between two ratings of the item as a whole.
    levels : tuple of ScaleLevel
        For the level scale.
    factors : tuple of Factor
        For a factor scale.
    parts : tuple of str
        For a mixed scale: the factor scales that it joins.
    """

    id: Annotated[str, Form(r"^[a-z]+$", "process")]
    title: Text
    lead: Text
    basis: Basis
    source: SourceId | None = None
    step: Annotated[Number, Field(gt=0, le=1)] = 0.5
    levels: tuple[ScaleLevel, ...] = ()
    factors: tuple[Factor, ...] = ()
    parts: tuple[Line, ...] = ()
    rules: tuple[Statement, ...] = ()
