"""The page of a standard as a whole, and of a profile that tailors one."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup as Html

from handbook.charts import weights_figure
from handbook.charts.weights import whole_points
from handbook.formats import plain
from handbook.pages.markup import Markup
from handbook.pages.nodes import basis_of, data_file, tailored
from handbook.pages.places import owner_folder
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from scoring import Branch, Item, Standard
from scoring.grades import Grade, Rule
from scoring.profile import Profile
from scoring.standard import items_of

__all__ = ["specs"]


def specs(world: World) -> Iterator[PageSpec]:
    """One page for every edition of every standard and for every profile."""
    for standard in world.catalogue.standards:
        yield _standard(world, standard)
    for profile in world.catalogue.profiles:
        yield _profile(world, profile)


def _standard(world: World, standard: Standard) -> PageSpec:
    title = standard.title.in_language(world.language)
    if standard.status != "training":  # whose title says what it is
        title += f" {standard.edition}"

    def fill(markup: Markup) -> dict[str, Any]:
        items, points = list(standard.items()), whole_points(standard)
        badges = Html("{} {}").format(
            markup.basis("source", standard.source), markup.basis("project")
        )
        deep = any(isinstance(node, Branch) for node in standard.children)
        return {
            "items": items,
            "deep": deep,
            "printed": any(n.weight_basis.value == "source" for n in standard.children),
            "all_printed": all(n.weight_basis.value == "source" for n in standard.children),
            "criteria": _criteria(world, standard, markup),
            "all_items": [_item_row(world, item, points, markup) for item in items],
            "weights": weights_figure(standard, world.language, str(badges)) if deep else None,
            "framed": [(part, [standard.node(n) for n in part.nodes]) for part in standard.frame],
            "modules": [(c, items_of(c)) for c in standard.children] if _chained(standard) else [],
            "grades": [(grade, _rules(world, grade, markup)) for grade in standard.grades],
            "named": any(grade.says.source for grade in standard.grades),
            "organiser": next(
                (b for b in standard.bodies if b.role in ("organiser", "maker")), None
            ),
            "bodies": [
                [
                    world.words[f"body_{b.role}"],
                    markup.text(b.title),
                    b.abbreviation or "",
                    markup.basis("source", b.source or standard.source),
                ]
                for b in standard.bodies
            ],
            "sources": [world.catalogue.sources[s] for s in _sources(standard)],
            "data_file": data_file(standard),
        }

    meta = {
        "synonyms": world.synonyms(standard.title, standard.short),
        "nav_number": standard.prefix,
        "description": standard.lead.in_language(world.language),
    }
    return PageSpec(
        f"{owner_folder(standard)}/index.md",
        "standard.md.j2",
        title,
        standard.prefix,
        fill,
        meta,
        basis_of(standard.about),
        edition=standard,
    )


def _sources(standard: Standard) -> list[str]:
    """The sources that the page of a standard cites, its own first."""
    said = [*standard.about, *(g.says for g in standard.grades)]
    said += [statement for part in standard.frame for statement in part.says]
    named = [*(s.source for s in said), *(body.source for body in standard.bodies)]
    return list(dict.fromkeys([standard.source, *filter(None, named)]))


def _chained(standard: Standard) -> bool:
    return all(item.chain for item in standard.items())


def _criteria(world: World, standard: Standard, markup: Markup) -> list[list[Any]]:
    """One row a criterion, and their sum."""
    points = whole_points(standard)
    top = max(points[c.id] for c in standard.children)
    wbar = markup.names()["wbar"]
    rows: list[list[Any]] = [
        [
            markup.ref(c.id),
            markup.text(c.title),
            wbar(points[c.id], top),
            plain(points[c.id]),
            _size(c),
        ]
        for c in standard.children
    ]
    total = plain(sum(points[c.id] for c in standard.children))
    return [*rows, ["", world.words["sum"], "", total, sum(map(_size, standard.children))]]


def _size(node: Item | Branch) -> int:
    """Items of a branch, checks of an item that is a criterion itself."""
    return len(items_of(node)) if isinstance(node, Branch) or not node.checks else len(node.checks)


def _item_row(world: World, item: Item, points: dict[str, float], markup: Markup) -> list[Any]:
    kind = world.words[f"scale_{item.scale}"]
    return [markup.ref(item.id), markup.text(item.title), kind, plain(points[item.id])]


def _rules(world: World, grade: Grade, markup: Markup) -> list[str]:
    """The rules of a grade in words."""

    def said(rule: Rule) -> str:
        title = world.catalogue.titles[rule.node][1] if rule.node else None
        words = world.words
        text = words[f"rule_{rule.kind}"].format(
            at_least=plain(rule.at_least),
            count=rule.count,
            node=f"{rule.node} {markup.text(title)}" if title else "",
        )
        return text if rule.measure == "score" else f"{text}{words['rule_low']}"

    return [said(rule) for rule in grade.rules]


def _profile(world: World, profile: Profile) -> PageSpec:
    standard = tailored(world, profile)

    def fill(markup: Markup) -> dict[str, Any]:
        points = whole_points(standard)
        ids = [source for s in (*profile.about, *profile.headline_reason) if (source := s.source)]
        return {
            "profile": profile,
            "standard": standard,
            "added": [
                [
                    *_item_row(world, added.item, points, markup)[:2],
                    markup.ref(added.parent),
                    markup.statement(added.reason),
                ]
                for added in profile.added
            ],
            "grades": [(grade, _rules(world, grade, markup)) for grade in profile.grades],
            "criteria": _criteria(world, standard, markup),
            "sources": [world.catalogue.sources[s] for s in dict.fromkeys([profile.source, *ids])],
            "data_file": data_file(profile),
        }

    return PageSpec(
        f"{owner_folder(profile)}/index.md",
        "profile.md.j2",
        profile.title.in_language(world.language),
        profile.id,
        fill,
        {
            "synonyms": world.synonyms(profile.title, profile.short),
            "description": profile.lead.in_language(world.language),
        },
        basis_of(profile.about),
        edition=standard,
    )
