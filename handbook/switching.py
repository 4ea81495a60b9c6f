"""Put a new folder in the place of an old one in one step, and let one build run at a time.

The rule one would get wrong: two renames are not one. Between them there is no site, and a build
that is killed there takes the last good one along. Linux and macOS can exchange two names at
once; where the system or the disk cannot, the old folder waits beside the new one until the step
is done, and the next build brings it back if it was not.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handbook.problems import BuildError

__all__ = ["bring_back", "only_one", "switch"]

AT_FDCWD = {"linux": -100, "darwin": -2}  # names are relative to the current folder
EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS alike
CALLS = {"linux": "renameat2", "darwin": "renameatx_np"}
NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV}


def switch(new: Path, out: Path, aside: Path) -> None:
    """Put `new` in the place of `out`, whose old content is gone afterwards.

    Parameters
    ----------
    new, out, aside : Path
        On one disk; `aside` is where the old folder waits where two names cannot be exchanged.
    """
    shutil.rmtree(aside, ignore_errors=True)
    if not out.exists():
        new.rename(out)
    elif _exchange(new, out):
        new.rename(aside)  # now the old one, under a name that says so
    else:
        out.rename(aside)
        try:
            new.rename(out)
        except OSError:
            aside.rename(out)
            raise
    shutil.rmtree(aside, ignore_errors=True)


def bring_back(out: Path, aside: Path) -> None:
    """Where a build was killed between two renames, the last good folder takes its place again."""
    if aside.is_dir() and not out.exists():
        aside.rename(out)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names at once; False where that is not to be had."""
    call = getattr(ctypes.CDLL(None, use_errno=True), CALLS.get(sys.platform, ""), None)
    if call is None:
        return False
    here = AT_FDCWD[sys.platform]
    if call(here, os.fsencode(one), here, os.fsencode(other), EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(other))


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold a file for as long as a build runs; the system lets go of it whatever happens.

    Raises
    ------
    BuildError
        Another build holds it.
    """
    try:
        import fcntl
    except ImportError:  # a system without it; two builds at once are then not noticed
        yield
        return
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "another build of this project is running"
            raise BuildError(message, "wait until it ends; the last good site stays") from None
        yield
