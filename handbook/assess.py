"""The commands on an assessment: score, plan, compare, review, propose."""

import csv
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

__all__ = ["COMMANDS"]

File = click.Path(path_type=Path, exists=True, dir_okay=False)
Command = Callable[..., Any]


def _on_a_file(command: Command) -> Command:
    """The argument and the options that all these commands share."""
    options = (
        click.argument("file", type=File),
        click.option(
            "--standard",
            "reference",
            required=True,
            metavar="ID[@EDITION]|FILE",
            help="The standard that was rated, or the file of an edition.",
        ),
        click.option("--profile", metavar="ID", help="Tailor the standard, such as water-hotline."),
        click.option(
            "--lenient", is_flag=True, help="Leave out rows that are wrong, and list them."
        ),
        click.option(
            "--median",
            is_flag=True,
            help="One score of all assessors where they did not agree, instead of one each.",
        ),
        click.option(
            "--json", "as_json", is_flag=True, help="Print one JSON object and nothing else."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _print(found: dict[str, Any]) -> None:
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    click.echo()


@click.command()
@_on_a_file
def score(
    file: Path, reference: str, profile: str | None, *, lenient: bool, median: bool, as_json: bool
) -> None:
    """Score every centre in FILE, an assessment in CSV."""
    from handbook.reading import rate
    from handbook.scorecards import as_object, as_text

    rated = rate(file, reference, profile, lenient=lenient, median=median)
    if as_json:
        _print(as_object(rated))
    else:
        click.echo(as_text(rated))


@click.command()
@_on_a_file
@click.option("--target", required=True, metavar="GRADE", help="The grade to reach.")
@click.option("--budget", type=click.FloatRange(0), help="Most person-days in all.")
@click.option("--phase-budget", type=click.FloatRange(0), help="Most person-days in one phase.")
@click.option("--at-once", type=click.IntRange(1), help="Most items worked on in one phase.")
@click.option("--centre", help="Only this centre.")
def plan(
    file: Path,
    reference: str,
    profile: str | None,
    *,
    target: str,
    budget: float | None,
    phase_budget: float | None,
    at_once: int | None,
    centre: str | None,
    lenient: bool,
    median: bool,
    as_json: bool,
) -> None:
    """The cheapest path of every centre in FILE to a grade, in phases, and the methods for it."""
    from handbook.answers import plan_object, plan_text
    from handbook.reading import find_effort, find_methods, rate
    from scoring.gains import rank_methods
    from scoring.plan import plan as plan_path

    rated = rate(file, reference, profile, lenient=lenient, median=median)
    _known_grade(target, [one.id for one in rated.standard.grades])
    effort, methods = find_effort(), find_methods()
    found = []
    for card in _of_centre(rated.cards, centre):
        path = plan_path(
            rated.standard, card, target, effort, methods=methods,
            budget=budget, most_items=at_once, phase_budget=phase_budget,
        )  # fmt: skip
        found.append((card, path, rank_methods(rated.standard, card, methods, effort)))
    if as_json:
        plans = [plan_object(card, path, gains) for card, path, gains in found]
        _print({"standard": rated.standard.id, "edition": rated.standard.edition, "plans": plans})
    else:
        texts = (plan_text(rated, card, path, gains, methods) for card, path, gains in found)
        click.echo("\n\n".join(texts))


@click.command()
@_on_a_file
def compare(
    file: Path, reference: str, profile: str | None, *, lenient: bool, median: bool, as_json: bool
) -> None:
    """Put all centres and periods in FILE side by side."""
    from handbook.answers import comparison_object, comparison_text
    from handbook.reading import rate
    from scoring.comparison import compare as side_by_side

    rated = rate(file, reference, profile, lenient=lenient, median=median)
    found = side_by_side(rated.standard, rated.cards)
    if as_json:
        _print(comparison_object(rated, found))
    else:
        click.echo(comparison_text(rated, found))


@click.command()
@_on_a_file
@click.option("--from", "before", required=True, metavar="PERIOD", help="The earlier period.")
@click.option("--to", "after", required=True, metavar="PERIOD", help="The later period.")
@click.option(
    "--with",
    "others",
    multiple=True,
    type=File,
    help="A further file, such as that of the other year; may be repeated.",
)
def review(
    file: Path,
    reference: str,
    profile: str | None,
    *,
    before: str,
    after: str,
    others: tuple[Path, ...],
    lenient: bool,
    median: bool,
    as_json: bool,
) -> None:
    """What moved between two periods of every centre in FILE, and which items caused it."""
    from handbook.answers import review_object, review_text
    from handbook.reading import rate
    from scoring.review import review as reviewed

    rated = [
        rate(path, reference, profile, lenient=lenient, median=median) for path in (file, *others)
    ]
    cards = {(c.centre, c.assessor, c.period): c for one in rated for c in one.cards}
    pairs = [
        (card, cards[centre, who, after])
        for (centre, who, period), card in cards.items()
        if period == before and (centre, who, after) in cards
    ]
    if not pairs:
        known = ", ".join(sorted({period for _, _, period in cards}))
        _refuse(f"no centre has both {before} and {after}", f"periods here: {known}; add --with")
    standard = rated[0].standard
    found = [reviewed(standard, *pair) for pair in pairs]
    if as_json:
        reviews = [review_object(one) for one in found]
        _print({"standard": standard.id, "edition": standard.edition, "reviews": reviews})
    else:
        click.echo("\n\n".join(review_text(standard, one) for one in found))


@click.command()
@_on_a_file
@click.option("--for", "wanted", required=True, metavar="ID[@EDITION]", help="The other standard.")
@click.option("-o", "out", type=click.Path(path_type=Path), help="Write rows to be confirmed.")
def propose(
    file: Path,
    reference: str,
    profile: str | None,
    *,
    wanted: str,
    out: Path | None,
    lenient: bool,
    median: bool,
    as_json: bool,
) -> None:
    """Assess once: levels for the items of another standard, from the ratings in FILE.

    Every level is a proposal without confidence. The rows written with -o have no rating yet: the
    proposal stands in their note, so that nothing is scored before somebody confirms it.
    """
    from handbook.answers import proposals_object, proposals_text
    from handbook.reading import find_links, find_standard, rate
    from scoring.assessment import COLUMNS
    from scoring.once import propose as proposed

    rated, other = (
        rate(file, reference, profile, lenient=lenient, median=median),
        find_standard(wanted),
    )
    links = find_links()
    found = [(a, proposed(a, rated.standard, other, links)) for a in rated.assessments]
    if out:
        with out.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
            writer.writeheader()
            for assessment, proposals in found:
                for one in proposals:
                    note = f"proposed {one.rating:g} from {' '.join(one.sources)}; confirm"
                    writer.writerow({
                        "centre": assessment.centre, "period": assessment.period,
                        "item": one.item, "note": note,
                    })  # fmt: skip
    if as_json:
        centres = [
            {"centre": a.centre, "period": a.period, **proposals_object(other, proposals)}
            for a, proposals in found
        ]
        _print({"from": rated.standard.reference, "centres": centres})
    else:
        texts = (f"{a.centre}, {a.period}\n{proposals_text(other, p)}" for a, p in found)
        click.echo("\n\n".join(texts))


COMMANDS = (score, plan, compare, review, propose)


def _of_centre(cards: Iterable[Any], centre: str | None) -> list[Any]:
    found = [card for card in cards if centre in (None, card.centre)]
    if not found:
        _refuse(f"there is no centre {centre} in the file", "look at its column centre")
    return found


def _known_grade(grade: str, known: list[str]) -> None:
    if not known:
        _refuse("the standard has no grades", "a standard has them under grades: in its file")
    if grade not in known:
        _refuse(f"there is no grade {grade}", f"it has {', '.join(known)}")


def _refuse(message: str, hint: str) -> None:
    from handbook.problems import BuildError

    raise BuildError(message, hint)
