"""Figures with sliders, in a real browser: they start as they were drawn, move, and ask nobody."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LIVE = {
    "examples/06-are-the-weights-decisive.html": ["Weight of BCC-8", "BCC-8"],
    "examples/10-one-day-four-service-levels.html": ["Threshold in seconds", "秒"],
    "examples/11-how-many-agents.html": ["Agents", "座席"],
}
BOTH = [(path, 0) for path in LIVE] + [(f"zh/{path}", 1) for path in LIVE]
HAN = re.compile(r"[\u3400-\u9fff]")


def figure(page: Page):
    """The live figure of a page, once it has taken the place of the drawn one."""
    live = page.locator("figure.hb-fig--live")
    expect(live).to_have_count(1, timeout=20_000)
    return live


def texts(page: Page) -> str:
    return "\n".join(
        page.locator("figure.hb-fig--live .hb-live-chart svg text").all_text_contents()
    )


def move(page: Page, steps: int) -> None:
    """By the keyboard, as somebody without a mouse."""
    slider = page.locator("figure.hb-fig--live input[type=range]").first
    slider.focus()
    for _ in range(abs(steps)):
        page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")
    page.wait_for_timeout(200)


@pytest.mark.parametrize(("path", "language"), BOTH)
def test_a_slider_moves_the_picture(reader, path: str, language: int) -> None:
    """Labelled in the language of the page; back where it was, it shows what it showed."""
    page = reader.open(path)
    live = figure(page)
    assert LIVE[path.removeprefix("zh/")][language] in live.locator(".vega-bind").first.inner_text()
    assert live.locator(".hb-only-l, .hb-only-s").locator("visible=true").count() == 0
    first = texts(page)
    move(page, 3)
    moved = texts(page)
    assert moved != first
    move(page, -3)
    assert texts(page) == first
    assert bool(HAN.search(first)) == bool(language)
    assert reader.errors == []
    assert reader.foreign == []


@pytest.mark.parametrize(("path", "language"), BOTH)
def test_a_live_figure_fits_the_screen(screen, path: str, language: int) -> None:
    """On a desk and on a phone, light and dark."""
    page = screen.open(path)
    box = figure(page).locator(".hb-live-chart svg").bounding_box()
    width = page.viewport_size["width"]
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["width"] > 0.8 * min(width, 700)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", LIVE)
def test_without_the_script_the_drawn_picture_stays(reader, path: str) -> None:
    """Where Vega cannot be loaded, nothing is lost but the sliders."""
    reader.page.route("**/vega.js", lambda route: route.abort())
    page = reader.open(path)
    page.wait_for_timeout(500)
    drawn = page.locator("figure:has(script.hb-live) .hb-only-l svg")
    expect(drawn).to_be_visible()
    assert page.locator("figure.hb-fig--live").count() == 0


def test_pages_without_sliders_do_not_load_vega(reader) -> None:
    """It is larger than most pages."""
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    for path in ("index.html", "examples/01-from-ratings-to-a-total.html"):
        reader.open(path).wait_for_timeout(300)
    assert not [url for url in asked if "vega" in url]
