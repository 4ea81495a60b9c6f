"""The commands on an assessment: score, plan, compare, review, propose."""

from handbook.assess.compare import compare
from handbook.assess.plan import plan
from handbook.assess.propose import propose
from handbook.assess.review import review
from handbook.assess.score import score

__all__ = ["COMMANDS"]

COMMANDS = (score, plan, compare, review, propose)
