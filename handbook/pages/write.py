"""Write every page of one language: generated ones from templates, hand-written ones as they are.

The same paths, ids and parts come out for both languages; only words differ. A page carries a
digest of its own text and no clock, so that it changes only when what it says changes.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup as Html

from handbook.catalogue import Catalogue
from handbook.pages import (
    api,
    coverage,
    crosswalk,
    editions,
    index,
    library,
    messages,
    nodes,
    once,
    pair,
    rated,
    sections,
    sheets,
    standards,
)
from handbook.pages.citing import cite
from handbook.pages.example import Example
from handbook.pages.markup import Markup
from handbook.pages.places import href, places, places_of
from handbook.pages.spec import PageSpec
from handbook.pages.terms import Linker
from handbook.pages.words import load_words
from handbook.pages.world import World
from handbook.project import TITLE_ID
from scoring.standard import Standard
from scoring.texts import Language

__all__ = ["Page", "write_pages"]

HEADING = re.compile(r"^(# .+)$", re.MULTILINE)
UNLINKED = {
    "api.md.j2", "api-index.md.j2", "glossary.md.j2", "home.md.j2", "coverage.md.j2", "by-hand.md.j2", "notebook.md.j2",
    "crosswalk.md.j2", "indicators.md.j2", "methods.md.j2", "once.md.j2",
    "sheet-abbreviations.md.j2", "sheet-formulas.md.j2", "sheet-weights.md.j2",
}  # pages that are lists of names, or hold links of their own  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page that was written."""

    path: str
    title: str
    handbook_id: str


def write_pages(
    catalogue: Catalogue,
    language: Language,
    docs: Path,
    out: Path,
    examples: Sequence[Example],
) -> list[Page]:
    """Write all pages of a language into an empty folder.

    Parameters
    ----------
    catalogue : Catalogue
        Data without problems.
    docs : Path
        The folder with hand-written pages, templates and theme.
    out : Path
        Where to write; made anew.
    examples : sequence of Example
        Executed notebooks.
    """
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    writer = _Writer(catalogue, language, docs, out, examples)
    pages = [writer.write(spec) for spec in writer.specs()]
    for example in examples:
        for notebook in (example.ran, example.clean):
            shutil.copyfile(notebook, (out / example.path).parent / notebook.name)
    for centre in catalogue.centres:
        for path in (catalogue.root / "centres" / centre.profile.id).glob("*.csv"):
            shutil.copyfile(path, out / "centres" / f"{centre.profile.id}-{path.stem}.csv")
    return pages


def _filled(names: dict[str, Any], _: Markup) -> dict[str, Any]:
    return names


class _Writer:
    def __init__(
        self,
        catalogue: Catalogue,
        language: Language,
        docs: Path,
        out: Path,
        examples: Sequence[Example],
    ) -> None:
        self.catalogue, self.language, self.docs, self.out = catalogue, language, docs, out
        self.examples = examples
        self.words = load_words(docs / "templates", language)
        self.prose = load_words(docs / "templates", language, "prose.yaml")
        self.places = {**places(catalogue), **{e.id: e.path for e in examples}}
        self.world = World(catalogue, language, self.words, self.prose, self.places, examples)
        self.linker = Linker(
            (term for term in catalogue.glossary if not term.everyday),
            language,
            (title.in_language(language) for _, title in catalogue.titles.values()),
        )
        self.environment = Environment(
            loader=FileSystemLoader(docs / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            comment_start_string="{##",
            comment_end_string="##}",
            trim_blocks=False,
            keep_trailing_newline=True,
        )

    def specs(self) -> Iterator[PageSpec]:
        """Every page, in no particular order."""
        world = self.world
        yield from index.specs(world)
        yield from standards.specs(world)
        yield from editions.specs(world)
        yield from pair.specs(world)
        yield from sections.specs(world)
        yield from nodes.specs(world)
        yield from rated.specs(world)
        yield from coverage.specs(world)
        yield from library.specs(world)
        yield from crosswalk.specs(world)
        yield from once.specs(world)
        yield from sheets.specs(world)
        yield from messages.specs(world)
        yield from api.specs(world)
        yield from self._notebooks()
        yield from self._by_hand()

    def _notebooks(self) -> Iterator[PageSpec]:
        for example in self.examples:
            filled = {
                "heading": example.title, "lead": example.lead, "body": example.body,
                "reads": example.reads, "ran": example.ran.name, "clean": example.clean.name,
            }  # fmt: skip
            yield PageSpec(
                example.path,
                "notebook.md.j2",
                f"{example.id} {example.title}",
                example.id,
                partial(_filled, filled),
                {},
                ("project",),
            )

    def _by_hand(self) -> Iterator[PageSpec]:
        """Hand-written pages: front matter, then Markdown with a few components."""
        for path in sorted((self.docs / self.language).glob("*.md")):
            _, front, body = path.read_text("utf-8").split("---\n", 2)
            meta = yaml.load(front, yaml.CSafeLoader)
            yield PageSpec(
                path.name,
                "by-hand.md.j2",
                meta.pop("title"),
                meta.pop("handbook_id"),
                partial(self._fill_by_hand, body),
                meta,
            )

    def _fill_by_hand(self, body: str, markup: Markup) -> dict[str, Any]:
        return {"body": self.environment.from_string(body).render(self._names(markup))}

    def _names(self, markup: Markup) -> dict[str, Any]:
        zh = self.language == "zh"
        return {
            **markup.names(), "h": self.prose, "standard": self.catalogue.standard,
            "standards": self.catalogue.current,
            "scales": self.catalogue.scales, "indicators": self.catalogue.indicators,
            "confidences": self.catalogue.confidences,
            "colon": "：" if zh else ": ", "comma": "，" if zh else ", ", "stop": "。" if zh else ".",
        }  # fmt: skip

    def write(self, spec: PageSpec) -> Page:
        """Render one page and add the line that cites it."""
        known = spec.edition is not None and spec.edition in self.catalogue.standards
        own = places_of(spec.edition) if known and spec.edition else {}
        there = {**self.places, **own}
        suffix = self._suffix(spec)
        of_edition = spec.handbook_id + suffix in self.places  # or about one, such as a centre
        handbook_id = spec.handbook_id + (suffix if of_edition else "")
        markup = Markup(self.catalogue, self.language, self.words, there, spec.path, suffix=suffix)
        names = {
            **self._names(markup), "title": spec.title, "handbook_id": handbook_id,
            "description": "", "nav_number": "", "template": "", "section_index": False, "hide": [], "synonyms": [], "standing": self._standing(spec.edition) if of_edition else "",
            "newer": self._newer(spec),
            "other": "en" if self.language == "zh" else "zh", **({"standard": spec.edition} if spec.edition else {}), **spec.meta,
        }  # fmt: skip
        names |= spec.fill(markup)
        text = self.environment.get_template(spec.template).render(names)
        if spec.template not in UNLINKED:
            text = self.linker.link(text, lambda term: markup.link(f"term:{term}"))
        text = HEADING.sub(
            rf'\1 {{: #{TITLE_ID} data-handbook-id="{handbook_id}" }}', text, count=1
        )
        target = self.out / spec.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text + cite(self.world, spec, text), "utf-8")
        return Page(spec.path, spec.title, handbook_id)

    def _standing(self, edition: Standard | None) -> str:
        """Why an edition is not the one in force; nothing where it is."""
        others = [s for s in self.catalogue.standards if s not in self.catalogue.current]
        if edition not in others:
            return ""
        return "superseded" if edition.in_force else edition.status

    def _newer(self, spec: PageSpec) -> list[Html]:
        """Links to what became of a page in later editions that were issued."""
        return [
            Html('<a href="{}">{}</a>').format(href(spec.path, place), name)
            for word, place, name in editions.other_editions(self.catalogue, spec)
            if word == "edition_newer"
        ]

    def _suffix(self, spec: PageSpec) -> str:
        """An id without an edition means the one in force; on pages of others it names its own."""
        edition = spec.edition
        if edition is None or "@" in spec.handbook_id or edition not in self.catalogue.standards:
            return ""
        return "" if edition in self.catalogue.current else f"@{edition.edition}"
