"""Export an executed notebook as the body of a page, through nbconvert and our own template."""

import copy
from functools import cache
from pathlib import Path

from nbconvert import MarkdownExporter
from nbformat import NotebookNode

from handbook.charts.figure import MIME
from handbook.pages.words import load_words
from scoring.texts import Language

__all__ = ["export_body"]


@cache
def _exporter(templates: Path) -> MarkdownExporter:
    return MarkdownExporter(template_name="notebook", extra_template_basedirs=[str(templates)])


def export_body(
    executed: NotebookNode, templates: Path, language: Language
) -> tuple[str, NotebookNode]:
    """The Markdown body of the page, and the notebook as it is offered for download."""
    words = load_words(templates, language)
    body, _ = _exporter(templates).from_notebook_node(
        copy.deepcopy(executed),
        resources={
            "handbook": {"mime": MIME, **{k: words[k] for k in ("code_line", "code_lines")}}
        },
    )
    clean = copy.deepcopy(executed)
    for cell in clean.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(MIME, None)
    return body, clean
