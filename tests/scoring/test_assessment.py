"""Reading ratings: which row counts, and what is told about a wrong one."""

from pathlib import Path

import pytest

from scoring import DataError, Standard, load_assessment
from scoring.assessment import COLUMNS, read_assessments

HEADER = ",".join(COLUMNS)


@pytest.fixture
def read(tmp_path: Path, award: Standard):
    """Read rows under the right header as ratings of the award."""

    def read(*rows: str, header: str = HEADER):
        path = tmp_path / "2025.csv"
        path.write_text("\n".join([header, *rows, ""]), "utf-8")
        return load_assessment(path, award, "a.csv")

    return read


def told(read, *rows: str, header: str = HEADER) -> list[str]:
    """The lines that are printed about these rows."""
    with pytest.raises(DataError, match=r"^a\.csv:\d+:\d+: ") as caught:
        read(*rows, header=header)
    return [str(problem) for problem in caught.value.problems]


def row(item: str = "BCC-1.1", assessor: str = "consensus", level: str = "4") -> str:
    """One row."""
    return f"c,2025,{item},,{assessor},{level},,0.9,,E-01,"


def test_what_is_read(read) -> None:
    """Full-width digits, blanks and capitals are the same to a person."""
    (assessment,) = read("c,2025, BCC-1.1 ,,Consensus,３.5,, 0.90 ,YES,E-01,", "", ",,,,,,,,,,")
    rating = assessment.ratings["BCC-1.1"]
    assert (rating.rating, rating.confidence, rating.applicable) == (3.5, 0.9, True)
    assert rating.assessor == "consensus"


def test_centres_and_periods_in_the_order_in_which_they_appear(read) -> None:
    """One file may hold many."""
    found = read(row(), row().replace("2025", "2024"), row("BCC-1.2"))
    assert [(a.period, list(a.ratings)) for a in found] == [
        ("2025", ["BCC-1.1", "BCC-1.2"]),
        ("2024", ["BCC-1.1"]),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (1, 0, 2)])
def test_a_consensus_anywhere_settles_it(read, order: tuple[int, ...]) -> None:
    """Above, between or below the ratings that it settles."""
    rows = [row(level="3.5"), row(assessor="wang"), row(assessor="li", level="3")]
    (assessment,) = read(*(rows[n] for n in order))
    assert assessment.ratings["BCC-1.1"].rating == 3.5


def test_without_consensus_each_assessor_has_an_assessment(read) -> None:
    """Nothing is averaged; an item that one of them alone rated counts for that one."""
    rows = [row(assessor="wang"), row("BCC-1.2", "wang"), row(assessor="li", level="2")]
    rows += [row("BCC-1.3", level="1"), row("BCC-1.3", "wang", "5")]
    wang, li = read(*rows)
    assert (wang.assessor, li.assessor) == ("wang", "li")
    assert {item: r.rating for item, r in wang.ratings.items()} == {
        "BCC-1.1": 4, "BCC-1.2": 4, "BCC-1.3": 1,
    }  # fmt: skip
    assert {item: r.rating for item, r in li.ratings.items()} == {"BCC-1.1": 2, "BCC-1.3": 1}
    assert wang.by_assessor["wang"]["BCC-1.3"].rating == 5


def test_assessors_of_different_items_make_one_assessment(read) -> None:
    """They shared the work, and nobody contradicts anybody."""
    (one,) = read(row(assessor="wang"), row("BCC-1.2", assessor="li", level="2"))
    assert one.assessor is None
    assert [r.assessor for r in one.ratings.values()] == ["wang", "li"]


def test_two_ratings_by_one_assessor(read) -> None:
    """Always told, even where a consensus would settle it and where others rate between."""
    rows = [row(), row(assessor="wang"), row(assessor="li"), row(assessor="wang", level="2")]
    assert told(read, *rows) == [
        (
            "a.csv:5:8: [duplicate-rating] BCC-1.1 of c in 2025 is rated twice by wang, first in"
            " line 3. Hint: keep one row."
        )
    ]


def test_two_consensus_rows(read) -> None:
    """Nobody could say which one counts."""
    (line,) = told(read, row(), row(level="2"))
    assert "[duplicate-rating] BCC-1.1 of c in 2025 is rated twice by consensus" in line


def test_a_wrong_consensus_row_settles_it_all_the_same(read) -> None:
    """Its own mistake is told, and no disagreement that is none."""
    rows = [row(assessor="wang"), row(assessor="li"), row(level="3.7")]
    (line,) = told(read, *rows)
    assert "[unknown-level] rating 3.7 is not a half level" in line


@pytest.mark.parametrize("word", ["no", "NO", "No", "否"])
def test_not_applicable(read, word: str) -> None:
    """With a reason, and without a rating."""
    (assessment,) = read(f"c,2025,BCC-1.3,,consensus,,,,{word},,nothing to sell")
    rating = assessment.ratings["BCC-1.3"]
    assert (rating.applicable, rating.rating) == (False, None)


@pytest.mark.parametrize("word", ["N", "n", "0", "false", "n/a", "x"])
def test_any_other_word_is_one_clear_problem(read, word: str) -> None:
    """And nothing else is said of that row, which cannot be understood."""
    assert told(read, f"c,2025,BCC-1.3,,consensus,,,,{word},,") == [
        (
            f"a.csv:2:30: [unknown-word] applicable is '{word}'."
            " Hint: write no, or leave it empty for yes."
        )
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("c,2025,BCC-1.3,,consensus,,,,no,,", "2:34: [no-reason] BCC-1.3 is not applicable"),
        ("c,2025,BCC-1.3,,consensus,3,,,no,,why", "2:27: [not-rated-this-way] an item that"),
        ("c,2025,BCC-1.3,,consensus,,,,,,", "2:27: [missing-field] the rating of BCC-1.3"),
        ("c,2025,BCC-1.3,approach,consensus,3,,,,,", "2:16: [unknown-factor] BCC-1.3 has no"),
        ("c,2025,BCC-1.3,I,consensus,3,,,,,", "2:16: [unknown-factor] BCC-1.3 has no I"),
        ("c,2025,BCC-1.1,A,consensus,3,,,,,", "BCC-1.1 has no rating of process.D, process.L"),
        ("c,2025,BCC-1.3,,consensus,3,97,,,,", "2:29: [not-rated-this-way] a rating and a value"),
        ("c,2025,BCC-1.1,,consensus,,97,,,,", "2:28: [not-rated-this-way] BCC-1.1 is judged"),
        ("c,2025,BCC-6.1.1,IND-99,consensus,,97,,,,", "[unknown-factor] BCC-6.1.1 has no indi"),
        ("c,2025,BCC-6.1.1,,consensus,,inf,,,,", "[out-of-range] value 'inf' is not a number"),
        ("c,2025,BCC-6.1.1,,consensus,,95%,,,,", "[out-of-range] value '95%' is not a number"),
        ("c,2025,BCC-1.3,A,consensus,,,,no,,why", "[not-rated-this-way] an item that is not"),
        ("c,2025,BCC-1.3,,consensus,6,,,,,", "2:27: [unknown-level] rating 6 is outside 0-5"),
        ("c,2025,BCC-1.3,,consensus,-1,,,,,", "2:27: [unknown-level] rating -1 is outside"),
        ("c,2025,BCC-1.3,,consensus,nan,,,,,", "[unknown-level] rating 'nan' is not a number"),
        ("c,2025,BCC-1.3,,consensus,1_0,,,,,", "[unknown-level] rating '1_0' is not a number"),
        ("c,2025,BCC-1.3,,consensus,3,,90,,,", "2:30: [out-of-range] confidence 90 is outside"),
        (",2025,BCC-1.3,,consensus,3,,,,,", "2:1: [missing-field] the centre is missing"),
        ("c,2025,BCC-6.1,,consensus,3,,,,,", "has parts. Hint: rate BCC-6.1.1 to BCC-6.1.5."),
        ("c,2025,BCC-1.9,,consensus,3,,,,,", "2:8: [unknown-item] there is no item BCC-1.9."),
        ("c,2025,BCC-13,,consensus,3,,,,,", "Hint: did you mean BCC-1.3?"),
        ('c,2025,"BCC-1.3",,"a,b",9,,,,,', "2:25: [unknown-level] rating 9 is outside"),
        ("c,2025,BCC-1.3,,consensus,3,,,,", "2:1: [csv-row] 10 fields, the header has 11."),
        ('c,2025,BCC-1.3,,"consensus,3,,,,,', "2:1: [csv-row] not valid CSV"),
    ],
)
def test_one_wrong_row_is_one_line(read, line: str, words: str) -> None:
    """With the column in which the field begins."""
    (printed,) = told(read, line)
    assert words in printed


def test_rows_without_a_name_are_not_called_repeated(read) -> None:
    """Two rows whose item is missing are two slips and no duplicate."""
    lines = told(read, row(""), row(""))
    assert [line.split("]")[0] for line in lines] == [
        "a.csv:2:8: [missing-field",
        "a.csv:3:8: [missing-field",
    ]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HEADER.replace("confidence", "certainty"), "'confidence' is missing, 'certainty' is no"),
        (HEADER.replace("item,factor", "factor,item"), "the columns are not in their order"),
        (HEADER.replace(",", ";"), "line 1 is no header of this kind: centre;period;item"),
        (row(), "line 1 is no header of this kind: c,2025,BCC-1.1"),
        ("\x89PNG\x00", r"line 1 is no header of this kind: \x89PNG\x00"),
    ],
)
def test_a_wrong_header_is_one_line(read, header: str, words: str) -> None:
    """Nothing below it is read, since nobody knows what it would mean."""
    (line,) = told(read, row(), header=header)
    assert line.startswith("a.csv:1:1: [csv-header]")
    assert words in line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "a.csv:1:1: [no-rows] the file is empty."),
        (HEADER, "a.csv:1:1: [no-rows] the file has a header and no rows."),
        (f"{HEADER}\n\n,,,,,,,,,,\n", "a.csv:1:1: [no-rows] the file has a header and no rows."),
    ],
)
def test_a_file_without_rows_is_an_error(
    tmp_path: Path, award: Standard, text: str, line: str
) -> None:
    """A score made of nothing would look like a bad one."""
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(DataError, match=r"\[no-rows\]") as caught:
        load_assessment(tmp_path / "a.csv", award, "a.csv")
    assert [str(p).split(" Hint")[0] for p in caught.value.problems] == [line]


def test_a_mark_and_windows_line_ends(tmp_path: Path, award: Standard) -> None:
    """As Excel saves “CSV UTF-8”; an odd separator inside a note moves no line."""
    text = f"{HEADER}\r\n{row()}a\u2028b\r\n{row('BCC-1.2')}\r\n{row('BCC-6')}\r\n"
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    with pytest.raises(DataError, match=r"^a\.csv:4:8: \[unknown-item\]"):
        load_assessment(path, award, "a.csv")


def test_a_note_over_several_lines(read) -> None:
    """The line of a row is the one where it begins."""
    rows = [row() + '"first\nsecond"', row("BCC-6")]
    (line,) = told(read, *rows)
    assert line.startswith("a.csv:4:8: [unknown-item]")


def test_strangers_are_told_once_at_their_first_row(tmp_path: Path, award: Standard) -> None:
    """In the column that tells them apart."""
    path = tmp_path / "2025.csv"
    rows = [row(), row("BCC-1.2").replace("2025", "2024"), row("BCC-1.3").replace("c,", "d,")]
    rows += [row("BCC-2.1").replace("2025", "2024")]
    path.write_text("\n".join([HEADER, *rows]), "utf-8")
    with pytest.raises(DataError, match=r"\[unknown-centre\]") as caught:
        read_assessments(path, None, "a.csv", only=("c", "2025"))
    assert list(map(str, caught.value.problems)) == [
        (
            "a.csv:3:3: [unknown-centre] a row of c in 2024, the first of 2 such rows."
            " Hint: this file holds c in 2025."
        ),
        "a.csv:4:1: [unknown-centre] a row of d in 2025. Hint: this file holds c in 2025.",
    ]


def test_ids_that_nobody_knows_are_not_called_wrong(tmp_path: Path) -> None:
    """While the standard cannot be read, only the rest of the row is checked."""
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n{row('BCC-99')}\n")
    assert read_assessments(path, None).assessments[0].ratings.keys() == {"BCC-99"}
