"""Start an edition from an earlier one, and write the record of what changed, with proposals."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from handbook.editions.proposals import propose
from handbook.problems import BuildError
from scoring import Standard, load_standard
from scoring.changes import Change, Changes, find_untrue
from scoring.load import load_record
from scoring.problems import counted
from scoring.texts import Statement

__all__ = ["Started", "start"]

EDITION = re.compile(r"^edition:.*\n", re.MULTILINE)
STATUS = re.compile(r"^status:.*\n", re.MULTILINE)
PLAIN = re.compile(r"\w+([.-]\w+)*")  # an edition is the name of a file and part of an address
HEAD = """\
# yaml-language-server: $schema=../../../build/schemas/changes.schema.json
# Confirm each proposal: read both texts, mend kind and ids, give the reason, delete 'proposed'.
"""


@dataclass(frozen=True)
class Started:
    """What stands there now.

    Attributes
    ----------
    edition, record : Path
        The new edition, and the record of changes.
    copied : bool
        Whether the edition was written now.
    kept, again : int
        Records that stay, and confirmed ones, the unchanged not counted, that the editions bear
        out no longer.
    proposed : mapping of str to int
        How many of each kind wait for a person.
    """

    edition: Path
    record: Path
    copied: bool
    kept: int
    again: int
    proposed: Counter[str]

    def told(self) -> str:
        """In one line."""
        waiting = sum(self.proposed.values())
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(self.proposed.items()))
        parts = [counted(self.kept, "record") + (" stand" if self.kept != 1 else " stands")]
        parts += [f"{waiting} to confirm ({kinds})"] if waiting else ["nothing to confirm"]
        parts += [f"{counted(self.again, 'confirmed record')} no longer true"] if self.again else []
        return ", ".join(parts)


def start(data: Path, name: str, before: str, after: str) -> Started:
    """Copy an edition where the new one is not there yet, and propose what became of its nodes.

    The copy is a draft: it is not in force before somebody deletes its status.

    What was confirmed and is still true stays, and so does every reason that somebody wrote.

    Raises
    ------
    BuildError
        There is no such edition, or the new one cannot be called so.
    DataError
        One of the editions, or the record, has problems.
    """
    _refuse_names(data, name, before, after)
    source, target = (data / "standards" / name / f"{edition}.yaml" for edition in (before, after))
    old = load_standard(source)
    copied = not target.exists()
    if copied:
        text = STATUS.sub("", source.read_text("utf-8"), count=1)
        head = f'edition: "{after}"\nstatus: draft\n'
        target.write_text(EDITION.sub(head, text, count=1), "utf-8")
    new = load_standard(target)
    record = data / "changes" / name / f"{before}--{after}.yaml"
    earlier = load_record(Changes, record) if record.is_file() else None
    kept = _true(earlier, old, new) if earlier else []
    changes = [_with_reason(change, earlier) for change in propose(old, new, kept)]
    says = earlier.says if earlier else _says(before, after)
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(HEAD + _as_yaml(name, before, after, says, changes), "utf-8")
    waiting = Counter[str](change.kind for change in changes if change.proposed is not None)
    again = len(_confirmed(earlier.changes) if earlier else ()) - len(_confirmed(kept))
    return Started(target, record, copied, len(changes) - waiting.total(), again, waiting)


def _refuse_names(data: Path, name: str, before: str, after: str) -> None:
    editions = sorted(
        path.stem for path in data.glob("standards/*/*.yaml") if path.parent.name == name
    )
    if not editions:
        known = ", ".join(sorted(path.name for path in data.glob("standards/*/")))
        message = f"there is no standard {name}"
        raise BuildError(message, f"known here: {known or 'none in this folder'}")
    if before not in editions:
        message = f"there is no edition {before} of {name}"
        raise BuildError(message, f"it has {', '.join(editions)}")
    if not PLAIN.fullmatch(after) or after == before:
        message = f"the new edition cannot be called '{after}'"
        raise BuildError(message, "take another year, or letters, digits and single hyphens")


def _true(earlier: Changes, old: Standard, new: Standard) -> list[Change]:
    """The confirmed records that the editions still bear out; of two on one node the first."""
    confirmed = tuple(change for change in earlier.changes if change.proposed is None)
    only = earlier.model_copy(update={"changes": confirmed})
    untrue = {fault.at[1] for fault in find_untrue(only, old, new) if len(fault.at) > 1}
    return [change for index, change in enumerate(confirmed) if index not in untrue]


def _confirmed(changes: Sequence[Change]) -> list[Change]:
    """Records that a person confirmed."""
    return [c for c in changes if c.proposed is None and c.kind != "unchanged"]


def _with_reason(change: Change, earlier: Changes | None) -> Change:
    """A proposal with the reason that stood at the same ids before."""
    if change.proposed is None or earlier is None:
        return change
    ids = (change.from_, change.to)
    found = (c.reason for c in earlier.changes if c.reason and (c.from_, c.to) == ids)
    return change.model_copy(update={"reason": next(found, None)})


def _says(before: str, after: str) -> Statement:
    return Statement.model_validate({
        "en": f"What edition {after} changes against edition {before}.",
        "zh": f"{after} 版相对 {before} 版的变化。",
        "basis": "project",
    })  # fmt: skip


def _as_yaml(name: str, before: str, after: str, says: Statement, changes: Sequence[Change]) -> str:
    data = {
        "standard": name,
        "from": before,
        "to": after,
        "says": says.model_dump(mode="json", exclude_none=True),
        "changes": [dict(_fields(change)) for change in changes],
    }
    return yaml.dump(data, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=10**6)


def _fields(change: Change) -> Iterator[tuple[str, Any]]:
    yield "kind", change.kind
    if change.from_:
        yield "from", list(change.from_)
    if change.to:
        yield "to", list(change.to)
    if change.proposed is not None:
        yield "proposed", change.proposed
    if change.reason is not None:
        yield "reason", change.reason.model_dump(mode="json", exclude_none=True)


class _Indented(yaml.SafeDumper):
    """Lists stand inside what they belong to, as in all files of the project."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's
        super().increase_indent(flow, False)  # noqa: FBT003
