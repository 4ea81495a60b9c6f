"""The last line of every page: how to cite it, and where its other editions are."""

import hashlib
from collections.abc import Sequence
from html import escape
from pathlib import Path

from handbook.in_force import UNDATED
from handbook.pages.editions import other_editions
from handbook.pages.places import href
from handbook.pages.spec import PageSpec
from handbook.pages.world import World

__all__ = ["cite"]

DIGEST = 8  # hex digits shown


def cite(world: World, spec: PageSpec, text: str) -> str:
    """Site, title, edition with its date, basis, digest: all that a citation needs."""
    zh, words = world.language == "zh", world.words
    digest = hashlib.sha256(text.encode()).hexdigest()[:DIGEST]
    comma, stop = "，。" if zh else (", ", ". ")
    title = "" if spec.title == words["site"] else spec.title
    parts = [words["site"], title, _edition(world, spec), _bases(world, spec.basis)]
    joined = escape(comma.join(filter(None, parts)))
    address = Path(spec.path).with_suffix(".html")
    return (
        f'\n\n<p class="hb-cite" data-search-exclude><strong>{words["cite"]}</strong> {joined}{stop}'
        f"{words['digest']} <code>{digest}</code>{stop}"
        f'<a href="{address.name}">{words["permalink"]}</a> <code>{address}</code>'
        f"{_other_editions(world, spec)}</p>\n"
    )


def _edition(world: World, spec: PageSpec) -> str:
    standard = spec.edition
    if standard is None:
        return ""
    comma, left, right = "，（）" if world.language == "zh" else (", ", " (", ")")
    published = standard.published
    if published == UNDATED:
        published = world.prose["undated"]
    issued = f"{world.words['published_on']} {published}"
    if not standard.in_force:
        issued = world.prose[f"cite_{standard.status}"]
    return (
        f"{standard.title.in_language(world.language)}{comma}{world.words['edition']} "
        f"{standard.edition}{left}{issued}{right}"
    )


def _other_editions(world: World, spec: PageSpec) -> str:
    """Links to what became of this page in a newer edition, and to what it was in an older."""
    found: dict[str, list[str]] = {}
    for key, place, name in other_editions(world.catalogue, spec):
        link = f'<a href="{href(spec.path, place)}">{escape(name)}</a>'
        found.setdefault(key, []).append(link)
    joint = "、" if world.language == "zh" else ", "
    return "".join(f"<br>{world.prose[key]} {joint.join(found[key])}" for key in found)


def _bases(world: World, bases: Sequence[str]) -> str:
    if not bases:
        return ""
    colon, joint = ("：", "、") if world.language == "zh" else (": ", " + ")
    labels = joint.join(world.words[f"{basis}_label"] for basis in bases)
    return f"{world.words['basis'].lower()}{colon}{labels}"
