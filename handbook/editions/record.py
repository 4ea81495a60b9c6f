"""Read the record of what changed between two editions, and hold it against both."""

from pathlib import Path

from handbook.editions.checks import record_problems
from handbook.problems import BuildError
from scoring import DataError, Standard
from scoring.changes import Changes
from scoring.load import read_records
from scoring.positions import read_yaml

__all__ = ["read_changes"]


def read_changes(data: Path, old: Standard, new: Standard) -> Changes:
    """The record of what changed between two editions.

    Raises
    ------
    BuildError
        They are one edition, or of two standards, or there is no such record.
    DataError
        It has problems, or the editions do not bear it out.
    """
    if old.reference == new.reference:
        message = f"{old.reference} is compared with itself"
        raise BuildError(message, "name two editions")
    if old.id != new.id:
        message = f"{old.reference} and {new.reference} are editions of two standards"
        raise BuildError(message, "handbook propose carries ratings from one to the other")
    folder = data / "changes" / old.id
    path = folder / f"{old.edition}--{new.edition}.yaml"
    if not path.is_file():
        message = f"nothing records what changed from edition {old.edition} to {new.edition}"
        hint = f"handbook new-edition {old.id} --from {old.edition} --to {new.edition}"
        if (folder / f"{new.edition}--{old.edition}.yaml").is_file():
            hint = f"the record goes the other way: from {new.edition} to {old.edition}"
        raise BuildError(message, hint)
    document = read_yaml(path)
    records, problems = read_records(Changes, document)
    if not problems:
        problems = list(record_problems(records[0], document, {e.reference: e for e in (old, new)}))
    if problems:
        raise DataError(problems)
    return records[0]
