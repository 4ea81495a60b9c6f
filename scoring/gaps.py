"""Where the missing points are: each item's part of the distance to 100.

A gap is in points of the whole. Over the assessed items the gaps sum to 100 minus the score,
so that they can be ranked and added up by hand.
"""

from dataclasses import dataclass

from scoring.score import Scorecard
from scoring.standard import Standard
from scoring.tree import FULL

__all__ = ["Gap", "find_gaps"]


@dataclass(frozen=True)
class Gap:
    """Points that one node leaves on the table.

    Attributes
    ----------
    points : float
        Points of the whole that are missing, 0-100.
    score : float
        The node's own score, 0-100.
    """

    id: str
    points: float
    score: float


def find_gaps(standard: Standard, card: Scorecard, *, of: str = "items") -> list[Gap]:
    """Gaps of the assessed items (or of the criteria), largest first.

    Parameters
    ----------
    standard : Standard
        The edition that was rated.
    card : Scorecard
        Its result.
    of : {"items", "criteria"}
        Which nodes to list.
    """
    nodes = standard.items() if of == "items" else standard.children
    scores = [card[node.id] for node in nodes]
    gaps = [
        Gap(node.id, node.scored_share * (FULL - node.score) / FULL, node.score)
        for node in scores
        if node.score is not None
    ]
    return sorted(gaps, key=lambda gap: -gap.points)
