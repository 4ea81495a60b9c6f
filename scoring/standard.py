"""A standard as data: criteria and groups down to items, the smallest things that are rated.

The rule one would get wrong: weights are points among siblings. Either all siblings state one
and they sum to 100, or none does and they share equally; a weight says nothing about the whole
until it is multiplied up the tree.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from scoring.chain import Chain
from scoring.grades import Grade
from scoring.problems import Code
from scoring.rubric import LEVELS, Case, Check, Evidence, LevelText, Questions
from scoring.sections import Section, Statements
from scoring.texts import Basis, Form, Line, Number, Record, ShortCode, Slug, SourceId, Text

__all__ = [
    "Body",
    "Branch",
    "Called",
    "FramePart",
    "IndicatorId",
    "Item",
    "Node",
    "Standard",
    "Texts",
    "items_of",
]

IndicatorId = Annotated[str, Form(r"^IND-[0-9]{2,3}$", "IND-01")]
Points = Annotated[Number, Field(gt=0, le=100)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class _Node(Record):
    id: ShortCode
    title: Text
    weight: Points | None = None
    weight_basis: Basis = Basis.PROJECT
    lead: Text
    asks: Statements
    why: Statements
    findings: Texts
    improve: Texts


class Item(_Node):
    """A leaf: the smallest thing that is rated.

    Attributes
    ----------
    scale : str
        `levels`: as a whole only; `process`, `results`, `mixed`: also by factor; `checklist`:
        also by its checks.
    no_indicator : Text, optional
        Why none of the library fits; required where `indicators` is empty.
    chain : Chain, optional
        How a block of a strategy is taken down to indicators.
    """

    scale: Literal["levels", "process", "results", "mixed", "checklist"]
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    questions: Questions
    levels: tuple[LevelText, ...]
    checks: tuple[Check, ...] = ()
    chain: Chain | None = None
    measures: Texts
    indicators: tuple[IndicatorId, ...] = ()
    no_indicator: Text | None = None
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

    @model_validator(mode="after")
    def _a_checklist_has_checks(self) -> Self:
        if bool(self.checks) != (self.scale == "checklist"):
            raise PydanticCustomError(
                Code.MISSING_FIELD,
                "the scale 'checklist' and a list of checks go together",
                {"at": "scale", "hint": "add checks, or name another scale"},
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


def items_of(node: Item | Branch) -> tuple[Item, ...]:
    """The items of a node, itself if it is one; BCC-6 has a group of five, and one beside it.

    Examples
    --------
    >>> from pathlib import Path
    >>> from scoring import load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> [item.id for item in items_of(award.node("BCC-6"))]
    ['BCC-6.1.1', 'BCC-6.1.2', 'BCC-6.1.3', 'BCC-6.1.4', 'BCC-6.1.5', 'BCC-6.2']
    """
    if isinstance(node, Item):
        return (node,)
    return tuple(item for child in node.children for item in items_of(child))


class Body(Record):
    """An organisation behind a standard, in the role a source gives it.

    Attributes
    ----------
    source : str, optional
        Where the role is stated, if not in the source of the standard.
    """

    role: Literal[
        "organiser",
        "co-organiser",
        "endorser",
        "academic",
        "host",
        "maker",
        "drafter",
        "adopter",
        "implementer",
        "founder",
    ]
    title: Text
    abbreviation: Line | None = None
    source: SourceId | None = None


class Called(Record):
    """What a standard calls the first level of its tree: criterion, category, module."""

    one: Text
    many: Text


class FramePart(Record):
    """One part of the picture that a standard draws of itself."""

    title: Text
    says: Statements
    nodes: Annotated[tuple[ShortCode, ...], Field(min_length=1)]


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
    status : str
        `in-force`, unless a later one is; `draft`: being written; `training`: invented.
    grades : tuple of Grade
        Highest first; empty where it gives a score only.
    frame : tuple of FramePart
        From top to bottom.
    sections : tuple of Section
        What is told and not rated.
    children : tuple of Node
        The criteria.
    """

    id: Slug
    edition: Line
    prefix: Annotated[str, Form(r"^[A-Z]+$", "BCC")]
    title: Text
    short: Text
    lead: Text
    published: Line
    status: Literal["in-force", "draft", "training"] = "in-force"
    source: SourceId
    called: Called
    about: Statements
    bodies: tuple[Body, ...] = ()
    grades: tuple[Grade, ...] = ()
    frame: tuple[FramePart, ...] = ()
    sections: tuple[Section, ...] = ()
    children: Annotated[tuple[Node, ...], Field(min_length=1)]

    @property
    def reference(self) -> str:
        """Id and edition in one word."""
        return f"{self.id}@{self.edition}"

    @property
    def in_force(self) -> bool:
        """Whether it was issued; a later one may have superseded it."""
        return self.status == "in-force"

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
