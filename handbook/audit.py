"""Compare the data across files: references, likeness of texts, punctuation, remarks.

These checks work on the raw documents as far as they could be read, so that one broken file
does not silence what is wrong with another.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from handbook.catalogue import Catalogue
from scoring import Code, Problem, Standard
from scoring.positions import Document, Key

__all__ = ["audit"]

WORDS_IN_A_ROW = 7
HAN_IN_A_ROW = 12
HAN = "\u3400-\u9fff"
ASCII_IN_CHINESE = re.compile(rf"[{HAN}”）][,;:?!()]|[,;:?!()][{HAN}“（]")
FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")  # noqa: RUF001 - that is the point


def audit(catalogue: Catalogue) -> Iterator[Problem]:
    """Everything that is wrong between files, or with texts beyond their form."""
    yield from _references(catalogue)
    yield from _punctuation(catalogue)
    yield from _alike(catalogue)
    yield from _remarks(catalogue)


def _documents(catalogue: Catalogue) -> Iterator[Document]:
    for documents in catalogue.documents.values():
        yield from documents


def _ids(catalogue: Catalogue, *kinds: str) -> set[str]:
    """Every id that files of these kinds give, whether or not the files are right otherwise."""
    return {
        value
        for kind in kinds
        for document in catalogue.documents.get(kind, [])
        for _, value in document.find("id")
        if isinstance(value, str)
    }


def _references(catalogue: Catalogue) -> Iterator[Problem]:
    """Sources, indicators, scales, items and parts of other systems that are named but not there."""
    items = _ids(catalogue, "standard")
    targets: dict[str, Collection[str]] = {
        "source": _ids(catalogue, "sources"),
        "indicator": _ids(catalogue, "indicators"),
        "indicators": _ids(catalogue, "indicators"),
        "scale": _ids(catalogue, "scale"),
        "parts": _ids(catalogue, "scale"),
        "item": items,
        "from": items,
        "to": _ids(catalogue, "crosswalk"),
    }
    for document in _documents(catalogue):
        for key, known in targets.items():
            for keys, value in document.find(key):
                for place, reference in _strings(keys, value):
                    if reference not in known:
                        near = difflib.get_close_matches(reference, known, 1)
                        hint = f"did you mean {near[0]}?" if near else "add it, or mend the id"
                        yield document.problem(
                            place, Code.UNKNOWN_REFERENCE, f"there is no {key} {reference}", hint
                        )


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


def _runs(text: str, pattern: str, length: int, joint: str) -> set[str]:
    tokens = re.findall(pattern, text.lower())
    return {joint.join(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


def _alike(catalogue: Catalogue) -> Iterator[Problem]:
    """Two items whose level texts share more than a few words in a row."""
    measures = {"en": (r"[\w’']+", WORDS_IN_A_ROW, " "), "zh": (rf"[{HAN}]", HAN_IN_A_ROW, "")}
    for document in catalogue.documents.get("standard", []):
        owner: dict[tuple[str, str], Sequence[Key]] = {}
        for keys, levels in document.find("levels"):
            texts = [level for level in levels if isinstance(level, dict)]
            for language, (pattern, length, joint) in measures.items():
                runs = {
                    run: index
                    for index, level in enumerate(texts)
                    for run in _runs(str(level.get(language, "")), pattern, length, joint)
                }
                shared = [run for run in runs if (language, run) in owner]
                if shared:
                    line = document.at(owner[language, shared[0]])[0]
                    yield document.problem(
                        (*keys, runs[shared[0]], language),
                        Code.LEVEL_TEXTS_ALIKE,
                        f"a level text shares '{shared[0]}' with the item at line {line}",
                        "say what an auditor would see at this very item",
                    )
                owner.update({(language, run): keys for run in runs if (language, run) not in owner})


def _remarks(catalogue: Catalogue) -> Iterator[Problem]:
    """Items of a sample centre that are not rated, and nobody says why."""
    if not catalogue.standards:
        return
    standard: Standard = catalogue.standard
    folder = {d.data.get("id"): d for d in catalogue.documents.get("centre", []) if isinstance(d.data, dict)}
    for centre in catalogue.centres:
        told = {(remark.item, remark.period) for remark in centre.profile.remarks}
        for assessment in centre.assessments:
            rated = {r.item for r in assessment.ratings.values() if r.applicable}
            for item in standard.items():
                if item.id not in rated and (item.id, assessment.period) not in told:
                    message = f"{item.id} has no rating in {assessment.period} and no remark"
                    yield folder[centre.profile.id].problem(
                        ("remarks",), Code.NO_REMARK, message, "say in both languages why"
                    )
