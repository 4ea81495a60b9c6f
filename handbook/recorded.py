"""Which files of the project a run opened, and what they held at that moment.

An audit hook of the interpreter sees every `open` and every listing of a folder; so what a
notebook depends on need not be declared, and cannot be forgotten. It does not see what a library
opens in native code, nor other processes: notebooks use neither.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["ABSENT", "digest_of", "record"]

ABSENT = "absent"
LISTINGS = {"os.listdir", "os.scandir"}


def record(root: Path, folders: tuple[str, ...]) -> Callable[[], dict[str, str]]:
    """Record from now on; what is returned tells, by path below `root`, what was read.

    Parameters
    ----------
    root : Path
        The project.
    folders : tuple of str
        The folders below it that matter.
    """
    base = os.path.realpath(root) + os.sep
    within = tuple(base + folder + os.sep for folder in folders) + tuple(
        base + folder for folder in folders
    )
    seen: dict[str, str] = {}
    busy = False

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal busy
        if busy or not (event == "open" or event in LISTINGS) or not arguments:
            return
        if not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not path.startswith(within):
            return
        name = path.removeprefix(base) + (os.sep if event in LISTINGS else "")
        if name not in seen:
            busy = True  # taking the digest opens the file once more
            try:
                seen[name] = digest_of(Path(root), name)
            finally:
                busy = False

    sys.addaudithook(note)
    return lambda: dict(sorted(seen.items()))


def digest_of(root: Path, name: str) -> str:
    """What a file holds, or which names a folder (its name ends in a slash) holds, as a digest."""
    path = root / name
    try:
        if name.endswith(os.sep):
            held = "\n".join(sorted(inside.name for inside in path.iterdir())).encode()
        else:
            held = path.read_bytes()
    except OSError:
        return ABSENT
    return hashlib.sha256(held).hexdigest()
