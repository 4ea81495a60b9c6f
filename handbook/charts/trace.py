"""The rules behind a grade, one a row: value against threshold, held or not.

Grades stand from the best down to the one held, as the trace has them; the one held comes last,
and where it has no rules, as a heading only.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import pandas as pd

from handbook.charts.figure import Figure
from handbook.charts.rules import result, rule_row, short
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from scoring import GradeResult, Standard
from scoring.grade import TraceLine
from scoring.texts import Language

__all__ = ["trace_figure"]

LEFT, RIGHT = 252, 178  # px beside the bars on a desk: which rule, and whether it holds
NARROW_RIGHT = 92  # px on a phone, where the rule stands above its bar
HEAD, ROW, TALL_ROW = 30, 26, 44  # px
THICK = 12  # px of a bar
MARK, AXIS = 9, 28  # px
HELD, NOT_HELD = ("held", "定为此档"), ("not held", "未达此档")


def trace_figure(
    standard: Standard, found: GradeResult, language: Language, who: str, note: str = ""
) -> Figure:
    """Every rule from the best grade down to the one held, as a centre meets it.

    Parameters
    ----------
    standard : Standard
        Whose grades they are; tailored, where the centre was graded by a profile.
    found : GradeResult
        With its trace.
    who : str
        The centre and the period, in the page's language.
    note : str
        For below the picture, HTML.

    Raises
    ------
    ValueError
        No rule was looked at: nothing was assessed, or the standard has no grades.
    """
    if not found.trace:
        message = "a trace without rules: nothing was assessed, or the standard has no grades"
        raise ValueError(message)
    rows = pd.DataFrame(_rows(standard, found, language))
    title = _finding(standard, found, language)
    sub = say(
        language,
        f"{who}. Bar: value, 0–100. Line: threshold. Circle: holds. Cross: does not hold.",
        f"{who}。横条为数值（0–100），竖线为分数线；圆点为达到，叉为没有达到。",
    )
    rules = rows[rows["kind"] == "rule"]
    comma = say(language, ", ", "，")
    told = ((f"{r.grade} {r.label}", r.compared, r.result) for r in rules.itertuples())
    listed = (comma.join(part for part in parts if part) for parts in told)

    def draw(width: int) -> Picture:
        return _chart(rows, width)

    shown = rules[["grade", "rule", "node", "read", "threshold", "result"]]
    headings = (
        "Grade,Rule,Decided by,Value,Threshold,Held?",
        "结果,规则,看哪一项,数值,分数线,是否达到",
    )
    shown.columns = pd.Index(say(language, *headings).split(","))
    return Figure(language, title, sub, said(language, title, listed), draw, shown, note)


def _rows(standard: Standard, found: GradeResult, language: Language) -> Iterator[dict[str, Any]]:
    """A heading a grade, and below it its rules."""
    for one in standard.grades:
        held = one.id == found.id
        yield {
            "kind": "grade",
            "grade": one.id,
            "label": f"{one.id} {one.title.in_language(language)}",
            "result": say(language, *(HELD if held else NOT_HELD)),
            "held": held,
        }
        for line in found.trace:
            if line.grade == one.id:
                yield rule_row(standard, line, language)
        if held:
            return


def _finding(standard: Standard, found: GradeResult, language: Language) -> str:
    """What is held, and what stands between it and the next grade."""
    titles = {one.id: one.title.in_language(language) for one in standard.grades}
    ids = list(titles)
    name = titles[found.id] if found.id else ""
    place = ids.index(found.id) if found.id else 0
    if place == 0:
        return say(language, f"{name}: every rule holds", f"{name}：规则全部达到")
    above = ids[place - 1]
    failed = [line for line in found.trace if line.grade == above and not line.held]
    if len(failed) > 1:
        return say(
            language,
            f"{name}: {len(failed)} rules of “{titles[above]}” do not hold",
            f"{name}：离“{titles[above]}”还有 {len(failed)} 条规则没有达到",
        )
    return f"{name}{say(language, ': ', '：')}{_short_of(standard, failed[0], titles[above], language)}"


def _short_of(standard: Standard, line: TraceLine, above: str, language: Language) -> str:
    """The one rule that keeps a centre from the next grade."""
    if line.value is None:
        return _closed(standard, line, above, language)
    node, missing = line.node or say(language, "the total", "总分"), short(line)
    gap = " " if line.node else ""  # between Chinese and Latin
    return say(
        language,
        f"{node} is {missing} short of “{above}”",
        f"{node}{gap}差 {missing} 分，到不了“{above}”",
    )


def _closed(standard: Standard, line: TraceLine, above: str, language: Language) -> str:
    """One rule without a value: what it looks at does not apply, or nobody assessed it."""
    one, many = (text.in_language(language) for text in (standard.called.one, standard.called.many))
    if line.node is None:
        return say(
            language, f"too few {many} apply for “{above}”", f"适用的{one}太少，到不了“{above}”"
        )
    absent = result(line, language)
    verb = say(language, "is " if line.absent == "not-assessed" else "", "")
    return say(
        language,
        f"{line.node} {verb}{absent} and closes “{above}”",
        f"{line.node} {absent}，到不了“{above}”",
    )


def _chart(rows: pd.DataFrame, width: int) -> Picture:
    wide = width == WIDE
    heights = [HEAD if kind == "grade" else ROW if wide else TALL_ROW for kind in rows["kind"]]
    ends = pd.Series(heights).cumsum()
    height = int(ends.iloc[-1]) + 4
    left, right = (LEFT, RIGHT) if wide else (0, NARROW_RIGHT)
    inner = width - left - right
    placed = rows.assign(
        top=(ends - heights).to_numpy(),
        middle=(ends - (ROW / 2 if wide else THICK)).to_numpy(),
        line=(ends - (ROW / 2 if wide else TALL_ROW - THICK)).to_numpy(),
        ink=[token("score" if held else "chart-2") for held in rows["held"]],
        shape=["circle" if held else "cross" for held in rows["held"]],
    )
    places = (-left, inner + right) if wide else (0, inner + right)
    layers = [
        *_headings(placed[placed["kind"] == "grade"], places, height),
        *_bars(placed[placed["kind"] == "rule"], height, wide=wide),
        *_words(placed[placed["kind"] == "rule"], places, inner, height, wide=wide),
    ]
    return frame(
        layered(*layers),
        width=width,
        height=height + AXIS,
        left=left,
        right=right,
        top=2,
        bottom=AXIS - 2,
    )


def _y(field: str, height: int) -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)


def _headings(rows: pd.DataFrame, places: Sequence[float], height: int) -> list[alt.Chart]:
    data = rows.assign(middle=rows["top"] + HEAD / 2 + 2)
    base, y = alt.Chart(data), _y("middle", height)
    line = base.mark_rule(color=token("line-strong")).encode(
        x=alt.XValue(places[0]), x2=alt.X2Value(places[1]), y=_y("top", height)
    )
    bold: dict[str, Any] = {"fontWeight": 600, "fontSize": 13, "fill": token("ink")}
    name = base.mark_text(align="left", **bold).encode(
        x=alt.XValue(places[0]), y=y, text=alt.Text("label:N")
    )
    held = base.mark_text(align="right", **bold).encode(
        x=alt.XValue(places[1]), y=y, text=alt.Text("result:N")
    )
    return [line, name, held]


def _bars(rows: pd.DataFrame, height: int, *, wide: bool) -> list[alt.Chart]:
    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, 100], nice=False)}
    ticks = axis(values=[0, 20, 40, 60, 80, 100], domain=False, grid=wide)
    data = rows.assign(
        zero=0.0,
        above=rows["middle"] - THICK / 2,
        below=rows["middle"] + THICK / 2,
        mark=rows["middle"] - THICK / 2 - 4,
        end=rows["middle"] + THICK / 2 + 4,
    )
    known = data[data["value"].notna()]
    bar = (
        alt.Chart(known)
        .mark_rect()
        .encode(
            x=alt.X("zero:Q", axis=ticks, **x),
            x2=alt.X2("value:Q"),
            y=_y("above", height),
            y2=alt.Y2("below:Q"),
            fill=alt.Fill("ink:N", scale=None, legend=None),
        )
    )
    lines = alt.Chart(data).encode(
        x=alt.X("threshold:Q", axis=ticks, **x), y=_y("mark", height), y2=alt.Y2("end:Q")
    )
    halo = lines.mark_rule(strokeWidth=6, color=token("paper"))
    threshold = lines.mark_rule(strokeWidth=3, color=token("ink"))
    return [bar, halo, threshold]


def _words(
    rows: pd.DataFrame, places: Sequence[float], inner: float, height: int, *, wide: bool
) -> list[alt.Chart]:
    """The rule, a circle or a cross, the comparison and the word."""
    base, line = alt.Chart(rows), _y("line", height)
    label = base.mark_text(align="left").encode(
        x=alt.XValue(places[0]), y=line, text=alt.Text("label:N")
    )
    compared = base.mark_text(align="left", fill=token("ink")).encode(
        x=alt.XValue(inner + (30 if wide else 10)),
        y=_y("middle", height),
        text=alt.Text("compared:N"),
    )
    word = base.mark_text(align="right", fontWeight=600, fill=token("ink")).encode(
        x=alt.XValue(places[1] - (0 if wide else 2 * MARK)), y=line, text=alt.Text("result:N")
    )
    mark = base.mark_point(filled=True, size=MARK * MARK, angle=45, opacity=1).encode(
        x=alt.XValue(inner + 16 if wide else places[1] - MARK / 2),
        y=line,
        shape=alt.Shape("shape:N", scale=None, legend=None),
        fill=alt.Fill("ink:N", scale=None, legend=None),
    )
    return [label, compared, word, mark]
