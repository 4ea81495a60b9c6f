"""The award's own data: what its source states, and that nothing is missing beside it.

Source: the table of the award's document (SRC-35): nine criteria, 100 points.
"""

import math

from scoring import Basis, Branch, Standard
from scoring.texts import Text
from scoring.tree import Tree

CRITERIA = {
    "BCC-1": (15, 3),
    "BCC-2": (15, 2),
    "BCC-3": (10, 4),
    "BCC-4": (10, 4),
    "BCC-5": (10, 5),
    "BCC-6": (10, 2),
    "BCC-7": (10, 3),
    "BCC-8": (10, 3),
    "BCC-9": (10, 3),
}


def texts(value):
    """Every text in two languages, wherever it stands."""
    if isinstance(value, Text):
        yield value
    if isinstance(value, tuple):
        for entry in value:
            yield from texts(entry)
    elif hasattr(value, "model_fields_set"):
        for field in type(value).model_fields:
            yield from texts(getattr(value, field))


def test_criteria_as_the_source_prints_them(award: Standard) -> None:
    """Nine, with these weights and so many parts each, and the weights are the source's."""
    found = {c.id: (c.weight, len(c.children)) for c in award.children}
    assert found == CRITERIA
    assert math.fsum(weight for weight, _ in found.values()) == 100
    assert {c.weight_basis for c in award.children} == {Basis.SOURCE}


def test_there_are_33_items_and_one_group(award: Standard) -> None:
    """BCC-6.1 is the only group: five parts below it."""
    assert len(list(award.items())) == 33
    groups = [n for n in award.nodes() if isinstance(n, Branch) and n not in award.children]
    assert [(group.id, len(group.children)) for group in groups] == [("BCC-6.1", 5)]


def test_weights_below_the_criteria_are_our_own(award: Standard) -> None:
    """The source prints none, so whoever reads one sees that it is ours."""
    below = [node for node in award.nodes() if node not in award.children]
    assert {node.weight_basis for node in below} == {Basis.PROJECT}
    assert [n.id for n in below if n.weight] == [f"BCC-5.{part}" for part in range(1, 6)]


def test_weights_sum_to_100_among_all_siblings(award: Standard) -> None:
    """Stated or shared equally."""
    tree = Tree.of(award)
    for _, children in tree.branches():
        assert math.isclose(tree.weights()[children].sum(), 100, abs_tol=1e-9)


def test_every_item_has_six_levels_evidence_questions_and_a_case(award: Standard) -> None:
    """What an assessor needs to rate it."""
    for item in award.items():
        assert [level.level for level in item.levels] == [0, 1, 2, 3, 4, 5]
        assert len({level.en for level in item.levels}) == 6
        assert len({level.zh for level in item.levels}) == 6
        assert item.evidence
        assert item.asks
        assert item.measures
        assert 0 <= item.case.level <= 5


def test_every_text_stands_in_both_languages(award: Standard) -> None:
    """English without Chinese characters but for quoted names, Chinese with some."""
    found = list(texts(award))
    assert len(found) > 1000
    for text in found:
        assert text.en.strip()
        assert text.zh.strip()
    translated = [text for text in found if any("\u3400" <= c <= "\u9fff" for c in text.zh)]
    assert len(translated) > 0.95 * len(found)


def test_what_a_source_says_names_it(award: Standard) -> None:
    """Every statement that every page shows has its basis, and the source where it has one."""
    for node in award.nodes():
        for statement in (*node.asks, *node.why):
            assert (statement.source is None) == (statement.basis is Basis.PROJECT)
