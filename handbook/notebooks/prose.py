"""Prose whose numbers are computed: places `{{ name }}`, filled with what the notebook told.

A number that stands in the prose would have to be kept equal by hand, and lie once a weight
changes. So digits and words of number are refused, but for codes (BCC-6.1), names (NHS 111) and
what a cell itself declares as fixed: phrases whose number belongs to the sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

__all__ = ["filled", "kept_by_hand", "places"]

PLACE = re.compile(r"\{\{ *([a-z_][a-z0-9_]*) *\}\}")
NOT_TEXT = re.compile(
    r"\{\{.*?\}\}"  # places
    r"|\{: *#[a-z0-9-]+ *\}"  # ids of headings
    r"|\]\([^)\s]*\)"  # where links lead
    r"|<[^>]*>"
    r"|\b[A-Z]{2,4}-[A-Z0-9]+(?:\.[0-9]+)*\b"  # codes
    r"|\bCCCS-OP 2014\b|\bNHS 111\b|\b(?:12345|12315|10086|95598)\b|\bMicrosoft 365\b"
)
ENGLISH = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|"
    r"forty|fifty|sixty|ninety|hundred|thousand|million|twice|thrice|half|halves|thirds?|quarters?|"
    r"fifths?|tenths?|dozen|double|triple"
)
COUNTED = "个条项级分种次家人名年月天日周倍成层步位通秒格列行轮组步张块段类点半"
CHINESE = rf"[两二三四五六七八九十百千]+(?:分之[一二三四五六七八九十百]+|[{COUNTED}])|[一二三四五六七八九十]倍|一半|半数"
NUMBER = re.compile(rf"[0-9０-９]+(?:[.,:][0-9]+)*|\b(?:{ENGLISH})\b|{CHINESE}", re.IGNORECASE)


def places(text: str) -> Iterator[str]:
    """The names that a text wants filled."""
    return (found[1] for found in PLACE.finditer(text))


def filled(text: str, told: Mapping[str, str]) -> str:
    """The text with every place filled; KeyError with the name that nobody told."""
    return PLACE.sub(lambda found: told[found[1]], text)


def kept_by_hand(text: str, fixed: Sequence[str] = ()) -> list[str]:
    """Numbers in a text that nothing computes.

    >>> kept_by_hand("All {{ count }} items of BCC-6.1 weigh 20, two of them more.")
    ['20', 'two']
    >>> kept_by_hand("Put the two halves together.", fixed=["two halves"])
    []
    >>> kept_by_hand("三个条目各占三分之一")
    ['三个', '三分之一']
    """
    for phrase in fixed:
        text = text.replace(phrase, " ")
    return NUMBER.findall(NOT_TEXT.sub(" ", text))
