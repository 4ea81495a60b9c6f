"""The words of generated pages, from `docs/templates/words.yaml` (and longer ones, `prose.yaml`)."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from scoring.texts import Language

__all__ = ["Words", "load_words"]


class Words:
    """Words by key; no mapping, because a template would find its methods before a word `items`."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = entries

    def __getitem__(self, key: str) -> str:
        return self._entries[key]


def load_words(templates: Path, language: Language, name: str = "words.yaml") -> Words:
    """Every word in one language; a word that is asked for and not there is a KeyError."""
    words = yaml.load((templates / name).read_text("utf-8"), yaml.CSafeLoader)  # ten times faster
    return Words({key: entry[language] for key, entry in words.items()})
