"""The navigation of the site: tabs, and below them every page once."""

from collections.abc import Iterable, Sequence
from typing import Any

from handbook.catalogue import Catalogue
from handbook.messages import explanations
from handbook.messages import page_of as message_page
from handbook.pages.api import grouped
from handbook.pages.example import Example
from handbook.pages.places import (
    CENTRES,
    EXAMPLES,
    INDICATORS,
    METHODS,
    PLAIN,
    STANDARDS,
    owner_folder,
    pair_path,
)
from handbook.pages.reference import PACKAGE, page_of
from handbook.pages.words import Words
from handbook.records import Dossier
from scoring import Branch, Item, Standard
from scoring.indicator import Indicator
from scoring.method import Method
from scoring.profile import Profile
from scoring.texts import Language

__all__ = ["navigation"]

Entry = dict[str, Any]


def navigation(
    catalogue: Catalogue, language: Language, prose: Words, examples: Sequence[Example]
) -> list[Entry]:
    """The `nav` setting of MkDocs for one language."""

    def plain(*names: str) -> list[Entry]:
        return [{prose[key]: PLAIN[place]} for key, place in (n.split("=") for n in names)]

    first = {s.id: place for place, s in reversed(list(enumerate(catalogue.standards)))}
    ordered = sorted(catalogue.standards, key=lambda s: (first[s.id], s not in catalogue.current))
    standards = [{_title(s, language): _standard(s, language)} for s in ordered]
    profiles = [{p.short.in_language(language): _profile(p, language)} for p in catalogue.profiles]
    pairs = [{f"{c.from_} → {c.to}": pair_path(c)} for c in catalogue.changes]
    dossiers = [{d.short.in_language(language): _dossier(d, language)} for d in catalogue.dossiers]
    centres = [
        {c.profile.short.in_language(language): f"{CENTRES}/{c.profile.id}.md"}
        for c in catalogue.centres
    ]
    return [
        {prose["home"]: PLAIN["HOME"]},
        {
            prose["standards"]: [
                f"{STANDARDS}/index.md",
                *standards,
                *profiles,
                *dossiers,
                {prose["editions"]: [PLAIN["EDITIONS"], *pairs]},
            ]
        },
        {
            prose["libraries"]: [
                {
                    prose["indicators"]: _library(
                        catalogue.indicators.values(), INDICATORS, language
                    )
                },
                {prose["methods"]: _library(catalogue.methods.values(), METHODS, language)},
                *plain("crosswalk=CROSSWALK", "once=ONCE", "glossary=GLOSSARY", "scales=SCALES"),
                *plain("sheet_formulas=SHEET-FORMULAS", "sheet_weights=SHEET-WEIGHTS"),
                *plain("sheet_abbreviations=SHEET-ABBREVIATIONS"),
            ]
        },
        {
            prose["worked_examples"]: [
                f"{EXAMPLES}/index.md",
                *({e.title: e.path} for e in examples),
            ]
        },
        {prose["centres"]: [f"{CENTRES}/index.md", *centres]},
        {
            prose["study"]: [
                PLAIN["STUDY"],
                *plain("how=HOW-SCORING-WORKS"),
                *plain("derive=DERIVE"),
            ]
        },
        {
            prose["audit"]: [
                PLAIN["AUDIT"],
                *plain("published=PUBLISHED", "sources=SOURCES", "errata=ERRATA"),
                *plain("coverage=COVERAGE"),
            ]
        },
        {
            prose["rebuild"]: [
                PLAIN["REBUILD"],
                {prose["messages"]: [PLAIN["MESSAGES"], *_messages()]},
                {prose["api"]: [page_of(PACKAGE), *_modules()]},
                *plain("about=ABOUT"),
            ]
        },
    ]


def _modules() -> list[Entry]:
    """Every module of the scoring package, by group."""
    return [{f"{PACKAGE}.{name}": page_of(name)} for _, names in grouped() for name in names]


def _messages() -> list[Entry]:
    """Every message code, by its name."""
    return [{code: message_page(code)} for code in explanations()]


def _library(
    records: Iterable[Indicator] | Iterable[Method], folder: str, language: Language
) -> list[Any]:
    """The list first, then every page of a library."""
    lists = ["index.md", "a-z.md", "by-item.md"] if folder == INDICATORS else ["index.md"]
    pages = ({r.title.in_language(language): f"{folder}/{r.id}.md"} for r in records)
    return [*(f"{folder}/{name}" for name in lists), *pages]


def _title(standard: Standard, language: Language) -> str:
    short = standard.short.in_language(language)
    return short if standard.status == "training" else f"{short} {standard.edition}"


def _standard(standard: Standard, language: Language) -> list[Any]:
    folder = owner_folder(standard)

    def entries(nodes: Sequence[Item | Branch]) -> list[Any]:
        found: list[Any] = []
        for node in nodes:
            name, path = node.title.in_language(language), f"{folder}/{node.id}.md"
            if isinstance(node, Branch):
                found.append({name: [path, *entries(node.children)]})
            else:
                found.append({name: path})
        return found

    return [
        f"{folder}/index.md",
        *entries(standard.children),
        *_sections(standard, language),
    ]


def _sections(owner: Standard | Dossier, language: Language) -> list[Entry]:
    folder = owner_folder(owner)
    return [{s.title.in_language(language): f"{folder}/{s.id}.md"} for s in owner.sections]


def _dossier(dossier: Dossier, language: Language) -> list[Any]:
    return [f"{owner_folder(dossier)}/index.md", *_sections(dossier, language)]


def _profile(profile: Profile, language: Language) -> list[Any]:
    folder = owner_folder(profile)
    items = (added.item for added in profile.added)
    return [
        f"{folder}/index.md",
        *({i.title.in_language(language): f"{folder}/{i.id}.md"} for i in items),
    ]
