"""Read one row of an assessment, noting all that is wrong with the row.

The rule one would get wrong: a row that is not applicable has a reason and no rating; a row that
applies has a rating or a measured value. What nobody assessed has no row at all.
"""

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from scoring.problems import Code
from scoring.rows import Row
from scoring.ways import Ways

__all__ = ["CONSENSUS", "TOP_LEVEL", "Entry", "assessor", "read_entry", "tell_unknown_item"]

CONSENSUS = "consensus"
YES = {"yes": True, "是": True, "1": True, "no": False, "否": False, "0": False}
APPLICABLE = {"": True, "yes": True, "是": True, "no": False, "否": False}
TOP_LEVEL = 5
STEP = 0.5
JUDGED = ("process", "checklist")  # scales that no measured value can stand for
RATING_HINT = "ratings run from 0 to 5 in half levels"
Kind = Literal["whole", "factor", "check", "value", "not applicable"]


@dataclass(frozen=True)
class Entry:
    """What one row says.

    Attributes
    ----------
    kind : str
        Which of the ways to rate.
    part : str
        Full name of the factor, code of the check or of the indicator; empty for the whole item.
    number : float
        Level 0-5, 1 or 0 for a yes or no, or the measured value in its own unit; 0 where the item
        does not apply.
    confidence : float or None
        0-1; None where nothing was written.
    """

    row: Row
    kind: Kind
    part: str
    number: float
    confidence: float | None


def read_entry(row: Row, ways: Mapping[str, Ways | None] | None) -> Entry | None:
    """The entry in one row; None where something is wrong with it, which is noted there.

    Parameters
    ----------
    row : Row
        A record with the columns of an assessment.
    ways : mapping or None
        Every id of the standard with the ways to rate it, None for what has parts of its own;
        None altogether where the ids are not known: then only whole items are understood.
    """
    applicable = APPLICABLE.get(row["applicable"].lower())
    if applicable is None:
        message = f"applicable is {row['applicable']!r}"
        row.note("applicable", Code.UNKNOWN_WORD, message, "write no, or leave it empty for yes")
        return None
    _check_names(row, ways)
    confidence = row.number("confidence", Code.OUT_OF_RANGE, "confidence runs from 0 to 1", top=1)
    if not applicable:
        _check_not_applicable(row)
        entry = Entry(row, "not applicable", "", 0.0, confidence)
    else:
        found = ways.get(row["item"]) if ways is not None else None
        entry = _rated(row, found or Ways("levels"), confidence)
    return None if row.problems else entry


def _rated(row: Row, ways: Ways, confidence: float | None) -> Entry:
    if row["rating"] and row["value"]:
        message = "a rating and a value stand in one row"
        row.note("value", Code.NOT_RATED_THIS_WAY, message, "keep one of the two")
    if row["value"]:
        return Entry(row, "value", _indicator(row, ways), _value(row), confidence)
    if not row["rating"]:
        message = f"the rating of {row['item'] or 'the item'} is missing"
        hint = (
            "write the rating, also to confirm a proposal; leave the row out if nobody assessed it,"
            " or write applicable no with the reason"
        )
        row.note("rating", Code.MISSING_FIELD, message, hint)
    if row["factor"] in ways.checks:
        return Entry(row, "check", row["factor"], _answer(row), confidence)
    return Entry(row, "factor" if row["factor"] else "whole", _factor(row, ways), _level(row), confidence)  # fmt: skip


def _level(row: Row) -> float:
    rating = row.number("rating", Code.UNKNOWN_LEVEL, RATING_HINT, top=TOP_LEVEL)
    if rating is not None and rating % STEP:
        message = f"rating {rating:g} is not a half level"
        row.note("rating", Code.UNKNOWN_LEVEL, message, RATING_HINT)
    return rating or 0.0


def _answer(row: Row) -> float:
    answer = YES.get(row.plain("rating").lower())
    if answer is None and row["rating"]:
        message = f"the answer to {row['factor']} is {row['rating']!r}"
        row.note("rating", Code.UNKNOWN_WORD, message, "a check is answered with yes or no")
    return float(bool(answer))


def _value(row: Row) -> float:
    hint = "a number in the unit of the indicator, without the unit"
    return row.number("value", Code.OUT_OF_RANGE, hint, lowest=-math.inf, top=math.inf) or 0.0


def _factor(row: Row, ways: Ways) -> str:
    """The full name of the factor; empty for the whole item."""
    known = ways.factors()
    if not row["factor"] or row["factor"] in known:
        return known.get(row["factor"], "")
    hint = f"it has {', '.join([*known, *ways.checks])}"
    if not known and not ways.checks:
        hint = "leave it empty and rate the item as a whole"
    row.note("factor", Code.UNKNOWN_FACTOR, f"{row['item']} has no {row['factor']}", hint)
    return ""


def _indicator(row: Row, ways: Ways) -> str:
    """The indicator whose value it is; the first of the item where none is named."""
    if not ways.indicators or ways.scale in JUDGED:
        message = f"{row['item']} is judged, not measured"
        row.note("value", Code.NOT_RATED_THIS_WAY, message, "give a rating from 0 to 5")
        return ""
    if row["factor"] and row["factor"] not in ways.indicators:
        message = f"{row['item']} has no indicator {row['factor']}"
        row.note("factor", Code.UNKNOWN_FACTOR, message, f"it has {', '.join(ways.indicators)}")
    return row["factor"] or ways.indicators[0]


def _check_names(row: Row, ways: Mapping[str, Ways | None] | None) -> None:
    for column in ("centre", "period", "item"):
        if not row[column]:
            row.note(column, Code.MISSING_FIELD, f"the {column} is missing", "every row names it")
    item = row["item"]
    if item and ways is not None and not ways.get(item):
        row.note("item", Code.UNKNOWN_ITEM, *tell_unknown_item(item, ways))


def _check_not_applicable(row: Row) -> None:
    if not row["note"]:
        message = f"{row['item'] or 'the item'} is not applicable without a reason"
        row.note("note", Code.NO_REASON, message, "write the reason in the column note")
    for column in ("rating", "value", "factor"):
        if row[column]:
            message = f"an item that is not applicable has a {column}"
            row.note(column, Code.NOT_RATED_THIS_WAY, message, "keep one of the two")


def assessor(row: Row) -> str:
    """Who rated; the agreed row is named `consensus`, however it is capitalised."""
    name = row["assessor"]
    return CONSENSUS if name.lower() == CONSENSUS else name


def tell_unknown_item(item: str, known: Iterable[str]) -> tuple[str, str]:
    """Message and hint for an id that is no item: it has parts, or it is not there.

    Examples
    --------
    >>> tell_unknown_item("BCC-2", ["BCC-2", "BCC-2.1", "BCC-2.2"])
    ('BCC-2 is not an item, it has parts', 'rate BCC-2.1 to BCC-2.2')
    >>> tell_unknown_item("BCC-2.l", ["BCC-2", "BCC-2.1", "OP-C1.1"])
    ('there is no item BCC-2.l', 'did you mean BCC-2.1?')
    """
    ids = list(known)
    if item in ids:
        below = [node for node in ids if node.startswith(f"{item}.")]
        return f"{item} is not an item, it has parts", f"rate {below[0]} to {below[-1]}"
    near = difflib.get_close_matches(item, ids, 1)
    return f"there is no item {item}", f"did you mean {near[0]}?" if near else ""
