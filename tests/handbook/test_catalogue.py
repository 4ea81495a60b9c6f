"""Reading a data folder: what belongs where, and what one wrong file does to the others."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.check import check_catalogue
from handbook.load import load_catalogue
from scoring.positions import Document, read_yaml
from tests.conftest import AWARD, DataFolder
from tests.strategies import exchanged, places

CENTRE = "centres/chenxi-bank/centre.yaml"
RATINGS = "centres/chenxi-bank/2025.csv"


def test_the_data_is_all_read(data: Path) -> None:
    """Five standards of 24 criteria and groups, 113 items of six levels, six centres."""
    catalogue = load_catalogue(data)
    assert catalogue.problems == []
    counts = catalogue.counts()
    expected = {"standards": 5, "criteria and groups": 24, "items": 113, "level texts": 678}
    assert {key: counts[key] for key in expected} == expected
    assert counts["scales"] == 5
    assert counts["sample centres"] == 6
    assert counts["ratings"] == 382
    assert min(counts.values()) > 0


def test_centres_hold_their_assessments_oldest_first(data: Path) -> None:
    """Last year stands before this year."""
    for centre in load_catalogue(data).centres:
        assert [a.period for a in centre.assessments] == ["2024", "2025"]
        assert {a.centre for a in centre.assessments} == {centre.profile.id}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """One line, and not one for every file that it would hold."""
    (problem,) = load_catalogue(tmp_path / "none", "none").problems
    assert str(problem) == "none:1:1: [file-not-found] there is no such folder."


NEEDED = [
    "sources.yaml",
    "glossary.yaml",
    "crosswalk.yaml",
    "confidence.yaml",
    "scales/levels.yaml",
    "scales/process.yaml",
    "scales/results.yaml",
    "scales/mixed.yaml",
    "scales/checklist.yaml",
    "errata.yaml",
    "facts.yaml",
    CENTRE,
]


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_file_is_one_line(folder: DataFolder, name: str) -> None:
    """And no id that it held is called unknown."""
    (folder / name).unlink()
    (line,) = folder.problems()
    assert line.startswith(f"{name}:1:1: [missing-file] the file is missing.")


def test_without_a_standard(folder: DataFolder) -> None:
    """Ratings and references cannot be judged then, and are not."""
    for name in ("standards", "changes"):
        shutil.rmtree(folder / name)
    (line,) = folder.problems()
    assert line.startswith("standards:1:1: [missing-file] there is no standard.")


def test_a_centre_without_assessment(folder: DataFolder) -> None:
    """A profile alone scores nothing."""
    for path in (folder / CENTRE).parent.glob("*.csv"):
        path.unlink()
    (line,) = folder.problems()
    assert line.startswith("centres/chenxi-bank:1:1: [missing-file] there is no assessment of")


@pytest.mark.parametrize("name", ["sources.yaml", RATINGS, AWARD, "published/ofwat-sim.csv"])
def test_a_file_that_is_a_folder(folder: DataFolder, name: str) -> None:
    """The system's reason, in one line."""
    (folder / name).unlink()
    (folder / name).mkdir()
    (line,) = folder.problems()
    assert f"{name}:1:1: [file-not-found] the file cannot be read: Is a directory." in line


@pytest.mark.parametrize("name", ["sources.yaml", "glossary.yaml", AWARD, RATINGS, CENTRE])
@pytest.mark.parametrize(
    "raw", [b"", b"\x00\x01", b"\xff\xfe", b"\x89PNG\r\n\x1a\n", b"[" * 100_000, b"a: &a [*a]"]
)
def test_no_file_however_strange_ends_in_a_traceback(
    folder: DataFolder, name: str, raw: bytes
) -> None:
    """All that is told is told about that file, since what it held is not known."""
    (folder / name).write_bytes(raw)
    lines = folder.problems()
    assert lines
    assert {line.split(":")[0] for line in lines} == {name}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "[no-rows] the file is empty."),
        ("year,company,score\n", "[no-rows] the file has a header and no rows."),
        ("year,company\n", "1:1: [csv-header] 'score' is missing."),
        ("year,company,score\n2015,Anglian\n", "2:1: [csv-row] 2 fields, the header has 3."),
        ("year,company,score\n2015,,85\n", "2:6: [empty] 'company' is empty."),
        ('year,company,score\n2015,"A,85\n', "2:1: [csv-row] not valid CSV"),
    ],
)
def test_published_rows(folder: DataFolder, text: str, line: str) -> None:
    """A published table has its columns, at least one row, and no empty field."""
    (folder / "published/ofwat-sim.csv").write_text(text)
    (printed,) = folder.problems()
    assert line in printed


@pytest.mark.parametrize(
    "name",
    [
        "2025.csv",
        "centres/2025.csv",
        "centres/chenxi-bank/old/2025.csv",
        "published/sales.csv",
        "centres/chenxi-bank/center.yaml",
        "standards/award.yaml",
        "notes.yml",
        "Sources.YAML",
    ],
)
def test_a_stray_file_is_told(folder: DataFolder, name: str) -> None:
    """Nobody would read it, and its author believes that somebody does."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x")
    (line,) = folder.problems()
    assert line.startswith(f"{name}:1:1: [unknown-file] ")


def test_other_files_are_left_alone(folder: DataFolder) -> None:
    """Notes to oneself and what editors leave behind are no data."""
    for name in ("README.md", ".cache/x.yaml", "centres/.ds/x.csv", "centres/notes.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert folder.problems() == []


def test_two_centres_with_one_id(folder: DataFolder) -> None:
    """A copied folder whose id was not changed."""
    folder.replace("centres/haitang-telecom/centre.yaml", "id: haitang-telecom", "id: chenxi-bank")
    (line,) = folder.problems()
    assert line.startswith("centres/haitang-telecom/centre.yaml:2:5: [duplicate-id] id chenxi-bank")
    assert f"first in {folder.root}/{CENTRE}" in line


def test_two_indicator_files_with_one_id(folder: DataFolder) -> None:
    """Ids are unique in a kind, not only in a file."""
    name = "indicators/accessibility.yaml"
    text = (folder / name).read_text("utf-8").split("\n- id: IND-02")[0]
    (folder / "indicators/more.yaml").write_text(text + "\n", "utf-8")
    (line,) = folder.problems()
    assert line.startswith("indicators/more.yaml:2:7: [duplicate-id] id IND-01 is used twice")


def test_two_figures_with_one_id(folder: DataFolder) -> None:
    """Inside one file as well."""
    name = "published/chinese-hotlines.yaml"
    folder.replace(name, "id: hangzhou-answered-15s", "id: hangzhou-answer-rate")
    (line,) = folder.problems()
    assert "[duplicate-id] id hangzhou-answer-rate is used twice, first at line" in line


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (CENTRE, "centres/morning/centre.yaml", "the id is chenxi-bank, but the folder is named"),
        (AWARD, "standards/best-call-centre/2008.yaml", "the edition is 2007, but the file is"),
        ("scales/mixed.yaml", "scales/blend.yaml", "the id is mixed, but the file is named blend"),
    ],
)
def test_a_renamed_file_is_told(folder: DataFolder, old: str, new: str, words: str) -> None:
    """The id and the name of the file or folder say the same."""
    (folder / new).parent.mkdir(exist_ok=True)
    (folder / old).rename(folder / new)
    assert any("[wrong-id]" in line and words in line for line in folder.problems())


def test_a_wrong_word_in_the_standard_hides_no_wrong_rating(folder: DataFolder) -> None:
    """Ids are read from the file as it is written, so both come in one run."""
    folder.replace(AWARD, "scale: process", "scale: proces")
    folder.replace(RATINGS, "BCC-1.1,", "BCC-1.9,")
    codes = [line.split("[")[1].split("]")[0] for line in folder.problems()]
    assert codes == ["unknown-item", "unknown-word"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\nchildren:\n", "\nchildren: 5\nothers:\n"),
        ("\nchildren:\n", "\nchildren:\n  - stray\n"),
        ("    children:\n      - id: BCC-1.1", "    childern:\n      - id: BCC-1.1"),
    ],
)
def test_a_tree_that_is_not_whole(folder: DataFolder, old: str, new: str) -> None:
    """Nothing stumbles over it, and no rating of what fell out of it is called wrong."""
    folder.replace(AWARD, old, new)
    lines = folder.problems()
    assert lines
    assert {line.split(":")[0] for line in lines} == {AWARD}


STRANGE = ["text", 3, 2.5, True, None, [], [1], {}, {"x": 1}, [[]], {"id": 3}, [{"id": "BCC-1"}]]


@cache
def read_all(data: Path) -> dict[Path, Document]:
    """Every YAML file of the data."""
    return {path: read_yaml(path) for path in sorted(data.rglob("*.yaml"))}


@given(draw=st.data())
@settings(max_examples=60)
def test_no_value_however_strange_ends_in_a_traceback(data: Path, draw: st.DataObject) -> None:
    """Anything at any place of any file ends in problems of one line each, or in none."""
    documents = read_all(data)
    path = draw.draw(st.sampled_from(list(documents)))
    place = draw.draw(st.sampled_from(list(places(documents[path].data))))
    spoilt = exchanged(documents[path].data, place, draw.draw(st.sampled_from(STRANGE)))
    positions = {keys: (n, 1) for n, keys in enumerate(places(spoilt, every=True), 1)}
    documents = read_all(data) | {path: Document(str(path), spoilt, positions)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handbook.load.read_yaml", lambda path, _: documents[path])
        problems = check_catalogue(data)[1].problems
    assert all(len(str(problem).split("\n")) == 1 for problem in problems)


# -- practice -----------------------------------------------------------------------------------

PRACTICE = "practice/best-call-centre/three-assessors.csv"


def test_ratings_for_practice_are_checked(folder: DataFolder) -> None:
    """As those of the centres, against the standard whose folder they lie in."""
    folder.replace(PRACTICE, "BCC-1.1,", "BCC-1.9,")
    (line,) = folder.problems()
    assert re.match(rf"{PRACTICE}:\d+:\d+: \[unknown-item\] ", line)


def test_practice_of_an_unknown_standard(folder: DataFolder) -> None:
    """Its folder has to be that of a standard or a profile."""
    (folder / "practice/best-call-centre").rename(folder / "practice/best-call-center")
    lines = folder.problems()
    assert all(
        "[unknown-reference] there is no standard or profile best-call-center" in x for x in lines
    )
    assert len(lines) == len(list((folder / "practice/best-call-center").iterdir()))


def test_practice_of_a_profile_is_checked(whole_folder: DataFolder) -> None:
    """With the items that the profile adds."""
    path = "practice/water-hotline/willow-bend.csv"
    whole_folder.replace(path, "WTR-A", "WTR-Z")
    (line,) = whole_folder.problems()
    assert re.match(rf"{path}:\d+:\d+: \[unknown-item\] ", line)


def test_a_spoilt_standard_does_not_hide_its_practice(folder: DataFolder) -> None:
    """A wrong word in a title makes one line, not a missing standard."""
    folder.replace(AWARD, "weight: 15", "weight: heavy")
    assert [line.split(":")[0] for line in folder.problems()] == [AWARD]
