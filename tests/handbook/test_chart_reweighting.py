"""Totals while one weight moves: the lines, the list beside them, and the slider."""

import json
import re
from dataclasses import replace

import pytest

from handbook.charts import Figure, reweighting_figure
from handbook.charts.draw import to_svg
from handbook.charts.theme import NARROW, WIDE
from handbook.formats import rounded
from scoring import Assessment, Scorecard
from scoring.score import score_many
from scoring.sensitivity import weight_to_change
from scoring.standard import Standard
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, cards, catalogue

MOVED = "BCC-8"
HAN = re.compile(r"[\u3400-\u9fff]")


def ranked() -> list[Scorecard]:
    return sorted(cards(), key=lambda one: -(one.total.score or 0))


def names(language: Language) -> dict[str, str]:
    return {c.profile.id: c.profile.short.in_language(language) for c in catalogue().centres}


def figure(
    language: Language = "en", chosen: list[Scorecard] | None = None, moved: str = MOVED
) -> Figure:
    return reweighting_figure(
        catalogue().standard, chosen or ranked(), moved, names(language), language
    )


def written(node_id: str, weight: float) -> Standard:
    """The award with one weight moved; the others keep their proportions."""
    standard, stated = catalogue().standard, {n.id: n.weight for n in cards()[0].nodes}
    keep = (100 - weight) / (100 - stated[node_id])
    moved = [
        c.model_copy(update={"weight": weight if c.id == node_id else keep * stated[c.id]})
        for c in standard.children
    ]
    return standard.model_copy(update={"children": tuple(moved)})


def rated(without: str = "") -> list[Assessment]:
    """The centres; the leader with a criterion that does not apply, where one is named."""
    found = []
    for centre in catalogue().centres:
        one = centre.assessments[-1]
        if without and centre.profile.id == ranked()[0].centre:
            ratings = {
                i: replace(r, rating=None, applicable=False, note="none")
                if i.startswith(f"{without}.")
                else r
                for i, r in one.ratings.items()
            }
            one = replace(one, ratings=ratings)
        found.append(one)
    return found


def texts(picture: Figure, width: int, weight: float | None = None) -> dict[str, float]:
    """The texts of the picture and how far down they stand, the slider standing at a weight."""
    spec = json.loads(json.dumps(picture.draw(width).to_dict()))
    for param in spec["params"]:
        if weight is not None and param["name"] == "weight":
            param["value"] = weight
    found = re.findall(
        r"<text[^>]*translate\(([0-9.]+),([0-9.-]+)\)[^>]*>([^<]*)<", to_svg(spec, "")
    )
    return {text: float(down) for _, down, text in found}


@pytest.mark.parametrize("weight", [10, 12.5, 40, 75])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("gone", ["", "BCC-3"])
def test_the_list_is_the_award_scored_again(weight: float, width: int, gone: str) -> None:
    """Numbers and order that Vega computes are those of the weight written into the standard."""
    stated = score_many(catalogue().standard, rated(gone))
    again = score_many(written(MOVED, weight), rated(gone))
    order = sorted(again, key=lambda one: -(one.total.score or 0))
    found = texts(figure(chosen=stated), width, weight)
    down = [found[names("en")[card.centre]] for card in order]
    assert down == sorted(down)
    assert {rounded(card.total.score or 0) for card in order} <= set(found)


@pytest.mark.parametrize("node_id", ["BCC-3", "BCC-8"])
def test_a_centre_that_is_not_rated_everywhere_is_bent(node_id: str) -> None:
    """The leader has no BCC-8: its line still agrees with scoring again, at every weight."""
    chosen = score_many(catalogue().standard, rated("BCC-8"))
    shown = figure(chosen=chosen, moved=node_id).data
    stated = chosen[0][node_id].weight
    column = shown[f"At {stated:g}"]
    assert list(column) == pytest.approx([card.total.score for card in chosen], abs=1e-9)
    assert list(shown.iloc[:, 0]) == [names("en")[card.centre] for card in chosen]


def test_first_place_changes_where_the_program_says() -> None:
    """The nearest change of place of the first two, to the digits that are shown."""
    first, second = ranked()[:2]
    change = weight_to_change(first, MOVED, second)
    assert change is not None
    shown = figure().data
    assert f"At {change.new_weight:.2f}" in shown.columns
    assert f"{change.new_weight:.2f} instead of" in figure().title
    assert f"{change.new_weight:.1f}" in texts(figure(), WIDE)


def test_the_title_is_the_finding() -> None:
    """No weight changes the first place among centres of which one is better everywhere."""
    best = max(cards(), key=lambda one: one.total.score or 0)
    alone = figure(chosen=[best])
    assert alone.title == f"Whatever {MOVED} weighs, {names('en')[best.centre]} comes first"
    chinese = figure("zh", chosen=[best]).title
    assert chinese == f"无论 {MOVED} 占多少权重，第一名都是{names('zh')[best.centre]}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_live_figure_starts_as_the_drawn_one(language: Language, width: int) -> None:
    """The same specification, but for the slider, whose label is in the language."""
    picture = figure(language)
    assert picture.live is not None
    still, live = picture.draw(width).to_dict(), picture.live(width).to_dict()
    (slider,) = (param.pop("bind") for param in live["params"] if "bind" in param)
    assert (slider["input"], slider["min"], slider["max"]) == ("range", 0, 100)
    assert bool(HAN.search(slider["name"])) == (language == "zh")
    assert live["params"] == still["params"]
    assert live["layer"][0]["encoding"] == still["layer"][0]["encoding"]
    assert sum(map(len, live["datasets"].values())) < 400


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_one_language_a_picture(width: int) -> None:
    """All texts in the language of the page; every centre has its own mark beside its colour."""
    assert not any(HAN.search(text) for text in texts(figure(), width))
    assert any(HAN.search(text) for text in texts(figure("zh"), width))
    spec = figure().draw(width).to_dict()
    rows = next(rows for rows in spec["datasets"].values() if "shape" in rows[0])
    assert len({row["shape"] for row in rows}) == len(rows)
