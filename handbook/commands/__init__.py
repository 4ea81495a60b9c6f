"""The commands on an assessment, and those on the editions of a standard."""

from handbook.commands.compare import compare
from handbook.commands.diff import diff
from handbook.commands.migrate import migrate
from handbook.commands.new_edition import new_edition
from handbook.commands.plan import plan
from handbook.commands.propose import propose
from handbook.commands.review import review
from handbook.commands.score import score

__all__ = ["COMMANDS"]

COMMANDS = (score, plan, compare, review, propose, new_edition, diff, migrate)
