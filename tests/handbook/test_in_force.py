"""Which edition is meant, and what becomes of everything else once a new one is in force."""

import re
from pathlib import Path

import pytest

from handbook.editions.start import start
from handbook.in_force import age, in_force, named_items, that_knows
from handbook.load import load_catalogue
from handbook.pages.write import write_pages
from handbook.reading import find_standard
from tests.conftest import DataFolder
from tests.handbook.real import ROOT

AWARD = "best-call-centre"
NEW = f"standards/{AWARD}/2028.yaml"
RECORD = f"changes/{AWARD}/2007--2028.yaml"
BANK = "centres/chenxi-bank/2025.csv"
SPLIT = """\
  - kind: split
    from:
      - BCC-1.3
    to:
      - BCC-1.5
      - BCC-1.6
    reason:
      en: Two things were rated at once.
      zh: 一项里评了两件事。
      basis: project
"""


def item(text: str, name: str) -> str:
    """An item of an edition as it stands in the file."""
    found = re.search(
        rf"^      - id: {re.escape(name)}\n(?:(?! {{2,6}}- id: ).*\n)+", text, re.MULTILINE
    )
    assert found
    return found[0]


@pytest.fixture
def renewed(folder: DataFolder) -> DataFolder:
    """The award in a new edition, in force, in which BCC-1.3 became BCC-1.5 and BCC-1.6."""
    start(folder.root, AWARD, "2007", "2028")
    folder.replace(NEW, "status: draft\n", "")
    folder.replace(NEW, 'published: "2007"', 'published: "2026-01"')
    text = (folder / NEW).read_text("utf-8")
    old = item(text, "BCC-1.3")
    first, second = (
        re.sub(r"(weight: )5\b", r"\g<1>2.5", old.replace("BCC-1.3", name), count=1)
        for name in ("BCC-1.5", "BCC-1.6")
    )
    (folder / NEW).write_text(text.replace(old, first + second), "utf-8")
    record = (folder / RECORD).read_text("utf-8")
    was = re.search(
        r"  - kind: unchanged\n    from:\n      - BCC-1\.3\n    to:\n      - BCC-1\.3\n", record
    )
    assert was
    (folder / RECORD).write_text(record.replace(was[0], SPLIT), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (("2007", "1"), ("2028", "2")),
        (("2014-01", "6.1"), ("2014-02", "5")),
        (("undated", "10"), ("2007", "9")),
        (("undated", "9"), ("undated", "10")),
        (("2014", "v6.9"), ("2014", "v6.10")),
    ],
)
def test_editions_follow_each_other_by_date_and_then_by_number(
    older: tuple[str, str], newer: tuple[str, str]
) -> None:
    """Not by name: "10" comes after "9"."""
    one, other = (dict(zip(("published", "edition"), e, strict=True)) for e in (older, newer))
    assert age(one) < age(other)


def test_the_last_one_issued_is_meant(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the files are called; never a draft, never one to practise on."""
    award = folder / f"standards/{AWARD}"
    text = (award / "2007.yaml").read_text("utf-8")
    for edition, published, status in (
        ("9", "2009", ""),
        ("10", "2010", ""),
        ("11", "2011", "status: draft\n"),
    ):
        head = text.replace('published: "2007"', f'published: "{published}"')
        (award / f"{edition}.yaml").write_text(
            head.replace('edition: "2007"\n', f'edition: "{edition}"\n{status}'), "utf-8"
        )
    names = [path.stem for path in in_force(award.glob("*.yaml"))]
    assert names == ["2007", "9", "10"]
    monkeypatch.chdir(folder.root.parent)
    assert find_standard(AWARD).edition == "10"
    assert find_standard(f"{AWARD}@11").status == "draft"
    assert [s.edition for s in load_catalogue(folder.root).current] == ["10"]


def test_a_draft_alone_is_meant_where_nothing_else_is_there(tmp_path: Path) -> None:
    """Somebody who writes a first edition can try it."""
    path = tmp_path / "1.yaml"
    path.write_text("id: x\nstatus: draft\npublished: undated\n", "utf-8")
    assert in_force([path]) == [path]


def test_rows_are_read_against_the_edition_that_knows_most_of_them() -> None:
    """Of several that know as many the last one."""
    assert that_knows({"a", "b"}, [{"a", "b"}, {"b", "c"}]) == 0
    assert that_knows({"a", "b", "typo"}, [{"a", "b"}, {"c"}]) == 0
    assert that_knows({"a"}, [{"a", "b"}, {"a", "c"}]) == 1


def test_the_items_of_a_file_are_found_whatever_else_is_wrong(tmp_path: Path) -> None:
    """A short row and an empty field."""
    path = tmp_path / "a.csv"
    path.write_text("centre,item\nx, BCC-1.1 \nx\nx,\n", "utf-8")
    assert named_items(path, "a.csv") == {"BCC-1.1"}


def test_ratings_stay_on_the_edition_on_which_they_were_given(renewed: DataFolder) -> None:
    """No line about any of them, and their pages say the edition that was rated."""
    assert not [line for line in renewed.problems() if line.startswith(("centres/", "practice/"))]
    found = load_catalogue(renewed.root)
    assert {centre.edition for centre in found.centres} == {"2007"}
    assert found.standard.edition == "2007"
    assert found.current[0].edition == "2028"


def test_whoever_refers_to_what_is_gone_is_told_what_became_of_it(renewed: DataFolder) -> None:
    """The crosswalk, the indicators and the methods speak of the edition in force."""
    told = [line for line in renewed.problems() if "BCC-1.3" in line]
    assert {line.split(":")[0].split("/")[0] for line in told} >= {"crosswalk.yaml", "methods"}
    for line in told:
        assert line.endswith(
            "BCC-1.3 in the edition in force. Hint: edition 2028 made BCC-1.5, BCC-1.6 of it (split)."
        )


def test_what_was_removed_is_told_as_removed(renewed: DataFolder) -> None:
    """There is nothing to write instead."""
    record = (renewed / RECORD).read_text("utf-8")
    gone = SPLIT.replace("split", "removed").replace(
        "    to:\n      - BCC-1.5\n      - BCC-1.6\n", ""
    )
    new = SPLIT.replace("split", "added").replace("    from:\n      - BCC-1.3\n", "")
    alone = [new.replace(f"      - BCC-1.{n}\n", "") for n in (5, 6)]
    (renewed / RECORD).write_text(record.replace(SPLIT, gone + "".join(alone)), "utf-8")
    told = [
        line
        for line in renewed.problems()
        if "no item BCC-1.3" in line or "item BCC-1.3 in" in line
    ]
    assert told
    assert all("edition 2028 removed it: name another item" in line for line in told)


def test_an_id_of_a_draft_cannot_be_referred_to(folder: DataFolder) -> None:
    """BCC-10.1 stands only in the draft to practise on."""
    path = folder / "methods/methods.yaml"
    text = path.read_text("utf-8")
    named = re.search(r"    - BCC-1\.1\n", text)
    assert named
    path.write_text(text.replace(named[0], "    - BCC-10.1\n", 1), "utf-8")
    (line,) = [line for line in folder.problems() if "BCC-10.1" in line]
    assert "it stands only in best-call-centre@2027-training, which is not in force" in line


def test_a_centre_may_name_its_edition(folder: DataFolder) -> None:
    """One that there is not is told with those that there are."""
    name = "centres/chenxi-bank/centre.yaml"
    folder.replace(
        name, "standard: best-call-centre\n", 'standard: best-call-centre\nedition: "2006"\n'
    )
    lines = folder.problems()
    assert lines[0].startswith(f"{name}:4:10: [unknown-reference] there is no edition 2006")
    assert lines[0].endswith("Hint: it has 2007, 2027-training.")


def test_centres_that_are_compared_are_rated_on_one_edition(renewed: DataFolder) -> None:
    """Scores of two editions do not stand in one chart."""
    name = "centres/lanwan-12345/centre.yaml"
    renewed.replace(
        name, "standard: best-call-centre\n", 'standard: best-call-centre\nedition: "2028"\n'
    )
    told = [line for line in renewed.problems() if "[other-standard] lanwan-12345 is" in line]
    (line,) = told
    assert "rated on best-call-centre 2028, the centre before it on best-call-centre 2007" in line
    assert line.endswith("rate all on one edition, see handbook migrate.")


def test_pages_of_two_editions(renewed: DataFolder, tmp_path: Path) -> None:
    """The old one keeps its pages under its own ids, says what it is and leaves the search."""
    found = load_catalogue(renewed.root)
    write_pages(found, "en", ROOT / "docs", tmp_path / "en", [])
    old, new = (
        (tmp_path / f"en/standards/{AWARD}/{e}/BCC-1.1.md").read_text("utf-8")
        for e in ("2007", "2028")
    )
    assert 'handbook_id: "BCC-1.1@2007"' in old
    assert "This edition is superseded." in old
    assert 'Newer: <a href="../2028/BCC-1.1.html">2028 BCC-1.1</a>' in old.split("<h1")[0]
    assert "search:\n  exclude: true" in old
    assert "Newer:" in old
    assert 'handbook_id: "BCC-1.1"' in new
    assert "superseded" not in new
    assert "search:" not in new
    assert "Older:" in new
    centre = (tmp_path / "en/centres/chenxi-bank.md").read_text("utf-8")
    assert 'handbook_id: "chenxi-bank"' in centre
    assert f"../standards/{AWARD}/2007/BCC-1.3.html" in centre


def test_pages_of_a_draft(folder: DataFolder, tmp_path: Path) -> None:
    """They say that it is not in force, in the text and in the line to cite."""
    start(folder.root, AWARD, "2007", "2028")
    write_pages(load_catalogue(folder.root), "en", ROOT / "docs", tmp_path / "en", [])
    draft, held = (
        (tmp_path / f"en/standards/{AWARD}/{edition}/BCC-1.1.md").read_text("utf-8")
        for edition in ("2028", "2007")
    )
    assert "This edition is being written and is not in force." in draft
    assert "Edition 2028 (draft, not in force)" in draft
    assert 'handbook_id: "BCC-1.1@2028"' in draft
    assert "Draft of a newer one:" in held
    assert "hb-standing" not in held
    training = tmp_path / f"en/standards/{AWARD}/2027-training/BCC-1.1.md"
    assert "Edition 2027-training (never published)" in training.read_text("utf-8")


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ("2007-13", "'2007-13' is no date"),
        ("2007-02-30", "'2007-02-30' is no date"),
        ("07", "'07' is no date"),
        ("last year", "'last year' is no date"),
        ("2999", "the edition is published 2999, which lies ahead"),
        ("2999-01", "the edition is published 2999-01, which lies ahead"),
    ],
)
def test_a_date_that_cannot_be(folder: DataFolder, published: str, told: str) -> None:
    """With what it should look like, or how to wait for it."""
    folder.replace(f"standards/{AWARD}/2007.yaml", '"2007"\nsource', f'"{published}"\nsource')
    (line,) = [line for line in folder.problems() if "[wrong-date]" in line]
    assert f"2007.yaml:14:12: [wrong-date] {told}. Hint:" in line


@pytest.mark.parametrize("published", ["undated", "2007", "2007-02", "2007-02-28"])
def test_a_date_that_can_be(folder: DataFolder, published: str) -> None:
    """A year, a month, a day, or nothing that anybody knows."""
    folder.replace(f"standards/{AWARD}/2007.yaml", '"2007"\nsource', f'"{published}"\nsource')
    assert folder.problems() == []


def test_an_id_in_a_sentence_leads_somewhere(renewed: DataFolder) -> None:
    """In force and in a draft; one that is gone may be named with its edition."""
    says = "A centre that others come to see."
    at = f"standards/{AWARD}/2028.yaml"
    for words, found in (
        ("As in BCC-1.3.", "edition 2028 made BCC-1.5, BCC-1.6 of it (split)."),
        ("As in BCC-1.33.", "did you mean BCC-"),
    ):
        renewed.replace(at, says, words)
        (line,) = [line for line in renewed.problems() if "the sentence names" in line]
        assert f"Hint: {found}" in line
        renewed.replace(at, words, says)
    for words in ("As in BCC-1.3 of 2007.", "As in BCC-1.5.", "Not XBCC-99, not CCCS-OP-2003."):
        renewed.replace(at, says, words)
        assert not [line for line in renewed.problems() if "the sentence names" in line]
        renewed.replace(at, words, says)
    renewed.replace(at, 'edition: "2028"\n', 'edition: "2028"\nstatus: draft\n')
    renewed.replace(at, says, "As in BCC-1.3.")
    (line,) = [line for line in renewed.problems() if "the sentence names" in line]
    assert line.startswith(at)


def test_a_text_copied_in_a_draft_is_found(folder: DataFolder) -> None:
    """A draft is a copy of what is in force, and is compared with itself alone."""
    start(folder.root, AWARD, "2007", "2028")
    assert folder.problems() == []
    text = (folder / NEW).read_text("utf-8")
    leads = re.findall(
        r"^        lead:\n          en: (.*)\n          zh: (.*)\n", text, re.MULTILINE
    )
    for before, after in zip(leads[3], leads[4], strict=True):
        text = text.replace(before, after)
    (folder / NEW).write_text(text, "utf-8")
    told = [line for line in folder.problems() if "[texts-alike]" in line]
    assert len(told) == 2
    assert all(line.startswith(NEW) for line in told)


def test_a_link_or_an_item_of_a_method_stands_once(folder: DataFolder) -> None:
    """As it would stand twice after a merge."""
    folder.replace("crosswalk.yaml", "links:\n", "links:\n  - from: BCC-9\n    to: GCSC-F\n")
    (line,) = folder.problems()
    assert "[duplicate-reference] BCC-9 to GCSC-F stands here already, in line 4." in line
