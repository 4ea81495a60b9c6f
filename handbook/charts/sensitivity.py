"""How far one weight must move until two centres are level, criterion by criterion.

The rule one would get wrong: one weight moves at a time and the others keep their proportions, so
the dots do not add up to a common change; moving several at once needs less of each.
"""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from handbook.charts.centres import INVENTED
from handbook.charts.figure import Figure
from handbook.charts.theme import WIDE, Picture, axis, frame, layered, said, say, token
from handbook.formats import plain
from scoring import Scorecard, Standard
from scoring.sensitivity import WeightChange, weight_to_change
from scoring.texts import Language
from scoring.tree import DECIMALS, FULL

__all__ = ["sensitivity_figure"]

ROW = 30  # px a criterion
STEP = 10  # the axis ends at a multiple of it


def sensitivity_figure(
    standard: Standard,
    ahead: Scorecard,
    behind: Scorecard,
    names: Mapping[str, str],
    language: Language,
) -> Figure:
    """Stated weights of the criteria, and where each would draw two centres level.

    Parameters
    ----------
    ahead, behind : Scorecard
        Two centres with totals, the one with the higher or the same total first.
    names : mapping
        Of the centres, by id.
    """
    data = _changes(standard, ahead, behind, language)
    who = (names[ahead.centre], names[behind.centre])
    level = round((ahead.total.score or 0) - (behind.total.score or 0), DECIMALS) == 0
    title = _title(data, *who, language, level=level)
    sub = say(
        language,
        f"Weight of each criterion, in points of {plain(FULL)}. Ring: as stated. "
        f"Dot: {who[0]} and {who[1]} are level. The other weights keep their proportions.",
        f"各评选项目的权重，满分 {plain(FULL)}。圆圈为现行权重，"
        f"圆点处{who[0]}与{who[1]}持平；其余权重按原比例分配。",
    )
    no = say(language, "none", "无")
    texts = [no if pd.isna(new) else plain(new) for new in data["new"]]
    listed = (
        f"{r.id} {plain(r.weight)} → {t}" for r, t in zip(data.itertuples(), texts, strict=True)
    )
    shown = data[["id", "criterion", "weight"]].assign(new=texts)
    headings = say(
        language, "Id,Criterion,Weight as stated,Level at", "编号,评选项目,现行权重,持平处"
    )
    shown.columns = pd.Index(headings.split(","))

    def draw(width: int) -> Picture:
        return _lollipops(data.assign(text=texts), width)

    return Figure(
        language, title, sub, said(language, title, listed), draw, shown, INVENTED[language]
    )


def _changes(
    standard: Standard, ahead: Scorecard, behind: Scorecard, language: Language
) -> pd.DataFrame:
    """One row a criterion, the nearest change first; `new` is NaN where no weight does it."""
    rows = []
    for criterion in standard.children:
        change = weight_to_change(ahead, criterion.id, behind)
        rows.append(
            {
                "id": criterion.id,
                "criterion": criterion.title.in_language(language),
                "weight": ahead[criterion.id].weight,
                "new": change.new_weight if change and _inside(change) else float("nan"),
            }
        )
    data = pd.DataFrame(rows)
    far = (data["new"] - data["weight"]).abs().round(DECIMALS)
    return data.iloc[far.argsort(kind="stable")].reset_index(drop=True)


def _inside(change: WeightChange) -> bool:
    """No criterion of a standard weighs nothing, and none weighs everything."""
    return 0 < round(change.new_weight, DECIMALS) < FULL


def _title(data: pd.DataFrame, ahead: str, behind: str, language: Language, *, level: bool) -> str:
    nearest = data.iloc[0]
    if level:
        return say(
            language,
            f"{ahead} and {behind} are level at the stated weights",
            f"按现行权重，{ahead}与{behind}持平",
        )
    if pd.isna(nearest["new"]):
        return say(
            language,
            f"No single weight draws {behind} level with {ahead}",
            f"单动任何一个权重，{behind}都追不平{ahead}",
        )
    old, new = plain(nearest["weight"]), plain(nearest["new"])
    return say(
        language,
        f"Moving {nearest['id']} from {old} to {new} draws {behind} level with {ahead}",
        f"{nearest['id']} 的权重从 {old} 移到 {new}，{behind}就追平{ahead}",
    )


def _lollipops(data: pd.DataFrame, width: int) -> Picture:
    """A ring at the stated weight, a dot where the two are level, a line between, the number."""
    wide = width == WIDE
    end = float(-STEP * (-data[["weight", "new"]].max(axis=None) // STEP))
    rows = data.assign(
        edge=end,
        label=[f"{r.id.split('-')[1]} {r.criterion}" if wide else r.id for r in data.itertuples()],
        ink=[token("ink-3" if pd.isna(new) else "ink") for new in data["new"]],
    )
    found = rows[rows["new"].notna()]
    every = STEP if end <= 5 * STEP else 2 * STEP
    scale = alt.Scale(domain=[0, end], nice=False)
    ticks = axis(values=list(range(0, int(end) + 1, every)), domain=False)
    y = alt.Y("label:N", sort=None, axis=axis(domain=False, ticks=False, labelPadding=8))
    x = alt.X("weight:Q", scale=scale, axis=ticks)
    there = alt.X("new:Q", scale=scale)
    line = alt.Chart(found).mark_rule(strokeWidth=3, color=token("range"))
    ring = alt.Chart(rows).mark_point(
        shape="circle", size=90, filled=True, fill=token("paper"), stroke=token("ink"),
        strokeWidth=2, opacity=1,
    )  # fmt: skip
    dot = alt.Chart(found).mark_circle(size=100, color=token("score"), opacity=1)
    text = alt.Chart(rows).mark_text(align="right", dx=52, fontWeight=600)
    return frame(
        layered(
            ring.encode(y=y, x=x),
            line.encode(y=y, x=x, x2=alt.X2("new:Q")),
            ring.encode(y=y, x=x),
            dot.encode(y=y, x=there),
            text.encode(
                y=y,
                x=alt.X("edge:Q", scale=scale),
                text=alt.Text("text:N"),
                fill=alt.Fill("ink:N", scale=None, legend=None),
            ),
        ),
        width=width,
        height=ROW * len(rows) + 34,
        left=244 if wide else 56,
        right=56,
        bottom=28,
    )
