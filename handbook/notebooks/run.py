"""Run the worked examples that changed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from handbook.notebooks import kept
from handbook.notebooks.forked import can_fork, end_warm_process, run_forked
from handbook.notebooks.kernel import run_in_kernel
from handbook.notebooks.outcome import Executed, Job, Outcome, finish
from handbook.notebooks.stored import in_language, read_notebook
from handbook.project import LANGUAGES, Project
from scoring.texts import Language

__all__ = ["execute", "run_notebooks"]

Runner = Callable[[Job], Outcome]


def run_notebooks(
    project: Project, jobs: int, tell: Callable[[str], None], *, kernels: bool = False
) -> dict[Language, list[Executed]]:
    """Execute what changed and return every worked example in both languages.

    Nothing is drawn here: the library that draws starts threads, and a process with threads
    cannot be forked safely. `export` draws, in the processes that write pages.

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
    found: dict[Language, list[Executed]] = {language: [] for language in LANGUAGES}
    for one in executed:
        found[one.job.language].append(one)
    return found


def execute(job: Job, runner: Runner, tell: Callable[[str], None]) -> Executed:
    """The notebook with its outputs, and its prose filled; run only where that is needed."""
    found = kept.find(job)
    if found is None:
        tell(f"running {job.name} in {job.language}")
    outcome = found or runner(job)
    executed = finish(job, outcome)
    if found is None:  # only what may be published is kept
        kept.keep(job, outcome)
    return executed
