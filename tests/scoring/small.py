"""Small standards and scorecards made by hand or by a seed, for tests that try every combination."""

from dataclasses import dataclass

import numpy as np

from scoring import Branch, Item, NodeScore, Scorecard, Standard
from scoring.grades import Rule
from scoring.tree import FULL, Floats, Tree
from tests.scoring.oracle import exact
from tests.strategies import Rated

__all__ = ["Case", "card_of", "random_case", "small_standard"]

LEVELS = (20.0, 40.0, 60.0, 80.0, 100.0)


def small_standard(*criteria: float | tuple[float, list[float]]) -> Standard:
    """A standard of items (a weight) and of criteria with items (a weight, and those of its items).

    Ids are T-1, T-2 and T-2.1, by place.
    """
    children = []
    for number, criterion in enumerate(criteria, 1):
        if isinstance(criterion, tuple):
            weight, parts = criterion
            items = tuple(
                Item.model_construct(id=f"T-{number}.{n}", weight=part)
                for n, part in enumerate(parts, 1)
            )
            children.append(Branch.model_construct(id=f"T-{number}", weight=weight, children=items))
        else:
            children.append(Item.model_construct(id=f"T-{number}", weight=criterion))
    return Standard.model_construct(id="small", edition="1", children=tuple(children), grades=())


def card_of(
    standard: Standard,
    percent: list[float],
    confidence: list[float] | None = None,
    applicable: list[bool] | None = None,
) -> Scorecard:
    """A scorecard from percents in the order of the items; NaN where not assessed."""
    trust = confidence or [1.0] * len(percent)
    return card_from(
        standard, rated_of(standard, percent, trust, applicable or [True] * len(trust))
    )


def rated_of(
    standard: Standard, percent: list[float], confidence: list[float], applicable: list[bool]
) -> Rated:
    """The same as arrays, for the oracle."""
    arrays = (np.array(percent, float), np.array(applicable), np.array(confidence, float))
    return Rated(Tree.of(standard), *arrays)


def card_from(standard: Standard, rated: Rated) -> Scorecard:
    """The scores of the arrays as a scorecard."""
    scores, tree, weights = rated.scores(), rated.tree, rated.tree.weights()

    def number(name: str, node: int) -> float | None:
        value = getattr(scores, name)[node, 0]
        return None if np.isnan(value) else float(value)

    nodes = tuple(
        NodeScore(
            name,
            tree.ids[tree.parents[n]] if n else None,
            float(weights[n]),
            float(FULL * scores.share[n, 0]),
            float(FULL * scores.scored_share[n, 0]),
            *(number(what, n) for what in ("score", "coverage", "confidence", "low", "high")),
        )
        for n, name in enumerate(tree.ids)
    )
    return Scorecard("c", "2025", standard.id, standard.edition, nodes, provisional=False)


@dataclass(frozen=True)
class Case:
    """A random centre with rules and costs; every combination of levels can be tried.

    `costs` has one row an item: what each step from level 0 to 5 adds.
    """

    standard: Standard
    rated: Rated
    rules: tuple[Rule, ...]
    costs: Floats

    @property
    def card(self) -> Scorecard:
        """Where it stands."""
        return card_from(self.standard, self.rated)

    def combinations(self, step: float) -> Floats:
        """Every choice of percents, shape (choices, items); NaN where an item stays unseen."""
        grid = np.arange(20 * step, FULL + 1, 20 * step)
        assessed = self.rated.applicable & ~np.isnan(self.rated.percent)
        choices = [
            [today, *grid[grid > today]] if moves else [np.nan]
            for today, moves in zip(self.rated.percent, assessed, strict=True)
        ]
        return np.stack([a.ravel() for a in np.meshgrid(*choices, indexing="ij")], axis=1)

    def holding(self, percents: Floats) -> np.ndarray:
        """Which choices the rules hold for, by coefficients from exact fractions."""
        seen = np.flatnonzero(self.rated.applicable & ~np.isnan(self.rated.percent))
        if not len(seen):
            return np.zeros(len(percents), dtype=bool)
        units = [
            exact(self.rated.change(percent=np.where(np.isnan(self.rated.percent), np.nan, unit)))
            for unit in np.eye(len(self.rated.percent))[seen]
        ]
        holds = np.ones(len(percents), dtype=bool)
        for rule in self.rules:
            nodes = [self.rated.tree.ids.index(rule.node)] if rule.node else [0]
            if rule.kind in {"every", "count"}:
                nodes = self.rated.tree.children(0)
            nodes = [node for node in nodes if units[0][node].coverage is not None]
            worth = [[float(getattr(u[n], rule.measure) or 0) for u in units] for n in nodes]
            values = percents[:, seen] @ np.array(worth).reshape(len(nodes), len(seen)).T
            reaching = (values.round(9) >= rule.at_least).sum(axis=1)
            holds &= reaching >= (len(nodes) if rule.kind == "every" else rule.count or 1)
        return holds

    def cost(self, item: str, start: float, goal: float) -> float:
        """Of one item from level to level, the begun step in part."""
        row = self.costs[[i.id for i in self.standard.items()].index(item)]
        return float(
            np.interp(goal, range(6), row.cumsum()) - np.interp(start, range(6), row.cumsum())
        )


def random_case(seed: int, *, finest: bool = False) -> Case:
    """Two to five items (four where half levels are tried), with every trait at random."""
    random = np.random.default_rng(seed)
    sizes = [int(n) for n in random.integers(0, 3, random.integers(2, 4))]
    while sum(n or 1 for n in sizes) > (4 if finest else 5):
        sizes.pop()
    equal = random.random() < 0.5

    def weight() -> float | None:
        return None if equal else float(random.integers(1, 20))

    standard = small_standard(
        *((weight(), [weight() for _ in range(n)]) if n else weight() for n in sizes)
    )
    items = len(list(standard.items()))
    half = 10.0 * random.integers(2, 10, items)
    measured = np.where(random.random(items) < 0.25, random.uniform(20, 99, items), half)
    percent = np.where(random.random(items) < 0.1, np.nan, measured)
    applicable = random.random(items) > 0.1
    confidence = random.choice([0.0, 0.4, 0.8, 0.9, 1.0], items)
    rated = Rated(Tree.of(standard), percent, applicable, confidence)
    costs = random.integers(1, 4, (items, 6)).astype(float)
    return Case(standard, rated, tuple(random_rules(random, rated.tree)), costs)


def random_rules(random: np.random.Generator, tree: Tree) -> list[Rule]:
    """One to three rules, of every kind and measure, mostly within reach."""
    rules = []
    for _ in range(random.integers(1, 4)):
        kind = str(random.choice(["overall", "every", "count", "gate"]))
        fields: dict[str, object] = {
            "kind": kind,
            "at_least": float(random.choice([60, 70, 75, 80, 90])),
        }
        if kind == "count":
            fields["count"] = int(random.integers(1, len(tree.children(0)) + 1))
        if kind == "gate":
            fields["node"] = str(random.choice(tree.ids[1:]))
        if random.random() < 0.3:
            fields |= {"measure": "low", "at_least": float(random.choice([40, 50, 60]))}
        rules.append(Rule(**fields))
    return rules
