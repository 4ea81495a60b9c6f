"""Pages of the parts of a standard: its criteria and groups, its items."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup as Html
from markupsafe import escape

from handbook.charts.weights import whole_points
from handbook.editions import Called
from handbook.formats import plain
from handbook.pages.listed import indicator_rows, method_rows
from handbook.pages.markup import Markup
from handbook.pages.places import owner_folder
from handbook.pages.related import lens_rows, link_rows
from handbook.pages.spec import PageSpec
from handbook.pages.world import World
from handbook.records import Dossier
from scoring import Branch, Item, Standard, Statement
from scoring.indicator import Indicator
from scoring.method import Method
from scoring.profile import Profile, tailor
from scoring.score import Tree
from scoring.standard import items_of

__all__ = ["basis_of", "data_file", "specs", "tailored"]


def specs(world: World) -> Iterator[PageSpec]:
    """The pages of all nodes of all standards, and of the items that profiles add."""
    for standard in world.catalogue.standards:
        beside = _Beside.of(world, standard)
        for node in standard.nodes():
            yield _Node(world, standard, node, standard, beside).spec()
    for profile in world.catalogue.profiles:
        standard = tailored(world, profile)
        beside = _Beside.of(world, standard)
        for added in profile.added:
            yield _Node(world, standard, added.item, profile, beside).spec()


def tailored(world: World, profile: Profile) -> Standard:
    """The standard as a profile wants it."""
    reference = f"{profile.standard}@{profile.edition}"
    return tailor(next(s for s in world.catalogue.standards if s.reference == reference), profile)


def data_file(owner: Standard | Dossier | Profile) -> str:
    """Where a standard, a dossier or a profile can be changed: its pages lie as its file does."""
    return f"data/{owner_folder(owner)}.yaml"


def basis_of(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The bases of a page: of its statements, and ours, which every page has."""
    found = {s.basis.value for s in statements} | {"project"}
    return tuple(basis for basis in ("source", "external", "project") if basis in found)


@dataclass(frozen=True)
class _Beside:
    """What libraries and other standards say of the nodes of one edition."""

    called: Called
    methods: Sequence[Method]

    @classmethod
    def of(cls, world: World, standard: Standard) -> "_Beside":
        called = Called(standard, world.catalogue.changes, world.catalogue.drafts)
        return cls(called, called.methods(world.catalogue.methods.values()))


class _Node:
    """The page of one criterion, group or item."""

    def __init__(
        self, world: World, standard: Standard, node: Item | Branch, home: Standard | Profile,
        beside: _Beside,
    ) -> None:  # fmt: skip
        self.world, self.standard, self.node, self.home = world, standard, node, home
        self.points = whole_points(standard)
        self.parents = {n.id: p for n, p in standard.nodes_with_parents()}
        self.order = list(standard.nodes())
        self.beside = beside

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
        return PageSpec(
            f"{owner_folder(self.home)}/{node.id}.md",
            template,
            title,
            node.id,
            self._fill,
            meta,
            basis_of((*node.asks, *node.why)),
            edition=self.standard,
        )

    def _indicators(self) -> list[Indicator]:
        ids = self.node.indicators if isinstance(self.node, Item) else ()
        return [self.world.catalogue.indicators[i] for i in ids]

    def _synonyms(self) -> list[str]:
        """Its own names; an item rated on results is found by the names of its figure too."""
        measured = isinstance(self.node, Item) and self.node.scale == "results"
        figures = self._indicators()[:1] if measured else []
        texts = [text for i in figures for text in (i.title, *i.synonyms)]
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
        holders = [node.id, *(a.id for a in ancestors)]
        wider = [*holders, *(i.id for i in items_of(node))]
        names = {
            "node": node, "points": self.points, "ancestors": ancestors,
            "criterion": ancestors[0] if ancestors else node,
            "home": self.home, "standard": self.standard,
            "lineage": [self._place(n, markup) for n in [*ancestors, node]],
            "printed": any(n.weight is not None and n.weight_basis.value == "source" for n in self.order),
            "crosswalk": link_rows(self.world, self.beside.called.everywhere(wider), markup),
            "lenses": lens_rows(self.world, self.beside.called.everywhere(holders), markup),
            "sources": [self.world.catalogue.sources[s] for s in sources],
            "data_file": data_file(self.home),
            "before": self.order[at - 1] if at else None,
            "after": self.order[at + 1] if at + 1 < len(self.order) else None,
        }  # fmt: skip
        return names | (
            self._item(node, markup) if isinstance(node, Item) else self._branch(node, markup)
        )

    def _place(self, node: Item | Branch, markup: Markup) -> list[Any]:
        kind = self._kind(node, markup)
        stated = node.weight is not None and node.weight_basis.value == "source"
        badge = markup.basis("source", self.standard.source) if stated else markup.basis("project")
        return [
            Html("{} {}").format(kind, markup.ref(node.id)),
            markup.text(node.title),
            plain(self.points[node.id]),
            badge,
        ]

    def _kind(self, node: Item | Branch, markup: Markup) -> str:
        """What the standard calls a node of this depth."""
        if self.parents[node.id] is None:
            called = markup.text(self.standard.called.one)
            return called[:1].upper() + called[1:]
        return self.world.words["item" if isinstance(node, Item) else "group"]

    def _item(self, item: Item, markup: Markup) -> dict[str, Any]:
        indicators, world = self._indicators(), self.world
        above = {item.id, *(a.id for a in self._ancestors())}
        methods = [m for m in self.beside.methods if above & set(m.items)]
        return {
            "evidence": [
                [markup.text(e.ask), markup.unsearched(e.shows), plain(e.confidence)]
                for e in item.evidence
            ],
            "indicators": indicator_rows(world, indicators, markup),
            "methods": method_rows(world, methods, markup),
            "checks": [
                [markup.place_of(c.id), markup.text(c.ask), markup.text(c.counts)]
                for c in item.checks
            ],
            "elements": [
                [markup.place_of(e.id), markup.text(e.title), markup.text(e.shows)]
                for e in (item.chain.elements if item.chain else ())
            ],
            "examples": [e for e in self.world.examples if e.id in self._examples(item)],
        }

    @staticmethod
    def _examples(item: Item) -> tuple[str, ...]:
        """Notebooks that work with the item; the award's only, until others come."""
        if not item.id.startswith("BCC-"):
            return ()
        return ("NB-01", "NB-10") if item.id.startswith("BCC-6.1.") else ("NB-01",)

    def _branch(self, branch: Branch, markup: Markup) -> dict[str, Any]:
        items, text, words = items_of(branch), markup.text, self.world.words
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
                words[f"scale_{c.scale}"] if isinstance(c, Item) else words["group"],
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
