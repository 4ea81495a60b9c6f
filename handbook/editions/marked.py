"""Two wordings of a text side by side: which words went and which came."""

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from scoring.texts import Language

__all__ = ["Run", "runs"]

TOKENS = {
    "en": re.compile(r"\s+|[\w’'-]+|[^\w\s]"),
    "zh": re.compile(r"\s+|[A-Za-z0-9.%]+|."),
}
SHORT = {"en": 1, "zh": 2}  # kept between two changes, so few tokens read as no gap


class Run(NamedTuple):
    """A stretch of text that stayed, went or came."""

    fate: Literal["stays", "goes", "comes"]
    text: str


def runs(before: str, after: str, language: Language) -> list[Run]:
    """The new wording with what it replaced, in reading order.

    Examples
    --------
    >>> for run in runs("A call a day.", "A call or chat a day.", "en"):
    ...     print(run.fate, repr(run.text))
    stays 'A call'
    comes ' or chat'
    stays ' a day.'
    """
    old, new = TOKENS[language].findall(before), TOKENS[language].findall(after)
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    found: list[Run] = []
    for name, a, b, c, d in _joined(matcher, old, language):
        if name == "equal":
            found.append(Run("stays", "".join(old[a:b])))
            continue
        if a < b:
            found.append(Run("goes", "".join(old[a:b])))
        if c < d:
            found.append(Run("comes", "".join(new[c:d])))
    return found


def _joined(
    matcher: "difflib.SequenceMatcher[str]", old: Sequence[str], language: Language
) -> Iterator[tuple[str, int, int, int, int]]:
    """Steps of the matcher, changes that are nearly next to each other taken as one."""
    waiting: list[int] = []
    steps = matcher.get_opcodes()
    for at, (name, a, b, c, d) in enumerate(steps):
        between = 0 < at < len(steps) - 1
        words = sum(not token.isspace() for token in old[a:b])
        if name == "equal" and not (between and words <= SHORT[language]):
            if waiting:
                yield "replace", *waiting  # type: ignore[misc]
                waiting = []
            yield name, a, b, c, d
        elif waiting:
            waiting = [waiting[0], b, waiting[2], d]
        else:
            waiting = [a, b, c, d]
    if waiting:
        yield "replace", *waiting  # type: ignore[misc]
