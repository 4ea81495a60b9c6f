"""A profile tailors a standard to a sector: items, weights, grades and the headline.

The rule one would get wrong: a profile changes nothing of the standard itself. Tailoring gives a
new standard with the same ids plus the added ones, so that ratings of both can be compared.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from scoring.grades import Grade, find_faults
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
    grades : tuple of Grade
        Instead of those of the standard, highest first; empty where these stay.
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
    grades: tuple[Grade, ...] = ()
    weights: tuple[NewWeight, ...] = ()
    added: tuple[AddedItem, ...] = ()


def tailor(standard: Standard, profile: Profile) -> Standard:
    """The standard as the profile wants it; an added item stands after its siblings.

    Raises
    ------
    KeyError
        The profile names a node that the standard does not have.
    ValueError
        Its grades have a gate on such a node, or do not stand from the highest to the lowest.

    Examples
    --------
    The water hotline adds six items to the 44 of CCCS-OP and has grades of its own.

    >>> from pathlib import Path
    >>> from scoring.load import load_record, load_standard
    >>> standard = load_standard(Path("data/standards/cccs-op/2014.yaml"))
    >>> profile = load_record(Profile, Path("data/profiles/water-hotline.yaml"))
    >>> tailored = tailor(standard, profile)
    >>> len(list(standard.items())), len(list(tailored.items()))
    (44, 50)
    >>> [grade.id for grade in tailored.grades]
    ['WTR-R3', 'WTR-R2', 'WTR-R1', 'WTR-R0']
    """
    weights = {new.node: new.weight for new in profile.weights}
    added: dict[str, list[Item]] = {}
    for extra in profile.added:
        added.setdefault(extra.parent, []).append(extra.item)
    for node_id in (*weights, *added):
        standard.node(node_id)
    children = _tailored(standard.children, weights, added)
    grades = profile.grades or standard.grades
    new = standard.model_copy(update={"children": children, "grades": grades})
    nodes, criteria = [node.id for node in new.nodes()], [node.id for node in children]
    for fault in find_faults(profile.grades, nodes, criteria):
        message = f"profile {profile.id}: {fault.message}. {fault.hint}"
        raise ValueError(message)
    return new


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
