"""The commands on editions, as a user meets them: new-edition, diff, migrate, and the check."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.catalogue import Catalogue
from handbook.editions import change_problems
from handbook.load import load_catalogue
from handbook.reading import find_assessed, find_standard
from scoring import load_assessment, score
from scoring.assessment import COLUMNS
from scoring.migration import as_confirmed, carry
from tests.conftest import ROOT, DataFolder
from tests.proposals import hand_made

AWARD, DRAFT = "best-call-centre@2007", "best-call-centre@2027-training"
STEP = ("--standard", "best-call-centre", "--from", "2007", "--to", "2027-training")
HOTLINE = "data/centres/lanwan-12345/2025.csv"
RECORD = "data/changes/best-call-centre/2007--2027-training.yaml"
COPY = "data/standards/best-call-centre/2028.yaml"
STEPPED = "data/changes/best-call-centre/2007--2028.yaml"
HEADER = ",".join(COLUMNS)
REASON = {"en": "plainer", "zh": "更明白", "basis": "project"}
KINDS = {"unchanged": 15, "reworded": 5, "modified": 11, "moved": 3, "split": 2, "merged": 2,
         "added": 7, "removed": 2}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, handbook) -> DataFolder:
    """What these commands read of the project, to be spoilt; the current folder."""
    for name in ("standards/best-call-centre", "standards/cccs-op", "changes", "centres", "indicators"):  # fmt: skip
        shutil.copytree(ROOT / "data" / name, tmp_path / "data" / name)
    monkeypatch.chdir(tmp_path)  # after `handbook`, which works in the project itself
    return DataFolder(Path())


@pytest.fixture
def answer(handbook) -> Callable[..., Any]:
    """A good run with its one object."""

    def run(*arguments: object) -> Any:
        result = handbook(*arguments, "--json")
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return run


@pytest.fixture
def refused(handbook) -> Callable[..., str]:
    """A run that ends with one line, exit 1 and nothing else."""

    def run(*arguments: object) -> str:
        result = handbook(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert isinstance(result.exception, SystemExit)
        lines = result.stderr.splitlines()
        told = [line for line in lines if not line.startswith("1 problem; ")]
        assert len(told) == 1, result.stderr
        assert " Hint: " in told[0]
        return told[0]

    return run


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def visit(folder: Path, *rows: str) -> Path:
    """A file of one's own."""
    path = folder / "visit.csv"
    path.write_text("\n".join([HEADER, *rows]), "utf-8")
    return path


def unconfirm(project: DataFolder) -> None:
    """As if nobody had confirmed two of the records."""
    held = yaml.safe_load((project / RECORD).read_text("utf-8"))
    for node in ("BCC-1.2", "BCC-5.4"):
        next(c for c in held["changes"] if node in c.get("from", []))["proposed"] = 0.7
    text = yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=10**6)
    (project / RECORD).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("new-edition", "delete the line. The check fails until all are confirmed"),
        ("diff", "texts, weights, and whom it affects"),
        ("migrate", "Nothing is scored on a guess"),
    ],
)
def test_each_command_says_what_it_is_for(handbook, command: str, words: str) -> None:
    """In help, which needs no data; wrong options are exit 2."""
    result = handbook(command, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert words in " ".join(result.stdout.split())
    assert handbook(command).exit_code == 2


# -- diff ---------------------------------------------------------------------------------------


def test_diff_tells_what_changed_and_whom_it_affects(handbook) -> None:
    """Kinds, marked words, weights, centres; a grade that is not final says so."""
    result = handbook("diff", AWARD, DRAFT)
    assert (result.exit_code, result.stderr) == (0, "")
    text = result.stdout
    told = ", ".join(f"{n} {kind}" for kind, n in KINDS.items())
    assert f"from 2007 to 2027-training: {told}\n" in text
    assert "title: [-Loyal behaviour-]{+Loyalty in what customers do+}" in text
    assert "  split BCC-4.1 > BCC-4.5, BCC-4.6: Recruitment / Training / Recruitment and training" in text  # fmt: skip
    assert "    why: Criticism that everyone can read had no place in the edition of 2007." in text
    assert re.search(r"BCC-10 Digital channels .* - +10\.0 +\+10\.00", text)
    assert re.search(r"lanwan-12345 .* 3 > 4 +BCC-B3\* > BCC-B3\*, without BCC-10\n", text)
    assert "* provisional: something that the edition asks for was not assessed" in text
    assert "a scorecard counts it as 0 until it is rated" in text


def test_diff_as_an_object(answer) -> None:
    """Every key that is promised; numbers at full precision."""
    found = answer("diff", AWARD, DRAFT)
    assert found.keys() == {
        "standard", "from", "to", "counts", "whole", "changes", "weights", "centres"
    }  # fmt: skip
    assert (found["from"], found["to"], found["counts"]) == ("2007", "2027-training", KINDS)
    assert {"title", "lead", "about 1"} <= {text["field"] for text in found["whole"]}
    assert len(found["changes"]) == sum(KINDS.values()) - KINDS["unchanged"]
    for change in found["changes"]:
        assert change.keys() == {"kind", "from", "to", "criterion", "reason", "texts"}
        assert change["reason"].keys() == {"en", "zh"}
        assert all(text.keys() == {"field", "before", "after"} for text in change["texts"])
    weights = {weight["id"]: (weight["before"], weight["after"]) for weight in found["weights"]}
    assert len(weights) == len(found["weights"])
    assert weights["BCC-10"] == (None, 10)
    assert weights["BCC-9.1"] == (pytest.approx(10 / 3), None)
    assert [centre["rank"]["after"] for centre in found["centres"]] == [2, 1, 5, 4, 6, 3]
    for centre in found["centres"]:
        assert centre.keys() == {
            "centre", "period", "score", "grade", "provisional", "left_out", "rank",
            "by_items", "by_scales", "by_weights", "to_confirm", "not_assessed",
        }  # fmt: skip
        change = centre["score"]["after"] - centre["score"]["before"]
        parts = centre["by_items"] + centre["by_scales"] + centre["by_weights"]
        assert parts == pytest.approx(change, abs=1e-9)
        assert centre["provisional"]["after"] is True
        assert centre["grade"]["after"] != "BCC-B1"
        assert (centre["to_confirm"] > 0, centre["not_assessed"] >= 6) == (True, True)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("best-call-center@2007", DRAFT, "there is no standard best-call-center. Hint: known here:"),
        ("best-call-centre@2008", DRAFT, "best-call-centre has no edition 2008. Hint: it has 2007, 2027-training."),
        (AWARD, AWARD, "best-call-centre@2007 is compared with itself. Hint: name two editions."),
        ("best-call-centre", AWARD, "best-call-centre@2007 is compared with itself"),
        (DRAFT, AWARD, "Hint: the record goes the other way: from 2007 to 2027-training."),
        (AWARD, "cccs-op@2014", "are editions of two standards. Hint: handbook propose carries"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared(refused, before: str, after: str, words: str) -> None:
    """One line that says what there is."""
    assert words in refused("diff", before, after)


def test_a_pair_without_a_record_is_told_how_to_begin_one(project, refused) -> None:
    """With the command, ready to be run."""
    (project / RECORD).unlink()
    words = "Hint: handbook new-edition best-call-centre --from 2007 --to 2027-training."
    assert refused("diff", AWARD, DRAFT).endswith(words)


@pytest.mark.parametrize("command", ["diff", "migrate"])
def test_nothing_is_told_on_proposals_that_nobody_confirmed(project, handbook, command) -> None:
    """Each is named with its line; nothing is written."""
    unconfirm(project)
    arguments = {"diff": (AWARD, DRAFT), "migrate": (HOTLINE, *STEP, "-o", "new.csv")}[command]
    result = handbook(command, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    place = f"{RECORD}:{project.line(RECORD, 'proposed: 0.7')}:"
    assert lines[0].startswith(place)
    assert "[change-unconfirmed] nobody confirmed 'reworded' of BCC-1.2." in lines[0]
    assert all("delete the line 'proposed'" in line for line in lines[:2])
    assert not (project / "new.csv").exists()


def test_a_standard_without_sample_centres_is_compared_too(project, handbook, answer) -> None:
    """Nobody is affected, and nothing is made up for it."""
    shutil.rmtree(project / "data/centres")
    assert answer("diff", AWARD, DRAFT)["centres"] == []
    assert "Sample centres" not in handbook("diff", AWARD, DRAFT).stdout


def test_a_centre_is_compared_on_what_it_was_rated_on(project, handbook) -> None:
    """After the move to the new edition its last file on the old one still is the one before."""
    migrated = "data/centres/lanwan-12345/2026.csv"
    assert handbook("migrate", HOTLINE, *STEP, "-o", migrated).exit_code == 0
    before, after = find_standard(AWARD), find_standard(DRAFT)
    periods = {one.centre: one.period for one in find_assessed(before)}
    assert periods["lanwan-12345"] == "2025"
    write(project / migrated, [row for row in rows_of(project / migrated) if row["rating"]])
    assert [one.centre for one in find_assessed(after)] == ["lanwan-12345"]


# -- migrate ------------------------------------------------------------------------------------


def test_migrate_writes_a_new_file_and_leaves_the_old_one(handbook, tmp_path: Path) -> None:
    """Kept rows as they were written under their new ids; each other item one row without rating."""
    before, out = (ROOT / HOTLINE).read_bytes(), tmp_path / "new.csv"
    result = handbook("migrate", HOTLINE, *STEP, "-o", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (ROOT / HOTLINE).read_bytes() == before
    assert out.read_text("utf-8").split("\n")[0] == HEADER
    rows = rows_of(out)
    assert [row["item"] for row in rows] == [item.id for item in find_standard(DRAFT).items()]
    given = {row["item"]: row for row in rows_of(ROOT / HOTLINE)}
    kept = [row for row in rows if row["rating"] or row["applicable"] == "no"]
    assert len(kept) == 19
    moved = {"BCC-1.4": "BCC-7.1", "BCC-4.7": "BCC-5.3", "BCC-5.10": "BCC-6.2"}
    for row in kept:
        assert row == {**given[moved.get(row["item"], row["item"])], "item": row["item"]}


def test_a_row_to_confirm_says_what_it_was(handbook, tmp_path: Path) -> None:
    """In its note; evidence and confidence stand ready, the rating does not."""
    out = tmp_path / "new.csv"
    handbook("migrate", HOTLINE, *STEP, "-o", out)
    rows = {row["item"]: row for row in rows_of(out)}
    assert rows["BCC-5.6"] == {
        **dict.fromkeys(COLUMNS, ""),
        "centre": "lanwan-12345", "period": "2025", "item": "BCC-5.6", "assessor": "consensus",
        "confidence": "0.8", "evidence": "E-14; E-15",
        "note": "was 3.5 as BCC-5.1, BCC-5.2 of 2007 (merged); confirm",
    }  # fmt: skip
    assert rows["BCC-10.1"]["note"] == "not rated in 2007 (added)"
    assert rows["BCC-4.4"]["note"] == "not rated in 2007 (unchanged)"


def test_migrate_lists_what_is_left_to_do(handbook, tmp_path: Path) -> None:
    """One line an item, with the level that it had, and what is not asked any more."""
    text = handbook("migrate", HOTLINE, *STEP, "-o", tmp_path / "new.csv").stdout
    assert "2027-training: 19 kept, 11 to confirm, 7 not assessed\n" in text
    assert "  to confirm: BCC-5.8 Response on the floor (split from BCC-5.4, was 3.5)\n" in text
    assert "  not assessed: BCC-10.1 Online and messaging service (added)\n" in text
    assert text.endswith("  no longer asked for: BCC-2.2, BCC-9.1\n")


def test_migrate_as_an_object(answer, tmp_path: Path) -> None:
    """Every item with its fate; the counts are those of the list."""
    found = answer("migrate", HOTLINE, *STEP, "-o", tmp_path / "new.csv")
    assert found.keys() == {"standard", "from", "to", "assessments"}
    (one,) = found["assessments"]
    assert one.keys() == {"centre", "period", "assessor", "counts", "items", "gone"}
    assert one["counts"] == {"kept": 19, "to-confirm": 11, "not-assessed": 7}
    assert one["gone"] == ["BCC-2.2", "BCC-9.1"]
    for item in one["items"]:
        assert item.keys() == {"item", "fate", "kind", "from", "level", "applicable"}
    fates = [item["fate"] for item in one["items"]]
    assert {fate: fates.count(fate) for fate in one["counts"]} == one["counts"]


def test_open_rows_are_refused_with_what_to_do(handbook, tmp_path: Path) -> None:
    """One line each: nothing is scored, and nothing checked as right, before somebody rated it."""
    out = tmp_path / "new.csv"
    handbook("migrate", HOTLINE, *STEP, "-o", out)
    for arguments in (("check", out), ("score", out, "--standard", DRAFT)):
        result = handbook(*arguments)
        assert result.exit_code == 1
        lines = result.stderr.splitlines()[:-1]
        assert len(lines) == 18
        assert all("[missing-field] the rating of BCC-" in line for line in lines)
        assert all("write the rating, also to confirm a proposal; leave the row out" in line for line in lines)  # fmt: skip


def test_once_rated_the_new_file_is_read(handbook, answer, tmp_path: Path) -> None:
    """Proposals confirmed at their level and the rest left out: what scoring expected of it."""
    out = tmp_path / "new.csv"
    handbook("migrate", HOTLINE, *STEP, "-o", out)
    rows = rows_of(out)
    for row in rows:
        if found := re.match(r"was ([\d.]+) as ", row["note"]):
            row["rating"] = found[1]
    write(out, [row for row in rows if row["rating"] or row["applicable"] == "no"])
    result = handbook("check", out)
    assert (result.exit_code, result.stderr) == (0, "")
    (card,) = answer("score", out, "--standard", DRAFT)["centres"]
    old, new, changes = hand_made()
    (given,) = load_assessment(ROOT / HOTLINE, old)
    expected = score(new, as_confirmed(given, carry(given, changes, old, new)))
    assert card["score"] == pytest.approx(expected.total.score, abs=1e-9)
    assert card["low"] == pytest.approx(expected.total.low, abs=1e-9)


def test_each_assessor_is_carried_over(answer, tmp_path: Path) -> None:
    """What nobody rated is asked of each person and not of those who agreed."""
    file, out = ROOT / "data/practice/best-call-centre/three-assessors-agreed.csv", tmp_path / "new.csv"  # fmt: skip
    found = answer("migrate", file, *STEP, "-o", out)["assessments"]
    assert [one["assessor"] for one in found] == ["Lin", "Park", "Wu", "consensus"]
    assert [one["counts"]["not-assessed"] for one in found] == [6, 6, 6, 0]
    rows = rows_of(out)
    asked = [row["assessor"] for row in rows if row["item"] == "BCC-10.1"]
    assert asked == ["Lin", "Park", "Wu"]
    given = {(row["assessor"], row["item"]) for row in rows_of(file)}
    shared = {item.id for item in find_standard(AWARD).items()} & {row["item"] for row in rows}
    again = {(row["assessor"], row["item"]) for row in rows if row["item"] in shared}
    assert again == {(who, item) for who, item in given if item in shared}


def test_an_assessor_who_did_not_rate_an_item_is_not_asked_for_it(answer, tmp_path: Path) -> None:
    """They had shared out the work; what is new both have to rate."""
    file = visit(tmp_path, "c,2025,BCC-1.1,,li,4,,0.9,,,", "c,2025,BCC-6.1.5,,wu,3,,0.9,,,")
    li, wu = answer("migrate", file, *STEP, "-o", tmp_path / "new.csv")["assessments"]
    items = [{i["item"]: i["fate"] for i in one["items"]} for one in (li, wu)]
    assert (items[0]["BCC-1.1"], items[1]["BCC-6.1.5"]) == ("kept", "to-confirm")
    assert "BCC-6.1.5" not in items[0]
    assert "BCC-1.1" not in items[1]
    assert items[0]["BCC-10.1"] == items[1]["BCC-10.1"] == "not-assessed"


def test_a_consensus_that_is_capitalised_is_one(handbook, tmp_path: Path) -> None:
    """The row is kept as it was written, and not lost."""
    file, out = visit(tmp_path, "c,2025,BCC-1.1,,Consensus,4,,0.9,,,"), tmp_path / "new.csv"
    assert handbook("migrate", file, *STEP, "-o", out).exit_code == 0
    assert [row["assessor"] for row in rows_of(out) if row["rating"]] == ["Consensus"]


def test_rows_by_factor_and_by_value_are_kept_row_by_row(handbook, tmp_path: Path) -> None:
    """A level would lose what was found; of a modified item it stands in the note."""
    factors = [f"c,2025,BCC-1.1,{factor},li,3,,0.9,,," for factor in "ADLI"]
    file = visit(tmp_path, *factors, "c,2025,BCC-6.1.1,IND-01,li,,91,0.8,,,",
                 *(f"c,2025,BCC-8.3,{factor},li,2,,0.7,,," for factor in "ADLI"))  # fmt: skip
    out = tmp_path / "new.csv"
    assert handbook("migrate", file, *STEP, "-o", out).exit_code == 0
    rows = rows_of(out)
    assert [row["factor"] for row in rows if row["item"] == "BCC-1.1"] == ["A", "D", "L", "I"]
    notes = {row["item"]: row["note"] for row in rows}
    assert notes["BCC-6.1.6"] == "was 3.6 as BCC-6.1.1 of 2007 (merged); confirm"
    assert notes["BCC-8.3"] == "was 2 as BCC-8.3 of 2007 (modified); confirm"


def test_what_did_not_apply_is_proposed_with_its_reason(handbook, tmp_path: Path) -> None:
    """Whoever confirms it need not look it up."""
    file = visit(tmp_path, "c,2025,BCC-5.4,,li,,,,no,,one site only", "c,2025,BCC-1.1,,li,3,,1,,,")
    out = tmp_path / "new.csv"
    text = handbook("migrate", file, *STEP, "-o", out).stdout
    notes = {row["item"]: row["note"] for row in rows_of(out)}
    assert notes["BCC-5.7"] == "was not applicable as BCC-5.4 of 2007 (split): one site only; confirm"  # fmt: skip
    assert "(split from BCC-5.4, was not applicable)" in text


def test_several_centres_and_periods_are_carried_over_apart(answer, tmp_path: Path) -> None:
    """No row of one stands with another."""
    file = visit(tmp_path, "a,2025,BCC-1.1,,li,1,,1,,,", "a,2024,BCC-1.1,,li,2,,1,,,",
                 "b,2025,BCC-1.1,,li,3,,1,,,")  # fmt: skip
    out = tmp_path / "new.csv"
    found = answer("migrate", file, *STEP, "-o", out)["assessments"]
    assert [(one["centre"], one["period"]) for one in found] == [
        ("a", "2025"), ("a", "2024"), ("b", "2025"),
    ]  # fmt: skip
    rated = [(r["centre"], r["period"], r["rating"]) for r in rows_of(out) if r["rating"]]
    assert rated == [("a", "2025", "1"), ("a", "2024", "2"), ("b", "2025", "3")]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (("no-such", "2007", "2027-training"), "there is no standard no-such. Hint: known here:"),
        (("best-call-centre", "2008", "2027-training"), "has no edition 2008. Hint: it has 2007,"),
        (("best-call-centre", "2007", "2030"), "has no edition 2030. Hint: it has 2007,"),
        (("best-call-centre", "2007", "2007"), "is compared with itself. Hint: name two editions."),
        (("best-call-centre", "2027-training", "2007"), "the record goes the other way"),
    ],
)
def test_a_step_that_cannot_be_made(
    refused, tmp_path: Path, step: tuple[str, str, str], words: str
) -> None:
    """One line that says what there is, and no file."""
    name, before, after = step
    out = tmp_path / "new.csv"
    told = refused("migrate", HOTLINE, "--standard", name, "--from", before, "--to", after, "-o", out)  # fmt: skip
    assert words in told
    assert not out.exists()


def test_no_file_is_overwritten(refused, tmp_path: Path) -> None:
    """Neither another one nor the one that is read."""
    out = tmp_path / "new.csv"
    out.write_text("mine", "utf-8")
    assert f"{out} is there already. Hint: name a new file" in refused("migrate", HOTLINE, *STEP, "-o", out)  # fmt: skip
    assert out.read_text("utf-8") == "mine"
    assert "is there already" in refused("migrate", HOTLINE, *STEP, "-o", HOTLINE)


def test_a_folder_that_is_not_there_is_a_line(handbook, tmp_path: Path) -> None:
    """Of the system, without a traceback."""
    out = tmp_path / "none/new.csv"
    result = handbook("migrate", HOTLINE, *STEP, "-o", out)
    assert (result.exit_code, result.stderr) == (1, f"{out}: No such file or directory\n")


def test_a_file_of_the_new_edition_is_one_line(handbook, refused, tmp_path: Path) -> None:
    """Not one a row, although the editions share most ids."""
    out = tmp_path / "new.csv"
    handbook("migrate", HOTLINE, *STEP, "-o", out)
    told = refused("migrate", out, *STEP, "-o", tmp_path / "again.csv")
    assert "[other-standard] the rows name items of best-call-centre 2027-training" in told
    assert told.endswith("Hint: --standard best-call-centre@2027-training.")


def test_a_file_of_the_old_edition_is_told_the_way(refused) -> None:
    """It can be scored as it is, or carried over."""
    told = refused("score", HOTLINE, "--standard", "best-call-centre@2027-training")
    assert told.endswith(
        "Hint: --standard best-call-centre@2007, or carry them over: "
        "handbook migrate --standard best-call-centre --from 2007 --to 2027-training."
    )


def test_a_file_of_another_standard_is_one_line(refused, tmp_path: Path) -> None:
    """With the name of the one that it rates."""
    file = visit(tmp_path, *(f"c,2025,OP-C1.{n},,li,4,,0.9,,," for n in range(1, 5)))
    told = refused("migrate", file, *STEP, "-o", tmp_path / "new.csv")
    assert "[other-standard] the rows name items of cccs-op 2014" in told


def test_a_typing_mistake_is_told_as_one(refused, tmp_path: Path) -> None:
    """In a file that is of the old edition without doubt, for it rates what only that has."""
    file = visit(tmp_path, "c,2025,BCC-2.2,,li,4,,0.9,,,", "c,2025,BCC-4.5,,li,4,,0.9,,,")
    told = refused("migrate", file, *STEP, "-o", tmp_path / "new.csv")
    assert ":3:8: [unknown-item] there is no item BCC-4.5" in told


def test_a_wrong_row_stops_it(refused, tmp_path: Path) -> None:
    """Before anything is written."""
    out = tmp_path / "new.csv"
    file = visit(tmp_path, "c,2025,BCC-1.1,,li,9,,0.9,,,")
    assert "[unknown-level] rating 9 is outside 0-5" in refused("migrate", file, *STEP, "-o", out)
    assert not out.exists()


def test_a_measured_indicator_without_anchors_is_a_line(project, refused, tmp_path: Path) -> None:
    """As in scoring: it has no level to propose."""
    for path in (project / "data/indicators").glob("*.yaml"):
        held = [one for one in yaml.safe_load(path.read_text("utf-8")) if one["id"] != "IND-01"]
        path.write_text(yaml.safe_dump(held, allow_unicode=True, width=10**6), "utf-8")
    file = visit(tmp_path, "c,2025,BCC-6.1.1,IND-01,li,,91,0.8,,,")
    told = refused("migrate", file, *STEP, "-o", tmp_path / "new.csv")
    assert told.startswith(
        "IND-01 was measured and has no anchors. Hint: rate the item from 0 to 5"
    )


# -- new-edition, and the check -----------------------------------------------------------------


def put_in_force(project: DataFolder, edition: str, published: str) -> None:
    """As the last step of a new edition."""
    path = project / f"data/standards/best-call-centre/{edition}.yaml"
    head, rest = path.read_text("utf-8").split("title:", 1)
    assert "status: draft\n" in head
    rest = re.sub(r"^published:.*$", f'published: "{published}"', rest, count=1, flags=re.MULTILINE)
    path.write_text(head.replace("status: draft\n", "") + "title:" + rest, "utf-8")


def begin(handbook) -> Any:
    return handbook("new-edition", "best-call-centre", "--from", "2007", "--to", "2028")


def reword(project: DataFolder) -> None:
    project.replace(COPY, "      - id: BCC-1.2\n        title:\n          en: Service value",
                    "      - id: BCC-1.2\n        title:\n          en: The value of service")  # fmt: skip


def test_new_edition_says_what_it_wrote_and_what_is_open(project, handbook) -> None:
    """Two lines, the second one with how much there is to do."""
    result = begin(handbook)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"{COPY}: copied", f"{STEPPED}: 43 records stand, nothing to confirm",
    ]  # fmt: skip
    reword(project)
    assert begin(handbook).stdout.splitlines() == [
        f"{COPY}: as it is", f"{STEPPED}: 42 records stand, 1 to confirm (1 reworded)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "after", "words"),
    [
        ("best-call-center", "2007", "2028", "there is no standard best-call-center"),
        ("best-call-centre", "2008", "2028", "there is no edition 2008 of best-call-centre"),
        ("best-call-centre", "2007", "2007", "the new edition cannot be called '2007'"),
        ("best-call-centre", "2007", "a b", "the new edition cannot be called 'a b'"),
    ],
)
def test_an_edition_that_cannot_be_begun(refused, name: str, before: str, after: str, words: str) -> None:  # fmt: skip
    """One line with what there is."""
    assert words in refused("new-edition", name, "--from", before, "--to", after)


def test_the_check_names_the_line_until_it_is_confirmed(project, handbook) -> None:
    """The line of `proposed`; without the line the reason; with both nothing."""
    begin(handbook)
    reword(project)
    begin(handbook)
    place = project.line(STEPPED, "    proposed: ")
    (told, _) = handbook("check", STEPPED).stderr.splitlines()
    assert told.startswith(
        f"{STEPPED}:{place}:15: [change-unconfirmed] nobody confirmed 'reworded'"
    )
    text = (project / STEPPED).read_text("utf-8")
    text = re.sub(r"    proposed: .*\n", "", text)
    (project / STEPPED).write_text(text, "utf-8")
    (told, _) = handbook("check", STEPPED).stderr.splitlines()
    assert "[no-reason] 'reworded' has no reason. Hint: say in both languages why." in told
    reason = "    reason:\n      en: plainer\n      zh: 更明白\n      basis: project\n"
    at = "kind: reworded\n    from:\n      - BCC-1.2\n    to:\n      - BCC-1.2\n"
    project.replace(STEPPED, at, at + reason)
    assert handbook("check", STEPPED).stdout.endswith("No problems.\n")
    assert handbook("diff", AWARD, "best-call-centre@2028").exit_code == 0


def catalogue(project: DataFolder) -> Catalogue:
    return load_catalogue(project / "data", "data")


def told(project: DataFolder) -> list[str]:
    """What the check of all the data says about editions."""
    return [str(problem) for problem in change_problems(catalogue(project))]


def test_all_that_is_proposed_stops_the_check_of_the_data(project, handbook) -> None:
    """Every line of it, and nothing else."""
    assert told(project) == []
    begin(handbook)
    reword(project)
    begin(handbook)
    (line,) = told(project)
    assert line.startswith(
        f"{STEPPED}:{project.line(STEPPED, '    proposed: ')}:15: [change-unconf"
    )


def test_a_new_edition_without_a_record_is_named(project, handbook) -> None:
    """With the command that begins one; a draft needs one too, from whichever edition."""
    begin(handbook)
    (project / STEPPED).unlink()
    (project / RECORD).unlink()
    lines = sorted(told(project))
    assert len(lines) == 2
    assert all("[change-missing] nothing records what changed from edition 2007 to this one" in line for line in lines)  # fmt: skip
    assert "--from 2007 --to 2027-training" in lines[0]
    assert "--from 2007 --to 2028" in lines[1]


def test_each_real_edition_has_a_record_from_the_one_before(project, handbook) -> None:
    """One from an older edition leaves a step without a record; a draft may begin anywhere."""
    begin(handbook)
    put_in_force(project, "2028", "2024")
    handbook("new-edition", "best-call-centre", "--from", "2007", "--to", "2029")
    assert told(project) == []
    put_in_force(project, "2029", "2025")
    (line,) = told(project)
    assert "2029.yaml:3:10: [change-missing] nothing records what changed from edition 2028" in line
    handbook("new-edition", "best-call-centre", "--from", "2028", "--to", "2029")
    assert told(project) == []


def test_a_record_is_named_after_its_editions(project, handbook) -> None:
    """Else the commands would not find it."""
    begin(handbook)
    (project / STEPPED).rename(project / STEPPED.replace("2007--2028", "2028"))
    (line,) = told(project)
    assert "[wrong-id] the file of the record from 2007 to 2028 is named otherwise" in line
    assert line.endswith("Hint: mend 'from' and 'to', or name the file 2007--2028.yaml.")


def test_a_record_of_an_edition_that_is_not_there(project, handbook) -> None:
    """At its place in the file."""
    begin(handbook)
    (project / COPY).unlink()
    (line,) = told(project)
    assert line.startswith(f"{STEPPED}:5:5: [unknown-reference] there is no edition 2028")


def test_what_is_wrong_in_one_record_hides_nothing_of_another(project, handbook) -> None:
    """A broken record beside a good one: the problems stand in their own files, none is made up."""
    begin(handbook)
    project.replace(RECORD, "kind: moved\n    from:\n      - BCC-7.1", "kind: merged\n    from:\n      - BCC-7.1")  # fmt: skip
    assert any("[change-kind]" in str(problem) for problem in catalogue(project).problems)
    assert told(project) == []
    reword(project)
    assert [line.split(":")[0] for line in told(project)] == [STEPPED]


def test_a_standard_with_a_wrong_word_makes_no_record_wrong(project) -> None:
    """It is told once, where it stands."""
    project.replace("data/standards/best-call-centre/2007.yaml", "        scale: mixed\n", "        scale: mxed\n")  # fmt: skip
    assert any("[unknown-word]" in str(problem) for problem in catalogue(project).problems)
    assert told(project) == []


def test_a_draft_is_never_meant_where_no_edition_is_named(project, handbook) -> None:
    """Neither by the commands nor on the pages; a real one is, once it is there."""
    assert find_standard("best-call-centre").edition == "2007"
    assert {s.reference for s in catalogue(project).current} == {AWARD, "cccs-op@2014"}
    held = catalogue(project).in_force("standard")
    assert {document.data["edition"] for document in held} == {"2007", "2014"}
    begin(handbook)
    assert find_standard("best-call-centre").edition == "2007"
    put_in_force(project, "2028", "2025")
    assert find_standard("best-call-centre").edition == "2028"
    assert {s.reference for s in catalogue(project).current} == {"best-call-centre@2028", "cccs-op@2014"}  # fmt: skip


def test_where_there_is_only_a_draft_it_is_meant(project) -> None:
    """By the commands; on pages nothing stands in force."""
    (project / "data/standards/best-call-centre/2007.yaml").unlink()
    assert find_standard("best-call-centre").edition == "2027-training"
    assert {s.id for s in catalogue(project).current} == {"cccs-op"}
