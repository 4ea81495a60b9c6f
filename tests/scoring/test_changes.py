"""Change records: what they say is what the two editions bear out.

The two editions are the award of 2007 and its training draft, whose record was written by hand;
each test makes one statement of it untrue.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring import Code, DataError, Standard, load_standard
from scoring.changes import Change, Changes, find_untrue, texts_of
from scoring.grades import Fault
from scoring.load import load_record

RECORD = "changes/best-call-centre/2007--2027-training.yaml"
AWARD = "standards/best-call-centre"


@pytest.fixture(scope="module")
def editions(data: Path) -> tuple[Standard, Standard]:
    """The old one and the new one."""
    old, new = (load_standard(data / AWARD / f"{e}.yaml") for e in ("2007", "2027-training"))
    return old, new


@pytest.fixture
def raw(data: Path) -> dict[str, Any]:
    """The record as it stands in the file, to be spoilt."""
    return yaml.safe_load((data / RECORD).read_text("utf-8"))


Faults = Callable[[dict[str, Any]], list[Fault]]


@pytest.fixture
def faults(editions: tuple[Standard, Standard]) -> Faults:
    """What is untrue of a record."""
    return lambda record: list(find_untrue(Changes.model_validate(record), *editions))


def of(record: dict[str, Any], node: str) -> dict[str, Any]:
    """The change that names a node of the old edition."""
    return next(c for c in record["changes"] if node in c.get("from", []))


def test_the_record_of_the_training_draft_is_true(raw: dict[str, Any], faults: Faults) -> None:
    """It was written by hand, before any of this."""
    assert faults(raw) == []


def test_both_directions_are_read_off_one_record(data: Path) -> None:
    """What became of an old item, and where a new one comes from."""
    changes = load_record(Changes, data / RECORD)
    assert changes.of_old["BCC-5.4"].to == ("BCC-5.7", "BCC-5.8", "BCC-5.9")
    assert changes.of_new["BCC-5.8"] is changes.of_old["BCC-5.4"]
    assert changes.of_new["BCC-5.6"].from_ == ("BCC-5.1", "BCC-5.2")
    assert changes.of_new["BCC-10.1"].kind == "added"
    assert "BCC-2.2" not in changes.of_new
    assert changes.reference == "best-call-centre@2007--2027-training"


def test_every_node_of_both_editions_is_covered(raw: dict[str, Any], faults: Faults) -> None:
    """One that is left out is named, with the side on which it is missing."""
    raw["changes"].remove(of(raw, "BCC-5.4"))
    found = faults(raw)
    assert {fault.code for fault in found} == {Code.CHANGE_MISSING}
    assert sorted(fault.message.split()[0] for fault in found) == [
        "BCC-5.4", "BCC-5.7", "BCC-5.8", "BCC-5.9",
    ]  # fmt: skip


def test_no_node_has_two_fates(raw: dict[str, Any], faults: Faults) -> None:
    """The second record that names it is told, with what the first says."""
    again = {"kind": "removed", "from": ["BCC-1.1"], "reason": of(raw, "BCC-2.2")["reason"]}
    raw["changes"].append(again)
    (fault,) = faults(raw)
    assert fault.code is Code.CHANGE_TWICE
    assert fault.at == ("changes", len(raw["changes"]) - 1, "from", 0)
    assert fault.message == "BCC-1.1 stands under 'from' of 'unchanged' of BCC-1.1 already"


def test_a_node_that_an_edition_does_not_have(raw: dict[str, Any], faults: Faults) -> None:
    """Told at its place; and what it should have been is missing."""
    of(raw, "BCC-1.1")["to"] = ["BCC-1.9"]
    assert {fault.code for fault in faults(raw)} == {Code.UNKNOWN_REFERENCE, Code.CHANGE_MISSING}


@pytest.mark.parametrize(
    ("node", "kind", "message"),
    [
        ("BCC-1.2", "unchanged", "BCC-1.2 is called unchanged, and 'lead' differs"),
        ("BCC-1.1", "reworded", "BCC-1.1 is called reworded, and nothing differs"),
        ("BCC-1.1", "modified", "BCC-1.1 is called modified, and nothing differs"),
        ("BCC-1.1", "moved", "BCC-1.1 is called moved, and stands where it stood"),
        ("BCC-7.1", "unchanged", "BCC-7.1 stands below BCC-7 and BCC-1.4 below BCC-1"),
        ("BCC-5.3", "reworded", "BCC-5.3 stands below BCC-5 and BCC-4.7 below BCC-4"),
        ("BCC-8.3", "reworded", "BCC-8.3 is called reworded, and 'scale' is not the same"),
        ("BCC-3.3", "reworded", "BCC-3.3 is called reworded, and 'indicators' is not the same"),
    ],
)
def test_a_kind_that_is_not_true(
    raw: dict[str, Any], faults: Faults, node: str, kind: str, message: str
) -> None:
    """Equality and difference, place and what is asked are looked up, not believed."""
    change = of(raw, node)
    change["kind"] = kind
    change.setdefault("reason", of(raw, "BCC-2.2")["reason"])
    (fault,) = faults(raw)
    assert (fault.code, fault.at[0], fault.at[-1]) == (Code.CHANGE_UNTRUE, "changes", "kind")
    if node != "BCC-1.2":
        assert fault.message == message
    else:
        assert fault.message.startswith("BCC-1.2 is called unchanged, and '")


def test_a_weight_makes_no_record_untrue(editions: tuple[Standard, Standard]) -> None:
    """Weights are compared where they stand; a record does not hold them."""
    old, new = editions
    assert old.node("BCC-8").weight != new.node("BCC-8").weight
    assert texts_of(old.node("BCC-8")) == texts_of(new.node("BCC-8"))


def test_a_proposal_has_to_be_confirmed(raw: dict[str, Any], faults: Faults) -> None:
    """It needs no reason yet, and it is not taken for true."""
    change = of(raw, "BCC-5.4")
    change |= {"proposed": 0.71}
    del change["reason"]
    (fault,) = faults(raw)
    assert fault.code is Code.CHANGE_UNCONFIRMED
    assert "BCC-5.4 to BCC-5.7, BCC-5.8, BCC-5.9" in fault.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "split", "from": ["BCC-1"], "to": ["BCC-1"]}, "names 2 or more under 'to', got 1"),
        ({"kind": "merged", "from": ["BCC-1"], "to": ["BCC-1"]}, "names 2 or more under 'from', got 1"),
        ({"kind": "added", "from": ["BCC-1"], "to": ["BCC-1"]}, "names 0 under 'from', got 1"),
        ({"kind": "removed", "from": ["BCC-1"], "to": ["BCC-2"]}, "names 0 under 'to', got 1"),
        ({"kind": "moved", "from": ["BCC-1"], "to": ["BCC-2", "BCC-3"]}, "names 1 under 'to', got 2"),
        ({"kind": "moved", "from": ["BCC-1"], "to": ["BCC-2"]}, "'moved' has no reason"),
    ],
)  # fmt: skip
def test_a_record_fits_its_kind(change: dict[str, Any], message: str) -> None:
    """One becomes several when it is split, and so on; all but the unchanged say why."""
    with pytest.raises(ValueError, match=message):
        Change.model_validate(change)


def test_what_is_wrong_with_a_file_has_its_place(tmp_path: Path, raw: dict[str, Any]) -> None:
    """As with every file of data."""
    of(raw, "BCC-5.4")["kind"] = "merged"
    path = tmp_path / "record.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True, width=10**6), "utf-8")
    with pytest.raises(DataError, match=r"\[change-kind\]"):
        load_record(Changes, path)
