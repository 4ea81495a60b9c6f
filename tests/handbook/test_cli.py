"""The command line: what goes where, and how it ends."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import AWARD, DataFolder

BANK = "centres/chenxi-bank/2025.csv"
AT = re.compile(r"^[^:\n]+:\d+:\d+: \[[a-z-]+\] .+$")


def test_check_of_good_data(handbook) -> None:
    """The counts and a word of relief on standard output, exit 0."""
    result = handbook("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "   113 items\n" in result.stdout
    assert "     5 standards\n" in result.stdout
    assert result.stdout.endswith("No problems.\n")


def test_check_of_bad_data(handbook, folder: DataFolder) -> None:
    """A line with its place for each problem, how many there are, exit 1."""
    folder.replace(AWARD, "weight: 15\n", "weight: 10\n")
    result = handbook("check", folder.root)
    assert result.exit_code == 1
    line, count = result.stderr.splitlines()
    assert AT.match(line)
    assert count == "1 problem; `handbook explain CODE` tells more about a code."
    assert "No problems" not in result.stdout


def test_check_of_what_is_not_there_is_a_wrong_command(handbook, tmp_path: Path) -> None:
    """Exit 2, as for any argument that cannot be."""
    assert handbook("check", tmp_path / "none").exit_code == 2


def test_check_outside_a_project(handbook, monkeypatch, tmp_path: Path) -> None:
    """Says where to go."""
    monkeypatch.chdir(tmp_path)
    result = handbook("check")
    assert result.exit_code == 1
    assert "this folder is no handbook project" in result.stderr
    assert "Traceback" not in result.output


def test_score_as_text(handbook, data: Path) -> None:
    """A table for a person."""
    result = handbook("score", data / BANK, "--standard", "best-call-centre@2007")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("chenxi-bank, 2025: Best Call Centre award 2007")


def test_score_as_json_prints_one_object_and_nothing_else(handbook, data: Path) -> None:
    """The documented keys, numbers at full precision, Chinese as Chinese."""
    result = handbook("score", data / BANK, "--standard", "best-call-centre@2007", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert found.keys() == {"standard", "edition", "profile", "centres"}
    assert [c["centre"] for c in found["centres"]] == ["chenxi-bank"]


def test_score_against_a_file(handbook, data: Path) -> None:
    """An edition that lies anywhere."""
    assert handbook("score", data / BANK, "--standard", data / AWARD).exit_code == 0


def test_score_of_a_wrong_file(handbook, tmp_path: Path) -> None:
    """The problem as a line on standard error, nothing on standard output, exit 1."""
    (tmp_path / "a.csv").write_text("x")
    result = handbook("score", tmp_path / "a.csv", "--standard", "best-call-centre@2007", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert AT.match(result.stderr.splitlines()[0])


def test_score_with_a_wrong_standard(handbook, data: Path) -> None:
    """Known ones are named, exit 1."""
    result = handbook("score", data / BANK, "--standard", "nothing")
    assert result.exit_code == 1
    assert "there is no standard nothing. Hint: known here: best-call-centre" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["score"], ["score", "none.csv", "--standard", "x"], ["scor"], ["check", "--x"]]
)
def test_a_wrong_command_is_exit_2(handbook, arguments: list[str]) -> None:
    """Nothing was looked at."""
    assert handbook(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Weights do not sum to 100"), ("zh", "同级权重合计不是 100")]
)
def test_explain(handbook, language: str, words: str) -> None:
    """In both languages, with or without the brackets of the message."""
    for code in ("weights-sum", "[weights-sum]"):
        result = handbook("explain", code, "--lang", language)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"weights-sum: {words}\n")
        assert "data/standards/best-call-centre/2007.yaml:" in result.stdout


def test_explain_what_is_no_code(handbook) -> None:
    """With the code that was meant."""
    result = handbook("explain", "weight-sum")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("There is no message code weight-sum. Did you mean weights-sum")


def test_an_error_of_the_system_is_a_line(handbook, monkeypatch, data: Path) -> None:
    """Such as a disk that gives out, or a port that is taken."""

    def fail(_: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("handbook.reading.find_standard", fail)
    result = handbook("score", data / BANK, "--standard", "x")
    assert (result.exit_code, result.stderr) == (1, "not possible: Address already in use\n")
