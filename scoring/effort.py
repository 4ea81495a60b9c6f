"""What improvement costs, in person-days: a method by its effort, an item by the level it reaches.

The rule one would get wrong: the days of a level are for the whole step from the level below; who
stands halfway pays half of it.

Source: both tables are the project's own, and data/effort.yaml gives the reason for each.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scoring.problems import Code
from scoring.texts import Number, Record, Statement

__all__ = ["Effort", "LevelDays", "Lift", "MethodDays"]

EFFORTS = ("S", "M", "L")
RAISED_LEVELS = (1, 2, 3, 4, 5)
Days = Annotated[Number, Field(gt=0)]


class MethodDays(Record):
    """Person-days to bring in a method of one size of effort, without what it costs to keep."""

    effort: Literal["S", "M", "L"]
    days: Days
    reason: Statement


class LevelDays(Record):
    """Person-days to raise one item to this level from the whole level below it."""

    level: Annotated[int, Field(ge=1, le=5)]
    days: Days


class Lift(Record):
    """What a method is taken to do for each item that it names.

    Attributes
    ----------
    levels : float
        By how many levels it lifts the item.
    up_to : float
        Level above which it lifts nothing.
    """

    levels: Annotated[Number, Field(gt=0, le=5)]
    up_to: Annotated[Number, Field(gt=0, le=5)]
    reason: Statement


class Effort(Record):
    """The project's assumptions about cost and effect; replaced by a centre's own where known.

    Attributes
    ----------
    lift : Lift
        What a method does for an item.
    methods : tuple of MethodDays
        S, M and L, in that order.
    levels : tuple of LevelDays
        Levels 1 to 5, in that order.
    levels_reason : Statement
        Why the levels cost what they do.
    """

    lift: Lift
    methods: tuple[MethodDays, ...]
    levels: tuple[LevelDays, ...]
    levels_reason: Statement

    @model_validator(mode="after")
    def _each_once_in_order(self) -> Self:
        efforts = tuple(method.effort for method in self.methods)
        levels = tuple(level.level for level in self.levels)
        for field, found, wanted in (
            ("methods", efforts, EFFORTS),
            ("levels", levels, RAISED_LEVELS),
        ):
            if found != wanted:
                raise PydanticCustomError(
                    Code.MISSING_FIELD,
                    "{at} are written once each, in the order {wanted}, got {found}",
                    {
                        "at": field,
                        "wanted": ", ".join(map(str, wanted)),
                        "found": ", ".join(map(str, found)) or "none",
                    },
                )
        return self

    def method_days(self, effort: Literal["S", "M", "L"]) -> float:
        """Person-days of a method of this effort."""
        return {method.effort: method.days for method in self.methods}[effort]

    def raise_days(self, start: float, goal: float) -> float:
        """Person-days to raise one item from one level (0-5) to another.

        Nothing where the goal is not above the start.

        Examples
        --------
        Level 4 costs 25 days and level 5 costs 50, so from 3.5 to 5 it is half of 25 and all of 50.

        >>> from pathlib import Path
        >>> from scoring.load import load_record
        >>> effort = load_record(Effort, Path("data/effort.yaml"))
        >>> effort.raise_days(3.5, 5)
        62.5
        """
        parts = (
            level.days * (min(goal, level.level) - max(start, level.level - 1))
            for level in self.levels
            if start < level.level and goal > level.level - 1
        )
        return float(sum(parts)) if goal > start else 0.0
