"""Draw a Vega-Lite specification to a lean inline SVG.

The rule one would get wrong: whoever has drawn must not be forked. The copy has none of the
threads that draw, and waits for them for ever.
"""

import hashlib
import multiprocessing
import os
import re
from multiprocessing.context import BaseContext
from typing import Any

import vl_convert

from handbook.charts.theme import token

__all__ = ["safe_copies", "to_svg"]

PATTERN = (
    '<defs><pattern id="{id}" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="5" height="5" fill="{paper}"/>'
    '<rect width="2.4" height="5" fill="{ink}"/></pattern></defs>'
)
NOISE = (
    re.compile(r'<path class="(?:background|foreground)"[^>]*?/>'),
    re.compile(r' (?:role|aria-[a-z]+|pointer-events|class|stroke-miterlimit)="[^"]*"'),
    re.compile(r' (?:opacity|stroke-width)="1"'),
)
EMPTY_GROUP = re.compile(r"<g[^>]*></g>")


_drew: set[int] = set()  # processes


def safe_copies() -> BaseContext:
    """How this process may start others that draw: forked, which is faster, while it has not."""
    return multiprocessing.get_context("spawn" if os.getpid() in _drew else "fork")


def to_svg(spec: dict[str, Any], alternative: str) -> str:
    """An SVG with its text as text, its ids unique, and one text alternative for readers.

    Parameters
    ----------
    spec : dict
        A chart with a fixed frame (see `theme.frame`), as Vega-Lite.
    alternative : str
        What the picture shows, in the language of the page.
    """
    _drew.add(os.getpid())
    svg: str = vl_convert.vegalite_to_svg(spec)
    width, height = re.findall(r'(?:width|height)="([0-9.]+)"', svg)[:2]
    inside = re.sub(r"^<svg[^>]*>(<rect[^>]*/>)?", "", svg).removesuffix("</svg>")
    for noise in NOISE:
        inside = noise.sub("", inside)
    while EMPTY_GROUP.search(inside):
        inside = EMPTY_GROUP.sub("", inside)
    name = "c" + hashlib.sha256(inside.encode()).hexdigest()[:8]
    inside = re.sub(r"\b(clip|gradient_)(\d+)\b", rf"{name}\1\2", inside)
    if "url(#hatch)" in inside:
        inside = inside.replace("url(#hatch)", f"url(#{name}h)")
        inside = PATTERN.format(id=f"{name}h", paper=token("paper"), ink=token("range")) + inside
    label = alternative.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        f'<svg class="hb-chart" viewBox="0 0 {width} {height}" role="img" data-search-exclude aria-label="{label}" '
        f'xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )
