"""Where a centre stands, as arrays: what its nodes score if items were higher, which rules hold.

The rule one would get wrong: a rule holds when the score says so after rounding to 9 decimals,
so every question is put to the scoring itself and none to a sum kept beside it. As in grading,
a criterion that does not apply is left out, and one that nobody assessed counts as 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.grades import Rule
from scoring.score import Scorecard
from scoring.standard import Standard
from scoring.tree import DECIMALS, Bools, Floats, Tree, TreeScores, score_tree

__all__ = ["Standing", "Unmet"]


@dataclass(frozen=True)
class Unmet:
    """A rule that does not hold, and what was found.

    Attributes
    ----------
    node : str or None
        The node that falls short, of several the one that does so most; None for a count.
    value : float or None
        Its percent, None where it does not apply or nothing at all was assessed; for a count the
        number of criteria that reach it.
    """

    rule: Rule
    node: str | None
    value: float | None


@dataclass(frozen=True)
class Standing:
    """A scored centre as arrays with one entry an item, in the order of the standard.

    Attributes
    ----------
    percent, confidence : ndarray of float, shape (items,)
        0-100 and 0-1; NaN where not assessed.
    applicable : ndarray of bool, shape (items,)
        False where the item does not apply.
    """

    tree: Tree
    percent: Floats
    applicable: Bools
    confidence: Floats

    @classmethod
    def of(cls, standard: Standard, card: Scorecard) -> "Standing":
        """The centre behind a scorecard."""
        items = [card[item.id] for item in standard.items()]
        return cls(
            Tree.of(standard),
            np.array([np.nan if i.score is None else i.score for i in items]),
            np.array([i.coverage is not None for i in items]),
            np.array([np.nan if i.confidence is None else i.confidence for i in items]),
        )

    def item(self, index: int) -> str:
        """Id of an item."""
        return self.tree.ids[int(self.tree.leaves[index])]

    def assessed(self) -> Sequence[int]:
        """Indexes of the items that apply and were assessed."""
        return [int(index) for index in np.flatnonzero(~np.isnan(self.percent))]

    def scores(self, percent: Floats) -> TreeScores:
        """Scores of other percents of the same items, shape (items,) or (items, variants)."""
        columns = percent.reshape(len(self.percent), -1)
        count = columns.shape[1]
        applicable = np.tile(self.applicable[:, None], count)
        return score_tree(self.tree, columns, applicable, np.tile(self.confidence[:, None], count))

    def worth(self) -> TreeScores:
        """What one percent of each item adds to every node, one column an assessed item.

        Scores are linear in the percents while it stays the same items that were assessed.
        """
        assessed = self.assessed()
        units = np.where(np.isnan(self.percent), np.nan, 0.0)[:, None] + np.zeros(len(assessed))
        units[assessed, np.arange(len(assessed))] = 1.0
        return self.scores(units)

    def nodes_of(self, rule: Rule) -> list[int]:
        """Nodes that a rule reads, as far as they apply: the whole, a gate, every criterion."""
        nodes: Sequence[int] = [0]
        if rule.kind in ("every", "count"):
            nodes = self.tree.children(0)
        elif rule.node is not None:
            nodes = [self.tree.ids.index(rule.node)]
        return [node for node in nodes if self._applies[node]]

    @cached_property
    def _applies(self) -> Bools:
        """Whether each node applies; no rating changes that."""
        return np.asarray(~np.isnan(self.scores(self.percent).coverage[:, 0]))

    def unmet(self, rules: Iterable[Rule], percent: Floats) -> tuple[Unmet, ...]:
        """The rules that do not hold with these percents, shape (items,)."""
        scores = self.scores(percent)
        scored = not np.isnan(scores.score[0, 0])
        found = (self._unmet(rule, read(rule, scores)[:, 0], scored=scored) for rule in rules)
        return tuple(unmet for unmet in found if unmet)

    def _unmet(self, rule: Rule, values: Floats, *, scored: bool) -> Unmet | None:
        nodes = self.nodes_of(rule)
        reaching = int((values[nodes].round(DECIMALS) >= rule.at_least).sum())
        needed = len(nodes) if rule.kind == "every" else rule.count or 1
        if scored and reaching >= needed:
            return None
        if rule.kind == "count":
            return Unmet(rule, None, reaching)
        if not nodes:  # the gate does not apply, and a prerequisite nobody can look at is not met
            return Unmet(rule, rule.node, None)
        lowest = min(nodes, key=lambda node: float(values[node]))
        return Unmet(rule, self.tree.ids[lowest], float(values[lowest]) if scored else None)


def read(rule: Rule, scores: TreeScores) -> Floats:
    """What a rule measures, shape (nodes, variants); 0 where nobody assessed anything."""
    return np.nan_to_num(scores.low if rule.measure == "low" else scores.score)
