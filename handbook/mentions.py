"""Ids that sentences name: they must lead somewhere, for a reader will look them up.

The rule one would get wrong: a sentence may speak of an id that is no more, if it says of which
edition it speaks.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from handbook.catalogue import Catalogue
from handbook.editions import hints_for_gone
from handbook.in_force import counts
from scoring import Code, Problem
from scoring.positions import Document

__all__ = ["mention_problems"]

CODED = ("standard", "dossier", "profile")  # kinds whose records have short codes
FREE = ("changes", "editions")  # kinds that speak of what was


def mention_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Ids with the prefix of a standard that lead nowhere, in texts of both languages.

    In a draft they must lead somewhere once it is in force; superseded editions stay as they are.
    """
    if all(map(catalogue.knows_ids_of, CODED)):
        mentions = _Mentions(catalogue)
        for kind, documents in catalogue.documents.items():
            for document in documents if kind not in FREE else ():
                yield from mentions.problems(document, kind)


class _Mentions:
    """What may be named where."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._held = {kind: catalogue.in_force(kind) for kind in CODED}
        prefixes = "|".join(sorted({standard.prefix for standard in catalogue.standards}))
        self._pattern = re.compile(rf"(?<![\w-])(?:{prefixes})-[A-Z0-9]+(?:\.[0-9]+)*")

    def problems(self, document: Document, kind: str) -> Iterator[Problem]:
        """Everything that is named in a file and is not there."""
        known = self._known_to(document, kind)
        if known is None:
            return
        for language in ("en", "zh"):
            for keys, text in document.find(language):
                for name in self._pattern.findall(text) if isinstance(text, str) else ():
                    if name not in known and not self._tells_edition(name, text):
                        near = difflib.get_close_matches(name, known, 1)
                        hint = f"did you mean {near[0]}?" if near else "mend the id"
                        message = f"the sentence names {name}, which is not in force"
                        hint = self._gone.get(name, hint)
                        yield document.problem(keys, Code.UNKNOWN_REFERENCE, message, hint)

    def _known_to(self, document: Document, kind: str) -> Collection[str] | None:
        """None for what stays as it was written."""
        if kind != "standard" or any(document is one for one in self._held[kind]):
            return self._known
        if counts(document.data):
            return None
        standards = self._held["standard"]
        others = [d for d in standards if d.data.get("id") != document.data.get("id")]
        return _ids([document, *others, *self._held["dossier"], *self._held["profile"]])

    def _tells_edition(self, name: str, text: str) -> bool:
        """Whether the text names an edition that has the id."""
        return any(edition in text for edition in self._editions.get(name, ()))

    @cached_property
    def _known(self) -> set[str]:
        return _ids([document for documents in self._held.values() for document in documents])

    @cached_property
    def _gone(self) -> Mapping[str, str]:
        return hints_for_gone(self._catalogue, self._known)

    @cached_property
    def _editions(self) -> Mapping[str, set[str]]:
        """Of each id the editions that have it."""
        found: dict[str, set[str]] = {}
        for standard in self._catalogue.standards:
            for node in standard.nodes():
                found.setdefault(node.id, set()).add(standard.edition)
        return found


def _ids(documents: Collection[Document]) -> set[str]:
    """Every id that these files give."""
    found = (value for document in documents for _, value in document.find("id"))
    return {value for value in found if isinstance(value, str)}
