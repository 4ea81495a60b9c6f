"""What a run leaves: outputs, files it read, numbers for its prose; and what must not be published."""

import copy
import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from handbook.notebooks.prose import filled
from handbook.problems import BuildCode, NotebookError
from handbook.project import Project
from scoring.texts import Language

__all__ = [
    "CELL_SECONDS",
    "MEMORY_BYTES",
    "Clock",
    "Executed",
    "Job",
    "Outcome",
    "failed",
    "finish",
    "hung",
]

CELL_SECONDS = 120
NOTEBOOK_SECONDS = 300  # all cells together
MEMORY_BYTES = 3 * 2**30
ADDRESS = re.compile(r" at 0x[0-9a-f]+>")
OUT_OF_MEMORY = "MemoryError"


@dataclass(frozen=True)
class Job:
    """A notebook to be run.

    Attributes
    ----------
    name : str
        Of its file.
    notebook : NotebookNode
        With the prose of one language; a run does not change it.
    """

    name: str
    notebook: NotebookNode
    language: Language
    project: Project

    def code(self) -> list[tuple[int, str]]:
        """The cells of code: number in the notebook, from 1, and source."""
        cells = enumerate(self.notebook.cells, 1)
        return [(number, cell.source) for number, cell in cells if cell.cell_type == "code"]

    def environment(self) -> dict[str, str]:
        """What tells the code where it is and which language it speaks."""
        return {
            "HANDBOOK_BUILDING": "1",
            "HANDBOOK_LANGUAGE": self.language,
            "HANDBOOK_ROOT": str(self.project.root),
            "PYTHONHASHSEED": "0",
        }


@dataclass(frozen=True)
class Executed:
    """A notebook with its outputs, figures still undrawn, and its prose filled."""

    job: Job
    notebook: NotebookNode


@dataclass(frozen=True)
class Outcome:
    """What one run left behind.

    Attributes
    ----------
    outputs : sequence of lists of nbformat outputs
        One list a cell of code, in order.
    reads : mapping of str to str
        Files below the project that it opened and folders that it listed, with their digests
        at that moment.
    told : mapping of str to str
        Words for the places `{{ name }}` in its prose.
    """

    outputs: Sequence[list[dict[str, Any]]]
    reads: Mapping[str, str]
    told: Mapping[str, str]


def failed(name: str, cell: int, error: str, text: object) -> NotebookError:
    """A cell raised."""
    hint = "run it with make lab and mend the cell"
    if error == OUT_OF_MEMORY:
        hint = f"it may use {MEMORY_BYTES // 2**30} GiB; look for memory without bound"
    message = f"{error}: {first_line(text)}" if first_line(text) else error
    return NotebookError(BuildCode.NOTEBOOK_FAILED, name, cell, message, hint)


class Clock:
    """What is left of the time that a notebook may take."""

    def __init__(self) -> None:
        self._end = time.monotonic() + NOTEBOOK_SECONDS

    def left(self) -> float:
        """Seconds that the next cell may take."""
        return max(0.1, min(CELL_SECONDS, self._end - time.monotonic()))


def hung(name: str, cell: int) -> NotebookError:
    """A cell took longer than it may, or all cells together did."""
    hint = "look for a loop that does not end, or make the example smaller"
    message = (
        f"ran longer than {CELL_SECONDS:g} s, or the notebook longer than {NOTEBOOK_SECONDS:g} s"
    )
    return NotebookError(BuildCode.NOTEBOOK_TIMEOUT, name, cell, message, hint)


def finish(job: Job, outcome: Outcome) -> Executed:
    """The notebook with what a run left, in one form whichever way it was run.

    Raises
    ------
    NotebookError
        An output holds a path of this machine or a warning.
    """
    outputs = iter(outcome.outputs)
    notebook = copy.deepcopy(job.notebook)
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "code":
            cell.outputs = [_plain(output) for output in next(outputs)]
            cell.execution_count = None
            cell.metadata.pop("execution", None)
            _refuse_leaks(cell, number, job)
        else:
            cell.source = filled(cell.source, outcome.told)
    notebook.metadata.pop("language_info", None)
    notebook.metadata["handbook"]["reads"] = sorted(outcome.reads)
    return Executed(job, notebook)


def _plain(output: Mapping[str, Any]) -> NotebookNode:
    """An output without counts; results and displays alike."""
    plain = NotebookNode(output)
    if plain.output_type == "execute_result":
        plain.execution_count = None
    return plain


def first_line(text: object) -> str:
    """Of a message, without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", str(text)).strip().split("\n")[0]


def _refuse_leaks(cell: NotebookNode, number: int, job: Job) -> None:
    """An output that names a path of this machine, or a warning, is not published."""
    for output in cell.outputs:
        message, hint, held = "", "", json.dumps(output, ensure_ascii=False)
        if output.output_type == "stream" and output.name == "stderr":
            message, hint = f"printed a warning: {first_line(output.text)}", "mend its cause"
        elif _private(job.project).search(held):
            message, hint = "an output holds a path of this machine", "show names, not paths"
        elif ADDRESS.search(held):
            message, hint = "an output holds an address in memory", "give what it shows a __repr__"
        if message:
            raise NotebookError(BuildCode.NOTEBOOK_LEAK, job.name, number, message, hint)


def _private(project: Project) -> re.Pattern[str]:
    """The project's folder, and whatever lies in the home folder (which may be the root itself)."""
    home = [rf"{re.escape(str(Path.home()))}/"] if Path.home().name else []
    return re.compile("|".join([rf"{re.escape(str(project.root))}(?![\w-])", *home]))
