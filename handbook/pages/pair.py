"""Two editions beside each other: what changed, and whom it affects."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup as Html

from handbook.charts import weights_change_figure
from handbook.editions.difference import Difference, Part, Wording
from handbook.editions.marked import runs
from handbook.formats import plain, rounded
from handbook.pages.markup import Markup
from handbook.pages.places import owner_folder, pair_path
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from scoring import Standard
from scoring.effect import Effect, effects

__all__ = ["specs"]

TAGS = {"stays": "{}", "goes": "<del>{}</del>", "comes": "<ins>{}</ins>"}
FIELDS = {
    "about",
    "grades",
    "title",
    "lead",
    "asks",
    "why",
    "levels",
    "evidence",
    "checks",
    "findings",
    "improve",
}


def specs(world: World) -> Iterator[PageSpec]:
    """A page for every record of changes."""
    known = {standard.reference: standard for standard in world.catalogue.standards}
    for changes in world.catalogue.changes:
        old, new = (known[f"{changes.standard}@{e}"] for e in (changes.from_, changes.to))
        title = f"{old.short.in_language(world.language)}: {_called(world, old)} → {_called(world, new)}"
        if world.language == "zh":
            title = title.replace(": ", "：")
        yield PageSpec(
            pair_path(changes),
            "pair.md.j2",
            title,
            changes.reference,
            partial(_pair, world, Difference(old, new, changes)),
            {"description": changes.says.in_language(world.language)},
            ("project",),
            edition=None if new.in_force else new,
        )


def _pair(world: World, found: Difference, markup: Markup) -> dict[str, Any]:
    centres = [c for c in world.catalogue.centres if world.catalogue.standard_of(c) == found.old]
    anchors = {i: one.anchors for i, one in world.catalogue.indicators.items() if one.anchors}
    rated = [c.assessments[-1] for c in centres if c.assessments]
    affected = effects(rated, found.changes, found.old, found.new, anchors)
    names = {c.profile.id: c.profile.short.in_language(world.language) for c in centres}
    return {
        "before": _called(world, found.old),
        "after": _called(world, found.new),
        "found": found,
        "whole": _texts(world, found.whole),
        "counts": [(world.prose[f"change_{kind}"], n) for kind, n in found.counts.items()],
        "criteria": [
            (criterion, [_part(world, found, part, markup) for part in parts])
            for criterion, parts in found.by_criterion()
        ],
        "weights": weights_change_figure(
            _weights(world, found), world.language,
            before=_called(world, found.old), after=_called(world, found.new),
        ),
        "affected": [_effect(effect, names, _grades(world, found), markup) for effect in affected],
        "provisional": any(effect.after.provisional for effect in affected),
        "left_out": _left_out(world, found, affected, markup),
    }  # fmt: skip


def _weights(world: World, found: Difference) -> pd.DataFrame:
    titles = {c.id: c.title for e in (found.old, found.new) for c in e.children}
    return pd.DataFrame(
        [
            (w.id, titles[w.id].in_language(world.language), w.before, w.after)
            for w in found.weights
        ],
        columns=["id", "title", "before", "after"],
    )


def _called(world: World, edition: Standard) -> str:
    """How an edition is named beside another one."""
    return world.prose["edition_short"] if edition.status == "training" else edition.edition


def _part(world: World, found: Difference, part: Part, markup: Markup) -> dict[str, Any]:
    change = part.change
    return {
        "kind": change.kind,
        "name": world.prose[f"change_{change.kind}"],
        "old": [_chip(found.old, node, markup) for node in change.from_],
        "new": [_chip(found.new, node, markup) for node in change.to],
        "title": " / ".join(dict.fromkeys(markup.text(n.title) for n in (part.new or part.old))),
        "reason": markup.statement(change.reason) if change.reason else "",
        "texts": _texts(world, part.wordings),
        "points": _points(world, found.points_of(part)),
        "elsewhere": any(
            _said(w, world, before=True) == _said(w, world, before=False) for w in part.wordings
        ),
    }


def _texts(world: World, wordings: Sequence[Wording]) -> list[tuple[str, Html]]:
    """What differs in the language of the page, with the words marked."""
    return [
        (_field(world, wording), _marked(wording, world))
        for wording in wordings
        if _said(wording, world, before=True) != _said(wording, world, before=False)
    ]


def _points(world: World, points: tuple[float, float] | None) -> str:
    """What it counts before and after; nothing where that is the same."""
    if points is None:
        return ""
    before, after = (rounded(value, 2) for value in points)
    return world.prose["pair_points"].format(before=before, after=after)


def _chip(edition: Standard, node: str, markup: Markup) -> Html:
    """An id that leads to its page in one edition."""
    place = markup.link(f"{owner_folder(edition)}/{node}.md")
    return Html('<a class="hb-id" href="{}">{}</a>').format(place, node)


def _said(wording: Wording, world: World, *, before: bool) -> str:
    text = wording.before if before else wording.after
    return (text or {}).get(world.language, "")


def _field(world: World, wording: Wording) -> str:
    name, *rest = wording.field.split()
    numbers = [part for part in rest if part.isdigit()]
    word = world.prose[f"field_{name}"] if name in FIELDS else name
    called = f"{word} {numbers[0]}" if numbers else word
    if name == "grades":
        called = " ".join([called, *rest[1:]])
    return f"{called}{world.prose['field_where']}" if rest[-1:] == ["where"] else called


def _marked(wording: Wording, world: World) -> Html:
    before, after = (_said(wording, world, before=b) for b in (True, False))
    return Html("").join(
        Html(TAGS[run.fate]).format(run.text) for run in runs(before, after, world.language)
    )


def _grades(world: World, found: Difference) -> dict[str, str]:
    """What each grade of both editions is called."""
    both = (*found.old.grades, *found.new.grades)
    return {grade.id: grade.title.in_language(world.language) for grade in both}


def _left_out(
    world: World, found: Difference, affected: Sequence[Effect], markup: Markup
) -> Html | None:
    """Which criteria nothing could be carried over to."""
    nodes = dict.fromkeys(node for effect in affected for node in effect.left_out)
    if not nodes:
        return None
    joint = Html("、" if world.language == "zh" else ", ")
    links = joint.join(_chip(found.new, node, markup) for node in nodes)
    return Html(world.prose["pair_left_out"]).format(nodes=links)


def _effect(
    effect: Effect, names: dict[str, str], grades: dict[str, str], markup: Markup
) -> list[Any]:
    before, after = effect.before.total.score, effect.after.total.score
    parts = (effect.by_items, effect.by_scales, effect.by_weights)
    who = Html('<a href="{}">{}</a> {}').format(
        markup.link(effect.after.centre), names[effect.after.centre], markup.seal()
    )
    held = (
        (effect.grade_before, effect.before.provisional),
        (effect.grade_after, effect.after.provisional),
    )
    told = [f"{grades[g]}{'*' if open_ else ''}" if g else "–" for g, open_ in held]
    open_items = sum(one.fate != "kept" for one in effect.carried)
    return [
        who, markup.number(before), markup.number(after),
        *(_signed(part) for part in parts),
        f"{effect.rank_before or '–'} → {effect.rank_after or '–'}",
        told[0] if told[0] == told[1] else " → ".join(told),
        plain(open_items),
    ]  # fmt: skip


def _signed(value: float | None) -> str:
    if value is None:
        return "–"
    text = rounded(abs(value), 2)
    sign = "" if not float(text) else "−" if value < 0 else "+"
    return f"{sign}{text}"
