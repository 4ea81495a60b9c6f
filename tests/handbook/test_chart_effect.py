"""Each centre's change from one edition to the next, on effects that can be worked by hand."""

import math
import re
from dataclasses import replace
from functools import cache

import pytest

from handbook.charts import Figure, effect_figure
from handbook.charts.theme import NARROW, WIDE
from scoring import load_assessment, load_standard
from scoring.changes import Changes
from scoring.effect import Effect, effects
from scoring.load import load_record
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, ROOT

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
NAMES = {
    "en": {"n": "North", "s": "South", "w": "West"},
    "zh": {"n": "北站", "s": "南站", "w": "西站"},
}
both = pytest.mark.parametrize("language", LANGUAGES)


@cache
def affected() -> list[Effect]:
    """The sample centres on the training draft."""
    folder = ROOT / "data/standards/best-call-centre"
    old, new = (load_standard(folder / f"{name}.yaml") for name in ("2007", "2027-training"))
    record = ROOT / "data/changes/best-call-centre/2007--2027-training.yaml"
    paths = sorted(ROOT.glob("data/centres/*/2025.csv"))
    rated = [one for path in paths for one in load_assessment(path, old)]
    return effects(rated, load_record(Changes, record), old, new)


def effect(centre: str, items: float | None, scales: float | None, weights: float | None) -> Effect:
    """A centre at 60 before, with these parts of the change; None where it has no score after."""
    one = affected()[0]
    total = None if items is None else 60 + math.fsum((items, scales or 0.0, weights or 0.0))
    before, after = (
        replace(card, centre=centre, nodes=(replace(card.total, score=score), *card.nodes[1:]))
        for card, score in ((one.before, 60.0), (one.after, total))
    )
    return replace(
        one, before=before, after=after, by_items=items, by_scales=scales, by_weights=weights
    )


WINNER, LOSER = effect("n", 2.0, 0.0, 1.0), effect("s", -0.5, 0.0, -1.5)
NOTHING, UNSCORED = effect("w", 0.0, 0.0, 0.0), effect("w", None, None, None)


def figure(language: Language, *centres: Effect, note: str = "") -> Figure:
    return effect_figure(centres, NAMES[language], language, note)


def texts(svg: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", svg)]


def bars(one: Figure) -> list[tuple[float, float]]:
    """From where to where each part runs, in the order of the picture."""
    spec = one.draw(WIDE).to_dict()
    layer = next(part for part in spec["layer"] if part["mark"]["type"] == "rect")
    return [(row["begin"], row["end"]) for row in spec["datasets"][layer["data"]["name"]]]


def test_each_part_begins_where_the_last_ends() -> None:
    """2 and then 1 more; -0.5 and then -1.5 more: 0 to 2 to 3, 0 to -0.5 to -2."""
    assert bars(figure("en", LOSER, WINNER)) == [(0, 2), (2, 3), (0, -0.5), (-0.5, -2)]


def test_the_largest_gain_stands_first() -> None:
    """Whatever the order given; the table has every part and the whole."""
    data = figure("en", LOSER, NOTHING, WINNER).data
    assert list(data["Centre"]) == ["North", "West", "South"]
    assert list(data["Change"]) == pytest.approx([3, 0, -2])
    assert list(data["After"]) == pytest.approx([63, 60, 58])
    whole = data[["Items", "Scales", "Weights"]].sum(axis=1)
    assert list(whole) == pytest.approx(list(data["Change"]))


@pytest.mark.parametrize(
    ("centres", "en", "zh"),
    [
        (
            (LOSER, WINNER),
            "North gains 3.00 (items +2.00), South loses 2.00 (weights −1.50)",
            "升得最多：北站 +3.00（条目 +2.00）；降得最多：南站 −2.00（权重 −1.50）",
        ),
        (
            (WINNER, NOTHING),
            "North gains 3.00 (items +2.00), nobody loses",
            "升得最多：北站 +3.00（条目 +2.00）；没有哪家降",
        ),
        (
            (NOTHING, LOSER),
            "Nobody gains, South loses 2.00 (weights −1.50)",
            "没有哪家升；降得最多：南站 −2.00（权重 −1.50）",
        ),
        ((WINNER,), "North gains 3.00 (items +2.00)", "北站 +3.00（条目 +2.00）"),
        ((LOSER,), "South loses 2.00 (weights −1.50)", "南站 −2.00（权重 −1.50）"),
        ((NOTHING,), "No centre wins or loses", "没有哪家升，也没有哪家降"),
        ((UNSCORED,), "No centre has a score in both editions", "没有哪家在两版里都有得分"),
        ((), "No centre has a score in both editions", "没有哪家在两版里都有得分"),
    ],
    ids=["both", "gains", "losses", "one-up", "one-down", "nothing", "unscored", "nobody"],
)
def test_the_title_says_who_wins_and_who_loses(
    centres: tuple[Effect, ...], en: str, zh: str
) -> None:
    """With the part that goes furthest the same way; in every case the picture can be drawn."""
    for language, title in (("en", en), ("zh", zh)):
        one = figure(language, *centres)
        assert one.title == title
        assert f'viewBox="0 0 {NARROW} ' in one.svg(NARROW)


def test_a_part_against_the_change_is_not_named() -> None:
    """Items win 3 and weights lose 4: the loss of 1 is the weights'."""
    assert figure("en", effect("n", 3.0, 0.0, -4.0)).title == "North loses 1.00 (weights −4.00)"


def test_what_moves_no_centre_is_left_out_and_said_so() -> None:
    """No scale moved anything; with one that did, nothing is left out."""
    assert "Not drawn, because they move no centre: scales." in figure("en", WINNER, LOSER).sub
    assert "量表对哪家都没有影响，没有画。" in figure("zh", WINNER, LOSER).sub
    scaled = figure("en", effect("n", 2.0, 0.5, 1.0))
    assert bars(scaled) == [(0, 2), (2, 2.5), (2.5, 3.5)]
    assert "Not drawn" not in scaled.sub


def test_a_centre_without_a_score_is_named_and_not_drawn() -> None:
    """It is no centre that stayed as it was."""
    one = figure("en", WINNER, UNSCORED)
    assert one.sub.endswith("Without a score: West.")
    assert list(one.data["Centre"]) == ["North"]
    assert figure("zh", WINNER, UNSCORED).sub.endswith("没有得分的：西站。")


@both
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_picture_holds_names_and_numbers(language: Language, width: int) -> None:
    """Before and after, every part with its sign, the whole change, and what each colour is."""
    svg = figure(language, WINNER, LOSER).svg(width)
    parts = {"en": {"items", "weights"}, "zh": {"条目", "权重"}}[language]
    named = {NAMES[language][centre] for centre in "ns"}
    numbers = {"60.0 → 63.0", "60.0 → 58.0", "+2.00", "+1.00", "+3.00", "−0.50", "−1.50", "−2.00"}
    assert {*parts, *named, *numbers} <= set(texts(svg))
    assert f'viewBox="0 0 {width} ' in svg


def test_english_has_no_han_and_chinese_no_english() -> None:
    """A figure speaks one language, its text alternative and its note too."""
    assert not HAN.search(figure("en", WINNER, UNSCORED, note="A note.").html())
    one = figure("zh", WINNER, UNSCORED, note="注。")
    shown = re.sub(r"<[^>]+>", " ", one.html()) + one.alternative
    assert not re.search(r"[A-Za-z]", shown)
    assert one.note == "各中心均为虚构。注。"


@both
def test_the_sample_centres_end_where_they_stand(language: Language) -> None:
    """On the training draft every bar ends at the change of the score."""
    names = {each.before.centre: each.before.centre for each in affected()}
    one = effect_figure(affected(), names, language)
    data = one.data
    moved = data.iloc[:, 2] - data.iloc[:, 1]
    assert list(data.iloc[:, -1]) == pytest.approx(list(moved), abs=1e-9)
    ends = [end for _, end in bars(one)]
    assert set(data.iloc[:, -1].round(9)) <= {round(end, 9) for end in ends}
