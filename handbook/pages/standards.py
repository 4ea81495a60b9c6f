"""The page of a standard as a whole."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup as Html

from handbook.charts import weights_figure
from handbook.charts.weights import whole_points
from handbook.formats import plain
from handbook.pages.markup import Markup
from handbook.pages.nodes import BASES, below, data_file
from handbook.pages.places import standard_folder
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from scoring import Standard

__all__ = ["specs"]


def specs(world: World) -> Iterator[PageSpec]:
    """One page for every edition of every standard."""
    for standard in world.catalogue.standards:
        yield _standard(world, standard)


def _standard(world: World, standard: Standard) -> PageSpec:
    title = f"{standard.title.in_language(world.language)} {standard.edition}"

    def fill(markup: Markup) -> dict[str, Any]:
        points = whole_points(standard)
        top = max(points[c.id] for c in standard.children)
        names = markup.names()
        criteria: list[list[Any]] = [
            [
                markup.ref(c.id),
                markup.text(c.title),
                names["wbar"](points[c.id], top),
                plain(points[c.id]),
                len(below(c)),
            ]
            for c in standard.children
        ]
        items = list(standard.items())
        criteria.append(
            [
                "",
                world.words["sum"],
                "",
                plain(sum(points[c.id] for c in standard.children)),
                len(items),
            ]
        )
        badges = Html("{} {}").format(
            markup.basis("source", standard.source), markup.basis("project")
        )
        return {
            "items": items,
            "criteria": criteria,
            "all_items": [
                [markup.ref(i.id), markup.text(i.title), world.words[i.scale], plain(points[i.id])]
                for i in items
            ],
            "weights": weights_figure(standard, world.language, str(badges)),
            "organiser": next(
                (b.abbreviation for b in standard.bodies if b.role == "organiser"), ""
            ),
            "bodies": [
                [world.words[b.role], markup.text(b.title), b.abbreviation or ""]
                for b in standard.bodies
            ],
            "sources": [world.catalogue.sources[standard.source]],
            "data_file": data_file(standard),
        }

    meta = {
        "synonyms": world.synonyms(standard.title, standard.short),
        "nav_number": standard.prefix,
    }
    return PageSpec(
        f"{standard_folder(standard)}/index.md",
        "standard.md.j2",
        title,
        standard.prefix,
        fill,
        meta,
        BASES,
        edition=standard,
    )
