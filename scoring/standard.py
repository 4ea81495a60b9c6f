"""A standard as data: criteria and groups down to items, the smallest things that are rated.

The rule one would get wrong: weights are points among siblings. Either all siblings state one
and they sum to 100, or none does and they share equally; a weight says nothing about the whole
until it is multiplied up the tree.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from scoring.problems import Code
from scoring.texts import Basis, Form, Line, Number, Record, SourceId, Statement, Text

__all__ = [
    "Body",
    "Branch",
    "Case",
    "Erratum",
    "Evidence",
    "IndicatorId",
    "Item",
    "LevelText",
    "Node",
    "NodeId",
    "Questions",
    "Standard",
]

NodeId = Annotated[str, Form(r"^[A-Z]+(-[A-Z]?[0-9]+(\.[0-9]+)*)$", "BCC-1.2")]
IndicatorId = Annotated[str, Form(r"^IND-[0-9]{2,3}$", "IND-01")]
Level = Literal[0, 1, 2, 3, 4, 5]
Points = Annotated[Number, Field(gt=0, le=100)]
LEVELS = (0, 1, 2, 3, 4, 5)


class LevelText(Text):
    """What one level looks like at one item."""

    level: Level


class Evidence(Record):
    """Something to ask for: what it is, what it shows, how far it can be trusted (0-1)."""

    ask: Text
    shows: Text
    confidence: Annotated[Number, Field(ge=0, le=1)]


class Questions(Record):
    """One question for each role, and what to look at on the floor."""

    manager: Text
    leader: Text
    agent: Text
    floor: Text


class Case(Record):
    """A short invented situation with the level that it earns (half levels allowed)."""

    situation: Text
    level: Annotated[Number, Field(ge=0, le=5, multiple_of=0.5)]
    reason: Text


class _Node(Record):
    id: NodeId
    title: Text
    weight: Points | None = None
    weight_basis: Basis = Basis.PROJECT
    lead: Text
    asks: Annotated[tuple[Statement, ...], Field(min_length=1)]
    why: Annotated[tuple[Statement, ...], Field(min_length=1)]
    findings: Annotated[tuple[Text, ...], Field(min_length=1)]
    improve: Annotated[tuple[Text, ...], Field(min_length=1)]


class Item(_Node):
    """A leaf: the smallest thing that is rated."""

    scale: Literal["process", "results", "mixed"]
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    questions: Questions
    levels: tuple[LevelText, ...]
    measures: Annotated[tuple[Text, ...], Field(min_length=1)]
    indicators: tuple[IndicatorId, ...] = ()
    case: Case

    @model_validator(mode="after")
    def _six_levels_in_order(self) -> Self:
        found = tuple(text.level for text in self.levels)
        if found != LEVELS:
            raise PydanticCustomError(
                Code.UNKNOWN_LEVEL,
                "levels are written once each, from 0 to 5, got {found}",
                {"found": ", ".join(map(str, found)) or "none", "at": "levels"},
            )
        return self


class Branch(_Node):
    """A criterion or a group: its score is the weighted mean of its children."""

    children: Annotated[tuple["Node", ...], Field(min_length=1)]


def _kind(data: Any) -> str:
    children = data.get("children") if isinstance(data, dict) else getattr(data, "children", None)
    return "item" if children is None else "branch"


Node = Annotated[
    Annotated[Branch, Tag("branch")] | Annotated[Item, Tag("item")], Discriminator(_kind)
]


class Body(Record):
    """An organisation behind a standard, in the role the source gives it."""

    role: Literal["organiser", "co-organiser", "endorser", "academic", "host"]
    title: Text
    abbreviation: Line | None = None


class Erratum(Record):
    """A defect of the source and what the handbook does about it."""

    id: Line
    defect: Text
    resolution: Text


class Standard(Record):
    """One edition of a standard.

    Attributes
    ----------
    id, edition : str
        Together they name it: ``best-call-centre@2007``.
    prefix : str
        The ids of its nodes start with it.
    published : str
        Date of the edition as far as it is known (year, or year and month).
    children : tuple of Node
        The criteria.
    """

    id: Annotated[str, Form(r"^[a-z0-9]+(-[a-z0-9]+)*$", "best-call-centre")]
    edition: Line
    prefix: Annotated[str, Form(r"^[A-Z]+$", "BCC")]
    title: Text
    short: Text
    lead: Text
    published: Line
    source: SourceId
    about: Annotated[tuple[Statement, ...], Field(min_length=1)]
    bodies: tuple[Body, ...] = ()
    errata: tuple[Erratum, ...] = ()
    children: Annotated[tuple[Node, ...], Field(min_length=1)]

    @property
    def reference(self) -> str:
        """Id and edition in one word."""
        return f"{self.id}@{self.edition}"

    def nodes(self) -> Iterator[Item | Branch]:
        """Every criterion, group and item, a parent before its children."""
        for node, _ in self.nodes_with_parents():
            yield node

    def nodes_with_parents(self) -> Iterator[tuple[Item | Branch, Branch | None]]:
        """The same with each one's parent, None for a criterion."""
        waiting: list[tuple[Item | Branch, Branch | None]] = [(n, None) for n in self.children]
        while waiting:
            node, parent = waiting.pop(0)
            yield node, parent
            if isinstance(node, Branch):
                waiting[:0] = [(child, node) for child in node.children]

    def items(self) -> Iterator[Item]:
        """Every item, in the order of the standard."""
        return (node for node in self.nodes() if isinstance(node, Item))

    def node(self, node_id: str) -> Item | Branch:
        """The node with this id.

        Raises
        ------
        KeyError
            No node has it.
        """
        for node in self.nodes():
            if node.id == node_id:
                return node
        raise KeyError(node_id)
