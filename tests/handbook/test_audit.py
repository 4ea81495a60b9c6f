"""What is compared between files, and what is said of texts beyond their form."""

import pytest

from handbook.audit import audit
from handbook.load import load_catalogue
from tests.conftest import AWARD, DataFolder

CENTRE = "centres/qingfan-outsourcing/centre.yaml"
LEAD = "九个评选项目，权重合计一百分。"
FIGURES = "published/chinese-hotlines.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (FIGURES, "indicator: IND-01", "indicator: IND-199", "there is no indicator IND-199."),
        (FIGURES, "source: SRC-05", "source: SRC-99", "there is no source SRC-99."),
        ("crosswalk.yaml", "from: BCC-9\n", "from: BCC-99\n", "no part of a system BCC-99."),
        ("crosswalk.yaml", "to: GCSC-A\n", "to: GCSC-Z\n", "no part of a system GCSC-Z."),
        ("scales/mixed.yaml", "  - results", "  - result", "there is no scale result."),
        (CENTRE, "item: BCC-1.3", "item: BCC-1.9", "there is no item BCC-1.9."),
    ],
)
def test_an_id_that_leads_nowhere(
    folder: DataFolder, name: str, old: str, new: str, words: str
) -> None:
    """Told where it stands, by what it should be."""
    folder.replace(name, old, new)
    (line,) = [line for line in folder.problems() if "[no-remark]" not in line]
    assert line.startswith(f"{name}:{folder.line(name, new.strip())}:")
    assert "[unknown-reference] " in line
    assert words in line


@pytest.mark.parametrize("mend", [("SRC-05", "SRC-5"), ("SRC-05", "src-05")])
def test_a_malformed_id_is_not_unknown_besides(folder: DataFolder, mend) -> None:
    """One slip, one line."""
    folder.replace(FIGURES, *mend)
    (line,) = folder.problems()
    assert "[wrong-id]" in line


@pytest.mark.parametrize(
    "name",
    ["sources.yaml", "indicators/accessibility.yaml", AWARD, "crosswalk.yaml"],
)
def test_a_file_that_cannot_be_read_adds_no_false_lines(folder: DataFolder, name: str) -> None:
    """Its ids are not known, so none that leads to it is called wrong."""
    (folder / name).write_text("a: [", "utf-8")
    (line,) = folder.problems()
    assert line.startswith(f"{name}:2:1: [yaml-syntax]")


def test_an_id_claimed_twice_is_one_line(folder: DataFolder) -> None:
    """BCC-1.2 renamed to BCC-1.1: its ratings, links and remarks are not called wrong too."""
    folder.replace(AWARD, "id: BCC-1.2\n", "id: BCC-1.1\n")
    (line,) = folder.problems()
    assert "[duplicate-id] id BCC-1.1 is used twice" in line


@pytest.mark.parametrize(
    ("wrong", "mended"),
    [
        ("一百分,", "分，"),
        ("一百分.", "分。"),
        ("一百分.”", "分。"),
        ("一百分;", "分；"),
        ("一百分 (共九项)", None),
        ("(一百分", "计（"),
        ("一百分?", "分？"),
    ],
)
def test_half_width_punctuation(folder: DataFolder, wrong: str, mended: str | None) -> None:
    """After or before a Chinese character, with what to write instead."""
    folder.replace(AWARD, LEAD, f"九个评选项目，权重合计{wrong}")
    (line,) = folder.problems()
    assert line.startswith(f"{AWARD}:13:7: [punctuation] half-width punctuation in Chinese: ")
    assert mended is None or f"Hint: write {mended}." in line


@pytest.mark.parametrize("right", ["满分 3.5 分", "文件 a.csv 与表.csv", "CRM, IVR 等", "第1.2项"])
def test_points_in_numbers_and_names_stay(folder: DataFolder, right: str) -> None:
    """A decimal point, the ending of a file and Latin text are no Chinese punctuation."""
    folder.replace(AWARD, LEAD, f"九个评选项目：{right}。")
    assert folder.problems() == []


def test_level_texts_alike_names_the_first_run(folder: DataFolder) -> None:
    """In reading order, so that two runs of the program print the same line."""
    lines = (folder / AWARD).read_text("utf-8").split("\n")
    first = folder.line(AWARD, "levels:")
    text = lines[first + 1]
    assert text.strip().startswith("en: ")
    second = next(n for n in range(first + 30, len(lines)) if lines[n].strip() == "levels:")
    lines[second + 2] = text
    (folder / AWARD).write_text("\n".join(lines), "utf-8")
    words = text.strip().removeprefix("en: ").lower().replace(",", "").replace(";", "").split()
    (line,) = folder.problems()
    assert line.startswith(f"{AWARD}:{second + 3}:17: [level-texts-alike] a level text shares")
    assert f"'{' '.join(words[:7])}'" in line
    again = [str(p) for p in audit(load_catalogue(folder.root, str(folder.root)))]
    assert [line] == [text.removeprefix(f"{folder.root}/") for text in again]


def test_two_remarks_on_one_item_and_period(folder: DataFolder) -> None:
    """One of them would be lost."""
    remark = '  - item: BCC-1.3\n    period: "2025"\n    en: Twice.\n    zh: 两次。\n'
    folder.replace(CENTRE, "remarks:\n", f"remarks:\n{remark}")
    (line,) = folder.problems()
    first = folder.line(CENTRE, "remarks:") + 1
    assert line == (
        f"{CENTRE}:{first + 4}:11: [duplicate-remark] a second remark on BCC-1.3 in 2025,"
        f" the first is in line {first}. Hint: join the two."
    )


@pytest.mark.parametrize("node", ["BCC-1", "BCC-6.1"])
def test_a_remark_on_a_criterion(folder: DataFolder, node: str) -> None:
    """Only items are rated and remarked on."""
    remark = f'  - item: {node}\n    period: "2025"\n    en: All.\n    zh: 全部。\n'
    folder.replace(CENTRE, "remarks:\n", f"remarks:\n{remark}")
    (line,) = folder.problems()
    place = folder.line(CENTRE, "remarks:") + 1
    assert line.startswith(f"{CENTRE}:{place}:11: [unknown-item] {node} is not an item")


def test_rows_of_another_centre_are_no_missing_remarks(folder: DataFolder) -> None:
    """A copied file is told once, at its first row, and not item by item."""
    text = (folder / "centres/chenxi-bank/2024.csv").read_text("utf-8")
    (folder / "centres/chenxi-bank/2025.csv").write_text(text, "utf-8")
    (line,) = folder.problems()
    assert line.startswith("centres/chenxi-bank/2025.csv:2:13: [unknown-centre] a row of")
    assert "the first of 33 such rows" in line


def test_an_item_without_rating_or_remark(folder: DataFolder) -> None:
    """Told at the remarks of the centre, by item and period."""
    name = "centres/chenxi-bank/2025.csv"
    row = next(x for x in (folder / name).read_text("utf-8").split("\n") if "BCC-2.1" in x)
    folder.replace(name, f"{row}\n", "")
    (line,) = folder.problems()
    assert "[no-remark] BCC-2.1 has no rating in 2025 and no remark." in line
