"""Explain a message code in both languages, for the command line and for the handbook's page."""

import difflib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from scoring.texts import Record, Text

__all__ = ["Explanation", "explanations", "nearest"]


class Explanation(Record):
    """What a code means and how to mend it."""

    title: Text
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


def nearest(code: str) -> list[str]:
    """Codes that look like a mistyped one."""
    return difflib.get_close_matches(code, explanations(), 3, 0.4)
