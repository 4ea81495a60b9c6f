"""Name what is wrong with a file: where, what, and the way out.

One problem is one line that an editor can jump to. Readers collect every problem they can
find before they raise, so that a person mends a file once and not ten times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Code", "DataError", "Problem", "counted"]

ENDS = (".", "?", "!", "…")


class Code(StrEnum):
    """Stable names of everything that can be wrong with data; they never change meaning."""

    ENCODING = "encoding"
    YAML_SYNTAX = "yaml-syntax"
    DUPLICATE_KEY = "duplicate-key"
    FOLDED_TEXT = "folded-text"
    MISSING_FIELD = "missing-field"
    MISSING_TRANSLATION = "missing-translation"
    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_WORD = "unknown-word"
    UNKNOWN_LEVEL = "unknown-level"
    UNKNOWN_REFERENCE = "unknown-reference"
    WRONG_TYPE = "wrong-type"
    OUT_OF_RANGE = "out-of-range"
    EMPTY = "empty"
    BASIS_SOURCE = "basis-source"
    ANCHORS_ORDER = "anchors-order"
    FORMULA = "formula"
    VARIABLE_MEANING = "variable-meaning"
    ITEM_ALONE = "item-alone"
    DUPLICATE_ID = "duplicate-id"
    WRONG_ID = "wrong-id"
    WEIGHTS_SUM = "weights-sum"
    WEIGHTS_MIXED = "weights-mixed"
    GRADES_ORDER = "grades-order"
    CHANGE_KIND = "change-kind"
    DUPLICATE_REFERENCE = "duplicate-reference"
    WRONG_DATE = "wrong-date"
    SAME_DATE = "same-date"
    CHANGE_MISSING = "change-missing"
    CHANGE_TWICE = "change-twice"
    CHANGE_UNTRUE = "change-untrue"
    CHANGE_UNCONFIRMED = "change-unconfirmed"
    LEVEL_TEXTS_ALIKE = "level-texts-alike"
    TEXTS_ALIKE = "texts-alike"
    FACT_LOST = "fact-lost"
    PUNCTUATION = "punctuation"
    FILE_NOT_FOUND = "file-not-found"
    MISSING_FILE = "missing-file"
    UNKNOWN_FILE = "unknown-file"
    CSV_HEADER = "csv-header"
    CSV_ROW = "csv-row"
    NO_ROWS = "no-rows"
    UNKNOWN_ITEM = "unknown-item"
    UNKNOWN_CENTRE = "unknown-centre"
    DUPLICATE_RATING = "duplicate-rating"
    SEVERAL_ASSESSORS = "several-assessors"
    NO_REASON = "no-reason"
    NO_REMARK = "no-remark"
    DUPLICATE_REMARK = "duplicate-remark"
    NOT_RATED_THIS_WAY = "not-rated-this-way"
    UNKNOWN_FACTOR = "unknown-factor"
    RATED_TWO_WAYS = "rated-two-ways"
    PARTS_MISSING = "parts-missing"
    APPROACH_ZERO = "approach-zero"
    OTHER_STANDARD = "other-standard"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong at one place.

    Attributes
    ----------
    path : str
        The file, as the user named it.
    line, column : int
        Counted from 1.
    code : str
        Stable name, explained by ``handbook explain CODE``.
    message : str
        What is wrong, without a full stop.
    hint : str
        What to do about it, without a full stop; may be empty.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" Hint: {_sentence(self.hint)}" if self.hint else ""
        told = f"[{self.code}] {_sentence(self.message)}{hint}"
        return f"{self.path}:{self.line}:{self.column}: {_on_one_line(told)}"


def _sentence(text: str) -> str:
    """With a full stop, unless it ends in a mark of its own."""
    return text if text.endswith(ENDS) else f"{text}."


def _on_one_line(text: str) -> str:
    """What a quoted value may hold and a terminal would obey, spelt out."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def counted(number: float, what: str) -> str:
    """A number with its noun.

    >>> counted(1, "point"), counted(2.5, "point"), counted(0, "field")
    ('1 point', '2.5 points', '0 fields')
    """
    return f"{number:g} {what}" if number == 1 else f"{number:g} {what}s"


class DataError(Exception):
    """A file cannot be used; carries every problem found in it, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
