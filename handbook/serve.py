"""Serve the site on loopback and build it again whenever something changes."""

import contextlib
from collections.abc import Callable

from mkdocs.livereload import LiveReloadServer

from handbook.build import WATCHED, build
from handbook.problems import BuildError
from handbook.project import Project
from scoring import DataError

__all__ = ["serve"]

HOST = "127.0.0.1"


def serve(project: Project, port: int, jobs: int, tell: Callable[[str], None]) -> None:
    """Build, serve, watch; a change that is wrong is told and the last good pages stay."""
    site = project.build / "serve"

    def rebuild() -> None:
        try:
            changed = build(project, site, jobs, tell)
        except (DataError, BuildError) as error:
            tell(f"not built, the last good pages stay:\n{error}")
        else:
            tell("built" if changed else "nothing changed")

    rebuild()
    server = LiveReloadServer(builder=rebuild, host=HOST, port=port, root=str(site))
    for name in WATCHED:
        server.watch(str(project.root / name))
    tell(f"http://{HOST}:{port}/ (stop with Ctrl-C)")
    with contextlib.suppress(KeyboardInterrupt):
        server.serve()
    server.shutdown()
