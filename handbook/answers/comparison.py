"""What `compare` answers: ranks, distances, and ranks under uncertain weights."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from handbook.answers.numbers import number
from handbook.formats import rounded
from handbook.reading import Rated
from scoring.acceptability import rank_acceptability
from scoring.comparison import Comparison
from scoring.tree import Tree

__all__ = ["comparison_object", "comparison_text", "rank_shares"]

CONCENTRATION, SEED = 20.0, 1  # of drawn weights: how near to the stated ones; which draws


def rank_shares(rated: Rated, draws: int) -> dict[str, list[float]]:
    """How often each complete centre has each rank under uncertain weights, by centre and period.

    The weights of every group of siblings are drawn around the stated ones, by a fixed seed.
    """
    items = [item.id for item in rated.standard.items()]
    complete = [c for c in rated.cards if all(c[item].score is not None for item in items)]
    if not complete:
        return {}
    percent = np.array([[card[item].score for card in complete] for item in items], dtype=float)
    tree = Tree.of(rated.standard)
    found = rank_acceptability(tree, percent, draws, concentration=CONCENTRATION, seed=SEED)
    return {f"{c.centre} {c.period}": row.tolist() for c, row in zip(complete, found, strict=True)}


def comparison_object(
    rated: Rated, found: Comparison, shares: Mapping[str, Sequence[float]] | None
) -> dict[str, Any]:
    """Places and rows, and shares of ranks where they were asked for."""
    drawn = {} if shares is None else {"ranks": shares}
    return {
        "standard": rated.standard.id,
        "edition": rated.standard.edition,
        "profile": rated.profile.id if rated.profile else None,
        "centres": [asdict(place) for place in found.places],
        "nodes": [asdict(row) for row in found.rows],
        **drawn,
    }


def comparison_text(
    rated: Rated, found: Comparison, shares: Mapping[str, Sequence[float]] | None = None
) -> str:
    """One line a centre with its rank and what sets it apart, then the criteria as a table."""
    lines = [f"{rated.standard.title.en} {rated.standard.edition}"]
    for place in found.ranking:
        rank = "-" if place.rank is None else str(place.rank)
        total = "no score" if place.total is None else rounded(place.total)
        mark = ", provisional" if place.provisional else ""
        far = sorted(place.behind_by.items(), key=lambda pair: -abs(pair[1]))[:3]
        why = ", ".join(f"{node} {rounded(points, 2)}" for node, points in far)
        behind = f", {rounded(place.behind, 2)} behind: {why}" if place.behind else ""
        lines.append(f"  {rank:>3}  {place.centre}, {place.period}: {total}{mark}{behind}")
    lines.append("")
    names = [f"{place.centre[:9]} {place.period[:4]}" for place in found.places]
    lines.append(f"  {'':<24}{'median':>8}" + "".join(f"{name:>16}" for name in names))
    criteria = {rated.standard.id, *(c.id for c in rated.standard.children)}
    for row in found.rows:
        if row.id in criteria:
            cells = "".join(f"{number(score):>16}" for score in row.scores)
            name = "Total" if row.parent is None else row.id
            lines.append(f"  {name:<24}{number(row.median):>8}{cells}")
    if shares is not None:
        lines.append("")
        lines.append("  Part of the draws of weights with each rank, in %, complete centres only:")
        lines += [
            f"  {name:<32}" + "".join(f"{rounded(100 * share):>8}" for share in row)
            for name, row in shares.items()
        ]
    return "\n".join(lines)
