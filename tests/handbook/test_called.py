"""Methods and links name the ids in force; assessments on other editions have them all the same."""

from typing import Any

import pytest

from handbook.editions import Called
from scoring.changes import Changes
from tests.handbook.real import catalogue
from tests.proposals import hand_made

PROJECT = {"en": "Why.", "zh": "为什么。", "basis": "project"}


def record(before: str, after: str, *changes: dict[str, Any]) -> Changes:
    """One step of the award that says only this."""
    given = {"standard": "best-call-centre", "from": before, "to": after, "says": PROJECT}
    told = [{"kind": "split", "reason": PROJECT, **change} for change in changes]
    return Changes.model_validate({**given, "changes": told})


@pytest.fixture
def called() -> Called:
    """The award of 2007, two editions later: BCC-5.4 split, one part of it moved on."""
    award, _, _ = hand_made()
    steps = [
        record("2007", "2020", {"from": ["BCC-5.4"], "to": ["BCC-5.7", "BCC-5.8"]}),
        record("2020", "2026", {"kind": "moved", "from": ["BCC-5.8"], "to": ["BCC-8.9"]}),
        record("2026", "2030", {"kind": "merged", "from": ["BCC-1.1", "BCC-1.2"], "to": ["BCC-1.9"]}),
    ]  # fmt: skip
    return Called(award, steps, {"best-call-centre@2030"})


def test_a_later_id_is_what_it_was_made_of(called: Called) -> None:
    """Over two steps as over one; what is not known stays."""
    assert called.here("BCC-5.7") == ("BCC-5.4",)
    assert called.here("BCC-8.9") == ("BCC-5.4",)
    assert called.here("BCC-5.4") == ("BCC-5.4",)
    assert called.here("OP-C1.1") == ("OP-C1.1",)


def test_a_draft_says_nothing_of_other_editions(called: Called) -> None:
    """It may give an id that another edition gives to something else."""
    assert called.here("BCC-1.9") == ("BCC-1.9",)


def test_others_may_call_a_node_otherwise(called: Called) -> None:
    """Whatever became of it, and itself."""
    assert called.everywhere(["BCC-5.4", "BCC-1.1"]) == {"BCC-5.4", "BCC-5.7", "BCC-5.8", "BCC-8.9", "BCC-1.1"}  # fmt: skip


def test_links_of_the_parts_are_links_of_the_whole(called: Called) -> None:
    """Each once."""
    links = [("BCC-5.7", "OP-C1.1"), ("BCC-8.9", "OP-C1.1"), ("SD-08", "BCC-5.7")]
    assert called.links(links) == [("BCC-5.4", "OP-C1.1"), ("SD-08", "BCC-5.4")]


def test_a_draft_has_the_methods_of_what_it_was_made_of() -> None:
    """Its own record reads them; the award of 2007 keeps its own."""
    award, draft, changes = hand_made()
    methods = catalogue().methods.values()
    own = Called(award, [changes], {draft.reference}).methods(methods)
    assert own == list(methods)
    drafted = Called(draft, [changes], {draft.reference}).methods(methods)
    suited = {item for method in drafted for item in method.items}
    assert "BCC-5.4" in {item for method in methods for item in method.items}
    assert {"BCC-5.7", "BCC-5.8", "BCC-5.9"} <= suited
    assert "BCC-5.4" not in suited
