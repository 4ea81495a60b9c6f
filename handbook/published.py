"""Published tables and figures; the rows of a table lie in the CSV file beside its YAML file.

Every field is filled: what a source leaves out is left out as a row, never as a blank that could
be taken for zero.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from scoring import Code, DataError, Text
from scoring.positions import read_text
from scoring.rows import Rows
from scoring.standard import Texts
from scoring.texts import Line, Number, Record, Slug, SourceId

__all__ = ["Figure", "PublishedFigures", "PublishedTable", "read_table"]


class Column(Record):
    """A column of a published table."""

    key: Line
    title: Text


class PublishedTable(Record):
    """A real published table; its rows stand in the CSV file of the same name."""

    id: Slug
    title: Text
    lead: Text
    source: SourceId
    published: Line
    definitions: Texts
    caution: Text
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]


class Figure(Record):
    """One real published figure."""

    id: Slug
    who: Text
    what: Text
    indicator: Line | None = None
    value: Number
    unit: Literal["percent", "s", "points", "count", "rank"]
    period: Text
    source: SourceId
    caution: Text


class PublishedFigures(Record):
    """Single published figures that belong together."""

    id: Slug
    title: Text
    lead: Text
    figures: Annotated[tuple[Figure, ...], Field(min_length=1)]


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
