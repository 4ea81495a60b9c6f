"""Generated pages as plain Markdown: both languages alike, complete, and only ours to cite.

The pages are written from the project's real data, without worked examples, and read again here;
MkDocs has no part in it. Golden files show three whole pages a language, pictures left out.
"""

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

import handbook.charts.figure
from handbook.catalogue import Catalogue
from handbook.load import load_catalogue
from handbook.pages import Page, write_pages
from handbook.pages.places import PLAIN, href, places
from scoring import Branch, Item, Statement, Text
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, ROOT, agrees_with_golden, catalogue

DOCS = ROOT / "docs"
PARTS = ("asks", "why", "weight", "evidence", "levels", "indicators", "findings", "improve",
         "crosswalk", "try", "basis")  # fmt: skip
NODES = "standards/best-call-centre/2007"
PAIR = "standards/best-call-centre/2007--2027-training.md"
HAN = re.compile(r"[\u3400-\u9fff]")
PART = re.compile(r"^## (.+?) \{: #([a-z0-9-]+) \.hb-part \}\n", re.MULTILINE)
HEADING_ID = re.compile(r"^#{1,4} .*\{:? ?#([A-Za-z0-9._-]+)", re.MULTILINE)
CITED = re.compile(r"[A-Z]+-[A-Z0-9]+(\.[A-Z]?[0-9]+)*|[GBOMC][0-9]+")
WORD = re.compile(r'<a class="hb-word" href="[^"]*">(.*?)</a>')
DIGEST = re.compile(r"<code>([0-9a-f]{8})</code>")
CODE = re.compile(r"```.*?```|<pre.*?</pre>|<code>.*?</code>|`[^`\n]*`", re.DOTALL)

both = pytest.mark.parametrize("language", LANGUAGES)


class Tree:
    """The written pages of one language, without the links of their words to the glossary."""

    def __init__(self, root: Path, pages: list[Page]) -> None:
        self.root, self.pages = root, pages
        self.raw = {
            path.relative_to(root).as_posix(): path.read_text("utf-8")
            for path in sorted(root.rglob("*.md"))
        }
        self.text = {path: WORD.sub(r"\1", text) for path, text in self.raw.items()}

    def front(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = yaml.safe_load(self.text[path].split("---\n", 2)[1])
        return found

    def body(self, path: str) -> str:
        return self.text[path].split("---\n", 2)[2]

    def digest(self, path: str) -> str:
        return DIGEST.findall(self.text[path])[-1]


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Tree]:
    """Both languages, written once."""
    folder = tmp_path_factory.mktemp("pages")
    return {
        language: Tree(
            folder / language, write_pages(catalogue(), language, DOCS, folder / language, [])
        )
        for language in LANGUAGES
    }


def plain(text: str) -> str:
    """Text without tags, entities resolved."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


# -- every page ---------------------------------------------------------------------------------


def test_both_languages_have_the_same_paths(trees: dict[Language, Tree]) -> None:
    """Pages and downloads; what is a page here is a page there."""
    english, chinese = (
        {path.relative_to(tree.root).as_posix() for path in tree.root.rglob("*") if path.is_file()}
        for tree in trees.values()
    )
    assert english == chinese
    assert len(trees["en"].text) >= 60
    for language in LANGUAGES:
        assert {page.path for page in trees[language].pages} == set(trees[language].text)


@both
def test_every_page_says_what_it_is(trees: dict[Language, Tree], language: Language) -> None:
    """A title in its language and an id, in the front matter and on the page; no id twice."""
    tree = trees[language]
    for page in tree.pages:
        front, body = tree.front(page.path), tree.body(page.path)
        assert (front["title"], front["handbook_id"]) == (page.title, page.handbook_id)
        assert bool(HAN.search(page.title)) == (language == "zh"), page.path
        assert f'data-handbook-id="{page.handbook_id}"' in body, page.path
    assert len({page.handbook_id for page in tree.pages}) == len(tree.pages)


@both
def test_every_page_has_one_first_heading(trees: dict[Language, Tree], language: Language) -> None:
    """With the id `title`, the same in both languages; the home page writes its own."""
    for path, text in trees[language].text.items():
        bare = CODE.sub("", text)
        headings = re.findall(r"^# .*$", bare, re.MULTILINE)
        if path == PLAIN["HOME"]:
            assert not headings
            assert re.findall(r"<h1[^>]*>", bare) == ['<h1 id="title">']
            continue
        identity = trees[language].front(path)["handbook_id"]
        assert len(headings) == 1, path
        assert headings[0].endswith(f'{{: #title data-handbook-id="{identity}" }}'), path
        assert "<h1" not in bare, path


def test_ids_and_parts_are_the_same_in_both_languages(trees: dict[Language, Tree]) -> None:
    """An anchor copied from one language leads to the same part of the other."""
    for path, english in trees["en"].text.items():
        chinese = trees["zh"].text[path]
        marks = [
            (HEADING_ID.findall(CODE.sub("", text)), re.findall(r'data-handbook-id="[^"]+"', text))
            for text in (english, chinese)
        ]
        assert marks[0] == marks[1], path


@both
def test_every_page_can_be_cited(trees: dict[Language, Tree], language: Language) -> None:
    """The last line: site, title, address, and a digest of all that stands above it."""
    tree = trees[language]
    site = {"en": "Contact Centre Evaluation Handbook", "zh": "客户联络中心评价手册"}[language]
    for page in tree.pages:
        above, cite = tree.raw[page.path].split('\n\n<p class="hb-cite" data-search-exclude>')
        assert tree.digest(page.path) == hashlib.sha256(above.encode()).hexdigest()[:8]
        assert plain(cite).count(site) == 1, page.path
        assert html.escape(page.title) in cite or page.title in cite, page.path
        address = page.path.removesuffix(".md") + ".html"
        assert f"<code>{address}</code>" in cite, page.path


@both
def test_pages_of_an_edition_name_it(trees: dict[Language, Tree], language: Language) -> None:
    """Edition and bases belong to the citation of a node; a glossary has no edition."""
    cite = {path: text.rsplit("<p", 1)[1] for path, text in trees[language].text.items()}
    of_item = plain(cite[f"{NODES}/BCC-6.1.5.md"].split(">", 1)[1])
    expected = {
        "en": ("Best Call Centre award, Edition 2007", "basis: source + external + project"),
        "zh": ("最佳呼叫中心评选标准，版本 2007", "依据：来源文件、外部资料、本手册"),
    }[language]
    assert expected[0] in of_item
    assert expected[1] in of_item
    assert "2007" not in cite["glossary.md"]


@both
def test_no_clock_no_path_no_commit(trees: dict[Language, Tree], language: Language) -> None:
    """A page depends on its inputs only."""
    for path, text in trees[language].text.items():
        assert str(ROOT) not in text, path
        assert str(Path.home()) + "/" not in text, path
        assert not re.search(r"\d{2}:\d{2}:\d{2}", text), path


@both
def test_nothing_of_the_templates_is_left(trees: dict[Language, Tree], language: Language) -> None:
    """No tag of the template language, no None, no object printed by its name."""
    for path, text in trees[language].text.items():
        bare = CODE.sub("", re.sub(r"<svg.*?</svg>", "", text))
        assert not re.search(r"\{\{|\{%|\{#[^a-zA-Z]| object at 0x|Undefined", bare), path
        assert not re.search(r">\s*(?:None|nan)\s*<", bare), path


@both
def test_every_relative_link_resolves(trees: dict[Language, Tree], language: Language) -> None:
    """In Markdown and in HTML alike: the file is there, and so is the anchor."""
    tree = trees[language]
    anchors = {
        path: {*HEADING_ID.findall(text), *re.findall(r' id="([^"]+)"', text)}
        for path, text in tree.text.items()
    }
    for path, text in tree.text.items():
        bare = re.sub(r"<pre.*?</pre>|```.*?```", "", text, flags=re.DOTALL)
        found = re.findall(r'(?:href|src)="([^"]*)"|\]\(([^)\s]+)\)', bare)
        assert found, path
        for link in map("".join, found):
            assert not re.match(r"[a-z]+:|/", link), f"{path} -> {link}"
            address, _, anchor = link.partition("#")
            target = (tree.root / path).parent / address if address else tree.root / path
            page = target.with_suffix(".md") if target.suffix == ".html" else target
            assert page.is_file(), f"{path} -> {link}"
            if anchor:
                name = page.resolve().relative_to(tree.root.resolve()).as_posix()
                assert anchor in anchors[name], f"{path} -> {link}"


@both
def test_every_id_stands_on_its_page(trees: dict[Language, Tree], language: Language) -> None:
    """What `places` promises is kept: an element marked with the id, or an anchor."""
    tree = trees[language]
    for identity, place in places(catalogue()).items():
        path, _, anchor = place.partition("#")
        text = tree.text[path]
        marked = f'data-handbook-id="{identity}"' in text
        anchored = anchor in HEADING_ID.findall(text) or f' id="{anchor}"' in text
        assert anchored if anchor else marked, f"{identity} is not on {place}"


def test_addresses_are_relative() -> None:
    """From any depth to any other; to a part of the page itself only the anchor."""
    assert href("a/b/c.md", "a/b/d.md") == "d.html"
    assert href("a/b/c.md", "index.md#x") == "../../index.html#x"
    assert href("index.md", "a/b/c.md") == "a/b/c.html"
    assert href("a/b/c.md", "a/b/c.md#x") == "#x"


# -- items and criteria -------------------------------------------------------------------------


def nodes() -> list[Item | Branch]:
    return list(catalogue().standard.nodes())


@both
def test_eleven_parts_none_of_them_empty(trees: dict[Language, Tree], language: Language) -> None:
    """Every criterion, group and item, in one order; a part without content says why."""
    for node in nodes():
        body = (
            trees[language]
            .body(f"{NODES}/{node.id}.md")
            .split('<p class="hb-cite" data-search-exclude>')[0]
        )
        found = PART.split(body)[1:]
        assert tuple(found[1::3]) == PARTS, node.id
        for title, name, content in zip(found[::3], found[1::3], found[2::3], strict=True):
            said = re.sub(r'<p class="hb-part-basis">.*?</p>|<svg.*?</svg>', "", content)
            said = re.sub(r'<nav class="hb-pager".*?</nav>', "", said)
            assert len(plain(said).strip()) > 10, f"{node.id}, {name}"
            assert bool(HAN.search(title)) == (language == "zh"), f"{node.id}, {name}"


@both
def test_an_item_shows_all_its_levels_and_questions(
    trees: dict[Language, Tree], language: Language
) -> None:
    """Six levels, highest on top, with their percents; four people to ask; every evidence."""
    for item in catalogue().standard.items():
        text = html.unescape(trees[language].body(f"{NODES}/{item.id}.md"))
        ladder = re.search(r'<ol class="hb-ladder".*?</ol>', text, re.DOTALL)[0]
        assert re.findall(r'class="hb-l(\d)"', ladder) == list("543210"), item.id
        gap = "\u00a0" if language == "en" else ""
        percents = re.findall(r"<small>([^<]+)</small>", ladder)
        assert percents == [f"{percent}{gap}%" for percent in (100, 80, 60, 40, 20, 0)], item.id
        roles = [getattr(item.questions, r) for r in ("manager", "leader", "agent", "floor")]
        told = [*roles, *item.levels, *item.findings, *item.improve, *item.measures]
        for one in (*told, item.case.situation, item.case.reason):
            assert one.in_language(language) in text, item.id
        for evidence in item.evidence:
            assert evidence.ask.in_language(language) in text, item.id
            assert evidence.shows.in_language(language) in text, item.id


@both
def test_pages_lead_to_their_neighbours(trees: dict[Language, Tree], language: Language) -> None:
    """One page after the other, through the whole standard."""
    order = [node.id for node in nodes()]
    for at, identity in enumerate(order):
        text = trees[language].body(f"{NODES}/{identity}.md")
        pager = re.search(r'<nav class="hb-pager".*?</nav>', text)[0]
        expected = [*order[max(at - 1, 0) : at], *order[at + 1 : at + 2]]
        assert re.findall(r'href="([^"]+)\.html"', pager) == expected, identity


# -- every statement, with what it stands on ----------------------------------------------------


def statements() -> Iterator[tuple[str, Statement]]:
    """Every statement of the data, and the page that must show it."""
    for standard in catalogue().standards:
        folder = f"standards/{standard.id}/{standard.edition}"
        for one in standard.about:
            yield f"{folder}/index.md", one
        for node in standard.nodes():
            for one in (*node.asks, *node.why):
                yield f"{folder}/{node.id}.md", one
    for name in ("levels", "process", "results", "mixed"):
        for one in catalogue().scales[name].rules:
            yield "scales.md", one


@both
def test_every_statement_stands_with_its_badge(
    trees: dict[Language, Tree], language: Language
) -> None:
    """Text, then the badge that says on what it stands; a source by its name, with a way to it."""
    told = list(statements())
    assert len(told) > 200
    for path, one in told:
        text = html.unescape(trees[language].text[path])
        badge = re.search(
            re.escape(one.in_language(language)) + r' <a class="hb-basis hb-basis--(\w+)"'
            r'[^>]*? href="([^"]*)" title="([^"]*)">([^<]*)</a>',
            text,
        )
        assert badge, f"{path}: {one.en}"
        assert badge[1] == one.basis.value, f"{path}: {one.en}"
        if one.source:
            assert badge[2].endswith(f"sources.html#{one.source.lower()}")
            assert catalogue().sources[one.source].short.in_language(language) in badge[4]
        if one.where:
            assert one.where.in_language(language) in badge[3]


def texts(value: Any) -> Iterator[Text]:
    """Every text below a record."""
    if isinstance(value, Text):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        yield from texts(list(value.values()))


@both
def test_every_text_of_the_data_is_shown_somewhere(
    trees: dict[Language, Tree], language: Language
) -> None:
    """What somebody wrote into the data, a reader can find; nothing is collected for nobody."""
    whole = html.unescape("\n".join(trees[language].text.values()))
    told = {one.in_language(language) for one in texts(catalogue().records)}
    assert len(told) > 2000
    missing = sorted(one for one in told if one not in whole)
    assert not missing


def test_every_item_says_it_is_our_own_where_it_is(trees: dict[Language, Tree]) -> None:
    """Evidence, levels, indicators, findings, ways to improve, crosswalk, cases: project."""
    for item in catalogue().standard.items():
        body = trees["en"].body(f"{NODES}/{item.id}.md")
        found = PART.split(body)[1:]
        for name, content in zip(found[1::3], found[2::3], strict=True):
            if name in PARTS[3:10]:
                assert content.lstrip().startswith('<p class="hb-part-basis">'), item.id
                assert "hb-basis--project" in content.split("</p>")[0], f"{item.id}, {name}"


@both
def test_invented_centres_are_stamped(trees: dict[Language, Tree], language: Language) -> None:
    """Red is kept for it: on each scorecard, beside each name in the list, on the home page."""
    tree, word = trees[language], {"en": "Invented", "zh": "虚构"}[language]
    stamp = re.compile(rf'<span class="hb-seal[^"]*">{word}</span>')
    for centre in catalogue().centres:
        assert stamp.search(tree.body(f"centres/{centre.profile.id}.md")), centre.profile.id
    beside = re.findall(rf"</a> {stamp.pattern}</td>", tree.body("centres/index.md"))
    assert len(beside) == len(catalogue().centres)
    assert stamp.search(tree.body("index.md"))


def test_not_assessed_is_said_in_words(trees: dict[Language, Tree]) -> None:
    """Lanwan left items open: no 0, no dash, no N/A in their place."""
    open_items = [
        item.id for item in catalogue().standard.items()
        if item.id not in next(
            c for c in catalogue().centres if c.profile.id == "lanwan-12345"
        ).assessments[-1].ratings
    ]  # fmt: skip
    assert open_items
    for language, words in (("en", "not assessed"), ("zh", "未评审")):
        body = trees[language].body("centres/lanwan-12345.md")
        for item in open_items:
            row = re.search(rf"<tr><td[^>]*>[^\n]*?>{re.escape(item)}</a>.*?</tr>", body)[0]
            row = row[row.rindex("<tr>") :]
            assert words in row, item
            assert not re.search(r">(?:0|N/A|-|–)<", row), item


# -- hand-written pages -------------------------------------------------------------------------


def test_hand_written_pages_have_the_same_headings() -> None:
    """The same files, the same ids in the same order, the same identity."""
    english, chinese = ({p.name for p in (DOCS / language).glob("*.md")} for language in LANGUAGES)
    assert english == chinese
    for name in english:
        found = []
        for language in LANGUAGES:
            text = (DOCS / language / name).read_text("utf-8")
            meta = yaml.safe_load(text.split("---\n", 2)[1])
            bare = CODE.sub("", text)
            ids = HEADING_ID.findall(bare)
            assert len(ids) == len(re.findall(r"^#{2,4} ", bare, re.MULTILINE)), (
                f"{language}/{name}"
            )
            found.append((meta["handbook_id"], ids))
            assert bool(HAN.search(meta["title"])) == (language == "zh")
        assert found[0] == found[1], name


# -- what a page depends on ---------------------------------------------------------------------


def test_two_runs_are_equal_to_the_byte(trees: dict[Language, Tree], tmp_path: Path) -> None:
    """In another process, with another order of sets."""
    script = (
        "import sys; from pathlib import Path; from handbook.pages import write_pages\n"
        "from tests.handbook.real import ROOT, catalogue\n"
        "for n in ('en', 'zh'): write_pages(catalogue(), n, ROOT/'docs', Path(sys.argv[1])/n, [])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    command = [sys.executable, "-c", script, str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)
    for language in LANGUAGES:
        again = {p.relative_to(tmp_path / language): p.read_bytes()
                 for p in (tmp_path / language).rglob("*") if p.is_file()}  # fmt: skip
        first = trees[language].root
        assert again == {p.relative_to(first): p.read_bytes()
                         for p in first.rglob("*") if p.is_file()}  # fmt: skip


@pytest.fixture
def sketched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures left out: pages are written in a fraction of the time."""
    monkeypatch.setattr(
        handbook.charts.figure, "to_svg", lambda spec, alternative: f"<svg>{alternative}</svg>"
    )


def changed_data(tmp_path: Path, change: Callable[[str], str]) -> Catalogue:
    """The project's data with another text of the standard."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/standards/best-call-centre/2007.yaml"
    text = path.read_text("utf-8")
    assert change(text) != text
    path.write_text(change(text), "utf-8")
    return load_catalogue(tmp_path / "data", "data")


def digests(data: Catalogue, out: Path, language: Language = "en") -> dict[str, str]:
    tree = Tree(out, write_pages(data, language, DOCS, out, []))
    return {path: tree.digest(path) for path in tree.text}


def different(one: dict[str, str], other: dict[str, str]) -> set[str]:
    assert one.keys() == other.keys()
    return {path for path in one if one[path] != other[path]}


@pytest.mark.usefixtures("sketched")
def test_a_changed_text_changes_the_pages_that_show_it(tmp_path: Path) -> None:
    """Level 3 of BCC-6.1.5 stands on its page and on those of its group and its criterion."""
    level = next(
        lv for i in catalogue().standard.items() if i.id == "BCC-6.1.5" for lv in i.levels
        if lv.level == 3
    )  # fmt: skip
    data = changed_data(tmp_path, lambda text: text.replace(level.en, f"{level.en} Changed."))
    assert not data.problems
    before, after = digests(catalogue(), tmp_path / "a"), digests(data, tmp_path / "b")
    shown = {f"{NODES}/{identity}.md" for identity in ("BCC-6", "BCC-6.1", "BCC-6.1.5")}
    assert different(before, after) == {*shown, PAIR}  # where the words that changed are marked
    chinese = [digests(d, tmp_path / n, "zh") for d, n in ((catalogue(), "c"), (data, "d"))]
    assert different(*chinese) == set()


@pytest.mark.usefixtures("sketched")
def test_a_changed_weight_changes_the_pages_that_show_it(tmp_path: Path) -> None:
    """5 points of BCC-5 moved: its own pages, the standard's, the centres' and the home page."""
    first, second = catalogue().standard.node("BCC-5").children[2:4]

    def move(text: str) -> str:
        for child, points in ((first, 5), (second, -5)):
            block = rf"(id: {re.escape(child.id)}\n(?:.*\n){{3}}\s+weight: ){child.weight:g}\n"
            text, count = re.subn(block, rf"\g<1>{child.weight + points:g}\n", text)
            assert count == 1
        return text

    data = changed_data(tmp_path, move)
    assert not data.problems
    before, after = digests(catalogue(), tmp_path / "a"), digests(data, tmp_path / "b")
    moved = different(before, after)
    own = {f"{NODES}/BCC-5.md", f"{NODES}/{first.id}.md", f"{NODES}/{second.id}.md"}
    assert own | {f"{NODES}/index.md"} <= moved
    elsewhere = {p for p in before if p.startswith(f"{NODES}/") and "/BCC-5" not in p} - {
        f"{NODES}/index.md"
    }
    assert not elsewhere & moved
    assert not {"glossary.md", "sources.md", "scales.md", "about.md", "messages.md"} & moved


@both
def test_two_editions_beside_each_other(trees: dict[Language, Tree], language: Language) -> None:
    """Each centre with its grade before and after, and what no rating could be carried over to."""
    text = trees[language].body(PAIR)
    told = {"en": "Established → Established*", "zh": "达标 → 达标*"}[language]
    assert text.count(told) == 2
    assert (
        '<a class="hb-id" href="2027-training/BCC-10.html">BCC-10</a>' in text.split("</table>")[2]
    )
    assert "&lt;a" not in text


# -- data of other people -----------------------------------------------------------------------


@pytest.mark.usefixtures("sketched")
@both
def test_a_centre_may_have_one_period(tmp_path: Path, language: Language) -> None:
    """Assessed for the first time: no year before, and no invented zero in its place."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for path in (tmp_path / "data/centres").glob("*/2024.csv"):
        path.unlink()
    data = load_catalogue(tmp_path / "data", "data")
    tree = Tree(tmp_path / "out", write_pages(data, language, DOCS, tmp_path / "out", []))
    before = {"en": "year before", "zh": "上一年"}[language]
    for centre in data.centres:
        assert len(centre.assessments) == 1
        text = tree.body(f"centres/{centre.profile.id}.md").lower()
        assert before not in text.split('id="remarks"')[0]
    assert tree.body("centres/index.md").count("<figure") == 2  # nothing to compare with


@pytest.mark.usefixtures("sketched")
@both
def test_a_centre_may_have_no_score(tmp_path: Path, language: Language) -> None:
    """Nothing applied that year: said in words, and no 0 anywhere."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/centres/chenxi-bank/2025.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    assert header == (
        "centre,period,item,factor,assessor,rating,value,confidence,applicable,evidence,note"
    )
    rows = [f"{','.join(row.split(',')[:3])},,consensus,,,,no,,Closed all year" for row in rows]
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    data = load_catalogue(tmp_path / "data", "data")
    assert next(c for c in data.centres if c.profile.id == "chenxi-bank").assessments[-1].ratings
    tree = Tree(tmp_path / "out", write_pages(data, language, DOCS, tmp_path / "out", []))
    words = {"en": "not assessed", "zh": "未评审"}[language]
    assert tree.body("centres/chenxi-bank.md").count(words) >= 7
    row = re.search(
        r'<tr><td[^>]*><a href="chenxi-bank.html".*?</tr>', tree.body("centres/index.md")
    )
    assert row[0].count(words) == 5


@pytest.mark.usefixtures("sketched")
def test_other_centres_may_be_there(tmp_path: Path) -> None:
    """The home page shows a centre of the data, not one that the code knows by name."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.rmtree(tmp_path / "data/centres/lanwan-12345")
    data = load_catalogue(tmp_path / "data", "data")
    tree = Tree(tmp_path / "out", write_pages(data, "en", DOCS, tmp_path / "out", []))
    assert 'href="centres/chenxi-bank.html"' in tree.body("index.md")


def test_writing_removes_what_was_there(tmp_path: Path, trees: dict[Language, Tree]) -> None:
    """A page that no longer exists does not stay behind."""
    shutil.copytree(trees["en"].root, tmp_path / "en")
    (tmp_path / "en/old.md").write_text("# Old\n", "utf-8")
    write_pages(catalogue(), "en", DOCS, tmp_path / "en", [])
    assert {
        p.relative_to(tmp_path / "en").as_posix() for p in (tmp_path / "en").rglob("*.md")
    } == set(trees["en"].text)


# -- golden pages -------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("path", [f"{NODES}/BCC-6.1.5.md", "standards/index.md", "about.md"])
def test_golden_page(trees: dict[Language, Tree], path: str, language: Language) -> None:
    """A whole page, to be read in review: no pictures, badges by their words, the digest masked."""
    text = re.sub(r"<svg.*?</svg>", "<svg/>", trees[language].text[path], flags=re.DOTALL)
    text = re.sub(r'<a class="hb-basis hb-basis--(\w+)".*?>(.*?)</a>', r"[\1: \2]", text)
    text = re.sub(r' (?:data-l|scope)="[^"]*"', "", text)
    text = re.sub(r"(<code>)[0-9a-f]{8}(</code>)", r"\1…\2", text)
    front, body = text.split("---\n", 2)[1:]
    meta = json.dumps(yaml.safe_load(front), ensure_ascii=False, indent=1)
    cells = re.sub(r"(?=<tr>|</t(?:head|body)>|<figure|<details|</figure>)", "\n", body)
    name = path.replace("/", "-").removeprefix("standards-best-call-centre-2007-")
    agrees_with_golden(f"pages/{language}/{name}", f"{meta}\n{cells}")


@both
def test_every_id_stands_on_the_page_that_tells_it(
    trees: dict[Language, Tree], language: Language
) -> None:
    """Sections, entries, checks, elements, indicators, grades, errata: an element with the id."""
    told = 0
    for code, place in places(catalogue()).items():
        wanted = code.removeprefix("erratum:")
        if CITED.fullmatch(wanted):
            text = trees[language].text[place.split("#")[0]]
            assert f'data-handbook-id="{wanted}"' in text, (wanted, place)
            told += 1
    assert told > 450
