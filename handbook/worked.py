"""What a notebook needs: the data that it names, the page's language, and a form for its tables.

A notebook runs once for each language; the language and the project come from the environment,
so that the same notebook also runs in JupyterLab, in English, from the notebooks folder. Each
function reads only the files that it names: what a notebook reads decides when it runs again.
"""

import os
from pathlib import Path

import pandas as pd

from handbook.catalogue import Centre
from handbook.published import PublishedFigures, PublishedTable, read_table
from handbook.records import CentreProfile, Confidence, Source
from handbook.tables import table_html
from scoring import Assessment, Effort, Profile, Standard, load_standard, tailor
from scoring.assessment import read_assessments
from scoring.changes import Changes
from scoring.indicator import Indicator
from scoring.load import load_list, load_record
from scoring.method import Method
from scoring.scales import Scale
from scoring.texts import Language, Text
from scoring.ways import ways_of

__all__ = [
    "LANGUAGE",
    "Table",
    "centre",
    "centres",
    "changes",
    "cited",
    "confidences",
    "effort",
    "figures",
    "indicators",
    "methods",
    "practice",
    "profile",
    "prose",
    "published",
    "say",
    "scale",
    "sources",
    "standard",
    "told",
]

LANGUAGE: Language = "zh" if os.environ.get("HANDBOOK_LANGUAGE") == "zh" else "en"
told: dict[str, str] = {}


def say(en: str | Text, zh: str | None = None) -> str:
    """One of two wordings, or a text of the data, in the language of this run."""
    if isinstance(en, Text):
        return en.in_language(LANGUAGE)
    return zh if LANGUAGE == "zh" and zh is not None else en


def prose(**words: str) -> None:
    """Fill places of the prose: `{{ total }}` shows what was given here as `total`.

    Raises
    ------
    TypeError
        A value that is no text: how a number is written is decided where it is computed.
    """
    for name, text in words.items():
        if not isinstance(text, str):
            message = f"{name} is {type(text).__name__}: write the number as it is to be read"
            raise TypeError(message)
        told[name] = text


def _data() -> Path:
    return Path(os.environ.get("HANDBOOK_ROOT", Path.cwd().parent)) / "data"


def standard(reference: str, tailored_by: Profile | None = None) -> Standard:
    """An edition, such as `best-call-centre@2007`; as a profile wants it, where one is given."""
    name, _, edition = reference.partition("@")
    loaded = load_standard(_data() / "standards" / name / f"{edition}.yaml")
    return tailor(loaded, tailored_by) if tailored_by else loaded


def changes(reference: str) -> Changes:
    """What changed between two editions, such as `best-call-centre@2007--2027-training`."""
    name, _, editions = reference.partition("@")
    return load_record(Changes, _data() / "changes" / name / f"{editions}.yaml")


def profile(name: str) -> Profile:
    """A sector's tailoring of a standard."""
    return load_record(Profile, _data() / "profiles" / f"{name}.yaml")


def scale(name: str) -> Scale:
    """A rating scale: levels, process, results, checklist or mixed."""
    return load_record(Scale, _data() / "scales" / f"{name}.yaml")


def centre(name: str, rated_on: Standard) -> Centre:
    """A sample centre with its assessments, oldest first."""
    folder = _data() / "centres" / name
    known = load_record(CentreProfile, folder / "centre.yaml")
    found = [a for path in sorted(folder.glob("*.csv")) for a in _rated(path, rated_on)]
    return Centre(known, tuple(found), rated_on.edition)


def centres(rated_on: Standard) -> list[Centre]:
    """Every sample centre that is rated on an edition, or on whichever is in force."""
    folders = sorted(p for p in (_data() / "centres").iterdir() if p.is_dir())
    profiles = (load_record(CentreProfile, folder / "centre.yaml") for folder in folders)
    return [
        centre(one.id, rated_on)
        for one in profiles
        if one.standard == rated_on.id and one.edition in {None, rated_on.edition}
    ]


def practice(name: str, rated_on: Standard) -> list[Assessment]:
    """Invented ratings for a worked example, such as `best-call-centre/three-assessors`."""
    return _rated(_data() / "practice" / f"{name}.csv", rated_on)


def _rated(path: Path, rated_on: Standard) -> list[Assessment]:
    return read_assessments(path, ways_of(rated_on)).assessments


def indicators(family: str) -> dict[str, Indicator]:
    """The indicators of a family, such as accessibility, by id."""
    found = load_list(Indicator, _data() / "indicators" / f"{family}.yaml")
    return {one.id: one for one in found}


def methods() -> dict[str, Method]:
    """The improvement methods by id."""
    return {one.id: one for one in load_list(Method, _data() / "methods" / "methods.yaml")}


def effort() -> Effort:
    """What improvement is taken to cost."""
    return load_record(Effort, _data() / "effort.yaml")


def confidences() -> list[Confidence]:
    """Default confidence by kind of evidence, highest first."""
    return list(load_list(Confidence, _data() / "confidence.yaml"))


def sources() -> dict[str, Source]:
    """The sources by id."""
    return {one.id: one for one in load_list(Source, _data() / "sources.yaml")}


def cited(source: Source) -> str:
    """A source as it is named below figures and in tables."""
    date = say("undated", "未注年份") if source.date == "undated" else str(source.date)
    parts = (say(source.title), say(source.publisher), date)
    return say("; ", "；").join(parts)


def published(name: str) -> tuple[PublishedTable, pd.DataFrame]:
    """A published table: what it says of itself, and its rows; numbers as numbers."""
    path = _data() / "published" / f"{name}.yaml"
    table = load_record(PublishedTable, path)
    rows = pd.DataFrame(read_table(table, path.with_suffix(".csv"), path.stem))
    for column in rows.columns:
        numbers = pd.to_numeric(rows[column], errors="coerce")
        if not numbers.isna().any():
            rows[column] = numbers
    return table, rows


def figures(name: str) -> PublishedFigures:
    """Published single figures, each with its source."""
    return load_record(PublishedFigures, _data() / "published" / f"{name}.yaml")


class Table:
    """A data frame that shows as the site's tables do."""

    def __init__(
        self,
        frame: pd.DataFrame,
        label: str,
        *,
        decimals: int = 2,
        total: bool = False,
        stack: bool = False,
    ) -> None:
        self.frame, self.label, self.decimals = frame, label, decimals
        self.total, self.stack = total, stack

    def __repr__(self) -> str:
        return self.label

    def _repr_html_(self) -> str:
        return table_html(
            self.frame,
            LANGUAGE,
            label=self.label,
            caption=self.label,
            stack=self.stack,
            decimals=self.decimals,
            total=self.total,
        )
