"""Where several assessors rated: who is disputed, and a median only for those who ask for one.

The rule one would get wrong: ratings are never averaged silently. A consensus row settles an item;
without one there is a score for each assessor.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

from scoring.anchors import Anchors
from scoring.assessment import Assessment
from scoring.entries import CONSENSUS
from scoring.rating import PERCENT_A_LEVEL, percent
from scoring.standard import Standard
from scoring.tree import DECIMALS
from scoring.ways import ways_of

__all__ = ["NO_ANCHORS", "Disputed", "by_median", "disputed", "levels_by_assessor"]

SPREAD = 2 * PERCENT_A_LEVEL  # two levels apart: the assessors have to talk
NO_ANCHORS: Mapping[str, Anchors] = {}


@dataclass(frozen=True)
class Disputed:
    """An item on which assessors differ by two levels or more, and did not agree.

    Attributes
    ----------
    percents : mapping
        What each assessor's rating earns, 0-100.
    """

    item: str
    percents: Mapping[str, float]


def disputed(
    standard: Standard, assessment: Assessment, anchors: Mapping[str, Anchors] = NO_ANCHORS
) -> tuple[Disputed, ...]:
    """Items on which assessors differ by two levels or more and have no agreed rating.

    Examples
    --------
    Level 4 earns 80 %, level 1.5 earns 30.

    >>> from pathlib import Path
    >>> from scoring import Rating, load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> given = {
    ...     who: {"BCC-1.1": Rating("north", "2025", "BCC-1.1", level, 0.8, True, who, "", "")}
    ...     for who, level in (("Li", 4), ("Wu", 1.5))
    ... }
    >>> assessment = Assessment("north", "2025", given["Li"], "Li", given)
    >>> disputed(award, assessment)
    (Disputed(item='BCC-1.1', percents={'Li': 80.0, 'Wu': 30.0}),)
    """
    return tuple(
        Disputed(item, earned)
        for item, earned in _earned(standard, assessment, anchors)
        if CONSENSUS not in earned
        and len(earned) > 1
        and round(max(earned.values()) - min(earned.values()), DECIMALS) >= SPREAD
    )


def by_median(
    standard: Standard, assessment: Assessment, anchors: Mapping[str, Anchors] = NO_ANCHORS
) -> Assessment:
    """One assessment of all assessors: the agreed rating of an item, else the median of theirs.

    Only where it is asked for, because a median hides that they differ. An item that one of them
    holds not applicable counts by the others; confidence is the median too.

    Examples
    --------
    The middle of 4 and 1.5 is 2.75.

    >>> from pathlib import Path
    >>> from scoring import Rating, load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> given = {
    ...     who: {"BCC-1.1": Rating("north", "2025", "BCC-1.1", level, 0.8, True, who, "", "")}
    ...     for who, level in (("Li", 4), ("Wu", 1.5))
    ... }
    >>> assessment = Assessment("north", "2025", given["Li"], "Li", given)
    >>> by_median(award, assessment).ratings["BCC-1.1"].rating
    2.75
    """
    ratings = {}
    for item, earned in _earned(standard, assessment, anchors):
        given = [own[item] for own in assessment.by_assessor.values() if item in own]
        agreed = assessment.by_assessor.get(CONSENSUS, {}).get(item)
        rated = [one for one in given if one.applicable]
        if agreed or len(given) == 1 or not rated:
            ratings[item] = agreed or given[0]
            continue
        sure = [1.0 if one.confidence is None else one.confidence for one in rated]
        level = median(earned.values()) / PERCENT_A_LEVEL
        ratings[item] = replace(
            rated[0], rating=level, confidence=median(sure), assessor="median",
            evidence="", note="", factors={}, values={}, answers={},
        )  # fmt: skip
    return Assessment(
        assessment.centre, assessment.period, ratings, "median", assessment.by_assessor
    )


def levels_by_assessor(
    standard: Standard, assessment: Assessment, anchors: Mapping[str, Anchors] = NO_ANCHORS
) -> dict[str, dict[str, float]]:
    """Levels, 0-5, by assessor and item; the agreed rows are no assessor's own.

    Examples
    --------
    >>> from pathlib import Path
    >>> from scoring import Rating, load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> given = {
    ...     who: {"BCC-1.1": Rating("north", "2025", "BCC-1.1", level, 0.8, True, who, "", "")}
    ...     for who, level in (("Li", 4), ("Wu", 1.5), (CONSENSUS, 3))
    ... }
    >>> levels_by_assessor(award, Assessment("north", "2025", given[CONSENSUS], None, given))
    {'Li': {'BCC-1.1': 4.0}, 'Wu': {'BCC-1.1': 1.5}}
    """
    found: dict[str, dict[str, float]] = {}
    for item, earned in _earned(standard, assessment, anchors):
        for who, value in earned.items():
            if who != CONSENSUS:
                found.setdefault(who, {})[item] = value / PERCENT_A_LEVEL
    return found


def _earned(
    standard: Standard, assessment: Assessment, anchors: Mapping[str, Anchors]
) -> Iterator[tuple[str, dict[str, float]]]:
    """Every item with what each assessor's rating earns."""
    items = dict.fromkeys(item for own in assessment.by_assessor.values() for item in own)
    for item, ways in ways_of(standard).items():
        if ways and item in items:
            earned = {
                who: percent(own[item], ways, anchors)
                for who, own in assessment.by_assessor.items()
                if item in own
            }
            yield item, {who: value for who, value in earned.items() if value is not None}
