"""Which page tells about an id, and the way from one page to another.

Addresses are paths below the root of one language, ending in `.md`; the two languages have the
same ones. A node's page stands below its standard and edition, so that an id stays citable when
another edition comes.
"""

import posixpath
from collections.abc import Iterator

from handbook.catalogue import Catalogue
from scoring import Standard

__all__ = ["CENTRES", "EXAMPLES", "PLAIN", "STANDARDS", "href", "places", "standard_folder"]

STANDARDS, CENTRES, EXAMPLES = "standards", "centres", "examples"
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
    "MESSAGES": "messages.md",
    "ABOUT": "about.md",
}


def standard_folder(standard: Standard) -> str:
    """The folder of one edition's pages."""
    return f"{STANDARDS}/{standard.id}/{standard.edition}"


def places(catalogue: Catalogue) -> dict[str, str]:
    """Every id that has a page or a place on one."""
    return dict(_places(catalogue))


def _places(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield from PLAIN.items()
    for standard in catalogue.standards:
        folder = standard_folder(standard)
        yield standard.prefix, f"{folder}/index.md"
        for node in standard.nodes():
            yield node.id, f"{folder}/{node.id}.md"
        for item in standard.items():
            for indicator in getattr(item, "indicators", ()):
                yield indicator, f"{folder}/{item.id}.md#{indicator.lower()}"
    for centre in catalogue.centres:
        yield centre.profile.id, f"{CENTRES}/{centre.profile.id}.md"
    for source in catalogue.sources:
        yield source, f"sources.md#{source.lower()}"
    for term in catalogue.glossary:
        yield f"term:{term.id}", f"glossary.md#{term.id}"


def href(here: str, there: str) -> str:
    """The relative address of a page as it will be built."""
    path, _, anchor = there.partition("#")
    if path == here and anchor:
        return f"#{anchor}"
    relative = posixpath.relpath(path, posixpath.dirname(here) or ".")
    return relative.removesuffix(".md") + ".html" + (f"#{anchor}" if anchor else "")
