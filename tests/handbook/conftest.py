"""Projects that have a site, for the tests of builds."""

import shutil
from pathlib import Path

import pytest

import handbook.charts.figure
from handbook.build import build
from handbook.project import Project
from tests.handbook.small_project import JOBS, quiet, small_project


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a site; no test changes it."""
    project = small_project(tmp_path_factory.mktemp("built") / "project")
    assert build(project, project.root / "site", JOBS, quiet)
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of the project, site and caches included, that a test may spoil."""
    shutil.copytree(built.root, tmp_path / "project", symlinks=True)
    return Project(tmp_path / "project")


@pytest.fixture
def sketched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures left out: pages are written in a fraction of the time."""
    monkeypatch.setattr(
        handbook.charts.figure, "to_svg", lambda spec, alternative: f"<svg>{alternative}</svg>"
    )
