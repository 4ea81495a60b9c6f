"""The command `review`."""

from pathlib import Path

import click

from handbook.commands.shared import File, on_a_file, print_object, refuse

__all__ = ["review"]


@click.command()
@on_a_file
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
    from handbook.answers.review import review_object, review_text
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
        refuse(f"no centre has both {before} and {after}", f"periods here: {known}; add --with")
    standard = rated[0].standard
    found = [reviewed(standard, *pair) for pair in pairs]
    if as_json:
        reviews = [review_object(one) for one in found]
        print_object({"standard": standard.id, "edition": standard.edition, "reviews": reviews})
    else:
        click.echo("\n\n".join(review_text(standard, one) for one in found))
