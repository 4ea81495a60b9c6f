"""Imports go one way, and no file holds two ideas.

The contracts stand in pyproject.toml; here they are run, and seen to refuse what they should.
"""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handbook.real import ROOT

PACKAGES = ("scoring", "handbook")
MOST_LINES = 250
LONGER: dict[str, str] = {}  # module -> why it may be longer; meant to stay empty


def modules(package: str) -> Iterator[Path]:
    yield from sorted((ROOT / package).rglob("*.py"))


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_contracts_hold() -> None:
    """Every module has its layer, and none imports upward."""
    ended = lint(ROOT)
    assert ended.returncode == 0, ended.stdout
    assert "0 broken" in ended.stdout


@pytest.mark.parametrize(
    ("name", "line", "broken"),
    [
        ("scoring/texts.py", "import handbook.formats", "scoring knows nothing of the handbook"),
        ("scoring/problems.py", "import scoring.score", "layers of scoring"),
        ("handbook/formats.py", "import handbook.build", "layers of the handbook"),
        ("handbook/without_a_place.py", "", "layers of the handbook"),
    ],
    ids=[
        "scoring to handbook",
        "upward in scoring",
        "upward in handbook",
        "a module without place",
    ],
)
def test_a_broken_rule_is_seen(tmp_path: Path, name: str, line: str, broken: str) -> None:
    """In a copy: one import too many, or a module that nobody gave a layer."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    ended = lint(tmp_path)
    assert ended.returncode != 0
    assert f"{broken} BROKEN" in ended.stdout


def test_scoring_imports_nothing_of_the_handbook() -> None:
    """Seen with our own eyes: no import of any kind, late ones included."""
    for path in modules("scoring"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path.name} imports relatively"
                names = [node.module or ""]
            assert not [n for n in names if n.split(".")[0] == "handbook"], path.name


def test_no_file_holds_two_ideas() -> None:
    """No module of either package is longer than 250 lines."""
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for package in PACKAGES
        for path in modules(package)
    }
    long = {name: count for name, count in lines.items() if count > MOST_LINES}
    assert long.keys() == LONGER.keys()


def test_every_module_says_what_it_is() -> None:
    """A docstring first, and the public names after the imports."""
    for package in PACKAGES:
        for path in modules(package):
            tree = ast.parse(path.read_text("utf-8"))
            assert ast.get_docstring(tree), path.name
            assigned = [
                target.id
                for node in tree.body if isinstance(node, ast.Assign)
                for target in node.targets if isinstance(target, ast.Name)
            ]  # fmt: skip
            defines = any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in tree.body)
            if defines and path.name != "hooks.py":  # MkDocs finds its functions by name
                assert "__all__" in assigned, path.name
