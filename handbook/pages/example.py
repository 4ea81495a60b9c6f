"""An executed notebook as a page needs it."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Example"]


@dataclass(frozen=True)
class Example:
    """An executed notebook in one language.

    Attributes
    ----------
    path : str
        Its page.
    body : str
        Markdown with figures and tables.
    ran, clean : Path
        The notebook with its outputs and without, offered for download.
    reads : tuple of str
        Data that it opened: files at the top of the data folder, or folders in it.
    """

    id: str
    path: str
    title: str
    lead: str
    body: str
    ran: Path
    clean: Path
    reads: tuple[str, ...]
