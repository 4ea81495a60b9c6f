"""What moved between two scorecards, and which items caused it.

The rule one would get wrong: a total also moves when weight moves, because an item does not apply
any more or was assessed for the first time. So every item's part of the change has two parts. By
rating: the change of its score times the mean of its two shares. By share: the change of its
share times how far its mean score lies above the mean of the two totals; more weight on an item
that is worse than the whole pulls the whole down. Together they are the whole change, exactly.
An item that has a score on one side only has moved by share alone.

Source: the midpoint rule is the mean of both orders, first the ratings and then the shares or the
other way round; shares sum to 100 on both sides, so the point they are measured from is free.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.score import NodeScore, Scorecard
from scoring.standard import Standard, items_of
from scoring.tree import DECIMALS, FULL, Tree

__all__ = ["Change", "Review", "Status", "check_same_standard", "review"]

Status = Literal["assessed", "not-assessed", "not-applicable"]


@dataclass(frozen=True)
class Change:
    """What happened to one node.

    Attributes
    ----------
    was, is_now : str
        Whether it was assessed at all; a criterion that is not rated does not apply.
    before, after : float or None
        Its score, 0-100.
    by_rating, by_share : float or None
        Its part of the change of the total, in points of the whole; None where the total is
        missing on one side.
    """

    id: str
    was: Status
    is_now: Status
    before: float | None
    after: float | None
    by_rating: float | None
    by_share: float | None

    @property
    def change(self) -> float | None:
        """Change of its own score; None where it has none on one side."""
        return _difference(self.before, self.after)

    @property
    def points(self) -> float | None:
        """Its whole part of the change of the total, in points of the whole."""
        if self.by_rating is None or self.by_share is None:
            return None
        return self.by_rating + self.by_share


@dataclass(frozen=True)
class Review:
    """Two scorecards against each other; swapping them turns every sign round.

    Attributes
    ----------
    total : Change
        The whole.
    criteria, items : tuple of Change
        In the order of the standard; a criterion's points are the sum of its items'.
    coverage, confidence : float or None
        Change of the two numbers of the whole, -1 to 1; None where one is missing.
    """

    before: Scorecard
    after: Scorecard
    total: Change
    criteria: tuple[Change, ...]
    items: tuple[Change, ...]
    coverage: float | None
    confidence: float | None

    @property
    def newly_assessed(self) -> tuple[Change, ...]:
        """Items assessed now that were not before, whether they applied or not."""
        return self._now("assessed", lambda was: was != "assessed")

    @property
    def no_longer_assessed(self) -> tuple[Change, ...]:
        """Items that were assessed, still apply and are not assessed now."""
        return self._now("not-assessed", lambda was: was == "assessed")

    @property
    def newly_not_applicable(self) -> tuple[Change, ...]:
        """Items that applied before and do not now."""
        return self._now("not-applicable", lambda was: was != "not-applicable")

    @property
    def rises(self) -> tuple[Change, ...]:
        """Items that lifted the total, the one that did so most first."""
        return _largest(self.items, 1)

    @property
    def falls(self) -> tuple[Change, ...]:
        """Items that lowered the total, the one that did so most first."""
        return _largest(self.items, -1)

    def _now(self, status: Status, was: Callable[[Status], bool]) -> tuple[Change, ...]:
        return tuple(item for item in self.items if item.is_now == status and was(item.was))


def review(standard: Standard, before: Scorecard, after: Scorecard) -> Review:
    """Say what moved from one scorecard to another.

    Parameters
    ----------
    standard : Standard
        The edition, or its tailoring, that was rated both times.
    before, after : Scorecard
        As a rule one centre in two periods; with two centres it tells what sets them apart.

    Returns
    -------
    Review
        The points of all items sum to the change of the total. On the award, BCC-7 from 50 to
        55 and BCC-8 from 80 to 85 with 10 points each lift 70.5 to 71.5, all by rating.

    Raises
    ------
    ValueError
        A scorecard is of another standard or edition.

    Examples
    --------
    A sample centre rose from 47.308 to 65.833, most of all by BCC-6.2: 5 points, from 30 to 70 %.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard, score
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> files = [Path(f"data/centres/harbourside-water/{year}.csv") for year in (2024, 2025)]
    >>> before, after = (score(award, *load_assessment(file, award)) for file in files)
    >>> found = review(award, before, after)
    >>> best = found.rises[0]
    >>> round(found.total.points, 3), best.id, round(best.change, 3), round(best.points, 3)
    (18.525, 'BCC-6.2', 40.0, 2.0)
    """
    check_same_standard(standard, (before, after))
    old, new = ({node.id: node for node in card.nodes} for card in (before, after))
    criteria, items = [], []
    for criterion in standard.children:
        parts = [
            _of_item(old[item.id], new[item.id], before.total.score, after.total.score)
            for item in items_of(criterion)
        ]
        criteria.append(_sum(old[criterion.id], new[criterion.id], parts))
        items.extend(parts)
    return Review(
        before,
        after,
        _sum(before.total, after.total, items),
        tuple(criteria),
        tuple(items),
        _difference(before.total.coverage, after.total.coverage),
        _difference(before.total.confidence, after.total.confidence),
    )


def check_same_standard(standard: Standard, cards: Iterable[Scorecard]) -> None:
    """Refuse scorecards of another standard, edition or tailoring.

    Raises
    ------
    ValueError
        One is; it is named by its centre and period.
    """
    tree = Tree.of(standard)
    stated = {i: round(w, DECIMALS) for i, w in zip(tree.ids, tree.weights().tolist(), strict=True)}
    for card in cards:
        of = f"{card.standard}@{card.edition}"
        weights = {node.id: round(node.weight, DECIMALS) for node in card.nodes}
        if of != standard.reference or weights != stated:
            what = of if of != standard.reference else "other items or weights"
            message = f"{card.centre} in {card.period}: {standard.reference} expected, got {what}"
            raise ValueError(message)


def _of_item(
    old: NodeScore, new: NodeScore, total: float | None, new_total: float | None
) -> Change:
    """An item's part of the change of the total, by the midpoint rule."""
    by_rating, by_share = None, None
    if total is not None and new_total is not None:
        before = new.score if old.score is None else old.score
        after = old.score if new.score is None else new.score
        by_rating = by_share = 0.0
        if before is not None and after is not None:
            share = (old.scored_share + new.scored_share) / 2
            above = (before + after) / 2 - (total + new_total) / 2
            by_rating = share * (after - before) / FULL
            by_share = (new.scored_share - old.scored_share) * above / FULL
    return _change(old, new, by_rating, by_share)


def _sum(old: NodeScore, new: NodeScore, parts: Sequence[Change]) -> Change:
    """A node whose parts of the change are the sums of its items'."""
    rating = [part.by_rating for part in parts if part.by_rating is not None]
    share = [part.by_share for part in parts if part.by_share is not None]
    return _change(
        old, new, math.fsum(rating) if rating else None, math.fsum(share) if share else None
    )


def _change(
    old: NodeScore, new: NodeScore, by_rating: float | None, by_share: float | None
) -> Change:
    return Change(old.id, _status(old), _status(new), old.score, new.score, by_rating, by_share)


def _status(node: NodeScore) -> Status:
    if node.coverage is None:
        return "not-applicable"
    return "not-assessed" if node.score is None else "assessed"


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def _largest(changes: Iterable[Change], sign: int) -> tuple[Change, ...]:
    """Those that moved the total in one direction, after rounding, largest first."""
    moved = [(sign * (change.points or 0.0), change) for change in changes]
    kept = [pair for pair in moved if round(pair[0], DECIMALS) > 0]
    return tuple(change for _, change in sorted(kept, key=lambda pair: -pair[0]))
