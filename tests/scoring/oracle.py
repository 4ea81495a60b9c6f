"""Scores by exact fractions, straight from the rules and one item at a time.

Nothing here is shared with the program but the numbering of the nodes: weights are multiplied
down the tree, ranges are summed over items, and only the score itself climbs up.

Source: design of the handbook, scoring rules 2 to 5.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tests.strategies import Rated

__all__ = ["Exact", "exact"]

HALF = Fraction(1, 2)
FULL = Fraction(100)


@dataclass(frozen=True)
class Exact:
    """Five numbers of one node; None where there is none."""

    score: Fraction | None
    coverage: Fraction | None
    confidence: Fraction | None
    low: Fraction | None
    high: Fraction | None


class _Oracle:
    def __init__(self, rated: Rated) -> None:
        self.rated, self.tree = rated, rated.tree
        self.row = {int(leaf): row for row, leaf in enumerate(rated.tree.leaves)}
        self.children = {
            node: [n for n, parent in enumerate(rated.tree.parents) if parent == node]
            for node in range(len(rated.tree.ids))
        }

    def points(self, node: int) -> Fraction:
        return Fraction(float(self.tree.points[node]))

    def stated_part(self, node: int) -> Fraction:
        """Part of a node's weight, as the standard states it, that applies."""
        if node in self.row:
            return Fraction(bool(self.rated.applicable[self.row[node]]))
        total = sum(self.points(child) for child in self.children[node])
        return sum(
            self.points(child) / total * self.stated_part(child) for child in self.children[node]
        )

    def applies(self, node: int) -> bool:
        """Rule 3: something below applies, and of a criterion at least half."""
        if node == 0:
            return any(self.applies(criterion) for criterion in self.children[0])
        part = self.stated_part(node)
        return part >= HALF if self.tree.parents[node] == 0 else part > 0

    def weights(self, node: int, share: Fraction = Fraction(1)) -> dict[int, Fraction]:
        """Share W of every item below that applies, after rule 3."""
        if node in self.row:
            return {node: share}
        kept = [child for child in self.children[node] if self.applies(child)]
        total = sum(self.points(child) for child in kept)
        found: dict[int, Fraction] = {}
        for child in kept:
            found |= self.weights(child, share * self.points(child) / total)
        return found

    def percent(self, item: int) -> Fraction | None:
        value = float(self.rated.percent[self.row[item]])
        return None if np.isnan(value) else Fraction(value)

    def score(self, node: int) -> Fraction | None:
        """Rules 2 and 4: the mean of the children that have a score."""
        if not self.applies(node):
            return None
        if node in self.row:
            return self.percent(node)
        scores = {child: self.score(child) for child in self.children[node]}
        scored = {child: value for child, value in scores.items() if value is not None}
        total = sum(self.points(child) for child in scored)
        return sum(self.points(c) * v for c, v in scored.items()) / total if scored else None

    def numbers(self, node: int) -> Exact:
        if not self.applies(node):
            return Exact(None, None, None, None, None)
        weights = self.weights(node)
        seen = {item: w for item, w in weights.items() if self.percent(item) is not None}
        trust = {item: Fraction(float(self.rated.confidence[self.row[item]])) for item in seen}
        low = sum((w * trust[i] * self.percent(i) for i, w in seen.items()), Fraction(0))
        trusted = sum((w * trust[i] for i, w in seen.items()), Fraction(0))
        return Exact(
            self.score(node),
            sum(seen.values(), Fraction(0)) / sum(weights.values()),
            trusted / sum(seen.values()) if seen else None,
            low,
            low + (1 - trusted) * FULL,
        )


def exact(rated: Rated) -> list[Exact]:
    """The five numbers of every node."""
    oracle = _Oracle(rated)
    return [oracle.numbers(node) for node in range(len(rated.tree.ids))]
