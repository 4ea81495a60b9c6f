"""Serve the site on loopback and build it again whenever something changes.

Each build is a process of its own, so that a change of code counts as well. Where it fails, the
pages of the last good one stay, under a note of what is wrong; they are shown while it runs, too.
"""

import contextlib
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from handbook.build import WATCHED
from handbook.project import Project

__all__ = ["Server", "serve"]

HOST = "127.0.0.1"
NOTE = (
    '<div role="alert" style="position:sticky;top:0;z-index:99;max-height:50vh;overflow:auto;'
    'padding:1rem;background:#7a1420;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap">'
    "{said}</div>"
)
STALE = "Not built; these are the last good pages.\n没有构建成功，以下仍是上一次的页面。\n\n"
PROGRESS = re.compile(r"\[ *\d+\.\d s\]")
EMPTY = b"<!doctype html><title>Not built</title><body></body>"


class Server(LiveReloadServer):
    """MkDocs' server, which also tells in the browser why a build failed.

    Attributes
    ----------
    failure : str
        What the last build said; empty where it succeeded.
    """

    failure = ""
    tell: Callable[[str], None]

    def server_activate(self) -> None:
        """From now on pages can be asked for."""
        super().server_activate()
        self.tell(f"http://{HOST}:{self.server_port}/ (stop with Ctrl-C)")

    def _serve_request(
        self, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes] | None:
        found: Iterable[bytes] | None = super()._serve_request(environ, start_response)
        if found is None and self.failure:  # perhaps nothing was ever built
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
            return [self._inject_js_into_html(EMPTY, self._visible_epoch)]
        return found

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        if self.failure:
            note = NOTE.format(said=escape(STALE + self.failure)).encode()
            head, body, rest = content.partition(b"<body")
            tag, close, inside = rest.partition(b">")
            content = head + body + tag + close + note + inside
        page: bytes = super()._inject_js_into_html(content, epoch)
        return page


def serve(project: Project, port: int, jobs: int, tell: Callable[[str], None]) -> None:
    """Build, serve, watch; a change that is wrong is told and the last good pages stay."""
    site = project.build / "serve"
    server = Server(builder=lambda: None, host=HOST, port=port, root=str(site))
    server.tell = tell

    def rebuild() -> None:
        server._wanted_epoch = server._visible_epoch  # noqa: SLF001 - what is there is whole
        server.failure = _build(project, site, jobs, tell)
        server._wanted_epoch = round(1000 * time.monotonic())  # noqa: SLF001 - look again

    server.builder = rebuild
    server.failure = _build(project, site, jobs, tell)
    for name in WATCHED:
        if (project.root / name).exists():  # a project need not bring its own generator
            server.watch(str(project.root / name))
    with contextlib.suppress(KeyboardInterrupt):
        server.serve()
    server.shutdown()


def _build(project: Project, site: Path, jobs: int, tell: Callable[[str], None]) -> str:
    """Build in a process of its own; what it said where it failed."""
    command = [
        sys.executable, "-m", "handbook", "build",
        "--out", str(site.relative_to(project.root)), "--jobs", str(jobs),
    ]  # fmt: skip
    said: list[str] = []
    with subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        command, cwd=project.root, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        for line in running.stderr or ():
            said.append(line.rstrip("\n"))
            tell(PROGRESS.sub("", said[-1]).strip())
    told = [line for line in said if not PROGRESS.match(line)]
    return "\n".join(told) if running.returncode else ""
