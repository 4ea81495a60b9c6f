"""The files of the built site: both languages, links, ids, weights."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

pytestmark = pytest.mark.site

HAN = re.compile(r"[\u3400-\u9fff]")
PARTS = ["asks", "why", "weight", "evidence", "levels", "indicators", "findings", "improve",
         "crosswalk", "try", "basis"]  # fmt: skip
PAGE_KB, INDEX_KB = 150, 400


class Html(HTMLParser):
    """What a test wants to know of one page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.parts: list[str] = []
        self.marked: list[str] = []
        self.meta: dict[str, str] = {}
        self.language = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values["lang"]
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "h2":
            self.parts.append(values.get("id", ""))
        if "data-handbook-id" in values:
            self.marked.append(values["data-handbook-id"])
        if tag == "meta" and values.get("name") == "handbook:id":
            self.meta["id"] = values["content"]
        self.links += [values[key] for key in ("href", "src") if key in values]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Html]:
    """Every page of the site by its path."""
    return {
        path.relative_to(site).as_posix(): Html(path)
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def test_both_languages_have_the_same_pages(pages: dict[str, Html]) -> None:
    """Every page exists twice, at the same path, with the same parts and the same ids."""
    english = {path for path in pages if not path.startswith("zh/")}
    assert english == {path[3:] for path in pages if path.startswith("zh/")}
    assert len(english) >= 60
    for path in english:
        one, other = pages[path], pages[f"zh/{path}"]
        assert one.parts == other.parts, path
        assert one.marked == other.marked, path
        assert one.meta == other.meta, path
        assert (one.language, other.language) == ("en", "zh"), path


def test_items_and_criteria_have_the_fixed_skeleton(pages: dict[str, Html]) -> None:
    """Eleven parts in one order, on every criterion, group and item of every edition."""
    nodes = [path for path in pages if "/BCC-" in path]
    assert len(nodes) == 2 * (43 + 48)  # of 2007, and of the training draft
    for path in nodes:
        assert pages[path].parts == PARTS, path


def test_every_link_leads_somewhere(site: Path, pages: dict[str, Html]) -> None:
    """Files and anchors, in Markdown and in raw HTML alike; nothing leaves the site."""
    for path, page in pages.items():
        folder = (site / path).parent
        for link in page.links:
            address, anchor = urldefrag(unquote(link))
            assert not re.match(r"(?:[a-z]+:)?//", address), f"{path} -> {link}"
            if address.startswith(("data:", "javascript:")):
                continue
            target = (folder / address).resolve() if address else site / path
            assert target.exists(), f"{path} -> {link}"
            name = target.relative_to(site.resolve()).as_posix() if address else path
            if anchor and name in pages and not anchor.startswith("__"):
                assert anchor in pages[name].ids, f"{path} -> {link}"


def test_ids_are_unique_on_a_page(pages: dict[str, Html]) -> None:
    """An anchor leads to one place."""
    for path, page in pages.items():
        twice = {name for name in page.ids if page.ids.count(name) > 1}
        assert not twice, path


def test_every_page_says_what_it_is(site: Path, pages: dict[str, Html]) -> None:
    """An id for machines, a title in its language, a line to cite it by."""
    for path, page in pages.items():
        text = (site / path).read_text("utf-8")
        title = re.search(r"<title>(.*?)</title>", text)[1]
        assert page.meta["id"], path
        assert bool(HAN.search(title)) == path.startswith("zh/"), path
        assert 'class="hb-cite"' in text, path


def test_pictures_speak_the_language_of_the_page(site: Path, pages: dict[str, Html]) -> None:
    """No Han in an English picture; no English sentence in a Chinese one."""
    for path in pages:
        text = (site / path).read_text("utf-8")
        said = " | ".join(re.findall(r"<text[^>]*>([^<]*)</text>", text))
        if path.startswith("zh/"):
            assert not re.search(r"[a-z]{3,} [a-z]{3,}", said), path
        else:
            assert not HAN.search(said), path


def test_invented_centres_are_stamped(site: Path) -> None:
    """Every page of a sample centre says that it is invented, in its language."""
    for path in (site / "centres").glob("*.html"):
        assert "hb-seal" in path.read_text("utf-8"), path.name
        assert "虚构" in (site / "zh/centres" / path.name).read_text("utf-8"), path.name


def test_pages_are_light(site: Path) -> None:
    """What a phone has to load: a criterion page, and one language's search index."""
    for page in site.rglob("*.html"):
        assert len(gzip.compress(page.read_bytes())) < PAGE_KB * 1024, page
    for language in ("", "zh/"):
        index = site / f"{language}search/search_index.js"
        assert len(gzip.compress(index.read_bytes())) < INDEX_KB * 1024


def test_nothing_private_is_published(site: Path) -> None:
    """No path of the building machine, no address to load things from."""
    root = str(Path(__file__).parents[2]).encode()
    for path in site.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert root not in content, path
            if path.suffix in {".html", ".css"}:
                assert not re.search(rb"(?:src|href)=\"https?://|url\(['\"]?https?://", content), (
                    path
                )


def test_published_figures_stand_as_published(site: Path) -> None:
    """A figure of somebody else is not rounded: the page shows every digit of the data."""
    data = (Path(__file__).parents[2] / "data/published/chinese-hotlines.yaml").read_text("utf-8")
    values = [float(value) for value in re.findall(r"^    value: (\S+)$", data, re.MULTILINE)]
    assert len(values) == 13
    for language in ("", "zh/"):
        text = (site / f"{language}published.html").read_text("utf-8")
        for value in values:
            assert f">{value:,.10g}" in text, value
