"""Tell in one line that a file rates another standard than the one it was read against.

Without it, every row would be called an unknown item.
"""

import csv
from collections.abc import Collection, Mapping
from pathlib import Path

from scoring import Code, DataError, Problem
from scoring.positions import read_text

__all__ = ["shortened"]


def shortened(
    error: DataError, path: Path, wanted: str, known: Mapping[str, Collection[str]]
) -> DataError:
    """The same error, or one line where all items that it does not know stand in another standard.

    Parameters
    ----------
    wanted : str
        The standard that the file was read against: its id, or `id@edition`.
    known : mapping
        The ids of every standard, by `id@edition`.
    """
    unknown = [p for p in error.problems if p.code == Code.UNKNOWN_ITEM]
    if not unknown:
        return error
    name = unknown[0].path
    rows = csv.DictReader(read_text(path, name).splitlines())
    items = {(row.get("item") or "").strip() for row in rows} - {""}
    wanted = next((r for r in list(known)[::-1] if wanted in (r, r.split("@")[0])), wanted)
    if items & set(known.get(wanted, ())):
        return error
    for reference, ids in known.items():
        if reference != wanted and items and items <= set(ids):
            there, here = reference.replace("@", " "), wanted.replace("@", " ")
            message = f"the rows name items of {there}, not of {here}"
            first = min(unknown, key=lambda problem: problem.line)
            return DataError([
                Problem(name, first.line, first.column, Code.OTHER_STANDARD, message,
                        f"--standard {reference}"),
            ])  # fmt: skip
    return error
