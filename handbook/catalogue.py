"""Read the whole data folder, with every problem of every file at once.

Files that are wrong do not hide what is wrong with others: each is read, then parsed, then all
that could be read is compared across files.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handbook.records import (
    CentreProfile,
    Crosswalk,
    PublishedFigures,
    PublishedTable,
    Source,
    Term,
)
from scoring import Assessment, Code, DataError, Problem, Standard, load_assessment
from scoring.indicator import Indicator
from scoring.load import parse, parse_list, tree_problems
from scoring.positions import Document, read_text, read_yaml
from scoring.scales import Scale
from scoring.texts import Record

__all__ = ["KINDS", "Catalogue", "Centre", "Kind", "load_catalogue"]


@dataclass(frozen=True)
class Kind:
    """One kind of data file: where it lies, its model, and whether it holds a list."""

    name: str
    pattern: str
    model: type[Record]
    holds_list: bool = False


KINDS = (
    Kind("standard", "standards/*/*.yaml", Standard),
    Kind("scale", "scales/*.yaml", Scale),
    Kind("indicators", "indicators/*.yaml", Indicator, holds_list=True),
    Kind("sources", "sources.yaml", Source, holds_list=True),
    Kind("glossary", "glossary.yaml", Term, holds_list=True),
    Kind("crosswalk", "crosswalk.yaml", Crosswalk),
    Kind("centre", "centres/*/centre.yaml", CentreProfile),
    Kind("figures", "published/chinese-hotlines.yaml", PublishedFigures),
    Kind("table", "published/*.yaml", PublishedTable),
)


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
    """

    root: Path
    documents: dict[str, list[Document]] = field(default_factory=dict)
    records: dict[str, list[Record]] = field(default_factory=dict)
    centres: list[Centre] = field(default_factory=list)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

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
    seen: set[Path] = set()
    for kind in KINDS:
        for path in sorted(set(root.glob(kind.pattern)) - seen):
            seen.add(path)
            _read(catalogue, kind, path, f"{name}/{path.relative_to(root).as_posix()}")
    _read_centres(catalogue, name)
    _read_tables(catalogue, name)
    for path in sorted(set(root.rglob("*.y*ml")) - seen):
        place = f"{name}/{path.relative_to(root).as_posix()}"
        known = ", ".join(kind.pattern for kind in KINDS)
        catalogue.problems.append(
            Problem(place, 1, 1, Code.UNKNOWN_FILE, "no kind of data lies here", f"places: {known}")
        )
    return catalogue


def _read(catalogue: Catalogue, kind: Kind, path: Path, name: str) -> None:
    try:
        document = read_yaml(path, name)
        catalogue.documents.setdefault(kind.name, []).append(document)
        if kind.name == "standard":
            catalogue.problems.extend(tree_problems(document))
        records = (
            parse_list(kind.model, document) if kind.holds_list else [parse(kind.model, document)]
        )
        catalogue.records.setdefault(kind.name, []).extend(records)
    except DataError as error:
        catalogue.problems.extend(error.problems)


def _read_centres(catalogue: Catalogue, name: str) -> None:
    """The assessments beside each centre's profile, once the standard itself can be read."""
    if not catalogue.standards:
        return
    for profile in catalogue._of("centre", CentreProfile):  # noqa: SLF001
        folder = catalogue.root / "centres" / profile.id
        assessments: list[Assessment] = []
        for path in sorted(folder.glob("*.csv")):
            place = f"{name}/{path.relative_to(catalogue.root).as_posix()}"
            try:
                found = load_assessment(path, catalogue.standard, place)
            except DataError as error:
                catalogue.problems.extend(error.problems)
                continue
            catalogue.problems.extend(_strangers(place, profile, path.stem, found))
            assessments.extend(found)
        if not assessments:
            message = f"no assessment of {profile.id} beside its profile"
            place = f"{name}/centres/{profile.id}/centre.yaml"
            catalogue.problems.append(Problem(place, 1, 1, Code.NO_ROWS, message))
        catalogue.centres.append(Centre(profile, tuple(assessments)))


def _strangers(
    place: str, profile: CentreProfile, period: str, found: Sequence[Assessment]
) -> Iterator[Problem]:
    for assessment in found:
        if (assessment.centre, assessment.period) != (profile.id, period):
            message = f"rows of {assessment.centre} in {assessment.period}"
            hint = f"this file holds {profile.id} in {period}"
            yield Problem(place, 2, 1, Code.UNKNOWN_CENTRE, message, hint)


def _read_tables(catalogue: Catalogue, name: str) -> None:
    for table in catalogue._of("table", PublishedTable):  # noqa: SLF001
        place = f"{name}/published/{table.id}.csv"
        try:
            text = read_text(catalogue.root / "published" / f"{table.id}.csv", place)
        except DataError as error:
            catalogue.problems.extend(error.problems)
            continue
        header, *lines = csv.reader(text.splitlines())
        expected = [column.key for column in table.columns]
        if header != expected:
            catalogue.problems.append(
                Problem(place, 1, 1, Code.CSV_HEADER, f"the header is {','.join(header)}",
                        f"the columns are {','.join(expected)}")
            )
            continue
        for number, line in enumerate(lines, 2):
            if len(line) != len(header) or not all(line):
                message = f"{sum(map(bool, line))} filled fields, the header has {len(header)}"
                catalogue.problems.append(Problem(place, number, 1, Code.CSV_ROW, message))
        catalogue.rows[table.id] = [dict(zip(header, line, strict=False)) for line in lines]
