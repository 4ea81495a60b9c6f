"""Charts: Altair specifications drawn to SVG at build time, one picture for light and dark.

A chart is a function of data, language and width; a figure draws it wide and narrow and carries
its finding, its text alternative and its data.
"""

from handbook.charts.acceptability import acceptability_figure
from handbook.charts.anchors import anchors_figure
from handbook.charts.assessors import assessors_figure
from handbook.charts.centres import comparison_figure, totals_figure
from handbook.charts.chain import chain_figure, scopes_figure
from handbook.charts.changes import changes_figure
from handbook.charts.effect import effect_figure
from handbook.charts.evidence import evidence_figure, ranges_figure
from handbook.charts.figure import Figure
from handbook.charts.frontier import frontier_figure
from handbook.charts.hours import hours_figure
from handbook.charts.moved import moved_figure
from handbook.charts.path import path_figure
from handbook.charts.published import months_figure, published_figure
from handbook.charts.raters import raters_figure
from handbook.charts.reweighting import reweighting_figure
from handbook.charts.scores import contributions_figure, gaps_figure
from handbook.charts.sensitivity import sensitivity_figure
from handbook.charts.service_level import service_level_figure
from handbook.charts.staffing import Demand, staffing_figure
from handbook.charts.strip import strip_figure
from handbook.charts.trace import trace_figure
from handbook.charts.weights import weights_figure
from handbook.charts.weights_change import weights_change_figure

__all__ = [
    "Demand",
    "Figure",
    "acceptability_figure",
    "anchors_figure",
    "assessors_figure",
    "chain_figure",
    "changes_figure",
    "comparison_figure",
    "contributions_figure",
    "effect_figure",
    "evidence_figure",
    "frontier_figure",
    "gaps_figure",
    "hours_figure",
    "months_figure",
    "moved_figure",
    "path_figure",
    "published_figure",
    "ranges_figure",
    "raters_figure",
    "reweighting_figure",
    "scopes_figure",
    "sensitivity_figure",
    "service_level_figure",
    "staffing_figure",
    "strip_figure",
    "totals_figure",
    "trace_figure",
    "weights_change_figure",
    "weights_figure",
]
