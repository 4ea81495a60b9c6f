"""Carry an assessment of one edition over to the next, as far as it still says something there.

The rule one would get wrong: what is kept was rated on the same demands, and only that. Where an
item asks for something else, was split or merged, the old rating is a proposal for a person to
confirm, even of an item that is only said to have moved; what is new is not assessed, which is
not zero. Nothing is scored on a proposal.

Source: the policy is our own; a team that trusts less may confirm more.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from scoring.anchors import Anchors
from scoring.assessment import Assessment
from scoring.changes import Changes, Kind, asks_otherwise
from scoring.rating import PERCENT_A_LEVEL, Rating, percent
from scoring.standard import Standard
from scoring.tree import Tree
from scoring.ways import Ways, ways_of

__all__ = [
    "POLICY",
    "Carried",
    "Fate",
    "as_confirmed",
    "carry",
    "dropped",
    "levels_of",
    "shares_of",
]

Fate = Literal["kept", "to-confirm", "not-assessed"]
POLICY: Mapping[Kind, Fate] = {
    "unchanged": "kept",
    "reworded": "kept",
    "moved": "kept",
    "modified": "to-confirm",
    "split": "to-confirm",
    "merged": "to-confirm",
    "added": "not-assessed",
}
HALF = 0.5


@dataclass(frozen=True)
class Carried:
    """What became of the rating of one item of the new edition.

    Attributes
    ----------
    fate : str
        `kept`: stands as it was given; `to-confirm`: a proposal; `not-assessed`: nothing to go by.
    kind : str
        Of the change.
    sources : tuple of str
        Rated items of the old edition.
    level : float or None
        0-5, the old rating, or of several their mean by weight, down to the half level; None
        where nothing was rated or it does not apply.
    applicable : bool
        False where none of its sources applied.
    rating : Rating or None
        As it stands, or as it would stand once confirmed; None where there is nothing to go by.
    """

    item: str
    fate: Fate
    kind: Kind
    sources: tuple[str, ...]
    level: float | None
    applicable: bool
    rating: Rating | None = field(repr=False)


def carry(
    assessment: Assessment,
    changes: Changes,
    old: Standard,
    new: Standard,
    anchors: Mapping[str, Anchors] | None = None,
) -> list[Carried]:
    """What an assessment of the old edition says about each item of the new one, in its order.

    Parameters
    ----------
    anchors : mapping
        Of every indicator that was measured, by id.

    Raises
    ------
    KeyError
        The record does not name an item of the new edition, or a measured indicator has no anchors.

    Examples
    --------
    BCC-5.4 was split in three; each part may inherit its level, once somebody confirms it.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard
    >>> from scoring.load import load_record
    >>> folder = Path("data/standards/best-call-centre")
    >>> old, new = (load_standard(folder / f"{e}.yaml") for e in ("2007", "2027-training"))
    >>> record = Path("data/changes/best-call-centre/2007--2027-training.yaml")
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), old)
    >>> found = {one.item: one for one in carry(rated, load_record(Changes, record), old, new)}
    >>> found["BCC-5.7"]
    Carried(item='BCC-5.7', fate='to-confirm', kind='split', sources=('BCC-5.4',), level=3.5, applicable=True)
    """
    shares = shares_of(old)
    levels = dict(levels_of(assessment, old, anchors or {}))
    ways, before = ways_of(new), {node.id: node for node in old.nodes()}
    found = []
    for item in new.items():
        change = changes.of_new[item.id]
        given = [assessment.ratings[i] for i in change.from_ if i in assessment.ratings]
        fate: Fate = POLICY[change.kind] if given else "not-assessed"
        if fate == "kept" and asks_otherwise(before[given[0].item], item):
            fate = "to-confirm"
        level = _mean([(levels[r.item], shares[r.item]) for r in given if r.item in levels])
        rating = replace(given[0], item=item.id) if fate == "kept" else None
        if fate == "to-confirm":
            rating = _proposal(given, item.id, level, ways[item.id])
        found.append(
            Carried(item.id, fate, change.kind, tuple(r.item for r in given), level,
                    not given or any(r.applicable for r in given), rating)
        )  # fmt: skip
    return found


def _proposal(given: Sequence[Rating], item: str, level: float | None, ways: Ways | None) -> Rating:
    """A rating to be confirmed: of one source what the item still asks for, else the level."""
    still = _still_asked(given[0], ways) if ways and len(given) == 1 else None
    if still:
        return replace(still, item=item)
    applying = [rating for rating in given if rating.applicable]
    trust = [rating.confidence for rating in applying if rating.confidence is not None]
    evidence = dict.fromkeys(rating.evidence for rating in applying if rating.evidence)
    return replace(
        (applying or given)[0], item=item, rating=level, confidence=min(trust, default=None),
        evidence="; ".join(evidence), factors={}, values={}, answers={},
    )  # fmt: skip


def _still_asked(rating: Rating, ways: Ways) -> Rating | None:
    """The findings that an item still asks for; None where they do not make up a rating there."""
    if rating.rating is not None or not rating.applicable:
        return rating
    measured = "results" in ways.parts
    factors = {name: level for name, level in rating.factors.items() if name in ways.factors()}
    values = {i: value for i, value in rating.values.items() if measured and i in ways.indicators}
    answers = {check: answer for check, answer in rating.answers.items() if check in ways.checks}
    judged = (part for part in ways.parts if part != "results" or not values)
    needed = {*ways.checks, *(name for part in judged for name in ways.full_factors(part))}
    whole = (needed or values) and needed <= {*factors, *answers}
    return replace(rating, factors=factors, values=values, answers=answers) if whole else None


def dropped(assessment: Assessment, carried: Sequence[Carried]) -> list[str]:
    """Rated items of the old edition that no item of the new one comes from."""
    sources = {source for one in carried for source in one.sources}
    return [item for item in assessment.ratings if item not in sources]


def as_confirmed(
    assessment: Assessment, carried: Sequence[Carried], *, proposals: bool = True
) -> Assessment:
    """The assessment of the new edition, with what is kept, and with the proposals as if confirmed.

    Parameters
    ----------
    proposals : bool
        False leaves out what is still to be confirmed: then it counts as not assessed.
    """
    ratings = {
        one.item: one.rating for one in carried if one.rating and (proposals or one.fate == "kept")
    }
    return Assessment(assessment.centre, assessment.period, ratings, assessment.assessor)


def levels_of(
    assessment: Assessment, old: Standard, anchors: Mapping[str, Anchors]
) -> Iterator[tuple[str, float]]:
    """What every rated item earns, as a level, however it was rated."""
    for item, ways in ways_of(old).items():
        rating = assessment.ratings.get(item)
        earned = percent(rating, ways, anchors) if rating and ways else None
        if earned is not None:
            yield item, earned / PERCENT_A_LEVEL


def shares_of(standard: Standard) -> Mapping[str, float]:
    """Each item's part of the whole."""
    tree = Tree.of(standard)
    shares = tree.layers.shares
    return {tree.ids[leaf]: float(s) for leaf, s in zip(tree.leaves, shares, strict=True)}


def _mean(levels: Sequence[tuple[float, float]]) -> float | None:
    """By weight, down to the half level; a single level stays as it is."""
    if not levels:
        return None
    if len(levels) == 1:
        return levels[0][0]
    weight = math.fsum(share for _, share in levels)
    mean = math.fsum(level * share for level, share in levels) / weight
    return HALF * math.floor(round(mean / HALF, 9))
