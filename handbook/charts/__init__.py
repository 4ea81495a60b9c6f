"""Charts: Altair specifications drawn to SVG at build time, one picture for light and dark.

A chart is a function of data, language and width; a figure draws it wide and narrow and carries
its finding, its text alternative and its data.
"""

from handbook.charts.anchors import anchors_figure
from handbook.charts.centres import comparison_figure, totals_figure
from handbook.charts.changes import changes_figure
from handbook.charts.figure import Figure
from handbook.charts.published import months_figure, published_figure
from handbook.charts.scores import contributions_figure, gaps_figure
from handbook.charts.strip import strip_figure
from handbook.charts.weights import weights_figure

__all__ = [
    "Figure",
    "anchors_figure",
    "changes_figure",
    "comparison_figure",
    "contributions_figure",
    "gaps_figure",
    "months_figure",
    "published_figure",
    "strip_figure",
    "totals_figure",
    "weights_figure",
]
