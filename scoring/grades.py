"""Grades as rules in data: what a centre must reach to be given one.

The rule one would get wrong: grades stand from the highest to the lowest, a centre has the first
one whose rules all hold, and the last has none, so that every centre has a grade.

Source: CCCS-OP names four results in words only; every threshold is the project's own.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scoring.problems import Code
from scoring.texts import Line, Number, Record, ShortCode, Statement, Text

__all__ = ["Grade", "Rule"]


class Rule(Record):
    """One condition; percentages are read from the scores of the first level of the tree.

    Attributes
    ----------
    kind : str
        `overall`: the score of the whole; `every`: each criterion; `count`: so many of the
        criteria; `gate`: one node, without which nothing else counts.
    at_least : float
        0-100.
    """

    kind: Literal["overall", "every", "count", "gate"]
    at_least: Annotated[Number, Field(ge=0, le=100)]
    count: Annotated[int, Field(ge=1)] | None = None
    node: ShortCode | None = None

    @model_validator(mode="after")
    def _says_how_many_or_which(self) -> Self:
        for field, kind in (("count", "count"), ("node", "gate")):
            if (getattr(self, field) is None) == (self.kind == kind):
                only = f"a rule of kind {kind} has '{field}', and no other"
                raise PydanticCustomError(
                    Code.MISSING_FIELD, "{only}", {"only": only, "at": "kind"}
                )
        return self


class Grade(Record):
    """One result that a standard can give.

    Attributes
    ----------
    says : Statement
        What the source says of it.
    named_in : str, optional
        The edition that the source names beside it.
    """

    id: ShortCode
    title: Text
    says: Statement
    named_in: Line | None = None
    rules: tuple[Rule, ...] = ()
