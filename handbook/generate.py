"""From data and notebooks to the Markdown of both languages, ready for MkDocs."""

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

from handbook.archive import EDITIONS
from handbook.catalogue import Catalogue
from handbook.charts.draw import safe_copies
from handbook.charts.figure import LIVE
from handbook.charts.store import keep_in
from handbook.charts.vega import vega_script
from handbook.check import check_catalogue
from handbook.nav import navigation
from handbook.notebooks import Executed, run_notebooks
from handbook.notebooks.export import export
from handbook.pages import write_pages
from handbook.pages.example import Example
from handbook.pages.words import load_words
from handbook.problems import BuildCode, BuildError
from handbook.project import LANGUAGES, Project
from handbook.schemas import write_schemas
from scoring import DataError
from scoring.texts import Language

__all__ = ["generate"]


def _refuse_half_pages(project: Project) -> None:
    """A hand-written page stands in both languages, or in none."""
    names = [{p.name for p in (project.docs / language).glob("*.md")} for language in LANGUAGES]
    lonely = sorted(names[0] ^ names[1])
    if lonely:
        message = f"[{BuildCode.SITE_FAILED}] in one language only: {', '.join(lonely)}"
        raise BuildError(message, "write the page in docs/en and in docs/zh, under the same name")


def generate(
    project: Project, jobs: int, tell: Callable[[str], None], *, kernels: bool = False
) -> None:
    """Check the data, execute the notebooks, write both languages' pages below `build/docs`.

    Parameters
    ----------
    jobs : int
        How many notebooks run at once.
    tell : callable
        Told what is being done, for a person who waits.
    kernels : bool
        Run each notebook in a kernel of its own.

    Raises
    ------
    DataError
        The data has problems; nothing is written.
    NotebookError
        A notebook cannot be published.
    """
    tell("checking data")
    catalogue, report = check_catalogue(project.data, "data")
    if report.problems:
        raise DataError(report.problems)
    tell(", ".join(f"{count} {kind}" for kind, count in report.counts.items()))
    _refuse_half_pages(project)
    schemas = write_schemas(project.build / "schemas")
    executed = run_notebooks(project, jobs, tell, kernels=kernels)
    catalogue.documents.clear()  # positions are for the check; writing needs what was read
    with ProcessPoolExecutor(min(jobs, len(LANGUAGES)), safe_copies()) as pool:
        written = {
            language: pool.submit(_write, project, catalogue, language, executed[language])
            for language in LANGUAGES
        }
        for language, pages in written.items():
            tell(f"{pages.result()} pages written in {language}")
    _tell_editions(project, catalogue)
    (project.pages("en") / "schemas").mkdir()
    for schema in schemas:
        shutil.copyfile(schema, project.pages("en") / "schemas" / schema.name)


def _tell_editions(project: Project, catalogue: Catalogue) -> None:
    """Which edition of each standard the site tells as in force, for archives and programs."""
    told = [
        {
            "id": standard.id,
            "edition": standard.edition,
            "published": standard.published,
            "title": standard.title.model_dump(),
        }
        for standard in catalogue.current
    ]
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (project.pages("en") / EDITIONS).write_text(text, "utf-8")


def _add_vega(project: Project, language: Language, examples: Sequence[Example]) -> None:
    """The script that live figures of both languages need, beside the English pages."""
    if language == "en" and any(LIVE in example.body for example in examples):
        script = project.pages(language) / "js" / "vega.js"
        script.parent.mkdir(exist_ok=True)
        shutil.copyfile(vega_script(project.cache), script)


def _write(
    project: Project, catalogue: Catalogue, language: Language, executed: Sequence[Executed]
) -> int:
    """Write pages and navigation of one language; how many pages."""
    keep_in(project.cache / "pictures")
    examples = [export(one) for one in executed]
    pages = write_pages(catalogue, language, project.docs, project.pages(language), examples)
    prose = load_words(project.docs / "templates", language, "prose.yaml")
    nav = navigation(catalogue, language, prose, examples)
    project.navigation(language).write_text(json.dumps(nav, ensure_ascii=False), "utf-8")
    _add_vega(project, language, examples)
    return len(pages)
