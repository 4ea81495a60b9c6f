"""Everything in the data folder, as far as it could be read.

What could not be read adds no false finding: ids of a kind are only compared when all of them
are known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from handbook.kinds import nodes_of
from handbook.records import (
    CentreProfile,
    Confidence,
    Crosswalk,
    Dossier,
    Erratum,
    Proof,
    PublishedFigures,
    PublishedTable,
    Source,
    Term,
)
from scoring import Assessment, Branch, Code, Item, Problem, Standard, Text
from scoring.effort import Effort
from scoring.indicator import Indicator
from scoring.method import Method
from scoring.positions import Document
from scoring.profile import Profile
from scoring.scales import Scale
from scoring.sections import Section
from scoring.texts import Record
from scoring.ways import Ways

__all__ = ["Catalogue", "Centre"]

R = TypeVar("R", bound=Record)

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

    def nodes(self, standard: str) -> Mapping[str, Ways | None]:
        """Every id of a standard with the ways to rate it; none where not all are known."""
        if not self.knows_ids_of("standard"):
            return {}
        documents = [d for d in self.documents["standard"] if d.data.get("id") == standard]
        return (nodes_of(documents[-1]) or {}) if documents else {}

    def of(self, kind: str, model: type[R]) -> list[R]:
        """What the files of a kind hold, as far as they could be read."""
        return [record for record in self.records.get(kind, []) if isinstance(record, model)]

    @cached_property
    def standards(self) -> Sequence[Standard]:
        """Every edition of every standard."""
        return self.of("standard", Standard)

    @cached_property
    def effort(self) -> Effort:
        """What improvement is taken to cost; the folder cannot lack it."""
        return self.of("effort", Effort)[0]

    @cached_property
    def profiles(self) -> Sequence[Profile]:
        """Every tailoring of a standard."""
        return self.of("profile", Profile)

    @cached_property
    def dossiers(self) -> Sequence[Dossier]:
        """Everything told and not rated."""
        return self.of("dossier", Dossier)

    @cached_property
    def errata(self) -> Sequence[Erratum]:
        """Defects of the source documents."""
        return self.of("errata", Erratum)

    @cached_property
    def facts(self) -> Sequence[Proof]:
        """Which record carries which fact of a source."""
        return self.of("facts", Proof)

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """Rating scales by id."""
        return {scale.id: scale for scale in self.of("scale", Scale)}

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        return {indicator.id: indicator for indicator in self.of("indicators", Indicator)}

    @cached_property
    def methods(self) -> Mapping[str, Method]:
        """Improvement methods by id."""
        return {method.id: method for method in self.of("methods", Method)}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.of("sources", Source)}

    @cached_property
    def glossary(self) -> Sequence[Term]:
        """All terms."""
        return self.of("glossary", Term)

    @cached_property
    def confidences(self) -> Sequence[Confidence]:
        """Default confidence by kind of evidence, highest first."""
        return self.of("confidence", Confidence)

    @cached_property
    def crosswalk(self) -> Crosswalk:
        """The links between systems."""
        return self.of("crosswalk", Crosswalk)[0]

    @cached_property
    def tables(self) -> Sequence[PublishedTable]:
        """Published tables."""
        return self.of("table", PublishedTable)

    @cached_property
    def figures(self) -> Sequence[PublishedFigures]:
        """Published single figures."""
        return self.of("figures", PublishedFigures)

    @property
    def standard(self) -> Standard:
        """The standard on which the sample centres are rated, in its newest edition."""
        return self.standard_of(self.centres[0].profile)

    def standard_of(self, profile: CentreProfile) -> Standard:
        """The newest edition of the standard on which a centre is rated."""
        return [s for s in self.standards if s.id == profile.standard][-1]

    @cached_property
    def owners(self) -> Sequence[Standard | Dossier]:
        """Whatever has sections of its own: standards, then dossiers."""
        return [*self.standards, *self.dossiers]

    def items(self) -> list[Item]:
        """Every rated item, of standards and of profiles."""
        added = [added.item for profile in self.profiles for added in profile.added]
        return [*(item for standard in self.standards for item in standard.items()), *added]

    def sections(self) -> list[Section]:
        """What is told and not rated, of standards and of dossiers."""
        return [section for owner in self.owners for section in owner.sections]

    @cached_property
    def titles(self) -> Mapping[str, tuple[Text, Text]]:
        """Of everything with a short code: what it belongs to, and its own title."""
        found: dict[str, tuple[Text, Text]] = {}
        for owner in self.owners:
            if isinstance(owner, Standard):
                found |= {node.id: (owner.short, node.title) for node in owner.nodes()}
                found |= {grade.id: (owner.short, grade.title) for grade in owner.grades}
            for section in owner.sections:
                found[section.id] = (owner.short, section.title)
                found |= {entry.id: (owner.short, entry.title) for entry in section.entries}
        for profile in self.profiles:
            found |= {added.item.id: (profile.short, added.item.title) for added in profile.added}
            found |= {grade.id: (profile.short, grade.title) for grade in profile.grades}
        return found

    def counts(self) -> dict[str, int]:
        """How many of each kind there are, for a person to compare with what they expect."""
        nodes = [node for standard in self.standards for node in standard.nodes()]
        items = self.items()
        sections = self.sections()
        chains = [item.chain for item in items if item.chain]
        return {
            "standards": len(self.standards),
            "criteria and groups": sum(isinstance(node, Branch) for node in nodes),
            "items": len(items),
            "level texts": sum(len(item.levels) for item in items),
            "evidence rows": sum(len(item.evidence) for item in items),
            "checks": sum(len(i.checks) for i in items) + sum(len(s.checks) for s in sections),
            "key elements": sum(len(chain.elements) for chain in chains),
            "chain indicators": sum(len(chain.indicators) for chain in chains),
            "grades": sum(len(standard.grades) for standard in self.standards)
            + sum(len(profile.grades) for profile in self.profiles),
            "profiles": len(self.profiles),
            "dossiers": len(self.dossiers),
            "sections": len(sections),
            "entries": sum(len(section.entries) for section in sections),
            "lenses": sum(len(section.lenses) for section in sections),
            "scales": len(self.scales),
            "indicators": len(self.indicators),
            "methods": len(self.methods),
            "sources": len(self.sources),
            "errata": len(self.errata),
            "proofs of facts": len(self.facts),
            "terms": len(self.glossary),
            "crosswalk links": sum(len(c.links) for c in self.of("crosswalk", Crosswalk)),
            "sample centres": len(self.centres),
            "ratings": sum(len(a.ratings) for c in self.centres for a in c.assessments),
            "published tables": len(self.tables),
            "published figures": sum(len(f.figures) for f in self.figures),
        }
