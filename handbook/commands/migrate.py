"""The command `migrate`."""

import csv
from pathlib import Path

import click

from handbook.commands.shared import File, print_object, refuse

__all__ = ["migrate"]


@click.command()
@click.argument("file", type=File)
@click.option(
    "--standard", "name", required=True, metavar="ID", help="The standard that was rated."
)
@click.option(
    "--from", "before", required=True, metavar="EDITION", help="The edition that was rated."
)
@click.option("--to", "after", required=True, metavar="EDITION", help="The new one.")
@click.option(
    "-o", "out", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help="The new file; the old one stays as it is.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def migrate(file: Path, name: str, before: str, after: str, *, out: Path, as_json: bool) -> None:
    """Carry the assessments in FILE over to a new edition.

    What is unchanged or reworded keeps its rating, and what moved and asks for the same. What asks
    for something else, was split or merged gets a row without a rating, whose note says what it
    was: confirm it by rating. What is new gets a row to be rated. Nothing is scored on a guess.
    """
    from handbook.answers.migration import migrate as migrated
    from handbook.answers.migration import migrated_object, migrated_text
    from handbook.reading import anchors_of, find_changes, find_standard, read_ratings
    from scoring.assessment import COLUMNS
    from scoring.positions import read_text
    from scoring.rows import Rows

    name = name.partition("@")[0]
    if out.exists():
        refuse(f"{out} is there already", "name a new file; nothing is overwritten")
    old, new = find_standard(f"{name}@{before}"), find_standard(f"{name}@{after}")
    changes = find_changes(old, new)
    assessments = read_ratings(file, old).assessments
    rows = list(Rows(str(file), read_text(file, str(file)), COLUMNS))
    found = migrated(assessments, rows, changes, (old, new), anchors_of(assessments))
    with out.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for one in found for row in one.rows)
    if as_json:
        print_object(migrated_object(changes, found))
    else:
        click.echo(migrated_text(new, found))
