"""A rule of a grade in few words, for the rows and the title of a trace.

The rule one would get wrong: a value is written with as many decimals as it takes to tell it from
the threshold, so that 59.96 never reads as a 60 that does not reach 60.
"""

from typing import Any

from handbook.charts.theme import say
from handbook.formats import plain, rounded
from scoring import Standard
from scoring.grade import TraceLine
from scoring.texts import Language
from scoring.tree import DECIMALS

__all__ = ["result", "rule_row", "short"]

OPERATORS = {True: "≥", False: "<"}


def rule_row(standard: Standard, line: TraceLine, language: Language) -> dict[str, Any]:
    """A rule as a row: what it asks, who decides, the comparison, and whether it holds."""
    rule = _kind(standard, line, language)
    separator = say(language, ": ", "：")
    total = say(language, "Total", "总分")
    return {
        "kind": "rule",
        "grade": line.grade,
        "rule": rule,
        "node": line.node or (total if line.kind == "overall" else "–"),
        "label": separator.join([rule, line.node] if line.node else [rule]),
        "value": line.value,
        "read": "–" if line.absent == "not-applicable" else line.value,
        "threshold": line.threshold,
        "held": line.held,
        "compared": _compared(line),
        "result": result(line, language),
    }


def _kind(standard: Standard, line: TraceLine, language: Language) -> str:
    """What a rule asks for, in few words."""
    one = standard.called.one.in_language(language)
    many = standard.called.many.in_language(language)
    count, reach = line.count_needed or 0, line.count_held or 0
    kinds = {
        "overall": say(language, "Total", "总分"),
        "every": say(language, f"Every {one}", f"每个{one}"),
        "count": say(
            language,
            f"At least {count} {one if count == 1 else many} ({reach} {'does' if reach == 1 else 'do'})",
            f"{count} 个{one}（达到 {reach} 个）",
        ),
        "gate": say(language, "Prerequisite", "前提条件"),
    }
    low = "" if line.measure == "score" else say(language, ", low", "，低值")
    return kinds[line.kind] + low


def _compared(line: TraceLine) -> str:
    """`56.7 < 60`, with as many decimals as show on which side the value lies."""
    if line.value is None:
        return ""
    shown = rounded(line.value, _decimals(line))
    return f"{shown} {OPERATORS[line.held]} {plain(line.threshold, DECIMALS)}"


def _decimals(line: TraceLine) -> int:
    value = line.value or 0.0
    enough = (
        digits
        for digits in range(1, DECIMALS)
        if (float(rounded(value, digits)) >= line.threshold) == line.held
    )
    return next(enough, DECIMALS)


def result(line: TraceLine, language: Language) -> str:
    """`holds`, how much is short, or why there is no value."""
    if line.held:
        return say(language, "holds", "达到")
    if line.missing is None and line.kind == "count":
        return say(language, "too few apply", "适用的太少")
    if line.missing is None:
        return say(language, "does not apply", "不适用")
    if line.value is None:
        return say(language, "not assessed", "未评审")
    return say(language, f"{short(line)} short", f"差 {short(line)}")


def short(line: TraceLine) -> str:
    """Points that are missing, with as many decimals as the comparison."""
    return rounded(line.missing or 0.0, _decimals(line))
