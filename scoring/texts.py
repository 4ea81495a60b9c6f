"""Texts in two languages, and statements that say what they stand on.

The rule one would get wrong: a statement whose basis is `source` or `external` names its
source, and one whose basis is `project` must not, because it is our own.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from scoring.problems import Code

__all__ = [
    "Basis",
    "Form",
    "Language",
    "Line",
    "Number",
    "Record",
    "ShortCode",
    "Slug",
    "SourceId",
    "Statement",
    "Text",
    "as_number",
]

PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


@dataclass(frozen=True)
class Form:
    """How an id is written: a pattern for the program, an example for the person."""

    pattern: str
    example: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.custom_error_schema(
            core_schema.str_schema(pattern=self.pattern),
            custom_error_type=Code.WRONG_ID,
            custom_error_message="is not written as it must be",
            custom_error_context={"example": self.example},
        )


def as_number(value: object) -> float | None:
    """The number that a value of the data stands for, however it is spelt; None where it is none.

    >>> as_number(10), as_number("12.50"), as_number("15%"), as_number(True)
    (10.0, 12.5, None, None)
    """
    if isinstance(value, str):
        return float(value) if PLAIN_NUMBER.fullmatch(value) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return None


def _number(value: object) -> float:
    number = as_number(value)
    if number is None:
        raise PydanticCustomError(Code.WRONG_TYPE, "must be a number")
    return number


Language = Literal["en", "zh"]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Number = Annotated[float, BeforeValidator(_number)]
Slug = Annotated[str, Form(r"^[a-z0-9]+(-[a-z0-9]+)*$", "best-call-centre")]
ShortCode = Annotated[str, Form(r"^[A-Z]+-[A-Z0-9]+(\.[A-Z]?[0-9]+)*$", "BCC-1.2")]
SourceId = Annotated[str, Form(r"^SRC-[0-9]{2}$", "SRC-35")]


class Record(BaseModel):
    """Base of everything read from data: frozen, and no field that it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", coerce_numbers_to_str=True, allow_inf_nan=False
    )


class Basis(StrEnum):
    """What a statement stands on."""

    SOURCE = "source"
    EXTERNAL = "external"
    PROJECT = "project"


class Text(Record):
    """The same thing said in English and in Simplified Chinese."""

    en: Line
    zh: Line

    def in_language(self, language: Language) -> str:
        """The text in one language."""
        return self.en if language == "en" else self.zh


class Statement(Text):
    """A text with its basis.

    Attributes
    ----------
    basis : Basis
        `source`: a source document says so; `external`: another named, dated source does;
        `project`: our own proposal.
    source : str, optional
        Id of the source (`SRC-35`); required unless the basis is `project`.
    where : Text, optional
        The place in that source.
    """

    basis: Basis
    source: SourceId | None = None
    where: Text | None = None

    @model_validator(mode="after")
    def _basis_names_its_source(self) -> Self:
        if self.source and self.basis is Basis.PROJECT:
            raise PydanticCustomError(
                Code.BASIS_SOURCE,
                "the basis is 'project', but a source is named",
                {"at": "basis", "hint": "delete the source, or write basis: source or external"},
            )
        if not self.source and self.basis is not Basis.PROJECT:
            raise PydanticCustomError(
                Code.BASIS_SOURCE,
                "the basis is '{basis}', but no source is named",
                {"basis": self.basis.value, "at": "basis", "hint": "add source: SRC-…"},
            )
        return self
