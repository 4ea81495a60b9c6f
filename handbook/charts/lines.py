"""Lines of percentages: told apart by colour and dash, with names that do not touch at their ends."""

from collections.abc import Sequence
from itertools import pairwise

import altair as alt

from handbook.charts.theme import axis, say, token
from handbook.formats import NO_BREAK_SPACE, rounded
from scoring.texts import Language

__all__ = ["apart", "line_colour", "line_dash", "percent_height", "percent_text"]

DASHES = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2]]
PERCENTS = [0, 20, 40, 60, 80, 100]
ROUNDS = 50  # of pushing names apart; a handful of names needs fewer


def percent_text(value: float, language: Language) -> str:
    """A percentage with one decimal, so that a row of them stands in line."""
    return f"{rounded(value)}{say(language, NO_BREAK_SPACE, '')}%"


def percent_height(column: str) -> alt.Y:
    """The vertical axis from 0 to 100 %."""
    return alt.Y(
        f"{column}:Q",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=axis(domain=False, ticks=False, minExtent=30, maxExtent=30, values=PERCENTS),
    )


def line_colour(order: Sequence[str]) -> alt.Color:
    """A colour for each `id`, in their order; at most four."""
    colours = [token(f"chart-{n}") for n in range(1, len(order) + 1)]
    return alt.Color("id:N", scale=alt.Scale(domain=list(order), range=colours), legend=None)


def line_dash(order: Sequence[str]) -> alt.StrokeDash:
    """A dash for each `id`, in their order."""
    scale = alt.Scale(domain=list(order), range=DASHES[: len(order)])
    return alt.StrokeDash("id:N", scale=scale, legend=None)


def apart(heights: Sequence[float], gap: float) -> list[float]:
    """Heights of names, pushed apart evenly where two stand closer than the gap.

    >>> apart([50.0, 20.0, 48.0], gap=6)
    [52.0, 20.0, 46.0]
    """
    placed = list(heights)
    order = sorted(range(len(placed)), key=lambda n: -placed[n])
    for _ in range(ROUNDS):
        for upper, lower in pairwise(order):
            lack = max(0.0, gap - (placed[upper] - placed[lower]))
            placed[upper], placed[lower] = placed[upper] + lack / 2, placed[lower] - lack / 2
    return placed
