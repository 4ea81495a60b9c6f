"""Keep what was run: a notebook runs again when something that it depends on changed.

That is its own cells, the source of both packages, the versions of what runs it, and the files
and listings that it read the last time, each recorded with a digest.
"""

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path

import handbook
import scoring
from handbook.notebooks.outcome import Job, Outcome
from handbook.recorded import digest_of

__all__ = ["find", "keep"]

VERSIONS = ("altair", "ipykernel", "ipython", "nbclient", "numpy", "pandas", "scipy")


def find(job: Job) -> Outcome | None:
    """What a run of this very notebook left, where nothing it read has changed since."""
    try:
        held = json.loads(_file(job).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if held["key"] != _key(job):
        return None
    if any(digest_of(job.project.root, read) != digest for read, digest in held["reads"].items()):
        return None
    return Outcome(held["outputs"], held["reads"], held["told"])


def keep(job: Job, outcome: Outcome) -> None:
    """Write down what a run left, in place of what was there."""
    file = _file(job)
    file.parent.mkdir(parents=True, exist_ok=True)
    held = {
        "key": _key(job),
        "reads": dict(outcome.reads),
        "told": dict(outcome.told),
        "outputs": outcome.outputs,
    }
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(held, ensure_ascii=False), "utf-8")
    partial.replace(file)


def _file(job: Job) -> Path:
    return job.project.cache / "notebooks" / f"{Path(job.name).stem}.{job.language}.json"


def _key(job: Job) -> str:
    own = json.dumps([job.language, _code(), [source for _, source in job.code()]])
    return hashlib.sha256(own.encode()).hexdigest()


@cache
def _code() -> str:
    """The source of both packages, and the versions of what a notebook stands on."""
    digest = hashlib.sha256()
    for package in (handbook, scoring):
        folder = Path(str(package.__file__)).parent
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    for name in VERSIONS:
        digest.update(f"{name}={version(name)}".encode())
    return digest.hexdigest()
