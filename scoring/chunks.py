"""Read a long table, CSV or Parquet, some thousand rows at a time, and write one.

The rule one would get wrong: a row with too few or too many fields is a mistake and is never
filled up or cut. pandas does both without a word, so CSV is read by the standard library here,
which also knows the line of every row.
"""

import csv
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.positions import read_text
from scoring.problems import Code, DataError, Problem
from scoring.rows import Row, Rows

__all__ = ["Chunk", "chunks_of", "write_table"]

PARQUET = ".parquet"
ROWS_AT_A_TIME = 4_000  # few enough for their texts to stay in the cache
LINE_BREAK = re.compile(r"\r\n|\r|\n")
BOOLEANS = {None: "", "true": "yes", "false": "no"}


@dataclass(frozen=True)
class Chunk:
    """Some rows that follow each other.

    Attributes
    ----------
    columns : mapping of str to sequence of str
        The fields of each column, as they are written; blank in a row of another shape.
    lines : ndarray of int, shape (rows,)
        Line of each row, from 1; in Parquet its number among the rows.
    row : callable
        By its number in the chunk one row with the place of its fields (in Parquet the number of
        the column), or the problem of its shape.
    misshapen : set of int
        Rows that are not blank and have more or fewer fields than there are columns.
    broken : Problem, optional
        Why the rest of the file cannot be read.
    total : int, optional
        Rows of the whole file; None where that is not known beforehand.
    """

    columns: Mapping[str, Sequence[str]]
    lines: NDArray[np.int64]
    row: Callable[[int], Row | Problem]
    misshapen: AbstractSet[int] = frozenset()
    broken: Problem | None = None
    total: int | None = None

    def column(self, name: str, read: Callable[[str], Any], kind: type) -> NDArray[Any]:
        """One column as an array of this kind, each text read without the blanks around it."""
        return self.each(self.columns[name], lambda text: read(text.strip()), kind)

    @staticmethod
    def each(texts: Iterable[Any], read: Callable[[Any], Any], kind: type) -> NDArray[Any]:
        """An array of what is read from each text."""
        return np.fromiter(map(_Memo(read).__getitem__, texts), kind)


class _Memo(dict[Any, Any]):
    """What was read from each text, so that a million equal texts are read once."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read

    def __missing__(self, text: Any) -> Any:
        found = self[text] = self._read(text)
        return found


def chunks_of(path: Path, columns: Sequence[str], name: str) -> Iterator[Chunk]:
    """The rows of a file, in their order; `.parquet` is Parquet, all else CSV in UTF-8.

    Raises
    ------
    DataError
        The file cannot be read, or has other columns than these.
    """
    reading = _parquet if path.suffix == PARQUET else _csv
    try:
        yield from reading(path, columns, name)
    except (OSError, UnicodeDecodeError):
        read_text(path, name)  # fails in the same way and tells where
        raise


def _check_header(name: str, header: str, columns: Sequence[str]) -> None:
    rows = Rows(name, header, columns)
    list(rows)
    problems = [problem for problem in rows.problems if problem.code != Code.NO_ROWS]
    if problems or not header:
        raise DataError(rows.problems)


class _Lines:
    """The lines of a file; `kept` holds those that were read since it was last cleared."""

    def __init__(self, file: Iterable[str]) -> None:
        self._file = file
        self.kept: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for text in self._file:
            self.kept.append(text)
            yield text


def _csv(path: Path, columns: Sequence[str], name: str) -> Iterator[Chunk]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        _check_header(name, file.readline(), columns)
        first, lines, error = 2, _Lines(file), None
        records = csv.reader(lines, strict=True)
        while error is None:
            rows: list[list[str]] = []
            try:
                rows.extend(islice(records, ROWS_AT_A_TIME))
            except csv.Error as wrong:
                error = wrong
            if rows or error:
                yield _of_records(name, columns, rows, first=first, written=lines.kept, error=error)
            else:
                return
            first, lines.kept = first + len(lines.kept), []


def _of_records(
    name: str,
    columns: Sequence[str],
    rows: list[list[str]],
    *,
    first: int,
    written: Sequence[str],
    error: csv.Error | None,
) -> Chunk:
    heights = [1] * len(rows)
    if len(written) != len(rows):
        heights = [1 + sum(len(LINE_BREAK.findall(field)) for field in row) for row in rows]
    starts = [0, *accumulate(heights)]

    def row(number: int) -> Row | Problem:
        line, text = first + starts[number], "".join(written[starts[number] : starts[number + 1]])
        found = Rows(name, f"{','.join(columns)}\n{text}", columns)
        for one in found:
            one.line = line
            return one
        return replace(found.problems[0], line=line)

    misshapen = set()
    for number, fields in enumerate(rows):
        if len(fields) != len(columns):
            if any(map(str.strip, fields)):
                misshapen.add(number)
            rows[number] = [""] * len(columns)
    broken = None
    if error:
        message, hint = f"not valid CSV: {error}", "look at the quotes in this line and after it"
        broken = Problem(name, first + starts[-1], 1, Code.CSV_ROW, message, hint)
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    lines = first + np.array(starts[:-1], dtype=np.int64)
    return Chunk(dict(zip(columns, by_column, strict=True)), lines, row, misshapen, broken)


def _import_pyarrow(name: str) -> Any:
    """The library for Parquet; raises DataError for this file where it is not installed."""
    try:
        import_module("pyarrow.parquet")
    except ImportError:
        message = "Parquet needs pyarrow, which is not installed"
        hint = "pip install 'contact-centre-handbook[parquet]', or use CSV"
        raise DataError([Problem(name, 1, 1, Code.FILE_NOT_FOUND, message, hint)]) from None
    return import_module("pyarrow")


def _parquet(path: Path, columns: Sequence[str], name: str) -> Iterator[Chunk]:
    pyarrow = _import_pyarrow(name)
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            _check_header(name, f"{','.join(file.schema_arrow.names)}\n", columns)
            first, total = 1, file.metadata.num_rows
            for batch in file.iter_batches(ROWS_AT_A_TIME):
                texts = {c: _as_texts(batch.column(c).cast(pyarrow.string())) for c in columns}
                yield _of_batch(name, texts, first, total)
                first += batch.num_rows
    except pyarrow.ArrowException as error:
        reason = str(error).partition("\n")[0]
        message = f"the file cannot be read as Parquet: {reason}"
        raise DataError([Problem(name, 1, 1, Code.FILE_NOT_FOUND, message)]) from None


def _as_texts(array: Any) -> Sequence[str]:
    """What a person would have written into CSV."""
    return [BOOLEANS.get(text, text) for text in array.to_pylist()]


def _of_batch(name: str, texts: Mapping[str, Sequence[str]], first: int, total: int) -> Chunk:
    def row(number: int) -> Row:
        fields = {column: column_texts[number].strip() for column, column_texts in texts.items()}
        return Row(name, first + number, range(1, 1 + len(fields)), fields)

    count = len(next(iter(texts.values())))
    return Chunk(texts, np.arange(first, first + count), row, total=total)


def write_table(path: Path, columns: Mapping[str, Sequence[str] | NDArray[np.float64]]) -> None:
    """Write columns of equal length; NaN is left empty, in Parquet null.

    Raises
    ------
    DataError
        Parquet is wanted and pyarrow is not installed.
    """
    if path.suffix == PARQUET:
        pyarrow = _import_pyarrow(str(path))
        arrays = {name: pyarrow.array(v, from_pandas=True) for name, v in columns.items()}
        pyarrow.parquet.write_table(pyarrow.table(arrays), path)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(columns)
        rows.writerows(zip(*map(_without_nan, columns.values()), strict=True))


def _without_nan(values: Sequence[str] | NDArray[np.float64]) -> Iterable[str | float]:
    if isinstance(values, np.ndarray):
        return ["" if math.isnan(value) else value for value in values.tolist()]
    return values
