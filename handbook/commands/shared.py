"""What the commands on an assessment share: argument, options, output, refusals."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

__all__ = ["File", "on_a_file", "print_object", "refuse"]

File = click.Path(path_type=Path, exists=True, dir_okay=False)
Command = Callable[..., Any]


def on_a_file(command: Command) -> Command:
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


def print_object(found: dict[str, Any]) -> None:
    """One JSON object and nothing else on standard output."""
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    click.echo()


def refuse(message: str, hint: str) -> None:
    """End with one line and exit 1: what was asked for makes no sense here."""
    from handbook.problems import BuildError

    raise BuildError(message, hint)
