"""The kinds of data files: where each lies, what it holds, which files a data folder cannot lack.

The place of a file says what it is: a standard lies at its id and edition, a centre's assessment
at the centre and the period. A file that lies anywhere else would be passed over in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbook.published import PublishedFigures, PublishedTable
from handbook.records import (
    CentreProfile,
    Confidence,
    Crosswalk,
    Dossier,
    Erratum,
    NamedEdition,
    Proof,
    Source,
    Term,
)
from scoring import Code, Problem, Standard
from scoring.changes import Changes
from scoring.effort import Effort
from scoring.indicator import Indicator
from scoring.method import Method
from scoring.positions import Document
from scoring.profile import Profile
from scoring.scales import Scale
from scoring.texts import Record
from scoring.ways import Ways

__all__ = [
    "KINDS",
    "SCALE_IDS",
    "Kind",
    "id_problems",
    "missing_files",
    "nodes_of",
    "stray_files",
]


@dataclass(frozen=True)
class Kind:
    """One kind of data file.

    Attributes
    ----------
    name : str
        Of the kind, and of its JSON Schema.
    pattern : str
        Where its files lie.
    model : type
        What a file holds, or each entry of its list.
    holds_list : bool
        A file holds a list of such records.
    named : mapping
        Which fields repeat the name of the file ("file") or of its folder ("folder").
    needed : tuple of str
        Files that a data folder cannot lack.
    """

    name: str
    pattern: str
    model: type[Record]
    holds_list: bool = False
    named: dict[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()


SCALE_IDS = ("levels", "process", "results", "mixed", "checklist")
SCALES = tuple(f"scales/{scale}.yaml" for scale in SCALE_IDS)
KINDS = (
    Kind("standard", "standards/*/*.yaml", Standard, named={"id": "folder", "edition": "file"}),
    Kind("changes", "changes/*/*.yaml", Changes, named={"standard": "folder"}),
    Kind("editions", "editions.yaml", NamedEdition, holds_list=True),
    Kind("profile", "profiles/*.yaml", Profile, named={"id": "file"}),
    Kind("dossier", "dossiers/*.yaml", Dossier, named={"id": "file"}),
    Kind("scale", "scales/*.yaml", Scale, named={"id": "file"}, needed=SCALES),
    Kind("indicators", "indicators/*.yaml", Indicator, holds_list=True),
    Kind("methods", "methods/*.yaml", Method, holds_list=True),
    Kind("effort", "effort.yaml", Effort, needed=("effort.yaml",)),
    Kind("sources", "sources.yaml", Source, holds_list=True, needed=("sources.yaml",)),
    Kind("glossary", "glossary.yaml", Term, holds_list=True, needed=("glossary.yaml",)),
    Kind("confidence", "confidence.yaml", Confidence, holds_list=True, needed=("confidence.yaml",)),
    Kind("crosswalk", "crosswalk.yaml", Crosswalk, needed=("crosswalk.yaml",)),
    Kind("errata", "errata.yaml", Erratum, holds_list=True, needed=("errata.yaml",)),
    Kind("facts", "facts.yaml", Proof, holds_list=True, needed=("facts.yaml",)),
    Kind("centre", "centres/*/centre.yaml", CentreProfile, named={"id": "folder"}),
    Kind("figures", "published/chinese-hotlines.yaml", PublishedFigures, named={"id": "file"}),
    Kind("table", "published/*.yaml", PublishedTable, named={"id": "file"}),
)
CSV_PLACES = ("centres/*/*.csv", "practice/*/*.csv", "published/*.csv")
DATA_ENDINGS = {".yaml", ".yml", ".csv"}


def missing_files(root: Path, name: str) -> Iterator[tuple[str, Problem]]:
    """Every file that a data folder cannot lack and this one does, with its kind."""
    if not any(root.glob("standards/*/*.yaml")):
        message, hint = "there is no standard", "put one at standards/<id>/<edition>.yaml"
        yield "standard", Problem(f"{name}/standards", 1, 1, Code.MISSING_FILE, message, hint)
    folders = [f for f in root.glob("centres/*") if f.is_dir() and not f.name.startswith(".")]
    needed = [(kind.name, file) for kind in KINDS for file in kind.needed]
    needed += [("centre", f"centres/{folder.name}/centre.yaml") for folder in sorted(folders)]
    for kind, file in needed:
        if not (root / file).exists():
            message = "the file is missing"
            hint = "write it, or fetch it from the last version that had it"
            yield kind, Problem(f"{name}/{file}", 1, 1, Code.MISSING_FILE, message, hint)


def stray_files(root: Path, name: str) -> Iterator[Problem]:
    """Data files that lie where no kind of data has its place."""
    known = {path for kind in KINDS for path in root.glob(kind.pattern)}
    known |= {path for place in CSV_PLACES for path in root.glob(place) if _has_owner(path)}
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        hidden = any(part.startswith(".") for part in parts)
        if path.suffix.lower() in DATA_ENDINGS and path not in known and not hidden:
            message = "no kind of data lies here"
            places = ", ".join([*(kind.pattern for kind in KINDS), *CSV_PLACES])
            hint = f"places: {places}"
            if path.suffix == ".csv" and path.parent.name == "published":
                message = f"there is no {path.stem}.yaml beside it that tells what it holds"
                hint = "write one, or delete the file"
            yield Problem("/".join((name, *parts)), 1, 1, Code.UNKNOWN_FILE, message, hint)


def _has_owner(path: Path) -> bool:
    """Whether a CSV file holds ratings by its place, or belongs to a published table's YAML file."""
    return path.parent.parent.name in ("centres", "practice") or path.with_suffix(".yaml").exists()


def nodes_of(document: Document) -> dict[str, Ways | None] | None:
    """Every id of a standard with the ways to rate it; None where the tree is not whole.

    Read from the file as it is written, so that a wrong word in a standard does not hide what is
    wrong with its assessments.
    """
    found: dict[str, Ways | None] = {}
    waiting = [document.data]
    while waiting:
        node = waiting.pop(0)
        children = node.get("children") if isinstance(node, dict) else None
        is_item = isinstance(node, dict) and ("levels" in node or "scale" in node)
        if not (is_item or isinstance(children, list)):
            return None
        waiting[:0] = children if isinstance(children, list) else []
        if node is not document.data and isinstance(node.get("id"), str):
            found[node["id"]] = None if children is not None else _ways(node)
    return found


def _ways(node: Mapping[str, Any]) -> Ways:
    checks = node.get("checks")
    codes = [c.get("id") for c in checks if isinstance(c, dict)] if isinstance(checks, list) else []
    indicators = node.get("indicators")
    named = indicators if isinstance(indicators, list) else []
    return Ways(str(node.get("scale")), tuple(map(str, codes)), tuple(map(str, named)))


def id_problems(kind: Kind, documents: list[Document]) -> list[Problem]:
    """Ids that two files of a kind claim, and ids that are not the name of their file."""
    repeated = list(_repeated_ids(kind, documents))
    told = {(problem.path, problem.line) for problem in repeated}
    misnamed = [problem for document in documents for problem in _misnamed(kind, document)]
    return repeated + [p for p in misnamed if (p.path, p.line) not in told]


def _repeated_ids(kind: Kind, documents: list[Document]) -> Iterator[Problem]:
    """An id that records of two files of one kind claim."""
    first: dict[str, Document] = {}
    for document in documents:
        for keys, record_id in _record_ids(kind, document):
            owner = first.setdefault(record_id, document)
            if owner is not document:
                message = f"id {record_id} is used twice, first in {owner.path}"
                hint = "ids never change meaning: give the new thing a new one"
                yield document.problem(keys, Code.DUPLICATE_ID, message, hint)


def _record_ids(kind: Kind, document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    records = document.data if isinstance(document.data, list) else [document.data]
    for index, record in enumerate(records):
        if isinstance(record, dict) and isinstance(record.get("id"), str):
            keys = (index, "id") if kind.holds_list else ("id",)
            edition = f"@{record['edition']}" if "edition" in record else ""
            yield keys, record["id"] + edition


def _misnamed(kind: Kind, document: Document) -> Iterator[Problem]:
    """A field that should repeat the name of the file or folder, and does not."""
    *_, folder, file = document.path.split("/")
    names = {"file": file.rsplit(".", 1)[0], "folder": folder}
    for key, place in kind.named.items():
        given = document.data.get(key) if isinstance(document.data, dict) else None
        if given is not None and str(given) != names[place]:
            message = f"the {key} is {given}, but the {place} is named {names[place]}"
            yield document.problem((key,), Code.WRONG_ID, message, "make the two agree")
