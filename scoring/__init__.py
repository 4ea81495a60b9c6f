"""Score contact centres against published standards.

A standard and an assessment go in; a scorecard with five numbers a node comes out, and from it a
grade, the gaps and a plan. The package knows no page, no chart and no web. What needs the
integer programme is imported by its own name, from `scoring.plan` and `scoring.reach`.
"""

from scoring.agreement import agree
from scoring.anchors import ANCHOR_PERCENTS, Anchors
from scoring.assessment import Assessment, load_assessment
from scoring.comparison import compare
from scoring.effort import Effort
from scoring.gains import rank_methods
from scoring.gaps import Gap, find_gaps
from scoring.grade import GradeResult, grade
from scoring.kernel import totals
from scoring.load import load_scale, load_standard
from scoring.problems import Code, DataError, Problem
from scoring.profile import Profile, tailor
from scoring.rating import Rating
from scoring.review import Review, review
from scoring.score import NodeScore, Scorecard, score, score_many
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
    "Effort",
    "Gap",
    "GradeResult",
    "Item",
    "NodeScore",
    "Problem",
    "Profile",
    "Rating",
    "Review",
    "Scorecard",
    "Standard",
    "Statement",
    "Text",
    "agree",
    "compare",
    "find_gaps",
    "grade",
    "load_assessment",
    "load_scale",
    "load_standard",
    "rank_methods",
    "review",
    "score",
    "score_many",
    "tailor",
    "totals",
]
