"""Pages of the parts of a standard: its criteria and groups, its items."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup as Html
from markupsafe import escape

from handbook.charts import Figure, anchors_figure
from handbook.charts.weights import whole_points
from handbook.formats import plain
from handbook.pages.markup import Markup
from handbook.pages.places import standard_folder
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from scoring import Branch, Item, Standard
from scoring.indicator import Indicator
from scoring.score import Tree

__all__ = ["BASES", "below", "data_file", "specs"]

BASES = ("source", "project")


def specs(world: World) -> Iterator[PageSpec]:
    """All pages of all standards."""
    for standard in world.catalogue.standards:
        for node in standard.nodes():
            yield _Node(world, standard, node).spec()


def data_file(standard: Standard) -> str:
    """Where a standard can be changed."""
    return f"data/standards/{standard.id}/{standard.edition}.yaml"


def below(node: Item | Branch) -> list[Item]:
    """The items of a node, itself if it is one."""
    if isinstance(node, Item):
        return [node]
    return [item for child in node.children for item in below(child)]


class _Node:
    """The page of one criterion, group or item."""

    def __init__(self, world: World, standard: Standard, node: Item | Branch) -> None:
        self.world, self.standard, self.node = world, standard, node
        self.points = whole_points(standard)
        self.parents = {n.id: p for n, p in standard.nodes_with_parents()}
        self.order = list(standard.nodes())

    def spec(self) -> PageSpec:
        node, language = self.node, self.world.language
        title = f"{node.id} {node.title.in_language(language)}"
        template = "item.md.j2" if isinstance(node, Item) else "criterion.md.j2"
        meta = {
            "nav_number": node.id.split("-")[1],
            "description": node.lead.in_language(language),
            "synonyms": self._synonyms(),
            "section_index": isinstance(node, Branch),
        }
        bases = {s.basis.value for s in (*node.asks, *node.why)} | {"project"}
        return PageSpec(
            f"{standard_folder(self.standard)}/{node.id}.md",
            template,
            title,
            node.id,
            self._fill,
            meta,
            tuple(b for b in ("source", "external", "project") if b in bases),
            edition=self.standard,
        )

    def _indicators(self) -> list[Indicator]:
        ids = self.node.indicators if isinstance(self.node, Item) else ()
        return [self.world.catalogue.indicators[i] for i in ids]

    def _synonyms(self) -> list[str]:
        texts = [text for i in self._indicators()[:1] for text in (i.title, *i.synonyms)]
        return [self.node.id, *self.world.synonyms(self.node.title, *texts)]

    def _ancestors(self) -> list[Branch]:
        chain: list[Branch] = []
        parent = self.parents[self.node.id]
        while parent is not None:
            chain.insert(0, parent)
            parent = self.parents[parent.id]
        return chain

    def _fill(self, markup: Markup) -> dict[str, Any]:
        node, ancestors = self.node, self._ancestors()
        at = [n.id for n in self.order].index(node.id)
        used = [s for s in (*node.asks, *node.why) if s.source]
        sources = dict.fromkeys([self.standard.source, *(s.source or "" for s in used)])
        names = {
            "node": node, "points": self.points, "ancestors": ancestors,
            "criterion": ancestors[0] if ancestors else node,
            "lineage": [self._place(n, markup) for n in [*ancestors, node]],
            "crosswalk": self._crosswalk(ancestors, markup),
            "sources": [self.world.catalogue.sources[s] for s in sources],
            "data_file": data_file(self.standard),
            "before": self.order[at - 1] if at else None,
            "after": self.order[at + 1] if at + 1 < len(self.order) else None,
        }  # fmt: skip
        return names | (
            self._item(node, markup) if isinstance(node, Item) else self._branch(node, markup)
        )

    def _place(self, node: Item | Branch, markup: Markup) -> list[Any]:
        words = self.world.words
        kind = (
            "item" if isinstance(node, Item) else "group" if self.parents[node.id] else "criterion"
        )
        stated = node.weight is not None and node.weight_basis.value == "source"
        badge = markup.basis("source", self.standard.source) if stated else markup.basis("project")
        return [
            Html("{} {}").format(words[kind], markup.ref(node.id)),
            markup.text(node.title),
            plain(self.points[node.id]),
            badge,
        ]

    def _crosswalk(self, ancestors: list[Branch], markup: Markup) -> list[list[Any]]:
        """Links of the node and of everything above it."""
        crosswalk, holders = (
            self.world.catalogue.crosswalk,
            {self.node.id, *(a.id for a in ancestors)},
        )
        wanted = dict.fromkeys(link.to for link in crosswalk.links if link.from_ in holders)
        if isinstance(self.node, Branch):
            inside = {n.id for n in below(self.node)}
            wanted |= dict.fromkeys(link.to for link in crosswalk.links if link.from_ in inside)
        return [
            [markup.text(system.title), markup.ref(part.id), markup.text(part.title)]
            for system in crosswalk.systems
            for part in system.parts
            if part.id in wanted
        ]

    def _item(self, item: Item, markup: Markup) -> dict[str, Any]:
        indicators = self._indicators()
        figures: Mapping[str, Figure] = {
            i.id: anchors_figure(i, self.world.language) for i in indicators if i.anchors
        }
        return {
            "evidence": [
                [markup.text(e.ask), markup.text(e.shows), plain(e.confidence)]
                for e in item.evidence
            ],
            "indicators": indicators,
            "main_indicator": indicators[0] if indicators else None,
            "figures": figures,
            "figure_html": markup.figure,
            "examples": [e for e in self.world.examples if e.id in self._examples(item)],
        }

    @staticmethod
    def _examples(item: Item) -> tuple[str, ...]:
        return ("NB-01", "NB-03") if item.id.startswith("BCC-6.1.") else ("NB-01",)

    def _branch(self, branch: Branch, markup: Markup) -> dict[str, Any]:
        items, text, words = below(branch), markup.text, self.world.words
        tree = Tree.of(self.standard)
        weights = dict(zip(tree.ids, tree.weights(), strict=True))
        top = max(self.points[c.id] for c in branch.children)
        wbar = markup.names()["wbar"]
        children: list[list[Any]] = [
            [
                markup.ref(c.id),
                text(c.title),
                Html('{} <span class="hb-num">{}</span>').format(
                    wbar(self.points[c.id], top, leaf=True),
                    markup.names()["percent"](weights[c.id]),
                ),
                plain(self.points[c.id]),
                words[c.scale] if isinstance(c, Item) else words["group"],
            ]
            for c in branch.children
        ]
        children.append(["", words["sum"], "", plain(self.points[branch.id]), ""])
        return {
            "items": items,
            "children": children,
            "evidence": [
                [text(i.evidence[0].ask), markup.ref(i.id), plain(i.evidence[0].confidence)]
                for i in items
            ],
            "conforming": [
                [Html("{} {}").format(markup.ref(i.id), text(i.title)), text(i.levels[3])]
                for i in items
            ],
            "measures": [
                [
                    Html("{} {}").format(markup.ref(i.id), text(i.title)),
                    Html("<br>").join(escape(text(m)) for m in i.measures),
                ]
                for i in items
            ],
            "cases": [
                [
                    markup.ref(i.id),
                    Html("<details><summary>{}</summary><p>{} {}</p></details>").format(
                        text(i.case.situation), markup.steps(i.case.level), text(i.case.reason)
                    ),
                ]
                for i in items
            ],
        }
