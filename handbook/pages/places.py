"""Which page tells about an id, and the way from one page to another.

Addresses are paths below the root of one language, ending in `.md`; the two languages have the
same ones. A node's page stands below its standard and edition, so that an id stays citable when
another edition comes.
"""

import posixpath
from collections.abc import Iterator

from handbook.catalogue import Catalogue
from handbook.messages import explanations, id_of
from handbook.messages import page_of as message_page
from handbook.pages.reference import code_of, modules, page_of
from handbook.records import Dossier
from scoring import Branch, Item, Standard
from scoring.changes import Changes
from scoring.profile import Profile
from scoring.sections import Section

__all__ = [
    "CENTRES",
    "DOSSIERS",
    "EXAMPLES",
    "INDICATORS",
    "METHODS",
    "PLAIN",
    "PROFILES",
    "STANDARDS",
    "anchor",
    "href",
    "owner_folder",
    "pair_path",
    "places",
    "places_of",
]

STANDARDS, CENTRES, EXAMPLES = "standards", "centres", "examples"
DOSSIERS, PROFILES = "dossiers", "profiles"
INDICATORS, METHODS = "indicators", "methods"
PLAIN = {
    "HOME": "index.md",
    "STUDY": "study.md",
    "AUDIT": "audit.md",
    "REBUILD": "rebuild.md",
    "HOW-SCORING-WORKS": "how-scoring-works.md",
    "CONFIDENCE": "how-scoring-works.md#confidence",
    "SCALES": "scales.md",
    "GLOSSARY": "glossary.md",
    "PUBLISHED": "published.md",
    "SOURCES": "sources.md",
    "ERRATA": "errata.md",
    "EDITIONS": "editions.md",
    "COVERAGE": "coverage.md",
    "CROSSWALK": "crosswalk.md",
    "ONCE": "assess-once.md",
    "SHEET-FORMULAS": "sheet-formulas.md",
    "SHEET-WEIGHTS": "sheet-weights.md",
    "SHEET-ABBREVIATIONS": "sheet-abbreviations.md",
    "DERIVE": "derive-indicators.md",
    "MESSAGES": "messages.md",
    "ABOUT": "about.md",
}


def pair_path(changes: Changes) -> str:
    """Where two editions stand beside each other."""
    return f"{STANDARDS}/{changes.standard}/{changes.from_}--{changes.to}.md"


def owner_folder(owner: Standard | Dossier | Profile) -> str:
    """The folder of the pages of one edition, dossier or profile."""
    if isinstance(owner, Standard):
        return f"{STANDARDS}/{owner.id}/{owner.edition}"
    return f"{PROFILES if isinstance(owner, Profile) else DOSSIERS}/{owner.id}"


def places(catalogue: Catalogue) -> dict[str, str]:
    """Every id that has a page or a place on one."""
    return dict(_places(catalogue))


def places_of(standard: Standard) -> dict[str, str]:
    """Every id of one edition, on its own pages: what its pages link to."""
    return dict(_of_owner(standard))


def _places(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield from PLAIN.items()
    yield from ((code_of(name), page_of(name)) for name in modules())
    yield from ((id_of(code), message_page(code)) for code in explanations())
    yield from _of_editions(catalogue)
    for owner in [*catalogue.superseded, *catalogue.owners]:
        yield from _of_owner(owner)  # without an edition: the last one that has the id
    for profile in catalogue.profiles:
        folder = owner_folder(profile)
        yield profile.id, f"{folder}/index.md"
        yield from ((grade.id, f"{folder}/index.md#{anchor(grade.id)}") for grade in profile.grades)
        for added in profile.added:
            yield from _of_node(added.item, f"{folder}/{added.item.id}.md")
    for centre in catalogue.centres:
        yield centre.profile.id, f"{CENTRES}/{centre.profile.id}.md"
    yield from _of_libraries(catalogue)


def _of_editions(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Ids that name their edition, of those not in force; and what changed between two."""
    for standard in catalogue.standards:
        if standard not in catalogue.current:
            yield from ((f"{i}@{standard.edition}", place) for i, place in _of_owner(standard))
    for changes in catalogue.changes:
        yield changes.reference, pair_path(changes)


def _of_libraries(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for indicator in catalogue.indicators:
        yield indicator, f"{INDICATORS}/{indicator}.md"
    for method in catalogue.methods:
        yield method, f"{METHODS}/{method}.md"
    for erratum in catalogue.errata:
        yield f"erratum:{erratum.id}", f"errata.md#{anchor(erratum.id)}"
    for source in catalogue.sources:
        yield source, f"sources.md#{source.lower()}"
    for term in catalogue.glossary:
        yield f"term:{term.id}", f"glossary.md#{term.id}"


def _of_owner(owner: Standard | Dossier) -> Iterator[tuple[str, str]]:
    folder = owner_folder(owner)
    yield owner.prefix, f"{folder}/index.md"
    for section in owner.sections:
        yield from _of_section(section, f"{folder}/{section.id}.md")
    if isinstance(owner, Standard):
        yield from ((grade.id, f"{folder}/index.md#{anchor(grade.id)}") for grade in owner.grades)
        for node in owner.nodes():
            yield from _of_node(node, f"{folder}/{node.id}.md")


def _of_section(section: Section, page: str) -> Iterator[tuple[str, str]]:
    yield section.id, page
    for code in (*(e.id for e in section.entries), *(c.id for c in section.checks)):
        yield code, f"{page}#{anchor(code)}"


def _of_node(node: Item | Branch, page: str) -> Iterator[tuple[str, str]]:
    yield node.id, page
    if isinstance(node, Item):
        chain = node.chain
        elements = [element.id for element in chain.elements] if chain else []
        ends = [indicator.id for indicator in chain.indicators] if chain else []
        for code in (*(check.id for check in node.checks), *elements, *ends):
            yield code, f"{page}#{anchor(code)}"


def anchor(code: str) -> str:
    """The name of an id within its page."""
    return code.lower()


def href(here: str, there: str) -> str:
    """The relative address of a page as it will be built."""
    path, _, anchor = there.partition("#")
    if path == here and anchor:
        return f"#{anchor}"
    relative = posixpath.relpath(path, posixpath.dirname(here) or ".")
    return relative.removesuffix(".md") + ".html" + (f"#{anchor}" if anchor else "")
