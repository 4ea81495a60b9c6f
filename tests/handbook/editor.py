"""An editor that follows line 1 of a data file, and the records that it ought to know.

The editor knows YAML 1.2 and the schema, and nothing of this project. Where a schema has
alternatives, it takes those that know every field which is already there, as the YAML language
server does. Records, their fields and words come from the models, without any schema.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, ClassVar, Literal, get_args, get_origin

import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from handbook.kinds import KINDS, Kind
from handbook.schemas import schema_of
from scoring.load import read_records
from scoring.positions import read_yaml
from tests.handbook.real import ROOT

__all__ = [
    "DATA",
    "FILES",
    "Keys",
    "as_edited",
    "edited",
    "is_right",
    "kind_of",
    "models",
    "objects",
    "offered",
    "part_of",
    "records",
    "samples",
    "schema",
    "words_in",
    "words_offered",
    "written",
]

DATA = ROOT / "data"
FILES = [path.relative_to(DATA).as_posix() for path in sorted(DATA.rglob("*.yaml"))]
Keys = tuple[str | int, ...]
Schema = dict[str, Any]

# -- the editor ---------------------------------------------------------------------------------


class _Yaml12(yaml.CSafeLoader):
    """The core schema of YAML 1.2: a date is text, and so is `no`."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"(?:~|null|Null|NULL|)$", ("~", "n", "N", "")),
):
    _Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def as_edited(text: str) -> Any:
    """A file as an editor reads it."""
    return yaml.load(text, _Yaml12)


def offered(whole: Schema, data: Any, keys: Keys) -> set[str]:
    """The fields that an editor offers within the node at `keys` of a file."""
    parts, here = [whole], data
    for key in keys:
        parts = [below for part in _fitting(whole, parts, here) for below in _below(part, key)]
        here = here[key]
    fitting = _fitting(whole, parts, here)
    return {name for part in fitting for name in part.get("properties", ())}


def words_offered(whole: Schema, part: Schema) -> tuple[Any, ...]:
    """The words that an editor offers for a value."""
    return tuple(
        word
        for one in _alternatives(whole, part)
        for word in one.get("enum", [one["const"]] if "const" in one else ())
    )


def _alternatives(whole: Schema, part: Schema) -> Iterator[Schema]:
    if "$ref" in part:
        yield from _alternatives(whole, whole["$defs"][part["$ref"].rpartition("/")[2]])
    elif choices := part.get("oneOf", part.get("anyOf")):
        for choice in choices:
            yield from _alternatives(whole, choice)
    else:
        yield part


def _fitting(whole: Schema, parts: Sequence[Schema], here: Any) -> list[Schema]:
    found = [one for part in parts for one in _alternatives(whole, part)]
    there = set(here) if isinstance(here, dict) else set()
    return [one for one in found if there <= set(one.get("properties", there))] or found


def _below(part: Schema, key: str | int) -> Iterator[Schema]:
    if isinstance(key, int) and "items" in part:
        yield part["items"]
    elif key in part.get("properties", ()):
        yield part["properties"][key]


# -- what it ought to know ---------------------------------------------------------------------


def kind_of(name: str) -> Kind:
    """The kind whose place it is."""
    return next(kind for kind in KINDS if DATA / name in set(DATA.glob(kind.pattern)))


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema of a kind."""
    return schema_of(next(kind for kind in KINDS if kind.name == name))


@cache
def edited(name: str) -> Any:
    """A file of the project as an editor reads it."""
    return as_edited((DATA / name).read_text("utf-8"))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every record that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def models(kind: Kind) -> list[type[BaseModel]]:
    """The record of a kind and all that stand in it."""
    found, waiting = dict[type[BaseModel], None](), [kind.model]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found[model] = None
            for field in model.model_fields.values():
                waiting.extend(models_in(field.annotation))
    return list(found)


def part_of(kind: Kind, model: type[BaseModel]) -> dict[str, Any]:
    """The schema of one record within that of a kind."""
    found: dict[str, Any] = schema(kind.name)
    return found["$defs"].get(model.__name__, found)


def objects(part: Any) -> Iterator[Schema]:
    """Every schema of an object, at any depth."""
    if isinstance(part, dict):
        if part.get("type") == "object":
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for below in part:
            yield from objects(below)


def written(model: type[BaseModel]) -> dict[str, Any]:
    """The fields of a record under their names in a file, such as `from` for `from_`."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def words_in(annotation: Any) -> tuple[Any, ...]:
    """The closed vocabulary of a field; nothing where it takes other values as well."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(one.value for one in annotation)
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    found = [words_in(one) for one in get_args(annotation) if one is not type(None)]
    return found[0] if len(found) == 1 else ()


def nodes(record: Any, raw: Any, keys: Keys = ()) -> Iterator[tuple[Keys, BaseModel]]:
    """Every record in a file with its place, found by reading the file into its model."""
    if isinstance(record, BaseModel):
        yield keys, record
        for name, field in type(record).model_fields.items():
            key = field.alias or name
            if key in raw:
                yield from nodes(getattr(record, name), raw[key], (*keys, key))
    elif isinstance(record, list | tuple) and isinstance(raw, list):
        for index, (one, below) in enumerate(zip(record, raw, strict=True)):
            yield from nodes(one, below, (*keys, index))


@cache
def records(name: str) -> list[tuple[Keys, BaseModel]]:
    """The records of a file of the project."""
    kind, document = kind_of(name), read_yaml(DATA / name)
    found, problems = read_records(kind.model, document, a_list=kind.holds_list)
    assert not problems
    return list(nodes(found if kind.holds_list else found[0], document.data))


def at(data: Any, keys: Keys) -> Any:
    """The node at a place."""
    for key in keys:
        data = data[key]
    return data


@cache
def samples(kind: str) -> list[tuple[type[BaseModel], Any]]:
    """The first node of each record that the real files of a kind hold."""
    found: dict[type[BaseModel], Any] = {}
    for name in FILES:
        if kind_of(name).name == kind:
            for keys, record in records(name):
                found.setdefault(type(record), at(edited(name), keys))
    return list(found.items())


def is_right(whole: Mapping[str, Any], part: Mapping[str, Any], data: Any) -> bool:
    """Whether an editor marks nothing."""
    rules = {**part, "$defs": whole.get("$defs", {})}
    return Draft202012Validator(rules).is_valid(data)
