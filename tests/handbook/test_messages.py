"""Every code that is printed is explained, and everything that is explained is printed."""

import re
from collections.abc import Callable, Sequence

import pytest

from handbook.editions.start import start
from handbook.messages import PLACES, SUBJECTS, explanations, nearest
from handbook.problems import BuildCode
from scoring import Code
from tests.conftest import AWARD, DataFolder

BANK = "centres/chenxi-bank/2025.csv"
CENTRE = "centres/qingfan-outsourcing/centre.yaml"
INDICATORS = "indicators/accessibility.yaml"
FIGURES = "published/chinese-hotlines.yaml"
CHANGES = "changes/best-call-centre/2007--2027-training.yaml"


def swap(name: str, old: str, new: str) -> Callable[[DataFolder], None]:
    """A slip of the keyboard."""
    return lambda folder: folder.replace(name, old, new)


def remove(name: str) -> Callable[[DataFolder], None]:
    """A file gone."""
    return lambda folder: (folder / name).unlink()


def rewrite(name: str, text: str, encoding: str = "utf-8") -> Callable[[DataFolder], None]:
    """A file written anew."""
    return lambda folder: (folder / name).write_text(text, encoding)


def first_row(new: str) -> Callable[[DataFolder], None]:
    """Exchange the first row of the bank's ratings; `{row}` stands for the old one."""

    def change(folder: DataFolder) -> None:
        row = (folder / BANK).read_text("utf-8").split("\n")[1]
        folder.replace(BANK, row, new.replace("{row}", row))

    return change


def alike(folder: DataFolder) -> None:
    """Copy the text of a level from one item to the next."""
    lines = (folder / AWARD).read_text("utf-8").split("\n")
    first, second = [n for n, line in enumerate(lines) if line.strip() == "levels:"][:2]
    lines[second + 2] = lines[first + 2]
    (folder / AWARD).write_text("\n".join(lines), "utf-8")


def same(folder: DataFolder) -> None:
    """Give two items the same question on the floor."""
    lines = (folder / AWARD).read_text("utf-8").split("\n")
    first, second = [n for n, line in enumerate(lines) if line.strip() == "floor:"][:2]
    lines[second + 1] = lines[first + 1]
    (folder / AWARD).write_text("\n".join(lines), "utf-8")


UNCHANGED = "  - kind: unchanged\n    from:\n      - BCC-1.1\n    to:\n      - BCC-1.1\n"
REMOVED = "  - kind: removed\n    from:\n      - BCC-1.1\n"
REASON = "    reason:\n      en: Why.\n      zh: 为什么。\n      basis: project\n"


def record_gone(folder: DataFolder) -> None:
    """Delete the record of an item that came new."""
    text = (folder / CHANGES).read_text("utf-8")
    records = text.split("  - kind: ")
    (added,) = [one for one in records if one.startswith("added") and "BCC-10.1\n" in one]
    folder.replace(CHANGES, f"  - kind: {added}", "")


def two_of_one_date(folder: DataFolder) -> None:
    """Put a new edition in force with the date that it was copied with."""
    start(folder.root, "best-call-centre", "2007", "2008")
    folder.replace("standards/best-call-centre/2008.yaml", "status: draft\n", "")


HEADER = "centre,period,item,factor,assessor,rating,value,confidence,applicable,evidence,note\n"
START = "chenxi-bank,2025,BCC-1.1"


def by_factor(levels: Sequence[int]) -> str:
    """Rows that rate the bank's first item by factor."""
    named = zip("ADLI", levels, strict=False)
    return "\n".join(f"{START},{factor},consensus,{level},,,,," for factor, level in named)


SLIPS: dict[Code, Callable[[DataFolder], None]] = {
    Code.ANCHORS_ORDER: swap(INDICATORS, "best: 99", "best: 1"),
    Code.BASIS_SOURCE: swap(AWARD, "basis: source\n    source: SRC-35\n", "basis: source\n"),
    Code.CSV_HEADER: swap(BANK, "confidence", "certainty"),
    Code.CSV_ROW: first_row("{row},"),
    Code.FORMULA: swap(INDICATORS, "formula: answered/offered", "formula: answered/asked"),
    Code.VARIABLE_MEANING: swap(
        INDICATORS, "en: Calls abandoned after more than T seconds", "en: Late abandons"
    ),
    Code.ITEM_ALONE: swap("methods/methods.yaml", "    - BCC-1.3\n", ""),
    Code.CHANGE_KIND: swap(CHANGES, "kind: merged", "kind: split"),
    Code.CHANGE_MISSING: record_gone,
    Code.CHANGE_TWICE: swap(CHANGES, UNCHANGED, UNCHANGED + REMOVED + REASON),
    Code.CHANGE_UNCONFIRMED: swap(
        CHANGES, "kind: reworded\n", "kind: reworded\n    proposed: 0.96\n"
    ),
    Code.CHANGE_UNTRUE: swap(
        CHANGES, UNCHANGED, UNCHANGED.replace("unchanged", "modified") + REASON
    ),
    Code.WRONG_DATE: swap(AWARD, 'published: "2007"', 'published: "2007-13"'),
    Code.DUPLICATE_REFERENCE: swap(
        "methods/methods.yaml", "    - BCC-2.1\n", "    - BCC-2.1\n    - BCC-2.1\n"
    ),
    Code.SAME_DATE: two_of_one_date,
    Code.FACT_LOST: swap("facts.yaml", "six bodies", "sixty bodies"),
    Code.TEXTS_ALIKE: same,
    Code.DUPLICATE_ID: swap(AWARD, "id: BCC-1.2\n", "id: BCC-1.1\n"),
    Code.DUPLICATE_KEY: swap(AWARD, "    weight: 15\n", "    weight: 15\n    weight: 10\n"),
    Code.DUPLICATE_RATING: first_row("{row}\n{row}"),
    Code.DUPLICATE_REMARK: swap(
        CENTRE,
        "remarks:\n",
        'remarks:\n  - item: BCC-1.3\n    period: "2025"\n    en: Twice.\n    zh: 两次。\n',
    ),
    Code.EMPTY: swap(AWARD, "abbreviation: CNCCA", 'abbreviation: ""'),
    Code.ENCODING: rewrite("glossary.yaml", "- id: 青帆\n", "gb18030"),
    Code.FILE_NOT_FOUND: remove("published/ofwat-sim.csv"),
    Code.FOLDED_TEXT: swap(AWARD, "权重合计一百分。", "权重合计一百分。\n    "),
    Code.LEVEL_TEXTS_ALIKE: alike,
    Code.MISSING_FIELD: swap(AWARD, "        scale: process\n", ""),
    Code.MISSING_FILE: remove("sources.yaml"),
    Code.MISSING_TRANSLATION: swap(AWARD, "zh: 最佳呼叫中心评选标准", "zh: "),
    Code.NO_REASON: first_row(f"{START},,consensus,,,,no,,"),
    Code.NO_REMARK: first_row(""),
    Code.NO_ROWS: rewrite(BANK, HEADER),
    Code.APPROACH_ZERO: first_row(by_factor((0, 0, 5, 0))),
    Code.GRADES_ORDER: swap(
        AWARD, "kind: every\n        at_least: 80\n", "kind: every\n        at_least: 50\n"
    ),
    Code.NOT_RATED_THIS_WAY: first_row(f"{START},,consensus,,97,,,,"),
    Code.PARTS_MISSING: first_row(by_factor((3, 3, 3))),
    Code.RATED_TWO_WAYS: first_row(by_factor((3, 3, 3, 3)) + f"\n{START},,consensus,4,,,,,"),
    Code.UNKNOWN_FACTOR: first_row(f"{START},X,consensus,4,,,,,"),
    Code.OUT_OF_RANGE: first_row(f"{START},,consensus,4,,90,,,"),
    Code.PUNCTUATION: swap(AWARD, "权重合计一百分。", "权重合计一百分,"),
    Code.SEVERAL_ASSESSORS: first_row(f"{START},,li,4,,,,,\n{START},,wang,3,,,,,"),
    Code.UNKNOWN_CENTRE: swap(BANK, "chenxi-bank,2025", "chenxi-bank,2024"),
    Code.UNKNOWN_FIELD: swap(AWARD, "abbreviation:", "abbrevation:"),
    Code.UNKNOWN_FILE: rewrite("centres/chenxi-bank/center.yaml", ""),
    Code.UNKNOWN_ITEM: swap(BANK, "BCC-6.1.1", "BCC-6.1"),
    Code.UNKNOWN_LEVEL: first_row(f"{START},,consensus,3.7,,,,,"),
    Code.UNKNOWN_REFERENCE: swap(FIGURES, "indicator: IND-01", "indicator: IND-199"),
    Code.UNKNOWN_WORD: swap(INDICATORS, "direction: up", "direction: upp"),
    Code.WEIGHTS_MIXED: swap(AWARD, "        weight: 12.5\n", ""),
    Code.WEIGHTS_SUM: swap(AWARD, "weight: 15\n", "weight: 10\n"),
    Code.WRONG_ID: swap(AWARD, "id: BCC-1.2\n", "id: BCC-2.9\n"),
    Code.WRONG_TYPE: swap(AWARD, "weight: 15\n", "weight: 15%\n"),
    Code.YAML_SYNTAX: swap(CENTRE, "  en: Qingfan\n", "  en: Qingfan: now\n"),
}


@pytest.mark.parametrize("code", [code for code in Code if code is not Code.OTHER_STANDARD])
def test_every_code_is_printed_alone_for_the_slip_it_is_about(
    folder: DataFolder, code: Code
) -> None:
    """One slip in otherwise right data is one line, with this code and no other."""
    assert folder.problems() == []
    SLIPS[code](folder)
    (line,) = folder.problems()
    assert f": [{code}] " in line


def test_ratings_of_another_standard_are_one_line(whole_folder: DataFolder) -> None:
    """However many rows there are, with the standard that they fit."""
    rows = [f"chenxi-bank,2025,OP-C1.{n},,consensus,4,,,,,\n" for n in range(1, 5)]
    rewrite(BANK, HEADER + "".join(rows))(whole_folder)
    (line,) = whole_folder.problems()
    assert ":2:18: [other-standard] the rows name items of cccs-op 2014, not of best" in line
    assert line.endswith("Hint: --standard cccs-op@2014.")


def test_every_code_is_explained_and_nothing_else() -> None:
    """The codes of the data and those of the build."""
    assert explanations().keys() == {*Code, *BuildCode}


def test_explanations_stand_in_order() -> None:
    """The handbook's page lists them as they come."""
    assert list(explanations()) == sorted(explanations())


@pytest.mark.parametrize("code", sorted({*Code, *BuildCode}))
def test_an_explanation_shows_a_line_of_the_right_form(code: str) -> None:
    """As it is printed, and a cure that changes something."""
    told = explanations()[code]
    found = re.match(r"^[\w./-]+:\d+:\d+: \[([a-z-]+)\] .*[.?!…]$", told.example)
    assert found
    assert found[1] == code
    assert told.before != told.after


def test_every_place_that_tells_more_is_named_by_a_code() -> None:
    """No code names a place that is not there, and none is kept for nobody."""
    assert {name for told in explanations().values() for name in told.see} == PLACES.keys()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_subject_is_empty(subject: str) -> None:
    """Each is a part of the handbook's list."""
    assert any(told.about == subject for told in explanations().values())


def test_a_mistyped_code_finds_its_neighbour() -> None:
    """One slip away."""
    assert nearest("weight-sum")[0] == "weights-sum"
    assert nearest("qqqqqq") == []


def test_a_word_of_a_code_finds_every_code_that_holds_it() -> None:
    """Whoever remembers one word only."""
    assert {"weights-sum", "weights-mixed"} <= set(nearest("weights"))
    assert {code for code in Code if code.startswith("change-")} == set(nearest("change"))
