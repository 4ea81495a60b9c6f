"""Many centres side by side."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from scoring.comparison import compare
from scoring.standard import Standard
from tests.scoring.test_review import award_card, card_of, pairs, standard_of, two
from tests.strategies import HALF_LEVELS, Rated, rated_trees

NORTH = (90, 80, 70, 75, 65, 60, 50, 80, 50)  # 70.5
SOUTH = (80, 80, 90, 75, 65, 60, 50, 85, 50)  # 71.5
LEVEL = (85,) * 9


def test_ranks_by_hand(award: Standard) -> None:
    """85, 71.5, 71.5, 70.5: 1, 2, 2, 4, in the order in which the centres came."""
    cards = [
        award_card(award, percents, centre=name)
        for name, percents in (("n", NORTH), ("s", SOUTH), ("l", LEVEL), ("t", SOUTH))
    ]
    found = compare(award, cards)
    assert [(p.centre, p.rank) for p in found.places] == [("n", 4), ("s", 2), ("l", 1), ("t", 2)]
    assert [p.centre for p in found.ranking] == ["l", "s", "t", "n"]
    assert [round(p.behind, 9) for p in found.places] == [14.5, 13.5, 0, 13.5]


def test_the_distance_split_by_hand(award: Standard) -> None:
    """South leads north by 1: 15 % of -10, 10 % of 20 and of 5 are -1.5, 2 and 0.5."""
    found = compare(award, [award_card(award, NORTH), award_card(award, SOUTH)])
    split = {node: part for node, part in found.places[0].behind_by.items() if abs(part) > 1e-9}
    assert split == pytest.approx({"BCC-1": -1.5, "BCC-3": 2, "BCC-8": 0.5}, abs=1e-9)
    assert set(found.places[1].behind_by.values()) == {0}


def test_a_row_by_hand(award: Standard) -> None:
    """BCC-3 at 70, 90 and 85: best 90, median 85, spread 20; the whole stands first."""
    found = compare(award, [award_card(award, percents) for percents in (NORTH, SOUTH, LEVEL)])
    row = next(row for row in found.rows if row.id == "BCC-3")
    assert [round(number, 9) for number in row.scores] == [70, 90, 85]
    assert [round(n, 9) for n in (row.best, row.median, row.spread)] == [90, 85, 20]
    assert row.parent == found.rows[0].id == award.id
    assert found.rows[0].parent is None
    assert [r.id for r in found.rows[1:]] == [node.id for node in award.nodes()]
    assert next(r for r in found.rows if r.id == "BCC-3.1").parent == "BCC-3"


def test_level_after_rounding() -> None:
    """Ten milliardths of a point set nobody apart; a hundred times as much does."""
    cards = [card_of(two([80.0, percent])) for percent in (40, 40 + 1e-10, 40 + 1e-6)]
    found = compare(standard_of(two([0.0, 0]).tree), cards)
    assert [place.rank for place in found.places] == [2, 2, 1]


def test_no_score_is_no_rank() -> None:
    """What nobody assessed has no rank, stands last and widens no spread."""
    cards = [card_of(two(p)) for p in ([np.nan] * 2, [60.0, np.nan], [np.nan] * 2, [50.0, 50])]
    found = compare(standard_of(two([0.0, 0]).tree), cards)
    assert [p.rank for p in found.places] == [None, 1, None, 2]
    assert [p.rank for p in found.ranking] == [1, 2, None, None]
    assert [p.provisional for p in found.places] == [True, True, True, False]
    assert (found.places[0].behind, found.places[0].behind_by) == (None, {})
    second = next(row for row in found.rows if row.id == "A2")
    assert (second.scores, second.best, second.spread) == ((None, None, None, 50), 50, 0)


def test_nobody_has_a_score() -> None:
    """A table of blanks: no best, no median, no spread, no leader."""
    nothing = two([np.nan] * 2)
    found = compare(standard_of(nothing.tree), [card_of(nothing)])
    assert {(row.best, row.median, row.spread) for row in found.rows} == {(None,) * 3}
    assert found.places[0].rank is None


def test_nothing_to_compare(award: Standard) -> None:
    """A comparison of nobody is a mistake."""
    with pytest.raises(ValueError, match="there is no scorecard to compare"):
        compare(award, [])


def test_another_edition_is_refused(award: Standard) -> None:
    """Totals of two editions do not stand in one table."""
    card = award_card(award)
    with pytest.raises(ValueError, match="expected, got"):
        compare(award, [card, replace(card, edition="1999")])


@given(pairs())
def test_the_split_sums_to_the_distance(pair: tuple[Rated, Rated]) -> None:
    """With whatever missing on either side."""
    found = compare(standard_of(pair[0].tree), [card_of(one) for one in pair])
    best = max((p.total for p in found.places if p.total is not None), default=None)
    for place in found.places:
        if place.total is None:
            assert (place.rank, place.behind, place.behind_by) == (None, None, {})
        else:
            assert place.behind == pytest.approx(best - place.total, abs=1e-9)
            assert math.fsum(place.behind_by.values()) == pytest.approx(place.behind, abs=1e-9)


@given(pairs(missing=False, not_applicable=False))
def test_with_nothing_missing_a_part_is_weight_times_difference(pair: tuple[Rated, Rated]) -> None:
    """Each criterion's weight times the difference of the two scores, nothing else."""
    cards = [card_of(one) for one in pair]
    found = compare(standard_of(pair[0].tree), cards)
    leader = cards[[place.rank for place in found.places].index(1)]
    for card, place in zip(cards, found.places, strict=True):
        for node, part in place.behind_by.items():
            ahead = leader[node].score - card[node].score
            assert part == pytest.approx(card[node].weight * ahead / 100, abs=1e-9)


@given(rated_trees(missing=False, not_applicable=False), st.data())
def test_ranks_as_scipy_gives_them(rated: Rated, data: st.DataObject) -> None:
    """Competition ranks of many centres, against `scipy.stats.rankdata`."""
    size = len(rated.tree.leaves)
    ratings = st.lists(st.sampled_from(HALF_LEVELS), min_size=size, max_size=size)
    many = [np.array(one) for one in data.draw(st.lists(ratings, min_size=1, max_size=6))]
    cards = [card_of(rated.change(percent=percent)) for percent in many]
    totals = np.round([card.total.score for card in cards], 9)
    found = compare(standard_of(rated.tree), cards)
    assert [p.rank for p in found.places] == rankdata(-totals, method="min").tolist()
    assert found.rows[0].median == pytest.approx(np.median(totals), abs=1e-9)
    assert found.rows[0].spread == pytest.approx(np.ptp(totals), abs=1e-9)
