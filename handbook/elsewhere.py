"""Tell in one line that a file rates another standard than the one it was read against.

Without it, every row would be called an unknown item.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from handbook.in_force import named_items
from scoring import Code, DataError, Problem

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
        The ids of every standard, by `id@edition`, of two editions the older one first.
    """
    unknown = [p for p in error.problems if p.code == Code.UNKNOWN_ITEM]
    if not unknown:
        return error
    name = unknown[0].path
    items = named_items(path, name)
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
                        f"--standard {reference}{_carried(reference, wanted, list(known))}"),
            ])  # fmt: skip
    return error


def _carried(there: str, wanted: str, order: Sequence[str]) -> str:
    """The other way to go on, where the ratings are of an earlier edition of the same standard."""
    (name, before), (same, after) = there.split("@"), wanted.split("@")
    if name != same or order.index(there) > order.index(wanted):
        return ""
    return f", or carry them over: handbook migrate --standard {name} --from {before} --to {after}"
