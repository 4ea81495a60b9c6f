"""The YAML dialect: what is read as what, what is refused, and where it stands."""

from pathlib import Path

import pytest

from scoring import DataError
from scoring.positions import Document, read_yaml


@pytest.fixture
def read(tmp_path: Path):
    """Read a text, or bytes, as a YAML file called x.yaml."""

    def read(text: str | bytes) -> Document:
        path = tmp_path / "x.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_yaml(path, "x.yaml")

    return read


def refused(read, text: str | bytes) -> str:
    """The one line that is printed for a file of which nothing can be used."""
    with pytest.raises(DataError, match=r"^x\.yaml:\d+:\d+: ") as caught:
        read(text)
    (problem,) = caught.value.problems
    return str(problem)


def noted(read, text: str) -> list[str]:
    """The lines that are printed for a file whose rest can be read."""
    return [str(problem) for problem in read(text).problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("1.10", "1.10"),
        ("10.0", "10.0"),
        ("1.5", 1.5),
        ("-3", -3),
        ("007", "007"),
        ("1e3", "1e3"),
        ("0x10", "0x10"),
        ("2016-05-01", "2016-05-01"),
        ("12:30", "12:30"),
        (".nan", ".nan"),
        ("~", None),
        ("", None),
        ('""', ""),
        ("'10'", "10"),
    ],
)
def test_scalars(read, written: str, value: object) -> None:
    """YAML 1.2 core, strictly: only what can mean one thing becomes a number or a truth."""
    assert read(f"key: {written}\n").data == {"key": value}


def test_a_number_too_long_to_be_one_stays_text(read) -> None:
    """Python refuses to read five thousand digits; a file must not end in a traceback."""
    assert read(f"key: {'9' * 5000}\n").data == {"key": "9" * 5000}


def test_positions_are_lines_and_columns_from_one(read) -> None:
    """A scalar stands where it begins, a mapping or list where its key does."""
    document = read("a:\n  - b: 1\n    c: 中文\n")
    assert document.at(("a",)) == (1, 1)
    assert document.at(("a", 0, "c")) == (3, 8)
    assert document.at(("a", 0, "a name of a union", "c")) == (3, 8)


def test_a_key_given_twice_is_told_and_the_first_counts(read) -> None:
    """Many readers keep the last one silently; the rest of the file is still checked."""
    text = "title:\n  en: one\ntitle:\n  en: two\n"
    document = read(text)
    assert document.data == {"title": {"en": "one"}}
    assert document.at(("title", "en")) == (2, 7)
    assert noted(read, text) == [
        (
            "x.yaml:3:1: [duplicate-key] key 'title' is given twice, first at line 1."
            " Hint: keep one of the two."
        )
    ]


def test_aliases_are_refused(read) -> None:
    """An alias hides in another place what is read here; even one that leads to itself."""
    (line,) = noted(read, "a: &x [1]\nb: *x\n")
    assert line.startswith("x.yaml:2:4: [yaml-syntax] aliases are not used here.")
    assert len(noted(read, "a: &x [*x]\n")) == 1


def test_tags_are_refused(read) -> None:
    """A tag would turn a value into something else than it looks."""
    (line,) = noted(read, "a: !!int ten\n")
    assert line.startswith("x.yaml:1:4: [yaml-syntax] tags are not used here.")


def test_a_key_is_one_word(read) -> None:
    """A list as a key is a slip of the keyboard."""
    (line,) = noted(read, "? [a, b]\n: c\n")
    assert line.startswith("x.yaml:1:3: [yaml-syntax] a key must be one word.")


def test_a_second_document_is_told(read) -> None:
    """What stands after '---' would be lost without a word."""
    (line,) = noted(read, "a: 1\n---\nb: 2\n")
    assert line.startswith("x.yaml:2:1: [yaml-syntax] a second document begins here.")


@pytest.mark.parametrize("text", ["zh: >-\n  第一行\n  第二行\n", "zh: 第一行\n  第二行\n"])
def test_folded_chinese_is_told(read, text: str) -> None:
    """YAML would put a space where the lines join, in the middle of a sentence."""
    (line,) = noted(read, text)
    assert line.startswith("x.yaml:1:5: [folded-text] ")


def test_chinese_in_a_literal_block_is_kept(read) -> None:
    """A block with | keeps its lines, so no space comes in."""
    assert noted(read, "zh: |\n  第一行\n  第二行\n") == []


def test_a_byte_order_mark_is_passed_over(read) -> None:
    """Windows editors write one."""
    document = read("\ufeffa: 1\n".encode())
    assert document.data == {"a": 1}
    assert document.at(("a",)) == (1, 4)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_gb18030_is_told_where_it_begins(read, mark: bytes) -> None:
    """The first byte that is not UTF-8, with or without a mark at the beginning."""
    line = refused(read, mark + b"en: Qing\nzh: " + "青帆".encode("gb18030"))
    assert line.startswith("x.yaml:2:5: [encoding] byte 0xc7 is not UTF-8. Hint: ")


def test_broken_yaml_is_told_with_its_place(read) -> None:
    """The parser's own words, and where to look."""
    line = refused(read, "title:\n  en: Now: then\n")
    assert line.startswith("x.yaml:2:10: [yaml-syntax] not valid YAML: mapping values")


def test_a_quotation_mark_left_open_is_found_lines_before(read) -> None:
    """Where the parser gives up, nothing is wrong."""
    line = refused(read, 'lead:\n  en: "Open\n  zh: 开\nwhy:\n  en: "Shut"\n  zh: 关\n')
    assert line.startswith("x.yaml:5:")
    assert line.endswith("Hint: a quotation mark was opened in line 2 and not closed there.")


def test_a_tab_is_told_as_such(read) -> None:
    """Where spaces belong."""
    line = refused(read, "lead:\n  en: A\n\tzh: B\n")
    assert "[yaml-syntax] not valid YAML: found" in line
    assert line.endswith("Hint: indent with spaces, two for each step.")


@pytest.mark.parametrize("depth", [50, 1000, 100_000])
def test_deep_nesting_is_refused(read, depth: int) -> None:
    """At a hundred thousand the usual reader ends the whole process."""
    line = refused(read, "[" * depth + "]" * depth)
    assert line.startswith("x.yaml:1:42: [yaml-syntax] nested more than 40 levels deep.")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", "x.yaml:1:1: [empty] the file is empty."),
        (b"# nothing but a comment\n", "x.yaml:1:1: [empty] the file is empty."),
        (b"\x00\x01\x02", "x.yaml:1:1: [yaml-syntax] a control character (code 0)"),
        ("zh: 中文\x07".encode(), "x.yaml:1:7: [yaml-syntax] a control character (code 7)"),
        (b"\x89PNG\r\n\x1a\n", "x.yaml:1:1: [encoding] byte 0x89 is not UTF-8."),
    ],
)
def test_what_is_no_text_is_told(read, raw: bytes, line: str) -> None:
    """Empty and binary files end in one line, never in a traceback."""
    assert refused(read, raw).startswith(line)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    """Both cannot be read, each with the system's reason."""
    with pytest.raises(DataError, match=r"none\.yaml:1:1: \[file-not-found\] .*No such file"):
        read_yaml(tmp_path / "none.yaml")
    with pytest.raises(DataError, match=r"\[file-not-found\] .*Is a directory"):
        read_yaml(tmp_path)
