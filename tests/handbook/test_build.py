"""A build replaces the last good site as a whole, or leaves it as it is, byte for byte.

Everything happens in a copy of the project with two sample centres and one tiny notebook. Where
only the way of building matters, pictures are left out.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handbook.build import build, inputs, inputs_digest
from handbook.problems import BuildError, NotebookError
from handbook.project import Project
from scoring import DataError
from tests.handbook.real import ROOT
from tests.handbook.small_project import (
    JOBS,
    SITEMAPS,
    STANDARD,
    handbook_command,
    quiet,
    replace,
    small_project,
    tree,
)

pytestmark = pytest.mark.build

# -- what a build makes -------------------------------------------------------------------------


def test_a_build_makes_both_languages(built: Project) -> None:
    """English at the top, Chinese below zh/, the same pages, and a manifest of all files."""
    files = tree(built.root / "site")
    english = {name for name in files if name.endswith(".html") and not name.startswith("zh/")}
    chinese = {name.removeprefix("zh/") for name in files if name.startswith("zh/")}
    assert {"index.html", "standards/best-call-centre/2007/BCC-6.1.5.html"} <= english
    assert english == {name for name in chinese if name.endswith(".html")}
    for name, words in (("index.html", "Contact Centre"), ("zh/index.html", "客户联络中心")):
        assert words in (built.root / "site" / name).read_text("utf-8")
    manifest = json.loads((built.root / "site/manifest.json").read_text("utf-8"))
    assert manifest["files"] == {n: d for n, d in files.items() if n != "manifest.json"}
    assert manifest["inputs"] == inputs_digest(built)


def test_two_clean_builds_are_equal_to_the_byte(built: Project, tmp_path: Path) -> None:
    """Another folder, no cache, one job: the same site, the manifest included."""
    other = small_project(tmp_path / "elsewhere")
    assert build(other, other.root / "site", 1, quiet)
    assert tree(other.root / "site") == tree(built.root / "site")


def test_nothing_changed_touches_nothing(built: Project) -> None:
    """The second build says so at once; no file is written, no notebook runs."""
    site = built.root / "site"
    before = {path: path.stat() for path in [site, *site.rglob("*")]}
    told: list[str] = []
    assert not build(built, site, JOBS, told.append)
    assert told == []
    after = {path: path.stat() for path in [site, *site.rglob("*")]}
    assert {p: (s.st_ino, s.st_mtime_ns) for p, s in after.items()} == {
        p: (s.st_ino, s.st_mtime_ns) for p, s in before.items()
    }


@pytest.mark.parametrize(
    "name",
    [STANDARD, "data/centres/chenxi-bank/2025.csv", "docs/en/about.md", "docs/templates/item.md.j2",
     "docs/theme/css/tokens.css", "mkdocs.zh.yml"],
)  # fmt: skip
def test_every_input_counts(project: Project, name: str) -> None:
    """One byte more in any of them, and the site is not up to date."""
    before = inputs_digest(project)
    (project.root / name).write_bytes((project.root / name).read_bytes() + b"\n")
    assert inputs_digest(project) != before


def test_what_is_made_is_no_input(project: Project) -> None:
    """Caches, checkpoints and the site itself change without asking for a new build."""
    before = inputs_digest(project)
    for name in ("build/x", ".cache/x", "site/x", "notebooks/.ipynb_checkpoints/x.ipynb",
                 "handbook/__pycache__/x.pyc"):  # fmt: skip
        (project.root / name).parent.mkdir(parents=True, exist_ok=True)
        (project.root / name).write_text("x", "utf-8")
    assert inputs_digest(project) == before
    assert project.root / "docs/en/about.md" in set(inputs(project))


# -- what stops a build -------------------------------------------------------------------------


def test_a_data_problem_leaves_the_last_good_site(project: Project) -> None:
    """Weights that sum to 105: told with file and line, before anything else happens."""
    before = tree(project.root / "site")
    pages = tree(project.build)
    replace(project.root / STANDARD, "\n    weight: 10\n", "\n    weight: 15\n")
    with pytest.raises(DataError, match=r"\[weights-sum\]"):
        build(project, project.root / "site", JOBS, quiet)
    assert tree(project.root / "site") == before
    assert tree(project.build) == pages


def test_a_failing_notebook_leaves_the_last_good_site(project: Project) -> None:
    """Told with notebook, cell and error."""
    before = tree(project.root / "site")
    path = max(project.notebooks.glob("*.ipynb"))
    replace(path, "1 + 1", "1 / 0")
    expected = rf"notebooks/{path.name}:1:1: \[notebook-failed\] cell \d: ZeroDivisionError"
    with pytest.raises(NotebookError, match=expected):
        build(project, project.root / "site", JOBS, quiet)
    assert tree(project.root / "site") == before


@pytest.mark.usefixtures("sketched")
def test_broken_links_leave_the_last_good_site(project: Project) -> None:
    """Each is named, with its page, in both languages; with one job, and more than a pipe holds."""
    before = tree(project.root / "site")
    for language in ("en", "zh"):
        with (project.docs / language / "about.md").open("a", encoding="utf-8") as page:
            page.writelines(f"\n[x](no-such-page-{n}.md)\n" for n in range(1000))
    expected = (
        r"(?s)\[site-failed\] MkDocs cannot build the site\nen: .*\nzh: .*last good site stays"
    )
    with pytest.raises(BuildError, match=expected) as found:
        build(project, project.root / "site", 1, quiet)
    said = str(found.value)
    assert said.count("'about.md'") == 2000
    assert "'no-such-page-999.md'" in said
    assert len(said) > 2 * 65536
    assert tree(project.root / "site") == before


def test_another_folder_is_not_replaced(project: Project) -> None:
    """`--out docs` is a slip of the fingers; nothing is deleted for a site that is none."""
    before = tree(project.docs)
    with pytest.raises(BuildError, match="holds something else than a site"):
        build(project, project.docs, JOBS, quiet)
    assert tree(project.docs) == before


def test_a_spoilt_manifest_means_to_build(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in it: a site without a manifest that says what it is made of is not trusted."""

    def stop(*_: object, **__: object) -> None:
        message = "it builds"
        raise BuildError(message)

    monkeypatch.setattr("handbook.generate.generate", stop)
    for text in ("", "[]", '{"inputs": "x"}', "\x00"):
        (project.root / "site/manifest.json").write_text(text, "utf-8")
        with pytest.raises(BuildError, match="it builds"):
            build(project, project.root / "site", JOBS, quiet)


@pytest.mark.usefixtures("sketched")
def test_killed_while_it_builds_leaves_the_last_good_site(project: Project) -> None:
    """No chance to tidy up: the old site stands, and the next build is a good one."""
    site = project.root / "site"
    before = tree(site)
    style = project.root / "docs/theme/css/frame.css"
    style.write_text(style.read_text("utf-8") + "/* new */\n", "utf-8")
    running = subprocess.Popen(
        handbook_command("build"),
        cwd=project.root, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    with running:
        for line in running.stderr:
            if "building the site in zh" in line:
                break
        stage = project.build / "stage"
        while running.poll() is None and not any(stage.rglob("*.css")):
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL
    assert any(stage.rglob("*.css"))
    assert tree(site) == before
    assert build(project, site, JOBS, quiet)
    assert "/* new */" in (site / "css/frame.css").read_text("utf-8")
    assert not stage.exists()
    assert not (project.build / "previous").exists()


# -- plain MkDocs -------------------------------------------------------------------------------


def plain_mkdocs(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "HANDBOOK_DRIVEN"}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *arguments],
        cwd=project.root, env={**environment, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_plain_mkdocs_gives_the_same_site(project: Project) -> None:
    """`mkdocs build --strict` without our command: the same files, into any folder."""
    ours = tree(project.root / "site")
    ended = plain_mkdocs(project, "--strict", "--site-dir", "plain")
    assert ended.returncode == 0, ended.stderr
    plain = tree(project.root / "plain")
    assert plain.keys() - SITEMAPS == ours.keys() - SITEMAPS - {"manifest.json"}
    assert {n for n in plain.keys() - SITEMAPS if plain[n] != ours[n]} == set()
    assert tree(project.root / "site") == ours


def test_plain_mkdocs_tells_problems_as_lines(project: Project) -> None:
    """The same line as `handbook build`, and no traceback."""
    replace(project.root / STANDARD, "\n    weight: 15\n", "\n    weight: 20\n")
    ended = plain_mkdocs(project)
    assert ended.returncode != 0
    said = ended.stdout + ended.stderr
    assert re.search(rf"{STANDARD}:\d+:\d+: \[weights-sum\]", said), said
    assert "Traceback" not in said


DREW = """
from pathlib import Path
from handbook.build import build
from handbook.charts.draw import to_svg
from handbook.project import Project
to_svg({"mark": "bar", "data": {"values": []}}, "nothing")
assert build(Project(Path(".")), Path("site"), 2, lambda _: None)
"""


def test_who_has_drawn_can_build(tmp_path: Path) -> None:
    """The threads that draw do not survive a fork; a copy of this process would wait for ever."""
    project = small_project(tmp_path / "project")
    done = subprocess.run(
        [sys.executable, "-c", DREW], cwd=project.root, capture_output=True, text=True,
        timeout=300, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (project.root / "site/index.html").read_text("utf-8").count("<svg") > 1
