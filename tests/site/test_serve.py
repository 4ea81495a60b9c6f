"""`handbook serve` shows a change in the browser without being asked, what is wrong with it, too."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.handbook.small_project import replace, small_project

pytestmark = pytest.mark.browser

PATIENCE_MS = 180_000  # a build of the small project on a busy machine


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A small project and the address at which it is served."""
    project = small_project(tmp_path_factory.mktemp("served") / "project")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "handbook", "serve", "--port", str(port)],
        cwd=project.root, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as running:  # fmt: skip
        address = ""
        for line in running.stderr or ():
            if found := re.search(r"http://\S+/", line):
                address = found[0]
                break
        yield project.root, address
        os.killpg(running.pid, signal.SIGTERM)
    shutil.rmtree(project.root)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab."""
    tab = browser.new_page()
    yield tab
    tab.close()


def test_a_change_shows_without_being_asked(served: tuple[Path, str], page: Page) -> None:
    """The page loads itself again once the build is done."""
    root, address = served
    page.goto(f"{address}about.html")
    expect(page.locator("h1")).to_contain_text("About")
    replace(root / "docs/en/about.md", "# About", "# About this book")
    expect(page.locator("h1")).to_contain_text("About this book", timeout=PATIENCE_MS)


def test_what_is_wrong_shows_and_goes_once_it_is_mended(
    served: tuple[Path, str], page: Page
) -> None:
    """Over the last good page stand the lines of the check; after mending they are gone."""
    root, address = served
    standard = root / "data/standards/best-call-centre/2007.yaml"
    page.goto(f"{address}about.html")
    replace(standard, "\n    weight: 15\n", "\n    weight: 20\n")
    note = page.get_by_role("alert")
    expect(note).to_contain_text("[weights-sum]", timeout=PATIENCE_MS)
    expect(page.locator("h1")).to_contain_text("About")
    replace(standard, "\n    weight: 20\n", "\n    weight: 15\n")
    expect(note).to_have_count(0, timeout=PATIENCE_MS)
