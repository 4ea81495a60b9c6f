"""Many centres side by side: ranks, each node's best and middle, and where the leader is ahead.

The rule one would get wrong: centres that are level share a rank and the next rank is left out,
1, 2, 2, 4; and they are level after rounding to 9 decimals. A centre without a total has no rank,
and a provisional one is ranked but marked.

The distance to the leader is split by the midpoint rule of `scoring.review`: with nothing missing
it is each criterion's weight times the difference of its scores; where weights differ, because
something does not apply to one of the two or was not assessed, the change of weight is shared out
too, so that the parts always sum to the distance.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from scoring.review import check_same_standard, review
from scoring.score import Scorecard
from scoring.standard import Standard
from scoring.tree import DECIMALS

__all__ = ["Comparison", "NodeRow", "Place", "compare"]


@dataclass(frozen=True)
class NodeRow:
    """One node across all centres.

    Attributes
    ----------
    parent : str or None
        None for the whole.
    scores : tuple of float or None
        One a centre, 0-100, in the order of the scorecards; None where it has none.
    best, median, spread : float or None
        Of the scores that there are; the spread is highest minus lowest, in percent points.
        None where no centre has a score.
    """

    id: str
    parent: str | None
    scores: tuple[float | None, ...]
    best: float | None
    median: float | None
    spread: float | None


@dataclass(frozen=True)
class Place:
    """Where one centre stands among the others.

    Attributes
    ----------
    rank : int or None
        From 1; the same for centres that are level; None without a total.
    total : float or None
        0-100.
    provisional : bool
        Its total can still change, and its rank with it.
    behind : float or None
        Points of the whole that it lacks to the first centre of rank 1; None without a total.
    behind_by : mapping of str to float
        The same by criterion; negative where the centre is ahead; empty without a total.
    """

    centre: str
    period: str
    rank: int | None
    total: float | None
    provisional: bool
    behind: float | None
    behind_by: Mapping[str, float]


@dataclass(frozen=True)
class Comparison:
    """Many centres side by side.

    Attributes
    ----------
    places : tuple of Place
        In the order of the scorecards.
    rows : tuple of NodeRow
        In the order of the standard, the whole first.
    """

    places: tuple[Place, ...]
    rows: tuple[NodeRow, ...]

    @property
    def ranking(self) -> tuple[Place, ...]:
        """The places from the first rank down; those without one stand last."""
        return tuple(sorted(self.places, key=lambda place: (place.rank is None, place.rank)))


def compare(standard: Standard, cards: Iterable[Scorecard]) -> Comparison:
    """Put many centres side by side.

    Parameters
    ----------
    standard : Standard
        The edition, or its tailoring, that all were rated on.
    cards : iterable of Scorecard
        As a rule many centres in one period, or one centre in many.

    Returns
    -------
    Comparison
        Criteria at 90 and 80 with 50 points each against 80 and 80: totals of 85 and 80, the
        second is 5 points behind, all of them by the first criterion.

    Raises
    ------
    ValueError
        There is no scorecard, or one is of another standard or edition.

    Examples
    --------
    Three sample centres in one year; the second is 80.05 - 78.57 = 1.48 points behind.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard
    >>> from scoring.score import score_many
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> names = ("harbourside-water", "haitang-telecom", "chenxi-bank")
    >>> files = [Path(f"data/centres/{name}/2025.csv") for name in names]
    >>> rated = [one for file in files for one in load_assessment(file, award)]
    >>> found = compare(award, score_many(award, rated)).ranking
    >>> [(place.rank, place.centre, round(place.behind, 2)) for place in found]
    [(1, 'haitang-telecom', 0.0), (2, 'chenxi-bank', 1.48), (3, 'harbourside-water', 14.22)]
    """
    cards = list(cards)
    if not cards:
        message = "there is no scorecard to compare"
        raise ValueError(message)
    check_same_standard(standard, cards)
    ranks = _ranks([card.total.score for card in cards])
    leader = cards[ranks.index(1)] if 1 in ranks else None
    places = [_place(standard, card, rank, leader) for card, rank in zip(cards, ranks, strict=True)]
    nodes = [{node.id: node for node in card.nodes} for card in cards]
    parents = {standard.id: None} | {
        node.id: parent.id if parent else standard.id
        for node, parent in standard.nodes_with_parents()
    }
    rows = [_row(i, parent, [of[i].score for of in nodes]) for i, parent in parents.items()]
    return Comparison(tuple(places), tuple(rows))


def _ranks(totals: Sequence[float | None]) -> list[int | None]:
    """Rank of each total; those that are level have the first rank that falls to one of them."""
    rounded = [None if total is None else round(total, DECIMALS) for total in totals]
    rank_of: dict[float | None, int | None] = {None: None}
    for rank, total in enumerate(sorted((t for t in rounded if t is not None), reverse=True), 1):
        rank_of.setdefault(total, rank)
    return [rank_of[total] for total in rounded]


def _place(
    standard: Standard, card: Scorecard, rank: int | None, leader: Scorecard | None
) -> Place:
    behind, behind_by = None, {}
    if rank is not None and leader is not None:
        ahead = review(standard, card, leader)
        behind = ahead.total.change
        behind_by = {c.id: c.points for c in ahead.criteria if c.points is not None}
    return Place(
        card.centre, card.period, rank, card.total.score, card.provisional, behind, behind_by
    )


def _row(node_id: str, parent: str | None, scores: Sequence[float | None]) -> NodeRow:
    found = [score for score in scores if score is not None]
    if not found:
        return NodeRow(node_id, parent, tuple(scores), None, None, None)
    best = max(found)
    return NodeRow(node_id, parent, tuple(scores), best, median(found), best - min(found))
