"""Which edition of a standard is meant: the last one issued, or the one whose items are rated.

The rule one would get wrong: editions follow each other by the date of issue, never by their
names, of which "10" sorts before "9"; and a draft or an edition to practise on is never meant
where none is named.
"""

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scoring.positions import read_text

__all__ = ["UNDATED", "age", "counts", "in_force", "named_items", "that_knows"]

FIELD = re.compile(r"^(status|published|edition): *['\"]?([^'\"\s#]+)", re.MULTILINE)
IN_FORCE = "in-force"
UNDATED = "undated"


def age(header: Mapping[str, Any]) -> tuple[str, list[tuple[int, str]]]:
    """What editions are sorted by: the date of issue, of equal dates the number in the name."""
    published, edition = (str(header.get(key, "")) for key in ("published", "edition"))
    parts = re.split(r"(\d+)", edition)
    numbers = [(int(part), "") if part.isdigit() else (-1, part) for part in parts if part]
    return "" if published == UNDATED else published, numbers


def counts(header: Mapping[str, Any]) -> bool:
    """Whether the edition was issued: neither a draft nor to practise on."""
    return str(header.get("status", IN_FORCE)) == IN_FORCE


def in_force(paths: Iterable[Path]) -> list[Path]:
    """Of files of editions those that were issued, oldest first; all where none was."""
    headers = {path: dict(FIELD.findall(path.read_text("utf-8"))) for path in paths}
    found = sorted(headers, key=lambda path: age(headers[path]))
    return [path for path in found if counts(headers[path])] or found


def named_items(path: Path, name: str) -> set[str]:
    """The ids in the column of items of a file of ratings, whatever else is wrong with it."""
    rows = csv.DictReader(read_text(path, name).splitlines())
    return {str(row.get("item") or "").strip() for row in rows} - {""}


def that_knows(items: Collection[str], editions: Sequence[Collection[str]]) -> int:
    """The place of the edition that knows most of the items; of several the last."""
    found = [len(set(items) & set(known)) for known in editions]
    return max(range(len(found)), key=lambda at: (found[at], at))
