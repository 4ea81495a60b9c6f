"""A rebuild after any edit gives what a clean build gives, and writes only what changed.

Edits are drawn at random, in data, prose, templates, notebooks and code, with additions, deletions
and renames; the seed is printed, and `REBUILD_SEED` sets it.
"""

import errno
import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from handbook.build import build
from handbook.problems import BuildError
from handbook.project import Project
from tests.handbook.real import ROOT
from tests.handbook.small_project import JOBS, STANDARD, handbook_command, quiet, replace, tree

pytestmark = pytest.mark.build

EDITS = 5
SEED = int(os.environ.get("REBUILD_SEED", "7"))


# -- only what changed --------------------------------------------------------------------------


def files(site: Path) -> dict[str, int]:
    """The inode of every file: another one is another file."""
    return {p.relative_to(site).as_posix(): p.stat().st_ino for p in site.rglob("*") if p.is_file()}


def test_one_weight_rewrites_exactly_what_depends_on_it(project: Project) -> None:
    """Pages of the item and its criterion are new files; those of other standards are the old."""
    site = project.root / "site"
    before, digests = files(site), tree(site)
    replace(project.root / STANDARD, "\n    weight: 15\n", "\n    weight: 16\n")
    replace(project.root / STANDARD, "\n    weight: 15\n", "\n    weight: 14\n")
    assert build(project, site, JOBS, quiet)
    after = tree(site)
    new = {name for name, inode in files(site).items() if before.get(name) != inode}
    assert new == {name for name in after if digests.get(name) != after[name]}
    folder = "standards/best-call-centre/2007"
    assert {f"{folder}/BCC-1.html", f"{folder}/index.html", f"zh/{folder}/BCC-2.html"} <= new
    kept = {"glossary.html", "indicators/IND-50.html", "standards/cccs-op/2014/OP-C1.1.html"}
    assert not kept & new


def test_only_notebooks_that_read_a_file_run_again(project: Project) -> None:
    """Here none reads anything, so that a weight makes none of them run."""
    told: list[str] = []
    replace(project.root / STANDARD, "\n    weight: 15\n", "\n    weight: 16\n")
    replace(project.root / STANDARD, "\n    weight: 15\n", "\n    weight: 14\n")
    assert build(project, project.root / "site", JOBS, told.append)
    assert not [line for line in told if line.startswith("running")]


# -- as a clean build ---------------------------------------------------------------------------


class Editor:
    """Changes a project in ways that leave it in order; every method is one."""

    def __init__(self, root: Path, dice: random.Random) -> None:
        self._root, self._dice = root, dice

    def ways(self) -> list[str]:
        """The names of all of them."""
        return [n for n in vars(Editor) if not n.startswith("_") and n != "ways"]

    def reword(self) -> None:
        path = self._root / "data/glossary.yaml"
        lines = path.read_text("utf-8").split("\n")
        at = self._dice.choice(
            [n for n, line in enumerate(lines) if re.match(r" +en: [A-Z].*\.$", line)]
        )
        lines[at] = lines[at].removesuffix(".") + ", as we read it."
        path.write_text("\n".join(lines), "utf-8")

    def weigh(self) -> None:
        path = self._root / STANDARD
        text = path.read_text("utf-8")
        found = re.findall(r"\n    weight: (\d+)\n", text)
        one, other = self._dice.sample(range(len(found)), 2)
        new = list(map(int, found))
        new[one], new[other] = new[one] + 1, new[other] - 1
        each = iter(new)
        text = re.sub(r"\n    weight: \d+\n", lambda _: f"\n    weight: {next(each)}\n", text)
        path.write_text(text, "utf-8")

    def rate(self) -> None:
        path = self._dice.choice(sorted(self._root.glob("data/centres/*/*.csv")))
        lines = path.read_text("utf-8").split("\n")
        rows = [n for n, line in enumerate(lines) if re.match(r"[^,]+,[^,]+,[^,]+,,[^,]*,\d", line)]
        at = self._dice.choice(rows)
        fields = lines[at].split(",")
        fields[5] = str((float(fields[5]) + 1) % 5)
        lines[at] = ",".join(fields)
        path.write_text("\n".join(lines), "utf-8")

    def unrate(self) -> None:
        path = self._dice.choice(sorted(self._root.glob("data/centres/*/*.csv")))
        about = path.with_name("centre.yaml")
        told = about.read_text("utf-8")
        header, *rows = path.read_text("utf-8").splitlines()
        item = self._dice.choice(sorted({row.split(",")[2] for row in rows}))
        kept = [row for row in rows if row.split(",")[2] != item]
        path.write_text("\n".join([header, *kept, ""]), "utf-8")
        if f'  - item: {item}\n    period: "{path.stem}"\n' not in told:
            why = "    en: Nobody was there that day.\n    zh: 那天没有人在场。\n"
            about.write_text(f'{told}  - item: {item}\n    period: "{path.stem}"\n{why}', "utf-8")

    def rename_year(self) -> None:
        path = self._dice.choice(sorted(self._root.glob("data/centres/*/2024.csv")))
        for one in (path, path.with_name("centre.yaml")):
            text = one.read_text("utf-8")
            text = text.replace(",2024,", ",2023,").replace('period: "2024"', 'period: "2023"')
            one.write_text(text, "utf-8")
        path.rename(path.with_name("2023.csv"))

    def term(self) -> None:
        number = self._dice.randrange(99)
        says = f"en: A term that chance added, number {number}.\n    zh: 随手加的第 {number} 个词。"
        entry = f"""\
- id: by-chance
  term:
    en: Term by chance
    zh: 随机词条
  definition:
    {says}
  basis: project
"""
        path = self._root / "data/glossary.yaml"
        path.write_text(path.read_text("utf-8") + entry, "utf-8")

    def remove_year(self) -> None:
        years = sorted(self._root.glob("data/centres/*/*.csv"))
        if len(years) > len(list(self._root.glob("data/centres/*"))):
            years[0].unlink()

    def style(self) -> None:
        path = self._root / "docs/templates/base.md.j2"
        path.write_text(path.read_text("utf-8") + f"\n<!-- {self._dice.random()} -->\n", "utf-8")

    def prose(self) -> None:
        for language, words in (("en", "One more thing."), ("zh", "再说一点。")):
            path = self._root / f"docs/{language}/about.md"
            path.write_text(
                path.read_text("utf-8") + f"\n{words} {self._dice.randrange(99)}\n", "utf-8"
            )

    def notebook(self) -> None:
        path = self._dice.choice(sorted(self._root.glob("notebooks/*.ipynb")))
        node = nbformat.read(path, 4)
        node.cells[-1].source = f"{self._dice.randrange(99)} + 1"
        nbformat.write(node, path)

    def rename(self) -> None:
        path = self._dice.choice(sorted(self._root.glob("notebooks/*.ipynb")))
        path.rename(path.with_name(f"{path.stem}-renamed.ipynb"))

    def module(self) -> None:
        (self._root / "handbook/dice.py").write_text(
            f"DICE = {self._dice.randrange(99)}\n", "utf-8"
        )

    def code(self) -> None:
        path = self._root / "handbook/formats.py"
        path.write_text(path.read_text("utf-8") + f"\nDICE = {self._dice.randrange(99)}\n", "utf-8")


def from_its_own_code(project: Project) -> subprocess.CompletedProcess[str]:
    """Build with the code that lies in the project."""
    return subprocess.run(
        handbook_command("build"),
        cwd=project.root, env=os.environ | {"PYTHONPATH": str(project.root)},
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


@pytest.fixture
def with_code(project: Project) -> Project:
    """A project that brings its own generator."""
    for name in ("handbook", "scoring"):
        shutil.copytree(
            ROOT / name, project.root / name, dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("__pycache__"),
        )  # fmt: skip
    return project


def drawn(dice: random.Random, names: list[str]) -> Iterator[list[str]]:
    """A few edits at a time, every kind once before any comes again."""
    dice.shuffle(names)
    size = -(-len(names) // EDITS)
    for at in range(0, len(names), size):
        yield names[at : at + size]


@pytest.mark.timeout(1800)  # ten builds, which take five minutes where nothing else runs
def test_after_random_edits_the_tree_is_that_of_a_clean_build(
    with_code: Project, tmp_path: Path
) -> None:
    """Whatever the caches hold, the site is byte for byte what they cannot have touched."""
    dice = random.Random(SEED)
    editor = Editor(with_code.root, dice)
    for number, names in enumerate(drawn(dice, editor.ways())):
        for name in names:
            getattr(editor, name)()
        ended = from_its_own_code(with_code)
        assert ended.returncode == 0, f"seed {SEED}, {names}: {ended.stderr}"
        clean = tmp_path / f"clean-{number}"
        shutil.copytree(
            with_code.root, clean,
            ignore=shutil.ignore_patterns("site", "build", ".cache", "__pycache__"),
        )  # fmt: skip
        ended = from_its_own_code(Project(clean))
        assert ended.returncode == 0, f"seed {SEED}, {names}: {ended.stderr}"
        assert tree(with_code.root / "site") == tree(clean / "site"), f"seed {SEED}, {names}"
        shutil.rmtree(clean)


# -- whatever happens ---------------------------------------------------------------------------


@pytest.mark.usefixtures("sketched")
def test_a_full_disk_leaves_the_last_good_site(project: Project) -> None:
    """A real one, of a few megabytes, holds what is not ready; one line says so."""
    site, small = project.root / "site", project.build
    before = tree(site)
    shutil.rmtree(small)
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no rights to mount a small disk")
    try:
        replace(project.root / "docs/en/about.md", "# About", "# About us")
        with pytest.raises(BuildError, match=os.strerror(errno.ENOSPC)) as told:
            build(project, site, JOBS, quiet)
        assert len(str(told.value).splitlines()) <= 2
        assert tree(site) == before
    finally:
        subprocess.run(["umount", small], check=True)
    assert build(project, site, JOBS, quiet)
    assert "About us" in (site / "about.html").read_text("utf-8")


def test_of_two_builds_at_once_one_is_refused(project: Project) -> None:
    """And the other gives a good site."""
    replace(project.root / "docs/en/about.md", "# About", "# About us")
    pair = [
        subprocess.Popen(
            handbook_command("build"), cwd=project.root, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=600)[1] for one in pair]
    assert sorted(one.returncode for one in pair) == [0, 1], said
    assert any("another build of this project is running" in text for text in said)
    assert "About us" in (project.root / "site/about.html").read_text("utf-8")


def test_killed_at_any_moment_there_is_a_whole_site(project: Project) -> None:
    """The old one or the new one, never half of one; the seconds are drawn, not chosen."""
    dice, site = random.Random(SEED), project.root / "site"
    good = {tuple(tree(site).items())}
    for number in range(4):
        replace(project.root / "docs/en/about.md", "# About", f"# About{number}")
        with subprocess.Popen(
            handbook_command("build"), cwd=project.root, stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as running:  # fmt: skip
            time.sleep(dice.uniform(0.5, 14))
            os.killpg(running.pid, 9) if running.poll() is None else None
        if running.returncode == 0:
            good.add(tuple(tree(site).items()))
        assert tuple(tree(site).items()) in good
    assert build(project, site, JOBS, quiet)
    assert "About3" in (site / "about.html").read_text("utf-8")
