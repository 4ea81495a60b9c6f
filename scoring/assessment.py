"""Read an assessment: one row of a CSV file a rating.

The rule one would get wrong: an item without a row is *not assessed*, which is neither zero nor
not applicable. Not applicable is a row of its own, with a reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.positions import read_text
from scoring.problems import Code, DataError
from scoring.rating import CONSENSUS, Rating, assessor, read_rating
from scoring.rows import Row, Rows
from scoring.standard import Item, Standard

__all__ = [
    "COLUMNS",
    "Assessment",
    "load_assessment",
    "read_assessments",
]

COLUMNS = (
    "centre",
    "period",
    "item",
    "factor",
    "assessor",
    "rating",
    "value",
    "confidence",
    "applicable",
    "evidence",
    "note",
)


@dataclass(frozen=True)
class Assessment:
    """All ratings of one centre in one period, by item id."""

    centre: str
    period: str
    ratings: Mapping[str, Rating]


def load_assessment(path: Path, standard: Standard, name: str | None = None) -> list[Assessment]:
    """Read every centre and period of a file, in the order in which they first appear.

    Parameters
    ----------
    path : Path
        A CSV file in UTF-8 with the columns of `COLUMNS`.
    standard : Standard
        The edition that was rated.
    name : str, optional
        How problems name the file; the path by default.

    Raises
    ------
    DataError
        Everything that is wrong with the file; nothing of it is used then.
    """
    rated = {node.id: isinstance(node, Item) for node in standard.nodes()}
    return read_assessments(path, rated, name)


def read_assessments(
    path: Path,
    rated: Mapping[str, bool] | None,
    name: str | None = None,
    only: tuple[str, str] | None = None,
) -> list[Assessment]:
    """The same for a standard that may be known in part.

    Parameters
    ----------
    rated : mapping or None
        Every id of the standard, and whether it is an item; None where the ids are not known.
    only : tuple of str, optional
        The one centre and period that the file may hold.

    Raises
    ------
    DataError
        Everything that is wrong with the file.
    """
    name = name or str(path)
    rows = Rows(name, read_text(path, name), COLUMNS)
    every_row: list[Row] = []
    groups: dict[tuple[str, str, str], list[tuple[Row, Rating | None]]] = {}
    for row in rows:
        every_row.append(row)
        rating, key = read_rating(row, rated), (row["centre"], row["period"], row["item"])
        if all(key):
            groups.setdefault(key, []).append((row, rating))
    if only:
        _refuse_strangers(every_row, only)
    agreed = {key: _agreed(group) for key, group in groups.items()}
    problems = [*rows.problems, *(problem for row in every_row for problem in row.problems)]
    if problems:
        raise DataError(problems)
    assessments: dict[tuple[str, str], dict[str, Rating]] = {}
    for (centre, period, item), rating in agreed.items():
        if rating:
            assessments.setdefault((centre, period), {})[item] = rating
    return [Assessment(*key, ratings) for key, ratings in assessments.items()]


def _refuse_strangers(rows: Iterable[Row], only: tuple[str, str]) -> None:
    """Note the first row of each centre and period that has no place in this file."""
    strangers: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["centre"] and row["period"] and (row["centre"], row["period"]) != only:
            strangers.setdefault((row["centre"], row["period"]), []).append(row)
    for (centre, period), found in strangers.items():
        column = "period" if centre == only[0] else "centre"
        hint = f"this file holds {only[0]} in {only[1]}"
        more = f", the first of {len(found)} such rows" if len(found) > 1 else ""
        message = f"a row of {centre} in {period}{more}"
        found[0].note(column, Code.UNKNOWN_CENTRE, message, hint)


def _agreed(group: Sequence[tuple[Row, Rating | None]]) -> Rating | None:
    """The rating that counts: the consensus, wherever it stands, else the only one."""
    first: dict[str, tuple[Row, Rating | None]] = {}
    for row, rating in group:
        name = assessor(row)
        earlier, _ = first.setdefault(name, (row, rating))
        if earlier is not row:
            message = (
                f"{row['item']} of {row['centre']} in {row['period']} is rated twice"
                f" by {name or 'nobody named'}, first in line {earlier.line}"
            )
            row.note("item", Code.DUPLICATE_RATING, message, "keep one row")
    if len(first) > 1 and CONSENSUS not in first:
        *others, last = (name or "nobody named" for name in first)
        message = f"{group[0][0]['item']} has ratings by {', '.join(others)} and {last}"
        second = list(first.values())[1][0]
        hint = f"agree, and add one row with assessor {CONSENSUS}"
        second.note("assessor", Code.SEVERAL_ASSESSORS, f"{message} and no agreed one", hint)
    return first.get(CONSENSUS, next(iter(first.values())))[1]
