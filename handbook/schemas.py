"""JSON Schemas of the data files, generated from the models, for editors and for the site.

The rule one would get wrong: an editor reads YAML by itself and knows only the schema. So a text
may be written as a number (`year: 2016`), as the check allows, and what an optional field lacks is
the field, never a null.
"""

import inspect
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import griffe
import yaml
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from handbook.kinds import KINDS, Kind

__all__ = ["described", "fields_told", "schema_of", "write_schemas"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LIMITS = {  # as the models name them, and as JSON Schema does
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
}


def write_schemas(folder: Path) -> list[Path]:
    """Write one schema a kind of file; an unchanged file is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in KINDS:
        path = folder / f"{kind.name}.schema.json"
        text = json.dumps(schema_of(kind), indent=1, ensure_ascii=False) + "\n"
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
        paths.append(path)
    return paths


def schema_of(kind: Kind) -> dict[str, Any]:
    """What an editor may know of a kind of file."""
    model = tuple[kind.model, ...] if kind.holds_list else kind.model  # type: ignore[name-defined]
    return {"$schema": DIALECT, **TypeAdapter(model).json_schema(schema_generator=_ForEditors)}


def described(model: type[BaseModel]) -> Mapping[str, str]:
    """What each field of a record means, by its name in the file; no entry where nobody says.

    The docstring of the record itself comes first, then those that it is built on, then
    `fields.yaml`.
    """
    found = {}
    for name, field in model.model_fields.items():
        written = field.alias or name
        classes = [one for one in model.__mro__ if issubclass(one, BaseModel)]
        told = [_attributes(one).get(name) for one in classes]
        told += [fields_told().get(f"{one.__name__}.{written}") for one in classes]
        told.append(fields_told().get(written))
        description = next(filter(None, told), None)
        if description:
            found[written] = description
    return found


@cache
def fields_told() -> Mapping[str, str]:
    """Descriptions that stand in no docstring: by field, or by record and field."""
    text = files("handbook").joinpath("fields.yaml").read_text("utf-8")
    return dict(yaml.load(text, yaml.CSafeLoader))


@cache
def _sections(model: type[BaseModel]) -> list[griffe.DocstringSection]:
    docstring = model.__dict__.get("__doc__") or ""
    return griffe.Docstring(inspect.cleandoc(docstring)).parse("numpy", warnings=False)


def _attributes(model: type[BaseModel]) -> dict[str, str]:
    """The fields that the docstring of a class explains, on one line each."""
    return {
        name: " ".join(attribute.description.split())
        for section in _sections(model)
        if isinstance(section, griffe.DocstringSectionAttributes)
        for attribute in section.value
        for name in attribute.name.split(", ")
    }


class _ForEditors(GenerateJsonSchema):
    """Schemas that offer what a person may write, with a word about each field."""

    def generate(self, schema: Any, mode: Any = "validation") -> dict[str, Any]:
        found: dict[str, Any] = _with_limits(super().generate(schema, mode))
        return found

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        found: dict[str, Any] = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        first = next((s.value for s in _sections(model) if s.kind.value == "text"), "")
        if first:
            found["description"] = " ".join(str(first).split())
        for name, description in described(model).items():
            found["properties"][name]["description"] = description
        return found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        """An optional field is left out, never empty."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """No default where it only says that nothing is there."""
        if schema.get("default", ...) in (None, ()):
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)

    def str_schema(self, schema: core_schema.StringSchema) -> dict[str, Any]:
        """A year or an edition may be written without quotes; an id with a pattern is text."""
        found: dict[str, Any] = super().str_schema(schema)
        return found if "pattern" in found else {**found, "type": ["string", "number"]}

    def dict_schema(self, schema: core_schema.DictSchema) -> dict[str, Any]:
        """Values by the names of variables: a key that cannot be one is refused."""
        return {**super().dict_schema(schema), "additionalProperties": False}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """The name of a field, capitalised, tells nobody anything."""
        return False


def _with_limits(value: Any) -> Any:
    """Limits under the names that JSON Schema has for them."""
    if isinstance(value, dict):
        return {LIMITS.get(key, key): _with_limits(below) for key, below in value.items()}
    return [_with_limits(one) for one in value] if isinstance(value, list) else value
