"""Scorecards on the command line: as text for a person, as one object for a program."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from handbook.formats import rounded
from handbook.problems import BuildError
from scoring import NodeScore, Scorecard, Standard, find_gaps, load_standard

__all__ = ["as_object", "as_text", "find_standard"]

SHOWN = ("id", "parent", "weight", "score", "coverage", "confidence", "low", "high")
LARGEST_GAPS = 5


def find_standard(reference: str) -> Standard:
    """The standard named by id, by id and edition, or by the file of an edition.

    Raises
    ------
    BuildError
        There is none.
    DataError
        Its file has problems.
    """
    if reference.endswith((".yaml", ".yml")):
        return load_standard(Path(reference))
    name, _, edition = reference.partition("@")
    folder = Path("data/standards") / name
    editions = sorted(folder.glob("*.yaml"))
    if not editions:
        known = (
            ", ".join(sorted(p.name for p in Path("data/standards").glob("*/")))
            or "none in this folder"
        )
        message = f"there is no standard {name}"
        raise BuildError(message, f"known here: {known}; or give the file of an edition")
    wanted = [path for path in editions if path.stem == edition] if edition else editions[-1:]
    if not wanted:
        message = f"{name} has no edition {edition}"
        raise BuildError(message, f"it has {', '.join(path.stem for path in editions)}")
    return load_standard(wanted[0])


def as_object(standard: Standard, cards: Sequence[Scorecard]) -> dict[str, Any]:
    """The documented JSON object; numbers at full precision, null where there is no score."""
    return {
        "standard": standard.id,
        "edition": standard.edition,
        "profile": None,
        "centres": [
            {
                "centre": card.centre,
                "period": card.period,
                **{key: getattr(card.total, key) for key in SHOWN[3:]},
                "grade": None,
                "provisional": card.provisional,
                "nodes": [
                    {key: value for key, value in asdict(node).items() if key in SHOWN}
                    for node in card.nodes
                ],
                "disputed": [],
                "warnings": list(card.warnings),
            }
            for card in cards
        ],
    }


def as_text(standard: Standard, cards: Sequence[Scorecard]) -> str:
    """Each centre with five numbers for the whole and its criteria, and its largest gaps."""
    return "\n\n".join("\n".join(_lines(standard, card)) for card in cards)


def _lines(standard: Standard, card: Scorecard) -> list[str]:
    lines = [f"{card.centre}, {card.period}: {standard.title.en} {standard.edition}"]
    if card.provisional:
        lines[0] += ", provisional"
    lines.append(f"  {'':<44}{'score':>7}{'coverage':>10}{'confidence':>12}{'low':>7}{'high':>7}")
    lines.append(_line("Total", card.total))
    lines += [_line(f"{c.id} {c.title.en}", card[c.id]) for c in standard.children]
    gaps = find_gaps(standard, card)[:LARGEST_GAPS]
    lines.append(
        "  Largest gaps, in points of the whole: "
        + ", ".join(f"{g.id} {rounded(g.points, 2)}" for g in gaps)
    )
    lines += [f"  Mind: {warning}" for warning in card.warnings]
    return lines


def _line(name: str, node: NodeScore) -> str:
    if node.coverage is None:
        return f"  {name:<44}{'not rated':>10}"

    def shown(value: float | None, width: int, decimals: int = 1) -> str:
        return f"{rounded(value, decimals) if value is not None else '-':>{width}}"

    coverage = f"{rounded(100 * node.coverage)} %"
    return (
        f"  {name[:43]:<44}{shown(node.score, 7)}{coverage:>10}"
        f"{shown(node.confidence, 12, 2)}{shown(node.low, 7)}{shown(node.high, 7)}"
    )
