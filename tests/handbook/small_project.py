"""A small project that builds fast: the data and pages, two sample centres, tiny notebooks."""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from handbook.project import Project
from tests.handbook.real import ROOT

STANDARD = "data/standards/best-call-centre/2007.yaml"
KEPT = ("lanwan-12345", "chenxi-bank")
SITEMAPS = {"sitemap.xml", "sitemap.xml.gz", "zh/sitemap.xml", "zh/sitemap.xml.gz"}
JOBS = 2


def small_project(root: Path) -> Project:
    """The project's data and pages, two of its centres, one notebook."""
    for name in ("mkdocs.yml", "mkdocs.zh.yml", "LICENSE", "handbook/hooks.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, root / name)
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, root / name)
    for centre in (root / "data/centres").iterdir():
        if centre.name not in KEPT:
            shutil.rmtree(centre)
    (root / "notebooks").mkdir()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        about = json.loads(path.read_text("utf-8"))["metadata"]["handbook"]
        cells = [
            new_markdown_cell("## Sum {: #sum }", id="sum-en", metadata={"tags": ["en"]}),
            new_markdown_cell("## 加 {: #sum }", id="sum-zh", metadata={"tags": ["zh"]}),
            new_code_cell("1 + 1", id="one-and-one"),
        ]
        node = new_notebook(cells=cells, metadata={"handbook": about})
        nbformat.write(node, root / "notebooks" / path.name)
    return Project(root)


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, with a digest of its content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def quiet(_: str) -> None:
    """Say nothing."""


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def handbook_command(*arguments: str) -> list[str]:
    """The command line in a process of its own."""
    return [sys.executable, "-m", "handbook", *arguments]
