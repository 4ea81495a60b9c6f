"""Keep a dated copy of the site, so that what was in force on a day stays there to be cited.

An archive is a folder with one site a date, `archive.json` for programs and `index.html` for
people. A site that is the last one kept, to the byte, is not kept again.
"""

import hashlib
import json
import shutil
from html import escape
from pathlib import Path
from typing import Any

from handbook.problems import BuildError

__all__ = ["EDITIONS", "keep"]

EDITIONS = "editions.json"  # in every site: which editions it tells as in force
LIST, PAGE = "archive.json", "index.html"
HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width">'
    "<title>Contact Centre Evaluation Handbook: archive · 客户联络中心评价手册：存档</title>"
    "<style>body{font:16px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .8rem;"
    "border-bottom:1px solid #d6dce7;vertical-align:top}</style>"
    "<h1>What was in force when · <span lang='zh-Hans'>何时以何版为准</span></h1>"
    "<p>Each date leads to the handbook as it was then. "
    "<span lang='zh-Hans'>点日期，看当日的手册。</span></p>"
    "<table><thead><tr><th>Date · 日期<th>Editions · 版本</tr></thead><tbody>"
)


def keep(site: Path, archive: Path, date: str) -> Path | None:
    """Copy a site into the archive under a date; None where it is the last one kept.

    Parameters
    ----------
    site : Path
        A built site.
    archive : Path
        The folder; made where it is not there yet.
    date : str
        Year, month and day.

    Raises
    ------
    BuildError
        The archive lies in the site, which the next build replaces, or holds something else.
    """
    if archive.resolve().is_relative_to(site.resolve()):
        message = f"{archive} lies in the site, and the next build would remove it"
        raise BuildError(message, "name a folder beside the site")
    entries = _entries(archive)
    digest = hashlib.sha256((site / "manifest.json").read_bytes()).hexdigest()
    if entries and entries[-1]["manifest"] == digest:
        return None
    same_day = sum(entry["folder"].startswith(date) for entry in entries)
    folder = f"{date}-{same_day + 1}" if same_day else date
    archive.mkdir(parents=True, exist_ok=True)
    new = archive / f".{folder}"
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(site, new)
    new.rename(archive / folder)
    editions = json.loads((site / EDITIONS).read_text("utf-8"))
    entries.append({"folder": folder, "manifest": digest, "editions": editions})
    _write(archive / LIST, json.dumps(entries, indent=1, ensure_ascii=False) + "\n")
    _write(
        archive / PAGE, HEAD + "".join(map(_row, reversed(entries))) + "</tbody></table></html>\n"
    )
    return archive / folder


def _entries(archive: Path) -> list[dict[str, Any]]:
    """What is in the archive so far, oldest first."""
    if not archive.exists() or not any(archive.iterdir()):
        return []
    try:
        found = json.loads((archive / LIST).read_text("utf-8"))
    except (OSError, ValueError):
        message = f"{archive} holds something else than an archive"
        raise BuildError(message, "name a new or an empty folder") from None
    return list(found)


def _row(entry: dict[str, Any]) -> str:
    editions = "<br>".join(
        f"{escape(e['title']['en'])} · <span lang='zh-Hans'>{escape(e['title']['zh'])}</span> "
        f"{escape(e['edition'])}"
        for e in entry["editions"]
    )
    folder = escape(entry["folder"])
    return f'<tr><td><a href="{folder}/index.html">{folder}</a><td>{editions}</tr>'


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(f".{path.name}")
    beside.write_text(text, "utf-8")
    beside.replace(path)
