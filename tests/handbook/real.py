"""The project's own data, read once for all tests, and golden files kept beside them.

`UPDATE_GOLDEN=1 pytest …` writes golden files anew; what changed is then read in review.
"""

import os
from functools import cache
from pathlib import Path

from handbook.catalogue import Catalogue
from handbook.load import load_catalogue
from scoring import Scorecard
from scoring.score import score_many
from scoring.texts import Language

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@cache
def catalogue() -> Catalogue:
    """Everything in the data folder, without problems."""
    found = load_catalogue(ROOT / "data", "data")
    assert not found.problems, "\n".join(map(str, found.problems))
    return found


@cache
def cards(period: str = "2025") -> list[Scorecard]:
    """Every sample centre's scorecard of one period."""
    assessments = [a for c in catalogue().centres for a in c.assessments if a.period == period]
    return score_many(catalogue().standard, assessments)


def agrees_with_golden(name: str, text: str) -> None:
    """Compare with a stored file, or store it where UPDATE_GOLDEN is set."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text, f"{name} differs; if meant so, run with UPDATE_GOLDEN=1"
