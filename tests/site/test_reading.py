"""The site as a reader meets it, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FOLDER = "standards/best-call-centre/2007"
SHEETS = ["sheet-formulas.html", "sheet-weights.html", "sheet-abbreviations.html"]
KINDS = [
    "index.html",
    "standards/index.html",
    f"{FOLDER}/index.html",
    f"{FOLDER}/BCC-6.html",
    f"{FOLDER}/BCC-6.1.html",
    f"{FOLDER}/BCC-6.1.2.html",
    f"{FOLDER}/BCC-8.3.html",
    "centres/index.html",
    "centres/qingfan-outsourcing.html",
    "examples/index.html",
    "examples/01-from-ratings-to-a-total.html",
    "examples/02-six-centres-side-by-side.html",
    "examples/06-are-the-weights-decisive.html",
    "examples/09-from-strategy-to-indicators.html",
    "examples/10-one-day-four-service-levels.html",
    "examples/11-how-many-agents.html",
    "how-scoring-works.html",
    "scales.html",
    "glossary.html",
    "published.html",
    "sources.html",
    "errata.html",
    "messages.html",
    "messages/weights-sum.html",
    "editions.html",
    "standards/best-call-centre/2007--2027-training.html",
    "standards/best-call-centre/2027-training/BCC-5.7.html",
    "examples/08-a-new-edition.html",
    "about.html",
    "study.html",
    "audit.html",
    "rebuild.html",
    "indicators/index.html",
    "indicators/IND-02.html",
    "methods/index.html",
    "methods/MTH-06.html",
    "crosswalk.html",
    "assess-once.html",
    *SHEETS,
]
BOTH = [*KINDS, *(f"zh/{path}" for path in KINDS)]


def search(reader, path: str, query: str) -> list[str]:
    """Addresses of the results for a query, best first."""
    page = reader.open(path)
    field = page.locator("[data-md-component=search-query]")
    field.click()
    field.fill(query)
    page.keyboard.press(
        "End"
    )  # one key, as an input method ends with one: one query, no partial ones
    results = page.locator(
        ".md-search-result__item > a, .md-search-result__item a.md-search-result__link"
    )
    results.first.wait_for(state="visible", timeout=15_000)
    page.wait_for_timeout(300)  # the list is drawn in steps
    return [link.get_attribute("href") for link in results.all()]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("index.html", "abandonment"),
        ("index.html", "BCC-6.1.2"),
        ("index.html", "放弃率"),
        ("zh/index.html", "放弃率"),
        ("zh/index.html", "弃呼率"),
        ("zh/index.html", "abandonment"),
        ("zh/standards/best-call-centre/2007/BCC-1.html", "BCC-6.1.2"),
    ],
)
def test_search_finds_the_item_first(reader, path: str, query: str) -> None:
    """Abandonment is found by its name in either language, by a synonym and by its code."""
    assert f"{FOLDER}/BCC-6.1.2.html" in search(reader, path, query)[0]
    assert not reader.errors
    assert not reader.foreign


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("应急预案", "BCC-8.3"),
        ("一次性解决问题率", "BCC-6.1.5"),
        ("接通率", "BCC-6.1.1"),
        ("员工满意度与流失率", "BCC-4.4"),
        ("一三二原则", "SD-10"),
        ("客户细分", "OP-C2.2"),
        ("服务水平", "BCC-6"),
    ],
)
def test_chinese_words_of_the_field_find_their_item(
    browser, address, query: str, wanted: str
) -> None:
    """What a Chinese reviewer types leads to the item among the first three pages found."""
    from tests.site.conftest import Reader

    page = browser.new_page()
    results = search(Reader(page, address), "zh/index.html", query)
    found = list(dict.fromkeys(result.split("?")[0].split("#")[0] for result in results))[:3]
    page.close()
    assert any(f"/{wanted}" in address for address in found), found


@pytest.mark.parametrize("path", BOTH)
def test_pages_read_clean_from_a_folder_and_a_server(reader, path: str) -> None:
    """No error in the console and no request to anywhere else, over http and file."""
    page = reader.open(path)
    page.wait_for_timeout(150)  # for whatever a script would load late
    assert not reader.errors
    assert not reader.foreign
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", BOTH)
def test_pages_fit_the_screen_and_charts_have_a_size(screen, path: str) -> None:
    """No page is wider than its screen (wide tables scroll by themselves).

    Of every figure one picture shows, the one drawn for this screen or a live one in its place,
    as large as its column.
    """
    page = screen.open(path)
    waiting = "figure.hb-fig:has(script.hb-live):not(.hb-fig--live)"
    expect(page.locator(waiting)).to_have_count(0, timeout=20_000)
    width, inside = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert inside <= width
    figures = page.evaluate(
        """Array.from(document.querySelectorAll("figure.hb-fig"), figure =>
             Array.from(figure.querySelectorAll("svg.hb-chart, .hb-live-chart svg"), svg => svg.getBoundingClientRect())
               .filter(box => box.width > 0)
               .map(box => [box.left, box.right, box.width, box.height]))"""
    )
    for shown in figures:
        assert len(shown) == 1
        left, right, wide, high = shown[0]
        assert wide >= 300
        assert high >= 60
        assert left >= 0
        assert right <= width + 1


def test_a_code_can_be_typed_sign_by_sign(reader) -> None:
    """On the way to BCC-6.1.2 stands "BCC-", which is no error."""
    page = reader.open("index.html")
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type("BCC-6.1.2", delay=40)
    first = page.locator(".md-search-result__item a.md-search-result__link").first
    first.wait_for(state="visible", timeout=15_000)
    page.wait_for_timeout(500)
    assert "BCC-6.1.2.html" in first.get_attribute("href")
    assert not reader.errors


def test_the_switcher_keeps_the_page(reader) -> None:
    """From an item in English to the same item in Chinese and back."""
    page = reader.open(f"{FOLDER}/BCC-8.3.html")
    page.locator("a.hb-language").click()
    page.wait_for_url(f"**/zh/{FOLDER}/BCC-8.3.html")
    assert page.locator("html").get_attribute("lang") == "zh"
    page.locator("a.hb-language").click()
    page.wait_for_url(f"**/{FOLDER}/BCC-8.3.html")
    assert "/zh/" not in page.url


@pytest.mark.parametrize(
    ("typed", "page_of"),
    [
        (" ＢＣＣ-6.1.5 ", "BCC-6.1.5"),
        ("op-c2.6", "OP-C2.6"),
        ("GCSC-A", "GCSC-A"),
        ("sd-01", "SD-A"),
        ("WTR-A1", "WTR-A1"),
    ],
)
def test_go_to_a_code(reader, typed: str, page_of: str) -> None:
    """The audit door opens the page of a cited code, and says so where there is none."""
    page = reader.open("index.html")
    page.locator("#hb-goto").fill("bcc-9.9")
    page.keyboard.press("Enter")
    assert page.locator(".hb-goto__none").is_visible()
    page.locator("#hb-goto").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf".*/{page_of}\.html(#.*)?$"))


def test_colours_follow_the_scheme(browser, address) -> None:
    """One picture serves light and dark: its bars change with the scheme."""
    colours = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{address}/centres/chenxi-bank.html")
        bar = page.locator("figure.hb-fig svg.hb-chart path[fill^='var(']").first
        colours.append(bar.evaluate("element => getComputedStyle(element).fill"))
        context.close()
    assert colours[0] != colours[1]


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        f"{FOLDER}/BCC-6.1.2.html",
        f"{FOLDER}/index.html",
        "centres/lanwan-12345.html",
        "examples/01-from-ratings-to-a-total.html",
        "zh/index.html",
        f"zh/{FOLDER}/BCC-6.html",
        "zh/glossary.html",
    ],
)
def test_axe_finds_nothing(screen, path: str) -> None:
    """WCAG 2.2 A and AA, as far as a machine can tell, in both schemes and widths."""
    page = screen.open(path)
    results = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    )
    found = [(v["id"], v["nodes"][0]["html"][:160]) for v in results.response["violations"]]
    assert not found


@pytest.mark.parametrize("path", [*SHEETS, *(f"zh/{path}" for path in SHEETS)])
def test_a_sheet_prints_on_one_page(browser, address, path: str) -> None:
    """Every formula, weight or abbreviation on a single page, by the style of the page itself."""
    page = browser.new_page()
    page.goto(f"{address}/{path}")
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
