"""JSON Schemas of the data files, generated from the models, for editors and for the site."""

import json
from pathlib import Path

from pydantic import TypeAdapter

from handbook.kinds import KINDS

__all__ = ["write_schemas"]


def write_schemas(folder: Path) -> list[Path]:
    """Write one schema a kind of file; an unchanged file is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in KINDS:
        model = tuple[kind.model, ...] if kind.holds_list else kind.model  # type: ignore[name-defined]
        schema = TypeAdapter(model).json_schema()
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        path = folder / f"{kind.name}.schema.json"
        text = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
        paths.append(path)
    return paths
