"""The command `plan`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from handbook.commands.shared import on_a_file, print_object, refuse

__all__ = ["plan"]


@click.command()
@on_a_file
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
    from handbook.answers.plan import plan_object, plan_text
    from handbook.libraries import find_effort, find_methods
    from handbook.reading import rate
    from scoring.gains import rank_methods
    from scoring.plan import plan as plan_path

    rated = rate(file, reference, profile, lenient=lenient, median=median)
    _known_grade(target, [one.id for one in rated.standard.grades])
    effort, methods = find_effort(), find_methods(rated.standard)
    found = []
    for card in _of_centre(rated.cards, centre):
        path = plan_path(
            rated.standard, card, target, effort, methods=methods,
            budget=budget, most_items=at_once, phase_budget=phase_budget,
        )  # fmt: skip
        found.append((card, path, rank_methods(rated.standard, card, methods, effort)))
    if as_json:
        plans = [plan_object(card, path, gains) for card, path, gains in found]
        print_object(
            {"standard": rated.standard.id, "edition": rated.standard.edition, "plans": plans}
        )
    else:
        texts = (plan_text(rated, card, path, gains, methods) for card, path, gains in found)
        click.echo("\n\n".join(texts))


def _of_centre(cards: Iterable[Any], centre: str | None) -> list[Any]:
    found = [card for card in cards if centre in (None, card.centre)]
    if not found:
        refuse(f"there is no centre {centre} in the file", "look at its column centre")
    return found


def _known_grade(grade: str, known: list[str]) -> None:
    if not known:
        refuse("the standard has no grades", "a standard has them under grades: in its file")
    if grade not in known:
        refuse(f"there is no grade {grade}", f"it has {', '.join(known)}")
