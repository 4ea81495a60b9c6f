"""The search index finds what people type: ids, synonyms, and Chinese words.

The theme's search worker is patched at build time; the patched segmenter runs here in node.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import material
import pytest
import rjieba
from material.plugins.search.plugin import Parser

from handbook.problems import BuildError
from handbook.search import (
    BETWEEN,
    OUR_JOIN,
    OUR_QUERY,
    SEGMENTER,
    TAG_BOOST,
    TERM_FREQUENCY,
    THEIR_JOIN,
    THEIR_QUERY,
    TITLE_BOOST,
    enrich,
    patch_worker,
    searchable,
)

THEME = Path(material.__file__).parent / "templates/assets/javascripts/workers"
WORKER = next(THEME.glob("search.*.min.js")).read_text("utf-8")
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed here")

PAGES = {
    "index": {"title": "评价手册", "handbook_id": "HOME"},
    "BCC-6.1.2": {
        "title": "BCC-6.1.2 放弃率",
        "handbook_id": "BCC-6.1.2",
        "synonyms": ["放弃率", "呼损率", "Abandonment rate"],
    },
}
ENTRIES = [
    {"location": "index.html", "title": "首页", "text": ""},
    {"location": "BCC-6.1.2.html", "title": "放弃率", "text": "条目"},
    {"location": "BCC-6.1.2.html#title", "title": "放弃率", "text": "客户等不及就挂断。"},
    {"location": "BCC-6.1.2.html#why", "title": "为什么重要", "text": "放弃率高，说明人手不够。"},
]


def site(tmp_path: Path, entries: list[dict[str, Any]], worker: str = WORKER) -> Path:
    """A built site as far as search sees it, and its pages beside it."""
    pages, built = tmp_path / "pages", tmp_path / "site"
    pages.mkdir()
    for name, front in PAGES.items():
        lines = [f"{key}: {json.dumps(value)}" for key, value in front.items()]
        (pages / f"{name}.md").write_text("---\n" + "\n".join(lines) + "\n---\n\n# x\n", "utf-8")
    workers = built / "assets/javascripts/workers"
    workers.mkdir(parents=True)
    (workers / "search.0123abcd.min.js").write_text(worker, "utf-8")
    (built / "search").mkdir()
    config = {"fields": {"title": {"boost": 1}, "text": {"boost": 1}, "tags": {"boost": 1}}}
    index = {"config": config, "docs": entries}
    (built / "search/search_index.json").write_text(json.dumps(index), "utf-8")
    return built


def enriched(tmp_path: Path, language: str) -> dict[str, Any]:
    built = site(tmp_path, [dict(entry) for entry in ENTRIES])
    enrich(built, tmp_path / "pages", language)
    found: dict[str, Any] = json.loads((built / "search/search_index.json").read_text("utf-8"))
    return found


def words(text: str) -> list[str]:
    return [word for word in text.split(BETWEEN) if word]


# -- what of a page is read -------------------------------------------------------------------

PAGE = """<h1 id="title">Rate<a class="headerlink" href="#title">#</a></h1>
<p class="lead">How <a href="x.html?a=1&amp;b=2">many</a> of <code>n</code> &lt; 5.</p>
<svg data-search-exclude viewBox="0 0 1 1"><path d="M0 0"/><text>drawn</text></svg>
<script type="application/json">{"a": "<b>script</b>"}</script>
<h2 class="part" id="why">Why <em>so</em><a class="headerlink" href="#why">#</a></h2>
<ul><li data-search-exclude>out</li><li>in<br/>side <img alt="x" src="y"/></li></ul>
<h3 data-search-exclude id="numbers">Numbers<a class="headerlink" href="#numbers">#</a></h3>
<table><tr><td data-l="A">1</td></tr></table>
"""


def sections(html: str) -> list[tuple[str | None, str, str]]:
    """What the theme's reader makes of a page: id, title and text of what may be found."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    return [
        (part.id, "".join(part.title), " ".join("".join(part.text).split()))
        for part in parser.data
        if not part.is_excluded()
    ]


def test_the_index_is_the_same_from_what_is_left_of_a_page() -> None:
    """Only faster."""
    assert len(searchable(PAGE)) < len(PAGE) / 1.5
    assert sections(searchable(PAGE)) == sections(PAGE)
    assert [part[1] for part in sections(PAGE)] == ["Rate", "Why so"]


def test_nothing_of_a_part_left_out_is_found() -> None:
    """The theme's reader takes the first end of an element inside for the end of the whole."""
    html = "<p>a</p><div data-search-exclude><div>b</div>c<div>d</div></div><p>e</p>"
    assert searchable(html) == "<p>a</p><p>e</p>"


def test_a_part_left_out_that_never_ends_takes_the_rest() -> None:
    """Rather than show what was to be hidden."""
    assert searchable("<p>a</p><div data-search-exclude><p>b</p>") == "<p>a</p>"


# -- the index ----------------------------------------------------------------------------------


def test_the_page_and_what_stands_under_its_title_are_one_entry(tmp_path: Path) -> None:
    """Every page has its title twice, as page and as first heading; a reader wants one hit."""
    docs = enriched(tmp_path, "en")["docs"]
    assert [d["location"] for d in docs] == ["index.html", "BCC-6.1.2.html", "BCC-6.1.2.html#why"]
    assert docs[1]["text"] == "条目 客户等不及就挂断。"


def test_a_page_is_found_by_its_id(tmp_path: Path) -> None:
    """The title in the index is that of the front matter, with the id; parts keep their own."""
    docs = enriched(tmp_path, "en")["docs"]
    assert [d["title"] for d in docs] == ["评价手册", "BCC-6.1.2 放弃率", "为什么重要"]


def test_synonyms_are_tags_of_the_page_and_of_nothing_else(tmp_path: Path) -> None:
    """What people type for it, in both languages, each one once."""
    docs = enriched(tmp_path, "en")["docs"]
    tags = [tag.replace(BETWEEN, "|") for tag in docs[1]["tags"]]
    assert tags[0].split("|")[0] == "放弃率"
    assert tags[1].split("|")[0] == "呼损率"
    assert tags[2] == "Abandonment rate"
    assert "tags" not in docs[0]
    assert "tags" not in docs[2]


def test_titles_and_synonyms_weigh_more_than_text(tmp_path: Path) -> None:
    """Who types an id or a name wants that page first."""
    fields = enriched(tmp_path, "en")["config"]["fields"]
    assert fields["title"]["boost"] == TITLE_BOOST
    assert fields["tags"]["boost"] == TAG_BOOST
    assert TITLE_BOOST > TAG_BOOST > fields["text"]["boost"]


# -- Chinese ------------------------------------------------------------------------------------


def test_chinese_text_is_cut_into_words(tmp_path: Path) -> None:
    """Joined again it is the same text: the separator is not seen."""
    entry = enriched(tmp_path, "zh")["docs"][2]
    assert entry["text"].replace(BETWEEN, "") == ENTRIES[3]["text"]
    cut = words(entry["text"])
    assert len(cut) > 4
    assert all(len(word) < 5 for word in cut)


def test_terms_of_the_handbook_are_words(tmp_path: Path) -> None:
    """The dictionary alone would cut 放弃率 and 呼损率 apart; nobody searches for 率."""
    alone = rjieba.Jieba()
    assert alone.cut("放弃率") != ["放弃率"]
    docs = enriched(tmp_path, "zh")["docs"]
    assert "放弃率" in words(docs[1]["title"])
    assert "放弃率" in words(docs[2]["text"])


def test_english_pages_stay_as_they_are(tmp_path: Path) -> None:
    """Only Chinese pages are cut."""
    docs = enriched(tmp_path, "en")["docs"]
    assert not any(BETWEEN in d["title"] + d["text"] for d in docs)


def test_a_tag_is_found_by_the_whole_and_by_its_parts(tmp_path: Path) -> None:
    """放弃 finds 放弃率."""
    tag = words(enriched(tmp_path, "zh")["docs"][1]["tags"][0])
    assert tag[0] == "放弃率"
    assert "放弃" in tag
    assert len(tag) == len(set(tag))


def test_the_frequency_of_terms_is_high_enough() -> None:
    """A term of the handbook wins over any way to cut it that the dictionary knows."""
    for term in ("一次性解决问题率", "服务水平", "评选项目", "客户联络中心"):
        cutter = rjieba.Jieba()
        cutter.add_word(term, TERM_FREQUENCY, "n")
        assert cutter.cut(f"提高{term}的办法").count(term) == 1


def test_the_same_index_every_time(tmp_path: Path) -> None:
    """Terms come from a set; their order must not show."""
    texts = set()
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        texts.add(json.dumps(enriched(tmp_path / name, "zh")))
    assert len(texts) == 1


# -- the theme's worker -------------------------------------------------------------------------


def test_the_installed_worker_is_patched() -> None:
    """One segmenter, one join and one query for another; nothing else is touched."""
    patched = patch_worker(WORKER)
    assert SEGMENTER in patched
    assert OUR_JOIN in patched
    begin, end = patched.index(SEGMENTER), patched.index(SEGMENTER) + len(SEGMENTER)
    assert WORKER.startswith(patched[:begin])
    assert OUR_QUERY in patched
    rest = patched[end:].replace(OUR_JOIN, THEIR_JOIN).replace(OUR_QUERY, THEIR_QUERY)
    assert WORKER.endswith(rest)


def test_the_worker_of_the_site_is_patched(tmp_path: Path) -> None:
    """The file that the browser loads is the patched one."""
    enriched(tmp_path, "en")
    worker = next((tmp_path / "site").rglob("search.*.min.js"))
    assert worker.read_text("utf-8") == patch_worker(WORKER)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "function fe(t,e){return t}",
        WORKER.replace("new Uint16Array", "Array"),
        WORKER.replace(THEIR_JOIN, '[...fe(s)].join(" ")'),
        WORKER.replace(THEIR_QUERY, "search(e){if(e=e.trim("),
        WORKER + WORKER,
        patch_worker(WORKER),
    ],
    ids=[
        "empty",
        "short",
        "other segmenter",
        "other join",
        "other query",
        "twice",
        "patched already",
    ],
)
def test_another_worker_is_refused(code: str) -> None:
    """Where the theme has changed the build stops, rather than search badly."""
    expected = re.escape(
        "[site-failed] the theme's search worker has changed. Hint: review handbook/search.py"
    )
    with pytest.raises(BuildError, match=expected):
        patch_worker(code)


def test_a_site_with_another_worker_is_not_finished(tmp_path: Path) -> None:
    """The same through the function that a build calls."""
    built = site(tmp_path, [dict(entry) for entry in ENTRIES], worker="var lunr={};")
    with pytest.raises(BuildError, match="search worker has changed"):
        enrich(built, tmp_path / "pages", "zh")


def run_in_node(script: str) -> str:
    ended = subprocess.run(
        [str(NODE), "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    return ended.stdout


def segments(query: str, known: list[str]) -> list[str]:
    script = (
        f"{SEGMENTER};const known=Object.fromEntries({json.dumps(known)}.map(w=>[w,1]));"
        f"console.log(JSON.stringify([...fe({json.dumps(query)},known)]))"
    )
    found: list[str] = json.loads(run_in_node(script))
    return found


@needs_node
@pytest.mark.parametrize(
    ("query", "known", "expected"),
    [
        ("放弃率", ["放弃率", "放弃", "率"], ["放弃率"]),
        ("放弃率", ["放弃", "率"], ["放弃"]),
        ("放弃率", ["放弃率", "弃率"], ["放弃率"]),
        ("服务水平", ["服务", "水平"], ["服务", "水平"]),
        ("降低放弃率", ["降低", "放弃率"], ["降低", "放弃率"]),
        ("嗯放弃率", ["放弃率"], ["放弃率"]),
        ("率", ["率"], ["率"]),
        ("忙不过来", ["忙", "来"], ["忙", "来"]),
        ("鑫", ["放弃率"], ["鑫"]),
        ("中心化服务", ["中心", "心化", "服务"], ["中心", "心化", "服务"]),
        ("放弃放弃", ["放弃"], ["放弃"]),
    ],
    ids=[
        "whole term", "longest part", "word inside a word", "two words", "last word kept", "unknown first character",
        "single character", "characters where no word is known", "unknown stays itself",
        "words that overlap", "each once",
    ],
)  # fmt: skip
def test_the_segmenter_in_node(query: str, known: list[str], expected: list[str]) -> None:
    """Cases in which the theme's own segmenter dropped a word, or gave up."""
    assert segments(query, known) == expected


@needs_node
def test_the_patched_worker_is_a_program(tmp_path: Path) -> None:
    """It still parses, and our join makes a query of separate terms, each open at its end."""
    path = tmp_path / "worker.js"
    path.write_text(patch_worker(WORKER), "utf-8")
    subprocess.run([str(NODE), "--check", str(path)], check=True, capture_output=True, timeout=60)
    script = (
        f"{SEGMENTER};const s='降低放弃率';const self={{index:{{invertedIndex:{{'降低':1,'放弃率':1}}}}}};"
        f"(function(){{console.log({OUR_JOIN})}}).call(self)"
    )
    assert run_in_node(script) == " 降低* 放弃率* \n"
