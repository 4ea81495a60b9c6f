"""Pages that gather: home, lists of standards and examples, glossary, sources, errata, figures."""

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup as Html

from handbook.charts import strip_figure
from handbook.formats import share
from handbook.kinds import SCALE_IDS
from handbook.pages.markup import Markup
from handbook.pages.places import PLAIN, anchor, owner_folder
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from handbook.published import Figure
from handbook.records import Dossier
from scoring import Branch
from scoring.profile import Profile
from scoring.score import score

__all__ = ["specs"]

SPECIMEN = "lanwan-12345"  # the centre on the home page
QUESTION = "BCC-6.1.5"  # the case on the home page


def specs(world: World) -> Iterator[PageSpec]:
    """All gathering pages."""
    prose, words = world.prose, world.words
    yield PageSpec(
        PLAIN["HOME"],
        "home.md.j2",
        words["site"],
        "HOME",
        lambda m: _home(world, m),
        {"hide": ["navigation", "toc", "path"], "synonyms": []},
    )
    yield PageSpec(
        "standards/index.md",
        "standards.md.j2",
        prose["standards"],
        "STANDARDS",
        lambda m: {
            "inside": _inside(world, m, source=True),
            "profiles": _beside(world.catalogue.profiles, m),
            "dossiers": _beside(world.catalogue.dossiers, m),
        },
    )
    yield PageSpec(
        "examples/index.md",
        "examples.md.j2",
        prose["worked_examples"],
        "EXAMPLES",
        lambda _: {"notebooks": world.examples},
    )
    yield PageSpec(
        PLAIN["SCALES"],
        "scales.md.j2",
        prose["scales"],
        "SCALES",
        lambda _: {"scales": [world.catalogue.scales[i] for i in SCALE_IDS]},
        {"synonyms": ["ADLI", "LeTCI"]},
        ("project",),
    )
    yield PageSpec(
        PLAIN["GLOSSARY"],
        "glossary.md.j2",
        prose["glossary"],
        "GLOSSARY",
        lambda _: _glossary(world),
    )
    yield PageSpec(
        PLAIN["SOURCES"], "sources.md.j2", prose["sources"], "SOURCES", lambda _: _sources(world)
    )
    yield PageSpec(
        PLAIN["ERRATA"], "errata.md.j2", prose["errata"], "ERRATA", lambda m: _errata(world, m)
    )
    yield PageSpec(
        PLAIN["PUBLISHED"],
        "published.md.j2",
        prose["published"],
        "PUBLISHED",
        lambda m: _published(world, m),
        {},
        ("external",),
    )


def _home(world: World, markup: Markup) -> dict[str, Any]:
    standard = world.catalogue.standard
    centres = {c.profile.id: c for c in world.catalogue.centres}
    centre = centres.get(SPECIMEN) or next(iter(centres.values()))
    items = {item.id: item for item in standard.items()}
    badge = markup.basis("source", standard.source)
    return {
        "specimen": score(standard, centre.assessments[-1]),
        "question": items.get(QUESTION) or next(iter(items.values())),
        "weights": strip_figure(standard, world.language, str(badge)),
        "inside": _inside(world, markup, source=False),
        "codes": [(c, markup.text(title)) for c, (_, title) in world.catalogue.titles.items()],
    }


def _inside(world: World, markup: Markup, *, source: bool) -> list[list[Any]]:
    rows = []
    for standard in world.catalogue.current:
        count, items = len(standard.children), len(list(standard.items()))
        many = markup.text(standard.called.many if count > 1 else standard.called.one)
        key = "size_value" if isinstance(standard.children[0], Branch) else "size_flat"
        size = world.prose[key].format(count=count, many=many, items=items)
        name = Html('<a href="{}">{}</a>').format(
            markup.link(standard.prefix), markup.text(standard.title)
        )
        rows.append(
            [
                name,
                standard.edition,
                size,
                *([markup.basis("source", standard.source)] if source else []),
            ]
        )
    return rows


def _beside(owners: Sequence[Profile] | Sequence[Dossier], markup: Markup) -> list[list[Any]]:
    """Profiles or dossiers: name, what they are, source."""
    return [
        [
            Html('<a href="{}">{}</a>').format(
                markup.link(f"{owner_folder(owner)}/index.md"), markup.text(owner.title)
            ),
            markup.text(owner.lead),
            markup.basis("source", owner.source),
        ]
        for owner in owners
    ]


def _glossary(world: World) -> dict[str, Any]:
    terms = sorted(world.catalogue.glossary, key=lambda term: term.term.en.lower())
    return {"terms": terms}


def _sources(world: World) -> dict[str, Any]:
    groups = [
        (kind, [s for s in world.catalogue.sources.values() if s.kind == kind])
        for kind in ("source", "external")
    ]
    return {"groups": groups}


def _errata(world: World, markup: Markup) -> dict[str, Any]:
    """Defects by the source document in which they stand."""
    groups: dict[str, list[list[Any]]] = {}
    for one in world.catalogue.errata:
        chip = Html('<span class="hb-id" id="{}" data-handbook-id="{}">{}</span>').format(
            anchor(one.id), one.id, one.id
        )
        row = [chip, markup.text(one.defect), markup.text(one.resolution)]
        groups.setdefault(one.source, []).append(row)
    return {"errata": [(world.catalogue.sources[s], rows) for s, rows in groups.items()]}


def _published(world: World, markup: Markup) -> dict[str, Any]:
    catalogue, text = world.catalogue, markup.text
    tables = catalogue.tables
    return {
        "figures": catalogue.figures,
        "figure_rows": {
            one.id: [
                [
                    text(f.who),
                    text(f.what),
                    _value(f, markup),
                    text(f.period),
                    text(f.caution),
                    markup.basis(catalogue.sources[f.source].kind, f.source),
                ]
                for f in one.figures
            ]
            for one in catalogue.figures
        },
        "tables": tables,
        "headings": {t.id: [text(c.title) for c in t.columns] for t in tables},
        "rows": {
            t.id: [[_cell(v) for v in row.values()] for row in catalogue.rows[t.id]] for t in tables
        },
        "right": {
            t.id: "".join(
                str(n) for n, v in enumerate(catalogue.rows[t.id][0].values()) if _is_number(v)
            )
            for t in tables
        },
    }


def _value(figure: Figure, markup: Markup) -> str:
    if figure.unit == "percent":
        return str(share(figure.value / 100, markup.language, 2))
    unit = markup.words["s_unit" if figure.unit == "s" else f"{figure.unit}_unit"]
    return f"{figure.value:,.10g} {unit}".strip()


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).isdigit()


def _cell(value: str) -> str:
    return f"{int(value):,}" if value.isdigit() and len(value) > 4 else value  # noqa: PLR2004
