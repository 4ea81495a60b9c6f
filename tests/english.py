"""Print every English text that a reader sees, a line each, without code, ids and Chinese."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
ONLY_ENGLISH = "fields.yaml"
FOLDERS = ("data", "docs/templates", "handbook")
NOT_WORDS = re.compile(
    r"`[^`]*`|\{\{.*?\}\}|\{%.*?%\}|\{##.*?##\}|<[^>]*>|\{:[^}]*\}|\]\([^)]*\)|https?://\S+"
    r"|\b[\w-]+\.(?:csv|yaml|yml|md|ipynb|html|json|sh|py|com|cn)\b\S*|\b[A-Z]{2,5}-[A-Z]?\w+(?:\.\w+)*"
    r"|\b\w*[0-9_]\w*\b|[\u3400-\u9fff]+|“[A-Za-z]+”"
)


def texts(value: Any, key: str = "") -> Iterator[str]:
    """The strings under `en`, at any depth."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from texts(below, key if key == "en" else str(name))
    elif isinstance(value, list):
        for below in value:
            yield from texts(below, key)
    elif key == "en" and isinstance(value, str):
        yield value


def main() -> None:
    """Data and templates, hand-written pages, English cells of notebooks."""
    found: list[str] = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
            found += texts(data, "en" if path.name == ONLY_ENGLISH else "")
    for path in sorted((ROOT / "docs/en").glob("*.md")):
        found.append(re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL))
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown" and "en" in cell["metadata"].get("tags", []):
                found.append("".join(cell["source"]))
    for text in found:
        print(re.sub(r"['’]s\b", "", NOT_WORDS.sub(" ", text)).replace("’", "'"))


if __name__ == "__main__":
    main()
