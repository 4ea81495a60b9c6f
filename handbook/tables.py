"""Tables as the site shows them: scrollable by keyboard, and blocks on a phone."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import pandas as pd

from handbook.formats import plain, rounded
from scoring.texts import Language

__all__ = ["rows_html", "table_html"]

NO_VALUE = {"en": "not assessed", "zh": "未评审"}


def table_html(
    data: pd.DataFrame,
    language: Language,
    *,
    label: str,
    caption: str = "",
    stack: bool = False,
    decimals: int = 2,
    total: bool = False,
    absent: str | None = None,
) -> str:
    """A data frame as a table; numbers right, half-up, absent values in words.

    Parameters
    ----------
    data : DataFrame
        Headings in the page's language; the index is not shown.
    label : str
        What the table is, for readers who cannot see it.
    decimals : int
        At most; a column shows as many as the value that needs most.
    stack : bool
        Turn rows into blocks on a phone.
    total : bool
        The last row is a sum.
    absent : str, optional
        What stands where there is no value; that it was not assessed, by default.
    """
    absent = NO_VALUE[language] if absent is None else absent
    numeric = [pd.api.types.is_numeric_dtype(data[column]) for column in data.columns]
    needed = [_needed(data[column], decimals) for column in data.columns]
    cells = [
        [_cell(value, absent, digits) for value, digits in zip(row, needed, strict=True)]
        for row in data.itertuples(index=False)
    ]
    return rows_html(
        [str(column) for column in data.columns],
        cells,
        numeric,
        label=label,
        caption=caption,
        stack=stack,
        total=total,
    )


def _needed(column: Iterable[Any], most: int) -> int:
    """As many decimals as the value of a column that needs most, so that points stand in line."""
    shown = [plain(v, most) for v in column if isinstance(v, float) and not pd.isna(v)]
    return max((len(text.partition(".")[2]) for text in shown), default=0)


def _cell(value: Any, absent: str, decimals: int) -> str:
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return absent
    if isinstance(value, bool):
        return escape(str(value))
    if isinstance(value, int):
        text = f"{value:,}" if abs(value) > 9999 else str(value)  # noqa: PLR2004 - five digits
        return text.replace("-", "−")
    if isinstance(value, float):
        return rounded(value, decimals).replace("-", "−")
    return escape(str(value))


def rows_html(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: Sequence[bool],
    *,
    label: str,
    caption: str = "",
    stack: bool = False,
    total: bool = False,
) -> str:
    """A table from cells that are HTML already."""
    heads = "".join(
        f'<th scope="col"{_class(right)}>{escape(heading)}</th>'
        for heading, right in zip(headings, numeric, strict=True)
    )
    lines = [
        "<tr>"
        + "".join(
            f'<td{_class(right)} data-l="{escape(heading)}">{cell}</td>'
            for cell, heading, right in zip(row, headings, numeric, strict=True)
        )
        + "</tr>"
        for row in rows
    ]
    foot = f"<tfoot>{lines.pop()}</tfoot>" if total else ""
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<div class="hb-table" role="region" tabindex="0" aria-label="{escape(label)}">'
        f'<table class="hb-data{" hb-stack" if stack else ""}">{title}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody>{foot}</table></div>"
    )


def _class(right: bool) -> str:  # noqa: FBT001 - one of two classes
    return ' class="n"' if right else ""
