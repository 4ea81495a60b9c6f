"""Editions of a standard: likeness, proposals, the record that is written, and what differs.

The tool is measured on the training draft, whose record was written by hand before the tool was.
"""

import itertools
import re
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.editions.alike import alike
from handbook.editions.difference import Difference, Part
from handbook.editions.marked import runs
from handbook.editions.proposals import propose
from handbook.editions.start import start
from handbook.problems import BuildError
from scoring import Branch, Code, DataError, Item, Standard, load_standard
from scoring.changes import Change, Changes, find_untrue, texts_of
from scoring.load import load_record
from tests.conftest import DataFolder
from tests.proposals import WAYS, Measured, Way, hand_made, measure, record_of

AWARD = "best-call-centre"
COPY = f"standards/{AWARD}/2028.yaml"
RECORD = f"changes/{AWARD}/2007--2028.yaml"
LEAD = "Is the work before, during and after the sale (or for the public) that was entrusted to"
REASON = {"en": "plainer", "zh": "更明白", "basis": "project"}


@pytest.fixture(scope="module")
def pair() -> tuple[Standard, Standard, Changes]:
    """The award, its draft, and the record that was written by hand."""
    return hand_made()


@pytest.fixture(scope="module")
def measured() -> Measured:
    """What the tool finds on the draft."""
    return measure(Way())


@pytest.fixture(scope="module")
def difference(pair) -> Difference:
    """The two of them, with the record."""
    return Difference(*pair)


def renumbered(edition: Standard) -> Standard:
    """The same under other ids: criteria in tens, their items from 50 on."""

    def node(one: Item | Branch, name: str) -> Item | Branch:
        below = getattr(one, "children", ())
        named = tuple(node(child, f"{name}.{50 + n}") for n, child in enumerate(below))
        return one.model_copy(update={"id": name, **({"children": named} if below else {})})

    children = (node(one, f"BCC-{10 + n}") for n, one in enumerate(edition.children))
    return edition.model_copy(update={"edition": "again", "children": tuple(children)})


def confirmed(change: Change) -> Change:
    """As a person leaves it who agrees."""
    return Change.model_validate({
        "kind": change.kind, "from": change.from_, "to": change.to,
        "reason": None if change.kind == "unchanged" else REASON,
    })  # fmt: skip


def record(old: Standard, new: Standard, changes: list[Change]) -> Changes:
    """A file's worth of them."""
    return Changes.model_validate({
        "standard": old.id, "from": old.edition, "to": new.edition, "says": REASON,
        "changes": changes,
    })  # fmt: skip


# -- how alike texts are ------------------------------------------------------------------------


def test_likeness_knows_no_direction(pair) -> None:
    """From the old edition to the new one as the other way round."""
    old, new, _ = pair
    assert np.allclose(alike(old, new), alike(new, old).T, rtol=0, atol=1e-12)


def test_equal_texts_are_wholly_alike(pair) -> None:
    """Every node beside itself 1, and nothing more than itself."""
    old = pair[0]
    table = alike(old, old)
    assert np.allclose(np.diag(table), 1, rtol=0, atol=1e-12)
    assert table.min() >= 0
    assert (table - np.eye(len(table))).max() < 0.5


def test_ids_play_no_part_in_likeness(pair) -> None:
    """An item that moves gets a new one, and one that stays may ask for something else."""
    old, new, _ = pair
    assert np.array_equal(alike(old, new), alike(renumbered(old), renumbered(new)))


# -- proposals ----------------------------------------------------------------------------------


def test_true_predecessors_come_first(measured: Measured) -> None:
    """Of all 41 nodes that have some, and of the 26 of them that changed."""
    assert len(measured.nodes) == 41
    assert sum(found.kind != "unchanged" for found in measured.nodes) == 26
    assert [found.node for found in measured.nodes if not found.first] == []


@pytest.mark.parametrize(
    ("way", "first"), [("title, lead, asks", 41), ("title, lead", 38), ("these, Chinese", 36)]
)
def test_with_less_text_less_is_found(way: str, first: int) -> None:
    """Not the draft alone makes it easy: how much of a text is kept does."""
    assert sum(found.first for found in measure(WAYS[way]).nodes) >= first


def test_every_record_is_proposed_as_it_was_written(measured: Measured, pair) -> None:
    """All 47, each with its kind and its nodes."""
    assert [record_of(change) for change in measured.wrong] == []
    assert len(measured.right) == len(pair[2].changes) == 47


def test_only_what_is_unchanged_is_not_asked(measured: Measured) -> None:
    """Everything else waits for a person, with how alike the texts are; unchanged needs nobody."""
    for change in measured.right:
        assert (change.proposed is None) == (change.kind == "unchanged")
    moved = next(c for c in measured.right if c.from_ == ("BCC-6.2",))
    assert (moved.kind, moved.proposed, moved.reason) == ("moved", 1, None)


def test_proposals_that_are_confirmed_are_true(measured: Measured, pair) -> None:
    """Whoever agrees with all of them has a record that the check accepts."""
    old, new, _ = pair
    changes = [confirmed(change) for change in measured.right]
    assert list(find_untrue(record(old, new, changes), old, new)) == []


def test_unconfirmed_they_are_the_only_thing_wrong(measured: Measured, pair) -> None:
    """Each is named; nothing is left out and nothing told twice."""
    old, new, _ = pair
    faults = list(find_untrue(record(old, new, list(measured.right)), old, new))
    assert {fault.code for fault in faults} == {Code.CHANGE_UNCONFIRMED}
    assert len(faults) == sum(change.kind != "unchanged" for change in measured.right)


def test_a_copied_edition_is_unchanged_throughout(pair) -> None:
    """Nothing to confirm before something was edited."""
    old = pair[0]
    found = propose(old, old.model_copy(update={"edition": "copy"}))
    assert {(change.kind, change.proposed, change.from_ == change.to) for change in found} == {
        ("unchanged", None, True)
    }


def test_other_ids_alone_are_no_change(pair) -> None:
    """Every text stands where it stood, below what its parent became."""
    old = pair[0]
    found = propose(old, renumbered(old))
    assert {change.kind for change in found} == {"unchanged"}
    before, after = ([n.id for n in e.nodes()] for e in (old, renumbered(old)))
    assert [(c.from_, c.to) for c in found] == [((a,), (b,)) for a, b in zip(before, after, strict=True)]  # fmt: skip


def test_of_two_that_say_the_same_each_keeps_its_id(pair) -> None:
    """An item that was copied within the new edition has its origin where the id is."""
    old = pair[0]
    first = old.children[0]
    twin = first.children[0].model_copy(update={"id": "BCC-1.0"})
    branch = first.model_copy(update={"children": (twin, *first.children)})
    new = old.model_copy(update={"edition": "copy", "children": (branch, *old.children[1:])})
    found = {change.to: change.kind for change in propose(old, new)}
    assert (found["BCC-1.1",], found["BCC-1.0",]) == ("unchanged", "added")


def test_one_more_demand_is_a_modification(pair) -> None:
    """However alike the rest is: whoever is asked for one more proof was not rated on it."""
    old = pair[0]
    item = old.node("BCC-9.3")
    more = item.model_copy(update={"evidence": (*item.evidence, item.evidence[0])})
    last = old.children[-1]
    branch = last.model_copy(update={"children": (*last.children[:-1], more)})
    new = old.model_copy(update={"edition": "copy", "children": (*old.children[:-1], branch)})
    (change,) = (c for c in propose(old, new) if c.kind != "unchanged")
    assert (change.kind, change.to, change.proposed) == ("modified", ("BCC-9.3",), pytest.approx(1, abs=0.05))  # fmt: skip


@settings(max_examples=20)
@given(st.data())
def test_what_was_confirmed_stays_as_it_is(pair, data) -> None:
    """Any part of the record: it comes back word for word, and none of its nodes is told twice."""
    old, new, by_hand = pair
    kept = data.draw(st.lists(st.sampled_from(by_hand.changes), unique_by=id))
    table = alike_once(old, new)
    with patch("handbook.editions.proposals.alike", lambda *_: table):
        found = propose(old, new, kept)
    assert all(change in found for change in kept)
    codes = {fault.code for fault in find_untrue(record(old, new, found), old, new)}
    assert codes <= {Code.CHANGE_UNCONFIRMED}


def alike_once(old: Standard, new: Standard, kept: dict = {}) -> np.ndarray:  # noqa: B006 - a store
    """The same table for every example."""
    if not kept:
        kept["table"] = alike(old, new)
    return kept["table"]


# -- words marked -------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["call", "chat", "a", ",", ".", "day’s", "one-off"]), max_size=12)
HAN = st.text("评级，项目。量表 IND-01", max_size=20)


@pytest.mark.parametrize("language", ["en", "zh"])
@given(st.one_of(WORDS.map(" ".join), HAN, st.text()), st.one_of(WORDS.map(" ".join), HAN, st.text()))  # fmt: skip
def test_runs_give_both_wordings_back(language: str, before: str, after: str) -> None:
    """Joined without what came they are the old text, without what went the new one."""
    found = runs(before, after, language)
    assert "".join(run.text for run in found if run.fate != "comes") == before
    assert "".join(run.text for run in found if run.fate != "goes") == after
    assert all(run.text for run in found)
    fates = [run.fate for run in found]
    assert all(one != other for one, other in itertools.pairwise(fates))


def test_equal_texts_have_no_marks() -> None:
    """One run that stays; of nothing none."""
    assert [run.fate for run in runs("a call", "a call", "en")] == ["stays"]
    assert runs("", "", "zh") == []


def test_a_single_word_between_two_changes_is_part_of_them() -> None:
    """Marks that change at every word are not read by anybody."""
    found = runs("one call a day", "two chat a week", "en")
    assert [(run.fate, run.text) for run in found] == [
        ("goes", "one call a day"), ("comes", "two chat a week"),
    ]  # fmt: skip


def test_chinese_is_compared_character_by_character() -> None:
    """It has no blanks to cut at; letters and digits stay whole."""
    found = runs("连续六个月达到 95%", "连续九个月达到 98%", "zh")
    assert [run.text for run in found] == ["连续", "六", "九", "个月达到 ", "95%", "98%"]


# -- what differs -------------------------------------------------------------------------------


def test_weights_are_read_off_both_editions(difference: Difference) -> None:
    """Points of 100 on either side; what an edition does not have weighs nothing there."""
    found = {weight.id: weight for weight in difference.weights}
    assert list(found)[-1] == "BCC-10"
    assert (found["BCC-10"].before, found["BCC-10"].after, found["BCC-10"].change) == (None, 10, 10)
    assert found["BCC-2"].change == pytest.approx(-5)
    for weights in (difference.weights, difference.item_weights.values()):
        assert sum(weight.before or 0 for weight in weights) == pytest.approx(100)
        assert sum(weight.after or 0 for weight in weights) == pytest.approx(100)


def test_the_record_holds_no_weight(pair) -> None:
    """So that none can become wrong."""
    assert not re.search("weight", str(Change.model_json_schema()["properties"]))
    dumped = [change.model_dump(exclude={"reason"}) for change in pair[2].changes]
    assert all(change.keys() == {"kind", "from_", "to", "proposed"} for change in dumped)


def test_every_record_but_the_unchanged_is_told_once(difference: Difference) -> None:
    """With the criterion of the new edition in which it ended, or in which it stood."""
    told = [part.change for _, parts in difference.by_criterion() for part in parts]
    changes = [change for change in difference.changes.changes if change.kind != "unchanged"]
    assert sorted(map(record_of, told), key=str) == sorted(map(record_of, changes), key=str)
    homes = {part.change.from_ or part.change.to: criterion.id
             for criterion, parts in difference.by_criterion() for part in parts}  # fmt: skip
    assert homes["BCC-7.1",] == "BCC-1"
    assert homes["BCC-2.2",] == "BCC-2"
    assert homes["BCC-10.2",] == "BCC-10"
    assert sum(difference.counts.values()) == len(difference.changes.changes)


def wordings(difference: Difference, node: str) -> dict[str, tuple]:
    """What differs in one node of the new edition, by field, in English."""
    (part,) = (
        part for _, parts in difference.by_criterion() for part in parts if node in part.change.to
    )
    return {w.field: ((w.before or {}).get("en"), (w.after or {}).get("en")) for w in part.wordings}


def test_a_text_that_differs_is_told_with_its_place(difference: Difference) -> None:
    """A title; and nothing else of that item."""
    assert wordings(difference, "BCC-3.2") == {
        "title": ("Loyal behaviour", "Loyalty in what customers do")
    }


def test_an_entry_put_into_a_list_moves_no_other(difference: Difference) -> None:
    """One more piece of evidence and one more statement, and the three below it are as they were."""
    found = wordings(difference, "BCC-3.1")
    assert {field.rsplit(" ", 1)[0] if "evidence" in field else field for field in found} == {
        "asks 4", "evidence 3",
    }  # fmt: skip
    assert all(before is None for before, _ in found.values())
    assert found["evidence 3 confidence"] == (None, "0.6")


def test_an_entry_that_went_has_its_old_number_and_one_that_came_its_new_one(pair) -> None:
    """The first went and another stands at the end: number 1 of the old, the last of the new."""
    item = pair[0].node("BCC-9.3")
    other = item.evidence[0].model_copy(update={"confidence": 0.1})
    count = len(item.evidence)
    new = item.model_copy(update={"evidence": (*item.evidence[1:], other)})
    found = {(w.field, w.before is None) for w in Part(pair[2].changes[0], [item], [new]).wordings}
    assert {field for field, came in found if came} == {
        f"evidence {count} {name}" for name in ("ask", "shows", "confidence")
    }
    assert {field.split()[1] for field, came in found if not came} == {"1"}


def test_what_has_no_language_is_told_too(difference: Difference) -> None:
    """A scale and indicators are what a rating stands on."""
    assert wordings(difference, "BCC-8.3")["scale"] == ("process", "checklist")
    assert wordings(difference, "BCC-3.3") == {
        "indicators": ("IND-41, IND-42, IND-40, IND-106", "IND-41, IND-42, IND-40, IND-60")
    }


def test_every_wording_differs_and_only_where_one_became_one(difference: Difference) -> None:
    """A change of words in one language only is one too."""
    chinese_only = 0
    for _, parts in difference.by_criterion():
        for part in parts:
            assert bool(part.wordings) == (
                len(part.old) == len(part.new) == 1
                and texts_of(part.old[0]) != texts_of(part.new[0])
            )
            for wording in part.wordings:
                assert wording.before != wording.after
                texts = wording.before, wording.after
                chinese_only += all(texts) and texts[0]["en"] == texts[1]["en"]
    assert chinese_only >= 3


def test_a_criterion_has_the_title_of_the_new_edition(pair) -> None:
    """And one that went the title that it had, at the end."""
    old = pair[0]
    first, last = old.children[0], old.children[-1]
    title = first.title.model_copy(update={"en": "Purpose"})
    children = (first.model_copy(update={"title": title}), *old.children[1:-1])
    new = old.model_copy(update={"edition": "next", "children": children})
    found = Difference(old, new, record(old, new, [confirmed(c) for c in propose(old, new)]))
    assert [(c.id, c.title.en) for c, _ in found.by_criterion()] == [
        ("BCC-1", "Purpose"), ("BCC-9", last.title.en),
    ]  # fmt: skip


def test_a_criterion_may_be_an_item_itself(pair) -> None:
    """As in a standard of one layer."""
    old = pair[0]
    items = tuple(old.items())
    flat = old.model_copy(update={"children": items[:3]})
    title = items[0].title.model_copy(update={"en": "Another"})
    new = flat.model_copy(
        update={"edition": "next", "children": (items[0].model_copy(update={"title": title}), *items[1:3])}
    )  # fmt: skip
    changes = [Change.model_validate({"kind": "reworded", "from": ["BCC-1.1"], "to": ["BCC-1.1"],
                                      "reason": REASON})]  # fmt: skip
    found = Difference(flat, new, record(flat, new, changes))
    assert [(c.id, len(parts)) for c, parts in found.by_criterion()] == [("BCC-1.1", 1)]
    assert [round(weight.after, 6) for weight in found.weights] == [33.333333] * 3


# -- starting an edition ------------------------------------------------------------------------


@pytest.fixture
def editions(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A project with the award of 2007 alone, to work in."""
    monkeypatch.chdir(tmp_path)
    folder = DataFolder(Path("data"))
    (folder / f"standards/{AWARD}").mkdir(parents=True)
    text = (data / f"standards/{AWARD}/2007.yaml").read_text("utf-8")
    (folder / f"standards/{AWARD}/2007.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def started(editions: DataFolder) -> DataFolder:
    """The same with a copy, begun for 2028, in which one sentence was reworded."""
    start(editions.root, AWARD, "2007", "2028")
    editions.replace(COPY, LEAD, "Before, during and after the sale (or for the public), is the work done that was given to")  # fmt: skip
    return editions


def again(folder: DataFolder):
    """The command once more."""
    return start(folder.root, AWARD, "2007", "2028")


def changes_of(folder: DataFolder) -> dict[str, dict]:
    """What stands in the file of the record, by the old id, or by the new one where it was added."""
    held = yaml.safe_load((folder / RECORD).read_text("utf-8"))["changes"]
    return {(c.get("from") or c["to"])[0]: c for c in held}


def confirm(folder: DataFolder, node: str, **fields: object) -> None:
    """Delete the line `proposed` of one record, and give a reason."""
    held = yaml.safe_load((folder / RECORD).read_text("utf-8"))
    change = next(c for c in held["changes"] if node in c.get("from", c.get("to")))
    change.pop("proposed", None)
    change |= {"reason": REASON, **fields}
    text = yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=10**6)
    (folder / RECORD).write_text(text, "utf-8")


def test_an_edition_begins_as_a_copy(editions: DataFolder) -> None:
    """Byte for byte but for its name and status; nothing to confirm yet."""
    found = again(editions)
    before = (editions / f"standards/{AWARD}/2007.yaml").read_text("utf-8")
    assert (editions / COPY).read_text("utf-8") == before.replace('edition: "2007"', 'edition: "2028"\nstatus: draft', 1)  # fmt: skip
    assert (found.copied, found.kept, found.again, found.proposed.total()) == (True, 43, 0, 0)
    assert found.told() == "43 records stand, nothing to confirm"
    assert {change["kind"] for change in changes_of(editions).values()} == {"unchanged"}


def test_the_record_is_a_file_of_the_data(editions: DataFolder) -> None:
    """Its first line names the schema, and it reads as what it is."""
    again(editions)
    text = (editions / RECORD).read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../build/schemas/changes.schema")
    held = load_record(Changes, editions / RECORD)
    assert held.reference == f"{AWARD}@2007--2028"
    assert held.says.zh == "2028 版相对 2007 版的变化。"


def test_what_was_edited_is_never_overwritten(started: DataFolder) -> None:
    """The second run reads the copy and leaves it."""
    text = (started / COPY).read_text("utf-8")
    assert again(started).copied is False
    assert (started / COPY).read_text("utf-8") == text


def test_a_reworded_item_is_proposed_as_reworded(started: DataFolder) -> None:
    """It alone; all others stand as they did."""
    found = again(started)
    assert found.told() == "42 records stand, 1 to confirm (1 reworded)"
    changes = changes_of(started)
    assert changes["BCC-1.2"]["kind"] == "reworded"
    assert 0.9 < changes["BCC-1.2"]["proposed"] < 1
    assert sum("proposed" in change for change in changes.values()) == 1


def test_what_was_confirmed_stays(started: DataFolder) -> None:
    """With its reason; a third run has nothing to ask and changes not a byte."""
    again(started)
    confirm(started, "BCC-1.2")
    found = again(started)
    assert (found.again, found.told()) == (0, "43 records stand, nothing to confirm")
    assert changes_of(started)["BCC-1.2"]["reason"] == REASON
    text = (started / RECORD).read_bytes()
    again(started)
    assert (started / RECORD).read_bytes() == text


def test_what_is_true_no_longer_comes_back_as_a_proposal(started: DataFolder) -> None:
    """With the reason that somebody wrote, for it may still be right."""
    again(started)
    confirm(started, "BCC-1.2")
    place = started.line(COPY, "id: BCC-1.2")
    lines = (started / COPY).read_text("utf-8").split("\n")
    assert lines[place + 3].strip() == "scale: mixed"
    lines[place + 3] = lines[place + 3].replace("mixed", "process")
    (started / COPY).write_text("\n".join(lines), "utf-8")
    found = again(started)
    assert found.told() == "42 records stand, 1 to confirm (1 modified), 1 confirmed record no longer true"  # fmt: skip
    change = changes_of(started)["BCC-1.2"]
    assert (change["kind"], change["reason"]) == ("modified", REASON)
    assert "proposed" in change


def test_a_reason_is_never_lost(started: DataFolder) -> None:
    """Nor that of a proposal whose line `proposed` still stands."""
    again(started)
    confirm(started, "BCC-1.2", proposed=0.5)
    again(started)
    change = changes_of(started)["BCC-1.2"]
    assert (change["reason"], "proposed" in change) == (REASON, True)


def test_nobody_confirmed_what_is_unchanged(started: DataFolder) -> None:
    """An edit makes the program's own record untrue, and nobody is told of a confirmation."""
    assert again(started).again == 0


def test_a_removed_and_an_added_item_are_proposed(editions: DataFolder, data: Path) -> None:
    """An item that went, one that came under a new id, and its criterion as it was."""
    again(editions)
    copy = yaml.safe_load((editions / COPY).read_text("utf-8"))
    children = copy["children"][8]["children"]
    children[0] = {**draft_item(data, "BCC-10.2"), "id": "BCC-9.4"}
    children[0].pop("weight")
    (editions / COPY).write_text(yaml.safe_dump(copy, allow_unicode=True, sort_keys=False, width=10**6), "utf-8")  # fmt: skip
    again(editions)
    changes = changes_of(editions)
    assert (changes["BCC-9.1"]["kind"], changes["BCC-9.4"]["kind"]) == ("removed", "added")
    assert changes["BCC-9"]["kind"] == "unchanged"


def draft_item(data: Path, code: str) -> dict:
    """An item of the training draft as it stands in the file."""
    draft = yaml.safe_load((data / f"standards/{AWARD}/2027-training.yaml").read_text("utf-8"))
    return next(i for c in draft["children"] for i in c["children"] if i["id"] == code)


@pytest.mark.parametrize(
    ("name", "before", "after", "words"),
    [
        ("best-call-center", "2007", "2028", "there is no standard best-call-center. Hint: known here: best-call-centre."),
        (AWARD, "2008", "2028", "there is no edition 2008 of best-call-centre. Hint: it has 2007."),
        (AWARD, "../best-call-centre/2007", "2028", "there is no edition ../best"),
        ("../standards/best-call-centre", "2007", "2028", "there is no standard ../"),
        (AWARD, "2007", "2007", "the new edition cannot be called '2007'"),
        (AWARD, "2007", "../x", "the new edition cannot be called '../x'"),
        (AWARD, "2007", "2028/1", "the new edition cannot be called"),
        (AWARD, "2007", ".hidden", "the new edition cannot be called"),
        (AWARD, "2007", "", "the new edition cannot be called"),
        (AWARD, "2007", "2028--draft", "letters, digits and single hyphens"),
    ],
)  # fmt: skip
def test_a_name_that_will_not_do(
    editions: DataFolder, name: str, before: str, after: str, words: str
) -> None:
    """One line that says what there is, and nothing is written."""
    files = sorted(editions.root.rglob("*"))
    with pytest.raises(BuildError, match=re.escape(words)):
        start(editions.root, name, before, after)
    assert sorted(editions.root.rglob("*")) == files


@pytest.mark.parametrize("file", [COPY, RECORD])
def test_what_cannot_be_read_is_left_as_it_is(started: DataFolder, file: str) -> None:
    """Half an edit is told, not taken for the whole."""
    again(started)
    before = (started / RECORD).read_bytes()
    started.replace(file, "BCC-1.1\n", "BCC-1.1: 1: 2\n")
    spoilt = (started / file).read_bytes()
    with pytest.raises(DataError, match=r"\[yaml-syntax\]"):
        again(started)
    assert (started / file).read_bytes() == spoilt
    assert file == RECORD or (started / RECORD).read_bytes() == before


def test_a_weight_makes_no_record_wrong(editions: DataFolder) -> None:
    """Two criteria exchange five points: nothing to confirm, nothing untrue, and it is told."""
    again(editions)
    editions.replace(COPY, "    weight: 15\n", "    weight: 20\n")
    editions.replace(COPY, "    weight: 15\n", "    weight: 10\n")
    old, new = (load_standard(editions / f"standards/{AWARD}/{e}.yaml") for e in ("2007", "2028"))
    held = load_record(Changes, editions / RECORD)
    assert list(find_untrue(held, old, new)) == []
    moved = {w.id: w.change for w in Difference(old, new, held).weights if round(w.change, 9)}
    assert moved == pytest.approx({"BCC-1": 5, "BCC-2": -5})
    assert again(editions).told() == "43 records stand, nothing to confirm"
