"""Which improvement method wins most for a centre, by points of the whole a person-day.

The rule one would get wrong: what a method wins is an assumption (one level at each item that it
suits and none above level 4, told with its reason in data/effort.yaml), good for putting methods
in order and no promise; two methods that lift the same item do not win it twice.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.effort import Effort
from scoring.method import Method
from scoring.rating import PERCENT_A_LEVEL
from scoring.score import Scorecard
from scoring.standard import Standard, items_of
from scoring.tree import FULL

__all__ = ["ItemGain", "MethodGain", "items_suited", "rank_methods"]


@dataclass(frozen=True)
class ItemGain:
    """What a method wins at one item: ``share x (goal - start) / 100``.

    Attributes
    ----------
    share : float
        Points of the whole that the item holds among what was assessed.
    start, goal : float
        Percent of the item, 0-100.
    points : float
        Points of the whole.
    """

    item: str
    share: float
    start: float
    goal: float
    points: float


@dataclass(frozen=True)
class MethodGain:
    """What a method wins for a centre, with the arithmetic.

    Attributes
    ----------
    items : tuple of ItemGain
        In the order of the standard; those that it lifts.
    points : float
        Sum over the items.
    days : float
        Person-days of a method of its effort.
    points_a_day : float
        The quotient, by which methods are ranked.
    """

    method: str
    items: tuple[ItemGain, ...]
    points: float
    days: float
    points_a_day: float


def rank_methods(
    standard: Standard, card: Scorecard, methods: Sequence[Method], effort: Effort
) -> list[MethodGain]:
    """Methods that win something, most points a person-day first; equals in their own order.

    A method of 20 days that lifts an item with a share of 5 points from 70 to 80 % wins 5 x 0.1 =
    0.5 points, 0.025 a day.

    Examples
    --------
    The best for a sample centre lifts three items of 2.5 points by 10, 20 and 20 %, which is 1.25
    points for 6.5 days.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard, score
    >>> from scoring.load import load_list, load_record
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> methods = load_list(Method, Path("data/methods/methods.yaml"))
    >>> effort = load_record(Effort, Path("data/effort.yaml"))
    >>> best = rank_methods(award, score(award, rated), methods, effort)[0]
    >>> [(item.item, item.start, item.goal) for item in best.items]
    [('BCC-3.1', 70.0, 80.0), ('BCC-3.2', 60.0, 80.0), ('BCC-3.3', 50.0, 70.0)]
    >>> best.method, round(best.points, 2), round(best.points_a_day, 3)
    ('MTH-22', 1.25, 0.192)
    """
    gains = [_gain(standard, card, method, effort) for method in methods]
    return sorted((g for g in gains if g.items), key=lambda gain: -gain.points_a_day)


def _gain(standard: Standard, card: Scorecard, method: Method, effort: Effort) -> MethodGain:
    items = tuple(_item_gains(card, items_suited(standard, method), effort))
    points, days = math.fsum(item.points for item in items), effort.method_days(method.effort)
    return MethodGain(method.id, items, points, days, points / days)


def _item_gains(card: Scorecard, suited: Sequence[str], effort: Effort) -> Iterator[ItemGain]:
    top = PERCENT_A_LEVEL * effort.lift.up_to
    for item in suited:
        start, share = card[item].score, card[item].scored_share
        if start is not None and start < top and share:
            goal = min(start + PERCENT_A_LEVEL * effort.lift.levels, top)
            yield ItemGain(item, share, start, goal, share * (goal - start) / FULL)


def items_suited(standard: Standard, method: Method) -> list[str]:
    """Items that a method names, by themselves or by a node above, in the order of the standard."""
    named = {i.id for node in standard.nodes() if node.id in method.items for i in items_of(node)}
    return [item.id for item in standard.items() if item.id in named]
