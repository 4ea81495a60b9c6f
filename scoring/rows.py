"""Read a CSV text row by row, with the place of every field.

The columns are fixed, in name and in order: a renamed or moved column is a problem and not a
guess. What is wrong gathers where it was found, in the rows and in the row.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence

from scoring.problems import Code, Problem, counted
from scoring.texts import as_number

__all__ = ["Row", "Rows"]

LONGEST_QUOTE = 60


class Row:
    """One record with the place of each of its fields.

    Attributes
    ----------
    line : int
        Of the file, counted from 1; of a record over several lines the first.
    problems : list of Problem
        What was noted.
    """

    def __init__(self, name: str, line: int, starts: Sequence[int], fields: dict[str, str]) -> None:
        self.name, self.line, self._starts, self._fields = name, line, starts, fields
        self.problems: list[Problem] = []

    def __getitem__(self, column: str) -> str:
        """The field in this column, without blanks around it."""
        return self._fields[column]

    def fields(self) -> dict[str, str]:
        """All fields by column."""
        return dict(self._fields)

    def note(self, column: str, code: Code, message: str, hint: str = "") -> None:
        """Something is wrong with the field in this column."""
        index = list(self._fields).index(column)
        start = self._starts[index] if index < len(self._starts) else 1
        self.problems.append(Problem(self.name, self.line, start, code, message, hint))

    def plain(self, column: str) -> str:
        """The field with full-width letters and digits as plain ones."""
        return unicodedata.normalize("NFKC", self[column]).strip()

    def number(
        self, column: str, code: Code, hint: str, *, lowest: float = 0, top: float
    ) -> float | None:
        """The number from `lowest` to `top` in a field; full-width digits count.

        None where the field is empty, and where it holds anything else, which is noted.
        """
        text = self.plain(column)
        if not text:
            return None
        value = as_number(text)
        if value is not None and lowest <= value <= top:
            return value
        wrong = "is not a number" if value is None else f"is outside {lowest:g}-{top:g}"
        given = repr(text) if value is None else text
        self.note(column, code, f"{column} {given} {wrong}", hint)
        return None


class Rows:
    """The records of a CSV text with these columns; `problems` tells what is wrong with its shape.

    Rows without any content are passed over.
    """

    def __init__(self, name: str, text: str, columns: Sequence[str]) -> None:
        self.name, self.columns = name, columns
        self._lines = list(io.StringIO(text, newline=""))
        self.problems: list[Problem] = []

    def __iter__(self) -> Iterator[Row]:
        records = csv.reader(self._lines, strict=True)
        line, found = 0, 0
        try:
            for number, fields in enumerate(records):
                line, begin = records.line_num, line + 1
                if number == 0:
                    if not self._is_header(fields):
                        return
                elif any(map(str.strip, fields)):
                    found += 1
                    yield from self._row(begin, fields)
        except csv.Error as error:
            hint = "look at the quotes in this line and after it"
            self._note(line + 1, Code.CSV_ROW, f"not valid CSV: {error}", hint)
        if not self._lines:
            self._note(1, Code.NO_ROWS, "the file is empty", f"begin with {','.join(self.columns)}")
        elif not found and not self.problems:
            self._note(1, Code.NO_ROWS, "the file has a header and no rows")

    def _row(self, line: int, fields: Sequence[str]) -> Iterator[Row]:
        if len(fields) != len(self.columns):
            message = f"{counted(len(fields), 'field')}, the header has {len(self.columns)}"
            self._note(line, Code.CSV_ROW, message, "quote a field that holds a comma")
            return
        values = dict(zip(self.columns, map(str.strip, fields), strict=True))
        yield Row(self.name, line, _field_starts(self._lines[line - 1]), values)

    def _is_header(self, fields: Sequence[str]) -> bool:
        names = list(map(str.strip, fields))
        if names == list(self.columns):
            return True
        absent = [f"'{name}' is missing" for name in self.columns if name not in names]
        strange = [f"'{name}' is no column" for name in names if name not in self.columns]
        message = ", ".join([*absent, *strange]) or "the columns are not in their order"
        if len(absent) == len(self.columns):
            message = f"line 1 is no header of this kind: {','.join(names)[:LONGEST_QUOTE]}"
        self._note(1, Code.CSV_HEADER, message, f"the columns are {','.join(self.columns)}")
        return False

    def _note(self, line: int, code: Code, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, line, 1, code, message, hint))


def _field_starts(line: str) -> list[int]:
    """Column, from 1, at which each field of a line begins."""
    starts, quoted = [1], False
    for index, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            starts.append(index + 2)
    return starts
