"""Say in plain words what a model found wrong with a value.

The models are checked by pydantic, whose messages speak of tuples and instances; a person who
edits a YAML file is told about lists and texts, at the line where the value stands.
"""

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from scoring.positions import Document, Key
from scoring.problems import Code, Problem
from scoring.texts import Record

__all__ = ["describe"]

LONGEST_QUOTE = 60
TRANSLATIONS = {"en": "English", "zh": "Chinese"}
LEVEL_HINT = "levels run from 0 to 5, half levels only in ratings and cases"
TYPES = {
    "string": "must be a text",
    "list": "must be a list, every entry begun with '- '",
    "tuple": "must be a list, every entry begun with '- '",
    "int": "must be a whole number",
    "float": "must be a number",
    "bool": "must be true or false",
}
LIMITS = {
    "greater_than": "must be above {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be below {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "multiple_of": "must be a multiple of {multiple_of:g}",
    "finite_number": "is too large",
    "string_too_long": "must have at most {max_length} characters",
}

Words = tuple[Code, str, str]


def describe(document: Document, details: ErrorDetails, above: tuple[Key, ...] = ()) -> Problem:
    """One finding of pydantic as a problem at its place.

    Parameters
    ----------
    document : Document
        The file with its positions.
    details : ErrorDetails
        One entry of ``ValidationError.errors()``.
    above : tuple of Key
        Where in the document the checked record stands.
    """
    context = details.get("ctx", {})
    keys = document.known((*above, *details["loc"]))  # without the names of union members
    missing = details["type"] == "missing"
    if missing:
        keys = (*keys, details["loc"][-1])
    given = None if missing else details["input"]
    words = _of_field(keys, given, missing=missing) or _of_kind(details, keys, given)
    place = (*keys, context["at"]) if "at" in context else keys
    return document.problem(place, *words)


def _of_field(keys: Sequence[Key], given: object, *, missing: bool) -> Words | None:
    """What is said of a few fields whatever is wrong with them."""
    last = keys[-1] if keys else None
    if last in TRANSLATIONS and _is_blank(given):
        message = f"the {TRANSLATIONS[str(last)]} text of {_owner(keys[:-1])} is missing"
        return Code.MISSING_TRANSLATION, message, "write it; both languages ship"
    if missing:
        return Code.MISSING_FIELD, f"'{last}' is missing", f"add '{last}:'"
    if _is_blank(given) or given == []:
        return Code.EMPTY, f"{_subject(keys)} is empty", "write it or ask for it"
    if last == "level":
        return Code.UNKNOWN_LEVEL, f"{_quoted(given)} is not a level", LEVEL_HINT
    return None


def _of_kind(details: ErrorDetails, keys: Sequence[Key], given: object) -> Words:
    """What is said of a kind of finding, whatever the field."""
    kind, context = details["type"], details.get("ctx", {})
    if kind in KINDS:
        return KINDS[kind](keys, given, context)
    if kind in LIMITS:
        limit = LIMITS[kind].format(**context)
        return Code.OUT_OF_RANGE, f"{_subject(keys)} {limit}, got {_quoted(given)}", ""
    if kind == Code.WRONG_TYPE:
        return _wrong_type(keys, given, details["msg"])
    if kind in set(Code):
        return Code(kind), details["msg"], str(context.get("hint", ""))
    return _wrong_type(keys, given, TYPES.get(kind.split("_")[0], "is of the wrong kind"))


def _wrong_type(keys: Sequence[Key], given: object, wanted: str) -> Words:
    return Code.WRONG_TYPE, f"{_subject(keys)} {wanted}, got {_quoted(given)}", ""


def _record(keys: Sequence[Key], given: object, context: Mapping[str, Any]) -> Words:
    is_text = context.get("class_name", "").endswith(("Text", "Statement", "Remark"))
    return _wrong_type(keys, given, f"must have {'en and zh' if is_text else 'fields'} below it")


def _fields(record: type[Record] = Record) -> set[str]:
    """The fields of all records, as they are written."""
    own = {field.alias or name for name, field in record.model_fields.items()}
    return own.union(*map(_fields, record.__subclasses__()))


def _unknown_field(keys: Sequence[Key], _given: object, _context: Mapping[str, Any]) -> Words:
    near = difflib.get_close_matches(str(keys[-1]), _fields(), 1)
    hint = "look the fields up in the JSON Schema that line 1 names"
    hint = f"did you mean '{near[0]}'?" if near else hint
    return Code.UNKNOWN_FIELD, f"'{keys[-1]}' is not a field here", hint


def _unknown_word(keys: Sequence[Key], given: object, context: Mapping[str, Any]) -> Words:
    expected = str(context["expected"]).replace("True", "true")
    words = expected.replace("'", "").replace(" or ", ", ").split(", ")
    near = difflib.get_close_matches(str(given), words, 1)
    hint = f"did you mean '{near[0]}'?" if near else ""
    message = f"{_subject(keys)} must be {expected}, got {_quoted(given)}"
    return Code.UNKNOWN_WORD, message, hint


def _wrong_id(keys: Sequence[Key], given: object, context: Mapping[str, Any]) -> Words:
    message = f"{_quoted(given)} is not a well-formed {_subject(keys)}"
    return Code.WRONG_ID, message, f"it is written like {context['example']}"


def _count(keys: Sequence[Key], given: Any, context: Mapping[str, Any]) -> Words:
    few = "min_length" in context
    wanted = f"at least {context['min_length']}" if few else f"at most {context['max_length']}"
    return Code.OUT_OF_RANGE, f"{_subject(keys)} must hold {wanted}, got {len(given)}", ""


KINDS: Mapping[str, Callable[[Sequence[Key], Any, Mapping[str, Any]], Words]] = {
    "extra_forbidden": _unknown_field,
    "literal_error": _unknown_word,
    "enum": _unknown_word,
    Code.WRONG_ID: _wrong_id,
    "too_short": _count,
    "too_long": _count,
    "model_type": _record,
    "model_attributes_type": _record,
    "dict_type": _record,
}


def _is_blank(given: object) -> bool:
    return given is None or (isinstance(given, str) and not given.strip())


def _subject(keys: Sequence[Key]) -> str:
    """What a message speaks of: a field, an entry of a list, or the file."""
    if not keys:
        return "the file"
    last = keys[-1]
    return f"entry {last + 1} of {_owner(keys[:-1])}" if isinstance(last, int) else f"'{last}'"


def _owner(keys: Sequence[Key]) -> str:
    """The nearest thing above that has a name."""
    return next((f"'{key}'" for key in reversed(keys) if isinstance(key, str)), "the file")


def _quoted(given: object) -> str:
    """What was given, as one would write it in YAML and short enough for one line."""
    if isinstance(given, dict | list):
        return "several fields" if isinstance(given, dict) else "a list"
    if isinstance(given, bool):
        return str(given).lower()
    text = repr(given)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
