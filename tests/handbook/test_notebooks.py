"""Worked examples: each runs once a language, and what must not be published stops the build.

The notebooks here are tiny and lie in a project of their own; the project's real ones are read
as they are stored.
"""

import json
import re
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from handbook import notebooks
from handbook.charts.figure import MIME
from handbook.notebooks import execute, in_language, run_notebooks
from handbook.problems import BuildCode, NotebookError
from handbook.project import Project
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, ROOT

STORED = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURE = f"""
class Figure:
    def _repr_mimebundle_(self, **_):
        return {{{MIME!r}: {{"html": "<figure>ours</figure>"}}, "text/html": "<svg>simple</svg>",
                "text/plain": "a figure"}}

Figure()
"""

pytestmark = pytest.mark.build


def prose(language: str, text: str) -> NotebookNode:
    return new_markdown_cell(text, metadata={"tags": [language]})


def notebook(*cells: str | NotebookNode) -> NotebookNode:
    """A notebook of the handbook; a string is code."""
    about = {
        "id": "NB-99",
        "title": {"en": "A trial", "zh": "试一试"},
        "lead": {"en": "Only for the tests.", "zh": "仅供测试。"},
    }
    ready = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return new_notebook(cells=ready, metadata={"handbook": about})


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one file of data and no notebook; its name is not plain ASCII."""
    root = tmp_path / "手册"
    for folder in ("data/published", "notebooks", "docs"):
        (root / folder).mkdir(parents=True)
    (root / "data/numbers.csv").write_text("month,offered\n2016-03,12\n", "utf-8")
    (root / "data/published/other.csv").write_text("a\n1\n", "utf-8")
    (root / "docs/templates").symlink_to(ROOT / "docs/templates")
    return Project(root)


def store(project: Project, node: NotebookNode, name: str = "99-trial.ipynb") -> Path:
    path = project.notebooks / name
    nbformat.write(node, path)
    return path


def run(project: Project, node: NotebookNode, language: Language = "en") -> NotebookNode:
    execute(node, "99-trial.ipynb", project, language)
    return node


# -- one language of a notebook -----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_language_keeps_code_and_one_prose(language: Language) -> None:
    """Code runs in both; prose is that of the language, in the order in which it stands."""
    node = notebook(
        prose("en", "one"), prose("zh", "一"), "1", prose("zh", "二"), prose("en", "two")
    )
    kept = [cell.source for cell in in_language(node, language).cells]
    assert kept == {"en": ["one", "1", "two"], "zh": ["一", "1", "二"]}[language]


def test_prose_without_a_language_is_refused(project: Project) -> None:
    """It would stand on no page, and nobody would notice."""
    store(project, notebook("1", new_markdown_cell("Forgotten")))
    expected = r"99-trial\.ipynb:1:1: \[notebook-failed\] cell 2: its prose has no language"
    with pytest.raises(NotebookError, match=expected):
        run_notebooks(project, 1, print)


# -- what stops a build -------------------------------------------------------------------------


def test_a_notebook_that_raises_names_the_cell(project: Project) -> None:
    """Which notebook, which cell, which error, and the way out; no traceback."""
    node = notebook("good = 1", prose("en", "Now it fails."), "raise ValueError('12 is no rating')")
    expected = re.escape(
        "notebooks/99-trial.ipynb:1:1: [notebook-failed] cell 3: ValueError: 12 is no rating. Hint: "
    )
    with pytest.raises(NotebookError, match=f"^{expected}") as found:
        run(project, node)
    assert found.value.code is BuildCode.NOTEBOOK_FAILED
    assert "\x1b" not in str(found.value)
    assert "Traceback" not in str(found.value)


def test_a_failed_assertion_counts_as_an_error(project: Project) -> None:
    """Notebooks check their own arithmetic; a wrong sum is not published."""
    with pytest.raises(NotebookError, match="cell 1: AssertionError"):
        run(project, notebook("assert 1 + 1 == 3"))


def test_a_notebook_that_hangs_is_stopped(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the time that a cell has, and without waiting for the cell itself."""
    monkeypatch.setattr(notebooks, "CELL_SECONDS", 2)
    begin = time.monotonic()
    expected = re.escape("[notebook-timeout] cell 2: ran longer than 2 s. Hint: ")
    with pytest.raises(NotebookError, match=expected) as found:
        run(project, notebook("import time", "time.sleep(300)"))
    assert found.value.code is BuildCode.NOTEBOOK_TIMEOUT
    assert time.monotonic() - begin < 60


def test_a_kernel_that_dies_is_told(project: Project) -> None:
    """Killed for want of memory, say."""
    with pytest.raises(NotebookError, match=r"\[notebook-failed\] cell 1: the kernel died"):
        run(project, notebook("import os; os._exit(1)"))


@pytest.mark.parametrize(
    "code",
    [
        "from pathlib import Path; print(Path.cwd())",
        "from pathlib import Path; print(Path.cwd().parent)",
        "from pathlib import Path; str(Path.cwd().parent / 'data')",
        "from pathlib import Path; print(Path.home() / 'secret')",
    ],
    ids=["folder", "project", "result", "home"],
)
def test_a_path_of_this_machine_is_not_published(project: Project, code: str) -> None:
    """Printed or shown, of the project or of the person."""
    expected = r"\[notebook-leak\] cell 2: an output holds a path of this machine"
    with pytest.raises(NotebookError, match=expected) as found:
        run(project, notebook("1", code))
    assert found.value.code is BuildCode.NOTEBOOK_LEAK


def test_a_warning_is_not_published(project: Project) -> None:
    """It is mended at its cause."""
    code = "import warnings; warnings.warn('old spelling')"
    with pytest.raises(
        NotebookError, match=r"\[notebook-leak\] cell 1: printed a warning: .*old sp"
    ):
        run(project, notebook(code))


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({}, "the file is no notebook of the handbook: KeyError"),
        ({"handbook": {"id": "NB-99", "title": {"en": "A"}, "lead": {}}}, "KeyError"),
        (
            {
                "handbook": {
                    "id": "",
                    "title": {"en": "A", "zh": "甲"},
                    "lead": {"en": "A", "zh": "甲"},
                }
            },
            "its id, title or lead is empty",
        ),
    ],
    ids=["nothing", "half", "empty"],
)
def test_a_notebook_says_what_it_is(
    project: Project, metadata: dict[str, Any], message: str
) -> None:
    """Id, and title and lead in both languages, or there is no page to make."""
    store(project, new_notebook(cells=[new_code_cell("1")], metadata=metadata))
    with pytest.raises(NotebookError, match=re.escape(message)):
        run_notebooks(project, 1, print)


def test_a_file_that_is_no_notebook_is_told(project: Project) -> None:
    """Half a file, say, after a merge."""
    (project.notebooks / "broken.ipynb").write_text('{"cells": [', "utf-8")
    with pytest.raises(
        NotebookError, match=r"notebooks/broken\.ipynb.*no notebook of the handbook"
    ):
        run_notebooks(project, 1, print)


# -- what a run leaves --------------------------------------------------------------------------


def test_a_run_speaks_its_language_and_records_what_it_read(project: Project) -> None:
    """Data files that were opened, as paths of the project; outputs without counts and clocks."""
    code = (
        "from handbook.worked import LANGUAGE, say\n"
        "from pathlib import Path\n"
        "Path('../data/numbers.csv').read_text(encoding='utf-8')\n"
        "print(LANGUAGE, say('score', '得分'))"
    )
    for language, said in (("en", "en score\n"), ("zh", "zh 得分\n")):
        node = run(project, notebook(code), language)
        assert node.metadata["handbook"]["reads"] == ["data/numbers.csv"]
        assert [cell.source for cell in node.cells] == [code]
        assert node.cells[0].outputs[0].text == said
        assert node.cells[0].execution_count is None
        assert "execution" not in node.cells[0].metadata


def told_by(project: Project) -> tuple[list[str], dict[Language, Any]]:
    told: list[str] = []
    examples = run_notebooks(project, 2, told.append)
    return sorted(line for line in told if line.startswith("running")), examples


def test_what_did_not_change_does_not_run_again(project: Project) -> None:
    """Once a language; again when its cells change, again when a data file does."""
    both = ["running 99-trial.ipynb in en", "running 99-trial.ipynb in zh"]
    node = notebook(
        prose("en", "Look {: #look }"), prose("zh", "看 {: #look }"),
        "from handbook.worked import say", FIGURE,
    )  # fmt: skip
    store(project, node)
    ran, first = told_by(project)
    assert ran == both
    ran, again = told_by(project)
    assert ran == []
    assert again == first

    store(project, notebook(*node.cells[1:]))  # the English prose goes
    assert told_by(project)[0] == both[:1]

    (project.data / "numbers.csv").write_text("month,offered\n2016-03,13\n", "utf-8")
    assert told_by(project)[0] == both
    kept = sorted(p.name for p in (project.root / ".cache/notebooks").iterdir())
    assert len(kept) == 2  # one a language, older runs are gone

    example = first["zh"][0]
    assert (example.id, example.path, example.title) == ("NB-99", "examples/99-trial.md", "试一试")


def test_the_download_is_for_any_jupyter(project: Project) -> None:
    """Executed, in one language, without the type of output that only our pages know."""
    store(project, notebook(prose("en", "Hello"), prose("zh", "你好"), FIGURE, "2 + 2"))
    _, examples = told_by(project)
    for language in LANGUAGES:
        example = examples[language][0]
        node = nbformat.read(example.notebook, as_version=4)
        nbformat.validate(node)
        outputs = [output for cell in node.cells for output in cell.get("outputs", [])]
        assert outputs[0].data["text/html"] == "<svg>simple</svg>"
        assert MIME not in json.dumps(outputs)
        assert node.cells[0].source == {"en": "Hello", "zh": "你好"}[language]
        assert node.cells[-1].outputs[0].data["text/plain"] == "4"
        shown = re.sub(r"```python.*?```", "", example.body, flags=re.DOTALL)
        assert shown.count("<figure>ours</figure>") == 1
        assert "<svg>simple</svg>" not in shown
        assert {"en": "你好", "zh": "Hello"}[language] not in shown


def test_no_notebooks_is_no_error(project: Project) -> None:
    """A handbook may have none."""
    assert run_notebooks(project, 1, print) == {"en": [], "zh": []}


# -- the notebooks of the project, as they are stored -------------------------------------------

stored = pytest.mark.parametrize("path", STORED, ids=[path.stem for path in STORED])
ANCHOR = re.compile(r"^(#+) .*\{: #([a-z0-9-]+) \}", re.MULTILINE)


def test_there_are_notebooks() -> None:
    """Numbered from one, ids as in their names."""
    assert len(STORED) >= 3
    for number, path in enumerate(STORED, 1):
        about = json.loads(path.read_text("utf-8"))["metadata"]["handbook"]
        assert path.name.startswith(f"{number:02}-")
        assert about["id"] == f"NB-{number:02}"


@stored
def test_stored_notebooks_hold_no_outputs(path: Path) -> None:
    """Outputs are made by the build; a stored one would only grow old."""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs"), cell["id"]
        assert cell.get("execution_count") is None, cell["id"]


@stored
def test_prose_comes_in_pairs(path: Path) -> None:
    """English, then Chinese, the same cell by name, the same headings by id."""
    node = nbformat.read(path, as_version=4)
    cells = [cell for cell in node.cells if cell.cell_type == "markdown"]
    for english, chinese in zip(cells[::2], cells[1::2], strict=True):
        assert english.metadata.tags == ["en"], english.id
        assert chinese.metadata.tags == ["zh"], chinese.id
        assert english.id.removesuffix("-en") == chinese.id.removesuffix("-zh")
        assert node.cells.index(chinese) == node.cells.index(english) + 1
        assert ANCHOR.findall(english.source) == ANCHOR.findall(chinese.source), english.id
        for cell in (english, chinese):
            headings = re.findall(r"^#+ ", cell.source, re.MULTILINE)
            assert len(headings) == len(ANCHOR.findall(cell.source)), cell.id
        assert not re.search(r"[\u3400-\u9fff]", english.source), english.id
        assert re.search(r"[\u3400-\u9fff]", chinese.source), chinese.id


@stored
def test_cells_have_names_and_headings_are_unique(path: Path) -> None:
    """A message names a cell, a link a heading."""
    node = nbformat.read(path, as_version=4)
    ids = [cell.id for cell in node.cells]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+|[a-z]+", name) for name in ids)
    anchors = [a for cell in in_language(node, "en").cells for _, a in ANCHOR.findall(cell.source)]
    assert anchors
    assert len(anchors) == len(set(anchors))
