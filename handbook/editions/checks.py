"""The editions of a standard in the data: every step from one to the next has a true record.

The rule one would get wrong: what could not be read adds no false finding. Editions and records
are looked up in the files as they are written, and compared only where both could be read.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from handbook.catalogue import Catalogue
from handbook.in_force import UNDATED, counts
from scoring import Code, Problem, Standard
from scoring.changes import Changes, find_untrue
from scoring.positions import Document

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

__all__ = ["change_problems", "record_problems"]


def change_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Dates that cannot be, records that the editions do not bear out, steps without a record."""
    for document in catalogue.documents.get("standard", []):
        yield from _wrong_date(document)
    if not catalogue.knows_ids_of("standard"):
        return
    documents = [d for d in catalogue.documents.get("changes", []) if isinstance(d.data, dict)]
    editions: dict[str, Standard | None] = {
        f"{d.data.get('id')}@{d.data.get('edition')}": None for d in catalogue.documents["standard"]
    }
    editions |= {standard.reference: standard for standard in catalogue.standards}
    read = {changes.reference: changes for changes in catalogue.of("changes", Changes)}
    for document in documents:
        if _reference(document) in read:
            yield from record_problems(read[_reference(document)], document, editions)
    if catalogue.knows_ids_of("changes"):
        yield from _unrecorded(catalogue.documents["standard"], set(map(_step, documents)))


def _wrong_date(document: Document) -> Iterator[Problem]:
    """A date that is none, or that lies ahead: what is not published yet is a draft."""
    if not isinstance(document.data, dict) or "published" not in document.data:
        return
    published = str(document.data["published"])
    today = datetime.now(UTC).date().isoformat()
    if not _is_date(published):
        message = f"'{published}' is no date"
        hint = "a year, a year and month, or a day, such as '2028', '2028-03' or '2028-03-01'"
        yield document.problem(("published",), Code.WRONG_DATE, message, hint)
    elif counts(document.data) and published != UNDATED and published > today[: len(published)]:
        message = f"the edition is published {published}, which lies ahead"
        hint = "keep it as 'status: draft' until then"
        yield document.problem(("published",), Code.WRONG_DATE, message, hint)


def _is_date(text: str) -> bool:
    """Whether it is a year, a month or a day, or says that nobody knows."""
    whole = f"{text}-01-01"[:10] if DATE.fullmatch(text) else text
    try:
        return text == UNDATED or bool(DATE.fullmatch(text) and date.fromisoformat(whole))
    except ValueError:
        return False


def record_problems(
    changes: Changes, document: Document, editions: Mapping[str, Standard | None]
) -> Iterator[Problem]:
    """What is wrong with one record.

    Parameters
    ----------
    editions : mapping
        Every edition that there is by `id@edition`, None where its file has problems.
    """
    name = f"{changes.from_}--{changes.to}"
    if document.path.split("/")[-1] != f"{name}.yaml":
        message = f"the file of the record from {changes.from_} to {changes.to} is named otherwise"
        hint = f"mend 'from' and 'to', or name the file {name}.yaml"
        yield document.problem(("from",), Code.WRONG_ID, message, hint)
        return
    found = []
    for key, edition in (("from", changes.from_), ("to", changes.to)):
        reference = f"{changes.standard}@{edition}"
        if reference not in editions:
            message = f"there is no edition {edition} of {changes.standard}"
            yield document.problem((key,), Code.UNKNOWN_REFERENCE, message, "mend the edition")
        elif standard := editions[reference]:
            found.append(standard)
    if len(found) == 2:  # noqa: PLR2004 - both
        for fault in find_untrue(changes, *found):
            yield document.problem(fault.at, fault.code, fault.message, fault.hint)


def _unrecorded(editions: list[Document], steps: set[tuple[str, str, str]]) -> Iterator[Problem]:
    """Editions whose step from the one before is not recorded; a draft may begin at any."""
    earlier: dict[str, str] = {}
    dates: dict[tuple[str, str], str] = {}
    for document in editions:
        name, edition = (str(document.data.get(key)) for key in ("id", "edition"))
        published = str(document.data.get("published"))
        drafted = not counts(document.data) and any(
            (standard, to) == (name, edition) for standard, _, to in steps
        )
        if name in earlier and (name, earlier[name], edition) not in steps and not drafted:
            message = f"nothing records what changed from edition {earlier[name]} to this one"
            hint = f"handbook new-edition {name} --from {earlier[name]} --to {edition}"
            yield document.problem(("edition",), Code.CHANGE_MISSING, message, hint)
        if counts(document.data):
            same = dates.setdefault((name, published), edition)
            if same != edition:
                message = f"edition {same} was published {published}, too: neither is the newer one"
                hint = "say when this one was published, or keep it as 'status: draft'"
                yield document.problem(("published",), Code.SAME_DATE, message, hint)
            earlier[name] = edition


def _step(document: Document) -> tuple[str, str, str]:
    """Standard and editions as they are written, whether or not the rest could be read."""
    standard, before, after = (str(document.data.get(key)) for key in ("standard", "from", "to"))
    return standard, before, after


def _reference(document: Document) -> str:
    standard, before, after = _step(document)
    return f"{standard}@{before}--{after}"
