"""The command `diff`."""

import click

from handbook.commands.shared import print_object

__all__ = ["diff"]


@click.command()
@click.argument("before", metavar="ID@EDITION")
@click.argument("after", metavar="ID@EDITION")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def diff(before: str, after: str, *, as_json: bool) -> None:
    """What changed from one edition to the next: texts, weights, and whom it affects.

    Words that went stand in [-brackets-], words that came in {+braces+}.
    """
    from handbook.answers.difference import difference_object, difference_text
    from handbook.editions.difference import Difference
    from handbook.libraries import find_anchors
    from handbook.reading import find_assessed, find_changes, find_standard
    from scoring.effect import effects

    old, new = find_standard(before), find_standard(after)
    found = Difference(old, new, find_changes(old, new))
    affected = effects(find_assessed(old), found.changes, old, new, find_anchors())
    if as_json:
        print_object(difference_object(found, affected))
    else:
        click.echo(difference_text(found, affected))
