"""Pages of the libraries: indicators and improvement methods, one each, and their lists."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from markupsafe import Markup as Html

from handbook.charts import anchors_figure
from handbook.formats import plain, share
from handbook.mathml import mathml
from handbook.pages.listed import (
    Group,
    by_effort,
    by_family,
    by_item,
    by_name,
    indicator_rows,
    method_rows,
)
from handbook.pages.markup import Markup
from handbook.pages.places import INDICATORS, METHODS
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from scoring.formula import evaluate
from scoring.indicator import Indicator
from scoring.method import Method

__all__ = ["equation", "specs"]


def specs(world: World) -> Iterator[PageSpec]:
    """Lists first, then one page an indicator and one a method."""
    prose, catalogue = world.prose, world.catalogue
    lists = (
        ("index", "INDICATORS", "indicators_family", by_family),
        ("a-z", "INDICATORS-A-Z", "indicators_az", by_name),
        ("by-item", "INDICATORS-BY-ITEM", "indicators_item", by_item),
    )
    for name, code, title, fill in lists:
        yield PageSpec(
            f"{INDICATORS}/{name}.md",
            "indicators.md.j2",
            prose[title],
            code,
            partial(_listed, world, fill),
            {},
            ("external", "project"),
        )
    yield PageSpec(
        f"{METHODS}/index.md",
        "methods.md.j2",
        prose["methods"],
        "METHODS",
        lambda m: {"groups": by_effort(world, m), **_effort(world, m)},
        {},
        ("external", "project"),
    )
    for indicator in catalogue.indicators.values():
        yield _indicator(world, indicator)
    for method in catalogue.methods.values():
        yield _method(world, method)


def _listed(
    world: World, groups: Callable[[World, Markup], list[Group]], markup: Markup
) -> dict[str, Any]:
    return {"groups": groups(world, markup), "lead": world.prose["indicators_lead"]}


def _effort(world: World, markup: Markup) -> dict[str, Any]:
    """What a plan takes effort and effect to be."""
    effort, words = world.catalogue.effort, world.words
    return {
        "effort": effort,
        "method_days": [
            [words[f"effort_{one.effort}"], plain(one.days), markup.statement(one.reason)]
            for one in effort.methods
        ],
        "level_days": [[str(one.level), plain(one.days)] for one in effort.levels],
    }


def equation(indicator: Indicator, world: World) -> Html:
    """The formula as it is evaluated, with names instead of keys."""
    language = world.language
    titles = {v.key: v.title.in_language(language) for v in indicator.variables}
    formula = indicator.formula
    return Html(mathml(indicator.abbreviation, formula, titles, language))


def _indicator(world: World, indicator: Indicator) -> PageSpec:
    catalogue, language = world.catalogue, world.language
    items = [i for i in catalogue.items() if indicator.id in i.indicators]
    methods = [m for m in catalogue.methods.values() if indicator.id in m.moves]

    def fill(markup: Markup) -> dict[str, Any]:
        values = indicator.example.values
        return {
            "one": indicator,
            "equation": equation(indicator, world),
            "variables": [
                [Html("<code>{}</code>").format(v.key), markup.text(v.title), _shown(values[v.key])]
                for v in indicator.variables
            ],
            "variants": _variants(world, indicator),
            "figure_of": anchors_figure(indicator, language) if indicator.anchors else None,
            "ranges": [
                [
                    markup.text(r.text),
                    r.year if r.year != "undated" else world.prose["undated"],
                    markup.basis("external", r.source),
                    markup.text(r.doubtful) if r.doubtful else "",
                ]
                for r in indicator.ranges
            ],
            "items": [[markup.ref(i.id), markup.text(i.title)] for i in items],
            "methods": [row[:3] for row in method_rows(world, methods, markup)],
        }

    return PageSpec(
        f"{INDICATORS}/{indicator.id}.md",
        "indicator.md.j2",
        f"{indicator.id} {indicator.title.in_language(language)}",
        indicator.id,
        fill,
        {
            "description": indicator.definition.in_language(language),
            "synonyms": [
                indicator.id,
                indicator.abbreviation,
                *world.synonyms(indicator.title, *indicator.synonyms),
            ],
        },
        ("external", "project") if indicator.ranges else ("project",),
    )


def _variants(world: World, indicator: Indicator) -> list[list[Any]]:
    """Definitions that go by one name: who is in it, its formula, what the same day gives."""
    variants, language = indicator.variants, world.language
    if variants is None:
        return []
    titles = {
        v.key: v.title.in_language(language) for v in (*indicator.variables, *variants.variables)
    }
    return [
        [
            Html("<strong>{}</strong> {}<br><small>{}</small>{}").format(
                one.id,
                one.title.in_language(language),
                one.counts.in_language(language),
                Html(mathml(one.id, one.formula, titles, language)),
            ),
            share(evaluate(one.formula, variants.values), language),
        ]
        for one in variants.every
    ]


def _shown(value: float | tuple[float, ...]) -> str:
    return ", ".join(map(plain, value)) if isinstance(value, tuple) else plain(value)


def _method(world: World, method: Method) -> PageSpec:
    catalogue, language = world.catalogue, world.language

    def fill(markup: Markup) -> dict[str, Any]:
        titles = catalogue.titles
        return {
            "one": method,
            "items": [[markup.ref(i), markup.text(titles[i][1])] for i in method.items],
            "indicators": [
                row[:2]
                for row in indicator_rows(
                    world, (catalogue.indicators[i] for i in method.moves), markup
                )
            ],
        }

    return PageSpec(
        f"{METHODS}/{method.id}.md",
        "method.md.j2",
        f"{method.id} {method.title.in_language(language)}",
        method.id,
        fill,
        {
            "description": method.lead.in_language(language),
            "synonyms": [method.id, *world.synonyms(method.title, *method.synonyms)],
        },
        ("external", "project") if method.sure.source else ("project",),
    )
