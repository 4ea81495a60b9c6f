"""An indicator: what is counted, in which unit, which way is better, and what it earns."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from scoring.anchors import Anchors
from scoring.formula import FormulaError, evaluate, variables
from scoring.problems import Code
from scoring.standard import IndicatorId
from scoring.texts import Form, Line, Number, Record, SourceId, Text

__all__ = ["FAMILIES", "UNITS", "Example", "Indicator", "PublishedRange", "Variable", "Variants"]

Key = Annotated[str, Form(r"^[a-z][a-z0-9_]*$", "answer_rate")]
Unit = Literal[
    "percent", "s", "points", "count", "cny", "ratio", "per_10k", "per_1k", "per_hour",
    "hours_per_year", "days", "minutes", "grade",
]  # fmt: skip
UNITS: tuple[str, ...] = Unit.__args__  # type: ignore[attr-defined]
Family = Literal[
    "accessibility", "quality", "customer", "efficiency", "people", "cost", "information",
    "water", "strategy",
]  # fmt: skip
FAMILIES: tuple[str, ...] = Family.__args__  # type: ignore[attr-defined]
PERCENT = 100


class Variable(Record):
    """One quantity that an indicator is computed from; its key means one thing everywhere."""

    key: Key
    title: Text


class PublishedRange(Record):
    """A range that somebody published: never a target by itself.

    Attributes
    ----------
    doubtful : Text, optional
        Why it must not be leaned on.
    """

    text: Text
    source: SourceId
    year: Line
    doubtful: Text | None = None


class Example(Record):
    """Numbers that can be worked by hand, and what comes out, in the unit of the indicator."""

    values: Mapping[Key, Number | tuple[Number, ...]]
    result: Number
    worked: Text


class Variant(Record):
    """Another way of counting the same thing, with who is in it; its formula is one of its own."""

    id: Line
    title: Text
    formula: Line
    counts: Text


class Variants(Record):
    """Definitions that go by one name, worked on the real counts of one day.

    Attributes
    ----------
    variables : tuple of Variable
        Those that the indicator's own formula does not have.
    """

    title: Text
    source: SourceId
    variables: tuple[Variable, ...] = ()
    values: Mapping[Key, Number]
    every: Annotated[tuple[Variant, ...], Field(min_length=2)]


class Indicator(Record):
    """One indicator of the library.

    Attributes
    ----------
    formula : str
        The expression that is evaluated and printed; a fraction where the unit is `percent`.
    unit : str
        `percent` (values as 0-100), `s` (seconds) and others.
    direction : str
        `up` or `down`: the way that is better; `band`: neither too little nor too much.
    illustrative : bool
        True where no source gives a range for it (one may stand there for context); then `guide`
        says what teams often aim at.
    anchors : Anchors, optional
        What a value earns; absent where the indicator is only read beside others, and then
        `no_anchors` says why.
    """

    id: IndicatorId
    key: Key
    family: Family
    abbreviation: Line
    title: Text
    synonyms: tuple[Text, ...] = ()
    definition: Text
    formula: Line
    variables: Annotated[tuple[Variable, ...], Field(min_length=1)]
    unit: Unit
    direction: Literal["up", "down", "band"]
    data_source: Text
    pitfalls: Annotated[tuple[Text, ...], Field(min_length=1)]
    gaming: Text
    ranges: tuple[PublishedRange, ...] = ()
    illustrative: bool = False
    guide: Text | None = None
    anchors: Anchors | None = None
    no_anchors: Text | None = None
    example: Example
    variants: Variants | None = None

    def value(self, values: Mapping[str, float | tuple[float, ...]]) -> float:
        """The indicator in its unit, from its variables.

        Raises
        ------
        FormulaError
            The values do not fit the formula.
        """
        return evaluate(self.formula, values) * (PERCENT if self.unit == "percent" else 1)

    @field_validator("formula")
    @classmethod
    def _can_be_read(cls, formula: str) -> str:
        try:
            variables(formula)
        except FormulaError as error:
            raise PydanticCustomError(
                Code.FORMULA, "the formula {why}", {"why": str(error)}
            ) from None
        return formula

    @model_validator(mode="after")
    def _names_its_variables(self) -> Self:
        named, used = [v.key for v in self.variables], list(variables(self.formula))
        if sorted(named) != sorted(used):
            raise PydanticCustomError(
                Code.FORMULA,
                "the formula uses {used}, but the variables are {named}",
                {"used": ", ".join(used), "named": ", ".join(named), "at": "variables"},
            )
        return self

    @model_validator(mode="after")
    def _example_comes_out(self) -> Self:
        try:
            found = self.value(self.example.values)
        except FormulaError as error:
            raise PydanticCustomError(
                Code.FORMULA,
                "in the example the formula {why}",
                {"why": str(error), "at": "example"},
            ) from None
        if abs(found - self.example.result) > 10**-9 * max(1, abs(found)):
            raise PydanticCustomError(
                Code.FORMULA,
                "the example gives {found}, not {result}",
                {"found": f"{found:.12g}", "result": f"{self.example.result:g}", "at": "example"},
            )
        return self

    @model_validator(mode="after")
    def _anchors_follow_the_direction(self) -> Self:
        if (self.anchors is None) == (self.no_anchors is None):
            raise PydanticCustomError(
                Code.MISSING_FIELD, "either 'anchors', or 'no_anchors' with the reason", {}
            )
        if self.anchors is None:
            return self
        band, rises = self.anchors.band is not None, self.anchors.best > self.anchors.floor
        if band != (self.direction == "band") or (not band and rises != (self.direction == "up")):
            raise PydanticCustomError(
                Code.ANCHORS_ORDER,
                "anchors run against the direction '{direction}'",
                {"direction": self.direction, "at": "anchors"},
            )
        return self

    @model_validator(mode="after")
    def _aims_are_published_or_ours(self) -> Self:
        if not (self.guide if self.illustrative else self.ranges):
            raise PydanticCustomError(
                Code.MISSING_FIELD,
                "an illustrative indicator has a guide, any other a published range",
                {"at": "illustrative"},
            )
        return self
