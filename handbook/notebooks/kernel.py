"""Run a notebook in a Jupyter kernel of its own, by nbclient: the reference for `forked`."""

import asyncio
import json
import math
import os

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from handbook.notebooks import outcome
from handbook.notebooks.outcome import Clock, Job, Outcome, failed, hung
from handbook.problems import BuildCode, NotebookError

__all__ = ["run_in_kernel"]

QUIET = ["--log-level=ERROR"]  # ipykernel warns about its loopback port at every start
BEGIN = "from handbook.notebooks.inside import begin as _begin; _begin({root!r}, {memory})"
REPORT = (
    "from handbook.notebooks.inside import report as _report; import json as _json\n"
    "print(_json.dumps(_report()))"
)


def run_in_kernel(job: Job) -> Outcome:
    """Run the cells of code of a notebook.

    Raises
    ------
    NotebookError
        A cell raised or took longer than it may, or the kernel died.
    """
    begin = BEGIN.format(root=str(job.project.root), memory=outcome.MEMORY_BYTES)
    numbers, sources = zip(*[(0, begin), *job.code(), (0, REPORT)], strict=True)
    copy = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    client = NotebookClient(
        copy, kernel_name="python3", record_timing=False,
        extra_arguments=QUIET, resources={"metadata": {"path": str(job.project.notebooks)}},
    )  # fmt: skip
    at, clock = 0, Clock()

    async def run() -> None:
        nonlocal at
        async with client.async_setup_kernel(env=os.environ | job.environment()):
            for index, cell in enumerate(copy.cells):
                at, client.timeout = numbers[index], math.ceil(clock.left())
                await client.async_execute_cell(cell, index)

    try:
        asyncio.run(run())  # the blocking calls of nbclient leave an open event loop behind
    except CellTimeoutError:
        raise hung(job.name, at) from None
    except CellExecutionError as error:
        raise failed(job.name, at, error.ename, error.evalue) from None
    except DeadKernelError:
        hint = "look for memory without bound"
        raise NotebookError(
            BuildCode.NOTEBOOK_FAILED, job.name, at, "the kernel died", hint
        ) from None
    told = json.loads(copy.cells[-1].outputs[0].text)
    return Outcome([cell.outputs for cell in copy.cells[1:-1]], told["reads"], told["told"])
