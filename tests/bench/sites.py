"""CPU of a cold build of the same pages and notebooks, in English: ours beside two other builders.

The pages are those that we generate, as Markdown; the notebooks are those that we offer for
download, without outputs. Our own page generation is told apart, because the others have none.
Every builder executes all notebooks and fails where a cell raises, keeps nothing from an earlier
build, and gives every page the navigation, search and a theme that fits a phone: Material with
MkDocs, and with Sphinx the theme by the makers of MyST-NB. Sphinx with its plain theme is told too.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

__all__ = ["rows"]

ROOT = Path(__file__).parents[2]
WORK = ROOT / "build/bench"
PEERS = ROOT / ".venv-peers/bin"
PYTHON = sys.executable
BOOK, PLAIN = "sphinx_book_theme", "alabaster"
JUPYTER_BAR, SPHINX_BAR, KERNEL_BAR = 1 / 3, 1 / 5, 1 / 4
COLD = {"execute": True, "allow_errors": False, "cache": False}
OURS = "from tests.bench.sites import {name}; {name}()"


def rows() -> list[dict[str, object]]:
    """Three rows, and what generating the pages cost."""
    prepare()
    generated = cpu([PYTHON, "-c", OURS.format(name="write_pages_once")])
    forked = cpu([PYTHON, "-c", OURS.format(name="run_forked_once")])
    kernels = cpu([PYTHON, "-c", OURS.format(name="run_kernels_once")])
    ours = cpu([PYTHON, "-c", OURS.format(name="build_once")])
    jupyter = cpu([PEERS / "mkdocs", "build", "--quiet", "--config-file", mkdocs_jupyter()])
    sphinx = cpu([PEERS / "sphinx-build", "-q", sphinx_folder(BOOK), WORK / "sphinx-book"])
    plain = cpu([PEERS / "sphinx-build", "-q", sphinx_folder(PLAIN), WORK / "sphinx-plain"])
    return [
        row("notebooks, both languages, nbclient", forked, kernels, KERNEL_BAR),
        row("cold build, mkdocs-jupyter", ours, jupyter, JUPYTER_BAR),
        row("cold build, Sphinx + myst-nb", ours, sphinx, SPHINX_BAR),
        row("cold build, Sphinx, plain theme", ours, plain, None),
        row("page generation, of our cold build", generated, ours, None),
    ]


def row(name: str, ours: float, peer: float, bar: float | None) -> dict[str, object]:
    """One row as it is printed and written."""
    ratio = ours / peer
    return {"name": name, "ours": ours, "peer": peer, "unit": "s", "ratio": ratio, "bar": bar,
            "holds": bar is None or ratio <= bar, "runs": [round(ours, 2)]}  # fmt: skip


def cpu(command: list[str | Path]) -> float:
    """CPU seconds of a command and of everything that it starts."""
    environment = os.environ | {
        "HANDBOOK_ROOT": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "OPENBLAS_NUM_THREADS": "1",
        "PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


# -- what is built ------------------------------------------------------------------------------


def prepare() -> None:
    """The same tree for the others: our Markdown, and the notebooks in the place of their pages."""
    subprocess.run([Path(PYTHON).with_name("handbook"), "build"], cwd=ROOT, check=True,
                   capture_output=True)  # fmt: skip
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.copytree(ROOT / "build/docs/en", WORK / "pages", ignore=shutil.ignore_patterns("*.js"))
    for path in (WORK / "pages/examples").glob("[0-9]*"):
        path.unlink()
    for path in sorted((ROOT / "build/notebooks/en").glob("*.clean.ipynb")):
        name = path.name.replace(".clean", "")
        shutil.copyfile(path, WORK / "pages/examples" / name)


def mkdocs_jupyter() -> Path:
    """Settings for mkdocs-jupyter: the same theme and extensions, notebooks executed."""
    settings = {
        "site_name": "Handbook", "docs_dir": str(WORK / "pages"),
        "site_dir": str(WORK / "mkdocs-site"), "use_directory_urls": False,
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"mkdocs-jupyter": COLD}],
        "markdown_extensions": ["attr_list", "md_in_html", "tables", "toc",
                                "pymdownx.highlight", "pymdownx.superfences"],
    }  # fmt: skip
    target = WORK / "mkdocs.json"
    target.write_text(json.dumps(settings), "utf-8")  # JSON is YAML
    return target


def sphinx_folder(theme: str) -> Path:
    """The same tree with a conf.py and navigation; what MyST does not know it passes through."""
    folder = WORK / theme
    shutil.copytree(WORK / "pages", folder)
    for index in folder.rglob("index.md"):
        with index.open("a", encoding="utf-8") as file:
            file.write("\n```{toctree}\n:hidden:\n:glob:\n*\n*/index\n*/*/index\n```\n")
    (folder / "conf.py").write_text(
        'project = "Handbook"\nextensions = ["myst_nb"]\nnb_execution_mode = "force"\n'
        'nb_execution_raise_on_error = True\nmyst_enable_extensions = ["attrs_block"]\n'
        'suppress_warnings = ["myst", "toc", "mystnb", "image", "misc"]\n'
        f'html_theme = "{theme}"\n',
        "utf-8",
    )
    return folder


# -- ours, each in a process of its own --------------------------------------------------------


def write_pages_once() -> None:
    """Page generation of one language: data to Markdown, with every picture drawn anew."""
    from handbook.load import load_catalogue
    from handbook.pages import write_pages

    write_pages(load_catalogue(ROOT / "data", "data"), "en", ROOT / "docs", WORK / "written", [])


def run_forked_once() -> None:
    """All notebooks in both languages, in copies of a warm process."""
    from handbook.notebooks.forked import end_warm_process, run_forked

    _run_all(run_forked)
    end_warm_process()  # and wait for it, so that its CPU is counted


def run_kernels_once() -> None:
    """The same, each in a kernel of its own."""
    from handbook.notebooks.kernel import run_in_kernel

    _run_all(run_in_kernel)


def build_once() -> None:
    """Execute the notebooks of one language, export them, and build the site of all pages."""
    from handbook.notebooks.export import export
    from handbook.notebooks.forked import end_warm_process, run_forked
    from handbook.notebooks.outcome import finish

    for job in _jobs(["en"]):
        export(finish(job, run_forked(job)))
    end_warm_process()
    subprocess.run(
        [PYTHON, "-m", "mkdocs", "build", "--quiet", "--site-dir", WORK / "our-site"],
        cwd=ROOT, env=os.environ | {"HANDBOOK_DRIVEN": "1"}, check=True,
    )  # fmt: skip


def _run_all(run: Callable) -> None:
    for job in _jobs(["en", "zh"]):
        run(job)


def _jobs(languages: list) -> list:
    from handbook.notebooks.outcome import Job
    from handbook.notebooks.stored import in_language, read_notebook
    from handbook.project import Project

    project = Project(ROOT)
    return [
        Job(path.name, in_language(read_notebook(path), language), language, project)
        for path in sorted(project.notebooks.glob("*.ipynb"))
        for language in languages
    ]
