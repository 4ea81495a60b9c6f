"""The totals of many centres while the weight of one criterion moves, with a slider.

The rule one would get wrong: the weight moves as the standard states it and the other criteria
keep their proportions; only then does a centre give away the weight of what it was not rated on.
So the total of a centre that was rated on every criterion is a straight line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from handbook.charts.centres import INVENTED
from handbook.charts.figure import Figure
from handbook.charts.sliding import sliding_lines
from handbook.charts.theme import Picture, said, say
from handbook.formats import plain, rounded
from scoring import Scorecard, Standard
from scoring.texts import Language
from scoring.tree import DECIMALS, FULL, Floats

__all__ = ["reweighting_figure"]

POINTS = 26  # of a line, which is bent where a centre was not rated on a criterion
SEARCH = np.linspace(0, FULL, 2001)  # where a change of the first place is looked for


@dataclass(frozen=True)
class _Line:
    """A total by weight: what the criterion earns, what the others earn, how much of them counts."""

    centre: str
    own: float
    rest: float
    kept: float

    def at(self, weight: Floats) -> Floats:
        part = weight / FULL
        kept = (1 - part) * self.kept
        total: Floats = (kept * self.rest + part * self.own) / (kept + part)
        return total


def reweighting_figure(
    standard: Standard,
    cards: Sequence[Scorecard],
    criterion: str,
    names: Mapping[str, str],
    language: Language,
) -> Figure:
    """Totals by the weight of one criterion; on a page with a slider, which re-ranks them.

    Parameters
    ----------
    cards : sequence of Scorecard
        Of centres with a total, scored with the same weights, in the order of their ranks.
    criterion : str
        Id of the criterion whose weight moves.
    """
    stated = cards[0][criterion].weight
    lines = [_line(standard, card, criterion) for card in cards]
    called = [names[line.centre] for line in lines]
    changes = _first_place_changes(lines)
    now = _totals(lines, [stated])[:, 0]
    title = _title(criterion, stated, changes, called[int(np.argmax(now))], language)
    sub = say(
        language,
        f"Total by the weight of {criterion}; the other criteria keep their proportions. "
        "Dashed: the first place changes. The list is ranked at the solid upright line.",
        f"总分随 {criterion} 权重的变化，其余项目按原比例分配。"
        "虚线处第一名换人；名单按实线所在的权重排名。",
    )
    listed = (f"{name} {rounded(total)}" for name, total in zip(called, now, strict=True))
    name = say(language, f"Weight of {criterion}", f"{criterion} 的权重")
    axis = say(language, f"{name} (stated: {plain(stated)})", f"{name}（现行 {plain(stated)}）")
    centres = pd.DataFrame([vars(line) for line in lines]).assign(centre=called)
    points = _points(lines, called)

    def draw(width: int, bind: alt.BindRange | None = None) -> Picture:
        weight = alt.param(name="weight", value=stated, bind=bind or alt.Undefined)
        return sliding_lines(centres, points, changes, weight, width=width, title=axis)

    slider = alt.binding_range(min=0, max=FULL, step=0.5, name=f"{name} ")
    return Figure(
        language, title, sub, said(language, title, listed), draw,
        _shown(lines, called, {0.0, stated, *changes, FULL}, language), INVENTED[language],
        live=lambda width: draw(width, slider),
    )  # fmt: skip


def _line(standard: Standard, card: Scorecard, criterion: str) -> _Line:
    """The three numbers by which a total follows one weight; level where the criterion is not rated."""
    nodes = [card[child.id] for child in standard.children]
    others = [(n.weight, n.score) for n in nodes if n.id != criterion and n.score is not None]
    own, counting = card[criterion], sum(weight for weight, _ in others)
    if own.score is None or not counting:
        total = card.total.score or 0.0
        return _Line(card.centre, total, total, 1.0)
    rest = sum(weight * score for weight, score in others) / counting
    return _Line(card.centre, own.score, rest, counting / (FULL - own.weight))


def _totals(lines: Sequence[_Line], weights: Sequence[float] | Floats) -> Floats:
    """Shape (centres, weights), rounded as totals are compared."""
    return np.round([line.at(np.asarray(weights)) for line in lines], DECIMALS)


def _points(lines: Sequence[_Line], called: Sequence[str]) -> pd.DataFrame:
    weights = np.linspace(0, FULL, POINTS)
    totals = pd.DataFrame(_totals(lines, weights).T, index=weights, columns=list(called))
    return totals.rename_axis("weight").reset_index().melt("weight", None, "centre", "total")


def _shown(
    lines: Sequence[_Line], called: Sequence[str], weights: Iterable[float], language: Language
) -> pd.DataFrame:
    ends = sorted(weights)
    headings = [say(language, f"At {plain(end)}", f"权重 {plain(end)}") for end in ends]
    shown = pd.DataFrame(_totals(lines, ends), columns=pd.Index(headings))
    shown.insert(0, say(language, "Centre", "中心"), list(called))
    return shown


def _first_place_changes(lines: Sequence[_Line]) -> list[float]:
    """Weights at which another centre comes first, by straight lines between close weights."""
    totals = _totals(lines, SEARCH)
    first, found = totals.argmax(axis=0), []
    for n in np.flatnonzero(first[1:] != first[:-1]):
        lead = totals[first[n], n : n + 2] - totals[first[n + 1], n : n + 2]
        found.append(float(SEARCH[n] + SEARCH[1] * lead[0] / (lead[0] - lead[1])))
    return found


def _title(
    criterion: str, stated: float, changes: Sequence[float], leader: str, language: Language
) -> str:
    if not changes:
        return say(
            language,
            f"Whatever {criterion} weighs, {leader} comes first",
            f"无论 {criterion} 占多少权重，第一名都是{leader}",
        )
    nearest = plain(min(changes, key=lambda weight: abs(weight - stated)))
    if nearest == plain(stated):
        return say(
            language,
            f"The first place changes where {criterion} stands now, at {nearest}",
            f"{criterion} 的权重就在 {nearest} 这个换位点上",
        )
    return say(
        language,
        f"The first place changes where {criterion} weighs {nearest} instead of {plain(stated)}",
        f"{criterion} 的权重从 {plain(stated)} 变到 {nearest}，第一名就换人",
    )
