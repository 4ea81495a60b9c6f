"""Run a notebook in a copy of one warm process, which holds what notebooks import.

Nearly all of a notebook's time is start-up: a kernel, and imports. A fork server imports once;
each notebook then runs in a child of its own, as isolated as in a kernel, and `shell` writes its
outputs down as a kernel would send them. A test holds that both ways give the same.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.connection import Connection

from handbook.notebooks import outcome
from handbook.notebooks.outcome import Clock, Job, Outcome, failed, hung
from handbook.problems import BuildCode, NotebookError

__all__ = ["can_fork", "end_warm_process", "run_forked"]

WARM = "handbook.notebooks.warm"
GRACE_SECONDS = 5  # after it was told to stop
_starting = threading.Lock()


def can_fork() -> bool:
    """Whether this system can copy a running process."""
    return "forkserver" in multiprocessing.get_all_start_methods()


def run_forked(job: Job) -> Outcome:
    """Run the cells of code of a notebook.

    Raises
    ------
    NotebookError
        A cell raised or took longer than it may, or the process died.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WARM])
    here, there = context.Pipe(duplex=False)
    folder, settings = str(job.project.notebooks), job.environment()
    given = (job.code(), folder, settings, outcome.MEMORY_BYTES, there)
    child = context.Process(target=_run, args=given, daemon=True)
    with _starting, _environment(settings):
        child.start()
    there.close()  # so that the end of the child is the end of the pipe
    at, clock = 0, Clock()
    try:
        while here.poll(clock.left()):
            what, *rest = here.recv()
            if what == "cell":
                at = rest[0]
            elif what == "raised":
                raise failed(job.name, at, *rest)
            else:
                return Outcome(*rest)
    except EOFError:
        hint = "look for memory without bound"
        raise NotebookError(
            BuildCode.NOTEBOOK_FAILED, job.name, at, "the kernel died", hint
        ) from None
    finally:
        here.close()
        _end(child)
    raise hung(job.name, at)


def end_warm_process() -> None:
    """Let go of the process that was copied; the next run starts one with the code of then."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]  # noqa: SLF001 - it has no other way


def _end(child: multiprocessing.process.BaseProcess) -> None:
    """Whatever it is doing."""
    child.join(0 if child.exitcode is None else None)
    if child.is_alive():
        child.terminate()
        child.join(GRACE_SECONDS)
    if child.is_alive():
        child.kill()
        child.join()


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """The server, when it starts, takes from here the project and the seed of hashes.

    With one seed sets have one order; the project tells which standards to have ready.
    """
    names = ("HANDBOOK_ROOT", "PYTHONHASHSEED")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: settings[name] for name in names})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _run(
    cells: list[tuple[int, str]],
    folder: str,
    settings: dict[str, str],
    memory: int,
    to: Connection,
) -> None:
    """In the child: run the cells, say where it is, hand over what they left."""
    os.environ.update(settings)
    os.chdir(folder)
    from handbook.notebooks import inside
    from handbook.notebooks.shell import CellError, Shell

    shell = Shell()
    inside.begin(settings["HANDBOOK_ROOT"], memory)
    outputs = []
    for number, source in cells:
        to.send(("cell", number))
        try:
            outputs.append(shell.run(source))
        except CellError as error:
            to.send(("raised", error.name, error.text))
            return
    told = inside.report()
    to.send(("done", outputs, told["reads"], told["told"]))
