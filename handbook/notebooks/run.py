"""Run the worked examples that changed, and return all of them as the pages need them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from nbformat import NotebookNode

from handbook.notebooks import kept
from handbook.notebooks.export import export
from handbook.notebooks.forked import can_fork, end_warm_process, run_forked
from handbook.notebooks.kernel import run_in_kernel
from handbook.notebooks.outcome import Job, Outcome, finish
from handbook.notebooks.stored import in_language, read_notebook
from handbook.pages.example import Example
from handbook.project import LANGUAGES, Project
from scoring.texts import Language

__all__ = ["execute", "run_notebooks"]

Runner = Callable[[Job], Outcome]


def run_notebooks(
    project: Project, jobs: int, tell: Callable[[str], None], *, kernels: bool = False
) -> dict[Language, list[Example]]:
    """Execute what changed and return every worked example in both languages.

    Parameters
    ----------
    jobs : int
        How many run at once.
    kernels : bool
        Each in a kernel of its own, by nbclient, even where processes can be forked.

    Raises
    ------
    NotebookError
        The first notebook that is malformed, raised, hung or leaked, by name, cell and error.
    """
    runner = run_in_kernel if kernels or not can_fork() else run_forked
    stored = {path: read_notebook(path) for path in sorted(project.notebooks.glob("*.ipynb"))}
    waiting = [
        Job(path.name, in_language(notebook, language), language, project)
        for path, notebook in stored.items()
        for language in LANGUAGES
    ]
    try:
        with ThreadPoolExecutor(max(1, jobs)) as pool:
            executed = list(pool.map(lambda job: execute(job, runner, tell), waiting))
    finally:
        if can_fork():
            end_warm_process()
    examples: dict[Language, list[Example]] = {language: [] for language in LANGUAGES}
    for job, notebook in zip(waiting, executed, strict=True):
        examples[job.language].append(export(job, notebook))
    return examples


def execute(job: Job, runner: Runner, tell: Callable[[str], None]) -> NotebookNode:
    """The notebook with its outputs, and its prose filled; run only where that is needed."""
    found = kept.find(job)
    if found is None:
        tell(f"running {job.name} in {job.language}")
    outcome = found or runner(job)
    executed = finish(job, outcome)
    if found is None:  # only what may be published is kept
        kept.keep(job, outcome)
    return executed
