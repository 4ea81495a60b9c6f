"""In which ways an item may be rated: as a whole, by factor, by measured value, by checks.

The rule one would get wrong: a mixed item joins two scales that both have an integration factor,
so there it is written `process.I` or `results.I`; everywhere else the bare letter is enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.standard import Item, Standard

__all__ = ["PARTS", "PROCESS", "RESULTS", "Ways", "ways_of"]

PROCESS = ("A", "D", "L", "I")  # approach, deployment, learning, integration
RESULTS = ("Le", "T", "C", "I")  # level, trend, comparison, integration
PARTS: Mapping[str, tuple[str, ...]] = {
    "process": ("process",),
    "results": ("results",),
    "mixed": ("process", "results"),
}
FACTORS = {"process": PROCESS, "results": RESULTS}


@dataclass(frozen=True)
class Ways:
    """What the columns of an assessment may hold for one item.

    Attributes
    ----------
    scale : str
        Of the item: `process`, `results`, `mixed`, `levels` or `checklist`.
    checks, indicators : tuple of str
        Codes; the first indicator is meant where a value names none.
    """

    scale: str
    checks: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The factor scales that the item joins."""
        return PARTS.get(self.scale, ())

    def factors(self) -> Mapping[str, str]:
        """Every way to write a factor, with its full name such as `process.A`."""
        found: dict[str, str] = {}
        twice = set(PROCESS) & set(RESULTS) if len(self.parts) > 1 else set()
        for part in self.parts:
            for factor in FACTORS[part]:
                full = f"{part}.{factor}"
                found[full] = full
                if factor not in twice:
                    found[factor] = full
        return found

    def full_factors(self, part: str) -> tuple[str, ...]:
        """The four factors of one part, by full name."""
        return tuple(f"{part}.{factor}" for factor in FACTORS[part])


def ways_of(standard: Standard) -> dict[str, Ways | None]:
    """Every id of a standard with the ways to rate it; None for what has parts of its own.

    Examples
    --------
    BCC-1 is a criterion; its second item is mixed, so integration is named with its scale.

    >>> from pathlib import Path
    >>> from scoring import load_standard
    >>> ways = ways_of(load_standard(Path("data/standards/best-call-centre/2007.yaml")))
    >>> ways["BCC-1"], ways["BCC-1.2"]
    (None, Ways(scale='mixed', checks=(), indicators=('IND-94', 'IND-29')))
    >>> "T" in ways["BCC-1.2"].factors(), "I" in ways["BCC-1.2"].factors()
    (True, False)
    """
    return {node.id: _ways(node) if isinstance(node, Item) else None for node in standard.nodes()}


def _ways(item: Item) -> Ways:
    return Ways(item.scale, tuple(check.id for check in item.checks), item.indicators)
