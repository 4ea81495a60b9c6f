"""An archive keeps each site under its date, once, and says what was in force when."""

import json
from pathlib import Path

import pytest

from handbook.archive import keep
from handbook.problems import BuildError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site as far as an archive looks at it."""
    folder = tmp_path / "site"
    folder.mkdir()
    titles = {"en": "Award", "zh": "评选标准"}
    editions = [{"id": "award", "edition": "2007", "published": "2007", "title": titles}]
    (folder / "editions.json").write_text(json.dumps(editions), "utf-8")
    (folder / "manifest.json").write_text("{}", "utf-8")
    (folder / "index.html").write_text("first", "utf-8")
    return folder


def change(site: Path, text: str, edition: str = "2007") -> None:
    """Another build of the site."""
    (site / "index.html").write_text(text, "utf-8")
    (site / "manifest.json").write_text(json.dumps({"index.html": text}), "utf-8")
    editions = (site / "editions.json").read_text("utf-8").replace('"2007"', f'"{edition}"')
    (site / "editions.json").write_text(editions, "utf-8")


def test_a_site_is_kept_under_its_date(site: Path, tmp_path: Path) -> None:
    """As it is, with a list for people that leads to it in both languages."""
    archive = tmp_path / "archive"
    assert keep(site, archive, "2026-11-22") == archive / "2026-11-22"
    assert (archive / "2026-11-22/index.html").read_text("utf-8") == "first"
    page = (archive / "index.html").read_text("utf-8")
    assert 'href="2026-11-22/index.html"' in page
    assert "Award" in page
    assert "评选标准" in page


def test_the_same_site_is_kept_once(site: Path, tmp_path: Path) -> None:
    """Another day changes nothing where nothing was built."""
    archive = tmp_path / "archive"
    keep(site, archive, "2026-11-22")
    assert keep(site, archive, "2026-11-23") is None
    assert not (archive / "2026-11-23").exists()


def test_what_was_in_force_is_told_by_date_newest_first(site: Path, tmp_path: Path) -> None:
    """The older site stays as it was."""
    archive = tmp_path / "archive"
    keep(site, archive, "2026-11-22")
    change(site, "second", "2027")
    keep(site, archive, "2027-03-01")
    entries = json.loads((archive / "archive.json").read_text("utf-8"))
    assert [(e["folder"], e["editions"][0]["edition"]) for e in entries] == [
        ("2026-11-22", "2007"),
        ("2027-03-01", "2027"),
    ]
    page = (archive / "index.html").read_text("utf-8")
    assert page.index("2027-03-01") < page.index("2026-11-22")
    assert (archive / "2026-11-22/index.html").read_text("utf-8") == "first"


def test_two_sites_of_one_day_have_two_folders(site: Path, tmp_path: Path) -> None:
    """Neither replaces the other."""
    archive = tmp_path / "archive"
    keep(site, archive, "2026-11-22")
    change(site, "second")
    assert keep(site, archive, "2026-11-22") == archive / "2026-11-22-2"


def test_an_archive_does_not_lie_in_the_site(site: Path) -> None:
    """The next build would remove it."""
    with pytest.raises(BuildError, match="beside the site"):
        keep(site, site / "archive", "2026-11-22")


def test_another_folder_is_left_alone(site: Path, tmp_path: Path) -> None:
    """One with something else in it is no archive."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/cat.jpg").write_text("", "utf-8")
    with pytest.raises(BuildError, match="something else than an archive"):
        keep(site, tmp_path / "photos", "2026-11-22")
