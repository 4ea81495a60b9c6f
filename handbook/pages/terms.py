"""Link the first use of every glossary term on a page.

Only running text is touched: what stands in paragraphs, list entries and cells, never in headings,
links, code, pictures or badges; a title is a name and is left whole unless it is the term itself.
The longest term wins where two begin at one place.
"""

import re
from collections.abc import Callable, Iterable
from html import unescape

from handbook.records import Term
from scoring.texts import Language

__all__ = ["Linker"]

PIECE = re.compile(r"(<[^>]*>)")
TAG = re.compile(r"</?([a-z0-9]+)")
RUNNING = {"p", "li", "td", "dd"}
CLOSED = {"a", "code", "pre", "svg", "math", "figure", "summary", "button", "option", "h1", "h2",
          "h3", "h4", "th", "dt", "form"}  # fmt: skip
SINGLE = {"br", "img", "input", "hr", "path", "rect", "meta"}
MARKED = ("hb-cite", "hb-head", "hb-crumb", "hb-id", "hb-lead", "hb-seal", "hb-pager")


class Linker:
    """The terms of one language, ready to be found."""

    def __init__(
        self, terms: Iterable[Term], language: Language, titles: Iterable[str] = ()
    ) -> None:
        names = {term.term.in_language(language).lower(): term.id for term in terms}
        longest = sorted(names, key=len, reverse=True)
        inner = "|".join(re.escape(name) for name in longest)
        pattern = rf"\b({inner})(?=s?\b)(?!-)" if language == "en" else rf"({inner})"
        self.titles = {title for title in titles if title.lower() not in names}
        self.names, self.pattern = names, re.compile(pattern, re.IGNORECASE)

    def link(self, text: str, address: Callable[[str], str], own: str = "") -> str:
        """The page with the first use of each term turned into a link.

        Parameters
        ----------
        text : str
            Markdown with HTML in it, without front matter.
        address : callable
            From the id of a term to its address, seen from the page.
        own : str
            The id of a term that the page itself tells.
        """
        used, stack, out = {own}, list[str](), []
        for piece in PIECE.split(text):
            if piece.startswith("<"):
                self._follow(piece, stack)
                out.append(piece)
            elif (
                RUNNING & set(stack)
                and not CLOSED & set(stack)
                and unescape(piece).strip() not in self.titles
            ):
                out.append(self._linked(piece, address, used))
            else:
                out.append(piece)
        return "".join(out)

    @staticmethod
    def _follow(tag: str, stack: list[str]) -> None:
        """Which elements are open after this tag."""
        found = TAG.match(tag)
        if not found or found[1] in SINGLE or tag.endswith("/>"):
            return
        name = found[1]
        if not tag.startswith("</"):
            marked = any(mark in tag for mark in MARKED)
            stack.append("code" if marked and name not in CLOSED else name)
        elif stack:
            stack.pop()

    def _linked(self, text: str, address: Callable[[str], str], used: set[str]) -> str:
        def replace(found: re.Match[str]) -> str:
            term = self.names[found[1].lower()]
            if term in used:
                return found[0]
            used.add(term)
            return f'<a class="hb-word" href="{address(term)}">{found[1]}</a>'

        return self.pattern.sub(replace, text)
