"""Score contact centres against published standards.

A standard and an assessment go in; a scorecard with five numbers a node and the gaps come
out. The package knows no page, no chart and no web.
"""

from scoring.anchors import ANCHOR_PERCENTS, Anchors
from scoring.assessment import Assessment, load_assessment
from scoring.gaps import Gap, find_gaps
from scoring.load import load_scale, load_standard
from scoring.problems import Code, DataError, Problem
from scoring.rating import Rating
from scoring.score import NodeScore, Scorecard, score
from scoring.standard import Branch, Item, Standard
from scoring.texts import Basis, Statement, Text

__all__ = [
    "ANCHOR_PERCENTS",
    "Anchors",
    "Assessment",
    "Basis",
    "Branch",
    "Code",
    "DataError",
    "Gap",
    "Item",
    "NodeScore",
    "Problem",
    "Rating",
    "Scorecard",
    "Standard",
    "Statement",
    "Text",
    "find_gaps",
    "load_assessment",
    "load_scale",
    "load_standard",
    "score",
]
