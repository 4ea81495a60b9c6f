"""The command `new-edition`."""

import click

__all__ = ["new_edition"]


@click.command("new-edition")
@click.argument("name", metavar="ID")
@click.option(
    "--from", "before", required=True, metavar="EDITION", help="The edition to begin with."
)
@click.option("--to", "after", required=True, metavar="EDITION", help="The new one.")
def new_edition(name: str, before: str, after: str) -> None:
    """Start an edition of a standard from an earlier one, or bring its record of changes up to date.

    The new edition begins as a copy; edit it, then run the command again. What became of each
    criterion, group and item stands in a file below data/changes/. What the command could only
    guess carries a line `proposed`: read both texts, mend kind and ids, give the reason, and
    delete the line. The check fails until all are confirmed. Confirmed records stay as they are,
    unless an edition bears them out no longer.
    """
    from handbook.editions.start import start
    from handbook.reading import DATA

    found = start(DATA, name, before, after)
    click.echo(f"{found.edition}: {'copied' if found.copied else 'as it is'}")
    click.echo(f"{found.record}: {found.told()}")
