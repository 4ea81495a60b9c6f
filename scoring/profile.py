"""A profile tailors a standard to a sector: items added, weights changed, another headline.

The rule one would get wrong: a profile changes nothing of the standard itself. Tailoring gives a
new standard with the same ids plus the added ones, so that ratings of both can be compared.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from scoring.sections import Statements
from scoring.standard import Branch, Item, Node, Standard
from scoring.texts import Line, Number, Record, ShortCode, Slug, SourceId, Statement, Text

__all__ = ["AddedItem", "Profile", "tailor"]


class AddedItem(Record):
    """An item that the sector needs and the standard lacks, with the criterion it joins."""

    parent: ShortCode
    reason: Statement
    item: Item


class NewWeight(Record):
    """Points among its siblings that a node has in the profile."""

    node: ShortCode
    weight: Annotated[Number, Field(gt=0, le=100)]


class Profile(Record):
    """One tailoring of one edition.

    Attributes
    ----------
    headline : str
        The number that stands first: `score`, or `low`, the low end of the range, which counts
        only what is proved.
    """

    id: Slug
    standard: Slug
    edition: Line
    title: Text
    short: Text
    lead: Text
    source: SourceId
    about: Statements
    headline: Literal["score", "low"]
    headline_reason: Statements
    weights: tuple[NewWeight, ...] = ()
    added: tuple[AddedItem, ...] = ()


def tailor(standard: Standard, profile: Profile) -> Standard:
    """The standard as the profile wants it; an added item stands after its siblings.

    Raises
    ------
    KeyError
        The profile names a node that the standard does not have.
    """
    weights = {new.node: new.weight for new in profile.weights}
    added: dict[str, list[Item]] = {}
    for extra in profile.added:
        added.setdefault(extra.parent, []).append(extra.item)
    for node_id in (*weights, *added):
        standard.node(node_id)
    return standard.model_copy(update={"children": _tailored(standard.children, weights, added)})


def _tailored(
    nodes: Sequence[Node], weights: Mapping[str, float], added: Mapping[str, list[Item]]
) -> tuple[Node, ...]:
    return tuple(_with(node, weights, added) for node in nodes)


def _with(
    node: Item | Branch, weights: Mapping[str, float], added: Mapping[str, list[Item]]
) -> Item | Branch:
    changes: dict[str, object] = {}
    if node.id in weights:
        changes["weight"] = weights[node.id]
    if isinstance(node, Branch):
        children = (*_tailored(node.children, weights, added), *added.get(node.id, ()))
        changes["children"] = children
    return node.model_copy(update=changes)
