"""Read an assessment: one row of a CSV file a rating.

The rules one would get wrong: an item without a row is *not assessed*, which is neither zero nor
not applicable; and several assessors are never averaged. Where they did not agree on one row,
each of them has an assessment of their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scoring.entries import CONSENSUS, Entry, assessor, read_entry
from scoring.positions import read_text
from scoring.problems import Code, DataError, Problem
from scoring.rating import Rating, join
from scoring.rows import Row, Rows
from scoring.standard import Standard
from scoring.ways import Ways, ways_of

__all__ = [
    "COLUMNS",
    "Assessment",
    "Reading",
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
Group = dict[str, list[Entry]]  # one item of one centre and period, by assessor
Given = Mapping[str, Rating]  # the same, joined


@dataclass(frozen=True)
class Assessment:
    """All ratings of one centre in one period, by item id.

    Attributes
    ----------
    assessor : str or None
        Whose ratings they are where several assessors did not agree; None where every item has
        one rating that counts.
    by_assessor : mapping
        Every rating that was given, by assessor and item, the agreed ones under `consensus`.
    """

    centre: str
    period: str
    ratings: Mapping[str, Rating]
    assessor: str | None = None
    by_assessor: Mapping[str, Mapping[str, Rating]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What a file gave: its assessments, and the rows that were left out of them."""

    assessments: list[Assessment]
    left_out: list[Problem]


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

    Examples
    --------
    One centre in one period, of which all 33 items were rated.

    >>> from pathlib import Path
    >>> from scoring import load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> rated.centre, rated.period, len(rated.ratings)
    ('harbourside-water', '2025', 33)
    >>> rated.ratings["BCC-1.1"].rating, rated.ratings["BCC-1.1"].confidence
    (4.0, 0.8)
    """
    return read_assessments(path, ways_of(standard), name).assessments


def read_assessments(
    path: Path,
    ways: Mapping[str, Ways | None] | None,
    name: str | None = None,
    only: tuple[str, str] | None = None,
    *,
    lenient: bool = False,
) -> Reading:
    """The same for a standard that may be known in part, or without the rows that are wrong.

    Parameters
    ----------
    ways : mapping or None
        Every id of the standard with the ways to rate it, None for what has parts; None altogether
        where the ids are not known.
    only : tuple of str, optional
        The one centre and period that the file may hold.
    lenient : bool
        Leave out what is wrong, and say so, instead of refusing the file.

    Raises
    ------
    DataError
        Everything that is wrong with the file; with `lenient`, only what is wrong with its shape.
    """
    name = name or str(path)
    rows = Rows(name, read_text(path, name), COLUMNS)
    every_row: list[Row] = []
    groups: dict[tuple[str, str, str], Group] = {}
    for row in rows:
        every_row.append(row)
        entry, key = read_entry(row, ways), (row["centre"], row["period"], row["item"])
        if all(key):
            found = groups.setdefault(key, {}).setdefault(assessor(row), [])
            found += [entry] if entry else []
    if only:
        _refuse_strangers(every_row, only)
    ratings = {key: _by_assessor(group, ways) for key, group in groups.items()}
    wrong = [problem for row in every_row for problem in row.problems]
    if rows.problems or (wrong and not lenient):
        raise DataError([*rows.problems, *wrong])
    return Reading(_assessments(ratings), wrong)


def _by_assessor(group: Group, ways: Mapping[str, Ways | None] | None) -> dict[str, Rating]:
    joined = {
        who: join(entries, (ways or {}).get(entries[0].row["item"]) or Ways("levels"))
        for who, entries in group.items()
        if entries
    }
    return {who: rating for who, rating in joined.items() if rating}


def _assessments(ratings: Mapping[tuple[str, str, str], Given]) -> list[Assessment]:
    """One assessment a centre and period, or one an assessor where they did not agree."""
    places: dict[tuple[str, str], dict[str, Given]] = {}
    for (centre, period, item), given in ratings.items():
        if given:
            places.setdefault((centre, period), {})[item] = given
    return [one for place, items in places.items() for one in _of_one_centre(*place, items)]


def _of_one_centre(centre: str, period: str, items: Mapping[str, Given]) -> Iterator[Assessment]:
    people = dict.fromkeys(who for given in items.values() for who in given)
    by_assessor = {
        who: {item: given[who] for item, given in items.items() if who in given} for who in people
    }
    counts = {item: _counts(given) for item, given in items.items()}
    agreed = {item: rating for item, rating in counts.items() if rating}
    if len(agreed) == len(items):
        yield Assessment(centre, period, agreed, None, by_assessor)
        return
    for who in people:
        if who != CONSENSUS:
            own = {item: given.get(CONSENSUS, given.get(who)) for item, given in items.items()}
            kept = {item: rating for item, rating in own.items() if rating}
            yield Assessment(centre, period, kept, who, by_assessor)


def _counts(given: Given) -> Rating | None:
    """The rating that counts: the agreed one, or the only one; None where people differ."""
    if CONSENSUS in given:
        return given[CONSENSUS]
    return next(iter(given.values())) if len(given) == 1 else None


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
