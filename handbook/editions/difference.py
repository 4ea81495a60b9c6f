"""What two editions differ in: by criterion, text by text, and in weights.

The rule one would get wrong: an entry that was put into a list has not changed the ones below it,
so that lists are laid beside each other by what their entries say and not by their numbers.
"""

import difflib
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

from handbook.editions.marked import Run, runs
from scoring.changes import KINDS, Change, Changes, Kind, texts_of
from scoring.migration import shares_of
from scoring.standard import Branch, Item, Standard, items_of
from scoring.texts import Language
from scoring.tree import FULL

__all__ = ["Difference", "Part", "Weight", "Wording"]

LANGUAGES = {"en", "zh"}
TOLD = {"title", "lead", "about", "grades", "sections"}  # of a standard itself
BESIDE = {"basis", "source"}  # of a text: not told where the text differs anyway


@dataclass(frozen=True)
class Wording:
    """One text of a node that differs.

    Attributes
    ----------
    field : str
        Where it stands, such as `evidence 3 ask`: entries of lists are counted from 1, in the new
        edition, or in the old one where they went.
    before, after : Mapping or None
        Both languages; None where it came or went. What has no language, such as a scale, is the
        same in both.
    """

    field: str
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None

    def runs(self, language: Language) -> list[Run]:
        """With the words marked."""
        before, after = ((text or {}).get(language, "") for text in (self.before, self.after))
        return runs(before, after, language)


@dataclass(frozen=True)
class Weight:
    """Points of a node; None in an edition that does not have it."""

    id: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float:
        """In points, a missing node counting nothing."""
        return (self.after or 0.0) - (self.before or 0.0)


@dataclass(frozen=True)
class Part:
    """What became of one node, or of those that became one."""

    change: Change
    old: Sequence[Item | Branch]
    new: Sequence[Item | Branch]

    @cached_property
    def wordings(self) -> list[Wording]:
        """The texts that differ, where one node became one."""
        if len(self.old) != 1 or len(self.new) != 1:
            return []
        return list(_wordings(texts_of(self.old[0]), texts_of(self.new[0])))


@dataclass(frozen=True)
class Difference:
    """Two editions and the record between them."""

    old: Standard
    new: Standard
    changes: Changes

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """Records of each kind, in the order in which kinds are told."""
        found = Counter(change.kind for change in self.changes.changes)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    @cached_property
    def whole(self) -> list[Wording]:
        """What differs in the standard itself: its title, what it tells of itself, its grades."""
        was, now = (
            edition.model_dump(mode="json", include=TOLD) for edition in (self.old, self.new)
        )
        return list(_wordings(was, now))

    def points_of(self, part: Part) -> tuple[float, float] | None:
        """What the nodes of a part count before and after, in points; None where it is the same."""
        was, now = (
            math.fsum(points[item.id] for node in nodes for item in items_of(node))
            for nodes, points in ((part.old, self._points[0]), (part.new, self._points[1]))
        )
        return None if math.isclose(was, now) else (was, now)

    @cached_property
    def weights(self) -> list[Weight]:
        """Criteria of both editions, those of the new one first."""
        sides = [
            {
                criterion.id: math.fsum(points[item.id] for item in items_of(criterion))
                for criterion in edition.children
            }
            for edition, points in ((self.old, self._points[0]), (self.new, self._points[1]))
        ]
        return [Weight(i, sides[0].get(i), sides[1].get(i)) for i in {**sides[1], **sides[0]}]

    @cached_property
    def item_weights(self) -> Mapping[str, Weight]:
        """Items of both editions, in points of the whole."""
        was, now = self._points
        return {i: Weight(i, was.get(i), now.get(i)) for i in {**now, **was}}

    @cached_property
    def _points(self) -> tuple[Mapping[str, float], Mapping[str, float]]:
        """Points of every item, in the old edition and in the new one."""
        was, now = (shares_of(edition) for edition in (self.old, self.new))
        return {i: FULL * s for i, s in was.items()}, {i: FULL * s for i, s in now.items()}

    def by_criterion(self) -> Iterator[tuple[Item | Branch, list[Part]]]:
        """Every criterion of the new edition, then those that went, with what changed in each.

        A node stands with the criterion of the new edition in which it ended; what was removed,
        with the criterion in which it stood.
        """
        old_home, new_home = _homes(self.old), _homes(self.new)
        parts: dict[str, list[Part]] = {}
        for change in self.changes.changes:
            if change.kind != "unchanged":
                nodes = (
                    [self.old.node(i) for i in change.from_],
                    [self.new.node(i) for i in change.to],
                )
                home = new_home[change.to[0]] if change.to else old_home[change.from_[0]]
                parts.setdefault(home, []).append(Part(change, *nodes))
        stay = {criterion.id for criterion in self.new.children}
        went = [criterion for criterion in self.old.children if criterion.id not in stay]
        for criterion in (*self.new.children, *went):
            if parts.get(criterion.id):
                yield criterion, parts[criterion.id]


def _wordings(before: Any, after: Any, name: str = "") -> Iterator[Wording]:
    """Where two values differ; a text in two languages is one value."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        told = LANGUAGES | {"id"}
        if _text(before) != _text(after):
            yield Wording(name, _text(before), _text(after))
            told |= BESIDE
        for key in {**before, **after}:
            if key not in told:
                yield from _wordings(before.get(key), after.get(key), f"{name} {key}".strip())
    elif any(isinstance(entry, Mapping) for entry in (*_entries(before), *_entries(after))):
        for number, was, now in _beside(_entries(before), _entries(after)):
            yield from _wordings(was, now, f"{name} {number}")
    elif isinstance(before or after, Mapping):
        yield from _wordings(before or {}, after or {}, name)
    else:
        yield Wording(name, _plain(before), _plain(after))


def _beside(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[int, Any, Any]]:
    """Entries of two lists that differ, with their number; None where one came or went."""
    old, new = ([json.dumps(entry, sort_keys=True) for entry in side] for side in (before, after))
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            for n, (was, now) in enumerate(zip_longest(before[a:b], after[c:d])):
                yield (a if now is None else c) + n + 1, was, now


def _entries(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _text(value: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The text in both languages, None where it is no text."""
    return {key: value[key] for key in LANGUAGES} if value.keys() >= LANGUAGES else None


def _plain(value: Any) -> Mapping[str, str] | None:
    """What has no language as it stands in the file; None where there is nothing."""
    listed = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
    return None if listed in (None, "") else dict.fromkeys(sorted(LANGUAGES), str(listed))


def _homes(edition: Standard) -> Mapping[str, str]:
    """Of every node the criterion in which it stands."""
    found: dict[str, str] = {}
    for node, parent in edition.nodes_with_parents():
        found[node.id] = found[parent.id] if parent else node.id
    return found
