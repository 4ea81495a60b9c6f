"""Give a centre its grade, and say rule by rule why not a better one.

The rule one would get wrong: what nobody assessed counts as 0, and what does not apply asks for
nothing, save at a gate: `every` and `count` leave such a criterion out, but a gate on such a node
holds for nobody, neither at its own grade nor at a higher one, because a prerequisite that cannot
be looked at is not met.

Source: design of the handbook, scoring rule 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scoring.grades import Grade, Rule
from scoring.score import NodeScore, Scorecard
from scoring.standard import Standard
from scoring.tree import DECIMALS, Tree, TreeScores

__all__ = ["Absence", "GradeResult", "Read", "TraceLine", "grade", "grade_arrays"]

Read = Literal["score", "low", "high"]
BOUNDS: tuple[Read, Read] = ("low", "high")
Absence = Literal["not-applicable", "not-assessed"]


@dataclass(frozen=True)
class TraceLine:
    """One rule of one grade, as this centre meets it.

    Attributes
    ----------
    grade : str
        Id of the grade that asks for it.
    node : str or None
        The node that decides: the gate; for `every` the weakest criterion; for `count` the
        weakest of the so many best. None for `overall`, and where too few criteria apply.
    value : float or None
        The number named by `measure` of that node, 0-100.
    absent : str or None
        Why there is no value.
    count_needed, count_held : int or None
        For `count`: how many criteria must reach the threshold, and how many do.
    missing : float or None
        Percent points that the node that decides lacks: 0 where the rule holds, the threshold
        where nobody assessed the node, None where no points help because it does not apply.
    """

    grade: str
    kind: Literal["overall", "every", "count", "gate"]
    node: str | None
    measure: Read
    value: float | None
    absent: Absence | None
    threshold: float
    count_needed: int | None
    count_held: int | None
    held: bool
    missing: float | None


@dataclass(frozen=True)
class GradeResult:
    """The grade of one centre in one period.

    Attributes
    ----------
    id : str or None
        The grade held; None where the whole has no score, or where the standard has no grades.
    lowest, highest : str or None
        By every node's own `low` and `high`; None where the whole does not apply or is not graded.
    possible : tuple of str
        From `highest` to `lowest`, in the order of the standard, which is highest first.
    final : bool
        `lowest` and `highest` are the same grade, so that no more evidence can change it.
    provisional : bool
        As the scorecard says: something was not assessed, or a criterion is not rated.
    trace : tuple of TraceLine
        Every rule of every grade from the best down to the one held, that one included.
    """

    id: str | None
    lowest: str | None
    highest: str | None
    possible: tuple[str, ...]
    final: bool
    provisional: bool
    trace: tuple[TraceLine, ...]


def grade(
    standard: Standard, card: Scorecard, grades: Sequence[Grade] | None = None
) -> GradeResult:
    """Grade one centre in one period.

    Parameters
    ----------
    standard : Standard
        The edition, or its tailoring, that was rated.
    card : Scorecard
        Its result.
    grades : sequence of Grade, optional
        Other grades than those of the standard, highest first.

    Returns
    -------
    GradeResult
        A total of 65.83 with BCC-4 at 57.5 is BCC-B3; for BCC-B4 they lack 14.17 and 2.5 points.

    Raises
    ------
    KeyError
        A gate on a node that the scorecard does not have.

    Examples
    --------
    >>> from pathlib import Path
    >>> from scoring import load_assessment, load_standard, score
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> (rated,) = load_assessment(Path("data/centres/harbourside-water/2025.csv"), award)
    >>> found = grade(award, score(award, rated))
    >>> found.id, [(x.node, round(x.missing, 2)) for x in found.trace if x.grade == "BCC-B4"]
    ('BCC-B3', [('BCC-4', 2.5), (None, 14.17)])
    """
    asked = tuple(standard.grades if grades is None else grades)
    ids = (*(one.id for one in asked), None)
    held, trace = _first_held(asked, card)
    lowest, highest = (_first_held(asked, card, read)[0] for read in BOUNDS)
    possible = tuple(one.id for one in asked[highest : lowest + 1])
    final = highest == lowest < len(asked)
    return GradeResult(
        ids[held], ids[lowest], ids[highest], possible, final, card.provisional, trace
    )


def _first_held(
    grades: Sequence[Grade], card: Scorecard, read: Read | None = None
) -> tuple[int, tuple[TraceLine, ...]]:
    """Index of the first grade whose rules all hold, as in `grade_arrays`, and every rule so far."""
    trace: list[TraceLine] = []
    if getattr(card.total, read or "score") is None:
        return len(grades), ()
    for index, one in enumerate(grades):
        own = {rule.node for rule in one.rules}
        below = {gate.node: gate for gate in _gates(grades[index + 1 :]) if gate.node not in own}
        closed = [gate for gate in below.values() if not _reading(card, gate)]
        lines = [_line(one.id, rule, card, read or rule.measure) for rule in (*one.rules, *closed)]
        trace.extend(lines)
        if all(line.held for line in lines):
            return index, tuple(trace)
    return len(grades), tuple(trace)


def _gates(grades: Sequence[Grade]) -> list[Rule]:
    """All gates of these grades."""
    return [rule for one in grades for rule in one.rules if rule.kind == "gate"]


def _reading(card: Scorecard, rule: Rule) -> list[NodeScore]:
    """The nodes that a rule looks at, as far as they apply."""
    nodes = [card[rule.node] if rule.node else card.total]
    if rule.kind in ("every", "count"):
        nodes = [node for node in card.nodes if node.parent == card.total.id]
    return [node for node in nodes if node.coverage is not None]


def _line(grade_id: str, rule: Rule, card: Scorecard, read: Read) -> TraceLine:
    """One rule with the value of the node that decides it."""
    nodes = _reading(card, rule)
    worth = {node.id: getattr(node, read) or 0.0 for node in nodes}
    reaching = [node for node in nodes if _reaches(worth[node.id], rule.at_least)]
    needed = len(nodes) if rule.kind == "every" else rule.count or 1
    rising = sorted(nodes, key=lambda node: (worth[node.id], getattr(node, read) is not None))
    decides = rising[-needed] if len(nodes) >= needed else None
    value: float | None = getattr(decides, read) if decides else None
    absent: Absence = "not-assessed" if decides else "not-applicable"
    held = len(reaching) >= needed
    missing = rule.at_least - worth[decides.id] if decides else None
    return TraceLine(
        grade=grade_id,
        kind=rule.kind,
        node=decides.id if decides and rule.kind != "overall" else rule.node,
        measure=read,
        value=value,
        absent=absent if value is None else None,
        threshold=rule.at_least,
        count_needed=rule.count,
        count_held=None if rule.count is None else len(reaching),
        held=held,
        missing=0.0 if held else missing,
    )


def _reaches(value: float, threshold: float) -> bool:
    """Compared after rounding, as everywhere; by the same rounding as the arrays."""
    return bool(np.round(value, DECIMALS) >= np.round(threshold, DECIMALS))


def grade_arrays(
    tree: Tree, scores: TreeScores, grades: Sequence[Grade], read: Read | None = None
) -> NDArray[np.intp]:
    """Grade many centres at once.

    Parameters
    ----------
    tree : Tree
        The standard.
    scores : TreeScores
        Their scores; arrays of shape (nodes, centres).
    grades : sequence of Grade
        Highest first.
    read : {"score", "low", "high"}, optional
        What all rules read instead of their own measure, for the lowest or highest possible grade.

    Returns
    -------
    ndarray of int, shape (centres,)
        Index into `grades`, 0 the highest; ``len(grades)``, which is no index, where there is
        no grade, so that a mistaken look-up fails and does not find the lowest.
    """
    open_to: NDArray[np.bool_] = ~np.isnan(getattr(scores, read or "score")[0])
    found = np.full(open_to.shape, len(grades), dtype=np.intp)
    for index in reversed(range(len(grades))):
        held = open_to.copy()
        for rule in grades[index].rules:
            held &= _holds(rule, tree, scores, read or rule.measure)
        found[held] = index
        for gate in _gates(grades[index : index + 1]):
            open_to &= ~np.isnan(scores.coverage[_nodes(gate, tree)]).all(axis=0)
    return found


def _nodes(rule: Rule, tree: Tree) -> Sequence[int]:
    """Indexes of the nodes that a rule looks at."""
    if rule.kind in ("every", "count"):
        return tree.children(0)
    return [tree.ids.index(rule.node) if rule.node else 0]


def _holds(rule: Rule, tree: Tree, scores: TreeScores, read: Read) -> NDArray[np.bool_]:
    """Whether each centre meets a rule."""
    nodes = _nodes(rule, tree)
    applies = ~np.isnan(scores.coverage[nodes])
    values = np.nan_to_num(getattr(scores, read)[nodes])
    reaching = applies & (np.round(values, DECIMALS) >= np.round(rule.at_least, DECIMALS))
    needed = applies.sum(axis=0) if rule.kind == "every" else rule.count or 1
    return np.asarray(reaching.sum(axis=0) >= needed)
