"""MkDocs hooks: build from the generated pages, Chinese after English, and a better search index.

`handbook build` generates first and builds both languages itself; a plain `mkdocs build` finds
nothing generated and does both here.
"""

import json
import os
import re
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from handbook.problems import BuildError
from handbook.project import Project
from handbook.search import enrich, searchable
from scoring import DataError

PLAIN_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
WHOLE = "whole"  # where a page is kept while the search plugin reads it
DRIVEN = "HANDBOOK_DRIVEN"  # set by `handbook build`, which has generated everything already


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Point the build at the generated tree; generate it where nobody has."""
    project = Project(Path(config.config_file_path).parent)
    language = config.theme["language"]
    if language == "en" and DRIVEN not in os.environ:
        from handbook.generate import generate  # late: a driven build must not pay for it

        try:
            generate(project, os.cpu_count() or 1, lambda message: print(message, flush=True))
        except (DataError, BuildError) as error:  # told without a traceback
            raise PluginError(str(error)) from None
    config.docs_dir = str(project.pages(language))
    config.nav = json.loads(project.navigation(language).read_text("utf-8"))
    return config


def on_page_content(
    html: str,
    page: Page,  # noqa: ARG001 - MkDocs passes all by name
    config: MkDocsConfig,
    files: Files,  # noqa: ARG001
) -> str:
    """Give tables of hand-written pages the project's look, scrollable by keyboard."""
    zh = config.theme["language"] == "zh"
    label = "表格，可左右滚动" if zh else "Table, scroll sideways if needed"
    region = f'<div class="hb-table" role="region" tabindex="0" aria-label="{label}">'
    return PLAIN_TABLE.sub(rf'{region}<table class="hb-data">\1</table></div>', html)


@event_priority(50)
def _hide(context: TemplateContext, /, page: Page, **_: object) -> TemplateContext:
    """Before the search plugin reads a page: show it what is to be found, and keep the rest."""
    page.meta[WHOLE], page.content = page.content, searchable(page.content or "")
    return context


@event_priority(-50)
def _show(context: TemplateContext, /, page: Page, **_: object) -> TemplateContext:
    """After it, the whole page again."""
    page.content = page.meta.pop(WHOLE)
    return context


on_page_context = CombinedEvent(_hide, _show)


# after the search plugin wrote the index, before the offline plugin inlines it
@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Enrich the search index; after English, build Chinese."""
    language = config.theme["language"]
    project = Project(Path(config.config_file_path).parent)
    try:
        enrich(Path(config.site_dir), project.pages(language), language)
    except BuildError as error:
        raise PluginError(str(error)) from None
    if language == "en" and DRIVEN not in os.environ:
        below = str(Path(config.site_dir) / "zh")
        build(load_config(str(project.mkdocs("zh")), strict=config.strict, site_dir=below))
