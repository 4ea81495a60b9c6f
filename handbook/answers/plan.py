"""What `plan` answers: the path in phases, and what each method wins, with the arithmetic."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from handbook.answers.numbers import LARGEST
from handbook.formats import plain, rounded
from handbook.reading import Rated
from handbook.scorecards import heading, raises_text
from scoring import Scorecard
from scoring.gains import MethodGain
from scoring.method import Method
from scoring.plan import Plan
from scoring.reach import Reach

__all__ = ["plan_object", "plan_text"]


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
