"""The page of every message code, and the list of them all.

Only these pages are written here; that links resolve, ids stand on their pages and both languages
agree is tested with all pages together.
"""

import html
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from handbook.messages import PLACES, SUBJECTS, explanations, id_of, page_of
from handbook.nav import navigation
from handbook.pages.messages import coded, first_sentence
from handbook.pages.places import PLAIN
from handbook.pages.words import load_words
from handbook.pages.write import _Writer
from scoring import Text
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, ROOT, catalogue

DOCS = ROOT / "docs"
WORD = re.compile(r'<a class="hb-word" href="[^"]*">(.*?)</a>')
ROW = re.compile(r'<tr><td[^>]*><a id="([^"]+)" href="([^"]+)"><code[^>]*>([^<]+)</code></a></td>'
                 r"<td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>")  # fmt: skip
HEADING_ID = re.compile(r"^#{2,4} .*\{:? ?#([a-z0-9-]+)", re.MULTILINE)
CODES = list(explanations())

both = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pages are written."""
    return tmp_path_factory.mktemp("messages")


@pytest.fixture(scope="module")
def written(out: Path) -> dict[Language, dict[str, str]]:
    """The pages about messages by their id, without links to the glossary."""
    found: dict[Language, dict[str, str]] = {}
    for language in LANGUAGES:
        writer = _Writer(catalogue(), language, DOCS, out / language, [])
        specs = (s for s in writer.specs() if s.template in ("message.md.j2", "messages.md.j2"))
        pages = [writer.write(spec) for spec in specs]
        found[language] = {
            page.handbook_id: WORD.sub(r"\1", (out / language / page.path).read_text("utf-8"))
            for page in pages
        }
    return found


@cache
def said(text: str) -> str:
    """What a reader sees of some HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


@both
def test_every_code_has_a_page(written: dict[Language, dict[str, str]], language: Language) -> None:
    """At an address that can be guessed, besides the list."""
    assert written[language].keys() == {"MESSAGES", *map(id_of, CODES)}
    assert page_of("weights-sum") == "messages/weights-sum.md"
    assert id_of("weights-sum") == "MSG-WEIGHTS-SUM"


@both
@pytest.mark.parametrize("code", CODES)
def test_a_page_tells_all_that_is_known_of_its_code(
    written: dict[Language, dict[str, str]], language: Language, code: str
) -> None:
    """Its title with the code, why, a line, before, after, the mend, the command for the same."""
    one, page = explanations()[code], written[language][id_of(code)]
    front = yaml.safe_load(page.split("---\n", 2)[1])
    assert front["title"] == f"[{code}] {one.title.in_language(language)}"
    text = said(page)
    parts = [one.title.in_language(language), one.why.in_language(language).replace("`", ""),
             one.example, one.before.rstrip(), one.after.rstrip(),
             one.mend.in_language(language).replace("`", ""), f"handbook explain {code}"]  # fmt: skip
    places = [text.index(part) for part in parts[:3]]
    assert places == sorted(places)
    assert all(part in text for part in parts)
    assert HEADING_ID.findall(page) == ["why", "example", "mended", "mend", "more"]


@both
def test_only_the_list_is_in_the_search_index(
    written: dict[Language, dict[str, str]], language: Language
) -> None:
    """Sixty pages of examples would fill it, and stand before the pages that they are about."""
    fronts = {key: yaml.safe_load(p.split("---\n", 2)[1]) for key, p in written[language].items()}
    found = {key for key, front in fronts.items() if not front.get("search", {}).get("exclude")}
    assert found == {"MESSAGES"}


@both
def test_the_list_names_every_code_once(
    written: dict[Language, dict[str, str]], language: Language
) -> None:
    """Linked to its page, with its title, at the anchor that it always had."""
    rows = ROW.findall(written[language]["MESSAGES"])
    assert sorted(row[0] for row in rows) == CODES
    for anchor, address, code, title, _ in rows:
        assert (anchor, address) == (code, page_of(code).replace(".md", ".html"))
        assert html.unescape(title) == explanations()[code].title.in_language(language)


@both
def test_codes_stand_under_their_subject(
    written: dict[Language, dict[str, str]], language: Language
) -> None:
    """Subjects in one order, codes within each sorted."""
    _, *parts = re.split(r"^## ", written[language]["MESSAGES"], flags=re.MULTILINE)
    assert [HEADING_ID.findall(f"## {part}")[0] for part in parts] == list(SUBJECTS)
    for subject, part in zip(SUBJECTS, parts, strict=True):
        listed = [row[0] for row in ROW.findall(part)]
        assert listed == [code for code in CODES if explanations()[code].about == subject]


@both
def test_the_list_stays_short(written: dict[Language, dict[str, str]], language: Language) -> None:
    """One sentence a code, the one that says what to do; reasons and examples are on the pages."""
    text = said(written[language]["MESSAGES"])
    for code, *_, sentence in ROW.findall(written[language]["MESSAGES"]):
        one = explanations()[code]
        mend = one.mend.in_language(language).replace("`", "")
        assert mend.startswith(said(sentence))
        assert 5 < len(said(sentence)) < 200
        assert one.why.in_language(language) not in text
        assert one.example not in text


def test_the_end_of_a_sentence_is_not_a_point_within_a_word() -> None:
    """A file name goes on; a Chinese sentence ends without a space after it."""
    text = Text(en="Write it to centre.yaml, in `en`. Then go on.", zh="写到 a.yaml 里。再看。")
    for language, first in (("en", "Write it to centre.yaml, in <code>en</code>."),
                            ("zh", "写到 a.yaml 里。")):  # fmt: skip
        assert first_sentence(text, language) == first


def test_what_stands_in_backticks_is_code_and_nothing_becomes_a_tag() -> None:
    """Texts are plain; a sign that HTML knows is a sign."""
    assert coded("a < b, `x & y`") == "a &lt; b, <code>x &amp; y</code>"


@both
def test_a_page_leads_to_codes_of_its_kind(
    written: dict[Language, dict[str, str]], language: Language
) -> None:
    """Same subject, same places; whoever has one slip may look for another."""
    page = written[language]["MSG-WEIGHTS-SUM"]
    assert re.findall(r'href="([^"]+)"><code>([^<]+)</code>', page) == [
        ("weights-mixed.html", "weights-mixed")
    ]
    assert 'href="../rebuild.html#weight"' in page


@both
def test_what_is_mended_is_checked_or_built_again(
    written: dict[Language, dict[str, str]], language: Language
) -> None:
    """The command that printed the message."""
    for code in CODES:
        command = "build" if explanations()[code].about == "building" else "check"
        assert f"<code>handbook {command}</code></p>" in written[language][id_of(code)], code


@both
def test_places_that_tell_more_are_there(language: Language) -> None:
    """Parts of hand-written pages, and pages that are made."""
    for name, place in PLACES.items():
        path, _, anchor = place.partition("#")
        page = DOCS / language / path
        if page.exists():
            assert anchor in HEADING_ID.findall(page.read_text("utf-8")), name
        else:
            assert not anchor, name
            assert path in {*PLAIN.values(), "examples/index.md", "indicators/index.md"}, name


@both
def test_code_pages_stand_below_the_list_in_the_navigation(language: Language) -> None:
    """The list first; then the codes by their names, which fit the narrow column."""
    prose = load_words(DOCS / "templates", language, "prose.yaml")
    whole = navigation(catalogue(), language, prose, [])
    rebuild = next(entry[prose["rebuild"]] for entry in whole if prose["rebuild"] in entry)
    below = next(e[prose["messages"]] for e in rebuild if prose["messages"] in e)
    assert below == ["messages.md", *({code: page_of(code)} for code in CODES)]
