"""Score a centre against a standard: five numbers for every node of the tree.

Score, coverage, confidence, low and high, never one number alone. The rule one would get wrong:
a confidence that nobody wrote counts as 1, and the scorecard says so in a warning.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from scoring.anchors import Anchors
from scoring.assessment import Assessment
from scoring.assessors import NO_ANCHORS, Disputed, disputed
from scoring.rating import percent
from scoring.standard import Standard
from scoring.tree import DECIMALS, FULL, Floats, Tree, TreeScores, score_tree
from scoring.ways import ways_of

__all__ = [
    "NodeScore",
    "Scorecard",
    "Tree",
    "TreeScores",
    "score",
    "score_many",
    "score_tree",
]


@dataclass(frozen=True)
class NodeScore:
    """Five numbers of one node of one centre.

    Attributes
    ----------
    weight : float
        Points among siblings, as the standard states them.
    share : float
        Points of the whole (0-100) after what does not apply gave its weight away.
    scored_share : float
        Points of the whole among what was assessed.
    score, confidence : float or None
        0-100 and 0-1; None where nothing below was assessed.
    coverage, low, high : float or None
        0-1 and 0-100; None where the node does not apply.
    """

    id: str
    parent: str | None
    weight: float
    share: float
    scored_share: float
    score: float | None
    coverage: float | None
    confidence: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Scorecard:
    """The result of one centre in one period; the first node is the whole.

    Attributes
    ----------
    assessor : str or None
        Whose ratings were scored where several assessors did not agree.
    """

    centre: str
    period: str
    standard: str
    edition: str
    nodes: tuple[NodeScore, ...]
    provisional: bool
    warnings: tuple[str, ...] = field(default=())
    assessor: str | None = None
    disputed: tuple[Disputed, ...] = ()

    @property
    def total(self) -> NodeScore:
        """The whole."""
        return self.nodes[0]

    def __getitem__(self, node_id: str) -> NodeScore:
        """The node with this id; raises KeyError where there is none."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)


def score(
    standard: Standard, assessment: Assessment, anchors: Mapping[str, Anchors] = NO_ANCHORS
) -> Scorecard:
    """Score one centre in one period.

    Parameters
    ----------
    standard : Standard
        The edition that was rated.
    assessment : Assessment
        All ratings of the centre in the period.
    anchors : mapping
        Of every indicator that was measured, by id.

    Returns
    -------
    Scorecard
        Five numbers for the whole and for every node. Nine criteria at 90, 80, 70, 75, 65, 60,
        50, 80 and 50 give a total of 70.5 on the award.

    Raises
    ------
    KeyError
        A measured indicator without anchors.

    Examples
    --------
    A sample centre: 15 x 63.33 + 15 x 65 + 10 x (60 + 57.5 + 65 + 70 + 60 + 76.67 + 76.67), over 100.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> card = score(award, rated)
    >>> [round(card[criterion.id].score, 2) for criterion in award.children]
    [63.33, 65.0, 60.0, 57.5, 65.0, 70.0, 60.0, 76.67, 76.67]
    >>> round(card.total.score, 2), round(card.total.low, 2), round(card.total.high, 2)
    (65.83, 49.03, 75.96)
    """
    return score_many(standard, [assessment], anchors)[0]


def score_many(
    standard: Standard,
    assessments: Iterable[Assessment],
    anchors: Mapping[str, Anchors] = NO_ANCHORS,
) -> list[Scorecard]:
    """Score many centres against the same standard, in one pass.

    Takes and raises what `score` does; the scorecards come in the order of the assessments.

    Examples
    --------
    Two years of a sample centre.

    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> files = [Path(f"data/centres/harbourside-water/{year}.csv") for year in (2024, 2025)]
    >>> rated = [one for file in files for one in load_assessment(file, award)]
    >>> [(card.period, round(card.total.score, 2)) for card in score_many(award, rated)]
    [('2024', 47.31), ('2025', 65.83)]
    """
    tree, assessments, ways = Tree.of(standard), list(assessments), ways_of(standard)
    shape = (len(tree.leaves), len(assessments))
    percents, confidence = np.full(shape, np.nan), np.ones(shape)
    applicable = np.ones(shape, dtype=bool)
    row_of = {tree.ids[leaf]: row for row, leaf in enumerate(tree.leaves)}
    for column, assessment in enumerate(assessments):
        for item, rating in assessment.ratings.items():
            row, item_ways = row_of[item], ways[item]
            earned = percent(rating, item_ways, anchors) if item_ways else None
            applicable[row, column] = rating.applicable
            if earned is not None:
                percents[row, column] = earned
            if rating.confidence is not None:
                confidence[row, column] = rating.confidence
    scores = score_tree(tree, percents, applicable, confidence)
    cards = [_scorecard(standard, tree, scores, n, a) for n, a in enumerate(assessments)]
    return [
        replace(card, disputed=disputed(standard, assessment, anchors))
        for card, assessment in zip(cards, assessments, strict=True)
    ]


def _scorecard(
    standard: Standard, tree: Tree, scores: TreeScores, column: int, assessment: Assessment
) -> Scorecard:
    def number(array: Floats, node: int) -> float | None:
        value = array[node, column]
        return None if np.isnan(value) else float(value)

    weights = tree.weights()
    nodes = tuple(
        NodeScore(
            node_id,
            tree.ids[tree.parents[node]] if node else None,
            float(weights[node]),
            float(FULL * scores.share[node, column]),
            float(FULL * scores.scored_share[node, column]),
            number(scores.score, node),
            number(scores.coverage, node),
            number(scores.confidence, node),
            number(scores.low, node),
            number(scores.high, node),
        )
        for node, node_id in enumerate(tree.ids)
    )
    warnings = list(_warnings(standard, assessment, nodes))
    not_rated = any(n.parent == standard.id and n.coverage is None for n in nodes)
    provisional = not_rated or round(nodes[0].coverage or 0, DECIMALS) < 1
    return Scorecard(
        assessment.centre,
        assessment.period,
        standard.id,
        standard.edition,
        nodes,
        provisional,
        tuple(warnings),
        assessment.assessor,
    )


def _warnings(
    standard: Standard, assessment: Assessment, nodes: Iterable[NodeScore]
) -> Iterable[str]:
    for node in nodes:
        if node.parent == standard.id and node.coverage is None:
            yield f"{node.id} is not rated: more than half of its weight does not apply"
    silent = [r.item for r in assessment.ratings.values() if r.applicable and r.confidence is None]
    if silent:
        yield f"confidence missing, taken as 1: {', '.join(silent)}"
