"""Tailoring a standard: items added, weights changed, everything else as it was."""

import pytest

from scoring import Standard
from scoring.profile import AddedItem, NewWeight, Profile, tailor
from scoring.sections import Statement
from scoring.standard import items_of
from scoring.tree import Tree

OURS = Statement(en="Why.", zh="原因。", basis="project")


def profile(award: Standard, **changes: object) -> Profile:
    """A profile of the award that joins a copy of its first item to its last criterion."""
    item = next(award.items()).model_copy(update={"id": "WTR-A1"})
    fields: dict[str, object] = {
        "id": "water-hotline", "standard": award.id, "edition": award.edition,
        "title": award.title, "short": award.short, "lead": award.lead, "source": award.source,
        "about": (OURS,), "headline": "low", "headline_reason": (OURS,),
        "added": (AddedItem(parent="BCC-9", reason=OURS, item=item),),
    }  # fmt: skip
    return Profile.model_validate(fields | changes)


def test_an_added_item_shares_with_its_siblings(award: Standard) -> None:
    """BCC-9 has three items of a third each; with a fourth each has a quarter."""
    tree = Tree.of(tailor(award, profile(award)))
    weights = dict(zip(tree.ids, tree.weights(), strict=True))
    assert [weights[i.id] for i in items_of(tailor(award, profile(award)).node("BCC-9"))] == [
        25
    ] * 4
    assert weights["BCC-9"] == 10


def test_the_standard_stays_as_it_was(award: Standard) -> None:
    """Tailoring gives a new standard."""
    before = award.model_dump()
    tailored = tailor(award, profile(award))
    assert award.model_dump() == before
    assert {i.id for i in tailored.items()} - {i.id for i in award.items()} == {"WTR-A1"}
    assert tailored.reference == award.reference


def test_a_weight_may_change(award: Standard) -> None:
    """Points of a criterion, named in the profile."""
    weights = (NewWeight(node="BCC-1", weight=20), NewWeight(node="BCC-2", weight=10))
    tailored = tailor(award, profile(award, weights=weights))
    assert [c.weight for c in tailored.children[:3]] == [20, 10, 10]


@pytest.mark.parametrize("wrong", ["BCC-10", "OP-C1"])
def test_a_node_the_standard_lacks_is_refused(award: Standard, wrong: str) -> None:
    """Nothing is added in silence to a place that does not exist."""
    weights = (NewWeight(node=wrong, weight=20),)
    with pytest.raises(KeyError, match=wrong):
        tailor(award, profile(award, weights=weights))


def test_a_profile_without_changes_is_the_standard(award: Standard) -> None:
    """No change, no difference."""
    assert tailor(award, profile(award, added=())) == award
