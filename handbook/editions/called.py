"""What an edition calls the nodes that methods and links name by the ids of the one in force.

An assessment may rest on an earlier edition, and a draft is a later one. Their items have methods
and links all the same: these are read through the records of what changed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from scoring.changes import Changes
from scoring.method import Method
from scoring.standard import Standard

__all__ = ["Called"]

Pair = tuple[str, str]


@dataclass(frozen=True)
class Called:
    """The ids of one edition for those of the edition in force.

    Attributes
    ----------
    changes : sequence of Changes
        Every record of the data.
    drafts : collection of str
        `id@edition` of what was never issued; only its own record says something of a draft.
    """

    standard: Standard
    changes: Sequence[Changes]
    drafts: Collection[str] = ()

    def here(self, node: str) -> tuple[str, ...]:
        """What a node is made of that the edition has; itself where nothing is known of it."""
        found, waiting, seen = dict[str, None](), [node], set[str]()
        while waiting:
            one = waiting.pop(0)
            same = self._made_of.get(one) or self._became.get(one)
            if one not in self._own and same and one not in seen:
                waiting[:0] = same
            elif one not in seen:
                found[one] = None
            seen.add(one)
        return tuple(found)

    def everywhere(self, nodes: Iterable[str]) -> set[str]:
        """The same nodes, and all that others may call them."""
        wanted = set(nodes)
        others = (*self._made_of, *self._became)
        return wanted | {other for other in others if wanted & set(self.here(other))}

    def methods(self, methods: Iterable[Method]) -> list[Method]:
        """Each with the items of this edition that it suits."""
        return [
            method.model_copy(
                update={
                    "items": tuple(dict.fromkeys(i for n in method.items for i in self.here(n)))
                }
            )
            for method in methods
        ]

    def links(self, links: Iterable[Pair]) -> list[Pair]:
        """Between the nodes of this edition and those of other standards."""
        return list(
            dict.fromkeys(
                (one, other)
                for first, second in links
                for one in self.here(first)
                for other in self.here(second)
            )
        )

    @cached_property
    def _own(self) -> set[str]:
        return {node.id for node in self.standard.nodes()}

    @cached_property
    def _made_of(self) -> dict[str, tuple[str, ...]]:
        """Of every node of a newer edition those that it was made of."""
        return {n: change.from_ for step in self._steps for n, change in step.of_new.items()}

    @cached_property
    def _became(self) -> dict[str, tuple[str, ...]]:
        """Of every node of an older edition those that were made of it."""
        return {n: change.to for step in self._steps for n, change in step.of_old.items()}

    @cached_property
    def _steps(self) -> list[Changes]:
        return [
            changes
            for changes in self.changes
            if changes.standard == self.standard.id
            and f"{changes.standard}@{changes.to}" not in {*self.drafts} - {self.standard.reference}
        ]
