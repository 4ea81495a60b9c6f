"""A figure: a finding as its title, a picture in two widths, its text alternative and its data."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import pandas as pd
from altair.utils.schemapi import debug_mode

from handbook.charts import store
from handbook.charts.draw import to_svg
from handbook.charts.theme import NARROW, WIDE, Picture, say
from handbook.tables import table_html
from scoring.texts import Language

__all__ = ["MIME", "Figure"]

MIME = "application/vnd.handbook.figure+json"  # nbformat refuses other endings


@dataclass(frozen=True)
class Figure:
    """One figure in one language.

    Attributes
    ----------
    title : str
        The finding.
    sub : str
        What is drawn, with units.
    alternative : str
        For readers who do not see it.
    draw : callable
        From a width in px to a chart with a fixed frame.
    data : DataFrame
        The numbers in the picture, headings in the page's language.
    note : str
        Where it comes from, or what limits it; HTML.
    wide : int
        Width in px of the picture for large screens.
    key : str
        Everything that the picture depends on, in words; with it, a picture is drawn once and
        then taken from where `store` keeps it.
    """

    language: Language
    title: str
    sub: str
    alternative: str
    draw: Callable[[int], Picture]
    data: pd.DataFrame
    note: str = ""
    wide: int = WIDE
    key: str = ""

    def svg(self, width: int) -> str:
        """The picture at one width."""
        if not self.key:
            return self._drawn(width)
        return store.kept(f"{self.key}\n{width}\n{self.alternative}", partial(self._drawn, width))

    def _drawn(self, width: int) -> str:
        with debug_mode(
            arg=False
        ):  # the tests check charts against their schema; it takes half the time
            return to_svg(self.draw(width), self.alternative)

    def html(self) -> str:
        """The figure for a page; the page's style shows the width that fits."""
        data = say(self.language, "The numbers", "查看数据")
        note = f'<p class="src">{self.note}</p>' if self.note else ""
        return (
            f'<figure class="hb-fig"><figcaption>{escape(self.title)}</figcaption>'
            f'<p class="sub">{escape(self.sub)}</p>'
            f'<div class="hb-only-l">{self.svg(self.wide)}</div>'
            f'<div class="hb-only-s">{self.svg(NARROW)}</div>'
            f'<details class="hb-numbers" data-search-exclude><summary>{data}</summary>'
            f"{table_html(self.data, self.language, label=self.title)}</details>{note}</figure>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """For notebooks: the whole figure for our pages, one picture for JupyterLab."""
        simple = f"<p><b>{escape(self.title)}</b><br>{escape(self.sub)}</p>{self.svg(self.wide)}"
        return {MIME: {"html": self.html()}, "text/html": simple, "text/plain": self.alternative}
