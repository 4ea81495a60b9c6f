"""Texts in two languages, and statements that say what they stand on.

The rule one would get wrong: a statement whose basis is `source` or `external` names its
source, and one whose basis is `project` must not, because it is our own.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from scoring.problems import Code

__all__ = ["Basis", "Language", "Line", "Record", "SourceId", "Statement", "Text"]

Language = Literal["en", "zh"]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
SourceId = Annotated[str, StringConstraints(pattern=r"^SRC-[0-9]{2}$")]


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
        if (self.source is None) != (self.basis is Basis.PROJECT):
            raise PydanticCustomError(
                Code.BASIS_SOURCE,
                "a statement whose basis is '{basis}' {verb} a source",
                {
                    "basis": self.basis.value,
                    "verb": "has not" if self.basis is Basis.PROJECT else "names",
                },
            )
        return self
