"""Everything that page builders share for one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handbook.catalogue import Catalogue
from handbook.pages.example import Example
from handbook.pages.words import Words
from scoring import Text
from scoring.texts import Language

__all__ = ["World"]


@dataclass(frozen=True)
class World:
    """The data, the words and the places of one language."""

    catalogue: Catalogue
    language: Language
    words: Words
    prose: Words
    places: Mapping[str, str]
    examples: Sequence[Example]

    def synonyms(self, *texts: Text) -> list[str]:
        """What people may type to find something: both languages, each word once."""
        return list(
            dict.fromkeys(
                word
                for text in texts
                for word in (text.in_language(self.language), text.en, text.zh)
            )
        )
