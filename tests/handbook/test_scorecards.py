"""Scorecards for a person and for a program."""

from pathlib import Path

import pytest

from handbook.problems import BuildError
from handbook.reading import Rated, find_standard, rate
from handbook.scorecards import as_object, as_text
from scoring import DataError, Standard
from tests.conftest import AWARD, ROOT

CENTRE = ("centre", "period", "score", "coverage", "confidence", "low", "high")
NODE = ("id", "parent", "weight", "score", "coverage", "confidence", "low", "high")


@pytest.fixture
def rated(monkeypatch: pytest.MonkeyPatch) -> Rated:
    """A public hotline, part of which does not apply."""
    monkeypatch.chdir(ROOT)
    return rate(ROOT / "data/centres/lanwan-12345/2025.csv", "best-call-centre@2007")


def test_the_object_keeps_its_contract(award: Standard, rated: Rated) -> None:
    """Names and shapes that other programs rely on."""
    found = as_object(rated)
    assert (found["standard"], found["edition"], found["profile"]) == (award.id, "2007", None)
    (centre,) = found["centres"]
    assert {*CENTRE, "grade", "nodes", "disputed", "warnings"} <= centre.keys()
    assert all(tuple(node) == NODE for node in centre["nodes"])
    assert centre["nodes"][0]["id"] == award.id
    assert centre["nodes"][0]["parent"] is None
    assert len(centre["nodes"]) == 44
    assert centre["score"] == rated.cards[0].total.score


def test_no_score_is_null_and_no_number(award: Standard, rated: Rated) -> None:
    """The item that does not apply has none of the five numbers."""
    nodes = {node["id"]: node for node in as_object(rated)["centres"][0]["nodes"]}
    assert [nodes["BCC-1.3"][key] for key in CENTRE[2:]] == [None] * 5


def test_the_text_shows_five_numbers_a_criterion(award: Standard, rated: Rated) -> None:
    """The whole, nine criteria, the largest gaps."""
    lines = as_text(rated).split("\n")
    assert lines[0].startswith("lanwan-12345, 2025: Best Call Centre award 2007")
    assert [line.split()[0] for line in lines[2:12]] == ["Total", *(c.id for c in award.children)]
    assert any(line.startswith("  Largest gaps, in points of the whole: ") for line in lines)


def test_a_standard_by_id_edition_or_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """All three name the same."""
    monkeypatch.chdir(ROOT)
    for reference in ("best-call-centre", "best-call-centre@2007", f"data/{AWARD}"):
        assert find_standard(reference).reference == "best-call-centre@2007"


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("best-call-center", "there is no standard best-call-center.*known here: best-call-cen"),
        ("best-call-centre@1999", "has no edition 1999.*it has 2007"),
    ],
)
def test_an_unknown_standard(monkeypatch, reference: str, words: str) -> None:
    """With what is there instead."""
    monkeypatch.chdir(ROOT)
    with pytest.raises(BuildError, match=words):
        find_standard(reference)


def test_a_standard_where_none_is(monkeypatch, tmp_path: Path) -> None:
    """Outside a project, and a file that is not there."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BuildError, match="known here: none in this folder"):
        find_standard("best-call-centre")
    with pytest.raises(DataError, match=r"\[file-not-found\]"):
        find_standard("none.yaml")
