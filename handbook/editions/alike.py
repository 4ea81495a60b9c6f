"""How alike the nodes of two editions are, by what they say in both languages.

The rule one would get wrong: ids are no evidence. An item that moves gets a new id, and an id that
stays may stand for another demand; so only words count, rare ones more than common ones.

Source: cosine of TF-IDF vectors, after Salton and Buckley, "Term-weighting approaches in automatic
text retrieval" (1988); words of English, pairs of neighbouring characters of Chinese.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from scoring.changes import texts_of
from scoring.standard import Branch, Item, Standard
from scoring.texts import Language
from scoring.tree import Floats

__all__ = ["alike"]

LANGUAGES: tuple[Language, ...] = ("en", "zh")
HAN = re.compile("[\u3400-\u9fff]+")
WORD = re.compile(r"[a-z]+")
TITLE_COUNTS = 5  # times as much as any other text


def alike(old: Standard, new: Standard) -> Floats:
    """How alike every node of one edition is to every node of the other.

    Returns
    -------
    ndarray of float, shape (nodes of old, nodes of new)
        0 where two share no word, 1 where they say the same; in the order of `Standard.nodes`.
    """
    nodes = [*old.nodes(), *new.nodes()]
    split = sum(1 for _ in old.nodes())
    found = np.zeros((split, len(nodes) - split))
    for language in LANGUAGES:
        vectors = _vectors([Counter(_words(node, language)) for node in nodes])
        found += vectors[:split] @ vectors[split:].T
    return np.asarray(np.clip(found / len(LANGUAGES), 0, 1))


def _vectors(counts: Sequence[Counter[str]]) -> Floats:
    """One row a text, of length 1: often here, and seldom elsewhere."""
    index = {word: n for n, word in enumerate(sorted(set().union(*counts)))}
    table = np.zeros((len(counts), len(index)))
    for row, words in enumerate(counts):
        for word, count in words.items():
            table[row, index[word]] = 1 + np.log(count)
    table *= np.log(len(counts) / (table > 0).sum(axis=0))
    length = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(np.divide(table, length, out=np.zeros_like(table), where=length > 0))


def _words(node: Item | Branch, language: Language) -> Iterator[str]:
    """What a node says in one language, its title more than once."""
    texts = texts_of(node)
    title = itertools.repeat(texts.pop("title"), TITLE_COUNTS)
    for text in _texts([*title, texts], language):
        yield from _tokens(text, language)


def _tokens(text: str, language: Language) -> Iterator[str]:
    if language == "en":
        yield from WORD.findall(text.lower())
    else:
        for run in HAN.findall(text):
            yield from (run[at : at + 2] for at in range(max(len(run) - 1, 1)))


def _texts(data: Any, language: Language) -> Iterator[str]:
    """Every text in one language, at any depth."""
    if isinstance(data, Mapping):
        if isinstance(data.get(language), str):
            yield data[language]
        for value in data.values():
            yield from _texts(value, language)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value, language)
