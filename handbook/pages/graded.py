"""What a scorecard leads to: the grade with every rule, what moved, and the plan to the next grade."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup as Html

from handbook.editions import Called
from handbook.formats import plain, rounded
from handbook.pages.markup import Markup
from handbook.pages.words import Words
from handbook.pages.world import World
from scoring import Scorecard, Standard
from scoring.gains import MethodGain, rank_methods
from scoring.grade import GradeResult, TraceLine, grade
from scoring.plan import Plan, plan
from scoring.reach import Reach, smallest_change
from scoring.review import Change, review

__all__ = ["grade_part", "plan_part", "review_part"]

AT_ONCE = 4  # items that a sample centre works on in one phase
METHODS_SHOWN = 8


def grade_part(world: World, standard: Standard, card: Scorecard, markup: Markup) -> dict[str, Any]:
    """The grade held, every rule down to it, and the smallest change that lifts it."""
    found = grade(standard, card)
    titles = {one.id: markup.text(one.title) for one in standard.grades}
    better = _better(standard, found)
    step = smallest_change(standard, card, _rules(standard, better)) if better else None
    return {
        "found": found,
        "title": titles.get(found.id or "", ""),
        "possible": [titles[one] for one in found.possible],
        "trace": [
            [
                Html("<b>{}</b> {}").format(line.grade, titles[line.grade]),
                *_rule(world, line, markup),
            ]
            for line in found.trace
        ],
        "better": titles.get(better or ""),
        "raises": _raises(step, standard, markup) if step else [],
    }


def _better(standard: Standard, found: GradeResult) -> str | None:
    ids = [one.id for one in standard.grades]
    if found.id is None or found.id == ids[0]:
        return None
    return ids[ids.index(found.id) - 1]


def _rules(standard: Standard, grade_id: str) -> Any:
    return next(one.rules for one in standard.grades if one.id == grade_id)


def _rule(world: World, line: TraceLine, markup: Markup) -> list[Any]:
    """Rule, what decides it, value, threshold, what is missing."""
    words = world.words
    what = words[f"trace_{line.kind}"]
    if line.kind == "count":
        what = f"{what} ({line.count_held}/{line.count_needed})"
    if line.measure != "score":
        what = f"{what}{words['rule_low']}"
    node = markup.ref(line.node) if line.node else words["total"]
    value = words[line.absent.replace("-", "_")] if line.absent else rounded(line.value or 0)
    missing = words["rule_held"]
    if not line.held:
        missing = words["rule_closed"] if line.missing is None else rounded(line.missing)
    return [what, node, value, plain(line.threshold), missing]


def _raises(step: Reach, standard: Standard, markup: Markup) -> list[list[Any]]:
    return [
        [
            _named(one.item, standard, markup),
            f"{plain(one.levels[0])} → {plain(one.levels[1])}",
            rounded(one.points, 2),
        ]
        for one in step.raises
    ]


def plan_part(
    world: World, standard: Standard, card: Scorecard, markup: Markup
) -> dict[str, Any] | None:
    """The cheapest path to the next grade in phases, and methods by points a day."""
    better = _better(standard, grade(standard, card))
    if better is None:
        return None
    catalogue = world.catalogue
    methods = Called(standard, catalogue.changes, catalogue.drafts).methods(
        catalogue.methods.values()
    )
    found = plan(standard, card, better, catalogue.effort, methods=methods, most_items=AT_ONCE)
    gains = rank_methods(standard, card, methods, catalogue.effort)[:METHODS_SHOWN]
    return {
        "days": plain(found.reach.cost or 0),
        "proved": found.reach.status == "optimal",
        "at_once": AT_ONCE,
        "steps": list(_steps(world, found, standard, markup)),
        "gains": [_gain(world, one, markup) for one in gains],
    }


def _named(item: str, standard: Standard, markup: Markup) -> Html:
    return Html("{} {}").format(markup.ref(item), markup.text(standard.node(item).title))


def _steps(world: World, found: Plan, standard: Standard, markup: Markup) -> Iterator[list[Any]]:
    total, colon = world.words["then_total"], "：" if world.language == "zh" else ":"
    for number, phase in enumerate(found.phases, 1):
        for step in phase.steps:
            yield [
                str(number),
                _named(step.item, standard, markup),
                f"{plain(step.start)} → {plain(step.goal)}",
                plain(step.days),
                rounded(step.points, 2),
                markup.ref(step.methods[0]) if step.methods else "",
            ]
        yield [
            Html("<b>{}</b>").format(number),
            Html("<b>{}{} {}</b>").format(total, colon, rounded(phase.score)),
            "",
            Html("<b>{}</b>").format(plain(phase.days)),
            Html("<b>{}</b>").format(rounded(phase.points, 2)),
            "",
        ]


def _gain(world: World, gain: MethodGain, markup: Markup) -> list[Any]:
    parts = " + ".join(f"{plain(i.share)} × {plain(i.goal - i.start)} ÷ 100" for i in gain.items)
    return [
        Html("{} {}").format(
            markup.ref(gain.method), markup.text(world.catalogue.methods[gain.method].title)
        ),
        Html('<span class="hb-num-wrap">{} = {}</span>').format(parts, rounded(gain.points, 2)),
        plain(gain.days),
        rounded(gain.points_a_day, 3),
    ]


def review_part(
    world: World, standard: Standard, before: Scorecard, after: Scorecard, markup: Markup
) -> dict[str, Any]:
    """What moved since the earlier period, item by item, largest first."""
    found = review(standard, before, after)
    moved = [one for one in (*found.rises, *found.falls) if _signed(one.points) != "0.00"]
    return {
        "total": _signed(found.total.points),
        "by_rating": _signed(found.total.by_rating),
        "by_share": _signed(found.total.by_share),
        "rows": [_moved(world.words, one, standard, markup) for one in moved],
        "new": [markup.ref(one.id) for one in found.newly_assessed],
        "gone": [markup.ref(one.id) for one in found.no_longer_assessed],
        "dropped": [markup.ref(one.id) for one in found.newly_not_applicable],
    }


def _moved(words: Words, one: Change, standard: Standard, markup: Markup) -> list[Any]:
    shown = [
        words[status.replace("-", "_")] if value is None else rounded(value)
        for status, value in ((one.was, one.before), (one.is_now, one.after))
    ]
    return [_named(one.id, standard, markup), *shown, _signed(one.points)]


def _signed(value: float | None) -> str:
    text = rounded(value or 0.0, 2)
    return f"+{text}" if float(text) > 0 else text.replace("-", "\u2212")
