"""Reading very many assessments: the same as one by one, and the same complaints."""

import csv
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from scoring import DataError, Standard, chunks, load_assessment
from scoring.assessment import COLUMNS, Assessment
from scoring.bulk import DESCRIBED, Bulk, BulkError, read_bulk, write_totals
from scoring.kernel import totals
from scoring.score import score_many
from scoring.tree import Tree

HEADER = ",".join(COLUMNS)
RIGHT = "c,2025,BCC-1.1,,consensus,4,,0.9,,E-01,"
FIELDS = {
    "centre": ["c", "c", "c", " d ", ""],
    "period": ["2025", "2025", "2024", ""],
    "item": ["BCC-1.1", "BCC-1.2", " BCC-6.1.5", "BCC-6.1", "BCC-99", ""],
    "rating": ["4", "3.5", "３．５", "+4", "5.", "0", "", "3.7", "6", "-1", "nan", "inf", "1_0"],
    "confidence": ["", "0.9", "１", "1.0", "1.1", "-0.1", "nan", "high"],
    "applicable": ["", "", "yes", "NO", "否", "n/a"],
    "note": ["", "why", "two\nlines", 'a "word", quoted'],
}


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of three rows, so that small files take several."""
    monkeypatch.setattr(chunks, "ROWS_AT_A_TIME", 3)


@pytest.fixture
def read(tmp_path: Path, award: Standard):
    """Read rows under the right header as ratings of the award."""

    def read(*rows: str, header: str = HEADER, **options) -> Bulk:
        path = tmp_path / "long.csv"
        path.write_text("\n".join([header, *rows, ""]), "utf-8", newline="")
        return read_bulk(path, award, name="a.csv", **options)

    return read


def told(read, *rows: str, header: str = HEADER) -> list[str]:
    """The lines that are printed about these rows."""
    with pytest.raises(DataError, match=r"^a\.csv:\d+:\d+: ") as caught:
        read(*rows, header=header)
    return str(caught.value).split("\n")


def as_arrays(standard: Standard, assessments: list[Assessment]) -> Bulk:
    """What the reader of one assessment at a time found, as arrays."""
    items = [item.id for item in standard.items()]
    found = [[a.ratings.get(item) for item in items] for a in assessments]
    numbers = [
        [[read(rating) for rating in row] for row in found]
        for read in (
            lambda r: np.nan if r is None or r.rating is None else 20 * r.rating,
            lambda r: r is None or r.applicable,
            lambda r: 1 if r is None or r.confidence is None else r.confidence,
        )
    ]
    return Bulk(
        tuple(a.centre for a in assessments),
        tuple(a.period for a in assessments),
        *map(np.array, numbers),
        sum(r is not None and r.applicable and r.confidence is None for row in found for r in row),
    )


def expect_same(found: Bulk, expected: Bulk) -> None:
    """Every field and every cell."""
    assert (found.centres, found.periods) == (expected.centres, expected.periods)
    assert found.silent == expected.silent
    for name in ("percent", "applicable", "confidence"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


@st.composite
def written(draw: st.DrawFn) -> str:
    """One row, right or wrong, in any spelling; now and then blank or of another shape."""
    kind = draw(st.integers(0, 19))
    if kind == 0:
        return draw(
            st.sampled_from(["", ",,,,,,,,,,", " ", "c,2025,BCC-1.1,,x,3", RIGHT + ",more"])
        )
    fields = {name: texts[0] for name, texts in FIELDS.items()} | {
        "item": f"BCC-{draw(st.integers(1, 5))}.{draw(st.integers(1, 2))}",
        "rating": draw(st.sampled_from(FIELDS["rating"][:6])),
    }
    if kind < 7:  # right more often than not, else hardly any file would be
        for name in draw(st.sets(st.sampled_from(list(FIELDS)), max_size=3)):
            fields[name] = draw(st.sampled_from(FIELDS[name]))
    row = [fields.get(column, "") for column in COLUMNS]
    return ",".join('"' + f.replace('"', '""') + '"' if set(f) & set('",\n') else f for f in row)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(written(), min_size=1, max_size=8))
def test_as_the_reader_of_one_assessment(rows, read, tmp_path: Path, award: Standard) -> None:
    """The same cells where a file is right; else the same lines, columns and codes."""
    path = tmp_path / "one.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), "utf-8", newline="")
    try:
        expected = as_arrays(award, load_assessment(path, award, "a.csv"))
    except DataError as error:
        with pytest.raises(DataError, match=r"^a\.csv:") as caught:
            read(*rows)
        places = [(p.line, p.column, p.code) for p in error.problems]
        assert [(p.line, p.column, p.code) for p in caught.value.problems] == places
    else:
        expect_same(read(*rows), expected)


@pytest.fixture
def sample(data: Path, tmp_path: Path) -> Path:
    """All sample centres in one file."""
    path = tmp_path / "sample.csv"
    rows = [f.read_text("utf-8").split("\n", 1)[1] for f in sorted(data.glob("centres/*/*.csv"))]
    path.write_text("".join([HEADER, "\n", *rows]), "utf-8")
    return path


def test_scores_the_sample_centres_as_one_by_one(sample: Path, award: Standard) -> None:
    """All five numbers of every centre and year, to 1e-9."""
    bulk, assessments = read_bulk(sample, award), load_assessment(sample, award)
    expect_same(bulk, as_arrays(award, assessments))
    found = totals(Tree.of(award), bulk.percent, bulk.applicable, bulk.confidence)
    cards = score_many(award, assessments)
    assert len(cards) == len(bulk.centres) >= 12
    for name in ("score", "coverage", "confidence", "low", "high"):
        expected = [getattr(card.total, name) for card in cards]
        np.testing.assert_allclose(getattr(found, name), expected, rtol=0, atol=1e-9)


def to_parquet(csv_file: Path, types: dict[str, pa.DataType]) -> Path:
    """The same table as Parquet, some columns with another type and empty fields as null."""
    with csv_file.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    columns = dict(zip(header, zip(*rows, strict=True), strict=True))
    words = {"yes": True, "no": False, "": None}

    def array(name: str, texts) -> pa.Array:
        kind = types.get(name, pa.string())
        if kind == pa.bool_():
            return pa.array([words[text] for text in texts])
        return pa.array([text or None for text in texts]).cast(kind)

    path = csv_file.with_suffix(".parquet")
    parquet.write_table(pa.table({n: array(n, t) for n, t in columns.items()}), path)
    return path


@pytest.mark.parametrize(
    "types",
    [
        {},
        {
            "period": pa.int64(),
            "rating": pa.float64(),
            "confidence": pa.float32(),
            "applicable": pa.bool_(),
            "centre": pa.dictionary(pa.int32(), pa.string()),
        },
    ],
    ids=["texts", "types of their own"],
)
def test_parquet_is_read_like_csv(sample: Path, award: Standard, types) -> None:
    """Whether its columns are texts or numbers and yes-or-no values."""
    calls = []
    found = read_bulk(to_parquet(sample, types), award, tell=lambda *call: calls.append(call))
    expect_same(found, read_bulk(sample, award))
    total = calls[-1][0]
    assert calls[:2] == [(3, total), (6, total)]
    assert total == len(sample.read_text("utf-8").splitlines()) - 1


def test_a_problem_in_parquet_names_the_row(tmp_path: Path, award: Standard) -> None:
    """There are no lines: the number of the row and of the column stand in their place."""
    path = tmp_path / "long.csv"
    rows = [RIGHT, "d,2025,BCC-1.1,,consensus,nan,,0.9,,,", RIGHT.replace("c,", "e,"), "", RIGHT]
    path.write_text("\n".join([HEADER, *(row or ",,,,,,,,,," for row in rows), ""]), "utf-8")
    with pytest.raises(BulkError, match="is not a number") as caught:
        read_bulk(to_parquet(path, {"rating": pa.float64()}), award, name="a.parquet")
    assert [(p.line, p.column, p.code) for p in caught.value.problems] == [
        (2, 6, "unknown-level"),
        (5, 3, "duplicate-rating"),
    ]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"centre": ["c"]}, "[csv-header] 'period' is missing"),
        ({c: [{"a": 1}] for c in COLUMNS}, "[file-not-found] the file cannot be read as Parquet"),
    ],
)
def test_a_parquet_file_of_another_kind(tmp_path: Path, award, columns, words: str) -> None:
    """Other columns, or columns that hold no plain values."""
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table(columns), path)
    with pytest.raises(DataError) as caught:
        read_bulk(path, award)
    assert words in str(caught.value)


def test_a_file_that_is_no_parquet(tmp_path: Path, award: Standard) -> None:
    """One line, and no traceback of a library."""
    path = tmp_path / "a.parquet"
    path.write_text(HEADER)
    with pytest.raises(DataError, match=r":1:1: \[file-not-found\] .* cannot be read as Parquet"):
        read_bulk(path, award)


def test_without_pyarrow(tmp_path: Path, award: Standard, monkeypatch) -> None:
    """An optional library that is not there: what to install, or what to do without it."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(chunks, "import_module", missing)
    with pytest.raises(
        DataError, match=r"Parquet needs pyarrow, which is not installed\. Hint: pip"
    ):
        read_bulk(tmp_path / "a.parquet", award)


def test_several_assessors_are_refused(read) -> None:
    """Here an item has one row; who counts is for people to say."""
    rows = [RIGHT, RIGHT.replace("consensus", "li")]
    assert told(read, *rows) == [
        (
            "a.csv:3:8: [duplicate-rating] BCC-1.1 of c in 2025 is rated twice, first in line 2."
            " Hint: keep one row, that of the assessor who counts."
        )
    ]


def test_a_rating_given_again_much_later(read) -> None:
    """Chunks remember what stood in earlier ones, and where."""
    items = [RIGHT.replace("1.1", item) for item in ("1.2", "1.3", "2.1", "2.2", "3.1")]
    (line,) = told(read, RIGHT, *items, RIGHT)
    assert line.startswith("a.csv:8:8: [duplicate-rating]")
    assert "first in line 2" in line


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("c,2025,BCC-1.1,A,consensus,4,,0.9,,,", "2:16: [not-rated-this-way] a factor in a long"),
        ("c,2025,BCC-1.1,,consensus,,97,0.9,,,", "2:28: [not-rated-this-way] a value in a long"),
        ("c,2025,BCC-1.1,,consensus,3.7,,,,,", "2:27: [unknown-level] rating 3.7 is not a half"),
        ("c,2025,BCC-1.1,,consensus,5.5,,,,,", "2:27: [unknown-level] rating 5.5 is outside 0-5"),
        ("c,2025,BCC-1.1,,consensus,-0.5,,,,,", "2:27: [unknown-level] rating -0.5 is outside"),
        ("c,2025,BCC-1.1,,consensus,inf,,,,,", "2:27: [unknown-level] rating 'inf' is not a"),
        ("c,2025,BCC-1.1,,consensus,,,,,,", "2:27: [missing-field] the rating of BCC-1.1"),
        ("c,2025,BCC-1.1,,consensus,4,,1.01,,,", "2:30: [out-of-range] confidence 1.01 is"),
        ("c,2025,BCC-1.1,,consensus,4,,nan,,,", "2:30: [out-of-range] confidence 'nan' is not"),
        ("c,2025,BCC-1.1,,consensus,,,,no,,", "2:34: [no-reason] BCC-1.1 is not applicable"),
        ("c,2025,BCC-1.1,,consensus,3,,,no,,why", "2:27: [not-rated-this-way] an item that is"),
        ("c,2025,BCC-1.1,,consensus,4,,,maybe,,", "2:31: [unknown-word] applicable is 'maybe'"),
        ("c,2025,BCC-1.12,,consensus,4,,,,,", "2:8: [unknown-item] there is no item BCC-1.12"),
        ("c,,BCC-1.1,,consensus,4,,,,,", "2:3: [missing-field] the period is missing"),
        ("c,2025,BCC-1.1,,consensus,4,,0.9", "2:1: [csv-row] 8 fields, the header has 11"),
    ],
)
def test_one_wrong_row_is_one_line(read, row: str, words: str) -> None:
    """With the column in which the field begins; factors and values are refused altogether."""
    (line,) = told(read, row, RIGHT)
    assert f"a.csv:{words}" in line


def test_what_is_not_applicable_is_not_silent(read) -> None:
    """Only ratings without a confidence are counted for the warning."""
    bulk = read(
        "c,2025,BCC-1.1,,,4,,,,,", "c,2025,BCC-1.2,,,,,,no,,why", "c,2025,BCC-1.3,,,4,,0,,,"
    )
    assert bulk.silent == 1
    assert bulk.confidence[0, :3].tolist() == [1, 1, 0]
    assert bulk.applicable[0, :3].tolist() == [True, False, True]


def test_a_note_over_two_lines_moves_no_line_number(read) -> None:
    """Lines are those of an editor, also in the chunks that follow."""
    rows = [f'{RIGHT}"two\r\nlines"', "", "x,2025,BCC-0,,,3,,,,,", "y,2025,BCC-0,,,3,,,,,"]
    lines = told(read, *rows)
    assert [line.split("]")[0] for line in lines] == [
        "a.csv:5:8: [unknown-item",
        "a.csv:6:8: [unknown-item",
    ]


def test_broken_quotes_end_the_file(read) -> None:
    """What stands before is judged all the same."""
    lines = told(read, RIGHT, "x,2025,BCC-0,,,3,,,,,", RIGHT.replace("1.1", "1.2"), '"c,2025')
    assert [line.split("]")[0] for line in lines] == [
        "a.csv:3:8: [unknown-item",
        "a.csv:5:1: [csv-row",
    ]


def test_a_hundred_wrong_rows_are_told(read) -> None:
    """And the number of the others, in one more line."""
    lines = told(read, *(f"c,2025,BCC-1.1,,,9,,,,,{n}" for n in range(DESCRIBED + 23)))
    assert len(lines) == DESCRIBED + 1
    assert lines[-1] == "… and 23 more wrong rows"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", r"1:1: \[no-rows\] the file is empty"),
        (HEADER.encode(), r"1:1: \[no-rows\] the file has a header and no rows"),
        (f"{HEADER}\n,,,,,,,,,,\n\n".encode(), r"1:1: \[no-rows\] the file has a header and no"),
        (b"centre,item\n", r"1:1: \[csv-header\] 'period' is missing"),
        (f"{HEADER}\n{RIGHT}\n".encode() + b"\xb0,2025\n", r"3:1: \[encoding\] byte 0xb0"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, award: Standard, text: bytes, words) -> None:
    """Empty, of another kind, in another encoding."""
    path = tmp_path / "a.csv"
    path.write_bytes(text)
    with pytest.raises(DataError, match=words):
        read_bulk(path, award)


@pytest.mark.parametrize("name", ["gone.csv", "gone.parquet"])
def test_a_file_that_is_not_there(tmp_path: Path, award: Standard, name: str) -> None:
    """Told as everywhere."""
    with pytest.raises(DataError, match=r"gone\.\w+:1:1: \[file-not-found\]"):
        read_bulk(tmp_path / name, award)


def test_a_disk_that_fails_once(tmp_path: Path, award: Standard, monkeypatch) -> None:
    """An error that does not come again is not swallowed."""
    monkeypatch.setattr(chunks, "read_text", lambda path, name: "")
    with pytest.raises(OSError, match="No such file"):
        read_bulk(tmp_path / "gone.csv", award)


def test_a_byte_order_mark_is_no_part_of_the_header(read) -> None:
    """Excel writes one; and progress is told with rows, the whole being unknown."""
    calls = []
    rows = [RIGHT.replace("c,", f"c{n},") for n in range(4)]
    bulk = read(*rows, header=f"\ufeff{HEADER}", tell=lambda *call: calls.append(call))
    assert bulk.centres == ("c0", "c1", "c2", "c3")
    assert calls == [(3, None), (4, None)]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_totals_are_written_and_read_back(read, tmp_path: Path, award, ending: str) -> None:
    """Full precision; a score that does not exist is empty, not zero and no NaN."""
    bulk = read(RIGHT, RIGHT.replace("1.1", "1.2"), "d,2024,BCC-1.1,,,,,,no,,nothing to rate")
    path = tmp_path / f"totals.{ending}"
    found = totals(Tree.of(award), bulk.percent, bulk.applicable, bulk.confidence)
    write_totals(bulk, found, path)
    if ending == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        empty, number = "", float
    else:
        rows, empty, number = parquet.read_table(path).to_pylist(), None, float
    assert list(rows[0]) == ["centre", "period", "score", "coverage", "confidence", "low", "high"]
    assert [(row["centre"], row["period"]) for row in rows] == [("c", "2025"), ("d", "2024")]
    assert number(rows[0]["low"]) == found.low[0]
    assert rows[1]["score"] == rows[1]["confidence"] == empty
    assert number(rows[1]["coverage"]) == 0
