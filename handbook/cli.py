"""The command line: `handbook build | serve | check | explain`, and those of `handbook.commands`.

Results go to standard output, what is being done to standard error. Exit 0 good, 1 the data or
the input is wrong, 2 the command is wrong. Heavy imports stand inside the commands, so that help
and an unchanged build answer at once.
"""

import datetime as dt
import os
import shutil
import time
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, Literal

import click

from handbook import __version__
from handbook.commands import COMMANDS

__all__ = ["main"]

JOBS = os.cpu_count() or 1
WIDEST = 100  # characters of a line that is still read with ease
ONE = {"criteria and groups": "criterion or group"}  # the others lose their s


class Teller:
    """Tells a person who waits what is being done, and after how long."""

    def __init__(self) -> None:
        self.begin = time.monotonic()

    def __call__(self, message: str) -> None:
        click.echo(f"[{time.monotonic() - self.begin:5.1f} s] {message}", err=True)


def _problems_as_lines(command: Callable[..., Any]) -> Callable[..., Any]:
    """Show what is wrong as lines, never as a traceback, and exit 1."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except Exception as error:
            if not _told(error):
                raise
        raise SystemExit(1)

    return run


def _told(error: Exception) -> bool:
    """Say what is wrong; False for what is a defect of this program, or not wrong at all."""
    from handbook.problems import BuildError
    from scoring.problems import DataError

    if isinstance(error, DataError):
        _show(error.problems, getattr(error, "more", 0))
    elif isinstance(error, BuildError):
        click.echo(str(error), err=True)
    elif isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        click.echo(f"{error.filename or 'not possible'}: {error.strerror}", err=True)
    else:
        return False
    return True


def _show(problems: Iterable[object], more: int = 0) -> None:
    """Every problem on its line; of a very long file the first ones, and how many more."""
    from scoring.problems import counted

    lines = [str(problem) for problem in problems]
    for line in lines:
        click.echo(line, err=True)
    if more:
        click.echo(f"… and {more:,} more wrong rows", err=True)
    count = counted(len(lines) + more, "problem")
    click.echo(f"{count}; `handbook explain CODE` tells more about a code.", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handbook")
def main() -> None:
    """Build, check and use the Contact Centre Evaluation Handbook."""


@main.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="Folder of the site; replaced only by a build that succeeds.",
)
@click.option(
    "--jobs", type=click.IntRange(1), default=JOBS, show_default=True, help="How much runs at once."
)
@click.option(
    "--kernels",
    is_flag=True,
    help="Run each notebook in a Jupyter kernel of its own: slower, and the reference.",
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep a dated copy of the site in this folder, with a list of what was in force when.",
)
@_problems_as_lines
def build(out: Path, jobs: int, *, kernels: bool, archive: Path | None) -> None:
    """Check the data, execute the notebooks, build both languages."""
    from handbook.archive import keep
    from handbook.build import build as build_site
    from handbook.project import Project

    tell = Teller()
    project = Project.here()
    changed = build_site(project, project.root / out, jobs, tell, kernels=kernels)
    tell(f"{out}/ is ready" if changed else f"nothing changed, {out}/ is up to date")
    if archive:
        date = dt.datetime.now(dt.UTC).date().isoformat()
        kept = keep(project.root / out, project.root / archive, date)
        tell(f"kept as {archive}/{kept.name}/" if kept else f"{archive}/ has it already")


@main.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port on loopback.",
)
@click.option(
    "--jobs", type=click.IntRange(1), default=JOBS, show_default=True, help="How much runs at once."
)
@_problems_as_lines
def serve(port: int, jobs: int) -> None:
    """Build, show on loopback, and build again whenever something changes."""
    from handbook.project import Project
    from handbook.serve import serve as serve_site

    serve_site(Project.here(), port, jobs, Teller())


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@_problems_as_lines
def check(paths: tuple[Path, ...]) -> None:
    """Check the project's data, or another data folder, or given files.

    Prints every problem as file:line:column: [code] message, then the counts.
    """
    from handbook.check import check_catalogue, check_paths
    from handbook.project import Project

    if paths:
        report = check_paths(paths, Path("data"))
    else:
        Project.here()
        report = check_catalogue(Path("data"))[1]
    for kind, count in report.counts.items():
        click.echo(f"{count:6} {ONE.get(kind, kind.removesuffix('s')) if count == 1 else kind}")
    if report.problems:
        _show(report.problems)
        raise SystemExit(1)
    click.echo("No problems.")


@main.command()
@click.argument("code", nargs=-1)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@_problems_as_lines
def explain(code: tuple[str, ...], lang: Literal["en", "zh"]) -> None:
    """Explain a message code, such as weights-sum; without a code, list them all.

    The code may be copied with its brackets, or with the whole line that it stands in.
    """
    from handbook.messages import as_lines, explanations, meant, nearest

    if not "".join(code).strip():
        for known, one in explanations().items():
            click.echo(f"{known:20} {one.title.in_language(lang)}")
        return
    wanted = meant(" ".join(code))
    if wanted not in explanations():
        near = ", ".join(nearest(wanted))
        hint = f"Did you mean {near}?" if near else "`handbook explain` lists them all."
        click.echo(f"There is no message code {wanted}. {hint}", err=True)
        raise SystemExit(1)
    width = min(shutil.get_terminal_size().columns, WIDEST)
    for part in as_lines(wanted, lang, width):
        click.echo(part)


for rating_command in COMMANDS:
    assert rating_command.callback
    rating_command.callback = _problems_as_lines(rating_command.callback)
    main.add_command(rating_command)
