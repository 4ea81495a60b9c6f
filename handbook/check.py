"""Check data: a whole folder, another folder, or single files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.audit import audit
from handbook.catalogue import KINDS, Catalogue, load_catalogue
from scoring import Code, DataError, Problem, load_assessment
from scoring.load import parse, parse_list, tree_problems
from scoring.positions import read_yaml

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

    A YAML file is judged by the schema that its first line names, or else by its place; a CSV
    file is read as an assessment of the project's standard.
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
    if path.suffix == ".csv":
        load_assessment(path, load_catalogue(project_data).standard)
        return
    document = read_yaml(path)
    first = path.read_text("utf-8-sig").split("\n", 1)[0]
    kind = next((k for k in KINDS if f"/{k.name}.schema.json" in first), None) or next(
        (k for k in KINDS if path.resolve().match(f"data/{k.pattern}")), None
    )
    if kind is None:
        names = ", ".join(f"{k.name}.schema.json" for k in KINDS)
        message = "the file does not say what it is"
        hint = f"name its schema in line 1: {names}"
        raise DataError([Problem(str(path), 1, 1, Code.UNKNOWN_FILE, message, hint)])
    problems = list(tree_problems(document)) if kind.name == "standard" else []
    try:
        if kind.holds_list:
            parse_list(kind.model, document)
        else:
            parse(kind.model, document)
    except DataError as error:
        problems.extend(error.problems)
    if problems:
        raise DataError(problems)
