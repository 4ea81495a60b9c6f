"""A data folder, as far as it could be read: its files, what they hold, and what is wrong.

What could not be read adds no false finding: ids of a kind are only compared when all of them
are known.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from handbook.in_force import counts, that_knows
from handbook.kinds import nodes_of
from scoring import Code, Problem
from scoring.positions import Document
from scoring.texts import Record
from scoring.ways import Ways

__all__ = ["Folder"]

R = TypeVar("R", bound=Record)

ID_CODES = {Code.DUPLICATE_ID, Code.WRONG_ID}
LOSING_CODES = ID_CODES | {Code.WRONG_TYPE, Code.MISSING_FIELD, Code.EMPTY}  # may hide an id


@dataclass
class Folder:
    """What a data folder holds, by kind of file.

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

    def nodes(self, standard: str, edition: str) -> Mapping[str, Ways | None]:
        """Every id of an edition with the ways to rate it; none where not all are known."""
        found = self._editions(standard) if self.knows_ids_of("standard") else []
        meant = (d for d in found if str(d.data.get("edition")) == edition)
        return next((nodes_of(document) or {} for document in meant), {})

    def edition_that_knows(self, standard: str, items: Collection[str]) -> str:
        """Of the editions issued the last one that knows most of the items; "" where none is."""
        documents = self._editions(standard)
        issued = [d for d in documents if counts(d.data)] or documents
        if not issued:
            return ""
        at = that_knows(items, [nodes_of(document) or {} for document in issued])
        return str(issued[at].data.get("edition"))

    def editions(self, standard: str) -> list[str]:
        """The names of all editions of a standard, oldest first."""
        return [str(document.data.get("edition")) for document in self._editions(standard)]

    def _editions(self, standard: str) -> list[Document]:
        documents = self.documents.get("standard", [])
        return [d for d in documents if isinstance(d.data, dict) and d.data.get("id") == standard]

    def in_force(self, kind: str) -> list[Document]:
        """The files of a kind; of standards only those of the editions in force."""
        documents = self.documents.get(kind, [])
        if kind != "standard":
            return documents
        held = [d for d in documents if isinstance(d.data, dict) and counts(d.data)]
        return list({str(d.data.get("id")): d for d in held}.values())

    def of(self, kind: str, model: type[R]) -> list[R]:
        """What the files of a kind hold, as far as they could be read."""
        return [record for record in self.records.get(kind, []) if isinstance(record, model)]
