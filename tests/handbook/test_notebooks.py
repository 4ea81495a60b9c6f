"""Worked examples: each runs once a language, and what must not be published stops the build.

The notebooks here are tiny and lie in a project of their own; the project's real ones are read
as they are stored.
"""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from handbook.charts.figure import MIME
from handbook.check import check_catalogue
from handbook.notebooks import outcome, run_notebooks
from handbook.notebooks.export import export
from handbook.notebooks.forked import run_forked
from handbook.notebooks.kernel import run_in_kernel
from handbook.notebooks.outcome import Job, Outcome, finish
from handbook.notebooks.run import Runner
from handbook.notebooks.stored import in_language, read_notebook
from handbook.pages.example import Example
from handbook.problems import BuildCode, NotebookError
from handbook.project import Project
from scoring.texts import Language
from tests.handbook.other_data import change_numbers
from tests.handbook.real import LANGUAGES, ROOT

STORED = sorted((ROOT / "notebooks").glob("*.ipynb"))
RUNNERS = {"kernel": run_in_kernel, "forked": run_forked}
FIGURE = """
import altair as alt
import pandas as pd
from handbook.charts.figure import Figure
from handbook.charts.theme import frame

data = pd.DataFrame({"a": [1, 2]})
Figure(
    "en", "A finding", "What is drawn", "In words",
    lambda width: frame(alt.Chart(data).mark_bar().encode(x="a:Q"), width=width, height=60), data,
)
"""
EVERYTHING = """
import pandas as pd
from IPython.display import HTML
from handbook.worked import Table, say
print("one")
print("two")
display(pd.DataFrame({"a": [1.5, None]}), HTML("<b>bold</b>"))
print({3, 1, 2}, {"b", "a", "c"})
Table(pd.DataFrame({say("Score", "得分"): [65.83]}), "A table")
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


def quiet(_: str) -> None:
    """Say nothing."""


def store(project: Project, node: NotebookNode, name: str = "99-trial.ipynb") -> Path:
    path = project.notebooks / name
    nbformat.write(node, path)
    return path


@pytest.fixture(params=RUNNERS)
def runner(request: pytest.FixtureRequest) -> Runner:
    """Both ways to run a notebook."""
    return RUNNERS[request.param]


def job(project: Project, node: NotebookNode, language: Language = "en") -> Job:
    return Job("99-trial.ipynb", in_language(node, language), language, project)


def run(project: Project, node: NotebookNode, runner: Runner) -> NotebookNode:
    one = job(project, node)
    return finish(one, runner(one)).notebook


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
    expected = r"99-trial\.ipynb:1:1: \[notebook-prose\] cell 2: its prose has no language"
    with pytest.raises(NotebookError, match=expected):
        run_notebooks(project, 1, print)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([prose("en", "All 33 items")], "cell 1: a number in its prose is kept by hand: 33"),
        (["1", prose("zh", "三个条目")], "cell 2: a number in its prose is kept by hand: 三个"),
        ([prose("en", "It is {{ total }}")], "cell 1: nothing tells its prose {{ total }}"),
        (["prose(total='1')"], "cell 1: total is told and no prose has a place for it"),
        (
            [prose("en", "{{ a }}"), "prose(a='1')", "prose(a='2')"],
            "cell 3: a is told to the prose in cell 2 already",
        ),
        (["x = ("], "cell 1: SyntaxError: '(' was never closed"),
    ],
    ids=["digits", "words", "untold", "unused", "twice", "syntax"],
)
def test_prose_and_code_must_fit(
    project: Project, cells: list[str | NotebookNode], message: str
) -> None:
    """Before anything runs: numbers are computed, and every place is told once."""
    path = store(project, notebook(*cells))
    with pytest.raises(NotebookError, match=re.escape(message)):
        read_notebook(path)


def test_a_lead_holds_no_numbers(project: Project) -> None:
    """It stands in lists and is not computed."""
    node = notebook("1")
    node.metadata["handbook"]["lead"] = {"en": "Twelve centres.", "zh": "多个中心。"}
    with pytest.raises(NotebookError, match="a number in its lead is kept by hand: Twelve"):
        read_notebook(store(project, node))


def test_outputs_are_not_stored(project: Project) -> None:
    """They would only grow old."""
    node = notebook("1")
    node.cells[0].execution_count = 1
    with pytest.raises(NotebookError, match="cell 1: it is stored with outputs"):
        read_notebook(store(project, node))


def test_a_phrase_may_be_fixed(project: Project) -> None:
    """Where the number belongs to the sentence; a phrase that is not there is refused."""
    node = notebook(prose("en", "In half levels."), "1")
    node.cells[0].metadata["fixed"] = ["half levels"]
    assert read_notebook(store(project, node)).cells[0].source == "In half levels."
    node.cells[0].metadata["fixed"] = ["half levels", "two"]
    with pytest.raises(NotebookError, match="a fixed phrase that it does not hold: two"):
        read_notebook(store(project, node))


# -- what stops a build -------------------------------------------------------------------------


def test_what_cannot_be_shown_is_not_published(project: Project, runner: Runner) -> None:
    """IPython would show a chart that raises by its name, and go on."""
    cell = (
        "class Bad:\n    def _repr_html_(self):\n        raise KeyError('gone')\n\n    "
        "def __repr__(self):\n        return 'bad'\n\n\nBad()"
    )
    with pytest.raises(NotebookError, match="cell 2"):
        run(project, notebook("1", cell), runner)


def test_a_notebook_that_raises_names_the_cell(project: Project, runner: Runner) -> None:
    """Which notebook, which cell, which error, and the way out; no traceback."""
    node = notebook("good = 1", prose("en", "Now it fails."), "raise ValueError('12 is no rating')")
    expected = re.escape(
        "notebooks/99-trial.ipynb:1:1: [notebook-failed] cell 3: ValueError: 12 is no rating. Hint: "
    )
    with pytest.raises(NotebookError, match=f"^{expected}") as found:
        run(project, node, runner)
    assert found.value.code is BuildCode.NOTEBOOK_FAILED
    assert "\x1b" not in str(found.value)
    assert "Traceback" not in str(found.value)


def test_a_failed_assertion_counts_as_an_error(project: Project, runner: Runner) -> None:
    """Notebooks check their own arithmetic; a wrong sum is not published."""
    with pytest.raises(NotebookError, match="cell 1: AssertionError"):
        run(project, notebook("assert 1 + 1 == 3"), runner)


def test_a_notebook_that_hangs_is_stopped(
    project: Project, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the time that a cell has, and without waiting for the cell itself."""
    monkeypatch.setattr(outcome, "CELL_SECONDS", 10)
    begin = time.monotonic()
    expected = re.escape("[notebook-timeout] cell 2: ran longer than 10 s, or the notebook")
    with pytest.raises(NotebookError, match=expected) as found:
        run(project, notebook("import time", "time.sleep(300)"), runner)
    assert found.value.code is BuildCode.NOTEBOOK_TIMEOUT
    assert time.monotonic() - begin < 60


def test_a_notebook_has_a_time_as_a_whole(
    project: Project, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many cells that each take long would hold up a build as well."""
    monkeypatch.setattr(outcome, "NOTEBOOK_SECONDS", 12)
    naps = ["import time; time.sleep(5)"] * 4
    with pytest.raises(NotebookError, match=r"cell [1-4]: ran longer .* notebook longer than 12 s"):
        run(project, notebook(*naps), runner)


def test_a_kernel_that_dies_is_told(project: Project, runner: Runner) -> None:
    """Killed for want of memory, say."""
    with pytest.raises(NotebookError, match=r"\[notebook-failed\] cell 1: the kernel died"):
        run(project, notebook("import os; os._exit(1)"), runner)


def test_memory_without_bound_is_stopped(project: Project, runner: Runner) -> None:
    """Before the machine suffers; the message says how much it may use."""
    expected = r"cell 2: MemoryError.* Hint: it may use 3 GiB; look for memory without bound"
    with pytest.raises(NotebookError, match=expected):
        run(project, notebook("small = bytearray(1)", "large = bytearray(4 * 2**30)"), runner)


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
def test_a_path_of_this_machine_is_not_published(
    project: Project, runner: Runner, code: str
) -> None:
    """Printed or shown, of the project or of the person."""
    expected = r"\[notebook-leak\] cell 2: an output holds a path of this machine"
    with pytest.raises(NotebookError, match=expected) as found:
        run(project, notebook("1", code), runner)
    assert found.value.code is BuildCode.NOTEBOOK_LEAK


def test_an_address_in_memory_is_not_published(project: Project) -> None:
    """It would be another at every run, and mean nothing to anybody."""
    expected = r"\[notebook-leak\] cell 1: an output holds an address in memory"
    with pytest.raises(NotebookError, match=expected):
        run(project, notebook("object()"), run_forked)


def test_a_warning_is_not_published(project: Project, runner: Runner) -> None:
    """It is mended at its cause."""
    code = "import warnings; warnings.warn('old spelling')"
    with pytest.raises(
        NotebookError, match=r"\[notebook-leak\] cell 1: printed a warning: .*old sp"
    ):
        run(project, notebook(code), runner)


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


def written(left: Outcome) -> Any:
    """As it is kept, without counts."""
    outputs = [[{**o, "execution_count": None} for o in cell] for cell in left.outputs]
    return json.loads(json.dumps([outputs, left.reads, left.told]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_ways_leave_the_same(project: Project, language: Language) -> None:
    """Streams, displays, results, tables and figures, what was read and what was told."""
    (project.data / "list").mkdir()
    code = (
        "from pathlib import Path\n"
        "from handbook.worked import prose\n"
        "sorted(Path('../data/list').iterdir())\n"
        "prose(lines=str(len(Path('../data/numbers.csv').read_text('utf-8').split())))"
    )
    place = [prose("en", "{{ lines }} lines"), prose("zh", "共 {{ lines }} 行")]
    one = job(project, notebook(*place, EVERYTHING, FIGURE, code), language)
    kernel, forked = run_in_kernel(one), run_forked(one)
    assert written(kernel) == written(forked)
    assert set(kernel.reads) == {"data/list/", "data/numbers.csv"}
    assert kernel.told == {"lines": "2"}
    kinds = [output["output_type"] for output in kernel.outputs[0]]
    assert kinds == ["stream", "display_data", "display_data", "stream", "execute_result"]


def test_a_run_speaks_its_language_and_records_what_it_read(
    project: Project, runner: Runner
) -> None:
    """Data files that were opened, as paths of the project; outputs without counts and clocks."""
    code = (
        "from handbook.worked import LANGUAGE, say\n"
        "from pathlib import Path\n"
        "Path('../data/numbers.csv').read_text(encoding='utf-8')\n"
        "print(LANGUAGE, say('score', '得分'))"
    )
    for language, said in (("en", "en score\n"), ("zh", "zh 得分\n")):
        one = job(project, notebook(code), language)
        node = finish(one, runner(one)).notebook
        assert node.metadata["handbook"]["reads"] == ["data/numbers.csv"]
        assert [cell.source for cell in node.cells] == [code]
        assert node.cells[0].outputs[0].text == said
        assert node.cells[0].execution_count is None
        assert "execution" not in node.cells[0].metadata


def exported(project: Project, tell: Callable[[str], None]) -> dict[Language, list[Example]]:
    """Every worked example as its page needs it."""
    found = run_notebooks(project, 2, tell)
    return {language: [export(one) for one in found[language]] for language in LANGUAGES}


def told_by(project: Project) -> tuple[list[str], dict[Language, Any]]:
    told: list[str] = []
    examples = exported(project, told.append)
    return sorted(line for line in told if line.startswith("running")), examples


BOTH = ["running 99-trial.ipynb in en", "running 99-trial.ipynb in zh"]


def test_what_did_not_change_does_not_run_again(project: Project) -> None:
    """Once a language; again when its code changes; prose is not run, and shows at once."""
    node = notebook(
        prose("en", "Look {: #look }"), prose("zh", "看 {: #look }"),
        "from handbook.worked import say", FIGURE,
    )  # fmt: skip
    store(project, node)
    ran, first = told_by(project)
    assert ran == BOTH
    ran, again = told_by(project)
    assert ran == []
    assert again == first

    store(project, notebook(*node.cells[1:]))  # the English prose goes
    ran, changed = told_by(project)
    assert ran == []
    assert "Look" in first["en"][0].body
    assert "Look" not in changed["en"][0].body

    store(project, notebook(*node.cells[1:], "1 + 1"))
    assert told_by(project)[0] == BOTH
    kept = sorted(p.name for p in (project.root / ".cache/notebooks").iterdir())
    assert len(kept) == 2  # one a language, older runs are gone

    example = first["zh"][0]
    assert (example.id, example.path, example.title) == ("NB-99", "examples/99-trial.md", "试一试")


def test_a_notebook_runs_again_when_what_it_read_changed(project: Project) -> None:
    """A file it opened, a folder it listed, a file it looked for in vain; no other file."""
    code = (
        "from pathlib import Path\n"
        "data = Path('../data')\n"
        "try:\n    (data / 'later.csv').read_text()\nexcept FileNotFoundError:\n    pass\n"
        "listed = sorted(p.name for p in (data / 'published').iterdir())\n"
        "(data / 'numbers.csv').read_text().split(), listed"
    )
    store(project, notebook(code))
    assert told_by(project)[0] == BOTH

    (project.data / "published/other.csv").write_text("a\n2\n", "utf-8")  # listed, not opened
    (project.data / "unread.csv").write_text("a\n2\n", "utf-8")
    assert told_by(project)[0] == []

    (project.data / "numbers.csv").write_text("month,offered\n2016-03,13\n", "utf-8")
    ran, examples = told_by(project)
    assert ran == BOTH
    assert "2016-03,13" in examples["en"][0].body

    (project.data / "published/new.csv").write_text("a\n1\n", "utf-8")
    ran, examples = told_by(project)
    assert ran == BOTH
    assert "new.csv" in examples["en"][0].body

    (project.data / "later.csv").write_text("a\n1\n", "utf-8")
    assert told_by(project)[0] == BOTH


def test_a_run_that_cannot_be_published_is_not_kept(project: Project) -> None:
    """It would come back as good at the next build."""
    store(project, notebook("import warnings; warnings.warn('old spelling')"))
    for _ in range(2):
        with pytest.raises(NotebookError, match="printed a warning"):
            run_notebooks(project, 1, print)


def test_a_kept_run_that_is_damaged_is_run_again(project: Project) -> None:
    """Half a file, say, after a full disk."""
    store(project, notebook("1"))
    told_by(project)
    for path in (project.cache / "notebooks").iterdir():
        path.write_text('{"key"', "utf-8")
    assert told_by(project)[0] == BOTH


def test_kernels_can_be_asked_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """And are used where the system cannot fork."""
    used: list[str] = []
    for name in ("run_in_kernel", "run_forked"):
        monkeypatch.setattr(
            f"handbook.notebooks.run.{name}",
            lambda one, name=name: (used.append(name), Outcome([[]], {}, {}))[1],
        )
    node = notebook("1")
    for wanted, can, expected in (
        (False, True, "run_forked"), (True, True, "run_in_kernel"), (False, False, "run_in_kernel"),
    ):  # fmt: skip
        monkeypatch.setattr("handbook.notebooks.run.can_fork", lambda can=can: can)
        used.clear()
        node.cells[0].source += " "
        store(project, node)
        run_notebooks(project, 1, print, kernels=wanted)
        assert set(used) == {expected}


def test_prose_is_filled_with_what_the_code_told(project: Project) -> None:
    """In both languages, on the page and in both downloads."""
    store(
        project,
        notebook(
            prose("en", "It is {{ total }}."), prose("zh", "是 {{total}}。"),
            "from handbook.worked import prose\nprose(total=str(60 + 5))",
        ),
    )  # fmt: skip
    _, examples = told_by(project)
    for language, said in (("en", "It is 65."), ("zh", "是 65。")):
        example = examples[language][0]
        assert said in example.body
        for path in (example.ran, example.clean):
            cells = nbformat.read(path, as_version=4).cells
            assert next(c for c in cells if c.cell_type == "markdown").source == said


def test_the_downloads_are_for_any_jupyter(project: Project) -> None:
    """In one language; with plain pictures, and without outputs to be run."""
    store(project, notebook(prose("en", "Hello"), prose("zh", "你好"), FIGURE, "2 + 2"))
    _, examples = told_by(project)
    for language in LANGUAGES:
        example = examples[language][0]
        node, clean = (nbformat.read(p, as_version=4) for p in (example.ran, example.clean))
        if language == "zh":  # JupyterLab would speak English
            assert 'os.environ["HANDBOOK_LANGUAGE"] = "zh"' in clean.cells.pop(0).source
        for one in (node, clean):
            nbformat.validate(one)
            assert one.cells[0].source == {"en": "Hello", "zh": "你好"}[language]
            assert one.metadata.kernelspec.name == "python3"
            assert MIME not in json.dumps(one)
        outputs = [output for cell in node.cells for output in cell.get("outputs", [])]
        assert outputs[0].data["text/html"].count("<svg") == 1
        assert node.cells[-1].outputs[0].data["text/plain"] == "4"
        assert not any(cell.get("outputs") for cell in clean.cells)
        shown = re.sub(r"```python.*?```", "", example.body, flags=re.DOTALL)
        assert shown.count('<figure class="hb-fig">') == 1
        assert shown.count("<svg") == 2  # wide and narrow
        assert {"en": "你好", "zh": "Hello"}[language] not in shown


def test_an_answer_is_folded(project: Project) -> None:
    """Its code as everywhere, what it gives behind a word."""
    node = notebook("1", "40 + 2")
    node.cells[1].metadata["tags"] = ["answer"]
    store(project, node)
    _, examples = told_by(project)
    for language, word in (("en", "The answer"), ("zh", "看答案")):
        body = examples[language][0].body
        first, folded = body.split(f"<summary>{word}</summary>")
        assert "42" in folded.split("</details>")[0]
        assert "40 + 2" in first


def test_no_notebooks_is_no_error(project: Project) -> None:
    """A handbook may have none."""
    assert run_notebooks(project, 1, print) == {"en": [], "zh": []}


# -- the notebooks of the project, as they are stored -------------------------------------------

stored = pytest.mark.parametrize("path", STORED, ids=[path.stem for path in STORED])
ANCHOR = re.compile(r"^(#+) .*\{: #([a-z0-9-]+) \}", re.MULTILINE)


def test_there_are_notebooks() -> None:
    """The number in a name is that of the id; numbers stay free for what is still to come."""
    assert STORED
    for path in STORED:
        about = json.loads(path.read_text("utf-8"))["metadata"]["handbook"]
        assert re.fullmatch(r"[0-9]{2}(-[a-z]+)+", path.stem)
        assert about["id"] == f"NB-{path.name[:2]}"


@stored
def test_a_worked_example_is_short_and_ends_in_an_exercise(path: Path) -> None:
    """One question, ten to twenty cells, what to remember, a question with a checked answer."""
    node = read_notebook(path)
    for language in LANGUAGES:
        cells = in_language(node, language).cells
        assert 10 <= len(cells) <= 20, len(cells)
        anchors = [a for c in cells for _, a in ANCHOR.findall(c.source)]
        assert anchors[0] == "question"
        assert anchors[-2:] == ["remember", "try"]
        assert cells[-1].metadata.tags == ["answer"]
        assert "assert " in cells[-1].source


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


# -- when the data change -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project's data and notebooks, all of which ran."""
    root = tmp_path_factory.mktemp("whole")
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    (root / "docs").symlink_to(ROOT / "docs")
    run_notebooks(Project(root), 2, quiet)
    return Project(root)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_notebook_fails_on_other_numbers(whole: Project, tmp_path: Path, seed: int) -> None:
    """Other weights, thresholds, ratings, anchors and effort: all run, and the pages say so.

    No number of the prose is kept by hand (see above), and none is asserted: so no text lies.
    """
    root = tmp_path / "other"
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    (root / "docs").symlink_to(ROOT / "docs")
    change_numbers(root / "data", seed)
    assert not check_catalogue(root / "data")[1].problems
    other, ours = run_notebooks(Project(root), 2, quiet), run_notebooks(whole, 2, quiet)
    for language in LANGUAGES:
        changed = [
            one.job.name
            for one, own in zip(other[language], ours[language], strict=True)
            if one.notebook.cells != own.notebook.cells
        ]
        scored = [
            one.job.name
            for one in ours[language]
            if any(
                read.startswith(("data/centres", "data/practice"))
                for read in one.notebook.metadata["handbook"]["reads"]
            )
        ]
        assert set(scored) <= set(changed)


# -- all of them --------------------------------------------------------------------------------


def reads(project: Project) -> dict[str, set[str]]:
    """What each notebook read, as their kept runs tell; the same in both languages."""
    found: dict[str, set[str]] = {}
    for path in sorted((project.cache / "notebooks").iterdir()):
        name, language, _ = path.name.split(".")
        held = set(json.loads(path.read_text("utf-8"))["reads"])
        assert found.setdefault(name, held) == held, language
    return found


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/standards/best-call-centre/2007.yaml", "weight: 15", "weight: 15.0"),
        ("data/effort.yaml", "days: 6.5", "days: 7"),
        ("data/centres/papaya-market/2025.csv", ",4,", ",4.5,"),
        ("data/published/bank-1999-01-18.csv", "\n0,", "\n0,"),
    ],
    ids=["standard", "effort", "ratings", "unchanged"],
)
def test_one_changed_file_runs_exactly_what_reads_it(
    whole: Project, path: str, old: str, new: str
) -> None:
    """Every notebook that opened the file, in both languages, and no other."""
    readers = {name for name, held in reads(whole).items() if path in held}
    assert readers
    file = whole.root / path
    before = file.read_text("utf-8")
    assert old in before
    file.write_text(before.replace(old, new, 1), "utf-8")
    told: list[str] = []
    run_notebooks(whole, 2, told.append)
    expected = {f"running {name}.ipynb in {lang}" for name in readers for lang in LANGUAGES}
    assert set(told) == (expected if old != new else set())


def test_a_page_shows_the_new_number(whole: Project) -> None:
    """The days of effort that the data give stand on the page of the plan."""
    path = whole.data / "effort.yaml"
    days = "6.5" if "days: 6.5" in path.read_text("utf-8") else "7"
    path.write_text(path.read_text("utf-8").replace(f"days: {days}", "days: 8.25"), "utf-8")
    page = next(e for e in exported(whole, quiet)["en"] if e.id == "NB-07")
    shown = re.sub(r"```python.*?```", "", page.body, flags=re.DOTALL)
    assert "8.25" in shown


HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH_WORDS = re.compile(r"\b[A-Za-z]{3,}(?: [A-Za-z]{3,})+")
NAMES = ("NHS England",)
UNSEEN = {"field", "type", "expr", "calculate", "test", "font", "$schema", "as", "sort", "filter"}


def shown_by(value: Any) -> Iterator[str]:
    """Texts that a specification shows: of its data, titles, marks and sliders."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in inside:
        if isinstance(inner, dict | list):
            yield from shown_by(inner)
        elif isinstance(inner, str) and key not in UNSEEN:
            yield inner


def test_figures_speak_the_language_of_the_page(whole: Project) -> None:
    """Titles, axes, names in the picture, sliders, tables: a test looks for the other language."""
    seen = dict.fromkeys(LANGUAGES, 0)
    for language, found in run_notebooks(whole, 2, quiet).items():
        for one in found:
            for cell in one.notebook.cells:
                shown = (o.get("data", {}) for o in cell.get("outputs", []))
                for figure in (data[MIME] for data in shown if MIME in data):
                    seen[language] += 1
                    assert bool(HAN.search(json.dumps(figure, ensure_ascii=False))) == (
                        language == "zh"
                    )
                    texts = [figure[k] for k in ("title", "sub", "alternative", "note", "numbers")]
                    texts += shown_by([*figure["specs"], *(figure["live"] or [])])
                    told = re.sub(r"<[^>]*>", " ", "\n".join(texts))
                    words = [w for w in ENGLISH_WORDS.findall(told) if w not in NAMES]
                    assert language == "en" or not words, (one.job.name, words)
    assert seen["en"] == seen["zh"] >= 20


@pytest.mark.parametrize("number", range(len(STORED)), ids=[path.stem for path in STORED])
def test_a_kernel_gives_the_same_page(whole: Project, number: int) -> None:
    """The fast way against the reference, on the real notebooks, in one language each."""
    path, language = STORED[number], LANGUAGES[number % len(LANGUAGES)]
    one = Job(path.name, in_language(read_notebook(path), language), language, whole)
    kernel, forked = run_in_kernel(one), run_forked(one)
    assert written(kernel) == written(forked)
    assert finish(one, kernel).notebook == finish(one, forked).notebook
