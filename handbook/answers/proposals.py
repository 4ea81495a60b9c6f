"""What `propose` answers: levels for the items of another standard, to be confirmed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from handbook.formats import plain
from scoring import Standard
from scoring.once import Proposal

__all__ = ["proposals_object", "proposals_text"]


def proposals_object(wanted: Standard, found: Sequence[Proposal]) -> dict[str, Any]:
    """Levels to begin with, to be confirmed."""
    return {
        "standard": wanted.id,
        "edition": wanted.edition,
        "items": sum(1 for _ in wanted.items()),
        "proposals": [asdict(one) for one in found],
    }


def proposals_text(wanted: Standard, found: Sequence[Proposal]) -> str:
    """One line an item; what has no proposal is counted."""
    titles = {item.id: item.title.en for item in wanted.items()}
    lines = [f"{wanted.title.en} {wanted.edition}: levels to begin with, each to be confirmed"]
    for one in found:
        apart = (
            "" if one.lowest == one.highest else f", {plain(one.lowest)} to {plain(one.highest)}"
        )
        lines.append(
            f"  {one.item} {titles[one.item]}: {plain(one.rating)}"
            f" (from {', '.join(one.sources)}{apart})"
        )
    left = len(titles) - len(found)
    lines.append(f"  Without a proposal: {left} of {len(titles)} items")
    return "\n".join(lines)
