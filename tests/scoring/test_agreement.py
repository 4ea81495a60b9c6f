"""Whether assessors agree, against published examples and the definition in exact fractions."""

import math
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.agreement import AssessorBias, ItemAgreement, agree, assessor_bias, krippendorff_alpha

METRICS = ("nominal", "ordinal", "interval")
HALF_LEVELS = [step / 2 for step in range(11)]
NO = math.nan

FOUR_OBSERVERS = [  # 2011, four observers and twelve units; nobody pairs with the last one
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3],
    [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
]
MEG_AND_OWEN = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
BEN_AND_GERRY = [[1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1], [2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4]]
THREE_CODERS = [  # the worked example of Wikipedia's article on the coefficient
    [NO, NO, NO, NO, NO, 3, 4, 1, 2, 1, 1, 3, 3, NO, 3],
    [1, NO, 2, 1, 3, 3, 4, 3, NO, NO, NO, NO, NO, NO, NO],
    [NO, NO, 2, 1, 3, 4, 4, NO, 2, 1, 1, 3, 3, NO, 4],
]


def squared(metric: str, one: Fraction, other: Fraction, pairable: list[Fraction]) -> Fraction:
    """Krippendorff's difference functions, as he writes them."""
    if metric == "nominal":
        return Fraction(one != other)
    if metric == "interval":
        return (one - other) ** 2
    low, high = sorted((one, other))
    between = sum(low <= value <= high for value in pairable)
    return (between - Fraction(pairable.count(low) + pairable.count(high), 2)) ** 2


def exact_alpha(table, metric: str) -> Fraction | None:
    """Pair by pair from the definition; None where chance gives no disagreement."""
    columns = [
        [Fraction(v) for v in column if not math.isnan(v)] for column in zip(*table, strict=True)
    ]
    units = [column for column in columns if len(column) > 1]
    pairable = [value for unit in units for value in unit]
    n = len(pairable)
    expected = sum(squared(metric, *pair, pairable) for pair in permutations(pairable, 2))
    if not expected:
        return None
    observed = sum(
        squared(metric, *pair, pairable) / (len(unit) - 1)
        for unit in units
        for pair in permutations(unit, 2)
    )
    return 1 - (observed / n) / (Fraction(expected) / (n * (n - 1)))


@st.composite
def tables(draw: st.DrawFn, *, holes: bool = True, most: int = 4) -> np.ndarray:
    """Half levels of one to four assessors for up to six items, some not rated."""
    shape = (draw(st.integers(1, most)), draw(st.integers(1, 6)))
    levels = st.sampled_from(HALF_LEVELS)
    cells = st.one_of(levels, levels, st.just(NO)) if holes else levels
    size = shape[0] * shape[1]
    return np.array(draw(st.lists(cells, min_size=size, max_size=size))).reshape(shape)


metrics = st.sampled_from(METRICS)


@pytest.mark.parametrize(
    ("table", "metric", "published"),
    [
        (FOUR_OBSERVERS, "nominal", 0.743),
        (FOUR_OBSERVERS, "ordinal", 0.815),
        (FOUR_OBSERVERS, "interval", 0.849),
        (MEG_AND_OWEN, "nominal", 0.095),
        (BEN_AND_GERRY, "nominal", 0.692),
        (THREE_CODERS, "nominal", 0.691),
        (THREE_CODERS, "interval", 0.811),
    ],
)
def test_published(table: list[list[float]], metric: str, published: float) -> None:
    """Computing Krippendorff's Alpha-Reliability (2011), and the example of Wikipedia."""
    assert round(krippendorff_alpha(table, metric), 3) == published


@pytest.mark.parametrize(
    ("metric", "alpha"),
    [
        # Chance: 2 x (1 x 1 + 1 x 4 + 1 x 4) = 18 of 30 pairs differ; 1 - 2/6 / (18/30).
        ("nominal", Fraction(4, 9)),
        # From 1 to 2 all but half of each: 2 - 1 = 1; from 1 to 4 6 - 2.5; from 2 to 4 5 - 2.5.
        # Chance: 2 x (1 + 4 x 12.25 + 4 x 6.25) / 30 = 5; 1 - 2/6 / 5.
        ("ordinal", Fraction(14, 15)),
        # Chance: 2 x (1 x 1 + 4 x 9 + 4 x 4) / 30 = 106/30; 1 - 2/6 / (106/30).
        ("interval", Fraction(48, 53)),
    ],
)
def test_two_assessors_by_hand(metric: str, alpha: Fraction) -> None:
    """1 4 4 against 2 4 4: the values 1, 2 and 4 occur 1, 1 and 4 times; 2 of 6 pairs differ by 1."""
    table = [[1, 4, 4], [2, 4, 4]]
    assert krippendorff_alpha(table, metric) == pytest.approx(float(alpha), abs=1e-12)
    assert exact_alpha(table, metric) == alpha


@given(tables(), metrics)
def test_the_definition_in_exact_fractions(table: np.ndarray, metric: str) -> None:
    """Pair by pair without any coincidence matrix; undefined in the same cases."""
    alpha, exact = krippendorff_alpha(table, metric), exact_alpha(table, metric)
    assert math.isnan(alpha) == (exact is None)
    if exact is not None:
        assert alpha == pytest.approx(float(exact), abs=1e-12)


@pytest.mark.parametrize("metric", METRICS)
def test_contradiction_and_chance_by_hand(metric: str) -> None:
    """1 2 against 2 1: all pairs differ where 8 of 12 would by chance; one item alone is chance."""
    assert krippendorff_alpha([[1, 2], [2, 1]], metric) == pytest.approx(-0.5, abs=1e-12)
    assert krippendorff_alpha([[1], [2]], metric) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    "table",
    [
        np.empty((0, 3)),
        np.empty((2, 0)),
        [[1, 2, 3]],
        [[1, NO, NO], [NO, 2, 3]],
        [[NO, NO], [NO, NO]],
        [[3, 3, 3], [3, 3, 3]],
        [[3, NO, 3], [3, 5, 3]],
    ],
)
def test_not_defined(table: list[list[float]], metric: str) -> None:
    """Nobody, nothing, nobody twice, and no variation: neither perfect nor worthless."""
    assert math.isnan(krippendorff_alpha(table, metric))


@pytest.mark.parametrize("table", [[1, 2, 3], [[[1, 2], [2, 3]]], 3])
def test_what_is_no_table_is_refused(table: object) -> None:
    """Assessors by items, and nothing else."""
    with pytest.raises(ValueError, match=r"ratings: a table of assessors by items, got [013] dim"):
        krippendorff_alpha(table, "ordinal")


@pytest.mark.parametrize("infinite", [math.inf, -math.inf])
def test_an_infinite_rating_is_refused(infinite: float) -> None:
    """It would make every distance infinite and alpha no number."""
    with pytest.raises(ValueError, match="ratings: finite numbers, got an infinite one"):
        krippendorff_alpha([[1, infinite], [1, 2]], "interval")


def test_an_unknown_metric_is_refused() -> None:
    """Even where there is nothing to compute."""
    with pytest.raises(ValueError, match="metric: one of nominal, ordinal, interval, got 'ratio'"):
        krippendorff_alpha(np.empty((0, 0)), "ratio")


@given(tables(), metrics)
def test_never_above_one(table: np.ndarray, metric: str) -> None:
    """One exactly where no item has two different ratings."""
    alpha = krippendorff_alpha(table, metric)
    assume(not math.isnan(alpha))
    spans = [np.ptp(column[~np.isnan(column)]) for column in table.T if not np.isnan(column).all()]
    assert alpha <= 1
    assert (alpha == 1) == (max(spans) == 0)


@given(
    st.lists(st.sampled_from(HALF_LEVELS), min_size=2, max_size=8, unique=True),
    st.integers(2, 5),
    metrics,
)
def test_identical_ratings_give_one(levels: list[float], assessors: int, metric: str) -> None:
    """However many assessors write the same."""
    assert krippendorff_alpha([levels] * assessors, metric) == 1


@given(tables(), metrics, st.randoms(use_true_random=False))
def test_order_does_not_matter(table: np.ndarray, metric: str, random) -> None:
    """Neither that of the assessors nor that of the items."""
    rows, columns = (random.sample(range(size), size) for size in table.shape)
    moved = krippendorff_alpha(table[rows][:, columns], metric)
    assert moved == pytest.approx(krippendorff_alpha(table, metric), abs=1e-12, nan_ok=True)


@given(tables(), st.floats(-100, 100), st.floats(0.01, 100))
def test_interval_has_no_origin_and_no_unit(table: np.ndarray, shift: float, scale: float) -> None:
    """Levels 0-5 and percent points 0-100 agree alike."""
    changed = krippendorff_alpha(table * scale + shift, "interval")
    assert changed == pytest.approx(krippendorff_alpha(table, "interval"), abs=1e-6, nan_ok=True)


@given(tables(), st.sampled_from(["nominal", "ordinal"]))
def test_ordinal_sees_order_alone(table: np.ndarray, metric: str) -> None:
    """Any rising change of the values leaves it exactly as it is, bit by bit."""
    alpha = krippendorff_alpha(table, metric)
    assert krippendorff_alpha(table**3 + 7, metric) == pytest.approx(alpha, abs=0, nan_ok=True)


@given(tables())
def test_two_values_have_one_distance(table: np.ndarray) -> None:
    """With only two different values all three metrics are one."""
    two = np.where(np.isnan(table), NO, table > 2)
    nominal, *others = (krippendorff_alpha(two, metric) for metric in METRICS)
    assert others == pytest.approx([nominal] * 2, abs=1e-12, nan_ok=True)


@given(tables(), metrics, st.sampled_from(HALF_LEVELS))
def test_an_item_rated_once_changes_nothing(table: np.ndarray, metric: str, level: float) -> None:
    """It is not pairable, so its level is no part of what chance may draw either."""
    alone = np.full((table.shape[0], 1), NO)
    alone[0] = level
    alpha = krippendorff_alpha(np.hstack([table, alone]), metric)
    assert alpha == pytest.approx(krippendorff_alpha(table, metric), abs=1e-12, nan_ok=True)


def test_agree_by_hand() -> None:
    """Three assessors and four items; items stand in the order in which they first appear.

    Q3 spans 1 to 3, two levels exactly, and is disputed; Q1 spans one and a half and is not.
    """
    found = agree(
        {
            "Li": {"Q2": 4, "Q1": 3},
            "Wu": {"Q1": 4.5, "Q3": 1},
            "Ma": {"Q4": 5, "Q3": 3, "Q1": 3.5},
        }
    )
    assert found.items == (
        ItemAgreement("Q2", {"Li": 4}, median=4, spread=0, disputed=False),
        ItemAgreement("Q1", {"Li": 3, "Wu": 4.5, "Ma": 3.5}, 3.5, 1.5, disputed=False),
        ItemAgreement("Q3", {"Wu": 1, "Ma": 3}, 2, 2, disputed=True),
        ItemAgreement("Q4", {"Ma": 5}, 5, 0, disputed=False),
    )
    table = [[3, NO], [4.5, 1], [3.5, 3]]
    assert found.alpha_ordinal == pytest.approx(float(exact_alpha(table, "ordinal")), abs=1e-12)
    assert found.alpha_interval == pytest.approx(float(exact_alpha(table, "interval")), abs=1e-12)


def test_agree_on_the_published_example() -> None:
    """The same two numbers by way of names."""
    named = {
        f"observer {row}": {f"unit {n}": v for n, v in enumerate(values) if not math.isnan(v)}
        for row, values in enumerate(FOUR_OBSERVERS)
    }
    found = agree(named)
    assert (round(found.alpha_ordinal, 3), round(found.alpha_interval, 3)) == (0.815, 0.849)
    assert [item.item for item in found.items if item.disputed] == ["unit 5"]


@pytest.mark.parametrize(
    "levels", [{}, {"Li": {}}, {"Li": {"Q1": 3, "Q2": 4}}, {"Li": {"Q1": 3}, "Wu": {"Q1": 3}}]
)
def test_alpha_that_is_not_defined_is_none(levels: dict[str, dict[str, float]]) -> None:
    """Nobody, nothing, one assessor, one level: absent, and never 0 or not-a-number."""
    found = agree(levels)
    assert (found.alpha_ordinal, found.alpha_interval) == (None, None)
    assert not any(item.disputed or item.spread for item in found.items)


def test_a_dispute_does_not_hang_on_the_last_bit() -> None:
    """2.3 - 0.3 is a little less than 2 in floats, and two levels all the same."""
    [item] = agree({"Li": {"Q1": 2.3}, "Wu": {"Q1": 0.3}}).items
    assert item.spread < 2
    assert item.disputed


def test_levels_that_differ_in_the_last_bit_are_one() -> None:
    """0.1 + 0.2 is not 0.3 in floats; an order of values would take them for two."""
    found = agree({"Li": {"Q1": 0.1 + 0.2, "Q2": 4}, "Wu": {"Q1": 0.3, "Q2": 4}})
    assert (found.alpha_ordinal, found.alpha_interval) == (1, 1)


@pytest.mark.parametrize("level", [-0.5, 5.5, NO, math.inf])
@pytest.mark.parametrize("function", [agree, assessor_bias])
def test_a_level_off_the_scale_is_refused(function, level: float) -> None:
    """Percent points in place of levels would make nearly every item disputed."""
    with pytest.raises(ValueError, match=f"Q1 by Wu: levels run from 0 to 5, got {level}"):
        function({"Li": {"Q1": 0, "Q2": 5}, "Wu": {"Q1": level}})


def test_the_top_of_the_scale_does_not_hang_on_the_last_bit() -> None:
    """A level that arithmetic leaves a hair above 5 or below 0 is on the scale."""
    [item] = agree({"Li": {"Q1": math.nextafter(5, 6)}, "Wu": {"Q1": -1e-17}}).items
    assert item.disputed


@pytest.mark.parametrize("function", [agree, assessor_bias])
def test_the_consensus_is_no_assessor(function) -> None:
    """What was settled together would make the assessors look as if they had agreed."""
    with pytest.raises(ValueError, match=r"assessors: people, got 'consensus'\. Leave"):
        function({"Li": {"Q1": 3}, "consensus": {"Q1": 3}})


def test_bias_by_hand() -> None:
    """Medians Q1 3 and Q2 2.5: Li +1 and +0.5, Wu 0, Ma -0.5 and -0.5; Q3 is Li's alone.

    He met nobody on Q4, so there is nothing to say of him.
    """
    levels = {
        "Li": {"Q1": 4, "Q2": 3, "Q3": 5},
        "Wu": {"Q1": 3},
        "He": {"Q4": 1},
        "Ma": {"Q1": 2.5, "Q2": 2},
    }
    assert assessor_bias(levels) == (
        AssessorBias("Li", 0.75, 2),
        AssessorBias("Wu", 0, 1),
        AssessorBias("He", None, 0),
        AssessorBias("Ma", -0.5, 2),
    )


def test_bias_of_nobody() -> None:
    """No assessors, no biases."""
    assert assessor_bias({}) == ()


@given(tables(holes=False))
def test_bias_is_the_mean_distance_from_numpys_median(table: np.ndarray) -> None:
    """Half levels are exact in floats, so both ways give the same to the last places."""
    named = {f"A{row}": dict(enumerate(levels)) for row, levels in enumerate(table)}
    expected = (table - np.median(table, axis=0)).mean(axis=1)
    found = assessor_bias(named)
    if len(table) == 1:
        assert found == (AssessorBias("A0", None, 0),)
    else:
        assert [bias.bias for bias in found] == pytest.approx(list(expected), abs=1e-12)
        assert {bias.items for bias in found} == {table.shape[1]}
