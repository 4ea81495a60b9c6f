"""An indicator: what is counted, in which unit, which way is better, and what it earns."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scoring.anchors import Anchors
from scoring.problems import Code
from scoring.standard import IndicatorId
from scoring.texts import Form, Line, Record, SourceId, Text

__all__ = ["Indicator", "PublishedRange", "Variable"]

Key = Annotated[str, Form(r"^[a-z][a-z0-9_]*$", "answer_rate")]


class Variable(Record):
    """One quantity that an indicator is computed from; its key means one thing everywhere."""

    key: Key
    title: Text


class PublishedRange(Record):
    """A range that somebody published: never a target by itself."""

    text: Text
    source: SourceId
    year: Line


class Indicator(Record):
    """One indicator of the library.

    Attributes
    ----------
    unit : str
        `percent` (values as 0-100) or `s` (seconds).
    direction : str
        `up` or `down`: the way that is better.
    illustrative : bool
        True where no source gives a range.
    anchors : Anchors, optional
        What a value earns; absent where the indicator is only read beside others.
    """

    id: IndicatorId
    key: Key
    title: Text
    synonyms: tuple[Text, ...] = ()
    definition: Text
    formula: Line
    variables: Annotated[tuple[Variable, ...], Field(min_length=1)]
    unit: Literal["percent", "s"]
    direction: Literal["up", "down"]
    data_source: Text
    pitfalls: Annotated[tuple[Text, ...], Field(min_length=1)]
    ranges: tuple[PublishedRange, ...] = ()
    illustrative: bool = False
    anchors: Anchors | None = None

    @model_validator(mode="after")
    def _anchors_follow_the_direction(self) -> Self:
        if self.anchors and (self.anchors.best > self.anchors.floor) != (self.direction == "up"):
            raise PydanticCustomError(
                Code.ANCHORS_ORDER,
                "anchors run against the direction '{direction}'",
                {"direction": self.direction, "at": "anchors"},
            )
        return self
