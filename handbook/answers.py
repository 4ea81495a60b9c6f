"""What `plan`, `compare`, `review` and `propose` answer: as text for a person, as one object."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from handbook.formats import plain, rounded
from handbook.reading import Rated
from handbook.scorecards import heading, raises_text
from scoring import Scorecard, Standard
from scoring.comparison import Comparison
from scoring.gains import MethodGain
from scoring.method import Method
from scoring.once import Proposal
from scoring.plan import Plan
from scoring.reach import Reach
from scoring.review import Change, Review

__all__ = [
    "comparison_object",
    "comparison_text",
    "plan_object",
    "plan_text",
    "proposals_object",
    "proposals_text",
    "review_object",
    "review_text",
]

LARGEST = 8  # lines of a list that is cut short


# -- plan ---------------------------------------------------------------------------------------


def plan_object(card: Scorecard, found: Plan, gains: Sequence[MethodGain]) -> dict[str, Any]:
    """The path, its phases, and every method with the arithmetic of its gain."""
    return {
        "centre": card.centre,
        "period": card.period,
        "score": card.total.score,
        "target": found.grade,
        **_reach_object(found.reach),
        "fewest_phases_proved": found.fewest,
        "least_phase_budget": found.least_phase_budget,
        "phases": [
            {
                "days": phase.days,
                "points": phase.points,
                "score": phase.score,
                "steps": [asdict(step) for step in phase.steps],
            }
            for phase in found.phases
        ],
        "methods": [asdict(gain) for gain in gains],
    }


def _reach_object(reach: Reach) -> dict[str, Any]:
    return {
        "status": reach.status,
        "days": reach.cost,
        "gap": reach.gap,
        "least_days": reach.least_cost,
        "least_items": reach.least_items,
        "raises": [asdict(one) for one in reach.raises],
    }


def plan_text(
    rated: Rated,
    card: Scorecard,
    found: Plan,
    gains: Sequence[MethodGain],
    methods: Sequence[Method],
) -> str:
    """The path in phases, then the methods that win most a day, with the arithmetic."""
    return "\n".join(_plan_lines(rated, card, found, gains, methods))


def _plan_lines(
    rated: Rated,
    card: Scorecard,
    found: Plan,
    gains: Sequence[MethodGain],
    methods: Sequence[Method],
) -> Iterator[str]:
    titles = {item.id: item.title.en for item in rated.standard.items()}
    names = {method.id: method.title.en for method in methods}
    yield f"{heading(rated, card)}; from {rounded(card.total.score or 0)} to {found.grade}"
    yield f"  {_verdict(found)}"
    for number, phase in enumerate(found.phases, 1):
        yield (
            f"  Phase {number}: {plain(phase.days)} person-days, {rounded(phase.points, 2)} points,"
            f" total then {rounded(phase.score)}"
        )
        for step in phase.steps:
            by = f", by {step.methods[0]} {names[step.methods[0]]}" if step.methods else ""
            yield (
                f"    {step.item} {titles[step.item]}: {plain(step.start)} to {plain(step.goal)} %,"
                f" {plain(step.days)} days, {rounded(step.points, 2)} points{by}"
            )
    yield "  Methods by points a person-day (one level for each item that they suit):"
    for gain in gains[:LARGEST]:
        parts = " + ".join(
            f"{plain(i.share)} x {plain(i.goal - i.start)} / 100" for i in gain.items
        )
        yield (
            f"    {gain.method} {names[gain.method]}: {parts} = {rounded(gain.points, 2)} points"
            f" / {plain(gain.days)} days = {rounded(gain.points_a_day, 3)}"
        )


def _verdict(found: Plan) -> str:
    """What came out, in one sentence."""
    reach = found.reach
    if reach.raises:
        proof = "proved to be the cheapest"
        if reach.status == "found":
            proof = f"not proved: at most {plain(100 * (reach.gap or 0))} % could be saved"
        return f"{plain(reach.cost or 0)} person-days, {proof}: {raises_text(reach)}"
    unmet = "; ".join(f"{one.rule.kind} {plain(one.rule.at_least)}" for one in reach.unmet)
    least, phase = reach.least_cost, found.least_phase_budget
    impossible = f"No path, not even with every item at the top; what does not hold: {unmet}"
    if phase is not None:
        impossible = f"No path: a phase of less than {plain(phase)} person-days carries none of it"
    return {
        "impossible": impossible,
        "over_budget": "No path within the budget; it takes "
        f"{'more' if least is None else plain(least)} person-days",
        "too_many_items": f"No path with so few items; it takes {reach.least_items}",
        "unknown": "No path found in the time given, and none excluded",
    }.get(reach.status, "The grade is held already")


# -- compare ------------------------------------------------------------------------------------


def comparison_object(rated: Rated, found: Comparison) -> dict[str, Any]:
    """Places and rows."""
    return {
        "standard": rated.standard.id,
        "edition": rated.standard.edition,
        "profile": rated.profile.id if rated.profile else None,
        "centres": [asdict(place) for place in found.places],
        "nodes": [asdict(row) for row in found.rows],
    }


def comparison_text(rated: Rated, found: Comparison) -> str:
    """One line a centre with its rank and what sets it apart, then the criteria as a table."""
    lines = [f"{rated.standard.title.en} {rated.standard.edition}"]
    for place in found.ranking:
        rank = "-" if place.rank is None else str(place.rank)
        total = "no score" if place.total is None else rounded(place.total)
        mark = ", provisional" if place.provisional else ""
        far = sorted(place.behind_by.items(), key=lambda pair: -abs(pair[1]))[:3]
        why = ", ".join(f"{node} {rounded(points, 2)}" for node, points in far)
        behind = f", {rounded(place.behind, 2)} behind: {why}" if place.behind else ""
        lines.append(f"  {rank:>3}  {place.centre}, {place.period}: {total}{mark}{behind}")
    lines.append("")
    names = [f"{place.centre} {place.period}"[-14:] for place in found.places]
    lines.append(f"  {'':<24}{'median':>8}" + "".join(f"{name:>16}" for name in names))
    criteria = {rated.standard.id, *(c.id for c in rated.standard.children)}
    for row in found.rows:
        if row.id in criteria:
            cells = "".join(f"{_number(score):>16}" for score in row.scores)
            name = "Total" if row.parent is None else row.id
            lines.append(f"  {name:<24}{_number(row.median):>8}{cells}")
    return "\n".join(lines)


def _number(value: float | None, decimals: int = 1) -> str:
    return "-" if value is None else rounded(value, decimals)


# -- review -------------------------------------------------------------------------------------


def review_object(found: Review) -> dict[str, Any]:
    """The change of the whole, of the criteria and of the items."""
    return {
        "centre": found.after.centre,
        "from": found.before.period,
        "to": found.after.period,
        "total": _change_object(found.total),
        "coverage": found.coverage,
        "confidence": found.confidence,
        "criteria": [_change_object(one) for one in found.criteria],
        "items": [_change_object(one) for one in found.items],
    }


def _change_object(one: Change) -> dict[str, Any]:
    return {**asdict(one), "change": one.change, "points": one.points}


def review_text(standard: Standard, found: Review) -> str:
    """The change of the total, what lifted and what lowered it, and what came or went."""
    titles = {node.id: node.title.en for node in standard.nodes()}
    total = found.total
    whom = f"{found.after.centre}: {standard.title.en} {standard.edition}"
    parts = f"{_signed(total.by_rating)} by ratings, {_signed(total.by_share)} by shares"
    moved = f"{_number(total.before)} to {_number(total.after)}, {_signed(total.points)} points"
    lines = [
        f"{whom}, {found.before.period} to {found.after.period}",
        f"  Total {moved}: {parts}; confidence {_signed(found.confidence)}",
    ]
    for name, changes in (("Lifted by", found.rises), ("Lowered by", found.falls)):
        told = [one for one in changes if float(_number(one.points, 2))]
        if told:
            lines.append(f"  {name}:")
            lines += [
                f"    {one.id} {titles[one.id]}: {_number(one.before)} to {_number(one.after)},"
                f" {_signed(one.points)} points"
                for one in told[:LARGEST]
            ]
    for name, changes in (
        ("Newly assessed", found.newly_assessed),
        ("No longer assessed", found.no_longer_assessed),
        ("No longer applicable", found.newly_not_applicable),
    ):
        if changes:
            lines.append(f"  {name}: {', '.join(one.id for one in changes)}")
    return "\n".join(lines)


def _signed(value: float | None) -> str:
    if value is None:
        return "-"
    text = rounded(value, 2)
    return text if text.startswith("-") or not float(text) else f"+{text}"


# -- propose ------------------------------------------------------------------------------------


def proposals_object(wanted: Standard, found: Sequence[Proposal]) -> dict[str, Any]:
    """Levels to begin with, to be confirmed."""
    return {
        "standard": wanted.id,
        "edition": wanted.edition,
        "items": sum(1 for _ in wanted.items()),
        "proposals": [asdict(one) for one in found],
    }


def proposals_text(wanted: Standard, found: Sequence[Proposal]) -> str:
    """One line an item; what has no proposal is counted."""
    titles = {item.id: item.title.en for item in wanted.items()}
    lines = [f"{wanted.title.en} {wanted.edition}: levels to begin with, each to be confirmed"]
    for one in found:
        apart = (
            "" if one.lowest == one.highest else f", {plain(one.lowest)} to {plain(one.highest)}"
        )
        lines.append(
            f"  {one.item} {titles[one.item]}: {plain(one.rating)}"
            f" (from {', '.join(one.sources)}{apart})"
        )
    left = len(titles) - len(found)
    lines.append(f"  Without a proposal: {left} of {len(titles)} items")
    return "\n".join(lines)
