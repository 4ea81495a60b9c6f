"""Read an assessment: one row of a CSV file a rating.

The rule one would get wrong: an item without a row is *not assessed*, which is neither zero nor
not applicable. Not applicable is a row of its own, with a reason.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scoring.positions import read_text
from scoring.problems import Code, DataError, Problem
from scoring.standard import Item, Standard

__all__ = ["COLUMNS", "Assessment", "Rating", "load_assessment"]

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
CONSENSUS = "consensus"
TOP_LEVEL = 5
STEP = 0.5


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
    name = name or str(path)
    rows = _Rows(name, read_text(path, name))
    items = {node.id: node for node in standard.nodes()}
    found: dict[tuple[str, str], dict[str, tuple[_Row, Rating]]] = {}
    problems: list[Problem] = []
    for row in rows:
        try:
            rating = _rating(row, items)
            of_centre = found.setdefault((rating.centre, rating.period), {})
            _add(of_centre, row, rating)
        except DataError as error:
            problems.extend(error.problems)
    if not found and not rows.problems and not problems:
        problems.append(Problem(name, 1, 1, Code.NO_ROWS, "the file has a header and no rows"))
    if rows.problems or problems:
        raise DataError([*rows.problems, *problems])
    return [
        Assessment(centre, period, {item: rating for item, (_, rating) in ratings.items()})
        for (centre, period), ratings in found.items()
    ]


class _Row:
    """One record with the place of each of its fields."""

    def __init__(self, name: str, line: int, starts: list[int], fields: dict[str, str]) -> None:
        self.name, self.line, self.starts, self.fields = name, line, starts, fields

    def problem(self, column: str, code: Code, message: str, hint: str = "") -> Problem:
        index = list(self.fields).index(column)
        start = self.starts[index] if index < len(self.starts) else 1
        return Problem(self.name, self.line, start, code, message, hint)

    def error(self, column: str, code: Code, message: str, hint: str = "") -> DataError:
        return DataError([self.problem(column, code, message, hint)])

    def number(self, column: str, top: float, code: Code, hint: str) -> float | None:
        """The number in a field, None where it is empty; full-width digits count."""
        text = unicodedata.normalize("NFKC", self.fields[column]).strip()
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            raise self.error(column, code, f"{column} {text!r} is not a number", hint) from None
        if not 0 <= value <= top:  # NaN fails here too
            raise self.error(column, code, f"{column} {text} is outside 0-{top:g}", hint)
        return value


class _Rows:
    """The records of a CSV text; what is wrong with its shape gathers in `problems`."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.problems: list[Problem] = []

    def __iter__(self) -> Iterator[_Row]:
        lines = self.text.splitlines()
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True)
        last, header = 0, None
        try:
            for fields in reader:
                line, last = last + 1, reader.line_num
                if header is None:
                    header = self._header(fields)
                    if header is None:
                        return
                elif any(fields):
                    if len(fields) != len(header):
                        message = f"{len(fields)} fields, the header has {len(header)}"
                        hint = "quote a field that holds a comma"
                        self._note(line, 1, Code.CSV_ROW, message, hint)
                        continue
                    values = dict(zip(header, map(str.strip, fields), strict=True))
                    starts = _field_starts(lines[line - 1])
                    yield _Row(self.name, line, starts, {c: values.get(c, "") for c in COLUMNS})
        except csv.Error as error:
            self._note(last + 1, 1, Code.CSV_ROW, f"not valid CSV: {error}", "look at the quotes")
        if header is None and not self.problems:
            self._note(1, 1, Code.NO_ROWS, "the file is empty", f"start with {','.join(COLUMNS)}")

    def _header(self, fields: list[str]) -> list[str] | None:
        names = [field.strip() for field in fields]
        wrong = [n for n in names if n not in COLUMNS] + [n for n in COLUMNS if n not in names]
        if wrong or len(set(names)) != len(names):
            what = ", ".join(wrong) or "a column given twice"
            self._note(1, 1, Code.CSV_HEADER, f"the header is not right: {what}",
                       f"the columns are {','.join(COLUMNS)}")
            return None
        if names != list(COLUMNS):
            self._note(1, 1, Code.CSV_HEADER, "the columns are not in their order",
                       f"the order is {','.join(COLUMNS)}")
            return None
        return names

    def _note(self, line: int, column: int, code: Code, message: str, hint: str) -> None:
        self.problems.append(Problem(self.name, line, column, code, message, hint))


def _field_starts(line: str) -> list[int]:
    """Column, from 1, at which each field of a line begins."""
    starts, quoted = [1], False
    for index, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            starts.append(index + 2)
    return starts


def _rating(row: _Row, nodes: Mapping[str, object]) -> Rating:
    """The rating in one row; raises DataError with all that is wrong with the row."""
    problems: list[Problem] = []

    def note(*what: str) -> None:
        problems.append(row.problem(what[0], Code(what[1]), *what[2:]))

    fields = row.fields
    for column in ("centre", "period", "item"):
        if not fields[column]:
            note(column, Code.MISSING_FIELD, f"the {column} is missing", "every row names it")
    if fields["item"] and not isinstance(nodes.get(fields["item"]), Item):
        note("item", Code.UNKNOWN_ITEM, *_unknown_item(fields["item"], nodes))
    for column in ("factor", "value"):
        if fields[column]:
            note(column, Code.NOT_RATED_THIS_WAY,
                 f"a {column} is given, but items are rated as a whole here",
                 "leave it empty and give a rating from 0 to 5")
    applicable = fields["applicable"].lower() in {"", "yes", "是"}
    if not applicable and fields["applicable"].lower() not in {"no", "否"}:
        note("applicable", Code.UNKNOWN_WORD, f"applicable is {fields['applicable']!r}",
             "write no, or leave it empty for yes")
    if not applicable and not fields["note"]:
        note("note", Code.NO_REASON, f"{fields['item']} is not applicable without a reason",
             "write the reason in the column note")
    numbers: dict[str, float | None] = {"rating": None, "confidence": None}
    limits = {"rating": (TOP_LEVEL, Code.UNKNOWN_LEVEL, "ratings run from 0 to 5 in half levels"),
              "confidence": (1, Code.OUT_OF_RANGE, "confidence runs from 0 to 1")}
    for column, (top, code, hint) in limits.items():
        try:
            numbers[column] = row.number(column, top, code, hint)
        except DataError as error:
            problems.extend(error.problems)
            continue
    rating = numbers["rating"]
    if rating is not None and rating % STEP:
        note("rating", Code.UNKNOWN_LEVEL, f"rating {rating:g} is not a half level",
             limits["rating"][2])
    if applicable and not fields["rating"]:
        note("rating", Code.MISSING_FIELD, f"the rating of {fields['item']} is missing",
             "leave the row out if nobody assessed it, or write applicable no with the reason")
    if not applicable and fields["rating"]:
        note("rating", Code.NOT_RATED_THIS_WAY, "an item that is not applicable has a rating",
             "keep one of the two")
    if problems:
        raise DataError(problems)
    return Rating(fields["centre"], fields["period"], fields["item"], rating,
                  numbers["confidence"], applicable, fields["assessor"], fields["evidence"],
                  fields["note"])


def _unknown_item(item: str, nodes: Mapping[str, object]) -> tuple[str, str]:
    if item in nodes:
        below = [n for n in nodes if n.startswith(f"{item}.")]
        return f"{item} is not an item, it has parts", f"rate {below[0]} to {below[-1]}"
    import difflib  # only where somebody mistyped

    near = difflib.get_close_matches(item, nodes, 1)
    return f"there is no item {item}", f"did you mean {near[0]}?" if near else ""


def _add(of_centre: dict[str, tuple[_Row, Rating]], row: _Row, rating: Rating) -> None:
    """Keep one rating an item: the consensus row, else the only one."""
    earlier_row, earlier = of_centre.get(rating.item, (row, rating))
    if earlier is rating:
        of_centre[rating.item] = (row, rating)
    elif earlier.assessor == rating.assessor:
        raise row.error("item", Code.DUPLICATE_RATING,
                        f"{rating.item} of {rating.centre} in {rating.period} is rated twice"
                        f" by {rating.assessor or 'nobody named'}, first in line {earlier_row.line}",
                        "keep one row")
    elif rating.assessor == CONSENSUS:
        of_centre[rating.item] = (row, rating)
    elif earlier.assessor != CONSENSUS:
        raise row.error("assessor", Code.SEVERAL_ASSESSORS,
                        f"{rating.item} has ratings by {earlier.assessor} and {rating.assessor}"
                        " and no agreed one", f"agree, and add one row with assessor {CONSENSUS}")
