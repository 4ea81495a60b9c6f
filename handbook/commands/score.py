"""The command `score`."""

import sys
from pathlib import Path

import click

from handbook.commands.shared import on_a_file, print_object, refuse

__all__ = ["score"]


@click.command()
@on_a_file
@click.option(
    "--totals",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="For very many centres: write the five numbers of each to this CSV or Parquet file.",
)
def score(
    file: Path,
    reference: str,
    profile: str | None,
    *,
    out: Path | None,
    lenient: bool,
    median: bool,
    as_json: bool,
) -> None:
    """Score every centre in FILE, an assessment in CSV.

    With --totals FILE may be very long, or Parquet: it is read in chunks, every item rated as a
    whole, and nothing is printed but how many assessments were scored.
    """
    from handbook.reading import rate
    from handbook.scorecards import as_object, as_text

    if out:
        _write_totals(file, reference, profile, out)
        return
    if file.suffix == ".parquet":
        refuse(f"{file} is Parquet, which is read for totals only", "add --totals OUT.csv")
    rated = rate(file, reference, profile, lenient=lenient, median=median)
    if as_json:
        print_object(as_object(rated))
    else:
        click.echo(as_text(rated))


def _write_totals(file: Path, reference: str, profile: str | None, out: Path) -> None:
    """Five numbers of each of very many assessments, with a progress bar for who waits."""
    from handbook.reading import find_profile, find_standard, tailored
    from scoring.bulk import read_bulk, write_totals
    from scoring.kernel import totals
    from scoring.tree import Tree

    standard = find_standard(reference)
    if profile:
        standard = tailored(standard, find_profile(profile, standard))
    with click.progressbar(length=1, label="reading", file=sys.stderr) as bar:

        def tell(done: int, total: int | None) -> None:
            bar.length = max(total or done + 1, 1)
            bar.update(done - bar.pos)

        bulk = read_bulk(file, standard, tell=tell)
    found = totals(Tree.of(standard), bulk.percent, bulk.applicable, bulk.confidence)
    write_totals(bulk, found, out)
    if bulk.silent:
        click.echo(f"confidence missing in {bulk.silent:,} rows, taken as 1", err=True)
    click.echo(f"{len(bulk.centres):,} assessments scored, {out}")
