"""Read very many assessments into arrays for the kernel, and write what it found.

The rule one would get wrong: here an item has one rating, as a whole. Ratings by factor, measured
values and several assessors need the reader of one assessment; they are refused and never guessed.
"""

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.assessment import COLUMNS
from scoring.chunks import Chunk, chunks_of, write_table
from scoring.entries import APPLICABLE, STEP, TOP_LEVEL, read_entry
from scoring.kernel import Totals
from scoring.problems import Code, DataError, Problem
from scoring.rating import PERCENT_A_LEVEL
from scoring.rows import Row
from scoring.standard import Standard
from scoring.texts import as_number
from scoring.tree import Bools, Floats, Tree
from scoring.ways import ways_of

__all__ = ["Bulk", "BulkError", "read_bulk", "write_totals"]

DESCRIBED = 100  # wrong rows; a person mends the first ones and reads the file again
EMPTY, WRONG = -1, -2
BY_PARTS_HINT = "rate the item as a whole here, or score the assessment by itself"
FILL: Mapping[str, float] = {"percent": math.nan, "applicable": True, "confidence": 1.0, "line": 0}
Tell = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Bulk:
    """Many assessments against one standard.

    Attributes
    ----------
    centres, periods : sequence of str
        Of each assessment, in the order in which they first appear in the file.
    percent : ndarray of float, shape (assessments, items)
        0-100; NaN where not assessed. Items are in the order of the tree.
    applicable : ndarray of bool, shape (assessments, items)
        False where the item does not apply.
    confidence : ndarray of float, shape (assessments, items)
        0-1; 1 where nothing was written.
    silent : int
        Ratings without a confidence, of which a reader should be warned.
    """

    centres: Sequence[str]
    periods: Sequence[str]
    percent: Floats
    applicable: Bools
    confidence: Floats
    silent: int


class BulkError(DataError):
    """A long file cannot be used: the first wrong rows, and how many more there are."""

    def __init__(self, problems: Sequence[Problem], more: int) -> None:
        super().__init__(problems)
        self.more = more

    def __str__(self) -> str:
        more = f"\n… and {self.more:,} more wrong rows" if self.more else ""
        return super().__str__() + more


def read_bulk(
    path: Path, standard: Standard, *, name: str | None = None, tell: Tell | None = None
) -> Bulk:
    """Read a long file of whole-item ratings, a chunk at a time.

    Parameters
    ----------
    path : Path
        CSV in UTF-8, or Parquet by its ending `.parquet` (with the extra `parquet`), with the
        columns of an assessment; in Parquet they may be numbers and yes-or-no values.
    standard : Standard
        The edition that was rated.
    name : str, optional
        How problems name the file; the path by default.
    tell : callable, optional
        Called after every chunk with the rows done and the rows of the file, None where unknown.

    Returns
    -------
    Bulk
        Arrays for `totals` and `total_scores`.

    Raises
    ------
    DataError
        The file cannot be read.
    BulkError
        The first hundred wrong rows and the number of further ones; nothing is used then.

    Examples
    --------
    >>> from pathlib import Path
    >>> from scoring import load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> bulk = read_bulk(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> bulk.centres, bulk.percent.shape
    (('harbourside-water',), (1, 33))
    """
    name = name or str(path)
    reader, done = _Reader(standard), 0
    for chunk in chunks_of(path, COLUMNS, name):
        reader.take(chunk)
        done += len(chunk.lines)
        if tell:
            tell(done, chunk.total)
    if reader.problems or reader.more:
        raise BulkError(reader.problems, reader.more)
    if not reader.places:
        message = "the file has a header and no rows"
        raise DataError([Problem(name, 1, 1, Code.NO_ROWS, message)])
    return reader.bulk()


class _Reader:
    """Gathers chunks; its arrays have room for more assessments, and grow by doubling."""

    def __init__(self, standard: Standard) -> None:
        tree = Tree.of(standard)
        self.items = {tree.ids[leaf]: place for place, leaf in enumerate(tree.leaves)}
        self.ways = ways_of(standard)
        self.places: dict[tuple[str, str], int] = {}
        self.problems: list[Problem] = []
        self.described = self.more = self.silent = 0
        self.arrays: dict[str, NDArray[Any]] = {
            name: np.full((1, len(self.items)), fill) for name, fill in FILL.items()
        }

    def bulk(self) -> Bulk:
        """What was read."""
        centres, periods = zip(*self.places, strict=True)
        arrays = {name: array[: len(centres)] for name, array in self.arrays.items()}
        del arrays["line"]
        return Bulk(centres, periods, **arrays, silent=self.silent)

    def take(self, chunk: Chunk) -> None:
        """Fill in the right rows of a chunk and note the wrong ones."""
        names = zip(chunk.columns["centre"], chunk.columns["period"], strict=True)
        place = chunk.each(names, self._place, np.intp)
        item = chunk.column("item", lambda text: self.items.get(text, WRONG), np.intp)
        level = chunk.column("rating", _half_levels, np.int8)
        trust = chunk.column("confidence", _confidence, np.float64)
        applies = chunk.column("applicable", _applies, np.int8)
        factor, value, note = (chunk.column(c, bool, np.bool_) for c in ("factor", "value", "note"))
        wrong = (place < 0) | (item < 0) | (trust < 0) | (applies < 0) | factor | value
        wrong |= np.where(applies > 0, level < 0, (level != EMPTY) | ~note)
        self._grow()
        right = np.flatnonzero(~wrong)
        cell = place[right] * len(self.items) + item[right]
        flat = {name: array.reshape(-1) for name, array in self.arrays.items()}
        new = np.zeros(len(right), dtype=bool)
        new[np.unique(cell, return_index=True)[1]] = True
        new &= flat["line"][cell] == 0
        row, filled = right[new], cell[new]
        silent, rated = np.isnan(trust[row]), applies[row] > 0
        flat["line"][filled] = chunk.lines[row]
        flat["applicable"][filled] = rated
        flat["confidence"][filled] = np.where(silent, 1.0, trust[row])
        flat["percent"][filled] = np.where(rated, PERCENT_A_LEVEL * STEP * level[row], np.nan)
        self.silent += int((silent & rated).sum())
        earlier = dict(zip(right[~new].tolist(), flat["line"][cell[~new]].tolist(), strict=True))
        for number in sorted([*np.flatnonzero(wrong).tolist(), *earlier]):
            self._note(chunk, number, earlier.get(number))
        if chunk.broken:
            self.problems.append(chunk.broken)

    def _place(self, names: tuple[str, str]) -> int:
        centre, period = map(str.strip, names)
        if not centre or not period:
            return WRONG
        return self.places.setdefault((centre, period), len(self.places))

    def _grow(self) -> None:
        while len(self.arrays["line"]) < len(self.places):
            for name, array in self.arrays.items():
                self.arrays[name] = np.concatenate([array, np.full_like(array, FILL[name])])

    def _note(self, chunk: Chunk, number: int, earlier: int | None) -> None:
        """What is wrong with a row, for the first wrong rows; the others are counted."""
        blank = not any(fields[number].strip() for fields in chunk.columns.values())
        if blank and number not in chunk.misshapen:
            return
        if self.described == DESCRIBED:
            self.more += 1
            return
        self.described += 1
        row = chunk.row(number)
        self.problems += [row] if isinstance(row, Problem) else self._describe(row, earlier)

    def _describe(self, row: Row, earlier: int | None) -> Sequence[Problem]:
        if earlier:
            message = f"{row['item']} of {row['centre']} in {row['period']} is rated twice"
            hint = "keep one row, that of the assessor who counts"
            row.note("item", Code.DUPLICATE_RATING, f"{message}, first in line {earlier}", hint)
            return row.problems
        for column in ("factor", "value"):
            if row[column]:
                message = f"a {column} in a long file, which is read by whole items"
                row.note(column, Code.NOT_RATED_THIS_WAY, message, BY_PARTS_HINT)
        if not row.problems:
            read_entry(row, self.ways)
        return row.problems


def _number(text: str) -> float | None:
    """The number in a text that may be full-width; NaN where it is empty, None where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return as_number(plain) if plain else math.nan


def _half_levels(text: str) -> int:
    """Twice the rating; `EMPTY`, or `WRONG` where the scale has no such level."""
    level = _number(text)
    if level is not None and math.isnan(level):
        return EMPTY
    if level is None or not 0 <= level <= TOP_LEVEL or level % STEP:
        return WRONG
    return round(level / STEP)


def _confidence(text: str) -> float:
    confidence = _number(text)
    return WRONG if confidence is None or confidence < 0 or confidence > 1 else confidence


def _applies(text: str) -> int:
    return int(APPLICABLE.get(text.lower(), WRONG))


def write_totals(bulk: Bulk, totals: Totals, path: Path) -> None:
    """Write centre, period and the five numbers of each, as CSV or as Parquet by the ending.

    A number that does not exist is left empty; raises DataError for Parquet without pyarrow.
    """
    numbers = {field.name: getattr(totals, field.name) for field in fields(totals)}
    write_table(path, {"centre": bulk.centres, "period": bulk.periods} | numbers)
