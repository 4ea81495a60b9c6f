"""Read a notebook as it is stored: what it says of itself, its prose in both languages, its code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from handbook.notebooks.outcome import first_line
from handbook.notebooks.prose import kept_by_hand, places
from handbook.problems import BuildCode, NotebookError
from handbook.project import LANGUAGES
from scoring.texts import Language

__all__ = ["in_language", "read_notebook"]

TELL = "prose"  # the function that fills places


def read_notebook(path: Path) -> NotebookNode:
    """A notebook of the handbook.

    Raises
    ------
    NotebookError
        It is none, has no id, title or lead, holds outputs, or its prose lacks a language, or
        has a number that nothing computes, or a place that nothing fills.
    """
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
        about = notebook.metadata["handbook"]
        named = about["id"] and all(about[k][lang] for k in ("title", "lead") for lang in LANGUAGES)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, KeyError, TypeError) as error:
        what = f"{type(error).__name__} {first_line(error)}"
        message = f"the file is no notebook of the handbook: {what}"
        hint = "its metadata needs handbook: id, and title and lead in both languages"
        raise _refused(path, 0, message, hint) from None
    if not named:
        raise _refused(path, 0, "its id, title or lead is empty", "write them")
    literal = kept_by_hand(" ".join(about["lead"][language] for language in LANGUAGES))
    if literal:
        message = f"a number in its lead is kept by hand: {', '.join(literal)}"
        raise _unfit(path, 0, message, "say it without; the lead is not computed")
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "code":
            _check_prose(path, number, cell)
        elif cell.outputs or cell.execution_count:
            raise _refused(path, number, "it is stored with outputs", "clear all outputs")
    _check_places(path, notebook)
    return notebook


def in_language(notebook: NotebookNode, language: Language) -> NotebookNode:
    """A copy with the prose of one language."""
    keep = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" or language in cell.metadata.get("tags", [])
    ]
    copy: NotebookNode = nbformat.from_dict({**notebook, "cells": keep})
    return copy


def _check_prose(path: Path, number: int, cell: NotebookNode) -> None:
    if not {*LANGUAGES} & {*cell.metadata.get("tags", [])}:
        message = "its prose has no language, and would stand on no page"
        raise _unfit(path, number, message, "tag the cell en or zh")
    fixed = cell.metadata.get("fixed", [])
    idle = [phrase for phrase in fixed if phrase not in cell.source]
    if idle:
        message = f"it declares a fixed phrase that it does not hold: {idle[0]}"
        raise _unfit(path, number, message, "take it out of the cell's metadata")
    literal = kept_by_hand(cell.source, fixed)
    if literal:
        message = f"a number in its prose is kept by hand: {', '.join(literal)}"
        hint = "write a place such as {{ total }} and fill it from code with prose(total=...)"
        raise _unfit(path, number, message, hint)


def _check_places(path: Path, notebook: NotebookNode) -> None:
    """Every place is told once, and everything told has a place."""
    told: dict[str, int] = {}
    for number, cell in enumerate(notebook.cells, 1):
        for name in _names_told(path, number, cell) if cell.cell_type == "code" else ():
            if name in told:
                message = f"{name} is told to the prose in cell {told[name]} already"
                raise _unfit(path, number, message, "give it another name")
            told[name] = number
    wanted = {
        name: number
        for number, cell in enumerate(notebook.cells, 1)
        if cell.cell_type != "code"
        for name in places(cell.source)
    }
    for name, number in wanted.items():
        if name not in told:
            message = f"nothing tells its prose {{{{ {name} }}}}"
            raise _unfit(path, number, message, f"call prose({name}=...) in a cell of code")
    for name, number in told.items():
        if name not in wanted:
            message = f"{name} is told and no prose has a place for it"
            raise _unfit(path, number, message, "use it in both languages, or take it out")


def _names_told(path: Path, number: int, cell: NotebookNode) -> Iterator[str]:
    """The names given in calls `prose(name=...)`."""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        raise _refused(path, number, f"SyntaxError: {error.msg}", "mend the cell") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == TELL:
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)


def _refused(path: Path, cell: int, message: str, hint: str) -> NotebookError:
    return NotebookError(BuildCode.NOTEBOOK_FAILED, path.name, cell, message, hint)


def _unfit(path: Path, cell: int, message: str, hint: str) -> NotebookError:
    """Prose and code that do not fit each other."""
    return NotebookError(BuildCode.NOTEBOOK_PROSE, path.name, cell, message, hint)
