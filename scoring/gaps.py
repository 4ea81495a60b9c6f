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

    Examples
    --------
    BCC-1 holds 15 points and scores 63.33, so 15 x 0.3667 = 5.5 points are missing there; all gaps
    together are what the total of 65.83 lacks.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard, score
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> gaps = find_gaps(award, score(award, rated), of="criteria")
    >>> [(gap.id, round(gap.points, 2)) for gap in gaps[:3]]
    [('BCC-1', 5.5), ('BCC-2', 5.25), ('BCC-4', 4.25)]
    >>> round(sum(gap.points for gap in gaps), 2)
    34.17
    """
    nodes = standard.items() if of == "items" else standard.children
    scores = [card[node.id] for node in nodes]
    gaps = [
        Gap(node.id, node.scored_share * (FULL - node.score) / FULL, node.score)
        for node in scores
        if node.score is not None
    ]
    return sorted(gaps, key=lambda gap: -gap.points)
