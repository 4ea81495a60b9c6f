"""The prose and the code of docstrings as HTML, with links to the types that are ours.

The rule one would get wrong: docstrings are English on Chinese pages as well, so everything that
comes from one carries its language there.
"""

import re
from collections.abc import Iterator
from html import escape

import griffe
from markupsafe import Markup as Html

from handbook.pages.markup import Markup
from handbook.pages.reference import place_of

__all__ = ["Prose"]

NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\.\w+)*")
TELLING = re.compile(r"[A-Z_.]")  # a plain word such as `score` may be a field or a parameter
MARKED = re.compile(
    r"``(?P<two>.+?)``|`(?P<one>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|(?<!\w)\*(?P<em>\w[^*]*?)\*(?!\w)",
    re.DOTALL,
)
POINT = re.compile(r"^(?:[-*]|\d+\.) ", re.MULTILINE)


class Prose:
    """Docstrings of one module on one page."""

    def __init__(self, module: griffe.Module, markup: Markup) -> None:
        self.module, self.markup = module, markup
        self.language = Html(' lang="en"') if markup.language != "en" else Html("")

    def code(self, text: str) -> Html:
        """Code with its names linked."""
        parts, end = [Html("")], 0
        for found in NAME.finditer(text):
            place = place_of(self.module, found[0]) if TELLING.search(found[0]) else None
            if place is not None:
                address = self.markup.link(place)
                parts += [
                    Html(escape(text[end : found.start()], quote=False)),
                    Html('<a href="{}">{}</a>').format(address, found[0]),
                ]
                end = found.end()
        return Html("").join([*parts, Html(escape(text[end:], quote=False))])

    def inline(self, text: str) -> Html:
        """Running text: code in backticks, emphasis in stars."""
        parts, end = [Html("")], 0
        for found in MARKED.finditer(text):
            parts.append(Html(escape(text[end : found.start()], quote=False)))
            code = found["two"] or found["one"]
            if code:
                parts.append(Html("<code>{}</code>").format(self.code(code)))
            else:
                tag = "strong" if found["strong"] else "em"
                said = self.inline(found["strong"] or found["em"])
                parts.append(Html(f"<{tag}>{{}}</{tag}>").format(said))
            end = found.end()
        return Html("").join([*parts, Html(escape(text[end:], quote=False))])

    def typed(self, text: str) -> Html:
        """A type, as a signature or a docstring names it."""
        return (
            Html("<span{}>{}</span>").format(self.language, self.code(text)) if text else Html("")
        )

    def cell(self, text: str) -> Html:
        """Text within a table."""
        told = Html("<br>").join(self.inline(_line(p)) for p in _paragraphs(text))
        return Html("<span{}>{}</span>").format(self.language, told) if told else told

    def blocks(self, text: str) -> Iterator[tuple[str, Html | str]]:
        """Paragraphs, lists and examples in their order; an example is plain text."""
        for paragraph in _paragraphs(text):
            before, prompt, after = paragraph.partition(">>> ")
            if before.strip():
                yield "html", self._block(before.rstrip())
            if prompt:
                yield "example", prompt + after

    def _block(self, text: str) -> Html:
        if POINT.match(text):
            points = Html("").join(
                Html("<li>{}</li>").format(self.inline(_line(p))) for p in POINT.split(text) if p
            )
            kind = "ol" if text[0].isdigit() else "ul"
            return Html(f"<{kind}{{}}>{{}}</{kind}>").format(self.language, points)
        if all(line.startswith("    ") for line in text.split("\n")):
            shown = "\n".join(line[4:] for line in text.split("\n"))
            return Html('<pre class="hb-line"><code>{}</code></pre>').format(shown)
        return Html("<p{}>{}</p>").format(self.language, self.inline(_line(text)))


def _paragraphs(text: str) -> list[str]:
    return [p.strip("\n") for p in re.split(r"\n[ \t]*\n", text) if p.strip()]


def _line(text: str) -> str:
    return " ".join(text.split())
