"""Grades as rules in data: what a centre must reach to be given one.

The rule one would get wrong: grades stand from the highest to the lowest, a centre has the first
one whose rules all hold, and the last has none, so that every centre has a grade.

Every rule asks for at least so much, so no better rating can lose a grade, however the rules are
put together. What has to be checked is that a higher grade asks for all that the one below it
asks: otherwise four stars would not include three.

Source: CCCS-OP names four results in words only; every threshold is the project's own.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scoring.problems import Code
from scoring.texts import Line, Number, Record, ShortCode, Statement, Text

__all__ = ["Fault", "Grade", "Measure", "Rule", "find_faults"]

Measure = Literal["score", "low"]


class Rule(Record):
    """One condition; percentages are read from the scores of the first level of the tree.

    Attributes
    ----------
    kind : str
        `overall`: the score of the whole; `every`: each criterion; `count`: so many of the
        criteria; `gate`: one node, without which nothing else counts.
    at_least : float
        0-100.
    measure : str
        `score`, the point score; or `low`, the low end of the range, which counts only what is
        proved.
    """

    kind: Literal["overall", "every", "count", "gate"]
    at_least: Annotated[Number, Field(ge=0, le=100)]
    count: Annotated[int, Field(ge=1)] | None = None
    node: ShortCode | None = None
    measure: Measure = "score"

    @model_validator(mode="after")
    def _says_how_many_or_which(self) -> Self:
        for field, kind in (("count", "count"), ("node", "gate")):
            if (getattr(self, field) is None) == (self.kind == kind):
                only = f"a rule of kind {kind} has '{field}', and no other"
                raise PydanticCustomError(
                    Code.MISSING_FIELD, "{only}", {"only": only, "at": "kind"}
                )
        return self


class Grade(Record):
    """One result that a standard can give.

    Attributes
    ----------
    says : Statement
        What the source says of it.
    named_in : str, optional
        The edition that the source names beside it.
    """

    id: ShortCode
    title: Text
    says: Statement
    named_in: Line | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a list of grades.

    Attributes
    ----------
    code : Code
        Stable name of the problem.
    at : tuple of str or int
        Where in the file of the standard it stands: ``("grades", 1, "rules", 0, "node")``.
    message, hint : str
        What is wrong and what to do, without a full stop.
    """

    code: Code
    at: tuple[str | int, ...]
    message: str
    hint: str


def find_faults(
    grades: Sequence[Grade], nodes: Collection[str], criteria: Collection[str]
) -> Iterator[Fault]:
    """What is wrong with the grades of a standard, as a list from the highest to the lowest.

    Parameters
    ----------
    grades : sequence of Grade
        Highest first.
    nodes : collection of str
        Ids of everything that is rated or summed up.
    criteria : collection of str
        Ids of the first level of the tree.

    Yields
    ------
    Fault
        A gate on a node that does not exist; more criteria asked for than there are; a last
        grade with rules, or another without; a rule that the next higher grade does not imply.

    Notes
    -----
    A rule is implied if one single rule of the higher grade asks for at least as much, of the
    same or of more: `every` implies every other kind, save a gate on what is no criterion, and
    `low` implies `score`, which it never exceeds. This is sufficient and not necessary; where
    it finds a fault that is none, state the rule in the higher grade too.

    Examples
    --------
    The grades of the award without the last, which is the one for everybody else.

    >>> from pathlib import Path
    >>> from scoring import load_standard
    >>> award = load_standard(Path("data/standards/best-call-centre/2007.yaml"))
    >>> [fault.message for fault in find_faults(award.grades[:-1], nodes=(), criteria=())]
    ['BCC-B2 is the last grade and has rules']
    """
    for number, grade in enumerate(grades):
        last = number == len(grades) - 1
        if bool(grade.rules) == last:
            message = f"{grade.id} is {'' if last else 'not '}the last grade and has "
            message += "rules" if last else "none"
            hint = "add a grade without rules below it" if last else "say what a centre must reach"
            yield Fault(Code.GRADES_ORDER, ("grades", number, "id"), message, hint)
        for index, rule in enumerate(grade.rules):
            place = ("grades", number, "rules", index)
            if rule.node and rule.node not in nodes:
                message, hint = f"there is no criterion or item {rule.node}", "mend the id"
                yield Fault(Code.UNKNOWN_REFERENCE, (*place, "node"), message, hint)
            if (rule.count or 0) > len(criteria):
                message = f"'count' must be at most {len(criteria)}, got {rule.count}"
                hint = "the standard has no more criteria"
                yield Fault(Code.OUT_OF_RANGE, (*place, "count"), message, hint)
            above = grades[number - 1] if number else None
            if above and not any(_implies(one, rule, criteria) for one in above.rules):
                message = f"{above.id} stands above {grade.id} and does not ask for all it asks"
                hint = f"no rule of {above.id} implies {_words(rule)}: add one"
                yield Fault(Code.GRADES_ORDER, (*place, "at_least"), message, hint)


def _implies(one: Rule, other: Rule, criteria: Collection[str]) -> bool:
    """Whether whoever meets one rule meets the other, all criteria being applicable."""
    if one.at_least < other.at_least or (one.measure, other.measure) == ("score", "low"):
        return False
    if one.kind == "every":
        return other.kind != "gate" or other.node in criteria
    same = (one.kind, one.node) == (other.kind, other.node)
    return same and (one.count or 0) >= (other.count or 0)


def _words(rule: Rule) -> str:
    """A rule as one would write it in a line."""
    which = rule.node or rule.count
    named = f"{rule.kind} {which}" if which else rule.kind
    return f"'{named}, {rule.measure} at least {rule.at_least:g}'"
