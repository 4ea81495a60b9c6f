"""A figure: a finding as its title, a picture in two widths, its text alternative and its data.

On a page it is drawn at build time. A few figures also have a live form with sliders, which the
page's script puts in the place of the drawn one; without the script the drawn one stays. In a
notebook that runs for the site a figure is handed over undrawn, as specifications.
"""

import json
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode

from handbook.charts import store
from handbook.charts.draw import to_svg
from handbook.charts.theme import NARROW, WIDE, Picture, say
from handbook.tables import table_html
from scoring.texts import Language

__all__ = ["LIVE", "MIME", "Figure", "page_html", "simple_html"]

MIME = "application/vnd.handbook.figure+json"  # nbformat refuses other endings
LIVE = "hb-live"  # the class by which a page is known to need the script that draws

Spec = dict[str, Any]


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
    absent : str, optional
        What stands in the table where there is no value (see `table_html`).
    live : callable, optional
        From a width in px to a chart with sliders of its own; starts as the drawn one.
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
    absent: str | None = None
    live: Callable[[int], Picture] | None = None

    def svg(self, width: int) -> str:
        """The picture at one width."""
        if not self.key:
            return to_svg(_spec(self.draw, width), self.alternative)
        draw = partial(self._drawn, width)
        return store.kept(f"{self.key}\n{width}\n{self.alternative}", draw)

    def _drawn(self, width: int) -> str:
        return to_svg(_spec(self.draw, width), self.alternative)

    def html(self) -> str:
        """The figure for a page; the page's style shows the width that fits."""
        return _html(self._texts(), self.svg(self.wide), self.svg(NARROW), self._live())

    def _texts(self) -> dict[str, str]:
        return {
            "language": self.language,
            "title": self.title,
            "sub": self.sub,
            "alternative": self.alternative,
            "note": self.note,
            "numbers": table_html(self.data, self.language, label=self.title, absent=self.absent),
        }

    def _live(self) -> list[Spec] | None:
        return [_spec(self.live, width) for width in (self.wide, NARROW)] if self.live else None

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """For notebooks: undrawn where the site is built, drawn in JupyterLab."""
        if "HANDBOOK_BUILDING" not in os.environ:
            drawn = _simple(self._texts(), self.svg(self.wide))
            return {"text/html": drawn, "text/plain": self.alternative}
        specs = [_spec(self.draw, width) for width in (self.wide, NARROW)]
        undrawn = {**self._texts(), "specs": specs, "live": self._live()}
        return {MIME: undrawn, "text/plain": self.alternative}


def page_html(undrawn: Mapping[str, Any]) -> str:
    """A figure that a notebook handed over, for a page."""
    wide, narrow = (_kept(spec, undrawn["alternative"]) for spec in undrawn["specs"])
    return _html(undrawn, wide, narrow, undrawn["live"])


def simple_html(undrawn: Mapping[str, Any]) -> str:
    """A figure that a notebook handed over, for any notebook viewer: one picture."""
    return _simple(undrawn, _kept(undrawn["specs"][0], undrawn["alternative"]))


def _spec(draw: Callable[[int], Picture], width: int) -> Spec:
    # The tests check charts against their schema; doing it here would double the time.
    with debug_mode(arg=False), alt.data_transformers.enable("handbook"):
        spec: Spec = draw(width).to_dict(validate=False)
    return spec


def _records(data: pd.DataFrame | dict[str, Any]) -> dict[str, Any]:
    """Rows for a specification: what Altair's own transformer gives, at a tenth of its cost."""
    if isinstance(data, dict):
        return data
    columns = [[_plain(value) for value in data[name].tolist()] for name in data.columns]
    rows = zip(*columns, strict=True)
    return {"values": [dict(zip(data.columns, row, strict=True)) for row in rows]}


def _plain(value: object) -> object:
    """JSON knows no NaN."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


alt.data_transformers.register("handbook", _records)


def _kept(spec: Spec, alternative: str) -> str:
    key = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    return store.kept(f"{key}\n{alternative}", partial(to_svg, spec, alternative))


def _simple(texts: Mapping[str, Any], svg: str) -> str:
    return f"<p><b>{escape(texts['title'])}</b><br>{escape(texts['sub'])}</p>{svg}"


def _html(texts: Mapping[str, Any], wide: str, narrow: str, live: list[Spec] | None) -> str:
    data = say(texts["language"], "The numbers", "查看数据")
    note = f'<p class="src">{texts["note"]}</p>' if texts["note"] else ""
    specs = json.dumps(live, ensure_ascii=False).replace("</", "<\\/")
    moving = f'<script type="application/json" class="{LIVE}">{specs}</script>' if live else ""
    return (
        f'<figure class="hb-fig"><figcaption>{escape(texts["title"])}</figcaption>'
        f'<p class="sub">{escape(texts["sub"])}</p>'
        f'<div class="hb-only-l">{wide}</div><div class="hb-only-s">{narrow}</div>{moving}'
        f'<details class="hb-numbers" data-search-exclude><summary>{data}</summary>'
        f"{texts['numbers']}</details>{note}</figure>"
    )
