"""What `diff` answers: two editions beside each other, and whom the new one affects."""

from collections.abc import Iterator, Sequence
from typing import Any

from handbook.answers.numbers import number, signed
from handbook.editions.difference import Difference, Part, Wording
from scoring.effect import Effect

__all__ = ["difference_object", "difference_text"]

MARKS = {"stays": "{}", "goes": "[-{}-]", "comes": "{{+{}+}}"}
ARROW = " > "


def difference_object(found: Difference, affected: Sequence[Effect]) -> dict[str, Any]:
    """Every record with the texts that differ, weights, and what becomes of each sample centre."""
    return {
        "standard": found.new.id,
        "from": found.old.edition,
        "to": found.new.edition,
        "counts": dict(found.counts),
        "changes": [
            {
                "kind": part.change.kind,
                "from": list(part.change.from_),
                "to": list(part.change.to),
                "criterion": criterion.id,
                "reason": part.change.reason.model_dump(include={"en", "zh"})
                if part.change.reason
                else None,
                "texts": [
                    {"field": w.field, "before": w.before, "after": w.after} for w in part.wordings
                ],
            }
            for criterion, parts in found.by_criterion()
            for part in parts
        ],
        "whole": [{"field": w.field, "before": w.before, "after": w.after} for w in found.whole],
        "weights": [
            {"id": w.id, "before": w.before, "after": w.after}
            for w in (dict(found.item_weights) | {w.id: w for w in found.weights}).values()
        ],
        "centres": [_centre_object(effect) for effect in affected],
    }


def _centre_object(effect: Effect) -> dict[str, Any]:
    return {
        "centre": effect.after.centre,
        "period": effect.after.period,
        "score": {"before": effect.before.total.score, "after": effect.after.total.score},
        "grade": {"before": effect.grade_before, "after": effect.grade_after},
        "provisional": {"before": effect.before.provisional, "after": effect.after.provisional},
        "left_out": list(effect.left_out),
        "rank": {"before": effect.rank_before, "after": effect.rank_after},
        "by_items": effect.by_items,
        "by_scales": effect.by_scales,
        "by_weights": effect.by_weights,
        "to_confirm": sum(one.fate == "to-confirm" for one in effect.carried),
        "not_assessed": sum(one.fate == "not-assessed" for one in effect.carried),
    }


def difference_text(found: Difference, affected: Sequence[Effect]) -> str:
    """By criterion with the words marked in English, then weights, then the sample centres."""
    counts = ", ".join(f"{n} {kind}" for kind, n in found.counts.items())
    lines = [f"{found.new.title.en}, from {found.old.edition} to {found.new.edition}: {counts}"]
    if found.whole:
        lines += ["", "The standard as a whole", *map(_wording_line, found.whole)]
    for criterion, parts in found.by_criterion():
        lines += ["", f"{criterion.id} {criterion.title.en}"]
        for part in parts:
            lines += _part_lines(part, found.points_of(part))
    lines += ["", "Weights of the criteria, in points"]
    titles = {c.id: c.title.en for e in (found.old, found.new) for c in e.children}
    lines += [
        f"  {f'{w.id} {titles[w.id]}':<52}{number(w.before):>6}{number(w.after):>7}"
        f"{signed(w.change):>8}"
        for w in found.weights
    ]
    if affected:
        lines += ["", "Sample centres, all proposals taken as confirmed"]
        lines.append(
            f"  {'':<24}{'before':>8}{'after':>8}{'items':>8}{'scales':>8}{'weights':>8}"
            "  rank   grade"
        )
        lines += [_centre_line(effect) for effect in affected]
        lines += [f"  {note}" for note in _notes(affected)]
    return "\n".join(lines)


def _notes(affected: Sequence[Effect]) -> Iterator[str]:
    """What a grade is worth while items of the new edition wait for somebody to rate them."""
    if any(effect.after.provisional for effect in affected):
        yield "* provisional: something that the edition asks for was not assessed"
    if any(effect.left_out for effect in affected):
        yield (
            "without: nothing of it could be carried over, so no grade asks for it here; "
            "a scorecard counts it as 0 until it is rated"
        )


def _part_lines(part: Part, points: tuple[float, float] | None) -> Iterator[str]:
    change = part.change
    names = (", ".join(change.from_), ", ".join(change.to))
    where = names[0] if names[0] == names[1] else ARROW.join(name for name in names if name)
    titles = " / ".join(dict.fromkeys(node.title.en for node in (*part.new, *part.old)))
    counts = f", {number(points[0])}{ARROW}{number(points[1])} points" if points else ""
    yield f"  {change.kind} {where}: {titles}{counts}"
    if change.reason:
        yield f"    why: {change.reason.en}"
    yield from map(_wording_line, part.wordings)


def _wording_line(wording: Wording) -> str:
    marked = "".join(MARKS[run.fate].format(run.text) for run in wording.runs("en"))
    if wording.before and wording.after and wording.before["en"] == wording.after["en"]:
        marked = "(Chinese only) " + "".join(
            MARKS[run.fate].format(run.text) for run in wording.runs("zh")
        )
    return f"    {wording.field}: {marked}"


def _centre_line(effect: Effect) -> str:
    before, after = effect.before.total.score, effect.after.total.score
    parts = (effect.by_items, effect.by_scales, effect.by_weights)
    told = "".join(f"{signed(part):>8}" for part in parts)
    ranks = f"{effect.rank_before or '-'} > {effect.rank_after or '-'}"
    grades = [
        f"{grade}{'*' if card.provisional else ''}" if grade else "-"
        for grade, card in (
            (effect.grade_before, effect.before),
            (effect.grade_after, effect.after),
        )
    ]
    without = f", without {', '.join(effect.left_out)}" if effect.left_out else ""
    return (
        f"  {effect.after.centre:<24}{number(before):>8}{number(after):>8}{told}"
        f"  {ranks:<6} {' > '.join(grades)}{without}"
    )
