"""The register of facts: every fact of the brief has a sentence that carries it."""

import re
from pathlib import Path

import pytest

from handbook.facts import carried, statements_by_id
from handbook.records import Proof
from tests.conftest import ROOT, DataFolder
from tests.handbook.real import catalogue

BRIEF = ROOT.parent / "shared/domain/seeds-facts.md"
ERRATUM = re.compile(r"^\| ([GBOMC][0-9]{1,2}) \|", re.MULTILINE)
FACT = re.compile(
    r"\b((?:GCSC-[A-H]|OCS-(?:1N|1L|2|3M|3O|4A|4B|4C)|SD-[0-9]{2}|OP-[HVCR][0-9]{1,2}"
    r"|PQ-(?:[MSC]\b|T[0-9]\.0)|WTR-[0-9]{2}X?|BCC-[0-9]))"
)
RANGES = {"OP-V": range(1, 11), "OP-H": range(1, 9), "OP-C": range(1, 8), "OP-R": range(4)}


def known_ids() -> set[str]:
    """Ids that the register speaks of."""
    return {proof.fact for proof in catalogue().facts}


def test_every_row_is_carried() -> None:
    """The words of both languages stand in one sourced statement of the record."""
    statements = statements_by_id(catalogue())
    lost = [proof for proof in catalogue().facts if carried(proof, statements) is None]
    assert lost == []


@pytest.mark.skipif(not BRIEF.exists(), reason="the brief does not lie beside the project")
def test_no_fact_of_the_brief_is_missing() -> None:
    """Every id that the brief gives stands in the register, every defect among the errata."""
    text = BRIEF.read_text("utf-8")
    wanted = set(FACT.findall(text)) | {f"{p}{n}" for p, r in RANGES.items() for n in r}
    assert wanted - known_ids() == set()
    assert set(ERRATUM.findall(text)) - {e.id for e in catalogue().errata} == set()


def test_a_lost_figure_is_noticed(whole_folder: DataFolder) -> None:
    """Drop one fact from a sentence and the check names its row of the register."""
    name = "standards/operating-model-10086/2009.yaml"
    text = (whole_folder / name).read_text("utf-8")
    (whole_folder / name).write_text(text.replace("1,240 seats", "many seats"), "utf-8")
    assert [line for line in whole_folder.problems() if "[fact-lost]" in line and "SD-01" in line]


def test_without_words_the_first_sourced_statement_counts() -> None:
    """A row may name the record only; our own statements never carry a fact."""
    statements = statements_by_id(catalogue())
    statement = carried(Proof(fact="BCC-1", at="BCC-1"), statements)
    assert statement
    assert statement.source == "SRC-35"
    assert carried(Proof(fact="x", at="nowhere"), statements) is None


def test_the_brief_is_never_read_by_the_build() -> None:
    """Nothing of the package or the data names the folder beside the project."""
    for folder in ("handbook", "scoring", "data", "docs"):
        for path in Path(ROOT / folder).rglob("*.*"):
            if path.suffix in {".py", ".yaml", ".j2", ".md"}:
                assert "shared/domain" not in path.read_text("utf-8"), path
