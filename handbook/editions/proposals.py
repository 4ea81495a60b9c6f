"""Propose what became of each node of an edition, for a person to confirm or to mend.

What can be seen is told as it is: nodes that say the same and stand where they stood are
unchanged. Everything else is a proposal, with how alike the texts are.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.editions.alike import alike
from scoring.changes import Change, Kind, asks_otherwise, parents_of, texts_of
from scoring.standard import Branch, Item, Standard
from scoring.tree import Floats

__all__ = ["propose"]

RELATED = 0.18  # below it, two texts share no more than any two of a standard
SAME_MEANING = 0.93  # above it, other words rather than another demand
DEMANDS = ("asks", "evidence")  # one more or fewer is another demand, however alike the rest is
GRID = 100  # steps of `proposed`; the last one is for equal texts only

Pair = tuple[str, str]


def propose(old: Standard, new: Standard, confirmed: Sequence[Change] = ()) -> list[Change]:
    """A record for every node of both editions.

    Parameters
    ----------
    confirmed : sequence of Change
        Records that stay as they are; the nodes that they name are not proposed again.

    Returns
    -------
    list of Change
        In the order of the old edition, then what is new in the order of the new one.
    """
    before, after = _Side.of(old), _Side.of(new)
    was = before.without({node for change in confirmed for node in change.from_})
    now = after.without({node for change in confirmed for node in change.to})
    table = alike(old, new)
    same = list(_same(before, after, was, now))
    rest = _left(was, (a for a, _ in same)), _left(now, (b for _, b in same))
    pairs = [*same, *_related(before, after, *rest, table)]
    became = defaultdict(set, {a: set(c.to) for c in confirmed for a in c.from_})
    for a, b in pairs:
        became[a].add(b)
    found = list(confirmed)
    for group in _groups(was, now, pairs):
        likeness = min((_likeness(before, after, table, a, b) for a in group[0] for b in group[1]),
                       default=0.0)  # fmt: skip
        kind = _kind((before, after), *group, likeness, became)
        proposed = None if kind == "unchanged" else math.floor(round(GRID * likeness, 6)) / GRID
        fate = {"kind": kind, "from": group[0], "to": group[1], "proposed": proposed}
        found.append(Change.model_validate(fate))
    last = len(before.place)
    return sorted(found, key=lambda change: (
        min((before.place[a] for a in change.from_), default=last),
        min((after.place[b] for b in change.to), default=0),
    ))  # fmt: skip


@dataclass(frozen=True)
class _Side:
    """One edition, as it is asked here again and again."""

    place: dict[str, int]
    node: dict[str, Item | Branch]
    texts: dict[str, dict[str, Any]]
    parent: dict[str, str | None]

    @classmethod
    def of(cls, edition: Standard) -> "_Side":
        nodes = {node.id: node for node in edition.nodes()}
        texts = {name: texts_of(node) for name, node in nodes.items()}
        place = {name: at for at, name in enumerate(nodes)}
        return cls(place, nodes, texts, parents_of(edition))

    def without(self, taken: set[str]) -> list[str]:
        return [node for node in self.place if node not in taken]


def _left(nodes: Sequence[str], taken: Iterator[str]) -> list[str]:
    gone = set(taken)
    return [node for node in nodes if node not in gone]


def _likeness(before: _Side, after: _Side, table: Floats, was: str, now: str) -> float:
    return float(table[before.place[was], after.place[now]])


def _same(before: _Side, after: _Side, was: Sequence[str], now: Sequence[str]) -> Iterator[Pair]:
    """Nodes that say the same, under their own id if they can."""
    left = list(now)
    for node in sorted(was, key=lambda node: node not in after.texts):
        equal = (n for n in (node, *left) if n in left and after.texts[n] == before.texts[node])
        found = next(equal, None)
        if found:
            left.remove(found)
            yield node, found


def _related(
    before: _Side, after: _Side, was: Sequence[str], now: Sequence[str], table: Floats
) -> Iterator[Pair]:
    """Pairs that belong together, the most alike first: one to one, to several, or from several."""
    parts: dict[str, list[str]] = {node: [] for node in was}
    roots: dict[str, list[str]] = {node: [] for node in now}
    every = [(-_likeness(before, after, table, a, b), a, b) for a in was for b in now]
    for likeness, a, b in sorted(every):
        if -likeness < RELATED:
            break
        splits = not roots[b] and all(len(roots[part]) == 1 for part in parts[a])
        merges = not parts[a] and all(len(parts[root]) == 1 for root in roots[b])
        if splits or merges:
            parts[a].append(b)
            roots[b].append(a)
            yield a, b


def _groups(
    was: Sequence[str], now: Sequence[str], pairs: Sequence[Pair]
) -> Iterator[tuple[list[str], list[str]]]:
    """What becomes one record: ids of the old edition, and of the new one."""
    known, told = set(pairs), set[str]()
    for node in was:
        after = [b for b in now if (node, b) in known]
        before = [a for a in was if after and (a, after[0]) in known] or [node]
        if node not in told:
            yield before, after
        told.update(before)
    reached = {b for _, b in pairs}
    for node in now:
        if node not in reached:
            yield [], [node]


def _kind(
    sides: tuple[_Side, _Side],
    was: Sequence[str],
    now: Sequence[str],
    likeness: float,
    became: dict[str, set[str]],
) -> Kind:
    """What such a record is called; of a pair, by where and what it says."""
    before, after = sides
    if not was or not now:
        return "removed" if was else "added"
    if len(was) > 1 or len(now) > 1:
        return "merged" if len(was) > 1 else "split"
    above = before.parent[was[0]], after.parent[now[0]]
    if above[0] != above[1] and above[1] not in became.get(above[0] or "", ()):
        return "moved"
    if before.texts[was[0]] == after.texts[now[0]]:
        return "unchanged"
    pair = before.node[was[0]], after.node[now[0]]
    counts = ([len(getattr(node, name, ())) for name in DEMANDS] for node in pair)
    asks = asks_otherwise(*pair) or len(set(map(tuple, counts))) > 1
    return "modified" if asks or likeness < SAME_MEANING else "reworded"
