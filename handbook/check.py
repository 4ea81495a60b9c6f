"""Check data: a whole folder, another folder, or single files."""

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handbook.audit import audit
from handbook.catalogue import Catalogue
from handbook.editions import record_problems
from handbook.in_force import in_force
from handbook.kinds import KINDS, Kind
from handbook.load import load_catalogue
from handbook.published import PublishedTable, read_table
from scoring import Code, DataError, Problem, Standard, load_assessment, load_standard
from scoring.changes import Changes
from scoring.load import load_record, read_records
from scoring.positions import Document, read_text, read_yaml

__all__ = ["Report", "check_catalogue", "check_paths"]


@dataclass(frozen=True)
class Report:
    """What a check found."""

    problems: tuple[Problem, ...]
    counts: dict[str, int]


def check_catalogue(root: Path, name: str | None = None) -> tuple[Catalogue, Report]:
    """Read and audit a data folder."""
    catalogue = load_catalogue(root, name)
    problems = sorted({*catalogue.problems, *audit(catalogue)})
    return catalogue, Report(tuple(problems), catalogue.counts())


def check_paths(paths: Sequence[Path], project_data: Path) -> Report:
    """Check folders as data folders and files by what they are.

    A YAML file is judged by the schema that its first line names, or else by its place, and a
    record of changes by its editions too; a CSV file is the rows of the published table beside
    it, or else an assessment of the standard that its rows name.
    """
    problems: set[Problem] = set()
    counts: dict[str, int] = {}
    for path in paths:
        if path.is_dir():
            found = check_catalogue(path)[1]
            problems.update(found.problems)
            counts.update(found.counts)
        else:
            counts["files"] = counts.get("files", 0) + 1
            try:
                _check_file(path, project_data)
            except DataError as error:
                problems.update(error.problems)
    return Report(tuple(sorted(problems)), counts)


def _check_file(path: Path, project_data: Path) -> None:
    beside = path.with_suffix(".yaml")
    if path.suffix != ".csv":
        _check_yaml(path, project_data)
    elif beside.exists() and _kind(beside).model is PublishedTable:
        read_table(load_record(PublishedTable, beside), path, str(path))
    else:
        load_assessment(path, _standard(path, project_data))


def _check_yaml(path: Path, project_data: Path) -> None:
    document, kind = read_yaml(path), _kind(path)
    records, problems = read_records(kind.model, document, a_list=kind.holds_list)
    if not problems and isinstance(records[0], Changes):
        problems = list(_record_problems(records[0], document, project_data))
    if problems:
        raise DataError(problems)


def _record_problems(changes: Changes, document: Document, project_data: Path) -> Iterator[Problem]:
    """What the editions of the project do not bear out."""
    editions: dict[str, Standard | None] = {}
    for path in project_data.glob(f"standards/{changes.standard}/*.yaml"):
        editions[f"{changes.standard}@{path.stem}"] = None
        with suppress(DataError):
            editions[f"{changes.standard}@{path.stem}"] = load_standard(path)
    yield from record_problems(changes, document, editions)


def _kind(path: Path) -> Kind:
    """What a YAML file is, by its first line or else by its place; raises DataError."""
    first = read_text(path, str(path)).split("\n", 1)[0]
    for kind in KINDS:
        if f"/{kind.name}.schema.json" in first:
            return kind
    for kind in KINDS:
        if path.resolve().match(f"data/{kind.pattern}"):
            return kind
    names = ", ".join(f"{kind.name}.schema.json" for kind in KINDS)
    message, hint = "the file does not say what it is", f"name its schema in line 1: {names}"
    raise DataError([Problem(str(path), 1, 1, Code.UNKNOWN_FILE, message, hint)])


def _standard(path: Path, project_data: Path) -> Standard:
    """The standard that most rows of an assessment name, in the edition that knows most of them.

    Of several that know as many the last one issued; that one, too, where it cannot be read, for then its own problem is what must be mended first.

    Raises
    ------
    DataError
        There is no standard to read it against.
    """
    paths = sorted(project_data.glob("standards/*/*.yaml"))
    if not paths:
        message = f"there is no standard in {project_data} to read the ratings against"
        hint = "run the check in a handbook project"
        raise DataError([Problem(str(path), 1, 1, Code.MISSING_FILE, message, hint)])
    text = read_text(path, str(path))

    def named(edition: Path) -> int:
        prefix = re.search(r"^prefix: *(\S+)", read_text(edition, str(edition)), re.MULTILINE)
        return text.count(f",{prefix[1]}-") if prefix else 0

    def known(edition: Path) -> float:
        ids = re.findall(r"^[ -]*id: *(\S+)", read_text(edition, str(edition)), re.MULTILINE)
        unread = math.inf if edition == newest and not ids else 0
        return sum((f",{one}," in text for one in ids), unread)

    folder = max(paths, key=named).parent
    editions = [one for one in paths if one.parent == folder]
    *older, newest = in_force(editions)
    return load_standard(max([newest, *reversed(older), *editions], key=known))
