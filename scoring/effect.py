"""Whom a new edition affects: score, grade and rank before and after, and what did it.

The rule one would get wrong: two editions differ in items, scales and weights at once, so that
the parts depend on the order in which they change. Here it is fixed. First the items: those that
went, and those that became several or one, each with the weight that their old ones had. Then the
scales: what the same findings earn now, which is the same where the item was rated as a whole.
Then the weights. The three parts sum to the whole change.

The other one: where nothing of a criterion could be carried over, the grade asks nothing of it
here, although a scorecard counts as 0 what nobody assessed. It is provisional until then.

Source: the order is our own; it leaves to the weights what no other change explains.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.anchors import Anchors
from scoring.assessment import Assessment
from scoring.changes import Changes
from scoring.comparison import compare
from scoring.grade import grade
from scoring.migration import Carried, as_confirmed, carry, shares_of
from scoring.rating import PERCENT_A_LEVEL
from scoring.score import Scorecard, score_many
from scoring.standard import Standard

__all__ = ["Effect", "effects"]


@dataclass(frozen=True)
class Effect:
    """What a new edition does to one centre, had its proposals been confirmed.

    Attributes
    ----------
    before, after : Scorecard
        On the old edition as rated, and on the new one as carried over.
    carried : tuple of Carried
        What became of each rating.
    left_out : tuple of str
        Criteria that are new, or lost all that was assessed; `grade_after` asks nothing of them.
    grade_before, grade_after : str or None
        Ids; None where nothing was assessed or the edition has no grades. Provisional where
        `before` and `after` are.
    rank_before, rank_after : int or None
        Among the centres given, 1 the highest; None without a score.
    by_items, by_scales, by_weights : float or None
        Parts of the change of the score, in points; None where it has none on one side, or where
        nothing that counted before counts now.
    """

    before: Scorecard
    after: Scorecard
    carried: tuple[Carried, ...]
    left_out: tuple[str, ...]
    grade_before: str | None
    grade_after: str | None
    rank_before: int | None
    rank_after: int | None
    by_items: float | None
    by_scales: float | None
    by_weights: float | None

    @property
    def change(self) -> float | None:
        """Of the score, in points."""
        before, after = self.before.total.score, self.after.total.score
        return None if before is None or after is None else after - before


def effects(
    assessments: Sequence[Assessment],
    changes: Changes,
    old: Standard,
    new: Standard,
    anchors: Mapping[str, Anchors] | None = None,
) -> list[Effect]:
    """What the new edition does to each centre.

    Parameters
    ----------
    assessments : sequence of Assessment
        On the old edition, one a centre; ranks are among them.
    anchors : mapping
        Of every indicator that was measured, by id.

    Examples
    --------
    A sample centre on the training draft: the three parts make up the change.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard
    >>> from scoring.load import load_record
    >>> folder = Path("data/standards/best-call-centre")
    >>> old, new = (load_standard(folder / f"{e}.yaml") for e in ("2007", "2027-training"))
    >>> record = Path("data/changes/best-call-centre/2007--2027-training.yaml")
    >>> rated = load_assessment(Path("data/centres/harbourside-water/2025.csv"), old)
    >>> (found,) = effects(rated, load_record(Changes, record), old, new)
    >>> parts = (found.by_items, found.by_scales, found.by_weights)
    >>> round(found.change, 9) == round(sum(parts), 9)
    True
    """
    if not assessments:
        return []
    known = anchors or {}
    carried = [carry(one, changes, old, new, known) for one in assessments]
    before = score_many(old, assessments, known)
    confirmed = [as_confirmed(*pair) for pair in zip(assessments, carried, strict=True)]
    after = score_many(new, confirmed, known)
    ranks = ([place.rank for place in compare(old, before).places],
             [place.rank for place in compare(new, after).places])  # fmt: skip
    return [
        Effect(
            was, now, tuple(found), (gone := _left_out(changes, was, now)),
            grade(old, was).id, grade(new, _without(now, gone)).id, rank_was, rank_now,
            *_parts(was, now, found, _inherited(changes, was, old, new)),
        )
        for found, was, now, rank_was, rank_now in zip(carried, before, after, *ranks, strict=True)
    ]  # fmt: skip


def _left_out(changes: Changes, was: Scorecard, now: Scorecard) -> tuple[str, ...]:
    """Criteria without a score that have come, or had one before."""
    criteria = [node for node in now.nodes if node.parent == now.total.id]
    return tuple(
        criterion.id
        for criterion in criteria
        if criterion.score is None and criterion.coverage is not None
        and (not (sources := changes.of_new[criterion.id].from_)
             or any(was[source].score is not None for source in sources))
    )  # fmt: skip


def _without(card: Scorecard, criteria: Collection[str]) -> Scorecard:
    """The scorecard as if these criteria did not apply: only a gate still asks for them."""
    nodes = (replace(n, coverage=None) if n.id in criteria else n for n in card.nodes)
    return replace(card, nodes=tuple(nodes))


def _parts(
    was: Scorecard, now: Scorecard, carried: Sequence[Carried], inherited: Mapping[str, float]
) -> tuple[float, float, float] | tuple[None, None, None]:
    """By items, by scales, by weights."""
    start, end = was.total.score, now.total.score
    if start is None or end is None:
        return None, None, None
    scored = [one for one in carried if now[one.item].score is not None]
    same_scale = [(inherited[one.item], PERCENT_A_LEVEL * (one.level or 0.0)) for one in scored]
    new_scale = [(inherited[one.item], now[one.item].score or 0.0) for one in scored]
    items, scales = _mean(same_scale), _mean(new_scale)
    if items is None or scales is None:  # nothing of the old edition is left
        return None, None, None
    return items - start, scales - items, end - scales


def _inherited(
    changes: Changes, was: Scorecard, old: Standard, new: Standard
) -> Mapping[str, float]:
    """The weight that each new item would have had in the old edition, in points of the whole."""
    weights = {item.id: was[item.id].scored_share for item in old.items()}
    stated = shares_of(new)  # of parts by the edition alone: a criterion may not be rated any more
    found = {}
    for item, share in stated.items():
        change = changes.of_new[item]
        weight = math.fsum(weights.get(source, 0.0) for source in change.from_)
        found[item] = weight * share / math.fsum(stated.get(part, 0.0) for part in change.to)
    return found


def _mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    weight = math.fsum(share for share, _ in pairs)
    return math.fsum(s * p for s, p in pairs) / weight if weight else None
