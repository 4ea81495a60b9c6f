"""Build the whole site: check, execute, write pages, build both languages, switch it in at the end.

A build goes into a folder of its own and replaces the last good site only when everything is
there; whatever fails before leaves the last good site as it was. A build whose inputs did not
change since the last one does nothing.
"""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.project import LANGUAGES, Project

if TYPE_CHECKING:  # the type alone, for an unchanged build must not pay for numpy
    from scoring.texts import Language

__all__ = ["build", "inputs_digest"]

MANIFEST = "manifest.json"
SITE_FILES = {MANIFEST, "404.html", "sitemap.xml"}
WATCHED = (
    "data",
    "docs",
    "notebooks",
    "scoring",
    "handbook",
    "mkdocs.yml",
    "mkdocs.zh.yml",
    "LICENSE",
)


def inputs(project: Project) -> Iterator[Path]:
    """Every file that a build depends on."""
    for name in WATCHED:
        path = project.root / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix != ".pyc" and ".ipynb_checkpoints" not in file.parts:
                yield file


def inputs_digest(project: Project) -> str:
    """A digest of all inputs and of the installed versions."""
    digest = hashlib.sha256()
    for path in inputs(project):
        digest.update(path.relative_to(project.root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    installed = sorted(Path(str(d._path)).name for d in distributions())  # type: ignore[attr-defined]  # noqa: SLF001 - reading every METADATA would cost more than the digest
    digest.update("\n".join(installed).encode())
    return digest.hexdigest()


def build(
    project: Project,
    out: Path,
    jobs: int,
    tell: Callable[[str], None],
    *,
    kernels: bool = False,
) -> bool:
    """Build the site into `out`; False where nothing had changed.

    Parameters
    ----------
    out : Path
        The folder to replace.
    jobs : int
        How many notebooks, and language builds, run at once.
    tell : callable
        Told what is being done.
    kernels : bool
        Run each notebook in a Jupyter kernel of its own: slower, the reference.

    Raises
    ------
    DataError, BuildError
        What is wrong; `out` is as it was.
    """
    digest = inputs_digest(project)
    if _built(out) == digest:
        return False
    from handbook.switching import bring_back, only_one, switch

    with only_one(project.build / "lock"), _told_as_lines():
        stage, aside = _beside(project, out, "stage"), _beside(project, out, "previous")
        bring_back(out, aside)
        _refuse_other_folders(out)
        shutil.rmtree(stage, ignore_errors=True)
        try:
            _make(project, stage, jobs, tell, kernels=kernels)
            manifest = {"inputs": digest, "files": dict(_digests(stage))}
            (stage / MANIFEST).write_text(json.dumps(manifest, indent=0) + "\n", "utf-8")
            _take_over(out, stage)
            out.parent.mkdir(parents=True, exist_ok=True)
            switch(stage, out, aside)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return True


def _make(
    project: Project, stage: Path, jobs: int, tell: Callable[[str], None], *, kernels: bool
) -> None:
    from handbook.generate import generate  # late: an unchanged build must not pay for pandas

    generate(project, jobs, tell, kernels=kernels)
    _build_languages(project, stage, jobs, tell)


def _beside(project: Project, out: Path, name: str) -> Path:
    """A folder for what is not ready, on the disk of the site: only there names can be exchanged."""
    there = next(folder for folder in out.parents if folder.exists())
    project.build.mkdir(exist_ok=True)
    if there.stat().st_dev == project.build.stat().st_dev:
        return project.build / name
    return there / f".{out.name}.{name}"


@contextmanager
def _told_as_lines() -> Iterator[None]:
    """A full disk, or a folder that cannot be written, as one line."""
    try:
        yield
    except OSError as error:
        from handbook.problems import BuildCode, BuildError

        where = f"{error.filename}: " if error.filename else ""
        message = f"[{BuildCode.SITE_FAILED}] {where}{error.strerror or error}"
        hint = "mend that and build again; the last good site stays"
        raise BuildError(message, hint) from None


def _take_over(old: Path, new: Path) -> None:
    """Of pages that did not change the old file goes on, so that only what changed is new."""
    for path in new.rglob("*"):
        before = old / path.relative_to(new)
        if path.is_file() and before.is_file() and filecmp.cmp(before, path, shallow=False):
            link = path.with_name(f"{path.name}.same")
            try:
                os.link(before, link)
            except OSError:  # a disk without links: the new file is as good
                return
            link.replace(path)


def _built(out: Path) -> str | None:
    try:
        manifest = json.loads((out / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return manifest.get("inputs") if isinstance(manifest, dict) else None


def _refuse_other_folders(out: Path) -> None:
    """A folder with something else in it is not deleted for a site."""
    names = {path.name for path in out.iterdir()} if out.is_dir() else set()
    if names and not names & SITE_FILES:
        from handbook.problems import BuildError

        message = f"{out} holds something else than a site, and would be replaced"
        raise BuildError(message, "name a new or an empty folder")


def _build_languages(project: Project, stage: Path, jobs: int, tell: Callable[[str], None]) -> None:
    """Both languages, side by side where there is more than one core."""
    from handbook.problems import BuildCode, BuildError

    environment = {
        **os.environ,
        "HANDBOOK_DRIVEN": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": "0",
    }
    folders = {language: stage / language for language in LANGUAGES}

    def run(language: Language) -> str:
        """What MkDocs complains about; nothing where the site stands."""
        tell(f"building the site in {language}")
        command = [  # not --quiet, which would hide warnings even from --strict
            sys.executable, "-m", "mkdocs", "build", "--strict",
            "--config-file", str(project.mkdocs(language)), "--site-dir", str(folders[language]),
        ]  # fmt: skip
        ended = subprocess.run(  # noqa: S603 - our own interpreter and arguments
            command,
            cwd=project.root,
            env=environment,
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        lines = [line for line in ended.stdout.splitlines() if line and not line.startswith("INFO")]
        if "Traceback (most recent call last):" in lines:  # its last line says what it was
            lines = lines[-1:]
        said = "\n".join(lines) or f"mkdocs ended with {ended.returncode}"
        return f"{language}: {said}" if ended.returncode else ""

    with ThreadPoolExecutor(max(1, min(jobs, len(LANGUAGES)))) as pool:
        failures = [failure for failure in pool.map(run, LANGUAGES) if failure]
    if failures:
        message = f"[{BuildCode.SITE_FAILED}] MkDocs cannot build the site\n" + "\n".join(failures)
        raise BuildError(message, "mend what it names in docs/ or data/; the last good site stays")
    site = stage / "site"
    shutil.move(folders["en"], site)
    shutil.move(folders["zh"], site / "zh")
    for path in list(site.iterdir()):
        shutil.move(path, stage / path.name)
    site.rmdir()


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()
