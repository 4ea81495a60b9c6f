"""Which record of the handbook carries which fact of a source, and in which sentence.

A fact counts as carried when a statement that names its source holds the words which the register
gives in both languages: a register of ids alone would stay green when a figure is lost.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from handbook.catalogue import Catalogue
from handbook.records import Dossier, Proof
from scoring import Code, Problem, Statement
from scoring.standard import Standard

__all__ = ["carried", "fact_problems", "statements_by_id"]


CARRIERS = ("standard", "dossier", "profile")  # kinds whose statements carry facts


def statements_by_id(catalogue: Catalogue) -> Mapping[str, tuple[Statement, ...]]:
    """The statements of everything that has a short code; of a standard or dossier, of itself.

    A source is told by the edition that it belongs to, whether or not that is still in force.
    """
    found: dict[str, tuple[Statement, ...]] = {}

    def add(name: str, statements: Sequence[Statement]) -> None:
        found[name] = (*found.get(name, ()), *statements)

    issued: list[Standard | Dossier] = [
        standard for standard in catalogue.standards if standard.in_force
    ]
    for owner in [*issued, *catalogue.dossiers]:
        add(owner.prefix, owner.about)
        for section in owner.sections:
            add(section.id, section.statements)
            for entry in section.entries:
                add(entry.id, entry.statements)
        if isinstance(owner, Standard):
            for grade in owner.grades:
                add(grade.id, (grade.says,))
            for node in owner.nodes():
                add(node.id, (*node.asks, *node.why))
    for profile in catalogue.profiles:
        found |= {a.item.id: (*a.item.asks, *a.item.why) for a in profile.added}
    return found


def carried(proof: Proof, statements: Mapping[str, tuple[Statement, ...]]) -> Statement | None:
    """The first statement that carries the fact; None where none does."""
    wanted = (proof.en or "", proof.zh or "")
    for statement in statements.get(proof.at, ()):
        if statement.source and wanted[0] in statement.en and wanted[1] in statement.zh:
            return statement
    return None


def _all_read(catalogue: Catalogue, kind: str) -> bool:
    """Whether every file of a kind became a record, so that what it carries is known."""
    files = catalogue.documents.get(kind, [])
    return len(catalogue.records.get(kind, [])) == len(files) and catalogue.knows_ids_of(kind)


def fact_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Rows of the register whose fact nothing carries."""
    if not all(_all_read(catalogue, kind) for kind in CARRIERS):
        return
    statements = statements_by_id(catalogue)
    for document in catalogue.documents.get("facts", []):
        for index, proof in enumerate(catalogue.facts):
            if proof.at not in statements:
                near = difflib.get_close_matches(proof.at, statements, 1)
                hint = f"did you mean {near[0]}?" if near else "mend the id"
                message = f"there is no record {proof.at}"
                yield document.problem((index, "at"), Code.UNKNOWN_REFERENCE, message, hint)
            elif carried(proof, statements) is None:
                message = f"no sourced statement of {proof.at} carries this part of {proof.fact}"
                hint = "the words of both languages must stand in one statement, exactly"
                yield document.problem((index, "fact"), Code.FACT_LOST, message, hint)
