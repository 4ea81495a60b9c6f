"""Execute the worked examples and turn them into pages of each language.

A notebook holds prose in both languages (cells tagged `en` or `zh`) and code that says what it
says in the language of the run. It runs once for each; what runs is kept by content, so that a
notebook runs again when its cells, any data, the code of the packages or a version changed.
"""

import asyncio
import hashlib
import json
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from handbook.export import export_body
from handbook.pages.example import Example
from handbook.problems import BuildCode, NotebookError
from handbook.project import LANGUAGES, Project
from scoring.texts import Language

__all__ = ["CELL_SECONDS", "run_notebooks"]

CELL_SECONDS = 120
QUIET = ["--log-level=ERROR"]  # ipykernel warns about its loopback port at every start
VERSIONS = ("altair", "ipykernel", "nbclient", "nbconvert", "numpy", "pandas", "vl-convert-python")
WATCH = "from handbook.worked import watch as _watch; _watch({folder!r})"
OPENED = "from handbook.worked import opened as _opened; import json as _json; print(_json.dumps(_opened()))"


def run_notebooks(
    project: Project, jobs: int, tell: Callable[[str], None]
) -> dict[Language, list[Example]]:
    """Execute what changed and return every worked example in both languages.

    Raises
    ------
    NotebookError
        The first notebook that raised, hung or leaked, by name, cell and error.
    """
    paths = sorted(project.notebooks.glob("*.ipynb"))
    shared = _shared_key(project)
    runs = [(path, language) for path in paths for language in LANGUAGES]
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        found = list(pool.map(lambda run: _run(project, run[0], run[1], shared, tell), runs))
    examples: dict[Language, list[Example]] = {language: [] for language in LANGUAGES}
    for (_, language), example in zip(runs, found, strict=True):
        examples[language].append(example)
    return examples


def _shared_key(project: Project) -> bytes:
    """A digest of what every notebook may depend on: data, packages, template, versions."""
    digest = hashlib.sha256()
    code = Path(__file__).parent
    folders = (project.data, code, code.parent / "scoring", project.docs / "templates")
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    for name in VERSIONS:
        digest.update(f"{name}={version(name)}".encode())
    return digest.digest()


def _run(
    project: Project, path: Path, language: Language, shared: bytes, tell: Callable[[str], None]
) -> Example:
    notebook = in_language(_read(path), language)
    key = hashlib.sha256(
        shared + language.encode() + nbformat.writes(notebook).encode()
    ).hexdigest()[:32]
    cached = project.cache / "notebooks" / f"{path.stem}.{language}.{key}.ipynb"
    if not cached.exists():
        tell(f"running {path.name} in {language}")
        execute(notebook, path.name, project, language)
        cached.parent.mkdir(parents=True, exist_ok=True)
        for old in cached.parent.glob(f"{path.stem}.{language}.*"):
            old.unlink()
        partial = cached.with_suffix(".partial")
        nbformat.write(notebook, partial)
        partial.replace(cached)
    executed = nbformat.read(cached, as_version=4)
    return _example(project, path, executed, language)


def _read(path: Path) -> NotebookNode:
    """A notebook that says what it is; raises NotebookError where it does not."""
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
        about = notebook.metadata["handbook"]
        named = about["id"] and all(about[k][lang] for k in ("title", "lead") for lang in LANGUAGES)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, KeyError, TypeError) as error:
        raise NotebookError(
            BuildCode.NOTEBOOK_FAILED,
            path.name,
            0,
            f"the file is no notebook of the handbook: {type(error).__name__} {_first_line(error)}",
            "its metadata needs handbook: id, and title and lead in both languages",
        ) from None
    if not named:
        raise NotebookError(
            BuildCode.NOTEBOOK_FAILED, path.name, 0, "its id, title or lead is empty", "write them"
        )
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "code" and not {*LANGUAGES} & {*cell.metadata.get("tags", [])}:
            raise NotebookError(
                BuildCode.NOTEBOOK_FAILED,
                path.name,
                number,
                "its prose has no language, and would stand on no page",
                "tag the cell en or zh",
            )
    return notebook


def in_language(notebook: NotebookNode, language: Language) -> NotebookNode:
    """The notebook with the prose of one language."""
    keep = [
        cell for cell in notebook.cells
        if cell.cell_type == "code" or language in cell.metadata.get("tags", [])
    ]  # fmt: skip
    notebook.cells = keep
    return notebook


def execute(notebook: NotebookNode, name: str, project: Project, language: Language) -> None:
    """Run a notebook in a fresh kernel; its outputs and the files that it read stay in it.

    Raises
    ------
    NotebookError
        A cell raised, took more than `CELL_SECONDS`, or printed what must not be published.
    """
    client = NotebookClient(
        notebook, timeout=CELL_SECONDS, kernel_name="python3", record_timing=False, extra_arguments=QUIET,
        resources={"metadata": {"path": str(project.notebooks)}},
    )  # fmt: skip
    environment = {
        **os.environ, "HANDBOOK_LANGUAGE": language, "HANDBOOK_ROOT": str(project.root),
        "PYTHONHASHSEED": "0",
    }  # fmt: skip
    cells = list(notebook.cells)
    before = nbformat.v4.new_code_cell(WATCH.format(folder=str(project.data)))
    after = nbformat.v4.new_code_cell(OPENED)
    notebook.cells = [before, *cells, after]
    at = -1

    async def run() -> None:
        nonlocal at
        async with client.async_setup_kernel(env=environment):
            for at, cell in enumerate(notebook.cells):
                await client.async_execute_cell(cell, at)

    try:
        asyncio.run(run())  # the blocking calls of nbclient leave an open event loop behind
    except CellTimeoutError:
        raise NotebookError(
            BuildCode.NOTEBOOK_TIMEOUT,
            name,
            at,
            f"ran longer than {CELL_SECONDS} s",
            "look for a loop that does not end, or make the example smaller",
        ) from None
    except CellExecutionError as error:
        raise NotebookError(
            BuildCode.NOTEBOOK_FAILED,
            name,
            at,
            f"{error.ename}: {_first_line(error.evalue)}",
            "run it with make lab and mend the cell",
        ) from None
    except DeadKernelError:
        raise NotebookError(
            BuildCode.NOTEBOOK_FAILED, name, at, "the kernel died", "look for memory without bound"
        ) from None
    notebook.cells = cells
    reads = json.loads(after.outputs[0].text)
    notebook.metadata["handbook"]["reads"] = [f"data/{path}" for path in reads]
    notebook.metadata.pop("language_info", None)
    for number, cell in enumerate(cells, 1):
        _refuse_leaks(cell, number, name, project)
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.metadata.pop("execution", None)


def _first_line(text: object) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", str(text)).strip().split("\n")[0]


def _refuse_leaks(cell: NotebookNode, number: int, name: str, project: Project) -> None:
    """An output that names a path of this machine, or a warning, is not published."""
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stderr":
            raise NotebookError(
                BuildCode.NOTEBOOK_LEAK,
                name,
                number,
                f"printed a warning: {_first_line(output.text)}",
                "mend its cause",
            )
        if _private(project).search(json.dumps(output, ensure_ascii=False)):
            raise NotebookError(
                BuildCode.NOTEBOOK_LEAK,
                name,
                number,
                "an output holds a path of this machine",
                "show names, not paths",
            )


def _private(project: Project) -> re.Pattern[str]:
    """The project's folder, and whatever lies in the home folder (which may be the root itself)."""
    home = [rf"{re.escape(str(Path.home()))}/"] if Path.home().name else []
    return re.compile("|".join([rf"{re.escape(str(project.root))}(?![\w-])", *home]))


def _example(project: Project, path: Path, executed: NotebookNode, language: Language) -> Example:
    about: dict[str, Any] = executed.metadata["handbook"]
    download = project.build / "notebooks" / language / path.name
    download.parent.mkdir(parents=True, exist_ok=True)
    body, clean = export_body(executed, project.docs / "templates", language)
    nbformat.write(clean, download)
    reads: Sequence[str] = about["reads"]
    return Example(
        about["id"], f"examples/{path.stem}.md", about["title"][language], about["lead"][language], body,
        download, tuple(reads),
    )  # fmt: skip
