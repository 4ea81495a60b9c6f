"""Read the rows of a published table, which lie in the CSV file beside its YAML file.

Every field is filled: what a source leaves out is left out as a row, never as a blank that could
be taken for zero.
"""

from pathlib import Path

from handbook.records import PublishedTable
from scoring import Code, DataError
from scoring.positions import read_text
from scoring.rows import Rows

__all__ = ["read_table"]


def read_table(table: PublishedTable, path: Path, name: str) -> list[dict[str, str]]:
    """The rows by column; raises DataError with all that is wrong with the file."""
    lines = Rows(name, read_text(path, name), [column.key for column in table.columns])
    rows = list(lines)
    for row in rows:
        for column, value in row.fields().items():
            if not value:
                row.note(column, Code.EMPTY, f"'{column}' is empty", "fill it from the source")
    problems = [*lines.problems, *(problem for row in rows for problem in row.problems)]
    if problems:
        raise DataError(problems)
    return [row.fields() for row in rows]
