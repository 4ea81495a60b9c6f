"""Compare the data across files: references, punctuation, remarks, facts and likeness of texts.

These checks work on the raw documents as far as they could be read, so that one broken file
does not silence what is wrong with another.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from handbook.catalogue import Catalogue, Centre
from handbook.editions import change_problems, hints_for_gone
from handbook.facts import fact_problems
from handbook.in_force import counts
from handbook.kinds import nodes_of
from handbook.likeness import HAN, alike_levels, alike_texts
from handbook.linkage import linkage_problems, repeated_references, variable_problems
from handbook.mentions import mention_problems
from scoring import Code, Problem
from scoring.entries import tell_unknown_item
from scoring.grades import find_faults
from scoring.positions import Document, Key
from scoring.ways import Ways

__all__ = ["audit"]

FULL_STOP = rf"[{HAN}”）》]\.(?![0-9A-Za-z])"  # neither a decimal point nor the ending of a file
ASCII_IN_CHINESE = re.compile(rf"[{HAN}”）][,;:?!()]|[,;:?!()][{HAN}“（]|{FULL_STOP}")
FULL_WIDTH = str.maketrans(",;:?!().", "，；：？！（）。")
CODED = ("standard", "dossier", "profile")  # kinds whose records have short codes
REFERENCES = {  # the field that names an id, the kinds that give it, and what to call it
    "source": (("sources",), "source"),
    "indicator": (("indicators",), "indicator"),
    "indicators": (("indicators",), "indicator"),
    "moves": (("indicators",), "indicator"),
    "items": (CODED, "criterion or item"),
    "parts": (("scale",), "scale"),
    "item": (("standard",), "item"),
    "parent": (("standard",), "criterion or group"),
    "nodes": (("standard",), "criterion or item"),
    "node": (("standard",), "criterion or item"),
    "standard": (("standard",), "standard"),
    "from": (CODED, "part of a system"),
    "to": (CODED, "part of a system"),
}


def audit(catalogue: Catalogue) -> Iterator[Problem]:
    """Everything that is wrong between files, or with texts beyond their form."""
    yield from _references(catalogue)
    yield from _profile_grades(catalogue)
    yield from _punctuation(catalogue)
    yield from alike_levels(catalogue)
    yield from alike_texts(catalogue)
    yield from fact_problems(catalogue)
    yield from linkage_problems(catalogue)
    yield from change_problems(catalogue)
    yield from mention_problems(catalogue)
    yield from repeated_references(catalogue)
    yield from variable_problems(catalogue)
    yield from _remarks(catalogue)


def _documents(catalogue: Catalogue) -> Iterator[tuple[str, Document]]:
    """Every file with its kind."""
    for kind, documents in catalogue.documents.items():
        yield from ((kind, document) for document in documents)


def _ids(catalogue: Catalogue, kinds: Sequence[str], *, any_edition: bool = False) -> list[str]:
    """Every id that files of these kinds give, whether or not the files are right otherwise."""
    return [
        value
        for kind in kinds
        for document in (
            catalogue.documents.get(kind, []) if any_edition else catalogue.in_force(kind)
        )
        for _, value in document.find("id")
        if isinstance(value, str)
    ]


def _references(catalogue: Catalogue) -> Iterator[Problem]:
    """Ids of sources, indicators, scales, items and parts of systems that lead nowhere.

    A place at which something else is wrong already is passed over.
    """
    told = {(p.path, p.line, p.column) for p in catalogue.problems}
    in_force = {document.path for document in catalogue.in_force("standard")}
    for key, (kinds, noun) in REFERENCES.items():
        if not all(map(catalogue.knows_ids_of, kinds)):
            continue
        known = dict.fromkeys(_ids(catalogue, kinds))
        anywhere = dict.fromkeys(_ids(catalogue, kinds, any_edition=True))
        gone = hints_for_gone(catalogue, known) if len(anywhere) > len(known) else {}
        for kind, document in _documents(catalogue):
            if kind == "changes" and key in ("from", "to"):  # which have a check of their own
                continue
            right = _known_to(kind, document, in_force, known, anywhere)
            for place, reference in _named(document, key):
                if reference in right or (document.path, *document.at(place)) in told:
                    continue
                near = difflib.get_close_matches(reference, right, 1)
                hint = f"did you mean {near[0]}?" if near else "add it, or mend the id"
                message = f"there is no {noun} {reference}"
                if reference in gone:
                    message, hint = f"{message} in the edition in force", gone[reference]
                yield document.problem(place, Code.UNKNOWN_REFERENCE, message, hint)


def _known_to(
    kind: str,
    document: Document,
    in_force: Collection[str],
    known: Mapping[str, None],
    anywhere: Mapping[str, None],
) -> Mapping[str, None]:
    """What a file may refer to: to ids in force, unless it speaks of an edition that is not."""
    if kind != "standard" or document.path in in_force:
        return anywhere if kind in ("profile", "centre") else known
    if isinstance(document.data, dict) and not counts(document.data):  # a draft of what comes
        return {**known, **dict.fromkeys(nodes_of(document) or ())}
    return anywhere


def _profile_grades(catalogue: Catalogue) -> Iterator[Problem]:
    """Grades of a profile, against the standard as it tailors it."""
    editions = {standard.reference: standard for standard in catalogue.standards}
    documents = catalogue.documents.get("profile", [])
    by_id = {str(d.data.get("id")): d for d in documents if isinstance(d.data, dict)}
    for profile in catalogue.profiles:
        standard = editions.get(f"{profile.standard}@{profile.edition}")
        if standard and profile.id in by_id:
            nodes = [node.id for node in standard.nodes()] + [a.item.id for a in profile.added]
            criteria = [criterion.id for criterion in standard.children]
            for fault in find_faults(profile.grades, nodes, criteria):
                yield by_id[profile.id].problem(fault.at, fault.code, fault.message, fault.hint)


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
    for _, document in _documents(catalogue):
        for keys, text in document.find("zh"):
            found = ASCII_IN_CHINESE.search(text) if isinstance(text, str) else None
            if found:
                mended = found[0].translate(FULL_WIDTH)
                message = f"half-width punctuation in Chinese: {found[0]}"
                yield document.problem(keys, Code.PUNCTUATION, message, f"write {mended}")


def _remarks(catalogue: Catalogue) -> Iterator[Problem]:
    """A sample centre says why an item has no rating, once an item and period."""
    documents = {d.path.split("/")[-2]: d for d in catalogue.documents.get("centre", [])}
    for centre in catalogue.centres:
        document = documents[centre.profile.id]
        nodes = catalogue.nodes(centre.profile.standard, centre.edition)
        told: dict[tuple[str, str], int] = {}
        for index, remark in enumerate(centre.profile.remarks):
            place = ("remarks", index, "item")
            if remark.item in nodes and nodes[remark.item] is None:
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
    centre: Centre, document: Document, nodes: Mapping[str, Ways | None], told: set[tuple[str, str]]
) -> Iterator[Problem]:
    """Items without a rating and without a remark."""
    for assessment in centre.assessments:
        rated = {r.item for r in assessment.ratings.values() if r.applicable}
        for node, ways in nodes.items():
            if ways and node not in rated and (node, assessment.period) not in told:
                message = f"{node} has no rating in {assessment.period} and no remark"
                hint = "say in both languages why"
                yield document.problem(("remarks",), Code.NO_REMARK, message, hint)
