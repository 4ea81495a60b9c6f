"""Read the whole data folder, with every problem of every file at once.

Files that are wrong do not hide what is wrong with others: each is read, then parsed, then all
that could be read is compared across files. What could not be read adds no false finding: ids of
a kind are only compared when all of them are known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handbook.kinds import KINDS, Kind, id_problems, missing_files, nodes_of, stray_files
from handbook.published import read_table
from handbook.records import (
    CentreProfile,
    Confidence,
    Crosswalk,
    PublishedFigures,
    PublishedTable,
    Source,
    Term,
)
from scoring import Assessment, Code, DataError, Problem, Standard
from scoring.assessment import read_assessments
from scoring.indicator import Indicator
from scoring.load import read_records
from scoring.positions import Document, read_yaml
from scoring.scales import Scale
from scoring.texts import Record

__all__ = ["Catalogue", "Centre", "load_catalogue"]

ID_CODES = {Code.DUPLICATE_ID, Code.WRONG_ID}
LOSING_CODES = ID_CODES | {Code.WRONG_TYPE, Code.MISSING_FIELD, Code.EMPTY}  # may hide an id


@dataclass(frozen=True)
class Centre:
    """A sample centre with its assessments, oldest first."""

    profile: CentreProfile
    assessments: tuple[Assessment, ...]


@dataclass
class Catalogue:
    """Everything in the data folder.

    Attributes
    ----------
    root : Path
        The data folder.
    documents : dict
        Every YAML file that could be read, with positions, by kind and then by path.
    records : dict
        What the files hold, by kind, in the order of the files.
    rows : dict
        Rows of the published tables, by table id.
    problems : list
        All that is wrong.
    unread : set of str
        Kinds of which a file is missing or could not be read.
    """

    root: Path
    documents: dict[str, list[Document]] = field(default_factory=dict)
    records: dict[str, list[Record]] = field(default_factory=dict)
    centres: list[Centre] = field(default_factory=list)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def knows_ids_of(self, kind: str) -> bool:
        """Whether every id of this kind is known, so that another one can be called wrong."""
        documents = self.documents.get(kind, [])
        paths = {document.path for document in documents}
        codes = ID_CODES if kind == "standard" else LOSING_CODES
        lost = any(p.code in codes and p.path in paths for p in self.problems)
        broken = kind == "standard" and None in map(nodes_of, documents)
        return not (lost or broken or kind in self.unread)

    def nodes(self) -> Mapping[str, bool]:
        """Every id of the rated standard, and whether it is an item; none where not all are known."""
        return (
            nodes_of(self.documents["standard"][0]) or {} if self.knows_ids_of("standard") else {}
        )

    def _of(self, kind: str, model: type) -> list:  # type: ignore[type-arg]
        return [record for record in self.records.get(kind, []) if isinstance(record, model)]

    @cached_property
    def standards(self) -> Sequence[Standard]:
        """Every edition of every standard."""
        return self._of("standard", Standard)

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """Rating scales by id."""
        return {scale.id: scale for scale in self._of("scale", Scale)}

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        return {indicator.id: indicator for indicator in self._of("indicators", Indicator)}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self._of("sources", Source)}

    @cached_property
    def glossary(self) -> Sequence[Term]:
        """All terms."""
        return self._of("glossary", Term)

    @cached_property
    def confidences(self) -> Sequence[Confidence]:
        """Default confidence by kind of evidence, highest first."""
        return self._of("confidence", Confidence)

    @cached_property
    def crosswalk(self) -> Crosswalk:
        """The links to other systems."""
        crosswalk: Crosswalk = self._of("crosswalk", Crosswalk)[0]
        return crosswalk

    @cached_property
    def tables(self) -> Sequence[PublishedTable]:
        """Published tables."""
        return self._of("table", PublishedTable)

    @cached_property
    def figures(self) -> Sequence[PublishedFigures]:
        """Published single figures."""
        return self._of("figures", PublishedFigures)

    @property
    def standard(self) -> Standard:
        """The one standard that the sample centres are rated on."""
        return self.standards[0]

    def counts(self) -> dict[str, int]:
        """How many of each kind there are, for a person to compare with what they expect."""
        nodes = [node for standard in self.standards for node in standard.nodes()]
        items = [item for standard in self.standards for item in standard.items()]
        return {
            "standards": len(self.standards),
            "criteria and groups": len(nodes) - len(items),
            "items": len(items),
            "level texts": sum(len(item.levels) for item in items),
            "scales": len(self.scales),
            "indicators": len(self.indicators),
            "sources": len(self.sources),
            "terms": len(self.glossary),
            "crosswalk links": sum(len(c.links) for c in self._of("crosswalk", Crosswalk)),
            "sample centres": len(self.centres),
            "ratings": sum(len(a.ratings) for c in self.centres for a in c.assessments),
            "published tables": len(self.tables),
            "published figures": sum(len(f.figures) for f in self.figures),
        }


def load_catalogue(root: Path, name: str | None = None) -> Catalogue:
    """Read a data folder; what is wrong stands in `problems`, nothing is raised.

    Parameters
    ----------
    root : Path
        The data folder.
    name : str, optional
        How problems name it; the path by default.
    """
    catalogue, name = Catalogue(root), name or str(root)
    if not root.is_dir():
        message = "there is no such folder"
        catalogue.problems.append(Problem(name, 1, 1, Code.FILE_NOT_FOUND, message))
        return catalogue
    for kind_name, problem in missing_files(root, name):
        catalogue.unread.add(kind_name)
        catalogue.problems.append(problem)
    seen: set[Path] = set()
    for kind in KINDS:
        for path in sorted(set(root.glob(kind.pattern)) - seen):
            seen.add(path)
            _read(catalogue, kind, path, _place(name, root, path))
        told = {(problem.path, problem.line) for problem in catalogue.problems}
        names = id_problems(kind, catalogue.documents.get(kind.name, []))
        catalogue.problems.extend(p for p in names if (p.path, p.line) not in told)
    _read_centres(catalogue, name)
    _read_tables(catalogue, name)
    catalogue.problems.extend(stray_files(root, name))
    return catalogue


def _place(name: str, root: Path, path: Path) -> str:
    return f"{name}/{path.relative_to(root).as_posix()}"


def _read(catalogue: Catalogue, kind: Kind, path: Path, name: str) -> None:
    try:
        document = read_yaml(path, name)
    except DataError as error:
        catalogue.problems.extend(error.problems)
        catalogue.unread.add(kind.name)
        return
    catalogue.documents.setdefault(kind.name, []).append(document)
    records, problems = read_records(kind.model, document, a_list=kind.holds_list)
    catalogue.records.setdefault(kind.name, []).extend(records)
    catalogue.problems.extend(problems)
    if not isinstance(document.data, list if kind.holds_list else dict):
        catalogue.unread.add(kind.name)


def _read_centres(catalogue: Catalogue, name: str) -> None:
    """The assessments in each centre's folder, whether or not its profile could be read."""
    root, nodes = catalogue.root, catalogue.nodes()
    profiles = {profile.id: profile for profile in catalogue._of("centre", CentreProfile)}  # noqa: SLF001
    for folder in sorted({path.parent for path in root.glob("centres/*/centre.yaml")}):
        assessments: list[Assessment] = []
        paths = sorted(folder.glob("*.csv"))
        for path in paths:
            only = (folder.name, path.stem)
            try:
                assessments += read_assessments(path, nodes or None, _place(name, root, path), only)
            except DataError as error:
                catalogue.problems.extend(error.problems)
        if not paths:
            message = f"there is no assessment of {folder.name}"
            hint = "put one beside centre.yaml, named after its period, such as 2025.csv"
            place = _place(name, root, folder)
            catalogue.problems.append(Problem(place, 1, 1, Code.MISSING_FILE, message, hint))
        if folder.name in profiles:
            catalogue.centres.append(Centre(profiles[folder.name], tuple(assessments)))


def _read_tables(catalogue: Catalogue, name: str) -> None:
    for table in catalogue._of("table", PublishedTable):  # noqa: SLF001
        path = catalogue.root / "published" / f"{table.id}.csv"
        try:
            catalogue.rows[table.id] = read_table(table, path, _place(name, catalogue.root, path))
        except DataError as error:
            catalogue.problems.extend(error.problems)
