"""Everything in the data folder by what it is: standards, indicators, methods, centres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handbook.folder import Folder
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
from scoring import Assessment, Branch, Item, Standard, Text
from scoring.changes import Changes
from scoring.effort import Effort
from scoring.indicator import Indicator
from scoring.method import Method
from scoring.profile import Profile
from scoring.scales import Scale
from scoring.sections import Section

__all__ = ["Catalogue", "Centre"]


@dataclass(frozen=True)
class Centre:
    """A sample centre with its assessments, oldest first, all on one edition of its standard."""

    profile: CentreProfile
    assessments: tuple[Assessment, ...]
    edition: str


@dataclass
class Catalogue(Folder):
    """Everything in the data folder, by what it is.

    Attributes
    ----------
    centres : list of Centre
        With their assessments, which no YAML file holds.
    """

    centres: list[Centre] = field(default_factory=list)

    @cached_property
    def standards(self) -> Sequence[Standard]:
        """Every edition of every standard."""
        return self.of("standard", Standard)

    @cached_property
    def current(self) -> Sequence[Standard]:
        """Of each standard the edition that is meant where none is named: the last one issued."""
        newest: dict[str, Standard] = {}
        for standard in self.standards:
            if standard.in_force:
                newest[standard.id] = standard
        return tuple(newest.values())

    @cached_property
    def superseded(self) -> Sequence[Standard]:
        """Editions that were issued and are in force no more, oldest first for each standard."""
        return [s for s in self.standards if s.in_force and s not in self.current]

    @cached_property
    def drafts(self) -> frozenset[str]:
        """Editions that were never issued, as `id@edition`."""
        return frozenset(s.reference for s in self.standards if not s.in_force)

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
    def changes(self) -> Sequence[Changes]:
        """Every record of what changed between two editions."""
        return self.of("changes", Changes)

    @cached_property
    def named_editions(self) -> Sequence[NamedEdition]:
        """Editions that are named by a source and are not here."""
        return self.of("editions", NamedEdition)

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
        """The edition on which the sample centres are rated."""
        return self.standard_of(self.centres[0])

    def standard_of(self, centre: Centre) -> Standard:
        """The edition on which a centre is rated."""
        reference = f"{centre.profile.standard}@{centre.edition}"
        return next(s for s in self.standards if s.reference == reference)

    @cached_property
    def owners(self) -> Sequence[Standard | Dossier]:
        """Whatever has sections of its own: the standards in force, then dossiers."""
        return [*self.current, *self.dossiers]

    def items(self) -> list[Item]:
        """Every rated item, of standards and of profiles."""
        added = [added.item for profile in self.profiles for added in profile.added]
        return [*(item for standard in self.current for item in standard.items()), *added]

    def sections(self) -> list[Section]:
        """What is told and not rated, of standards and of dossiers."""
        return [section for owner in self.owners for section in owner.sections]

    @cached_property
    def titles(self) -> Mapping[str, tuple[Text, Text]]:
        """Of everything with a short code: what it belongs to, and its own title.

        What no edition in force has is called as in the last one that had it.
        """
        found: dict[str, tuple[Text, Text]] = {}
        for owner in [*self.superseded, *self.owners]:
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
        nodes = [node for standard in self.current for node in standard.nodes()]
        items = self.items()
        sections = self.sections()
        chains = [item.chain for item in items if item.chain]
        return {
            "standards": len(self.current),
            "other editions": len(self.standards) - len(self.current),
            "records of change": sum(len(changes.changes) for changes in self.changes),
            "criteria and groups": sum(isinstance(node, Branch) for node in nodes),
            "items": len(items),
            "level texts": sum(len(item.levels) for item in items),
            "evidence rows": sum(len(item.evidence) for item in items),
            "checks": sum(len(i.checks) for i in items) + sum(len(s.checks) for s in sections),
            "key elements": sum(len(chain.elements) for chain in chains),
            "chain indicators": sum(len(chain.indicators) for chain in chains),
            "grades": sum(len(standard.grades) for standard in self.current)
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
