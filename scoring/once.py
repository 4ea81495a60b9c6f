"""Assess once: ratings given on one standard, proposed for related items of another.

The rule one would get wrong: a proposal is no rating. It carries no confidence and waits for a
reviewer, because a link says where to look and not that two items ask the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.anchors import Anchors
from scoring.assessment import Assessment
from scoring.assessors import NO_ANCHORS
from scoring.rating import PERCENT_A_LEVEL, percent
from scoring.standard import Branch, Item, Standard, items_of
from scoring.ways import ways_of

__all__ = ["Proposal", "propose"]

HALF = 0.5


@dataclass(frozen=True)
class Proposal:
    """A level to begin with at one item, and the ratings that it comes from.

    Attributes
    ----------
    rating : float
        0-5 in half levels: the mean of the ratings, rounded down, because a doubtful half level is
        not given.
    lowest, highest : float
        Of the ratings; far apart means that the links say different things.
    sources : tuple of str
        The rated items.
    """

    item: str
    rating: float
    lowest: float
    highest: float
    sources: tuple[str, ...]


def propose(
    assessment: Assessment,
    rated: Standard,
    wanted: Standard,
    links: Iterable[tuple[str, str]],
    anchors: Mapping[str, Anchors] = NO_ANCHORS,
) -> list[Proposal]:
    """What an assessment on one standard suggests for the items of another, in their order.

    Parameters
    ----------
    links : iterable of (str, str)
        Pairs of ids in any order; a link of a criterion holds for the items below it. An item uses
        the closest links it has: its own before those of the nodes above it.
    anchors : mapping
        Of every indicator that was measured, by id.

    Returns
    -------
    list of Proposal
        Items without a link to anything that was rated are left out.

    Examples
    --------
    OP-C1.1 is linked to items at 4 and 1.5: the mean is 2.75, the half level below it 2.5.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> wanted = load_standard(Path("data/standards/cccs-op/2014.yaml"))
    >>> links = [("BCC-1.1", "OP-C1.1"), ("OP-C1.1", "BCC-1.3")]
    >>> propose(rated, award, wanted, links)
    [Proposal(item='OP-C1.1', rating=2.5, lowest=1.5, highest=4.0, sources=('BCC-1.1', 'BCC-1.3'))]
    """
    ends, levels = _ends(links), _levels(assessment, rated, anchors)
    below = {node.id: [item.id for item in items_of(node)] for node in rated.nodes()}
    proposals = []
    for item, above in _with_ancestors(wanted):
        for node_id in (item.id, *above):
            near = sorted({i for end in ends.get(node_id, ()) for i in below.get(end, ())})
            found = {i: levels[i] for i in near if i in levels}
            if found:
                proposals.append(_proposal(item.id, found))
                break
    return proposals


def _ends(links: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in links:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _with_ancestors(standard: Standard) -> Iterable[tuple[Item, tuple[str, ...]]]:
    parents: dict[str, Branch | None] = {n.id: p for n, p in standard.nodes_with_parents()}
    for item in standard.items():
        chain, parent = [], parents[item.id]
        while parent is not None:
            chain.append(parent.id)
            parent = parents[parent.id]
        yield item, tuple(chain)


def _levels(
    assessment: Assessment, rated: Standard, anchors: Mapping[str, Anchors]
) -> dict[str, float]:
    """What every rated item earns, as a level, however it was rated."""
    found = {}
    for item, ways in ways_of(rated).items():
        rating = assessment.ratings.get(item)
        earned = percent(rating, ways, anchors) if rating and ways else None
        if earned is not None:
            found[item] = earned / PERCENT_A_LEVEL
    return found


def _proposal(item: str, found: Mapping[str, float]) -> Proposal:
    mean = sum(found.values()) / len(found)
    down = HALF * (round(mean / HALF, 9) // 1)
    return Proposal(item, down, min(found.values()), max(found.values()), tuple(found))
