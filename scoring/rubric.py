"""What a reviewer needs at one item: levels, evidence, questions, checks, a case to try.

The rule one would get wrong: a check is a yes or a no. Six levels judge how far; checks only count
how many, and how well each yes is proved.
"""

from typing import Annotated, Literal

from pydantic import Field

from scoring.texts import Number, Record, ShortCode, Text

__all__ = ["LEVELS", "Case", "Check", "Evidence", "LevelText", "Questions"]

Level = Literal[0, 1, 2, 3, 4, 5]
LEVELS = (0, 1, 2, 3, 4, 5)


class LevelText(Text):
    """What one level looks like at one item."""

    level: Level


class Evidence(Record):
    """Something to ask for: what it is, what it shows, how far it can be trusted (0-1)."""

    ask: Text
    shows: Text
    confidence: Annotated[Number, Field(ge=0, le=1)]


class Questions(Record):
    """One question for each role, and what to look at on the floor."""

    manager: Text
    leader: Text
    agent: Text
    floor: Text


class Check(Record):
    """A question that is answered with yes or no, and what counts as a yes."""

    id: ShortCode
    ask: Text
    counts: Text


class Case(Record):
    """A short invented situation with the level that it earns (half levels allowed)."""

    situation: Text
    level: Annotated[Number, Field(ge=0, le=5, multiple_of=0.5)]
    reason: Text
