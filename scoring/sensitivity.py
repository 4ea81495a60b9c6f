"""How much a total hangs on each weight, and how far a weight must move to change the outcome.

The rule one would get wrong: a weight moves as the standard states it, and its siblings keep
their proportions; only then does each centre give away the weight of what does not apply to it
or was not assessed. So the total of a centre with nothing missing is a straight line in the
weight, and that of any other a hyperbola; every answer can be checked by writing the new weight
into the standard and scoring again. All weights at once are in `scoring.acceptability`.
"""

import math
from dataclasses import dataclass

import numpy as np

from scoring.acceptability import draw_weights, rank_acceptability
from scoring.score import Scorecard
from scoring.standard import Standard
from scoring.tree import DECIMALS, FULL

__all__ = [
    "WeightChange",
    "WeightWorth",
    "draw_weights",
    "rank_acceptability",
    "weight_to_change",
    "weight_worth",
]


@dataclass(frozen=True)
class WeightWorth:
    """What one more point of a node's weight does.

    Attributes
    ----------
    weight : float
        Points among siblings, 0-100, as the standard states them.
    points : float or None
        Percent points of the total for each point of weight; 0 where the weight moves nothing,
        because nothing else, or not the node itself, counts; None where there is no total.
    """

    id: str
    weight: float
    points: float | None


@dataclass(frozen=True)
class WeightChange:
    """How far one weight must move.

    Attributes
    ----------
    weight, new_weight : float
        Points among siblings, 0-100: as the standard states them, and where it tips.
    """

    id: str
    weight: float
    new_weight: float

    @property
    def distance(self) -> float:
        """Points between the two, whichever way."""
        return abs(self.new_weight - self.weight)


def weight_worth(standard: Standard, card: Scorecard) -> list[WeightWorth]:
    """What one more point of each node's weight does to the total, as an exact derivative.

    Parameters
    ----------
    standard : Standard
        The edition, or its tailoring, that was rated.
    card : Scorecard
        Its result. What counts stays as it is there: a criterion that is rated stays rated.

    Returns
    -------
    list of WeightWorth
        Every node but the whole, in the order of the standard. A criterion of 15 points at 90
        where the total is 70.5 is worth (90 - 70.5) / (100 - 15) = 0.229 points a point.

    Raises
    ------
    KeyError
        The standard has a node that the scorecard does not have.

    Examples
    --------
    BCC-8 holds 10 points and stands at 76.67 where the total is 65.83: 10.83 / 90 = 0.12.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard, score
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> worth = {node.id: node.points for node in weight_worth(award, score(award, rated))}
    >>> round(worth["BCC-8"], 2)
    0.12
    """
    found = []
    for node in standard.nodes():
        weight, points = card[node.id].weight, None
        if card.total.score is not None:
            points = _curve(card, node.id, card.total.score).slope(weight / FULL) / FULL
        found.append(WeightWorth(node.id, weight, points))
    return found


def weight_to_change(card: Scorecard, node_id: str, goal: Scorecard | float) -> WeightChange | None:
    """The nearest weight of one node at which a centre draws level with another, or a threshold.

    Parameters
    ----------
    card : Scorecard
        The centre. What counts stays as it is there: a criterion that is rated stays rated.
    node_id : str
        Whose weight moves, from 0 to 100 among its siblings.
    goal : Scorecard or float
        A centre scored with the same weights, with which it changes places; or the total that
        it crosses, 0-100, such as the threshold of a grade.

    Returns
    -------
    WeightChange or None
        At the new weight both are level, and beyond it the order is the other one; a distance
        of 0 says that they are level now. None where no weight does it, where the two are level
        whatever the weight, and where there is no total.

    Raises
    ------
    KeyError
        There is no such node.
    ValueError
        The two centres were scored with different weights.

    Examples
    --------
    At 65.83 a centre lacks 0.17 points to 66. One point more for BCC-8 is worth 0.12, so it takes
    0.1667 / 0.1204 = 1.38 of them.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard, score
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> change = weight_to_change(score(award, rated), "BCC-8", 66)
    >>> change.weight, round(change.new_weight, 2)
    (10.0, 11.38)
    """
    weight, total = card[node_id].weight, card.total.score
    other = goal.total.score if isinstance(goal, Scorecard) else goal
    if total is None or other is None:
        return None
    level = _constant(other)
    if isinstance(goal, Scorecard):
        _check_same_weights(card, goal)
        level = _curve(goal, node_id, other)
    moves = [FULL * root for root in _curve(card, node_id, total).meets(level)]
    inside = [min(max(m, 0.0), FULL) for m in moves if 0 <= round(m, DECIMALS) <= FULL]
    found = [WeightChange(node_id, weight, new) for new in inside]
    return min(found, key=lambda change: change.distance, default=None)


def _check_same_weights(card: Scorecard, goal: Scorecard) -> None:
    ours, theirs = ({node.id: node.weight for node in one.nodes} for one in (card, goal))
    if ours != theirs:
        message = f"{card.centre} and {goal.centre} were scored with different weights"
        raise ValueError(message)


@dataclass(frozen=True)
class _Curve:
    """A total while one weight moves: a quotient of two lines, by their ends at 0 and at 100."""

    over: tuple[float, float]
    under: tuple[float, float]

    def slope(self, part: float) -> float:
        """Derivative by the weight, where the weight is 0-1."""
        (over, over_end), (under, under_end) = self.over, self.under
        here = under + part * (under_end - under)
        return (over_end * under - over * under_end) / here**2

    def meets(self, other: "_Curve") -> list[float]:
        """Weights, 0-1 where they can be had, at which two totals change places.

        The difference, times both lines below, is a parabola; it is solved in the form that
        loses no digits where it is all but straight.
        """
        a, a_end, b, b_end = *self.over, *other.over
        under, under_end, below, below_end = *self.under, *other.under
        start = a * below - b * under
        end = a_end * below_end - b_end * under_end
        middle = a * below_end + a_end * below - b * under_end - b_end * under
        bend, slope = start - middle + end, middle - 2 * start
        inside = slope**2 - 4 * bend * start
        if not np.round((start, middle, end), DECIMALS).any() or not inside > 0:
            return []
        half = -(slope + math.copysign(math.sqrt(inside), slope)) / 2
        return [start / half, *([half / bend] if bend else [])]


def _constant(total: float) -> _Curve:
    return _Curve((total, total), (1.0, 1.0))


def _curve(card: Scorecard, node_id: str, total: float) -> _Curve:
    """The total of a centre while the weight of one node moves."""
    nodes = {node.id: node for node in card.nodes}
    node = nodes[node_id]
    others = [
        (n.weight, n.score)
        for n in card.nodes
        if n.parent == node.parent and n.id != node_id and n.score is not None
    ]
    if node.parent is None or node.score is None or not (others and node.scored_share):
        return _constant(total)
    parent, counting = nodes[node.parent], math.fsum(weight for weight, _ in others)
    mean = math.fsum(weight * score for weight, score in others) / counting
    kept, part = counting / (FULL - node.weight), parent.scored_share / FULL
    rest = total - part * (parent.score or 0.0)
    return _Curve((kept * (rest + part * mean), rest + part * node.score), (kept, 1.0))
