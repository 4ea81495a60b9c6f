"""Reading records: what is told about a wrong one, in whose words and where."""

import re
from pathlib import Path

import pytest

from scoring import Code, DataError, Problem, Standard, load_scale, load_standard
from scoring.indicator import Indicator
from scoring.load import load_list, load_record, read_records
from scoring.positions import Document, read_yaml
from scoring.problems import counted
from tests.conftest import AWARD, DataFolder
from tests.strategies import exchanged, places

JARGON = re.compile(
    r"valid |instance|tuple|parse|pydantic|dictionary|input should|ensure|NoneType|True|False|None"
)


def problems_of(folder: DataFolder) -> list[str]:
    """What is printed about the standard of a folder."""
    document = read_yaml(folder / AWARD, "s.yaml")
    return [str(problem) for problem in read_records(Standard, document)[1]]


def spoil(folder: DataFolder, old: str, new: str) -> str:
    """The one line that is printed after one change of the standard."""
    folder.replace(AWARD, old, new)
    (line,) = problems_of(folder)
    return line


@pytest.mark.parametrize("written", ["5", "5.0", "5.00", '"5"', "'5.0'"])
def test_a_weight_counts_however_it_is_spelt(folder: DataFolder, written: str) -> None:
    """Strict YAML reads 5.0 as text; the sum must see it all the same."""
    line = spoil(folder, "weight: 10\n", f"weight: {written}\n")
    place = folder.line(AWARD, "id: BCC-9") + 4
    assert line == (
        f"s.yaml:{place}:13: [weights-sum] weights of best-call-centre sum to 95, not 100."
        " Hint: 15 + 15 + 5 + 10 + 10 + 10 + 10 + 10 + 10 = 95; add 5 points."
    )


@pytest.mark.parametrize("written", ["10.0", "10.00", '"10"'])
def test_a_right_weight_is_right_however_it_is_spelt(folder: DataFolder, written: str) -> None:
    """And it is the same number."""
    folder.replace(AWARD, "weight: 10\n", f"weight: {written}\n")
    assert load_standard(folder / AWARD).node("BCC-3").weight == 10


@pytest.mark.parametrize("written", ["10%", "ten", "true", "1e1", "１０", "[10]", "10,0"])
def test_what_is_no_number_is_told(folder: DataFolder, written: str) -> None:
    """Once, as a wrong type; a sum over the others would say nothing."""
    assert "[wrong-type] 'weight' must be a number, got " in spoil(
        folder, "weight: 10\n", f"weight: {written}\n"
    )


def test_one_point_is_singular(folder: DataFolder) -> None:
    """The hint speaks as a person would."""
    assert spoil(folder, "weight: 10\n", "weight: 9\n").endswith("= 99; add 1 point.")


def test_mixed_weights(folder: DataFolder) -> None:
    """One of five children without a weight: told once, in the singular."""
    line = spoil(folder, "        weight: 12.5\n", "")
    assert "some children of BCC-5 state a weight, but BCC-5.1 does not." in line


@pytest.mark.parametrize(
    "weights", [("33.3", "33.3", "33.4"), ("33.3333333333", "33.3333333333", "33.3333333333")]
)
def test_a_sum_is_compared_after_nine_decimals(folder: DataFolder, weights: tuple) -> None:
    """Thirds that somebody wrote out, or a spreadsheet did, are good."""
    for part, weight in enumerate(weights, 1):
        folder.replace(
            AWARD, f"id: BCC-1.{part}\n", f"id: BCC-1.{part}\n        weight: {weight}\n"
        )
    assert problems_of(folder) == []


def test_places_hold_beside_an_entry_that_is_no_record(folder: DataFolder) -> None:
    """A stray text among the children does not move the findings of its siblings."""
    folder.replace(AWARD, "children:\n  - id: BCC-1\n", "children:\n  - stray\n  - id: CCC-1\n")
    lines = problems_of(folder)
    place = folder.line(AWARD, "CCC-1")
    assert f"s.yaml:{place}:9: [wrong-id]" in "\n".join(lines)
    assert any("entry 1 of 'children' must have fields below it, got 'stray'" in x for x in lines)


@pytest.mark.parametrize("blank", [" ", "", "~", '""', '" "'])
@pytest.mark.parametrize(("language", "name"), [("en", "English"), ("zh", "Chinese")])
def test_a_blank_translation_is_missing(
    folder: DataFolder, blank: str, language: str, name: str
) -> None:
    """Left empty, a blank, or nothing: the reader gets no text, so it is a missing translation."""
    texts = {"en": "Best Call Centre award", "zh": "最佳呼叫中心评选标准"}
    line = spoil(folder, f"{language}: {texts[language]}", f"{language}: {blank}")
    assert f"[missing-translation] the {name} text of 'title' is missing." in line


def test_what_follows_from_a_slip_is_not_told_besides(folder: DataFolder) -> None:
    """An alias leaves the text empty; it is one thing to mend, and one line."""
    line = spoil(folder, "zh: 最佳呼叫中心评选标准", "zh: *other")
    assert "[yaml-syntax] aliases are not used here." in line


def test_a_translation_that_is_not_there(folder: DataFolder) -> None:
    """Told at the text that lacks it."""
    line = spoil(folder, "  zh: 最佳呼叫中心评选标准\n", "")
    assert line.startswith("s.yaml:5:1: [missing-translation] the Chinese text of 'title'")


def test_two_missing_fields_of_one_record_are_both_told(folder: DataFolder) -> None:
    """They share a place and are two things to mend."""
    folder.replace(AWARD, 'edition: "2007"\n', "")
    folder.replace(AWARD, "prefix: BCC\n", "")
    assert [line.split(". ")[0] for line in problems_of(folder)] == [
        "s.yaml:2:1: [missing-field] 'edition' is missing",
        "s.yaml:2:1: [missing-field] 'prefix' is missing",
    ]


WRONG = [
    ("title:\n  en: Best", "title: Best\nshort:\n  en: Best", "must have en and zh below it"),
    ('published: "2007"', "published: [a]", "'published' must be a text, got a list"),
    ("bodies:\n", "bodies: none\nbody:\n", "'bodies' must be a list"),
    ("weight: 15\n", "weight: 150\n", "'weight' must be at most 100, got 150"),
    ("weight: 15\n", "weight: 0\n", "'weight' must be above 0, got 0"),
    ("role: organiser", "role: organizer", "Hint: did you mean 'organiser'?"),
    ("source: SRC-35\n", "source: SRC35\n", "Hint: it is written like SRC-35."),
    ("abbreviation: CNCCA", 'abbreviation: " "', "[empty] 'abbreviation' is empty"),
    ("          - level: 0\n", "          - level: 7\n", "[unknown-level] 7 is not a level"),
    ("          - level: 0\n", "          - level: 1\n", "levels are written once each"),
    ("basis: source\n    source: SRC-35", "basis: source", "'source', but no source is named"),
    ("basis: project\n", "basis: project\n    source: SRC-35\n", "but a source is named"),
    ("asks:\n      - en:", "asks: []\n    was:\n      - en:", "[empty] 'asks' is empty"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_plain_words(folder: DataFolder, old: str, new: str, words: str) -> None:
    """What is wrong is said in the words of the file, never in those of the library."""
    folder.replace(AWARD, old, new)
    told = problems_of(folder)
    assert any(words in line for line in told), told
    assert not [line for line in told if JARGON.search(line) or "?." in line or ".." in line]


def test_every_kind_of_value_at_every_place_is_told_in_plain_words(data: Path) -> None:
    """Whatever stands anywhere in a standard of one item, no jargon comes out."""
    whole = dict(read_yaml(data / AWARD).data)
    criterion = dict(whole["children"][0])
    criterion["children"] = criterion["children"][:1]
    whole["children"] = [criterion]
    for wrong in ("text", 3, 2.5, True, None, [], [1], {}, {"x": 1}):
        for place in places(whole):
            spoilt = exchanged(whole, place, wrong)
            positions = {keys: (1, 1 + n) for n, keys in enumerate(places(spoilt, every=True))}
            for problem in read_records(Standard, Document("s.yaml", spoilt, positions))[1]:
                assert not JARGON.search(problem.message.split("got ")[0]), str(problem)


def test_invented_must_be_true(folder: DataFolder) -> None:
    """In the spelling of YAML."""
    from handbook.records import CentreProfile

    path = folder / "centres/chenxi-bank/centre.yaml"
    folder.replace("centres/chenxi-bank/centre.yaml", "invented: true", "invented: no")
    with pytest.raises(DataError, match=r"'invented' must be true, got 'no'\.$"):
        load_record(CentreProfile, path)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("best: 99\n", "best: 50\n", "anchors:"),
        ("direction: up", "direction: down", "anchors:"),
    ],
)
def test_anchors_are_told_at_the_anchors(
    folder: DataFolder, old: str, new: str, place: str
) -> None:
    """Out of order or against the direction: both are mended at the same lines."""
    name = "indicators/accessibility.yaml"
    folder.replace(name, old, new)
    line = folder.line(name, place)
    with pytest.raises(DataError, match=rf"^i:{line}:3: \[anchors-order\] .*$"):
        load_list(Indicator, folder / name, "i")


def test_a_list_file_holds_a_list(tmp_path: Path) -> None:
    """A single record where a list is expected."""
    (tmp_path / "x.yaml").write_text("id: IND-01\n")
    with pytest.raises(DataError, match=r":1:1: \[wrong-type\] the file must hold a list"):
        load_list(Indicator, tmp_path / "x.yaml")


def test_a_scale_is_read(data: Path) -> None:
    """Six levels of twenty percent each."""
    scale = load_scale(data / "scales/levels.yaml")
    assert [level.percent for level in scale.levels] == [0, 20, 40, 60, 80, 100]


@pytest.mark.parametrize("hint", ["did you mean X?", "write it.", "stop!", "add source: SRC-…"])
def test_a_hint_keeps_its_own_mark(hint: str) -> None:
    """No second mark after the first."""
    assert str(Problem("f", 1, 2, Code.EMPTY, "it is empty", hint)) == (
        f"f:1:2: [empty] it is empty. Hint: {hint}"
    )


def test_a_problem_is_one_line_that_a_terminal_can_show() -> None:
    """A quoted value may hold a line break or an escape; neither reaches the screen."""
    problem = Problem("f", 1, 2, Code.CSV_HEADER, "'a\nb\x1b[2J' is no column")
    assert str(problem) == r"f:1:2: [csv-header] 'a\nb\x1b[2J' is no column."


def test_counting_in_words() -> None:
    """One is singular, everything else is not."""
    assert [counted(n, "field") for n in (0, 1, 2)] == ["0 fields", "1 field", "2 fields"]


def test_problems_come_in_the_order_of_the_file() -> None:
    """And each only once."""
    late, early = (Problem("f", line, 1, Code.EMPTY, "x") for line in (10, 9))
    assert DataError([late, early, late]).problems == (early, late)


def test_a_text_that_was_read_is_not_parsed_again(folder: DataFolder) -> None:
    """And one that changed is, whatever its file is called."""
    before = load_standard(folder / AWARD)
    assert load_standard(folder / AWARD) is before
    folder.replace(AWARD, 'edition: "2007"', 'edition: "2008"')
    assert load_standard(folder / AWARD).edition == "2008"
