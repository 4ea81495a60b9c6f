"""Read one row of an assessment as a rating, noting all that is wrong with the row.

The rule one would get wrong: a row that is not applicable has a reason and no rating; a row that
applies has a rating. What nobody assessed has no row at all.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.problems import Code
from scoring.rows import Row

__all__ = ["CONSENSUS", "Rating", "assessor", "read_rating", "tell_unknown_item"]

CONSENSUS = "consensus"
APPLICABLE = {"": True, "yes": True, "是": True, "no": False, "否": False}
TOP_LEVEL = 5
STEP = 0.5
RATING_HINT = "ratings run from 0 to 5 in half levels"


@dataclass(frozen=True)
class Rating:
    """What was found at one item of one centre in one period.

    Attributes
    ----------
    rating : float or None
        0-5 in half levels; None where the item is not applicable.
    confidence : float or None
        0-1; None where nothing was written (scored as 1, with a warning).
    applicable : bool
        False needs a reason in `note`.
    """

    centre: str
    period: str
    item: str
    rating: float | None
    confidence: float | None
    applicable: bool
    assessor: str
    evidence: str
    note: str


def read_rating(row: Row, rated: Mapping[str, bool] | None) -> Rating | None:
    """The rating in one row; None where something is wrong with it, which is noted there.

    Parameters
    ----------
    row : Row
        A record with the columns of an assessment.
    rated : mapping or None
        Every id of the standard, and whether it is an item; None where the ids are not known.
    """
    applicable = APPLICABLE.get(row["applicable"].lower())
    if applicable is None:
        message = f"applicable is {row['applicable']!r}"
        row.note("applicable", Code.UNKNOWN_WORD, message, "write no, or leave it empty for yes")
        return None
    _check_names(row, rated)
    _check_unused(row)
    rating = row.number("rating", TOP_LEVEL, Code.UNKNOWN_LEVEL, RATING_HINT)
    confidence = row.number("confidence", 1, Code.OUT_OF_RANGE, "confidence runs from 0 to 1")
    if rating is not None and rating % STEP:
        message = f"rating {rating:g} is not a half level"
        row.note("rating", Code.UNKNOWN_LEVEL, message, RATING_HINT)
    if applicable:
        _check_rated(row)
    else:
        _check_not_applicable(row)
    if row.problems:
        return None
    return Rating(
        row["centre"],
        row["period"],
        row["item"],
        rating,
        confidence,
        applicable,
        assessor(row),
        row["evidence"],
        row["note"],
    )


def _check_names(row: Row, rated: Mapping[str, bool] | None) -> None:
    for column in ("centre", "period", "item"):
        if not row[column]:
            row.note(column, Code.MISSING_FIELD, f"the {column} is missing", "every row names it")
    item = row["item"]
    if item and rated is not None and not rated.get(item):
        row.note("item", Code.UNKNOWN_ITEM, *tell_unknown_item(item, rated))


def _check_unused(row: Row) -> None:
    for column in ("factor", "value"):
        if row[column]:
            message = f"a {column} is given, but items are rated as a whole here"
            hint = "leave it empty and give a rating from 0 to 5"
            row.note(column, Code.NOT_RATED_THIS_WAY, message, hint)


def _check_rated(row: Row) -> None:
    if not row["rating"]:
        message = f"the rating of {row['item'] or 'the item'} is missing"
        hint = "leave the row out if nobody assessed it, or write applicable no with the reason"
        row.note("rating", Code.MISSING_FIELD, message, hint)


def _check_not_applicable(row: Row) -> None:
    if not row["note"]:
        message = f"{row['item'] or 'the item'} is not applicable without a reason"
        row.note("note", Code.NO_REASON, message, "write the reason in the column note")
    if row["rating"]:
        message = "an item that is not applicable has a rating"
        row.note("rating", Code.NOT_RATED_THIS_WAY, message, "keep one of the two")


def assessor(row: Row) -> str:
    """Who rated; the agreed row is named `consensus`, however it is capitalised."""
    name = row["assessor"]
    return CONSENSUS if name.lower() == CONSENSUS else name


def tell_unknown_item(item: str, known: Iterable[str]) -> tuple[str, str]:
    """Message and hint for an id that is no item: it has parts, or it is not there."""
    ids = list(known)
    if item in ids:
        below = [node for node in ids if node.startswith(f"{item}.")]
        return f"{item} is not an item, it has parts", f"rate {below[0]} to {below[-1]}"
    near = difflib.get_close_matches(item, ids, 1)
    return f"there is no item {item}", f"did you mean {near[0]}?" if near else ""
