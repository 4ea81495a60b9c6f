"""Make Material's search index find what people type, in both languages.

Pages get their id back into the title and their synonyms as tags; Chinese is cut into words; and
the theme's search worker gets a query segmenter that neither drops the last word of a Chinese
query nor gives up on an unknown first one, and takes codes as they are typed. Where the theme's code is not what is expected here,
the build fails rather than search badly.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rjieba
import yaml

from handbook.problems import BuildCode, BuildError
from handbook.project import TITLE_ID
from scoring.texts import Language

__all__ = ["SEGMENTER", "enrich", "patch_worker", "searchable"]

SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
LEFT_OUT = re.compile(r'<(?!h[1-6]\b)(\w+)\b[^>]* (?:data-search-exclude|class="headerlink")[^>]*>')
ATTRIBUTES = re.compile(r"<(?!h[1-6]\b)(\w+) [^>]*?(/?)>")
HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
BETWEEN = "\u200b"  # zero-width space: separates words for the index, unseen on the page
TITLE_BOOST, TAG_BOOST = 1000, 300
STANDARD_BOOST = (
    4  # who types the name of a figure wants the item that asks for it, then the figure
)
FIRST = "standards/"
TERM_FREQUENCY = 100_000  # high enough that a term of the handbook is not cut apart

THEIR_SEGMENTER = re.compile(
    r'function fe\(t,e\)\{let r=new Set,n=new Uint16Array.*?return r\.has\(""\)\?new Set\(\[t\]\):r\}',
    re.DOTALL,
)
THEIR_JOIN = '[...fe(s,this.index.invertedIndex)].join("* ")'
# At each place the longest known word, unless it lies inside one found before; single characters
# only where no word is known.
SEGMENTER = (
    "function fe(run,known){const words=new Set;let end=0;"
    "for(let at=0;at<run.length;at++){let to=run.length;"
    "while(to>at+1&&!(run.slice(at,to)in known))to--;"
    "if(to>at+1&&to>end){words.add(run.slice(at,to));end=to}}"
    "if(!words.size)for(const sign of run)if(sign in known)words.add(sign);"
    "return words.size?words:new Set([run])}"
)
# Who types a code passes through "BCC-", which lunr refuses: what is not yet a term is left off.
THEIR_QUERY = "search(e){if(e=e.replace("
OUR_QUERY = r'search(e){if(e=e.replace(/[\s-]+$/,"").replace('
OUR_JOIN = f'" "+{THEIR_JOIN}+"* "'


def enrich(site: Path, pages: Path, language: Language) -> None:
    """Rewrite the index and the worker of one built language.

    Parameters
    ----------
    site : Path
        The built site of this language.
    pages : Path
        Its Markdown, whose front matter holds titles and synonyms.
    """
    index = site / "search" / "search_index.json"
    data = json.loads(index.read_text("utf-8"))
    words = _Words(_front_matters(pages))
    data["config"]["fields"]["title"]["boost"] = TITLE_BOOST
    data["config"]["fields"]["tags"]["boost"] = TAG_BOOST
    data["docs"] = _merged(data["docs"])
    for entry in data["docs"]:
        path, _, anchor = entry["location"].partition("#")
        page = words.pages.get(path.removesuffix(".html") or "index", {})
        if not anchor:
            entry["title"] = page.get("title", entry["title"])
            if page.get("synonyms"):
                entry["tags"] = list(dict.fromkeys(map(words.all_cuts, page["synonyms"])))
        if path.startswith(FIRST):
            entry["boost"] = STANDARD_BOOST
        if language == "zh":
            entry["title"], entry["text"] = words.cut(entry["title"]), words.cut(entry["text"])
    index.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")
    for worker in site.glob("assets/javascripts/workers/search.*.min.js"):
        worker.write_text(patch_worker(worker.read_text("utf-8")), "utf-8")


def searchable(html: str) -> str:
    """What of a page goes into the index: the theme's own reader takes ten times as long to skip it.

    Without scripts, what is marked to be left out, links to headings, and attributes that do not
    name a heading.
    """
    html = SCRIPT.sub("", html)
    kept, at = [], 0
    for found in LEFT_OUT.finditer(html):
        if found.start() >= at:
            kept.append(html[at : found.start()])
            at = _end_of(found[1], html, found.end())
    kept.append(html[at:])
    return ATTRIBUTES.sub(r"<\1\2>", "".join(kept))


def _end_of(tag: str, html: str, inside: int) -> int:
    """Where an element ends, from a place inside it."""
    depth = 1
    for found in re.compile(rf"<(/?){tag}\b(?:[^>]*[^/>])?>").finditer(html, inside):
        depth += -1 if found[1] else 1
        if not depth:
            return found.end()
    return len(html)


def _merged(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries with what stands under a page's title joined to the page itself.

    A part whose text is left out of the index has nothing to be found by.
    """
    kept: list[dict[str, Any]] = []
    for entry in entries:
        path, _, anchor = entry["location"].partition("#")
        if anchor == TITLE_ID and kept and kept[-1]["location"] == path:
            kept[-1]["text"] = f"{kept[-1]['text']} {entry['text']}".strip()
        elif entry["text"] or not anchor:
            kept.append(entry)
    return kept


def patch_worker(code: str) -> str:
    """Replace the query segmenter in the theme's search worker.

    Raises
    ------
    BuildError
        The worker is not the one that this was written for.
    """
    found = len(THEIR_SEGMENTER.findall(code)), code.count(THEIR_JOIN), code.count(THEIR_QUERY)
    if found != (1, 1, 1):
        message = f"[{BuildCode.SITE_FAILED}] the theme's search worker has changed"
        raise BuildError(
            message,
            "review handbook/search.py against the new version of mkdocs-material",
        )
    code = THEIR_SEGMENTER.sub(lambda _: SEGMENTER, code)
    return code.replace(THEIR_JOIN, OUR_JOIN).replace(THEIR_QUERY, OUR_QUERY)


def _front_matters(pages: Path) -> dict[str, dict[str, Any]]:
    found = {}
    for path in pages.rglob("*.md"):
        _, front, _ = path.read_text("utf-8").split("---\n", 2)
        found[path.relative_to(pages).with_suffix("").as_posix()] = yaml.load(
            front, yaml.CSafeLoader
        )
    return found


class _Words:
    """Cuts Chinese into words; the handbook's own terms count as words."""

    def __init__(self, pages: dict[str, dict[str, Any]]) -> None:
        self.pages = pages
        self.jieba = rjieba.Jieba()
        for word in self._terms(pages.values()):
            self.jieba.add_word(word, TERM_FREQUENCY, "n")

    @staticmethod
    def _terms(pages: Iterable[dict[str, Any]]) -> set[str]:
        return {
            run
            for page in pages
            for text in page.get("synonyms") or ()
            for run in HAN_RUN.findall(text)
        }

    def cut(self, text: str) -> str:
        """The text with its words set apart invisibly."""
        return HAN_RUN.sub(
            lambda run: BETWEEN + BETWEEN.join(self.jieba.cut(run[0])) + BETWEEN, text
        ).strip(BETWEEN)

    def all_cuts(self, text: str) -> str:
        """Every word that somebody may type of a tag: the whole run, and its parts."""
        return HAN_RUN.sub(
            lambda run: (
                BETWEEN
                + BETWEEN.join(dict.fromkeys([run[0], *self.jieba.cut_for_search(run[0])]))
                + BETWEEN
            ),
            text,
        ).strip(BETWEEN)
