"""The commands on an assessment: what each answers, in words and as an object."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from scoring.assessment import COLUMNS
from tests.conftest import ROOT

BOTH = ROOT / "data/centres/lanwan-12345"
AWARD = ("--standard", "best-call-centre@2007")
HEADER = ",".join(COLUMNS)


@pytest.fixture
def answer(handbook, monkeypatch: pytest.MonkeyPatch):
    """Run a command in the project and read its one object."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: object) -> Any:
        result = handbook(*arguments, "--json")
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return run


def visit(folder: Path, *rows: str) -> Path:
    """A file of one's own."""
    path = folder / "visit.csv"
    path.write_text("\n".join([HEADER, *rows]), "utf-8")
    return path


# -- score --------------------------------------------------------------------------------------


def test_a_grade_with_its_trace_and_the_smallest_change(answer) -> None:
    """The band held, every rule down to it, and raises that would hold the next."""
    (centre,) = answer("score", BOTH / "2025.csv", *AWARD)["centres"]
    grade = centre["grade"]
    assert grade["id"] == "BCC-B3"
    assert grade["possible"][0] == "BCC-B3"
    assert {"grade", "kind", "node", "value", "threshold", "held", "missing"} <= grade["trace"][
        0
    ].keys()
    assert grade["trace"][-1]["grade"] == "BCC-B3"
    assert all(line["held"] for line in grade["trace"] if line["grade"] == "BCC-B3")
    assert grade["next"]["id"] == "BCC-B4"
    won = math.fsum(raised["points"] for raised in grade["next"]["raises"])
    assert round(centre["score"] + won, 9) >= 80


def test_a_profile_adds_items_and_reads_the_low_end(handbook, answer, tmp_path: Path) -> None:
    """The water hotline is graded by what it can prove."""
    rows = [f"c,2025,{item},,,4,,0.9,,," for item in ("OP-C1.1", "WTR-A1")]
    path = visit(tmp_path, *rows)
    found = answer("score", path, "--standard", "cccs-op", "--profile", "water-hotline")
    assert found["profile"] == "water-hotline"
    (centre,) = found["centres"]
    assert any(node["id"] == "WTR-A1" for node in centre["nodes"])
    assert {line["measure"] for line in centre["grade"]["trace"]} == {"low"}
    text = handbook("score", path, "--standard", "cccs-op", "--profile", "water-hotline").stdout
    assert "Headline of the profile, the low end: " in text
    refused = handbook("score", BOTH / "2025.csv", *AWARD, "--profile", "water-hotline")
    assert (refused.exit_code, "--standard cccs-op@2014" in refused.stderr) == (1, True)
    assert "there is no profile wine" in handbook("score", path, *AWARD, "--profile", "wine").stderr


def test_several_assessors_have_a_card_each_or_a_median(handbook, answer, tmp_path: Path) -> None:
    """Never an average in silence; what is disputed is named."""
    path = visit(tmp_path, "c,2025,BCC-1.1,,wang,4,,0.9,,,", "c,2025,BCC-1.1,,li,2,,0.9,,,",
                 "c,2025,BCC-1.2,,wang,3,,0.9,,,", "c,2025,BCC-1.2,,li,3,,0.9,,,")  # fmt: skip
    cards = answer("score", path, *AWARD)["centres"]
    assert [(card["assessor"], card["score"]) for card in cards] == [("wang", 70), ("li", 50)]
    assert cards[0]["disputed"] == [{"item": "BCC-1.1", "percents": {"wang": 80, "li": 40}}]
    assert cards[0]["agreement"]["items"][0]["spread"] == 2
    (median,) = answer("score", path, *AWARD, "--median")["centres"]
    assert (median["assessor"], median["score"]) == ("median", 60)
    text = handbook("score", path, *AWARD).stdout
    assert "rated by wang" in text
    assert "Disputed, talk it over: BCC-1.1 (wang 80, li 40)" in text
    assert "Krippendorff's alpha" in text


def test_a_measured_value_needs_no_rating(answer, tmp_path: Path) -> None:
    """91 % answered lies six tenths of the way from baseline to target."""
    (centre,) = answer("score", visit(tmp_path, "c,2025,BCC-6.1.1,,,,91,1,,,"), *AWARD)["centres"]
    assert centre["score"] == pytest.approx(72)


def test_lenient_lists_what_it_leaves_out(handbook, answer, tmp_path: Path) -> None:
    """Without it nothing is scored."""
    path = visit(tmp_path, "c,2025,BCC-1.1,,,4,,0.9,,,", "c,2025,BCC-1.2,,,nan,,0.9,,,")
    assert handbook("score", path, *AWARD).exit_code == 1
    found = answer("score", path, *AWARD, "--lenient")
    assert found["centres"][0]["score"] == 80
    (left_out,) = found["left_out"]
    assert ":3:18: [unknown-level] rating 'nan' is not a number" in left_out
    assert "Left out:\n" in handbook("score", path, *AWARD, "--lenient").stdout


def test_a_file_with_nothing_right_is_refused_even_leniently(handbook, tmp_path: Path) -> None:
    """There is no score of nothing."""
    path = visit(tmp_path, "c,2025,BCC-1.1,,,9,,0.9,,,")
    result = handbook("score", path, *AWARD, "--lenient")
    assert (result.exit_code, result.stdout) == (1, "")


def test_ratings_of_another_standard_are_one_line(handbook, monkeypatch, tmp_path: Path) -> None:
    """Not one line a row."""
    monkeypatch.chdir(ROOT)
    path = visit(tmp_path, *(f"c,2025,OP-C1.{n},,,4,,0.9,,," for n in range(1, 5)))
    result = handbook("score", path, *AWARD)
    assert result.exit_code == 1
    assert "[other-standard] the rows name items of cccs-op 2014" in result.stderr
    assert result.stderr.count("[") == 1


def test_totals_of_very_many_centres(handbook, monkeypatch, tmp_path: Path) -> None:
    """Five numbers a line, the same as one by one; Parquet is read for totals only."""
    monkeypatch.chdir(ROOT)
    out = tmp_path / "totals.csv"
    result = handbook("score", BOTH / "2025.csv", *AWARD, "--totals", out)
    assert result.exit_code == 0
    assert result.stdout == f"1 assessments scored, {out}\n"
    header, row = out.read_text("utf-8").splitlines()
    assert header == "centre,period,score,coverage,confidence,low,high"
    assert row.startswith("lanwan-12345,2025,70.6416")
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    refused = handbook("score", tmp_path / "a.parquet", *AWARD)
    assert (refused.exit_code, "add --totals OUT.csv" in refused.stderr) == (1, True)


# -- plan, compare, review, propose -------------------------------------------------------------


def test_a_plan_reaches_its_target_in_phases(handbook, answer) -> None:
    """Never more items at once than asked; the points of all phases lift the total past 80."""
    found = answer("plan", BOTH / "2025.csv", *AWARD, "--target", "BCC-B4", "--at-once", 4)
    (path,) = found["plans"]
    assert path["status"] == "optimal"
    assert all(len({step["item"] for step in phase["steps"]}) <= 4 for phase in path["phases"])
    assert round(path["phases"][-1]["score"], 9) >= 80
    assert math.fsum(phase["days"] for phase in path["phases"]) == pytest.approx(path["days"])
    quotients = [method["points_a_day"] for method in path["methods"]]
    assert quotients == sorted(quotients, reverse=True)
    text = handbook("plan", BOTH / "2025.csv", *AWARD, "--target", "BCC-B4").stdout
    assert "proved to be the cheapest" in text
    assert "Phase 1: " in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--target", "BCC-B4", "--budget", "10"], "No path within the budget; it takes"),
        (["--target", "BCC-B4", "--phase-budget", "5"], "No path: a phase of less than"),
        (["--target", "BCC-B1"], "The grade is held already"),
    ],
)
def test_a_plan_says_why_there_is_none(
    handbook, monkeypatch, options: list[str], words: str
) -> None:
    """And what would do."""
    monkeypatch.chdir(ROOT)
    result = handbook("plan", BOTH / "2025.csv", *AWARD, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert words in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((*AWARD, "--target", "GOLD"), "there is no grade GOLD"),
        ((*AWARD, "--target", "BCC-B4", "--centre", "nobody"), "there is no centre nobody"),
        (("--standard", "staff-appraisal", "--target", "X"), "other-standard"),
    ],
)
def test_a_plan_without_sense(
    handbook, monkeypatch, arguments: tuple[str, ...], words: str
) -> None:
    """One line with what there is."""
    monkeypatch.chdir(ROOT)
    result = handbook("plan", BOTH / "2025.csv", *arguments)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_standard_without_grades_has_no_plan(handbook, monkeypatch, tmp_path: Path) -> None:
    """It says so."""
    monkeypatch.chdir(ROOT)
    path = visit(tmp_path, "c,2025,SA-1.1,,,4,,0.9,,,")
    result = handbook("plan", path, "--standard", "staff-appraisal", "--target", "X")
    assert "the standard has no grades" in result.stderr


def test_compare_ranks_and_splits_the_distance(handbook, answer, tmp_path: Path) -> None:
    """Two centres of one file."""
    rows = ["a,2025,BCC-1.1,,,5,,1,,,", "a,2025,BCC-2.1,,,4,,1,,,",
            "b,2025,BCC-1.1,,,4,,1,,,", "b,2025,BCC-2.1,,,4,,1,,,"]  # fmt: skip
    path = visit(tmp_path, *rows)
    first, second = answer("compare", path, *AWARD)["centres"]
    assert (first["rank"], second["rank"]) == (1, 2)
    assert second["behind"] == pytest.approx(math.fsum(second["behind_by"].values()))
    assert "    2  b, 2025: 80.0" in handbook("compare", path, *AWARD).stdout


def test_ranks_under_uncertain_weights(handbook, answer) -> None:
    """Shares of each centre sum to one; who left items open is not ranked."""
    path = BOTH.parent / "chenxi-bank/2025.csv"
    found = answer("compare", path, *AWARD, "--draws", 50)["ranks"]
    assert found == {"chenxi-bank 2025": [1.0]}
    assert answer("compare", BOTH / "2025.csv", *AWARD, "--draws", 50)["ranks"] == {}
    assert "in %, complete centres" in handbook("compare", path, *AWARD, "--draws", 5).stdout


def test_review_splits_the_change(handbook, answer) -> None:
    """The points of all items sum to the change of the total."""
    command = ("review", BOTH / "2025.csv", *AWARD, "--from", "2024", "--to", "2025",
               "--with", BOTH / "2024.csv")  # fmt: skip
    (found,) = answer(*command)["reviews"]
    total = found["total"]
    assert math.fsum(item["points"] for item in found["items"]) == pytest.approx(total["points"])
    assert total["after"] - total["before"] == pytest.approx(total["points"])
    assert "No longer assessed: BCC-4.4" in handbook(*command).stdout


def test_review_of_a_period_that_is_not_there(handbook, monkeypatch) -> None:
    """Names those that are."""
    monkeypatch.chdir(ROOT)
    result = handbook("review", BOTH / "2025.csv", *AWARD, "--from", "2019", "--to", "2025")
    assert (result.exit_code, "periods here: 2025" in result.stderr) == (1, True)


def test_proposals_wait_for_somebody_to_confirm_them(handbook, answer, tmp_path: Path) -> None:
    """The rows that are written cannot be scored as they are."""
    out = tmp_path / "op.csv"
    command = ("propose", BOTH / "2025.csv", *AWARD, "--for", "cccs-op", "-o", out)
    (found,) = answer(*command)["centres"]
    assert found["proposals"][0]["sources"]
    assert len(out.read_text("utf-8").splitlines()) == 1 + len(found["proposals"])
    result = handbook("score", out, "--standard", "cccs-op")
    assert result.exit_code == 1
    assert "[missing-field] the rating of OP-C1.1 is missing" in result.stderr
    assert "Without a proposal:" in handbook(*command[:-2]).stdout
