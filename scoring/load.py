"""Read data files into models, with every problem of a file at once.

A file is looked at three times: how it is written, by its model (fields, types, words) and as a
tree (ids, weights), so that a wrong word in one place does not hide a wrong weight in another.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from scoring.grades import find_faults
from scoring.positions import Document, Key, parse_yaml, read_text
from scoring.problems import Code, DataError, Problem, counted
from scoring.scales import Scale
from scoring.standard import Standard
from scoring.texts import Record, as_number
from scoring.wording import describe

__all__ = ["load_list", "load_record", "load_scale", "load_standard", "read_records"]

R = TypeVar("R", bound=Record)

FULL_WEIGHT = 100
DECIMALS = 9  # floats are compared after this rounding


def load_standard(path: Path, name: str | None = None) -> Standard:
    """Read one edition of a standard.

    Raises
    ------
    DataError
        Everything that is wrong with the file, each with line and column.

    Examples
    --------
    The award: nine criteria with points that sum to 100. Paths begin at the root of the project.

    >>> from pathlib import Path
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> award.reference, [criterion.weight for criterion in award.children]
    ('best-call-centre@2007', [15.0, 15.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0])
    """
    return load_record(Standard, path, name)


def load_scale(path: Path, name: str | None = None) -> Scale:
    """Read one rating scale; raises DataError with all its problems.

    Examples
    --------
    Approach, deployment, learning and integration:

    >>> from pathlib import Path
    >>> [factor.id for factor in load_scale(Path("data/scales/process.yaml")).factors]
    ['A', 'D', 'L', 'I']
    """
    return load_record(Scale, path, name)


def load_record(model: type[R], path: Path, name: str | None = None) -> R:
    """Read a file that holds one record; raises DataError with all its problems."""
    return _records(model, path, name, a_list=False)[0]


def load_list(model: type[R], path: Path, name: str | None = None) -> tuple[R, ...]:
    """Read a file that holds a list of records with ids; raises DataError."""
    return _records(model, path, name, a_list=True)


def _records(model: type[R], path: Path, name: str | None, *, a_list: bool) -> tuple[R, ...]:
    name = name or str(path)
    return _records_of(model, read_text(path, name), name, a_list=a_list)


@lru_cache(maxsize=32)
def _records_of(model: type[R], text: str, name: str, *, a_list: bool) -> tuple[R, ...]:
    """Records are frozen, so that the same text may give the same ones again."""
    records, problems = read_records(model, parse_yaml(text, name), a_list=a_list)
    if problems:
        raise DataError(problems)
    return tuple(records)


def read_records(
    model: type[R], document: Document, *, a_list: bool = False
) -> tuple[list[R], list[Problem]]:
    """Turn a document into records as far as they can be made, and all that is wrong with it.

    Parameters
    ----------
    model : type
        What the file holds.
    document : Document
        The file.
    a_list : bool
        The file holds a list of such records, not one.
    """
    if a_list and not isinstance(document.data, list):
        message = "the file must hold a list, every entry begun with '- '"
        return [], [*document.problems, document.problem((), Code.WRONG_TYPE, message)]
    problems = [*document.problems, *_repeated_ids(document)]
    if issubclass(model, Standard):
        problems.extend(_tree_problems(document))
    told = {(problem.line, problem.column) for problem in problems}  # the rest follows from it
    records = []
    for index, data in enumerate(document.data if a_list else [document.data]):
        try:
            records.append(model.model_validate(data))
        except ValidationError as error:
            for details in error.errors(include_url=False):
                problem = describe(document, details, (index,) if a_list else ())
                if (problem.line, problem.column) not in told:
                    problems.append(problem)
    if not problems:
        problems += [problem for record in records for problem in _grades(document, record)]
    return records, problems


def _grades(document: Document, record: Record) -> Iterator[Problem]:
    """What is wrong with the grades of a standard that is right otherwise."""
    if isinstance(record, Standard):
        nodes, criteria = record.nodes(), record.children
        faults = find_faults(record.grades, [n.id for n in nodes], [c.id for c in criteria])
        for fault in faults:
            yield document.problem(fault.at, fault.code, fault.message, fault.hint)


def _repeated_ids(document: Document) -> Iterator[Problem]:
    """An id that two things of one file claim."""
    first: dict[str, tuple[Key, ...]] = {}
    for keys, value in document.find("id"):
        if not isinstance(value, str):
            continue
        if value in first:
            line = document.at(first[value])[0]
            message = f"id {value} is used twice, first at line {line}"
            hint = "ids never change meaning: give the new thing a new one"
            yield document.problem(keys, Code.DUPLICATE_ID, message, hint)
        first.setdefault(value, keys)


def _tree_problems(document: Document) -> Iterator[Problem]:
    """What is wrong with ids and weights, as far as the raw data can be read as a tree."""
    for keys, siblings in document.find("children"):
        if not isinstance(siblings, list):
            continue
        nodes = {n: node for n, node in enumerate(siblings) if isinstance(node, Mapping)}
        parent = _at(document.data, keys[:-1])
        whole = keys == ("children",)
        yield from _weights(document, keys, nodes, _word(parent, "id") or "the node above")
        yield from _ids(document, keys, nodes, _word(parent, "prefix" if whole else "id"))


def _word(record: Mapping[str, Any], key: str) -> str:
    """The text in a field, empty where there is none."""
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _at(data: Any, keys: Sequence[Key]) -> Any:
    for key in keys:
        data = data[key]
    return data


def _ids(
    document: Document, keys: tuple[Key, ...], nodes: Mapping[int, Mapping[str, Any]], above: str
) -> Iterator[Problem]:
    """The id of a node begins with the id of its parent; a point or a letter goes between."""
    joint = "-" if keys == ("children",) else r"[.A-Z]"
    for index, node in nodes.items():
        node_id = node.get("id")
        if not (isinstance(node_id, str) and above):
            continue
        if not re.match(re.escape(above) + joint, node_id):
            beginning = f"{above}{'-' if joint == '-' else '.'}"
            message = f"{node_id} stands under {above}, its id must start with '{beginning}'"
            yield document.problem((*keys, index, "id"), Code.WRONG_ID, message)


def _weights(
    document: Document,
    keys: tuple[Key, ...],
    nodes: Mapping[int, Mapping[str, Any]],
    parent: str,
) -> Iterator[Problem]:
    """Siblings all state a weight, summing to 100, or none does."""
    stated = {n: node["weight"] for n, node in nodes.items() if node.get("weight") is not None}
    silent = [_word(node, "id") or "another" for n, node in nodes.items() if n not in stated]
    if stated and silent:
        verb = "does" if len(silent) == 1 else "do"
        message = f"some children of {parent} state a weight, but {', '.join(silent)} {verb} not"
        hint = "state all, or none for equal shares"
        yield document.problem((*keys, min(stated), "weight"), Code.WEIGHTS_MIXED, message, hint)
        return
    numbers = [number for value in stated.values() if (number := as_number(value)) is not None]
    total = math.fsum(numbers)
    if not stated or len(numbers) < len(stated) or not round(total - FULL_WEIGHT, DECIMALS):
        return  # a weight that is no number is told by the model
    short = FULL_WEIGHT - total
    parts = " + ".join(f"{weight:g}" for weight in numbers)
    verb = "add" if short > 0 else "take off"
    yield document.problem(
        (*keys, max(stated), "weight"),
        Code.WEIGHTS_SUM,
        f"weights of {parent} sum to {total:g}, not {FULL_WEIGHT}",
        f"{parts} = {total:g}; {verb} {counted(abs(short), 'point')}",
    )
