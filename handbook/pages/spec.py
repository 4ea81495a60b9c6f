"""What makes a page: where it lies, its template, and what the template is filled with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook.pages.markup import Markup
from scoring import Standard

__all__ = ["PageSpec"]


@dataclass(frozen=True)
class PageSpec:
    """One page before it is written.

    Attributes
    ----------
    path : str
        Below the root of the language, ending in ``.md``.
    fill : callable
        From the page's components to the names its template needs.
    meta : mapping
        Front matter beside title and id.
    basis : tuple of str
        The bases that its statements have, for the citation.
    edition : Standard, optional
        The edition of a standard that it belongs to.
    """

    path: str
    template: str
    title: str
    handbook_id: str
    fill: Callable[[Markup], dict[str, Any]]
    meta: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    edition: Standard | None = None
