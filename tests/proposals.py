"""How well changes between editions are proposed, measured on a record that was written by hand.

`python -m tests.proposals` prints it. The record of the training draft was decided by reading,
before the tool was written. A node counts as found first when no other node of the old edition is
more alike than its true predecessors, all of them, and as found in the first three when all of
them are among the three most alike. The draft keeps most of its words, so that this alone says
little: the tool is also made to do with less text, beside difflib on the same words, and the
lowest likeness of a true pair stands beside the highest of any other. One rule of the tool, that
one more demand makes a modification, was learned from this very record (BCC-3.1).
"""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from handbook.editions import alike as module
from handbook.editions.proposals import propose
from scoring import Standard, load_standard
from scoring.changes import KINDS, Change, Changes, texts_of
from scoring.load import load_record
from scoring.tree import Floats

__all__ = ["WAYS", "Found", "Measured", "Way", "hand_made", "main", "measure", "record_of"]

DATA = Path(__file__).parents[1] / "data"
AWARD = "best-call-centre"
OLD, NEW = "2007", "2027-training"
THREE = 3
COLUMNS = (19, 15, 13, 19, 13, 8, 9, 15)


@dataclass(frozen=True)
class Way:
    """One way to say how alike two nodes are.

    Attributes
    ----------
    languages : tuple of str
        None for difflib's ratio of the English words in their order.
    titles : int
        How often a title counts.
    fields : tuple of str
        The only texts that are read; all where there are none.
    """

    languages: tuple[str, ...] | None = ("en", "zh")
    titles: int = module.TITLE_COUNTS
    fields: tuple[str, ...] = ()

    def texts(self, node: object) -> dict[str, Any]:
        """What is read of a node."""
        texts = texts_of(node)
        wanted = self.fields or tuple(texts)
        return {name: text for name, text in texts.items() if name in (*wanted, "title")}

    def likeness(self, old: Standard, new: Standard) -> Floats:
        """As the tool gives it, or the baseline."""
        if self.languages is None:
            return self._ratios(old, new)
        settings = {"LANGUAGES": self.languages, "TITLE_COUNTS": self.titles}
        with patch.multiple(module, texts_of=self.texts, **settings):
            return module.alike(old, new)

    def _ratios(self, old: Standard, new: Standard) -> Floats:
        before, after = (
            [" ".join(module._texts(self.texts(node), "en")).lower().split() for node in e.nodes()]
            for e in (old, new)
        )
        table = np.zeros((len(before), len(after)))
        for column, words in enumerate(after):
            matcher = difflib.SequenceMatcher(b=words)
            for row, others in enumerate(before):
                matcher.set_seq1(others)
                table[row, column] = matcher.ratio()
        return table


BRIEF, TERSE = ("lead", "asks"), ("lead",)
WAYS = {
    "all texts": Way(),
    "English only": Way(("en",)),
    "Chinese only": Way(("zh",)),
    "without titles": Way(titles=0),
    "difflib, English": Way(None),
    "title, lead, asks": Way(fields=BRIEF),
    "the same, English": Way(("en",), fields=BRIEF),
    "the same, Chinese": Way(("zh",), fields=BRIEF),
    "the same, difflib": Way(None, fields=BRIEF),
    "title, lead": Way(fields=TERSE),
    "these, English": Way(("en",), fields=TERSE),
    "these, Chinese": Way(("zh",), fields=TERSE),
    "these, difflib": Way(None, fields=TERSE),
}


@dataclass(frozen=True)
class Found:
    """One node of the new edition whose predecessors are known."""

    node: str
    kind: str
    first: bool
    in_three: bool


@dataclass(frozen=True)
class Measured:
    """What one way finds.

    Attributes
    ----------
    nodes : sequence of Found
        Every node of the new edition that has predecessors.
    lowest, highest : float
        Likeness, 0-1, of the true pair that is least alike, and of any other that is most alike.
    right, wrong : sequence of Change
        Records proposed exactly as they were written by hand, and the others.
    """

    nodes: Sequence[Found]
    lowest: float
    highest: float
    right: Sequence[Change]
    wrong: Sequence[Change]

    def shares(self) -> Iterator[str]:
        """Found first and in the first three: of all nodes, and of those that changed."""
        changed = [found for found in self.nodes if found.kind != "unchanged"]
        for nodes in (self.nodes, changed):
            yield _share(sum(one.first for one in nodes), len(nodes))
            yield _share(sum(one.in_three for one in nodes), len(nodes))


def hand_made() -> tuple[Standard, Standard, Changes]:
    """The award, its training draft, and the record between them."""
    old, new = (load_standard(DATA / f"standards/{AWARD}/{edition}.yaml") for edition in (OLD, NEW))
    return old, new, load_record(Changes, DATA / f"changes/{AWARD}/{OLD}--{NEW}.yaml")


def record_of(change: Change) -> tuple[str, frozenset[str], frozenset[str]]:
    """What makes two records the same: kind and nodes, in any order."""
    return change.kind, frozenset(change.from_), frozenset(change.to)


def measure(way: Way) -> Measured:
    """What one way finds on the training draft."""
    old, new, record = hand_made()
    table = way.likeness(old, new)
    before, after = ([node.id for node in edition.nodes()] for edition in (old, new))
    true = np.array([[a in record.of_new[b].from_ for b in after] for a in before])
    with patch("handbook.editions.proposals.alike", lambda *_: table):
        proposed = propose(old, new)
    written = set(map(record_of, record.changes))
    right = [change for change in proposed if record_of(change) in written]
    wrong = [change for change in proposed if record_of(change) not in written]
    found = list(_found(record, before, after, table))
    return Measured(found, table[true].min(), table[~true].max(), right, wrong)


def _found(
    record: Changes, before: Sequence[str], after: Sequence[str], table: Floats
) -> Iterator[Found]:
    for node, column in zip(after, table.T, strict=True):
        change = record.of_new[node]
        if true := set(change.from_):
            order = [before[row] for row in np.argsort(-column, kind="stable")]
            first = set(order[: len(true)]) == true
            yield Found(node, change.kind, first, true <= set(order[:THREE]))


def main() -> None:
    """Print the figures."""
    old, new, record = hand_made()
    print(f"Changes from {old.reference} to {new.reference}: proposed, and written by hand\n")
    _print_row("True predecessors", "of all: first", "in three", "of changed: first", "in three",
               "lowest", "others", "records right")  # fmt: skip
    every = {name: measure(way) for name, way in WAYS.items()}
    for name, found in every.items():
        right = _share(len(found.right), len(record.changes))
        _print_row(name, *found.shares(), f"{found.lowest:.2f}", f"to {found.highest:.2f}", right)
    for name, found in every.items():
        missed = [one.node for one in found.nodes if not one.first]
        if missed:
            print(f"  not first, {name}: {', '.join(missed)}")
    _print_records(every["all texts"], record)


def _print_row(*cells: str) -> None:
    print("".join(f"{c:{'>' if n else '<'}{COLUMNS[n]}}" for n, c in enumerate(cells)))


def _print_records(found: Measured, record: Changes) -> None:
    """Of the tool as it is: by kind, then the wrong ones beside the true ones."""
    print("\nRecords proposed exactly right, by kind")
    written, right = (Counter(c.kind for c in changes) for changes in (record.changes, found.right))
    for kind in KINDS:
        print(f"  {kind:<12}{_share(right[kind], written[kind]):>14}")
    for change in found.wrong:
        true = {record.of_old[node].kind for node in change.from_}
        true |= {record.of_new[node].kind for node in change.to}
        ids = f"{', '.join(change.from_) or 'nothing'} to {', '.join(change.to) or 'nothing'}"
        print(f"  wrong: {change.kind} {ids}, by hand {' and '.join(sorted(true))}")
    if not found.wrong:
        print("  none is wrong")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {100 * part / whole:.0f} %"


if __name__ == "__main__":
    main()
