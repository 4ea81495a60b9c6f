"""Two small editions and the record between them, by hand or by Hypothesis."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from scoring import Assessment, Branch, Item, Rating, Standard
from scoring.changes import Change, Changes
from scoring.rubric import Check

__all__ = ["Pair", "assessed", "edition", "pairs", "rating", "recorded"]

REASON = {"en": "so", "zh": "如此", "basis": "project"}
FATES = ("unchanged", "modified", "moved", "split", "merged", "removed")


@dataclass(frozen=True)
class Pair:
    """Two editions, what became of every node, and one assessment of the old one."""

    old: Standard
    new: Standard
    changes: Changes
    assessment: Assessment


def edition(
    name: str, tree: Mapping[str, Any], asks: Mapping[str, Mapping[str, Any]] | None = None
) -> Standard:
    """An edition of weights, or of a weight with items below it; items are rated as a whole.

    Parameters
    ----------
    tree : mapping
        Such as ``{"T-1": 60, "T-2": (40, {"T-2.1": 50, "T-2.2": 50})}``; None for equal shares.
    asks : mapping
        What items ask otherwise, by id: scale, ids of checks, indicators.
    """

    def item(code: str, weight: float | None) -> Item:
        fields = {"scale": "levels", "checks": (), "indicators": (), **(asks or {}).get(code, {})}
        fields["checks"] = tuple(Check.model_construct(id=check) for check in fields["checks"])
        return Item.model_construct(id=code, weight=weight, **fields)

    children = []
    for code, below in tree.items():
        if isinstance(below, tuple):
            items = tuple(item(*one) for one in below[1].items())
            children.append(Branch.model_construct(id=code, weight=below[0], children=items))
        else:
            children.append(item(code, below))
    return Standard.model_construct(id="small", edition=name, children=tuple(children), grades=())


def recorded(old: Standard, new: Standard, *fates: tuple[str, str, str]) -> Changes:
    """The record: kind, old ids and new ids, in one word; every other node is unchanged."""
    changes = [(kind, before.split(), after.split()) for kind, before, after in fates]
    told = {code for _, before, _ in changes for code in before}
    changes += [("unchanged", [n.id], [n.id]) for n in old.nodes() if n.id not in told]
    return Changes.model_validate({
        "standard": "small", "from": old.edition, "to": new.edition, "says": REASON,
        "changes": [
            Change.model_validate({"kind": kind, "from": before, "to": after, "reason": REASON})
            for kind, before, after in changes
        ],
    })  # fmt: skip


def rating(item: str, level: float | None = None, **fields: Any) -> Rating:
    """A rating by one assessor; not applicable with a reason in `note`."""
    given = {"confidence": 0.8, "applicable": True, "assessor": "li", "evidence": "", "note": ""}
    return Rating("c", "2025", item, level, **{**given, **fields})


def assessed(*ratings: Rating, **levels: float) -> Assessment:
    """Ratings as they are, and others by level, with points written as underscores: T_2_1=4."""
    whole = [rating("T-" + name[2:].replace("_", "."), level) for name, level in levels.items()]
    return Assessment("c", "2025", {one.item: one for one in (*ratings, *whole)}, "li")


@st.composite
def pairs(draw: st.DrawFn, fates: tuple[str, ...] = FATES, *, weights: bool = True) -> Pair:
    """Editions of up to three criteria whose items had every fate, weights and ratings at random.

    Parameters
    ----------
    fates : tuple of str
        Of the items that are drawn.
    weights : bool
        False keeps every weight of the old edition where its node stays.
    """
    points = st.integers(1, 40).map(float)
    old: dict[str, Any] = {}
    for n in range(1, draw(st.integers(1, 3)) + 1):
        items = {f"T-{n}.{k}": draw(points) for k in range(1, draw(st.integers(1, 4)) + 1)}
        old[f"T-{n}"] = (draw(points), items)
    new: dict[str, Any] = {
        code: (draw(points) if weights else weight, {}) for code, (weight, _) in old.items()
    }
    changes: list[tuple[str, str, str]] = []
    fresh = iter(range(10, 100))
    for code, (_, items) in old.items():
        waiting = list(items)
        while waiting:
            item, fate = waiting.pop(0), draw(st.sampled_from(fates))
            weight = draw(points) if weights else items[item]
            home = draw(st.sampled_from(sorted(old))) if fate == "moved" else code
            if (home == code and fate == "moved") or (fate == "merged" and not waiting):
                fate = "unchanged"
            ids = [f"{home}.{next(fresh)}" for _ in range(2 if fate == "split" else 1)]
            if fate in ("unchanged", "modified"):
                ids = [item]
            elif fate == "removed":
                ids = []
            sources = [item, waiting.pop(0)] if fate == "merged" else [item]
            new[home][1].update(dict.fromkeys(ids, weight))
            if fate != "unchanged":
                changes.append((fate, " ".join(sources), " ".join(ids)))
    changes += [("removed", code, "") for code, (_, items) in new.items() if not items]
    new = {code: below for code, below in new.items() if below[1]}
    if not new:
        new = {"T-9": (1.0, {"T-9.1": 1.0})}
        changes += [("added", "", "T-9"), ("added", "", "T-9.1")]
    elif "removed" in fates and draw(st.booleans()):
        code = next(iter(new))
        new[code][1][f"{code}.9"] = draw(points)
        changes.append(("added", "", f"{code}.9"))
    editions = edition("1", old), edition("2", new)
    found = [one for item in editions[0].items() if (one := draw(_ratings(item.id)))]
    return Pair(*editions, recorded(*editions, *changes), assessed(*found))


def _ratings(item: str) -> st.SearchStrategy[Rating | None]:
    """In half levels; sometimes not applicable, sometimes none."""
    levels = st.integers(0, 10).map(lambda half: rating(item, half / 2))
    absent = st.sampled_from([None, rating(item, applicable=False, note="there is none")])
    return st.one_of(levels, levels, levels, absent)
