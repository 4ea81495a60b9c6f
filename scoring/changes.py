"""What became of each criterion, group and item between two editions of a standard.

One record tells one fate, once; what the new edition made of an old item and where a new item
comes from are both read off it, so that two directions cannot drift apart. The rule one would
get wrong: weights are never recorded. They are compared where they stand, so that editing one
makes no record wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scoring.grades import Fault
from scoring.problems import Code
from scoring.standard import Branch, Item, Standard
from scoring.texts import Line, Number, Record, ShortCode, Slug, Statement

__all__ = [
    "KINDS",
    "Change",
    "Changes",
    "Kind",
    "asks_otherwise",
    "find_untrue",
    "parents_of",
    "texts_of",
]

Kind = Literal["unchanged", "reworded", "modified", "moved", "split", "merged", "added", "removed"]
MANY = 2  # at least
KINDS: Mapping[Kind, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    # how many nodes of the old edition, and of the new: at least, at most
    "unchanged": ((1, 1), (1, 1)),
    "reworded": ((1, 1), (1, 1)),
    "modified": ((1, 1), (1, 1)),
    "moved": ((1, 1), (1, 1)),
    "split": ((1, 1), (MANY, None)),
    "merged": ((MANY, None), (1, 1)),
    "added": ((0, 0), (1, 1)),
    "removed": ((1, 1), (0, 0)),
}
OWN = {"id", "weight", "weight_basis", "children"}  # of a node, and no text of it
MEANING = ("scale", "indicators", "checks", "chain", "no_indicator")  # other words cannot change


class Change(Record):
    """The fate of one node, or of those that became one.

    Attributes
    ----------
    kind : str
        `unchanged`: not a word differs; `reworded`: other words, the same meaning; `modified`:
        asks for something else; `moved`: stands elsewhere, whatever its words; `split`,
        `merged`: one became several, several one; `added`, `removed`.
    from_, to : tuple of str
        Ids in the old and in the new edition.
    reason : Statement, optional
        Why; only what is unchanged needs none.
    proposed : float, optional
        0-1, how alike the texts are where a program proposed the record: a person confirms it
        by deleting this line.
    """

    kind: Kind
    from_: Annotated[tuple[ShortCode, ...], Field(alias="from")] = ()
    to: tuple[ShortCode, ...] = ()
    reason: Statement | None = None
    proposed: Annotated[Number, Field(ge=0, le=1)] | None = None

    @model_validator(mode="after")
    def _as_many_as_its_kind_has(self) -> Self:
        for name, ids, (least, most) in zip(
            ("from", "to"), (self.from_, self.to), KINDS[self.kind], strict=True
        ):
            if len(ids) < least or (most is not None and len(ids) > most):
                wanted = str(least) if most == least else f"{least} or more"
                raise PydanticCustomError(
                    Code.CHANGE_KIND,
                    "'{kind}' names {wanted} under '{name}', got {found}",
                    {"kind": self.kind, "wanted": wanted, "name": name, "found": len(ids),
                     "at": "kind", "hint": "mend the kind or the ids"},
                )  # fmt: skip
        if self.reason is None and self.kind != "unchanged" and self.proposed is None:
            raise PydanticCustomError(
                Code.NO_REASON,
                "'{kind}' has no reason",
                {"kind": self.kind, "at": "kind", "hint": "say in both languages why"},
            )
        return self


class Changes(Record):
    """All changes from one edition to the next.

    Attributes
    ----------
    from_, to : str
        The editions.
    says : Statement
        What the change as a whole is about.
    """

    standard: Slug
    from_: Annotated[Line, Field(alias="from")]
    to: Line
    says: Statement
    changes: tuple[Change, ...]

    @property
    def reference(self) -> str:
        """Both editions in one word."""
        return f"{self.standard}@{self.from_}--{self.to}"

    @cached_property
    def of_old(self) -> Mapping[str, Change]:
        """What became of each node of the old edition."""
        return {node: change for change in self.changes for node in change.from_}

    @cached_property
    def of_new(self) -> Mapping[str, Change]:
        """Where each node of the new edition comes from."""
        return {node: change for change in self.changes for node in change.to}


def texts_of(node: Item | Branch) -> dict[str, Any]:
    """Everything that a node says and asks, without its id, weight and children."""
    return node.model_dump(exclude=OWN)


def find_untrue(changes: Changes, old: Standard, new: Standard) -> Iterator[Fault]:
    """What the records say that the two editions do not bear out.

    Yields
    ------
    Fault
        A node that no record names, or two do, or that the edition does not have; `unchanged`
        where something differs, `reworded` or `modified` where nothing does; `moved` where it
        stands where it stood, or moved where that is not said; a proposal nobody confirmed.
    """
    for side, edition in (("from", old), ("to", new)):
        yield from _coverage(changes, side, edition)
    places = {"from": parents_of(old), "to": parents_of(new)}
    for index, change in enumerate(changes.changes):
        if change.proposed is not None:
            hint = "read both texts, mend the record, give the reason, delete the line 'proposed'"
            yield Fault(
                Code.CHANGE_UNCONFIRMED, ("changes", index, "proposed"),
                f"nobody confirmed '{change.kind}' of {_named(change)}", hint,
            )  # fmt: skip
        known = all(i in places["from"] for i in change.from_) and all(
            i in places["to"] for i in change.to
        )
        if known and len(change.from_) == len(change.to) == 1:
            yield from _pair(changes, index, old, new, places)


def _coverage(changes: Changes, side: str, edition: Standard) -> Iterator[Fault]:
    """Each node of one edition stands in one record."""
    again = f"handbook new-edition {changes.standard} --from {changes.from_} --to {changes.to}"
    seen: dict[str, int] = {}
    nodes = {node.id for node in edition.nodes()}
    for index, change in enumerate(changes.changes):
        for place, node in enumerate(change.from_ if side == "from" else change.to):
            at = ("changes", index, side, place)
            if node not in nodes:
                message = f"edition {edition.edition} has no {node}"
                hint = f"mend the id, or let a program propose: {again}"
                yield Fault(Code.UNKNOWN_REFERENCE, at, message, hint)
            elif node in seen:
                first = changes.changes[seen[node]]
                message = (
                    f"{node} stands under '{side}' of '{first.kind}' of {_named(first)} already"
                )
                yield Fault(Code.CHANGE_TWICE, at, message, "it has one fate: keep one record")
            seen.setdefault(node, index)
    for other in edition.nodes():
        if other.id not in seen:
            message = f"{other.id} of edition {edition.edition} stands under '{side}' of no record"
            asked = "what became of it" if side == "from" else "where it comes from"
            hint = f"say {asked}, or let a program propose: {again}"
            yield Fault(Code.CHANGE_MISSING, ("changes",), message, hint)


def _pair(
    changes: Changes,
    index: int,
    old: Standard,
    new: Standard,
    places: Mapping[str, Mapping[str, str | None]],
) -> Iterator[Fault]:
    """A record of one node that became one: what it says against what stands there."""
    change = changes.changes[index]
    was, now = change.from_[0], change.to[0]
    same = texts_of(old.node(was)) == texts_of(new.node(now))
    above = places["from"][was], places["to"][now]
    stays = above[0] == above[1] or _became(changes, above)
    wrong = ""
    if change.kind == "unchanged" and not same:
        wrong = f"{was} is called unchanged, and {_first_difference(old, new, was, now)} differs"
    elif change.kind in ("reworded", "modified") and same:
        wrong = f"{was} is called {change.kind}, and nothing differs"
    elif change.kind == "reworded" and (asked := asks_otherwise(old.node(was), new.node(now))):
        wrong = f"{was} is called reworded, and '{asked}' is not the same"
    elif change.kind == "moved" and stays:
        wrong = f"{was} is called moved, and stands where it stood"
    elif change.kind in ("unchanged", "reworded", "modified") and not stays:
        wrong = f"{was} stands below {above[0]} and {now} below {above[1]}"
    if wrong:
        at = ("changes", index, "kind")
        yield Fault(Code.CHANGE_UNTRUE, at, wrong, "mend the kind, or the edition")


def _became(changes: Changes, above: Sequence[str | None]) -> bool:
    """Whether the new parent is what the old one became under another id."""
    was, now = above
    change = changes.of_old.get(was or "")
    return change is not None and now in change.to


def parents_of(edition: Standard) -> dict[str, str | None]:
    """The id above each node, None for a criterion."""
    pairs = edition.nodes_with_parents()
    return {node.id: parent.id if parent else None for node, parent in pairs}


def asks_otherwise(was: Item | Branch, now: Item | Branch) -> str:
    """The field that no other wording can change; nothing where there is none."""
    fields = (field for field in MEANING if getattr(was, field, None) != getattr(now, field, None))
    return next(fields, "")


def _first_difference(old: Standard, new: Standard, was: str, now: str) -> str:
    """The field in which two nodes first differ, as one would look for it in the file."""
    before, after = texts_of(old.node(was)), texts_of(new.node(now))
    return next(f"'{key}'" for key in {**before, **after} if before.get(key) != after.get(key))


def _named(change: Change) -> str:
    sides = dict.fromkeys(", ".join(ids) for ids in (change.from_, change.to) if ids)
    return " to ".join(sides)
