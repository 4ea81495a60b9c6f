"""Keep pictures that were drawn: in memory, and on disk once a folder is named."""

import hashlib
import os
import shutil
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import scoring

__all__ = ["keep_in", "kept"]

_memory: dict[str, str] = {}
_folders: list[Path] = []  # none, or the one


def keep_in(folder: Path) -> None:
    """From now on keep pictures in a folder too, for later builds; those of older code go."""
    own = folder / _code()[:16]
    own.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old != own:
            shutil.rmtree(old, ignore_errors=True)
    _folders[:] = [own]


def kept(key: str, draw: Callable[[], str]) -> str:
    """The picture that was drawn for a key, or a new one.

    Parameters
    ----------
    key : str
        Everything that the picture depends on, but for the code that draws.
    """
    name = hashlib.sha256(key.encode()).hexdigest()
    if name not in _memory:
        file = _folders[0] / f"{name[:32]}.svg" if _folders else None
        if file and file.is_file():
            _memory[name] = file.read_text("utf-8")
        else:
            _memory[name] = draw()
            if file:
                half = file.with_suffix(f".{os.getpid()}")
                half.write_text(_memory[name], "utf-8")
                half.replace(file)
    return _memory[name]


@cache
def _code() -> str:
    """Digest of what draws: these modules, how numbers are written and scored, two libraries."""
    package = Path(__file__).parent
    sources = [*package.glob("*.py"), package.parent / "formats.py"]
    sources += Path(scoring.__file__).parent.glob("*.py")
    texts = b"".join(path.read_bytes() for path in sorted(sources))
    versions = f"{version('altair')} {version('vl-convert-python')}".encode()
    return hashlib.sha256(texts + versions).hexdigest()
