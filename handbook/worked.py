"""What a notebook needs to speak the page's language and to show figures and tables.

A notebook runs once for each language; the language and the project come from the environment,
so that the same notebook also runs in JupyterLab, in English, from the notebooks folder.
"""

import os
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from handbook.catalogue import Catalogue
from handbook.load import load_catalogue
from handbook.tables import table_html
from scoring.texts import Language, Text

__all__ = ["LANGUAGE", "Table", "data", "opened", "say", "watch"]

LANGUAGE: Language = "zh" if os.environ.get("HANDBOOK_LANGUAGE") == "zh" else "en"
_seen: set[str] = set()


def say(en: str | Text, zh: str | None = None) -> str:
    """One of two wordings, or a text of the data, in the language of this run."""
    if isinstance(en, Text):
        return en.in_language(LANGUAGE)
    return zh if LANGUAGE == "zh" and zh is not None else en


def data() -> Catalogue:
    """Everything in the project's data folder."""
    root = Path(os.environ.get("HANDBOOK_ROOT", Path.cwd().parent))
    return load_catalogue(root / "data", "data")


class Table:
    """A data frame that shows as the site's tables do."""

    def __init__(
        self,
        frame: pd.DataFrame,
        label: str,
        *,
        decimals: int = 2,
        total: bool = False,
        stack: bool = False,
    ) -> None:
        self.frame, self.label, self.decimals = frame, label, decimals
        self.total, self.stack = total, stack

    def _repr_html_(self) -> str:
        return table_html(
            self.frame,
            LANGUAGE,
            label=self.label,
            caption=self.label,
            stack=self.stack,
            decimals=self.decimals,
            total=self.total,
        )


def watch(folder: str) -> None:
    """Note from now on which files below a folder are opened for reading."""
    root = os.path.realpath(folder) + os.sep

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if path.startswith(root):
                _seen.add(path.removeprefix(root))

    sys.addaudithook(note)


def opened() -> list[str]:
    """Files below the watched folder that were opened, as paths from there."""
    return sorted(_seen)
