"""The built site, served on loopback, and a real browser to read it with."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def site() -> Path:
    """The site that `handbook build` made."""
    assert (SITE / "manifest.json").is_file(), "no site: run `make handbook` first"
    return SITE


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site over http."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Reader:
    """A page that remembers what went wrong while it was read."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: object) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def _request(self, request: object) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.foreign.append(request.url)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.home}/{path}")
        return self.page


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, address: str, site: Path) -> str:
    """Where the site is read from: a server, or a folder."""
    return address if request.param == "http" else site.as_uri()


@pytest.fixture
def reader(browser: Browser, home: str) -> Iterator[Reader]:
    """A desktop reader, over http and from a folder."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    yield Reader(context.new_page(), home)
    context.close()


@pytest.fixture(params=[("desktop", "light"), ("phone", "dark")], ids="-".join)
def screen(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Reader]:
    """Screens that people have."""
    device, scheme = request.param
    viewport = DESKTOP if device == "desktop" else PHONE
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    yield Reader(context.new_page(), address)
    context.close()
