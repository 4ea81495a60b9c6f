"""What `review` answers: what moved, and which items caused it."""

from dataclasses import asdict
from typing import Any

from handbook.answers.numbers import LARGEST, number, signed
from scoring import Standard
from scoring.review import Change, Review

__all__ = ["review_object", "review_text"]


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
    parts = f"{signed(total.by_rating)} by ratings, {signed(total.by_share)} by shares"
    moved = f"{number(total.before)} to {number(total.after)}, {signed(total.points)} points"
    lines = [
        f"{whom}, {found.before.period} to {found.after.period}",
        f"  Total {moved}: {parts}; confidence {signed(found.confidence)}",
    ]
    for name, changes in (("Lifted by", found.rises), ("Lowered by", found.falls)):
        told = [one for one in changes if float(number(one.points, 2))]
        if told:
            lines.append(f"  {name}:")
            lines += [
                f"    {one.id} {titles[one.id]}: {number(one.before)} to {number(one.after)},"
                f" {signed(one.points)} points"
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
