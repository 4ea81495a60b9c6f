"""Read data files into models, with every problem of a file at once.

A file is looked at twice: by its model (fields, types, words) and as a tree (ids, weights), so
that a wrong word in one place does not hide a wrong weight in another.
"""

import difflib
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scoring.positions import Document, Key, read_yaml
from scoring.problems import Code, DataError, Problem
from scoring.scales import Scale
from scoring.standard import Standard
from scoring.texts import Record

__all__ = ["load_list", "load_record", "load_scale", "load_standard", "parse", "tree_problems"]

R = TypeVar("R", bound=Record)

FULL_WEIGHT = 100
LONGEST_QUOTE = 60
TRANSLATIONS = {"en": "English", "zh": "Chinese"}
LEVEL_HINT = "levels run from 0 to 5, half levels only in ratings and cases"


def load_standard(path: Path, name: str | None = None) -> Standard:
    """Read one edition of a standard.

    Raises
    ------
    DataError
        Everything that is wrong with the file, each with line and column.
    """
    document = read_yaml(path, name)
    problems = list(tree_problems(document))
    try:
        standard = parse(Standard, document)
    except DataError as error:
        raise DataError([*problems, *error.problems]) from None
    if problems:
        raise DataError(problems)
    return standard


def load_scale(path: Path, name: str | None = None) -> Scale:
    """Read one rating scale; raises DataError with all its problems."""
    return load_record(Scale, path, name)


def load_record(model: type[R], path: Path, name: str | None = None) -> R:
    """Read a file that holds one record; raises DataError with all its problems."""
    return parse(model, read_yaml(path, name))


def load_list(model: type[R], path: Path, name: str | None = None) -> tuple[R, ...]:
    """Read a file that holds a list of records with ids; raises DataError."""
    return parse_list(model, read_yaml(path, name))


def parse_list(model: type[R], document: Document) -> tuple[R, ...]:
    """Turn a document that holds a list into records, their ids different from one another."""
    if not isinstance(document.data, list):
        raise DataError([document.problem((), Code.WRONG_TYPE, "the file must hold a list")])
    records, problems = [], list(_duplicate_ids(document))
    for index, data in enumerate(document.data):
        try:
            records.append(_validate(model, document, data, (index,)))
        except DataError as error:
            problems.extend(error.problems)
    if problems:
        raise DataError(problems)
    return tuple(records)


def parse(model: type[R], document: Document) -> R:
    """Turn a document into a record."""
    return _validate(model, document, document.data, ())


def _validate(model: type[R], document: Document, data: Any, above: tuple[Key, ...]) -> R:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise DataError(
            _translate(document, details, above) for details in error.errors(include_url=False)
        ) from None


def _translate(document: Document, details: ErrorDetails, above: tuple[Key, ...]) -> Problem:
    """One finding of pydantic in our own words."""
    keys, kind = (*above, *details["loc"]), details["type"]
    last = str(keys[-1]) if keys else ""
    given, context = _short(details["input"]), details.get("ctx", {})
    if last in TRANSLATIONS and (kind == "missing" or details["input"] in (None, "")):
        message = f"the {TRANSLATIONS[last]} text of '{_name(keys[:-1])}' is missing"
        return document.problem(keys, Code.MISSING_TRANSLATION, message, "write it; both languages ship")
    if last == "level" and kind != "missing":
        message = f"{given} is not a level"
        return document.problem(keys, Code.UNKNOWN_LEVEL, message, LEVEL_HINT)
    match kind:
        case "missing":
            return document.problem(keys, Code.MISSING_FIELD, f"'{last}' is missing", f"add '{last}:'")
        case "extra_forbidden":
            return document.problem(keys, Code.UNKNOWN_FIELD, f"'{last}' is not a field here",
                                    "check the spelling, or look the fields up in the JSON Schema")
        case "literal_error" | "enum":
            expected = str(context["expected"])
            return document.problem(keys, Code.UNKNOWN_WORD,
                                    f"'{last}' must be {expected}, got {given}", _nearest(details["input"], expected))
        case "too_short" | "string_too_short" if not details["input"]:
            return document.problem(keys, Code.EMPTY, f"'{last}' is empty", "write it or ask for it")
        case "string_pattern_mismatch":
            return document.problem(keys, Code.WRONG_ID, f"{given} is not a well-formed '{last}'",
                                    f"it must match {context['pattern']}")
        case _ if kind in set(Code):
            return document.problem(keys, Code(kind), details["msg"])
        case _ if kind.endswith(("_than", "_than_equal", "multiple_of", "finite_number")) or kind.startswith("too_"):
            return document.problem(keys, Code.OUT_OF_RANGE, f"'{last}': {_lower(details['msg'])}, got {given}")
        case _:
            return document.problem(keys, Code.WRONG_TYPE, f"'{last}': {_lower(details['msg'])}, got {given}")


def _short(given: object) -> str:
    """What was given, short enough for one line."""
    text = repr(given)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _name(keys: Sequence[Key]) -> str:
    """The nearest key that is a word, for a message."""
    return next((str(key) for key in reversed(keys) if isinstance(key, str)), "entry")


def _nearest(given: object, expected: str) -> str:
    near = difflib.get_close_matches(str(given), expected.replace("'", "").replace(" or ", ", ").split(", "), 1)
    return f"did you mean '{near[0]}'?" if near else ""


def _duplicate_ids(document: Document) -> Iterator[Problem]:
    """An id that two things of one file claim."""
    first: dict[str, tuple[Key, ...]] = {}
    for keys, value in document.find("id"):
        if not isinstance(value, str):
            continue
        if value in first:
            line = document.at(first[value])[0]
            yield document.problem(keys, Code.DUPLICATE_ID, f"id {value} is used twice, first at line {line}",
                                   "ids never change meaning: give the new thing a new one")
        first.setdefault(value, keys)


def tree_problems(document: Document) -> Iterator[Problem]:
    """What is wrong with ids and weights, as far as the raw data can be read as a tree."""
    if not isinstance(document.data, Mapping):
        return
    yield from _duplicate_ids(document)
    prefix = document.data.get("prefix")
    for keys, siblings in document.find("children"):
        nodes = [n for n in siblings if isinstance(n, Mapping)] if isinstance(siblings, list) else []
        parent = _at(document.data, keys[:-1])
        yield from _weights(document, keys, nodes, str(parent.get("id", "the standard")))
        above = prefix if keys == ("children",) else parent.get("id")
        for index, node in enumerate(nodes):
            node_id, joint = node.get("id"), "-" if keys == ("children",) else "."
            if isinstance(node_id, str) and above and not node_id.startswith(f"{above}{joint}"):
                yield document.problem((*keys, index, "id"), Code.WRONG_ID,
                                       f"{node_id} stands under {above}, its id must start with '{above}{joint}'")


def _at(data: Any, keys: Sequence[Key]) -> Any:
    for key in keys:
        data = data[key]
    return data


def _weights(document: Document, keys: tuple[Key, ...], nodes: Sequence[Mapping[str, Any]],
             parent: str) -> Iterator[Problem]:
    """Siblings all state a weight, summing to 100, or none does."""
    stated = {i: n["weight"] for i, n in enumerate(nodes)
              if isinstance(n.get("weight"), int | float) and not isinstance(n["weight"], bool)}
    if not stated:
        return
    silent = [n.get("id", "?") for i, n in enumerate(nodes) if n.get("weight") is None]
    if silent:
        yield document.problem((*keys, next(iter(stated)), "weight"), Code.WEIGHTS_MIXED,
                               f"some children of {parent} state a weight, but {', '.join(map(str, silent))} do not",
                               "state all, or none for equal shares")
        return
    total = math.fsum(stated.values())
    if len(stated) == len(nodes) and round(total - FULL_WEIGHT, 9):
        parts = " + ".join(f"{weight:g}" for weight in stated.values())
        short = FULL_WEIGHT - total
        hint = f"{parts} = {total:g}; {'add' if short > 0 else 'take off'} {abs(short):g} points"
        yield document.problem((*keys, max(stated), "weight"), Code.WEIGHTS_SUM,
                               f"weights of {parent} sum to {total:g}, not {FULL_WEIGHT}", hint)
