"""Compare the data across files: references, likeness of texts, punctuation, remarks.

These checks work on the raw documents as far as they could be read, so that one broken file
does not silence what is wrong with another.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handbook.catalogue import Catalogue, Centre
from scoring import Code, Problem
from scoring.positions import Document, Key
from scoring.rating import tell_unknown_item

__all__ = ["audit"]

WORDS_IN_A_ROW = 7
HAN_IN_A_ROW = 12
HAN = "\u3400-\u9fff"
FULL_STOP = rf"[{HAN}”）》]\.(?![0-9A-Za-z])"  # neither a decimal point nor the ending of a file
ASCII_IN_CHINESE = re.compile(rf"[{HAN}”）][,;:?!()]|[,;:?!()][{HAN}“（]|{FULL_STOP}")
FULL_WIDTH = str.maketrans(",;:?!().", "，；：？！（）。")
REFERENCES = {  # the field that names an id, the kind that gives it, and what to call it
    "source": ("sources", "source"),
    "indicator": ("indicators", "indicator"),
    "indicators": ("indicators", "indicator"),
    "parts": ("scale", "scale"),
    "item": ("standard", "item"),
    "from": ("standard", "criterion or item"),
    "to": ("crosswalk", "part of another system"),
}


def audit(catalogue: Catalogue) -> Iterator[Problem]:
    """Everything that is wrong between files, or with texts beyond their form."""
    yield from _references(catalogue)
    yield from _punctuation(catalogue)
    yield from _alike(catalogue)
    yield from _remarks(catalogue)


def _documents(catalogue: Catalogue) -> Iterator[Document]:
    for documents in catalogue.documents.values():
        yield from documents


def _ids(catalogue: Catalogue, kind: str) -> list[str]:
    """Every id that files of this kind give, whether or not the files are right otherwise."""
    return [
        value
        for document in catalogue.documents.get(kind, [])
        for _, value in document.find("id")
        if isinstance(value, str)
    ]


def _references(catalogue: Catalogue) -> Iterator[Problem]:
    """Ids of sources, indicators, scales, items and parts of other systems that lead nowhere.

    A place at which something else is wrong already is passed over.
    """
    told = {(p.path, p.line, p.column) for p in catalogue.problems}
    for key, (kind, noun) in REFERENCES.items():
        if not catalogue.knows_ids_of(kind):
            continue
        known = dict.fromkeys(_ids(catalogue, kind))
        for document in _documents(catalogue):
            for place, reference in _named(document, key):
                if reference in known or (document.path, *document.at(place)) in told:
                    continue
                near = difflib.get_close_matches(reference, known, 1)
                hint = f"did you mean {near[0]}?" if near else "add it, or mend the id"
                message = f"there is no {noun} {reference}"
                yield document.problem(place, Code.UNKNOWN_REFERENCE, message, hint)


def _named(document: Document, key: str) -> Iterator[tuple[tuple[Key, ...], str]]:
    for keys, value in document.find(key):
        yield from _strings(keys, value)


def _strings(keys: tuple[Key, ...], value: Any) -> Iterator[tuple[tuple[Key, ...], str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, str):
                yield (*keys, index), entry


def _punctuation(catalogue: Catalogue) -> Iterator[Problem]:
    """Half-width punctuation in Chinese text, which a Chinese input method lets slip in."""
    for document in _documents(catalogue):
        for keys, text in document.find("zh"):
            found = ASCII_IN_CHINESE.search(text) if isinstance(text, str) else None
            if found:
                mended = found[0].translate(FULL_WIDTH)
                message = f"half-width punctuation in Chinese: {found[0]}"
                yield document.problem(keys, Code.PUNCTUATION, message, f"write {mended}")


def _runs(text: str, pattern: str, length: int, joint: str) -> list[str]:
    """Every run of so many words in a row, in reading order."""
    tokens = re.findall(pattern, text.lower())
    return [joint.join(tokens[i : i + length]) for i in range(len(tokens) - length + 1)]


def _alike(catalogue: Catalogue) -> Iterator[Problem]:
    """Two items whose level texts share more than a few words in a row; the first such run."""
    for document in catalogue.documents.get("standard", []):
        owner: dict[tuple[str, str], Sequence[Key]] = {}
        for keys, levels in document.find("levels"):
            runs = _runs_of_levels(levels)
            told = set()
            for language, run, index in runs:
                other = owner.get((language, run))
                if other and language not in told:
                    told.add(language)
                    line = document.at(other)[0]
                    yield document.problem(
                        (*keys, index, language),
                        Code.LEVEL_TEXTS_ALIKE,
                        f"a level text shares '{run}' with the item at line {line}",
                        "say what an auditor would see at this very item",
                    )
            for language, run, _ in runs:
                owner.setdefault((language, run), keys)


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


def _remarks(catalogue: Catalogue) -> Iterator[Problem]:
    """A sample centre says why an item has no rating, once an item and period."""
    nodes = catalogue.nodes()
    documents = {d.path.split("/")[-2]: d for d in catalogue.documents.get("centre", [])}
    for centre in catalogue.centres:
        document = documents[centre.profile.id]
        told: dict[tuple[str, str], int] = {}
        for index, remark in enumerate(centre.profile.remarks):
            place = ("remarks", index, "item")
            if nodes.get(remark.item) is False:
                message, _ = tell_unknown_item(remark.item, nodes)
                hint = "remarks are made on items"
                yield document.problem(place, Code.UNKNOWN_ITEM, message, hint)
            first = told.setdefault((remark.item, remark.period), index)
            if first != index:
                line = document.at(("remarks", first, "item"))[0]
                message = f"a second remark on {remark.item} in {remark.period}"
                message = f"{message}, the first is in line {line}"
                yield document.problem(place, Code.DUPLICATE_REMARK, message, "join the two")
        yield from _silent(centre, document, nodes, set(told))


def _silent(
    centre: Centre, document: Document, nodes: Mapping[str, bool], told: set[tuple[str, str]]
) -> Iterator[Problem]:
    """Items without a rating and without a remark."""
    for assessment in centre.assessments:
        rated = {r.item for r in assessment.ratings.values() if r.applicable}
        for node, is_item in nodes.items():
            if is_item and node not in rated and (node, assessment.period) not in told:
                message = f"{node} has no rating in {assessment.period} and no remark"
                hint = "say in both languages why"
                yield document.problem(("remarks",), Code.NO_REMARK, message, hint)
