"""The page of a standard as a whole, of a dossier, of a profile, and of their sections."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from markupsafe import Markup as Html

from handbook.charts import weights_figure
from handbook.charts.weights import whole_points
from handbook.formats import plain
from handbook.pages.markup import Markup
from handbook.pages.nodes import basis_of, data_file, tailored
from handbook.pages.places import owner_folder
from handbook.pages.related import link_rows
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from handbook.records import Dossier
from scoring import Branch, Item, Standard
from scoring.grades import Grade, Rule
from scoring.profile import Profile
from scoring.sections import Section
from scoring.standard import items_of

__all__ = ["specs"]


def specs(world: World) -> Iterator[PageSpec]:
    """One page for every edition of every standard, dossier and profile, and one a section."""
    for owner in world.catalogue.owners:
        yield _standard(world, owner) if isinstance(owner, Standard) else _dossier(world, owner)
        around: list[Section | None] = [None, *owner.sections, None]
        for (before, section), (_, after) in pairwise(pairwise(around)):
            if section:
                yield _section(world, owner, before, section, after)
    for profile in world.catalogue.profiles:
        yield _profile(world, profile)


def _standard(world: World, standard: Standard) -> PageSpec:
    title = f"{standard.title.in_language(world.language)} {standard.edition}"

    def fill(markup: Markup) -> dict[str, Any]:
        items, points = list(standard.items()), whole_points(standard)
        badges = Html("{} {}").format(
            markup.basis("source", standard.source), markup.basis("project")
        )
        deep = any(isinstance(node, Branch) for node in standard.children)
        return {
            "items": items,
            "printed": any(n.weight_basis.value == "source" for n in standard.children),
            "criteria": _criteria(world, standard, markup),
            "all_items": [_item_row(world, item, points, markup) for item in items],
            "weights": weights_figure(standard, world.language, str(badges)) if deep else None,
            "framed": [(part, [standard.node(n) for n in part.nodes]) for part in standard.frame],
            "modules": [(c, items_of(c)) for c in standard.children] if _chained(standard) else [],
            "grades": [(grade, _rules(world, grade, markup)) for grade in standard.grades],
            "organiser": next(
                (b for b in standard.bodies if b.role in ("organiser", "maker")), None
            ),
            "bodies": [
                [world.words[f"body_{b.role}"], markup.text(b.title), b.abbreviation or ""]
                for b in standard.bodies
            ],
            "sources": [world.catalogue.sources[standard.source]],
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
            len(items_of(c)),
        ]
        for c in standard.children
    ]
    total = plain(sum(points[c.id] for c in standard.children))
    return [*rows, ["", world.words["sum"], "", total, len(list(standard.items()))]]


def _item_row(world: World, item: Item, points: dict[str, float], markup: Markup) -> list[Any]:
    kind = world.words[f"scale_{item.scale}"]
    return [markup.ref(item.id), markup.text(item.title), kind, plain(points[item.id])]


def _rules(world: World, grade: Grade, markup: Markup) -> list[str]:
    """The rules of a grade in words."""

    def said(rule: Rule) -> str:
        title = world.catalogue.titles[rule.node][1] if rule.node else None
        return world.words[f"rule_{rule.kind}"].format(
            at_least=plain(rule.at_least),
            count=rule.count,
            node=f"{rule.node} {markup.text(title)}" if title else "",
        )

    return [said(rule) for rule in grade.rules]


def _dossier(world: World, dossier: Dossier) -> PageSpec:
    def fill(_: Markup) -> dict[str, Any]:
        return {
            "dossier": dossier,
            "sources": [world.catalogue.sources[s] for s in _sources(dossier)],
            "data_file": f"data/dossiers/{dossier.id}.yaml",
        }

    return PageSpec(
        f"{owner_folder(dossier)}/index.md",
        "dossier.md.j2",
        dossier.title.in_language(world.language),
        dossier.prefix,
        fill,
        {
            "synonyms": world.synonyms(dossier.title, dossier.short),
            "description": dossier.lead.in_language(world.language),
        },
        basis_of(dossier.about),
    )


def _sources(dossier: Dossier) -> list[str]:
    """The sources of a dossier, its own first."""
    statements = [*dossier.about]
    for section in dossier.sections:
        statements += section.statements
        statements += [s for entry in section.entries for s in entry.statements]
    return list(dict.fromkeys([dossier.source, *(s.source for s in statements if s.source)]))


def _section(
    world: World,
    owner: Standard | Dossier,
    before: Section | None,
    section: Section,
    after: Section | None,
) -> PageSpec:
    statements = [*section.statements, *(s for e in section.entries for s in e.statements)]
    title = section.title.in_language(world.language)

    def fill(markup: Markup) -> dict[str, Any]:
        titles = world.catalogue.titles
        named = dict.fromkeys([owner.source, *(s.source for s in statements if s.source)])
        folder = "standards" if isinstance(owner, Standard) else "dossiers"
        name = f"{owner.id}/{owner.edition}" if isinstance(owner, Standard) else owner.id
        return {
            "owner": owner,
            "section": section,
            "checks": [
                [markup.place_of(c.id), markup.text(c.ask), markup.text(c.counts)]
                for c in section.checks
            ],
            "lenses": [
                [
                    Html("{} {}").format(markup.ref(x.node), markup.text(titles[x.node][1])),
                    markup.text(x.look),
                ]
                for x in section.lenses
            ],
            "crosswalk": link_rows(
                world, [section.id, *(entry.id for entry in section.entries)], markup
            ),
            "sources": [world.catalogue.sources[s] for s in named],
            "data_file": f"data/{folder}/{name}.yaml",
            "before": before,
            "after": after,
        }

    return PageSpec(
        f"{owner_folder(owner)}/{section.id}.md",
        "section.md.j2",
        f"{section.id} {title}",
        section.id,
        fill,
        {
            "synonyms": world.synonyms(section.title, *(e.title for e in section.entries)),
            "description": section.lead.in_language(world.language),
        },
        basis_of(statements),
        edition=owner if isinstance(owner, Standard) else None,
    )


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
