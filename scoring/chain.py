"""The chain by which a block of a strategy ends in figures that somebody answers for.

The rule one would get wrong: an indicator is not yet an *excellence* indicator. It becomes one when
it has a target, something to compare with, an owner and a date on which it is looked at again.

Source: the links of the chain and the names of elements and indicators come from the article on
the online-service excellence system; how each is counted, and what makes it excellent, is ours.
"""

from typing import Annotated, Literal

from pydantic import Field

from scoring.texts import Record, ShortCode, Text

__all__ = ["Chain", "ChainIndicator", "KeyElement"]


class KeyElement(Record):
    """What a block comes down to, and what that looks like in a contact centre."""

    id: ShortCode
    title: Text
    shows: Text


class ChainIndicator(Record):
    """An indicator of the chain made measurable.

    Attributes
    ----------
    scope : str
        `enterprise`: the company answers for it and the centre reports its contribution only;
        `centre`: the centre answers for it.
    measured : Text
        How it is counted.
    proxy : Text
        What a centre can count itself towards it.
    target, comparison, owner, cycle : Text
        What makes it an excellence indicator.
    """

    id: ShortCode
    title: Text
    scope: Literal["enterprise", "centre"]
    measured: Text
    proxy: Text
    target: Text
    comparison: Text
    owner: Text
    cycle: Text


class Chain(Record):
    """Key elements and indicators of one block; `horizon` says how far ahead it looks."""

    horizon: Text
    elements: Annotated[tuple[KeyElement, ...], Field(min_length=1)]
    indicators: Annotated[tuple[ChainIndicator, ...], Field(min_length=1)]
