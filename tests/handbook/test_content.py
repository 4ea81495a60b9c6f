"""The standards as the sources describe them: what there must be, and how much of it."""

import re
from collections import Counter

import pytest

from scoring import Basis, Branch, Item, Standard
from scoring.standard import items_of
from tests.handbook.real import catalogue

STANDARDS = {s.id: s for s in catalogue().current}
ITEMS = [i for s in STANDARDS.values() for i in s.items()]
ADDED = [a.item for p in catalogue().profiles for a in p.added]


def of(standard: str) -> Standard:
    """The newest edition."""
    return STANDARDS[standard]


def test_the_five_standards() -> None:
    """Ids as they are cited; the size of each as the sources give it."""
    sizes = {s.id: (len(s.children), len(list(s.items()))) for s in STANDARDS.values()}
    assert sizes == {
        "best-call-centre": (9, 33),
        "cccs-op": (7, 44),
        "online-service": (4, 8),
        "operating-model-10086": (9, 9),
        "staff-appraisal": (4, 13),
    }


def test_the_chain() -> None:
    """Eight blocks hold 35 key elements and 20 indicators, counted block by block."""
    counts = {
        i.id: (len(i.chain.elements), len(i.chain.indicators))
        for i in of("online-service").items()
        if i.chain
    }
    assert counts == {
        "OCS-1N": (3, 1), "OCS-1L": (3, 2), "OCS-2": (4, 3), "OCS-3M": (5, 3), "OCS-3O": (6, 3),
        "OCS-4A": (5, 2), "OCS-4B": (4, 3), "OCS-4C": (5, 3),
    }  # fmt: skip
    assert sum(e for e, _ in counts.values()) == 35
    assert sum(i for _, i in counts.values()) == 20


def test_five_six_and_three() -> None:
    """Five channels, five manuals, the six elements of 1-3-2, at least three norms and positions."""
    checks = {i.id: len(i.checks) for i in of("operating-model-10086").items()}
    assert (checks["SD-04"], checks["SD-08"], checks["SD-10"]) == (5, 5, 6)
    assert min(checks.values()) >= 3


def test_four_results_highest_first() -> None:
    """The default rules, as the rubric of the brief states them."""
    grades = of("cccs-op").grades
    rules = {g.id: [(r.kind, r.count, r.node, r.at_least) for r in g.rules] for g in grades}
    assert list(rules) == ["OP-R3", "OP-R2", "OP-R1", "OP-R0"]
    assert set(rules["OP-R3"]) == {("every", None, None, 80), ("overall", None, None, 85)}
    assert set(rules["OP-R2"]) == {
        ("every", None, None, 60), ("count", 2, None, 80), ("overall", None, None, 75)
    }  # fmt: skip
    assert set(rules["OP-R1"]) == {
        ("gate", None, "OP-C1", 60), ("every", None, None, 40), ("overall", None, None, 60)
    }  # fmt: skip
    assert rules["OP-R0"] == []


def test_what_the_source_leaves_out_is_ours() -> None:
    """Every item of CCCS-OP categories 4 to 7 asks on our own account; 1 to 3 on the source's."""
    for category in of("cccs-op").children:
        ours = category.id in {"OP-C4", "OP-C5", "OP-C6", "OP-C7"}
        for item in items_of(category):
            bases = {statement.basis for statement in item.asks}
            assert (bases == {Basis.PROJECT}) == ours, item.id


def test_values_lenses_profile_and_certificates() -> None:
    """Eight lenses, ten values, two certificates, seven chapters, at least two added items."""
    ids = Counter(re.sub(r"[0-9.]+$", "", code) for code in catalogue().titles)
    assert (ids["OP-V"] - 1, ids["OP-H"] - 1, ids["PQ-T"] - 1) == (10, 8, 7)
    assert {"PQ-M", "PQ-S", "PQ-C"} <= set(catalogue().titles)
    dossier = next(d for d in catalogue().dossiers if d.id == "icmi-gcsc")
    assert [s.id for s in dossier.sections] == [f"GCSC-{letter}" for letter in "ABCDEFGH"]
    assert all(s.checks and s.lenses for s in dossier.sections)
    profile = catalogue().profiles[0]
    assert (profile.id, profile.standard, profile.headline) == ("water-hotline", "cccs-op", "low")
    assert len(profile.added) >= 2


def test_fifty_two_errata() -> None:
    """G1-6, B1-13, O1-8, M1-7, C1-18."""
    assert Counter(e.id[0] for e in catalogue().errata) == {
        "G": 6,
        "B": 13,
        "O": 8,
        "M": 7,
        "C": 18,
    }


@pytest.mark.parametrize("item", [*ITEMS, *ADDED], ids=lambda item: item.id)
def test_a_rated_item_is_complete(item: Item) -> None:
    """Evidence to ask for, six levels of its own, findings, questions by role, a case."""
    assert len(item.evidence) >= 4
    assert len(item.levels) == 6
    assert len(item.findings) >= 4
    assert len(item.improve) >= 3
    assert len(item.measures) >= 2
    confidences = [row.confidence for row in item.evidence]
    assert confidences == sorted(confidences, reverse=True)
    texts = [level.en for level in item.levels] + [level.zh for level in item.levels]
    assert len(set(texts)) == 12


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=lambda s: s.id)
def test_cases_spread_over_the_levels(standard: Standard) -> None:
    """A trainee who always answers 3 must not be right."""
    levels = Counter(item.case.level for item in standard.items())
    assert max(levels.values()) <= max(2, len(list(standard.items())) / 3)


def test_every_branch_says_what_it_asks_on_what_basis() -> None:
    """A category of a source names the source at least once."""
    for standard in STANDARDS.values():
        for node in standard.children:
            if isinstance(node, Branch):
                assert any(s.source for s in node.asks), node.id
