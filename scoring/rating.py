"""What one assessor found at one item, and the percent that it earns.

The rule one would get wrong: learning and integration cannot lift what is hardly designed or used,
so a process item earns at most 20 x (the lower of approach and deployment + 1).

Source: six levels of 20 percent after the bands of the Baldrige criteria; the cap, the anchors and
the joining of parts are the project's own; a checklist after the explanatory notes of the urban
water-supply appraisal guideline.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from scoring.anchors import Anchors
from scoring.entries import TOP_LEVEL, Entry, assessor
from scoring.problems import Code
from scoring.ways import Ways

__all__ = ["PERCENT_A_LEVEL", "Rating", "join", "percent"]

PERCENT_A_LEVEL = 20.0


@dataclass(frozen=True)
class Rating:
    """What was found at one item of one centre in one period.

    Attributes
    ----------
    rating : float or None
        0-5, the item as a whole; None where it does not apply or was rated by its parts.
    confidence : float or None
        0-1, the mean of its rows, of which an empty one counts 1; None where nothing was written
        at all (scored as 1, with a warning).
    applicable : bool
        False needs a reason in `note`.
    factors : mapping
        Levels 0-5 by full name, such as `process.A`.
    values : mapping
        Measured values by indicator, each in its own unit.
    answers : mapping
        By check 0 for a no, and for a yes its confidence, 0-1.
    """

    centre: str
    period: str
    item: str
    rating: float | None
    confidence: float | None
    applicable: bool
    assessor: str
    evidence: str
    note: str
    factors: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)
    answers: Mapping[str, float] = field(default_factory=dict)


def join(entries: Sequence[Entry], ways: Ways) -> Rating | None:
    """One assessor's rows on one item as one rating; what does not fit is noted in the rows.

    Returns
    -------
    Rating or None
        None where a row was noted.
    """
    _refuse_twice(entries)
    kinds = dict.fromkeys(entry.kind for entry in entries)
    if len(kinds) > 1 and set(kinds) != {"factor", "value"}:
        row = next(e.row for e in entries if e.kind != entries[0].kind)
        message = f"{row['item']} is rated as {' and as '.join(kinds)}"
        row.note("item", Code.RATED_TWO_WAYS, message, "keep one of the two")
    else:
        _refuse_gaps(entries, ways)
    if any(entry.row.problems for entry in entries):
        return None
    first = entries[0].row
    numbers = {kind: {e.part: e.number for e in entries if e.kind == kind} for kind in kinds}
    given = [e.confidence for e in entries if e.confidence is not None]
    return Rating(
        first["centre"],
        first["period"],
        first["item"],
        numbers["whole"][""] if "whole" in numbers else None,
        fsum(1.0 if e.confidence is None else e.confidence for e in entries) / len(entries)
        if given
        else None,
        "not applicable" not in numbers,
        assessor(first),
        "; ".join(dict.fromkeys(e.row["evidence"] for e in entries if e.row["evidence"])),
        "; ".join(dict.fromkeys(e.row["note"] for e in entries if e.row["note"])),
        numbers.get("factor", {}),
        numbers.get("value", {}),
        {e.part: e.number * (1.0 if e.confidence is None else e.confidence)
         for e in entries if e.kind == "check"},
    )  # fmt: skip


def _refuse_twice(entries: Iterable[Entry]) -> None:
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        earlier = first.setdefault((entry.kind, entry.part), entry)
        if earlier is not entry:
            row = entry.row
            what = f"{row['item']}{f' {entry.part}' if entry.part else ''}"
            message = (
                f"{what} of {row['centre']} in {row['period']} is rated twice"
                f" by {assessor(row) or 'nobody named'}, first in line {earlier.row.line}"
            )
            row.note("item", Code.DUPLICATE_RATING, message, "keep one row")


def _refuse_gaps(entries: Sequence[Entry], ways: Ways) -> None:
    """All factors of a part, all checks of a list."""
    given = {entry.part: entry.row for entry in entries if entry.kind != "value"}
    kinds = {entry.kind for entry in entries}
    needed = list(ways.checks) if "check" in kinds else []
    for part in ways.parts if kinds & {"factor", "value"} else ():
        factors = ways.full_factors(part)
        if part == "results" and "value" in kinds:
            for factor in filter(given.get, factors):
                message = f"the results of {given[factor]['item']} are measured and rated by factor"
                given[factor].note("factor", Code.RATED_TWO_WAYS, message, "keep one of the two")
        else:
            needed += factors
    missing = [part for part in needed if part not in given]
    if missing:
        row = entries[-1].row
        message = f"{row['item']} has no rating of {', '.join(missing)}"
        row.note("factor", Code.PARTS_MISSING, message, "rate all of them, or the item as a whole")
    _refuse_no_approach({entry.part: entry for entry in entries})


def _refuse_no_approach(given: Mapping[str, Entry]) -> None:
    """Approach 0 leaves nothing to deploy, to learn from or to integrate."""
    if "process.A" in given and given["process.A"].number == 0:
        for factor in ("process.D", "process.L", "process.I"):
            if factor in given and given[factor].number:
                row = given[factor].row
                message = f"{row['item']} has approach 0 and {factor} {given[factor].number:g}"
                hint = "what has no approach cannot be deployed, learned from or integrated"
                row.note("rating", Code.APPROACH_ZERO, message, hint)


def percent(rating: Rating, ways: Ways, anchors: Mapping[str, Anchors]) -> float | None:
    """Percent that an item earns, 0-100; None where it does not apply or nothing was found.

    Parameters
    ----------
    anchors : mapping
        Of every indicator that was measured, by id.

    Examples
    --------
    Approach 3, deployment 1, learning and integration 4: the mean is 3 levels, the cap 2.

    >>> found = dict(zip(("process.A", "process.D", "process.L", "process.I"), (3, 1, 4, 4)))
    >>> rating = Rating("c", "2025", "BCC-1.1", None, 1.0, True, "", "", "", factors=found)
    >>> percent(rating, Ways("process"), {})
    40.0
    """
    if not rating.applicable:
        return None
    if rating.rating is not None:
        return PERCENT_A_LEVEL * rating.rating
    if rating.answers:
        return 100 * fsum(rating.answers.values()) / len(rating.answers)
    parts = []
    if any(factor.startswith("process.") for factor in rating.factors):
        parts.append(_process([rating.factors[f] for f in ways.full_factors("process")]))
    if rating.values:
        earned = [float(anchors[code].percent(v)) for code, v in rating.values.items()]
        parts.append(fsum(earned) / len(earned))
    elif any(factor.startswith("results.") for factor in rating.factors):
        levels = [rating.factors[f] for f in ways.full_factors("results")]
        parts.append(PERCENT_A_LEVEL * fsum(levels) / len(levels))
    return fsum(parts) / len(parts) if parts else None


def _process(levels: Sequence[float]) -> float:
    """Mean of approach, deployment, learning and integration, capped by the first two."""
    mean = fsum(levels) / len(levels)
    cap = min(levels[0], levels[1]) + 1
    return PERCENT_A_LEVEL * min(mean, cap, TOP_LEVEL)
