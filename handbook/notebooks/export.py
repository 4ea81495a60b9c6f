"""Export an executed notebook: the body of a page, by nbconvert and our template, and downloads."""

import copy
from functools import cache
from pathlib import Path

import nbformat
from nbconvert import MarkdownExporter
from nbformat import NotebookNode

from handbook.charts.figure import MIME, page_html, simple_html
from handbook.notebooks.outcome import Executed
from handbook.pages.example import Example
from handbook.pages.words import load_words
from scoring.texts import Language

__all__ = ["export"]

SPEAK = 'import os\n\nos.environ["HANDBOOK_LANGUAGE"] = "{language}"'
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def export(example: Executed) -> Example:
    """The worked example in one language; its two downloads are written below the build folder.

    One download is the notebook as it ran, for any viewer; the other holds no outputs and is to
    be run. The prose of both is that of the page.
    """
    job, executed = example.job, example.notebook
    about = executed.metadata["handbook"]
    folder, stem = job.project.build / "notebooks" / job.language, Path(job.name).stem
    folder.mkdir(parents=True, exist_ok=True)
    ran, clean = folder / job.name, folder / f"{stem}.clean.ipynb"
    nbformat.write(_for_viewers(executed), ran)
    nbformat.write(_to_be_run(executed, job.language), clean)
    title, lead = about["title"][job.language], about["lead"][job.language]
    body = _body(executed, job.project.docs / "templates", job.language)
    return Example(
        about["id"], f"examples/{stem}.md", title, lead, body, ran, clean, tuple(about["reads"]),
    )  # fmt: skip


@cache
def _exporter(templates: Path) -> MarkdownExporter:
    return MarkdownExporter(template_name="notebook", extra_template_basedirs=[str(templates)])


def _body(executed: NotebookNode, templates: Path, language: Language) -> str:
    """The Markdown of the page, its figures drawn."""
    notebook = copy.deepcopy(executed)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                output.data[MIME] = {"html": page_html(output.data[MIME])}
    words = load_words(templates, language)
    told = {"mime": MIME, **{k: words[k] for k in ("answer", "code_line", "code_lines")}}
    body, _ = _exporter(templates).from_notebook_node(notebook, resources={"handbook": told})
    return str(body)


def _for_viewers(executed: NotebookNode) -> NotebookNode:
    """Figures as plain pictures instead of the type that only our pages know."""
    notebook = copy.deepcopy(executed)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            figure = output.get("data", {}).pop(MIME, None)
            if figure:
                output.data["text/html"] = simple_html(figure)
    notebook.metadata["kernelspec"] = KERNEL
    return notebook


def _to_be_run(executed: NotebookNode, language: Language) -> NotebookNode:
    """Without outputs; one that is not English says so, since JupyterLab knows no language."""
    notebook = copy.deepcopy(executed)
    if language != "en":
        spoken = nbformat.v4.new_code_cell(SPEAK.format(language=language), id="language")
        notebook.cells.insert(0, spoken)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    notebook.metadata["kernelspec"] = KERNEL
    return notebook
