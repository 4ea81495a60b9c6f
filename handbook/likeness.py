"""Find texts that are too much alike: a sign that one of them says nothing of its own.

Level texts are compared by runs of words, because a reviewer decides by them; all other texts of
one kind by the share of words that two have in common.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from handbook.catalogue import Catalogue
from handbook.in_force import counts
from scoring import Code, Problem
from scoring.positions import Document, Key

__all__ = ["HAN", "alike_levels", "alike_texts"]

WORDS_IN_A_ROW = 7
HAN_IN_A_ROW = 12
MOST = 0.6  # of the words of two texts together
FEWEST = {"en": 6, "zh": 8}  # words, or pairs of Han characters: shorter texts are names
HAN = "\u3400-\u9fff"
KINDS = ("standard", "dossier", "profile")
FIELDS = frozenset(
    [
        "lead",
        "asks",
        "why",
        "statements",
        "findings",
        "improve",
        "measures",
        "ask",
        "shows",
        "counts",
        "look",
        "manager",
        "leader",
        "agent",
        "floor",
        "situation",
        "reason",
        "measured",
        "proxy",
        "target",
        "comparison",
    ]
)


def alike_levels(catalogue: Catalogue) -> Iterator[Problem]:
    """Two items whose level texts share more than a few words in a row; the first such run."""
    for documents in _together(catalogue):
        yield from _alike_levels(documents)


def _alike_levels(documents: Sequence[Document]) -> Iterator[Problem]:
    owner: dict[tuple[str, str], tuple[Document, Sequence[Key]]] = {}
    for document in documents:
        for keys, levels in document.find("levels"):
            runs = _runs_of_levels(levels)
            told = set()
            for language, run, index in runs:
                other = owner.get((language, run))
                if other and language not in told:
                    told.add(language)
                    place = _place(document, *other)
                    yield document.problem(
                        (*keys, index, language),
                        Code.LEVEL_TEXTS_ALIKE,
                        f"a level text shares '{run}' with the item at {place}",
                        "say what an auditor would see at this very item",
                    )
            for language, run, _ in runs:
                owner.setdefault((language, run), (document, keys))


def alike_texts(catalogue: Catalogue) -> Iterator[Problem]:
    """Two texts of one kind that share most of their words, the later of the two."""
    for documents in _together(catalogue):
        yield from _alike_texts(documents)


def _alike_texts(documents: Sequence[Document]) -> Iterator[Problem]:
    found: dict[str, list[tuple[Document, tuple[Key, ...], Mapping[str, Any]]]] = {}
    for document in documents:
        for keys, text in _texts(document.data, (), ""):
            kind = next(str(key) for key in reversed(keys) if isinstance(key, str))
            found.setdefault(kind, []).append((document, keys, text))
    for texts in found.values():
        for language in ("en", "zh"):
            for first, second in _pairs([t.get(language) for _, _, t in texts], language):
                document, keys, _ = texts[second]
                place = _place(document, *texts[first][:2])
                message = f"the text shares most of its words with the one at {place}"
                hint = "say what is true here and nowhere else"
                yield document.problem((*keys, language), Code.TEXTS_ALIKE, message, hint)


def _together(catalogue: Catalogue) -> Iterator[list[Document]]:
    """What is compared: everything in force; and each draft with itself, for it is a copy."""
    current = [document for kind in KINDS for document in catalogue.in_force(kind)]
    yield current
    for document in catalogue.documents.get("standard", []):
        if isinstance(document.data, dict) and not counts(document.data):
            yield [document]


def _place(here: Document, document: Document, keys: Sequence[Key]) -> str:
    line = document.at(keys)[0]
    return f"line {line}" if document is here else f"{document.path}:{line}"


def _runs(text: str, pattern: str, length: int, joint: str) -> list[str]:
    """Every run of so many words in a row, in reading order."""
    tokens = re.findall(pattern, text.lower())
    return [joint.join(tokens[i : i + length]) for i in range(len(tokens) - length + 1)]


def _runs_of_levels(levels: Any) -> list[tuple[str, str, int]]:
    """Language, run and index of the level for every run in the level texts of one item."""
    measures = {"en": (r"[\w’']+", WORDS_IN_A_ROW, " "), "zh": (rf"[{HAN}]", HAN_IN_A_ROW, "")}
    return [
        (language, run, index)
        for index, level in enumerate(levels if isinstance(levels, list) else [])
        if isinstance(level, dict)
        for language, measure in measures.items()
        for run in _runs(str(level.get(language, "")), *measure)
    ]


def _texts(
    data: Any, keys: tuple[Key, ...], field: str
) -> Iterator[tuple[tuple[Key, ...], Mapping[str, Any]]]:
    """Every bilingual text that stands in one of the compared fields."""
    if isinstance(data, dict):
        if "en" in data and field in FIELDS:
            yield keys, data
        else:
            for key, value in data.items():
                yield from _texts(value, (*keys, key), key)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*keys, index), field)


def _pairs(texts: Sequence[Any], language: str) -> Iterator[tuple[int, int]]:
    """Indexes of texts that share most of their words, each later one once."""
    words = [_words(str(text or ""), language) for text in texts]
    index = {word: n for n, word in enumerate(sorted(set().union(*words)))}
    table = np.zeros((len(words), len(index)), dtype=np.float32)
    for row, found in enumerate(words):
        table[row, [index[word] for word in found]] = 1
    shared, sizes = table @ table.T, table.sum(axis=1)
    alike = np.triu(shared > MOST * (sizes[:, None] + sizes - shared), 1)
    alike &= np.minimum.outer(sizes, sizes) >= FEWEST[language]
    for second in np.flatnonzero(alike.any(axis=0)):
        yield int(np.flatnonzero(alike[:, second])[0]), int(second)


def _words(text: str, language: str) -> set[str]:
    """The words of an English text, the pairs of neighbours of a Chinese one."""
    if language == "en":
        return set(re.findall(r"[\w’']+", text.lower()))
    signs = re.findall(rf"[{HAN}]", text)
    return {a + b for a, b in itertools.pairwise(signs)}
