"""The way from last year's total to this year's, on changes that can be worked by hand.

Every item of the award stands at level 3, 60 percent, but for those that a test names.
"""

import re

import pytest

from handbook.charts import Figure, moved_figure
from handbook.charts.theme import NARROW, WIDE
from handbook.formats import rounded
from handbook.tables import NO_VALUE
from scoring import Assessment, Rating, Scorecard, score
from scoring.review import review
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, cards, catalogue

HAN = re.compile(r"[\u3400-\u9fff]")
WHO = {"en": "North (invented)", "zh": "北站（虚构）"}
KINDS = {"en": ("total", "rating", "weight"), "zh": ("总分", "评级", "权重")}
AWARD = catalogue().standard
both = pytest.mark.parametrize("language", LANGUAGES)


def card(period: str, *, without: str = "", **levels: float) -> Scorecard:
    """All items at level 3, those named (`BCC_2_2=4`) at another one, one of them not assessed."""
    named = {key.replace("_", "-", 1).replace("_", "."): level for key, level in levels.items()}
    ratings = {
        item.id: Rating("n", period, item.id, named.get(item.id, 3.0), 0.5, True, "", "", "")  # noqa: FBT003
        for item in AWARD.items()
        if item.id != without
    }
    return score(AWARD, Assessment("n", period, ratings))


def way(language: Language, before: Scorecard, after: Scorecard) -> Figure:
    return moved_figure(AWARD, review(AWARD, before, after), language, WHO[language])


def both_causes(language: Language, *, backwards: bool = False) -> Figure:
    """BCC-2.2 rises to 80; BCC-4.4, at 20 a year ago, is not assessed any more.

    Before: 60 - 2.5 x 0.4 = 59. After: 60 + 7.5 x 0.2 = 61.5. By rating 7.5 x 20 / 100 = 1.5. By
    share -2.5 x (20 - 60.25) / 100 = 1.00625, and its three siblings -0.25 x 0.025 / 3 each,
    which would read 0.00.
    """
    pair = card("2024", BCC_4_4=1), card("2025", without="BCC-4.4", BCC_2_2=4)
    return way(language, *(reversed(pair) if backwards else pair))


def texts(svg: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", svg)]


@both
def test_every_step_by_hand(language: Language) -> None:
    """59, +1.5 to 60.5 by ratings alone, +1.00625 by weight, 61.5."""
    data = both_causes(language).data
    total, rating, weight = KINDS[language]
    assert list(data.iloc[:, 0]) == [total, rating, total, weight, total]
    assert list(data.iloc[:, 1]) == ["", "BCC-2.2", "", "BCC-4.4", ""]
    assert list(data.iloc[[1, 3], 3]) == pytest.approx([1.5, 1.00625])
    assert list(data.iloc[:, 4]) == pytest.approx([59, 60.5, 60.5, 61.50625, 61.5])


def test_the_title_says_what_did_it() -> None:
    """1.5 by ratings and 1.0 by weight are the whole 2.5."""
    assert both_causes("en").title == (
        "59.0 to 61.5: ratings +1.50, weight +1.00; most by Brand standing, +1.50"
    )
    assert both_causes("zh").title == (
        "59.0 → 61.5：评级 +1.50，权重 +1.00；变动最大的是“品牌地位”，+1.50"
    )
    assert "Above the middle line" in both_causes("en").sub


def test_backwards_every_sign_turns() -> None:
    """What lifted the total lowers it on the way back."""
    figure = both_causes("en", backwards=True)
    assert figure.title == (
        "61.5 to 59.0: ratings −1.50, weight −1.00; most by Brand standing, −1.50"
    )
    assert list(figure.data.iloc[[1, 3], 3]) == pytest.approx([-1.5, -1.00625])


@both
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_picture_holds_names_and_numbers(language: Language, width: int) -> None:
    """Periods, steps with their signs, totals; on a phone the id alone."""
    shown = texts(both_causes(language).svg(width))
    name = AWARD.node("BCC-4.4").title.in_language(language)
    step = f"4.4 {name}" if width == WIDE else "BCC-4.4"
    assert {"2024", "2025", "59.00", "60.50", "61.50", "+1.50", "+1.01", step} <= set(shown)
    assert NO_VALUE[language] not in both_causes(language).html()  # a total is no step


def drawn(figure: Figure, mark: str) -> list[dict[str, float]]:
    """The rows of a layer, by its mark, in the order of the picture."""
    spec = figure.draw(WIDE).to_dict()
    layer = next(part for part in spec["layer"] if part["mark"]["type"] == mark)
    rows: list[dict[str, float]] = spec["datasets"][layer["data"]["name"]]
    return rows


@pytest.mark.parametrize(("backwards", "colour"), [(False, "score"), (True, "chart-2")])
def test_bars_begin_where_the_last_one_ends(backwards: bool, colour: str) -> None:  # noqa: FBT001
    """Each runs from the total before its step to the one after; rises and falls differ in colour."""
    bars = drawn(both_causes("en", backwards=backwards), "rect")
    ends = [61.5, 60.0, 58.99375] if backwards else [59.0, 60.5, 61.50625]
    assert [bar["begin"] for bar in bars] == pytest.approx(ends[:-1])
    assert [bar["total"] for bar in bars] == pytest.approx(ends[1:])
    assert all(f"--hb-{colour}," in str(bar["fill"]) for bar in bars)


def test_english_has_no_han_and_chinese_no_english() -> None:
    """A figure speaks one language, but for ids."""
    assert not HAN.search(both_causes("en").html())
    shown = re.sub(r"<[^>]+>", " ", both_causes("zh").html()) + both_causes("zh").alternative
    assert set(re.findall(r"[A-Za-z]+", shown)) == {"BCC"}


def test_one_cause_needs_no_middle_line() -> None:
    """With ratings alone, or weight alone, only the periods are totals, and the sub says which."""
    rated = way("en", card("2024"), card("2025", BCC_2_2=4))
    assert list(rated.data["Cause"]) == ["total", "rating", "total"]
    assert "Every step is a rating that changed." in rated.sub
    weighed = way("en", card("2024", BCC_4_4=1), card("2025", without="BCC-4.4"))
    assert list(weighed.data["Cause"]) == ["total", "weight", "total"]
    assert "Every step is weight that moved." in weighed.sub


@both
def test_nothing_moved(language: Language) -> None:
    """The same ratings a year later: two totals, and the title says so."""
    figure = way(language, card("2024"), card("2025"))
    expected = {"en": "60.0 points, and no item moved", "zh": "60.0 分，没有条目变动"}
    assert figure.title == expected[language]
    assert len(figure.data) == 2
    assert {"2024", "2025", "60.00"} <= set(texts(figure.svg(NARROW)))


@pytest.mark.parametrize(("risen", "lines"), [(8, 8), (9, 8), (12, 8)])
def test_small_steps_are_drawn_together(risen: int, lines: int) -> None:
    """Seven on their own and the rest as one step, but never one alone as the rest."""
    items = list(AWARD.items())[:risen]
    named = {item.id.replace("-", "_").replace(".", "_"): 4.0 for item in items}
    figure = way("en", card("2024"), card("2025", **named))
    steps = figure.data[figure.data["Cause"] == "rating"]
    assert len(steps) == lines
    last = f"{risen - 7} smaller ones"
    assert (steps["Step"].iloc[-1] == last) == (risen > 8)
    assert steps["Points"].sum() == pytest.approx(figure.data["Total then"].iloc[-1] - 60)


@pytest.mark.parametrize("centre", [one.profile.id for one in catalogue().centres])
def test_the_way_ends_at_the_total(centre: str) -> None:
    """On the sample centres the steps lead from the one total to the other, but for what reads 0.00."""
    old, new = (
        next(one for one in cards(period) if one.centre == centre) for period in ("2024", "2025")
    )
    figure = way("en", old, new)
    then = list(figure.data["Total then"])
    assert then[0] == old.total.score
    assert then[-1] == new.total.score
    assert then[-2] == pytest.approx(then[-1], abs=0.05)
    assert figure.title.startswith(f"{rounded(then[0])} to {rounded(then[-1])}: ")
