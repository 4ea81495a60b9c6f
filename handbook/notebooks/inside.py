"""What runs beside a notebook's own cells, in its process: a limit on memory, and its record."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from handbook.recorded import record
from handbook.worked import told

__all__ = ["begin", "report"]

_records: list[Callable[[], dict[str, str]]] = []


def begin(root: str, memory: int) -> None:
    """Before the first cell: from now on memory is limited and what is read is recorded.

    Parameters
    ----------
    root : str
        The project.
    memory : int
        Bytes that the process may use; without effect where the system knows no limits.
    """
    with contextlib.suppress(ImportError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
    _records.append(record(Path(root), ("data",)))


def report() -> dict[str, dict[str, str]]:
    """After the last cell: what was read, and what was told to the prose."""
    return {"reads": _records[-1](), "told": dict(told)}
