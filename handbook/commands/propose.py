"""The command `propose`."""

import csv
from pathlib import Path

import click

from handbook.commands.shared import on_a_file, print_object

__all__ = ["propose"]


@click.command()
@on_a_file
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
    from handbook.answers.proposals import proposals_object, proposals_text
    from handbook.libraries import find_links
    from handbook.reading import find_standard, rate
    from scoring.assessment import COLUMNS
    from scoring.once import propose as proposed

    rated, other = (
        rate(file, reference, profile, lenient=lenient, median=median),
        find_standard(wanted),
    )
    links = find_links(rated.standard, other)
    found = [
        (a, proposed(a, rated.standard, other, links, rated.anchors)) for a in rated.assessments
    ]
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
        print_object({"from": rated.standard.reference, "centres": centres})
    else:
        texts = (f"{a.centre}, {a.period}\n{proposals_text(other, p)}" for a, p in found)
        click.echo("\n\n".join(texts))
