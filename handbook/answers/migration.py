"""What `migrate` answers: the rows of the new edition, and what became of every rating."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.formats import plain
from scoring import Assessment, Rating, Standard
from scoring.anchors import Anchors
from scoring.changes import Change, Changes
from scoring.entries import CONSENSUS, assessor
from scoring.migration import Carried, carry, dropped
from scoring.rows import Row

__all__ = ["Migrated", "migrate", "migrated_object", "migrated_text"]

FATES = {"kept": "kept", "to-confirm": "to confirm", "not-assessed": "not assessed"}
Fields = dict[str, str]


@dataclass(frozen=True)
class Migrated:
    """One assessor's ratings of one centre in one period, carried over.

    Attributes
    ----------
    rows : list of dict
        For the new file: kept rows as they were written, the others without a rating.
    gone : list of str
        Rated items that the new edition does not have any more.
    """

    centre: str
    period: str
    assessor: str
    carried: Sequence[Carried]
    rows: Sequence[Fields]
    gone: Sequence[str]

    @property
    def counts(self) -> Counter[str]:
        """Items of the new edition by fate."""
        return Counter(one.fate for one in self.carried)


def migrate(
    assessments: Sequence[Assessment],
    rows: Sequence[Row],
    changes: Changes,
    editions: tuple[Standard, Standard],
    anchors: Mapping[str, Anchors],
) -> list[Migrated]:
    """Carry every assessment over, one result an assessor.

    What is open for all is asked of each person, or of those who agreed where nobody is named;
    what somebody else rated is asked of nobody else.
    """
    written: dict[tuple[str, str, str], list[Fields]] = defaultdict(list)
    for row in rows:
        written[row["centre"], row["period"], assessor(row)].append(row.fields())
    places = {(one.centre, one.period): one.by_assessor for one in assessments}
    found = []
    for (centre, period), given in places.items():
        for who, ratings in given.items():
            own = Assessment(centre, period, ratings, who)
            every = carry(own, changes, *editions, anchors)
            theirs = [
                one for one in every if one.sources or _asked(who, given, changes.of_new[one.item])
            ]
            new_rows = [
                {"centre": centre, "period": period, "assessor": who, **row}
                for one in theirs
                for row in _rows(one, written[centre, period, who], editions[0].edition)
            ]
            found.append(Migrated(centre, period, who, theirs, new_rows, dropped(own, every)))
    return found


def _asked(who: str, given: Mapping[str, Mapping[str, Rating]], change: Change) -> bool:
    """Whether an item that this assessor has not rated is theirs to rate."""
    people = [name for name in given if name != CONSENSUS] or [CONSENSUS]
    elsewhere = any(source in own for own in given.values() for source in change.from_)
    return who in people and not elsewhere


def _rows(one: Carried, written: Sequence[Fields], edition: str) -> Iterator[Fields]:
    if one.fate == "kept":
        for fields in written:
            if fields["item"] in one.sources:
                yield {**fields, "item": one.item}
    elif one.rating:
        was = f"{_was(one)} as {', '.join(one.sources)} of {edition} ({one.kind})"
        reason = f": {one.rating.note}" if one.rating.note and not one.applicable else ""
        trust = one.rating.confidence
        yield {
            "item": one.item,
            "confidence": "" if trust is None else plain(trust),
            "evidence": one.rating.evidence,
            "note": f"was {was}{reason}; confirm",
        }
    else:
        yield {"item": one.item, "note": f"not rated in {edition} ({one.kind})"}


def _was(one: Carried) -> str:
    if one.level is None:
        return "without a rating" if one.applicable else "not applicable"
    return plain(one.level)


def migrated_object(changes: Changes, found: Sequence[Migrated]) -> dict[str, Any]:
    """Every item with its fate."""
    return {
        "standard": changes.standard,
        "from": changes.from_,
        "to": changes.to,
        "assessments": [
            {
                "centre": one.centre,
                "period": one.period,
                "assessor": one.assessor,
                "counts": {fate: one.counts[fate] for fate in FATES},
                "items": [
                    {
                        "item": item.item,
                        "fate": item.fate,
                        "kind": item.kind,
                        "from": list(item.sources),
                        "level": item.level,
                        "applicable": item.applicable,
                    }
                    for item in one.carried
                ],
                "gone": list(one.gone),
            }
            for one in found
        ],
    }


def migrated_text(new: Standard, found: Sequence[Migrated]) -> str:
    """How much is left to do, and where."""
    titles = {item.id: item.title.en for item in new.items()}
    lines = []
    for one in found:
        who = f", rated by {one.assessor}" if one.assessor not in ("", "consensus") else ""
        told = ", ".join(f"{one.counts[fate]} {name}" for fate, name in FATES.items())
        lines.append(f"{one.centre}, {one.period}{who}: {new.title.en} {new.edition}: {told}")
        for item in one.carried:
            if item.fate == "kept":
                continue
            was = f" from {', '.join(item.sources)}" if item.sources else ""
            level = f", was {_was(item)}" if item.sources else ""
            lines.append(
                f"  {FATES[item.fate]}: {item.item} {titles[item.item]} ({item.kind}{was}{level})"
            )
        if one.gone:
            lines.append(f"  no longer asked for: {', '.join(one.gone)}")
    return "\n".join(lines)
