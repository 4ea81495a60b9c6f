"""A Markdown extension: HTML that our templates wrote passes by Markdown's parser.

Markdown takes a block of HTML apart, finds nothing of its own in it, and puts it aside as it is;
on pages that are HTML between headings, that was half of a build. Here such a block is put aside
at once. Whatever is not plainly balanced, or asks to be read as Markdown, is left to Markdown, so
that the pages are the same without this extension, only later.
"""

import re
from collections import Counter
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

__all__ = ["PassingBlocks", "makeExtension"]

BLOCK = re.compile(r"<(?:aside|details|div|dl|figure|nav|ol|p|pre|section|svg|table|ul)[ >]")
TAG = re.compile(r"<(/?)(aside|details|div|dl|figure|nav|ol|p|pre|section|svg|table|ul)(?=[ >])")
MARKDOWN = re.compile(r"<[^>]* markdown[ =>]")
FENCE = re.compile(r"(```+|~~~+)")
BEFORE_FENCES = 26  # those of pymdownx stand at 25


class _Pass(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        passed: list[str] = []
        at, fence = 0, ""
        while at < len(lines):
            line = lines[at]
            if found := FENCE.match(line):
                fence = "" if fence == found[1] else fence or found[1]
            end = 0 if fence or not BLOCK.match(line) else _end(lines, at)
            if end:
                passed += ["", self.md.htmlStash.store("\n".join(lines[at:end])), ""]
            else:
                passed.append(line)
            at = end or at + 1
        return passed


def _end(lines: list[str], start: int) -> int:
    """The line after the block that begins here; 0 where it is for Markdown to say."""
    open_tags: Counter[str] = Counter()
    for at in range(start, len(lines)):
        if MARKDOWN.search(lines[at]):
            return 0
        for closing, name in TAG.findall(lines[at]):
            open_tags[name] += -1 if closing else 1
        if not any(open_tags.values()):
            return at + 1 if lines[at].endswith(">") else 0
    return 0


class PassingBlocks(Extension):
    """Registers it before the fences of code and before Markdown's own reader of HTML."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called by Markdown."""
        md.preprocessors.register(_Pass(md), "passing_html", BEFORE_FENCES)


def makeExtension(**_: Any) -> PassingBlocks:  # noqa: N802 - Markdown's name
    """Called by Markdown, which finds extensions by the name of their module."""
    return PassingBlocks()
