"""Pages of the programming interface: every public name told, once, in both languages, as it is.

What the pages say of signatures and fields is compared with what Python itself says of them.
"""

import ast
import dataclasses
import doctest
import html
import importlib
import inspect
import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import griffe
import markdown
import pytest
from pydantic import BaseModel

from handbook.nav import navigation
from handbook.pages import api
from handbook.pages.docstrings import Prose
from handbook.pages.entries import entry
from handbook.pages.markup import Markup
from handbook.pages.places import places
from handbook.pages.reference import PACKAGE, code_of, modules, page_of, place_of, public
from handbook.pages.signatures import signature
from handbook.pages.words import load_words
from handbook.pages.world import World
from handbook.pages.write import _Writer
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, ROOT, catalogue

HAN = re.compile(r"[\u3400-\u9fff]")
HEADING = re.compile(r"^#{2,3} `(.+?)` \{: #(\S+) ", re.MULTILINE)
ID = re.compile(r'^#{1,3} .*\{: #(\S+)| id="([^"]+)"', re.MULTILINE)
EXAMPLE = re.compile(r"^```pycon\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
NAMES = [name for name in modules() if name != PACKAGE]

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, dict[str, str]]:
    """The pages of both languages, by path."""
    found: dict[Language, dict[str, str]] = {}
    for language in LANGUAGES:
        out = tmp_path_factory.mktemp(language)
        writer = _Writer(catalogue(), language, ROOT / "docs", out, [])
        world = World(catalogue(), language, writer.words, writer.prose, writer.places, [])
        written = [writer.write(spec) for spec in api.specs(world)]
        found[language] = {page.path: (out / page.path).read_text("utf-8") for page in written}
    return found


def imported(name: str) -> ModuleType:
    return importlib.import_module(PACKAGE if name == PACKAGE else f"{PACKAGE}.{name}")


def part(text: str, anchor: str) -> str:
    """What stands below the heading of one object, members left out."""
    return re.split(rf"^#+ .*\{{: #{re.escape(anchor)} .*$", text, flags=re.MULTILINE)[1].split(
        "\n#"
    )[0]


def shown(text: str) -> str:
    """The signature as a reader sees it."""
    found = re.search(r'<pre class="hb-line"><code>(.*?)</code></pre>', text, re.DOTALL)[1]
    return html.unescape(re.sub(r"<[^>]+>", "", found))


# -- every name --------------------------------------------------------------------------------


def test_the_source_is_read_as_python_reads_it() -> None:
    """Every module with public names, and the same names in the same order."""
    files = {path.stem for path in (ROOT / PACKAGE).glob("*.py")} - {"__init__"}
    with_names = {name for name in files if getattr(imported(name), "__all__", ())}
    assert set(NAMES) == with_names
    for name, module in modules().items():
        assert list(public(module)) == list(imported(name).__all__), name


def test_every_module_has_a_group() -> None:
    """A new module is given its place on the list by a person; no group names what is gone."""
    groups = dict(api.grouped())
    assert api.REST not in groups, f"give {groups.get(api.REST)} a group in handbook/pages/api.py"
    named = [name for names in api.GROUPS.values() for name in names]
    assert sorted(named) == sorted(NAMES)


@both
def test_every_public_name_stands_on_its_page(
    pages: dict[Language, dict[str, str]], language: Language
) -> None:
    """In the order of `__all__`, with its name as the anchor; the package's own on the list."""
    for name in NAMES:
        anchors = [a for _, a in HEADING.findall(pages[language][page_of(name)]) if "." not in a]
        assert anchors == list(imported(name).__all__), name
    listed = re.findall(r'<a id="(\w+)"', pages[language][page_of(PACKAGE)])
    assert listed == list(imported(PACKAGE).__all__)


def test_both_languages_have_the_same_anchors(pages: dict[Language, dict[str, str]]) -> None:
    """An anchor is copied from one language to the other; none stands twice on a page."""
    english, chinese = pages.values()
    assert english.keys() == chinese.keys() == {page_of(name) for name in modules()}
    for path, text in english.items():
        ids = ["".join(found) for found in ID.findall(text)]
        assert ids == ["".join(found) for found in ID.findall(chinese[path])], path
        assert len(ids) == len(set(ids)), path


@both
def test_headings_come_out_of_markdown_as_they_are_meant(
    pages: dict[Language, dict[str, str]], language: Language
) -> None:
    """Names with underscores too: code, the id, nothing for the search index, no mark left over."""
    for path, text in pages[language].items():
        built = markdown.markdown(
            text.split("---\n", 2)[2], extensions=["attr_list", "pymdownx.superfences"]
        )
        assert "{:" not in built, path
        found = re.findall(r'<h[23] class="hb-entry"|<h[23]', built)
        assert len(found) == len(re.findall(r"^##", text, re.MULTILINE))
        told = re.findall(
            r'<h[23] (?:class="hb-entry" )?data-search-exclude="" id="([^"]+)"><code>([^<]+)</code>',
            built,
        )
        assert told == [(anchor, name) for name, anchor in HEADING.findall(text)], path


@both
def test_every_page_is_listed_linked_and_in_the_navigation(
    pages: dict[Language, dict[str, str]], language: Language
) -> None:
    """Once on the list, once in the navigation below Rebuild, and citable by its id."""
    text = pages[language][page_of(PACKAGE)]
    known = places(catalogue())
    prose = load_words(ROOT / "docs/templates", language, "prose.yaml")
    tabs = navigation(catalogue(), language, prose, [])
    below = [page for tab in tabs if prose["rebuild"] in tab for page in flat(tab)]
    for name in modules():
        assert known[code_of(name)] == page_of(name)
        assert below.count(page_of(name)) == 1
        if name != PACKAGE:
            assert text.count(f'href="{name}.html"') == 1, name


def flat(entry: Any) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    values = entry.values() if isinstance(entry, dict) else entry
    return [page for value in values for page in flat(value)]


@both
def test_every_link_within_the_reference_leads_somewhere(
    pages: dict[Language, dict[str, str]], language: Language
) -> None:
    """Types, bases and names in running text: page and anchor are there."""
    anchors = {
        path: {"".join(found) for found in ID.findall(text)}
        for path, text in pages[language].items()
    }
    told = 0
    for path, text in pages[language].items():
        for link in re.findall(r'href="([^"]+)"', text):
            address, _, anchor = link.partition("#")
            page = f"api/{address.removesuffix('.html')}.md" if address else path
            assert page in anchors, f"{path} -> {link}"
            assert not anchor or anchor in anchors[page], f"{path} -> {link}"
            told += bool(anchor)
    assert told > 300


# -- what is said of it ------------------------------------------------------------------------


@cache
def runnable(name: str) -> set[str]:
    """The examples of a module that doctest finds, by their source."""
    tests = doctest.DocTestFinder().find(imported(name), globs={})
    return {example.source.strip() for test in tests for example in test.examples}


@each
def test_every_example_of_a_module_holds(name: str) -> None:
    """As doctest runs it, with the settings of the test suite."""
    ended = doctest.testmod(imported(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert ended.failed == 0


def test_there_are_examples() -> None:
    """Enough that the test above means something."""
    assert sum(len(runnable(name)) for name in NAMES) >= 20


@both
@each
def test_what_a_page_shows_as_an_example_is_run(
    pages: dict[Language, dict[str, str]], language: Language, name: str
) -> None:
    """No example on a page that doctest does not know, and none of a public object lost."""
    blocks = EXAMPLE.findall(pages[language][page_of(name)])
    parser = doctest.DocTestParser()
    told = {e.source.strip() for block in blocks for e in parser.get_examples(f"{block}\n")}
    assert told <= runnable(name)
    wanted = {e.source.strip() for doc in docstrings(name) for e in parser.get_examples(doc)}
    assert wanted <= told


def docstrings(name: str) -> Iterator[str]:
    """Of the public objects that a module defines, and of their public members."""
    module = imported(name)
    for public_name in module.__all__:
        found = getattr(module, public_name)
        if getattr(found, "__module__", "") != module.__name__:
            continue
        members = vars(found).items() if inspect.isclass(found) else ()
        for one in (found, *(member for n, member in members if not n.startswith("_"))):
            if callable(one) or isinstance(one, classmethod | property):
                yield inspect.cleandoc(one.__doc__ or "")


@each
def test_signatures_are_those_of_python(pages: dict[Language, dict[str, str]], name: str) -> None:
    """Names, kinds and defaults of all parameters of every public function, in their order."""
    module = imported(name)
    for public_name in module.__all__:
        found = getattr(module, public_name)
        if not inspect.isfunction(found):
            continue
        text = shown(part(pages["en"][page_of(name)], public_name))
        assert max(map(len, text.split("\n"))) <= 100, text
        (told,) = ast.parse(f"def {text}: ...").body
        assert isinstance(told, ast.FunctionDef)
        assert told.name == public_name
        assert kinds(told.args) == [
            (p.name, p.kind.name, p.default is not inspect.Parameter.empty)
            for p in inspect.signature(found).parameters.values()
        ], public_name


def kinds(args: ast.arguments) -> list[tuple[str, str, bool]]:
    """Parameters of a parsed signature, as `inspect` tells them."""
    plain = [*args.posonlyargs, *args.args]
    first = len(plain) - len(args.defaults)
    found = [
        (
            one.arg,
            "POSITIONAL_ONLY" if at < len(args.posonlyargs) else "POSITIONAL_OR_KEYWORD",
            at >= first,
        )
        for at, one in enumerate(plain)
    ]
    found += [(args.vararg.arg, "VAR_POSITIONAL", False)] if args.vararg else []
    found += [
        (one.arg, "KEYWORD_ONLY", default is not None)
        for one, default in zip(args.kwonlyargs, args.kw_defaults, strict=True)
    ]
    return found + ([(args.kwarg.arg, "VAR_KEYWORD", False)] if args.kwarg else [])


@each
def test_fields_are_those_of_python(pages: dict[Language, dict[str, str]], name: str) -> None:
    """Every field of a data class, a record or an enumeration, inherited ones included."""
    module = imported(name)
    for public_name in module.__all__:
        found = getattr(module, public_name)
        if not inspect.isclass(found) or found.__module__ != module.__name__:
            continue
        if issubclass(found, BaseModel):
            wanted = set(found.model_fields)
        elif dataclasses.is_dataclass(found):
            wanted = {field.name for field in dataclasses.fields(found)}
        elif issubclass(found, Enum):
            wanted = set(found.__members__)
        else:
            continue
        text = part(pages["en"][page_of(name)], public_name)
        rows = re.findall(r'<tr><td data-l="(?:Field|Member)">(.*?)</td>', text)
        told = {one for row in rows for one in re.findall(r"<code[^>]*>(\w+)</code>", row)}
        assert {one for one in wanted if not one.startswith("_")} <= told, public_name


@each
def test_no_page_lacks_the_words_of_its_language(
    pages: dict[Language, dict[str, str]], name: str
) -> None:
    """Chinese heads of tables on Chinese pages; what stays English there says so."""
    chinese = pages["zh"][page_of(name)]
    for head in re.findall(r"<th [^>]*>(.*?)</th>", chinese):
        assert HAN.search(head), head
    for paragraph in re.findall(r"<p([^>]*)>([^<]*)</p>", chinese):
        assert HAN.search(paragraph[1]) or 'lang="en"' in paragraph[0], paragraph
    assert "只有英文" in chinese
    assert ", optional)" not in chinese
    assert not HAN.search(
        re.sub(r"```.*?```|<pre.*?</pre>", "", pages["en"][page_of(name)], flags=re.DOTALL)
    )


# -- code and prose by hand ----------------------------------------------------------------------

SOURCE = '''
"""A module.

First ``a < b``, then `Sign` and *never* **ever**.
"""
from enum import StrEnum

__all__ = ["LIMIT", "Bad", "Sign", "held", "run"]

LIMIT: int = 3  # noqa: ERA001


class Bad(ValueError):
    """Too bad."""

    def __init__(self, why: str, *more: str) -> None: ...


class _Base(StrEnum):
    pass


class Sign(_Base):
    """Which way.

    Examples
    --------
    >>> Sign.PLUS.value
    '+'
    """

    PLUS = "+"

    @classmethod
    def of(cls, value: float, /, *, strict: bool = False) -> "Sign":
        """Of a number."""

    @property
    def turned(self) -> "Sign":
        """The other one."""


def run(first, /, second: Sign, *rest: int, last: str = "a", **named: Bad):
    """Run."""


def held(sign: Sign, /) -> Sign:
    """Hold it.

    Parameters
    ----------
    sign : Sign, optional
        One.
    low, high : float
        Two.

    Returns
    -------
    Sign
        The same.

    Notes
    -----
    None.

    Examples
    --------
    As it was:

    >>> held(1)
    1
    """
'''


@pytest.fixture
def prose(tmp_path: Path) -> Prose:
    """A module made for this, on a Chinese page."""
    (tmp_path / "made.py").write_text(SOURCE, "utf-8")
    module = griffe.load(
        "made",
        search_paths=[tmp_path],
        allow_inspection=False,
        docstring_parser="numpy",
        docstring_options={"warnings": False},
    )
    assert isinstance(module, griffe.Module)
    return Prose(
        module, Markup(catalogue(), "zh", load_words(ROOT / "docs/templates", "zh"), {}, "x.md")
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("held", "held(sign: Sign, /) -> Sign"),
        (
            "run",
            "run(\n    first,\n    /,\n    second: Sign,\n    *rest: int,\n    last: str = 'a',\n    **named: Bad,\n)",
        ),
        ("Bad", "class Bad(ValueError)\n\nBad(why: str, *more: str)"),
        ("Sign", "class Sign(StrEnum)"),
        (
            "Sign.of",
            "Sign.of(\n    value: float,\n    /,\n    *,\n    strict: bool = False,\n) -> Sign",
        ),
        ("Sign.turned", "Sign.turned: Sign"),
        ("LIMIT", "LIMIT: int = 3"),
    ],
)
def test_signatures_by_hand(prose: Prose, name: str, told: str) -> None:
    """Every kind of parameter, constructor, private base, property, constant without remarks."""
    found = prose.module[name]
    assert html.unescape(str(signature(found, name, prose))) == told


def test_prose_by_hand(prose: Prose) -> None:
    """Signs that HTML knows are escaped, code and emphasis marked, the language named."""
    assert list(prose.blocks("``a < b`` & `c`,\n*never* **ever** 2 * 3 * 4.")) == [
        (
            "html",
            '<p lang="en"><code>a &lt; b</code> &amp; <code>c</code>, <em>never</em> <strong>ever</strong> 2 * 3 * 4.</p>',
        )
    ]
    listed = (
        "- one\n  more\n- two\n\n1. first\n2. second\n\n    code <here>\n\nSo:\n>>> 1 < 2\nTrue"
    )
    assert list(prose.blocks(listed)) == [
        ("html", '<ul lang="en"><li>one more</li><li>two</li></ul>'),
        ("html", '<ol lang="en"><li>first</li><li>second</li></ol>'),
        ("html", '<pre class="hb-line"><code>code &lt;here&gt;</code></pre>'),
        ("html", '<p lang="en">So:</p>'),
        ("example", ">>> 1 < 2\nTrue"),
    ]
    assert prose.cell("One.\n\nTwo.") == '<span lang="en">One.<br>Two.</span>'


def test_only_names_that_cannot_be_mistaken_are_linked() -> None:
    """`score` may be the field, `score_many` is the function, and `NodeScore` the class."""
    markup = Markup(catalogue(), "en", load_words(ROOT / "docs/templates", "en"), {}, "api/x.md")
    told = Prose(modules()["score"], markup).inline("`score`, `score_many`, `NodeScore`")
    assert re.findall(r'href="([^"]+)"', told) == ["score.html#score_many", "score.html#NodeScore"]


def test_an_entry_by_hand(prose: Prose) -> None:
    """Every part of a docstring in its order, what is said of several names together once."""
    words = load_words(ROOT / "docs/templates", "zh", "prose.yaml")
    told = entry(words, prose, "held")
    assert (told.name, told.kind, told.passed_on) == ("held", "函数", None)
    assert re.fullmatch(r"made\.py:\d+", told.where)
    plain = [(kind, re.sub(r"<[^>]+>", "|", part)) for kind, part in told.parts]
    assert [(kind, [cell for cell in part.split("|") if cell.strip()]) for kind, part in plain] == [
        ("html", ["Hold it."]),
        (
            "html",
            ["参数", "类型", "含义", "sign", "Sign", "One.", "low", ", ", "high", "float", "Two."],
        ),
        ("html", ["返回值", "含义", "Sign", "The same."]),
        ("html", ["Notes"]),
        ("html", ["None."]),
        ("html", ["示例"]),
        ("html", ["As it was:"]),
        ("example", [">>> held(1)\n1"]),
    ]
    sign = entry(words, prose, "Sign")
    assert [kind for kind, _ in sign.parts] == ["html", "html", "html", "example"]
    assert '<code class="nowrap">PLUS</code>' in sign.parts[1][1]
    assert [(one.name, one.kind) for one in sign.members] == [
        ("Sign.of", "类方法"),
        ("Sign.turned", "属性"),
    ]


@pytest.mark.parametrize(
    ("module", "dotted", "place"),
    [
        ("score", "Standard", "api/standard.md#Standard"),
        ("score", "score_tree", "api/tree.md#score_tree"),
        ("score", "np", None),
        ("score", "np.float64", None),
        ("tree", "Standard.nodes", "api/standard.md#Standard"),
        ("tree", "scoring.texts.Text", "api/texts.md#Text"),
        ("tree", "scoring.texts", "api/texts.md"),
        ("tree", "Indicator", "api/indicator.md#Indicator"),
        ("tree", "no_such_thing", None),
        (PACKAGE, "score", "api/score.md#score"),
    ],
)
def test_where_a_name_is_told(module: str, dotted: str, place: str | None) -> None:
    """Imported, passed on, written in full, or named without an import; not what is not ours."""
    assert place_of(modules()[module], dotted) == place
