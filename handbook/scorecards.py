"""Scorecards on the command line: as text for a person, as one object for a program."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from handbook.formats import plain, rounded
from handbook.reading import Rated
from scoring import NodeScore, Scorecard, Standard, find_gaps
from scoring.agreement import agree
from scoring.assessors import levels_by_assessor
from scoring.grade import GradeResult, TraceLine, grade
from scoring.reach import Reach, smallest_change

__all__ = ["as_object", "as_text", "heading", "raises_text", "rule_text"]

SHOWN = ("id", "parent", "weight", "score", "coverage", "confidence", "low", "high")
LARGEST_GAPS = 5


def as_object(rated: Rated) -> dict[str, Any]:
    """The documented JSON object; numbers at full precision, null where there is no score."""
    standard = rated.standard
    return {
        "standard": standard.id,
        "edition": standard.edition,
        "profile": rated.profile.id if rated.profile else None,
        "centres": [
            {
                "centre": card.centre,
                "period": card.period,
                "assessor": card.assessor,
                **{key: getattr(card.total, key) for key in SHOWN[3:]},
                "grade": _grade_object(standard, card),
                "provisional": card.provisional,
                "nodes": [
                    {key: value for key, value in asdict(node).items() if key in SHOWN}
                    for node in card.nodes
                ],
                "disputed": [
                    {"item": one.item, "percents": dict(one.percents)} for one in card.disputed
                ],
                "agreement": agreement,
                "warnings": list(card.warnings),
            }
            for card, agreement in zip(rated.cards, _agreements(rated), strict=True)
        ],
        **({"left_out": [str(problem) for problem in rated.left_out]} if rated.left_out else {}),
    }


def _agreements(rated: Rated) -> Iterator[dict[str, Any] | None]:
    """Krippendorff's alpha where two or more rated."""
    for assessment in rated.assessments:
        levels = levels_by_assessor(rated.standard, assessment, rated.anchors)
        if len(levels) <= 1:
            yield None
            continue
        found = agree(levels)
        yield {
            "alpha_ordinal": found.alpha_ordinal,
            "alpha_interval": found.alpha_interval,
            "items": [
                {"item": i.item, "median": i.median, "spread": i.spread, "disputed": i.disputed}
                for i in found.items
            ],
        }


def _grade_object(standard: Standard, card: Scorecard) -> dict[str, Any] | None:
    if not standard.grades:
        return None
    found = grade(standard, card)
    step = _next_step(standard, card, found)
    return {
        "id": found.id,
        "final": found.final,
        "provisional": found.provisional,
        "possible": list(found.possible),
        "trace": [asdict(line) for line in found.trace],
        "next": None
        if step is None
        else {
            "id": step[0],
            "status": step[1].status,
            "half_levels": step[1].cost,
            "raises": [
                {"item": r.item, "from": r.start, "to": r.goal, "points": r.points}
                for r in step[1].raises
            ],
        },
    }


def _next_step(standard: Standard, card: Scorecard, found: GradeResult) -> tuple[str, Reach] | None:
    """The next better grade, and the smallest change that would lift the centre to it."""
    ids = [one.id for one in standard.grades]
    if found.id is None or found.id == ids[0]:
        return None
    better = standard.grades[ids.index(found.id) - 1]
    return better.id, smallest_change(standard, card, better.rules)


def as_text(rated: Rated) -> str:
    """Each centre with five numbers for the whole and its criteria, its grade and largest gaps."""
    cards = zip(rated.cards, _agreements(rated), strict=True)
    texts = ["\n".join(_lines(rated, card, agreement)) for card, agreement in cards]
    if rated.left_out:
        texts.append("\n".join(["Left out:", *(f"  {problem}" for problem in rated.left_out)]))
    return "\n\n".join(texts)


def heading(rated: Rated, card: Scorecard) -> str:
    """Whose scorecard it is, on what, and whether it can still change."""
    named = f"{rated.standard.title.en} {rated.standard.edition}"
    line = f"{card.centre}, {card.period}: {named}"
    if rated.profile:
        line += f", {rated.profile.short.en}"
    if card.assessor is not None:
        line += f", rated by {card.assessor or 'nobody named'}"
    return f"{line}, provisional" if card.provisional else line


def _lines(rated: Rated, card: Scorecard, agreement: Mapping[str, Any] | None) -> Iterator[str]:
    standard = rated.standard
    yield heading(rated, card)
    yield f"  {'':<44}{'score':>7}{'coverage':>10}{'confidence':>12}{'low':>7}{'high':>7}"
    yield _line("Total", card.total)
    for criterion in standard.children:
        yield _line(f"{criterion.id} {criterion.title.en}", card[criterion.id])
    if rated.profile and rated.profile.headline == "low" and card.total.low is not None:
        yield f"  Headline of the profile, the low end: {rounded(card.total.low)}"
    if standard.grades:
        yield from _grade_lines(standard, card)
    gaps = ", ".join(
        f"{gap.id} {rounded(gap.points, 2)}" for gap in find_gaps(standard, card)[:LARGEST_GAPS]
    )
    yield f"  Largest gaps, in points of the whole: {gaps}"
    if agreement and agreement["alpha_ordinal"] is not None:
        yield f"  Agreement of the assessors, Krippendorff's alpha: {rounded(agreement['alpha_ordinal'], 2)}"
    for one in card.disputed:
        seen = ", ".join(f"{who or 'nobody named'} {plain(p)}" for who, p in one.percents.items())
        yield f"  Disputed, talk it over: {one.item} ({seen})"
    for warning in card.warnings:
        yield f"  Mind: {warning}"


def _grade_lines(standard: Standard, card: Scorecard) -> Iterator[str]:
    found, titles = grade(standard, card), {one.id: one.title.en for one in standard.grades}
    if found.id is None:
        yield "  Grade: none, nothing was assessed"
        return
    state = "final" if found.final else f"possible {', '.join(found.possible)}"
    yield f"  Grade: {found.id} {titles[found.id]}, {state}"
    step = _next_step(standard, card, found)
    if step:
        for line in found.trace:
            if line.grade == step[0] and not line.held:
                yield f"    {line.grade} {rule_text(line)}"
        yield f"    Smallest change to {step[0]}: {raises_text(step[1])}"


def rule_text(line: TraceLine) -> str:
    """One rule that does not hold, and what is missing."""
    measure = "" if line.measure == "score" else f" by its {line.measure} end"
    asked = {
        "overall": f"asks for a total of {plain(line.threshold)}{measure}",
        "every": f"asks for {plain(line.threshold)} in every criterion{measure}",
        "count": f"asks for {plain(line.threshold)} in {line.count_needed} criteria{measure},"
        f" {line.count_held} have it",
        "gate": f"asks for {plain(line.threshold)} in {line.node}{measure}",
    }[line.kind]
    if line.value is None:
        return f"{asked}: {line.node or 'a criterion'} {(line.absent or '').replace('-', ' ')}"
    where = "" if line.node is None else f"{line.node} "
    return f"{asked}: {where}has {rounded(line.value)}, {rounded(line.missing or 0)} missing"


def raises_text(reach: Reach) -> str:
    """The items to raise, or why there is no way."""
    if reach.status == "impossible":
        return "none, not even with every item at the top"
    if not reach.raises:
        return "not found in the time given"
    return ", ".join(
        f"{one.item} from level {plain(one.levels[0])} to {plain(one.levels[1])}"
        for one in reach.raises
    )


def _line(name: str, node: NodeScore) -> str:
    if node.coverage is None:
        return f"  {name:<44}{'not rated':>10}"

    def shown(value: float | None, width: int, decimals: int = 1) -> str:
        return f"{rounded(value, decimals) if value is not None else '-':>{width}}"

    coverage = f"{rounded(100 * node.coverage)} %"
    return (
        f"  {name[:43]:<44}{shown(node.score, 7)}{coverage:>10}"
        f"{shown(node.confidence, 12, 2)}{shown(node.low, 7)}{shown(node.high, 7)}"
    )
