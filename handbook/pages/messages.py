"""Pages that explain messages: the list of all codes by subject, and a page for each code.

The rule one would get wrong: only the list is in the search index. A code page repeats words of
the pages it explains, and would stand before them.
"""

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any

from markupsafe import Markup as Html

from handbook.messages import (
    PLACES,
    SUBJECTS,
    Explanation,
    Subject,
    explanations,
    id_of,
    page_of,
)
from handbook.pages.markup import Markup
from handbook.pages.places import PLAIN
from handbook.pages.spec import PageSpec
from handbook.pages.words import Words
from handbook.pages.world import World
from scoring import Text
from scoring.texts import Language

__all__ = ["coded", "first_sentence", "specs"]

QUOTED = re.compile(r"`([^`]+)`")
SENTENCE = re.compile(r".+?(?:[.?!](?=\s|$)|[。？！]|$)", re.DOTALL)
CHECK, BUILD = "handbook check", "handbook build"


def specs(world: World) -> Iterator[PageSpec]:
    """The list, then every code."""
    prose = world.prose
    yield PageSpec(
        PLAIN["MESSAGES"],
        "messages.md.j2",
        prose["messages"],
        "MESSAGES",
        partial(_list, prose),
        {"section_index": True},
    )
    for code, one in explanations().items():
        title = one.title.in_language(world.language)
        yield PageSpec(
            page_of(code),
            "message.md.j2",
            f"[{code}] {title}",
            id_of(code),
            partial(_code, prose, code, one),
            {"description": title},
        )


def _list(prose: Words, markup: Markup) -> dict[str, Any]:
    """By subject: code, title, and the first thing to do."""
    return {
        "groups": [
            (subject, prose[f"messages_{subject}"], list(_rows(subject, markup)))
            for subject in SUBJECTS
        ]
    }


def _rows(subject: Subject, markup: Markup) -> Iterator[list[Any]]:
    for code, one in explanations().items():
        if one.about == subject:
            chip = Html('<a id="{}" href="{}"><code class="nowrap">{}</code></a>').format(
                code, markup.link(id_of(code)), code
            )
            yield [chip, markup.text(one.title), first_sentence(one.mend, markup.language)]


def _code(prose: Words, code: str, one: Explanation, markup: Markup) -> dict[str, Any]:
    return {
        "code": code,
        "one": one,
        "why": coded(markup.text(one.why)),
        "mend": coded(markup.text(one.mend)),
        "gap": "" if markup.language == "zh" else " ",
        "again": BUILD if one.about == "building" else CHECK,
        "places": [(markup.link(PLACES[name]), prose[f"see_{name}"]) for name in one.see],
        "beside": [
            (markup.link(id_of(other)), other, markup.text(found.title))
            for other, found in explanations().items()
            if other != code and found.about == one.about and found.see == one.see
        ],
    }


def coded(text: str) -> Html:
    """Running text in which what stands in backticks is code."""
    return Html(QUOTED.sub(r"<code>\1</code>", escape(text, quote=False)))


def first_sentence(text: Text, language: Language) -> Html:
    """The first sentence of a text in one language."""
    found = SENTENCE.match(text.in_language(language))
    assert found
    return coded(found[0])
