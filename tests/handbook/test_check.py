"""Checking folders and single files."""

from pathlib import Path

import pytest

from handbook.check import check_catalogue, check_paths
from tests.conftest import AWARD, DataFolder

BANK = "centres/chenxi-bank/2025.csv"


def lines_of(folder: DataFolder, *paths: Path, project: Path | None = None) -> list[str]:
    """What is printed about these paths."""
    report = check_paths(paths, project or folder.root)
    return [str(p).removeprefix(f"{folder.root}/") for p in report.problems]


def test_the_projects_own_data_has_no_problems(data: Path) -> None:
    """Both languages, weights, references, likeness, punctuation, remarks."""
    assert check_catalogue(data)[1].problems == ()


def test_every_bad_input_at_once(folder: DataFolder) -> None:
    """Seven slips in one folder: seven lines, each with its place, and nothing else."""
    folder.replace(AWARD, "zh: 最佳呼叫中心评选标准", 'zh: " "')
    folder.replace(AWARD, "    weight: 10\n", "    weight: 5.0\n")
    folder.replace(AWARD, "id: BCC-9.3\n", "id: BCC-9.2\n")
    folder.replace(AWARD, "lead:\n  en: Nine", "published: undated\nlead:\n  en: Nine")
    folder.replace(BANK, ",consensus,", ",consensus,7")
    folder.replace("centres/papaya-market/centre.yaml", "invented: true", "invented: : true")
    (folder / "glossary.yaml").write_bytes("- id: 青帆".encode("gb18030"))
    published = folder.line(AWARD, 'published: "2007"')
    lines = folder.problems()
    assert [line.split("] ")[0] + "]" for line in lines] == [
        f"{BANK}:2:37: [unknown-level]",
        "centres/papaya-market/centre.yaml:4:11: [yaml-syntax]",
        "glossary.yaml:1:7: [encoding]",
        f"{AWARD}:7:7: [missing-translation]",
        f"{AWARD}:{published}:1: [duplicate-key]",
        f"{AWARD}:{folder.line(AWARD, 'id: BCC-9') + 4}:13: [weights-sum]",
        f"{AWARD}:{folder.line(AWARD, 'id: BCC-9.2') + 124}:13: [duplicate-id]",
    ]


def test_other_folders_and_single_files(folder: DataFolder) -> None:
    """Any of them, counted."""
    paths = [folder.root, folder / AWARD, folder / BANK, folder / "sources.yaml"]
    report = check_paths([*paths, folder / "published/ofwat-sim.csv"], folder.root)
    assert report.problems == ()
    assert report.counts["files"] == 4
    assert report.counts["items"] == 33


def test_a_file_elsewhere_is_what_its_first_line_says(folder: DataFolder, tmp_path: Path) -> None:
    """The schema that editors read, too."""
    text = (folder / AWARD).read_text("utf-8").replace("weight: 15\n", "weight: 20\n", 1)
    (tmp_path / "mine.yaml").write_text(text, "utf-8")
    (line,) = lines_of(folder, tmp_path / "mine.yaml")
    assert "[weights-sum]" in line


def test_a_file_that_does_not_say_what_it_is(folder: DataFolder, tmp_path: Path) -> None:
    """With the names that it may give."""
    (tmp_path / "mine.yaml").write_text("a: 1\n")
    (line,) = lines_of(folder, tmp_path / "mine.yaml")
    assert "mine.yaml:1:1: [unknown-file] the file does not say what it is." in line
    assert "standard.schema.json" in line


def test_ratings_where_no_standard_is(folder: DataFolder, tmp_path: Path) -> None:
    """One line, and the way out."""
    (line,) = lines_of(folder, folder / BANK, project=tmp_path / "nowhere")
    assert line.startswith(f"{BANK}:1:1: [missing-file] there is no standard in ")


def test_ratings_where_the_standard_cannot_be_read(folder: DataFolder) -> None:
    """Then the standard's own problem is what must be mended first."""
    (folder / AWARD).write_text("a: [")
    (line,) = lines_of(folder, folder / BANK)
    assert line.startswith(f"{AWARD}:2:1: [yaml-syntax]")


def test_the_rows_of_a_published_table(folder: DataFolder) -> None:
    """A CSV file beside its YAML file is no assessment."""
    path = folder / "published/ofwat-sim.csv"
    path.write_text("")
    (line,) = lines_of(folder, path)
    assert line.startswith("published/ofwat-sim.csv:1:1: [no-rows] the file is empty.")


@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02", b"\xff\xfe\x00", b"[" * 100_000])
@pytest.mark.parametrize("ending", ["yaml", "csv", "xlsx"])
def test_strange_files_end_in_one_line(
    folder: DataFolder, tmp_path: Path, raw: bytes, ending: str
) -> None:
    """Whatever a person drops on the command."""
    path = tmp_path / f"x.{ending}"
    path.write_bytes(raw)
    (line,) = lines_of(folder, path)
    assert line.startswith(f"{path}:1:")


def test_what_is_not_there(folder: DataFolder, tmp_path: Path) -> None:
    """A file that vanished between listing and reading."""
    for name in ("none.yaml", "none.csv"):
        (line,) = lines_of(folder, tmp_path / name)
        assert "[file-not-found]" in line
