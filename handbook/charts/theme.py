"""The one look of every chart: colours as CSS variables, fonts of the page, fixed margins.

A colour is written as `var(--hb-name,#hex)`: on a page of the handbook it follows light and
dark, and elsewhere (in JupyterLab) the light value holds. Margins are fixed and not computed
from text widths, so that a picture does not depend on the fonts of the building machine.
"""

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from scoring.texts import Language

__all__ = [
    "HATCH",
    "LIGHT",
    "NARROW",
    "WIDE",
    "Picture",
    "axis",
    "frame",
    "layered",
    "said",
    "say",
    "token",
]

Picture = alt.LayerChart | alt.Chart | alt.FacetChart

WIDE, NARROW = 690, 342  # px: the text column of a desktop page and of a 390 px phone
HATCH = "url(#hatch)"  # given an id of its own when the picture is drawn
FONT = "var(--hb-font,sans-serif)"

LIGHT = {
    "paper": "#FFFFFF", "surface-2": "#E9EDF5", "line": "#D6DCE7", "line-strong": "#7C889C",
    "ink": "#162033", "ink-2": "#435069", "ink-3": "#5B6880", "on-primary": "#FFFFFF",
    "tint-2": "#D3E0F8", "score": "#1E3F91", "range": "#6F8FCF", "grid": "#E3E8F0",
    "chart-1": "#1E3F91", "chart-2": "#A65B00", "chart-3": "#12806A", "chart-4": "#8A5FA8",
    "chart-5": "#5B6880", "chart-6": "#B23A54", "chart-mute": "#B4BECE",
    "level-0": "#EEF1F6", "level-1": "#D3E0F8", "level-2": "#A9C3F1", "level-3": "#7B9FE3",
    "level-4": "#3F66BE", "level-5": "#1B3680",
    "level-0-ink": "#435069", "level-1-ink": "#162033", "level-2-ink": "#162033",
    "level-3-ink": "#0B1530", "level-4-ink": "#FFFFFF", "level-5-ink": "#FFFFFF",
}  # fmt: skip


def token(name: str) -> str:
    """A colour of the design tokens that follows the page's scheme."""
    return f"var(--hb-{name},{LIGHT[name]})"


def say(language: Language, en: str, zh: str) -> str:
    """One of two wordings, by the language of the page."""
    return en if language == "en" else zh


def said(language: Language, title: str, parts: Iterable[str]) -> str:
    """A text alternative: the finding, then what is drawn, with the stops of the language."""
    return f"{title}{say(language, ': ', '：')}{say(language, '; ', '；').join(parts)}"


def axis(**settings: Any) -> alt.Axis:
    """An axis whose labels are never cut short or dropped."""
    return alt.Axis(**{"labelLimit": 0, "labelOverlap": False, "title": None, **settings})


def layered(*charts: Picture, data: pd.DataFrame | None = None) -> alt.LayerChart:
    """Charts over each other, on one frame of data or each on its own.

    Other than `alt.layer` it copies none of them; Altair does so once more when it draws.
    """
    chart = alt.LayerChart()
    chart.layer = list(charts)
    if data is not None:
        chart.data = data
    return chart


def frame(
    chart: Picture,
    *,
    width: int,
    height: int,
    left: int = 0,
    right: int = 0,
    top: int = 6,
    bottom: int = 6,
) -> Picture:
    """Give a chart, in place, its outer size in px and the project's look.

    `width` and `height` are the whole picture; the margins are taken off inside.
    """
    ink, strong = token("ink-2"), token("line-strong")
    config = {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "text": {"fontSize": 12, "fill": ink},
        "legend": {"labelFontSize": 12, "labelColor": ink, "title": None, "labelLimit": 0},
        "axis": {
            "labelFontSize": 12,
            "labelColor": ink,
            "titleColor": ink,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "gridColor": token("grid"),
            "domainColor": strong,
            "tickColor": strong,
        },
    }
    settings = {
        "width": width - left - right,
        "height": height - top - bottom,
        "padding": {"left": left, "right": right, "top": top, "bottom": bottom},
        "autosize": {"type": "none"},
        "config": config,
    }
    for name, value in settings.items():  # in place: `properties` copies every layer, deeply
        chart[name] = value
    return chart
