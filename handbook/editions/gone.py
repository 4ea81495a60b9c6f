"""What became of ids that no edition in force has, for whoever still refers to them."""

from collections.abc import Collection, Mapping

from handbook.catalogue import Catalogue
from scoring.changes import Change

__all__ = ["hints_for_gone"]


def hints_for_gone(catalogue: Catalogue, known: Collection[str]) -> dict[str, str]:
    """What to write instead of each id that only other editions have.

    Parameters
    ----------
    known : collection of str
        Ids that may be referred to.
    """
    issued = {standard.reference for standard in catalogue.standards if standard.in_force}
    fates: dict[str, tuple[str, Change]] = {}
    for changes in catalogue.changes:  # the last record that names an id tells of it
        if f"{changes.standard}@{changes.to}" in issued:
            fates |= {node: (changes.to, change) for node, change in changes.of_old.items()}
    found = {
        node.id: f"it stands only in {standard.reference}, which is not in force"
        for standard in catalogue.standards
        for node in standard.nodes()
        if node.id not in known
    }
    return found | {node: _told(node, fates, known) for node in fates if node not in known}


def _told(node: str, fates: Mapping[str, tuple[str, Change]], known: Collection[str]) -> str:
    """Its fate, followed until the editions in force."""
    edition, change = fates[node]
    waiting, seen, became = list(change.to), {node}, dict[str, None]()
    while waiting:
        one = waiting.pop(0)
        if one not in known and one in fates and one not in seen:
            waiting[:0] = fates[one][1].to
        elif one not in seen:
            became[one] = None
        seen.add(one)
    if not became:
        return f"edition {edition} removed it: name another item, or delete the reference"
    return f"edition {edition} made {', '.join(became)} of it ({change.kind})"
