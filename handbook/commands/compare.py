"""The command `compare`."""

from pathlib import Path

import click

from handbook.commands.shared import on_a_file, print_object

__all__ = ["compare"]


@click.command()
@on_a_file
@click.option(
    "--draws",
    type=click.IntRange(1),
    help="Draw the weights so often around the stated ones: how often has each centre each rank?",
)
def compare(
    file: Path,
    reference: str,
    profile: str | None,
    *,
    draws: int | None,
    lenient: bool,
    median: bool,
    as_json: bool,
) -> None:
    """Put all centres and periods in FILE side by side."""
    from handbook.answers.comparison import comparison_object, comparison_text, rank_shares
    from handbook.reading import rate
    from scoring.comparison import compare as side_by_side

    rated = rate(file, reference, profile, lenient=lenient, median=median)
    found = side_by_side(rated.standard, rated.cards)
    shares = rank_shares(rated, draws) if draws else None
    if as_json:
        print_object(comparison_object(rated, found, shares))
    else:
        click.echo(comparison_text(rated, found, shares))
