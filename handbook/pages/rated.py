"""Pages of sample centres: all side by side, and one scorecard each."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup as Html

from handbook.catalogue import Centre
from handbook.charts import (
    changes_figure,
    comparison_figure,
    contributions_figure,
    gaps_figure,
    totals_figure,
)
from handbook.formats import plain, rounded
from handbook.pages.graded import grade_part, plan_part, review_part
from handbook.pages.markup import Markup
from handbook.pages.places import CENTRES
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from scoring import Scorecard, Standard, find_gaps
from scoring.score import score_many

__all__ = ["specs"]


def specs(world: World) -> Iterator[PageSpec]:
    """The page of all centres and one page each."""
    standard, centres = world.catalogue.standard, world.catalogue.centres
    cards = {c.profile.id: score_many(standard, c.assessments) for c in centres}
    yield PageSpec(
        f"{CENTRES}/index.md",
        "centres.md.j2",
        world.prose["centres"],
        "CENTRES",
        lambda m: _all(world, cards, m),
    )
    for centre in centres:
        title = centre.profile.title.in_language(world.language)
        of_centre = cards[centre.profile.id]
        yield PageSpec(
            f"{CENTRES}/{centre.profile.id}.md",
            "centre.md.j2",
            title,
            centre.profile.id,
            partial(_one, world, standard, centre, of_centre),
            {"synonyms": world.synonyms(centre.profile.short, centre.profile.kind)},
            ("project",),
            edition=standard,
        )


def _all(world: World, cards: dict[str, list[Scorecard]], markup: Markup) -> dict[str, Any]:
    centres, language = world.catalogue.centres, world.language
    names = {c.profile.id: c.profile.short.in_language(language) for c in centres}
    after = [k[-1] for k in cards.values()]
    twice = [k for k in cards.values() if len(k) > 1]  # a centre may be assessed for the first time
    rows = [
        [
            Html('<a href="{}">{}</a> {}').format(
                markup.link(c.profile.id), markup.text(c.profile.title), markup.seal()
            ),
            markup.text(c.profile.kind),
            *_five(cards[c.profile.id][-1], markup),
        ]
        for c in centres
    ]
    standard = world.catalogue.standard
    pictures = [
        totals_figure(after, names, language),
        comparison_figure(standard, after, names, language),
    ]
    if twice:
        before, again = ([k[n] for k in twice] for n in (-2, -1))
        pictures.append(changes_figure(before, again, names, language))
    return {"rows": rows, "pictures": pictures}


def _five(card: Scorecard, markup: Markup) -> list[str]:
    node, names = card.total, markup.names()
    number, share = names["number"], names["share"]
    return [
        number(node.score),
        share(node.coverage),
        number(node.confidence, 2),
        number(node.low),
        number(node.high),
    ]


def _one(
    world: World, standard: Standard, centre: Centre, cards: list[Scorecard], markup: Markup
) -> dict[str, Any]:
    card, language = cards[-1], world.language
    who = f"{centre.profile.short.in_language(language)}, {card.period}"
    remarks = [
        [
            Html("{} {}").format(markup.ref(r.item), markup.text(standard.node(r.item).title)),
            r.period,
            markup.text(r),
        ]
        for r in centre.profile.remarks
    ]
    return {
        "profile": centre.profile,
        "card": card,
        "earlier": cards[-2] if len(cards) > 1 else None,
        "pictures": [
            figure(standard, card, language, who)
            for figure in (gaps_figure, contributions_figure)
            if card.total.score is not None
        ],
        "grade": grade_part(world, standard, card, markup) if standard.grades else None,
        "plan": plan_part(world, standard, card, markup) if standard.grades else None,
        "review": review_part(world, standard, cards[-2], card, markup) if len(cards) > 1 else None,
        "item_rows": list(_item_rows(world, standard, centre, card, markup)),
        "remarks": remarks,
        "periods": [a.period for a in centre.assessments],
    }


def _item_rows(
    world: World, standard: Standard, centre: Centre, card: Scorecard, markup: Markup
) -> Iterator[list[Any]]:
    """One row an item: rating before (if there was one) and now, confidence, percent, points lost."""
    now = centre.assessments[-1].ratings
    before = [a.ratings for a in centre.assessments[-2:-1]]
    lost = {gap.id: gap.points for gap in find_gaps(standard, card)}
    words = world.words

    def shown(ratings: Any, item: str) -> Any:
        rating = ratings.get(item)
        if rating is None:
            return words["not_assessed"]
        return markup.steps(rating.rating) if rating.applicable else words["not_applicable"]

    for item in standard.items():
        rating, node = now.get(item.id), card[item.id]
        confidence = plain(rating.confidence) if rating and rating.confidence is not None else ""
        yield [
            markup.ref(item.id),
            markup.text(item.title),
            *(shown(ratings, item.id) for ratings in before),
            shown(now, item.id),
            confidence,
            markup.names()["percent"](node.score) if node.score is not None else "",
            rounded(lost[item.id], 2) if item.id in lost else "",
        ]
