"""Where things lie in a handbook project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.problems import BuildError

if TYPE_CHECKING:  # the type alone, for an unchanged build must not pay for numpy
    from scoring.texts import Language

__all__ = ["LANGUAGES", "TITLE_ID", "Project"]

LANGUAGES: tuple[Language, ...] = ("en", "zh")
TITLE_ID = "title"  # of the heading of every page, in both languages


@dataclass(frozen=True)
class Project:
    """The folder with data, docs and notebooks; everything made lies under `build`."""

    root: Path

    @classmethod
    def here(cls) -> Project:
        """The project in the current folder.

        Raises
        ------
        BuildError
            The current folder is not one.
        """
        root = Path.cwd()
        missing = [name for name in ("data", "docs", "mkdocs.yml") if not (root / name).exists()]
        if missing:
            message = f"this folder is no handbook project: {', '.join(missing)} missing"
            raise BuildError(message, "go to the folder that holds data/, docs/ and mkdocs.yml")
        return cls(root)

    @property
    def data(self) -> Path:
        """What is true of the standards."""
        return self.root / "data"

    @property
    def docs(self) -> Path:
        """Hand-written pages, templates and theme."""
        return self.root / "docs"

    @property
    def notebooks(self) -> Path:
        """Worked examples, stored without outputs."""
        return self.root / "notebooks"

    @property
    def build(self) -> Path:
        """Everything that is made on the way."""
        return self.root / "build"

    @property
    def cache(self) -> Path:
        """What later builds need not make again: executed notebooks, drawn pictures."""
        return self.root / ".cache"

    def pages(self, language: Language) -> Path:
        """The generated Markdown of one language."""
        return self.build / "docs" / language

    def navigation(self, language: Language) -> Path:
        """The generated navigation of one language."""
        return self.build / "docs" / f"{language}.nav.json"

    def mkdocs(self, language: Language) -> Path:
        """The MkDocs settings of one language."""
        return self.root / ("mkdocs.yml" if language == "en" else f"mkdocs.{language}.yml")
