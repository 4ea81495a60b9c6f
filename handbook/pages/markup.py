"""The components that templates use, for one page in one language.

Everything returns HTML that is safe to print; texts from data are escaped here.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from markupsafe import Markup as Html

from handbook.catalogue import Catalogue
from handbook.charts import Figure
from handbook.charts.theme import NARROW, WIDE
from handbook.formats import plain, rounded, share
from handbook.pages.places import anchor, href
from handbook.pages.rulers import range_bar, ruler, wbar
from handbook.pages.words import Words
from handbook.tables import rows_html
from scoring import Basis, NodeScore, Standard, Statement, Text
from scoring.texts import Language

__all__ = ["Markup"]


class Markup:
    """Components of one page.

    Attributes
    ----------
    here : str
        Path of the page, such as ``standards/best-call-centre/2007/BCC-6.md``.
    suffix : str
        What ids carry on pages of an edition that is not the one in force.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        language: Language,
        words: Words,
        places: Mapping[str, str],
        here: str,
        *,
        suffix: str = "",
    ) -> None:
        self.suffix = suffix
        self.catalogue, self.language, self.words = catalogue, language, words
        self.places, self.here = places, here

    def names(self) -> dict[str, Any]:
        """What a template may call."""
        return {
            "w": self.words, "language": self.language, "t": self.text, "ref": self.ref,
            "link": self.link, "place_of": self.place_of, "anchor": anchor, "basis": self.basis, "badges": self.badges, "statement": self.statement,
            "cap": lambda word: word[:1].upper() + word[1:], "seal": self.seal, "steps": self.steps, "ruler": self.ruler, "range": self.range,
            "wbar": lambda *a, **k: Html(wbar(*a, **k)), "table": self.table, "figure": self.figure,
            "number": self.number, "plain": plain, "share": self.share,
            "percent": lambda v: share(v / 100, self.language), "level_name": self.level_name,
        }  # fmt: skip

    def number(self, value: float | None, decimals: int = 1) -> str:
        """A number with a fixed count of decimals; in words where there is none."""
        return self.words["not_assessed"] if value is None else rounded(value, decimals)

    def share(self, value: float | None) -> str:
        """A share (0-1) as a percentage; in words where there is none."""
        return self.words["not_assessed"] if value is None else share(value, self.language)

    def text(self, text: Text) -> str:
        """A text in the page's language."""
        return text.in_language(self.language)

    def unsearched(self, text: Text) -> Html:
        """A text that is read on the page and left out of the search index."""
        return Html("<span data-search-exclude>{}</span>").format(self.text(text))

    def link(self, place: str) -> str:
        """The relative address of an id or a path."""
        return href(self.here, self.places.get(place, place))

    def ref(self, node_id: str) -> Html:
        """An id as a chip that leads to its page; plain where it has none, or is this page."""
        place = self.places.get(node_id)
        if place is None or place == self.here:
            return Html(f'<span class="hb-id">{escape(node_id)}</span>')
        return Html(f'<a class="hb-id" href="{self.link(node_id)}">{escape(node_id)}</a>')

    def place_of(self, code: str) -> Html:
        """An id as a chip at the place that tells it, so that links and readers land there."""
        return Html(
            f'<span class="hb-id" id="{anchor(code)}" data-handbook-id="{escape(code + self.suffix)}">{escape(code)}</span>'
        )

    def basis(self, kind: str, source: str | None = None, where: Text | None = None) -> Html:
        """The badge that says what a statement stands on."""
        kind = Basis(kind).value
        name, title = self.words[f"{kind}_label"], self.words[f"{kind}_title"]
        if source is None:
            place = href(self.here, "about.md#marks")
        else:
            place = self.link(source)
            name = f"{name} · {self.text(self.catalogue.sources[source].short)}"
            title += f": {self.text(where)}" if where else ""
        return Html(
            f'<a class="hb-basis hb-basis--{kind}" data-search-exclude href="{place}" title="{escape(title)}">'
            f"{escape(name)}</a>"
        )

    def statement(self, statement: Statement) -> Html:
        """A statement followed by its badge."""
        badge = self.basis(statement.basis, statement.source, statement.where)
        return Html(f"{escape(self.text(statement))} {badge}")

    def badges(self, statements: Iterable[Statement]) -> Html:
        """What statements stand on together, each basis once."""
        found = dict.fromkeys((s.basis, s.source) for s in statements)
        if any(basis is not Basis.PROJECT for basis, _ in found):
            found.pop((Basis.PROJECT, None), None)
        return Html(" ").join(self.basis(basis, source) for basis, source in found)

    def seal(self, *, big: bool = False) -> Html:
        """The stamp of whatever is invented."""
        size = " hb-seal--big" if big else ""
        return Html(f'<span class="hb-seal{size}">{self.words["invented"]}</span>')

    def steps(self, level: float) -> Html:
        """A level as five squares and a number."""
        squares = "".join(f"<i{' class=on' if n <= level else ''}></i>" for n in range(1, 6))
        return Html(f'<span class="hb-steps" aria-hidden="true">{squares}</span> {plain(level)}')

    def level_name(self, level: int) -> str:
        """The name of a level."""
        return self.text(self.catalogue.scales["levels"].levels[level].title)

    def ruler(self, standard: Standard, node_id: str, points: Mapping[str, float]) -> Html:
        """Where a node sits on the hundred points of its standard, wide and narrow."""
        at = 0.0
        stretches: list[tuple[str, float, float]] = []
        begins: dict[str, float] = {}
        criteria: dict[str, str] = {}
        for node, parent in standard.nodes_with_parents():
            if parent is None:
                at = math.fsum(points[c] for c, _, _ in stretches)
                stretches.append((node.id, at, at + points[node.id]))
            begins[node.id], criteria[node.id] = at, stretches[-1][0]
            at += points[node.id] if not getattr(node, "children", ()) else 0
        own = (begins[node_id], begins[node_id] + points[node_id])
        label = self.words["ruler_label"]
        return self._both(lambda width: ruler(stretches, own, criteria[node_id], label, width))

    def range(self, node: NodeScore, name: str) -> Html:
        """The range bar of a scored node, wide and narrow."""
        if node.score is None or node.low is None or node.high is None:
            return Html("")
        numbers, words = (
            (node.low, node.score, node.high),
            (self.words["score"].lower(), self.words["proved"]),
        )
        return self._both(lambda width: range_bar(numbers, words, name, width))

    def _both(self, draw: Any) -> Html:
        return Html(
            f'<div class="hb-only-l">{draw(WIDE)}</div><div class="hb-only-s">{draw(NARROW)}</div>'
        )

    def figure(self, figure: Figure) -> Html:
        """A chart with its finding, its data and its note."""
        return Html(figure.html())

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[Any]],
        label: str,
        *,
        right: str = "",
        total: bool = False,
        stack: bool = True,
        caption: str = "",
        repeats: bool = False,
    ) -> Html:
        """A table; `right` names the numeric columns by position, as in ``"23"``.

        One that repeats what other pages tell is left out of the search index.
        """
        cells = [[c if isinstance(c, Html) else escape(str(c)) for c in row] for row in rows]
        numeric = [str(n) in right for n in range(len(headings))]
        table = Html(
            rows_html(
                headings, cells, numeric, label=label, stack=stack, total=total, caption=caption
            )
        )
        return Html("<div data-search-exclude>{}</div>").format(table) if repeats else table
