"""Name what is wrong with a file: where, what, and the way out.

One problem is one line that an editor can jump to. Readers collect every problem they can
find before they raise, so that a person mends a file once and not ten times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Code", "DataError", "Problem"]


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
    DUPLICATE_ID = "duplicate-id"
    WRONG_ID = "wrong-id"
    WEIGHTS_SUM = "weights-sum"
    WEIGHTS_MIXED = "weights-mixed"
    LEVEL_TEXTS_ALIKE = "level-texts-alike"
    PUNCTUATION = "punctuation"
    FILE_NOT_FOUND = "file-not-found"
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
    NOT_RATED_THIS_WAY = "not-rated-this-way"


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
        hint = f" Hint: {self.hint}." if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: [{self.code}] {self.message}.{hint}"


class DataError(Exception):
    """A file cannot be used; carries every problem found in it, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
