"""Explain a message code in both languages, for the command line and for the handbook's pages.

The rule one would get wrong: whoever asks for an explanation copies what stands on the screen, so
brackets, capitals or a whole line are taken as well as the bare code.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import yaml
from click import wrap_text

from scoring.texts import Language, Record, Text

__all__ = [
    "PLACES",
    "SUBJECTS",
    "Explanation",
    "Subject",
    "as_lines",
    "explanations",
    "id_of",
    "meant",
    "nearest",
    "page_of",
]

Subject = Literal["files", "standards", "ratings", "texts", "editions", "building"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
PLACES = {  # of the handbook that tell more: the format of a file, a rule, a command
    "anchors": "how-scoring-works.md#measured-values",
    "applicable": "how-scoring-works.md#not-applicable",
    "build": "rebuild.md#build",
    "check": "rebuild.md#check",
    "columns": "audit.md#file",
    "edition": "rebuild.md#edition",
    "editions": "editions.md",
    "examples": "examples/index.md",
    "factors": "how-scoring-works.md#by-factor",
    "grades": "how-scoring-works.md#grades",
    "indicators": "indicators/index.md",
    "item": "rebuild.md#item",
    "marks": "about.md#marks",
    "scales": "scales.md",
    "score": "audit.md#after",
    "several": "audit.md#several",
    "translate": "rebuild.md#translate",
    "ways": "audit.md#ways",
    "weight": "rebuild.md#weight",
    "where": "rebuild.md#where",
}
LABELS: Mapping[Language, tuple[str, ...]] = {
    "en": ("Example:", "Wrong:", "Mended:", "To mend it:", "In the handbook:"),
    "zh": ("示例：", "有误：", "改好：", "怎么改：", "手册中的页面："),
}
IN_BRACKETS = re.compile(r"\[([\w-]+)\]")
AROUND = " \t\n[](){}<>'\"`:,.;"  # what is copied along with a code


class Explanation(Record):
    """What a code means and how to mend it.

    Attributes
    ----------
    about : str
        The subject under which the code is listed.
    see : tuple of str
        Names of `PLACES`.
    example : str
        A line as it is printed.
    before, after : str
        Lines of a file with the slip, and mended.
    """

    title: Text
    about: Subject
    see: tuple[str, ...] = ()
    why: Text
    example: str
    before: str
    after: str
    mend: Text


@cache
def explanations() -> Mapping[str, Explanation]:
    """Every code with its explanation, sorted by code."""
    text = files("handbook").joinpath("messages.yaml").read_text("utf-8")
    return {code: Explanation(**entry) for code, entry in yaml.load(text, yaml.CSafeLoader).items()}


def meant(typed: str) -> str:
    """The code in what somebody typed or copied, whether or not there is such a code.

    >>> meant("[Weights-Sum]"), meant("weights_sum"), meant("a.csv:2:1: [csv-row] 12 fields.")
    ('weights-sum', 'weights-sum', 'csv-row')
    """
    found = IN_BRACKETS.search(typed)
    word = found[1] if found else typed.strip(AROUND)
    return re.sub(r"[\s_-]+", "-", word.lower())


def nearest(code: str) -> list[str]:
    """Codes that look like a mistyped one, or hold it as a word; the likeliest first."""
    near = difflib.get_close_matches(code, explanations(), 3, 0.6)
    holding = [known for known in explanations() if code in known.split("-")]
    return list(dict.fromkeys([*near, *holding]))


def id_of(code: str) -> str:
    """The handbook's id of the page that explains a code."""
    return f"MSG-{code.upper()}"


def page_of(code: str) -> str:
    """That page, below the root of one language."""
    return f"messages/{code}.md"


def as_lines(code: str, language: Language, width: int) -> Iterator[str]:
    """What the page of a code tells, for a terminal.

    Parameters
    ----------
    width : int
        In characters; English prose is broken to fit, Chinese is left to the terminal.
    """
    one = explanations()[code]

    def prose(text: Text, indent: str = "") -> str:
        if language == "zh":
            return indent + text.zh
        return wrap_text(text.en, width, indent, indent)

    yield f"{code}: {one.title.in_language(language)}"
    yield f"\n{prose(one.why)}"
    root = "" if language == "en" else f"{language}/"
    places = (page_of(code), *(PLACES[name] for name in one.see))
    addresses = "\n".join(root + place.replace(".md", ".html") for place in places)
    parts: tuple[str | Text, ...] = (one.example, one.before, one.after, one.mend, addresses)
    for label, part in zip(LABELS[language], parts, strict=True):
        told = prose(part, "  ") if isinstance(part, Text) else _indented(part)
        yield f"\n{label}\n{told}"


def _indented(lines: str) -> str:
    return "\n".join(f"  {line}" for line in lines.rstrip().split("\n"))
