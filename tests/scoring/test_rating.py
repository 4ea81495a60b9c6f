"""Ratings by factor, by measured value and by checks: what each earns, and what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Anchors, DataError, Rating, Standard, load_standard
from scoring.assessment import COLUMNS, Assessment, load_assessment, read_assessments
from scoring.assessors import by_median, disputed, levels_by_assessor
from scoring.rating import percent
from scoring.score import score, score_many
from scoring.ways import PROCESS, RESULTS, Ways, ways_of

ROOT = Path(__file__).parents[2]
HEADER = ",".join(COLUMNS)
ANSWERED = Anchors(floor=70, baseline=85, target=95, best=99)


@pytest.fixture(scope="session")
def model() -> Standard:
    """The standard that is rated by checks."""
    return load_standard(ROOT / "data/standards/operating-model-10086/2009.yaml")


def read(folder: Path, standard: Standard, *rows: str) -> list[Assessment]:
    """An assessment of these rows."""
    path = folder / "a.csv"
    path.write_text("\n".join([HEADER, *rows]), "utf-8")
    return load_assessment(path, standard, "a.csv")


def factors(item: str, levels: dict[str, float], who: str = "") -> list[str]:
    """One row a factor."""
    return [f"c,2025,{item},{factor},{who},{level},,0.8,,," for factor, level in levels.items()]


def earned(standard: Standard, assessment: Assessment, item: str) -> float | None:
    """Percent of one item."""
    ways = ways_of(standard)[item]
    assert ways
    return percent(assessment.ratings[item], ways, {"IND-01": ANSWERED, "IND-05": ANSWERED})


# -- what it earns ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((3, 1, 4, 4), 40),
        ((4, 3, 3, 2), 60),
        ((5, 5, 5, 5), 100),
        ((3, 0, 3, 3), 20),
        ((0, 0, 0, 0), 0),
        ((3.5, 3, 2.5, 3), 60),
    ],
)
def test_a_process_item_by_factor(
    award: Standard, tmp_path: Path, levels: tuple[float, ...], expected: float
) -> None:
    """The golden numbers of the brief: mean of four, capped by approach and deployment."""
    (one,) = read(tmp_path, award, *factors("BCC-1.1", dict(zip(PROCESS, levels, strict=True))))
    assert earned(award, one, "BCC-1.1") == pytest.approx(expected, abs=1e-12)
    assert one.ratings["BCC-1.1"].confidence == pytest.approx(0.8)


def test_a_results_item_by_factor(award: Standard, tmp_path: Path) -> None:
    """No cap: 20 x mean(4, 3, 2, 3) = 60."""
    (one,) = read(
        tmp_path, award, *factors("BCC-3.1", dict(zip(RESULTS, (4, 3, 2, 3), strict=True)))
    )
    assert earned(award, one, "BCC-3.1") == 60


def test_a_mixed_item_is_the_mean_of_its_two_parts(award: Standard, tmp_path: Path) -> None:
    """Process 40 (capped) and results 60; both have an integration, so it is named in full."""
    process = dict(zip(("A", "D", "L", "process.I"), (3, 1, 4, 4), strict=True))
    results = dict(zip(("Le", "T", "C", "results.I"), (4, 3, 2, 3), strict=True))
    (one,) = read(tmp_path, award, *factors("BCC-1.2", process | results))
    assert earned(award, one, "BCC-1.2") == 50


def test_a_mixed_item_with_a_measured_part(award: Standard, tmp_path: Path) -> None:
    """Process 60, and a figure that earns 72: 66."""
    rows = factors("BCC-4.4", {"A": 4, "D": 3, "L": 3, "process.I": 2})
    indicator = next(i for i in award.items() if i.id == "BCC-4.4").indicators[0]
    (one,) = read(tmp_path, award, *rows, "c,2025,BCC-4.4,,,,91,0.6,,,")
    ways = ways_of(award)["BCC-4.4"]
    assert ways
    assert percent(one.ratings["BCC-4.4"], ways, {indicator: ANSWERED}) == pytest.approx(66)
    assert one.ratings["BCC-4.4"].confidence == pytest.approx((4 * 0.8 + 0.6) / 5)


def test_a_measured_item(award: Standard, tmp_path: Path) -> None:
    """The value counts for the item's first indicator unless it names another."""
    (one,) = read(tmp_path, award, "c,2025,BCC-6.1.1,,,,９１,0.9,,,")
    assert one.ratings["BCC-6.1.1"].values == {"IND-01": 91}
    assert earned(award, one, "BCC-6.1.1") == pytest.approx(72)


def test_two_values_count_alike(award: Standard, tmp_path: Path) -> None:
    """72 and 90 earn 81; the item is as sure as its figures are on average: 0.75."""
    item = next(i for i in award.items() if len(i.indicators) > 1 and i.scale == "results")
    first, second = item.indicators[:2]
    rows = [f"c,2025,{item.id},{first},,,91,0.6,,,", f"c,2025,{item.id},{second},,,97,0.9,,,"]
    (one,) = read(tmp_path, award, *rows)
    ways = ways_of(award)[item.id]
    assert ways
    anchors = {first: ANSWERED, second: ANSWERED}
    assert percent(one.ratings[item.id], ways, anchors) == pytest.approx(81)
    assert one.ratings[item.id].confidence == pytest.approx(0.75)


def test_a_checklist_by_the_water_guideline(model: Standard, tmp_path: Path) -> None:
    """Its worked example: yes at 1.0, 0.7 and 0.5, one no: 2.2 of 4 is 55."""
    item = next(i for i in model.items() if len(i.checks) >= 4)
    answers = ["yes,,1.0", "是,,0.7", "1,,0.5", "no,,1.0"] + ["no,,1.0"] * (len(item.checks) - 4)
    rows = [
        f"c,2025,{item.id},{check.id},,{answer},,,"
        for check, answer in zip(item.checks, answers, strict=True)
    ]
    (one,) = read(tmp_path, model, *rows)
    ways = ways_of(model)[item.id]
    assert ways
    assert percent(one.ratings[item.id], ways, {}) == pytest.approx(220 / len(item.checks))
    four = replace(one.ratings[item.id], answers={"a": 1.0, "b": 0.7, "c": 0.5, "d": 0.0})
    assert percent(four, Ways("checklist", tuple("abcd")), {}) == pytest.approx(55)


@given(st.lists(st.integers(0, 10), min_size=4, max_size=4), st.integers(0, 3), st.integers(0, 10))
def test_a_process_rating_is_monotone(award: Standard, halves: list[int], at: int, to: int) -> None:
    """Raising one of the four factors never lowers the percent, cap included."""
    ways = ways_of(award)["BCC-1.1"]
    assert ways
    names = ways.full_factors("process")
    low = dict(zip(names, (h / 2 for h in halves), strict=True))
    high = {**low, names[at]: max(low[names[at]], to / 2)}
    before, after = (percent(_rated(found), ways, {}) for found in (low, high))
    assert before is not None
    assert after is not None
    assert before <= after <= 100


def _rated(found: dict[str, float]):
    return Rating(
        centre="c", period="2025", item="BCC-1.1", rating=None, confidence=1.0, applicable=True,
        assessor="", evidence="", note="", factors=found,
    )  # fmt: skip


def test_the_scorecard_takes_measured_values(award: Standard, tmp_path: Path) -> None:
    """An item with 72 stands at 72, an unmeasured one as before."""
    (one,) = read(tmp_path, award, "c,2025,BCC-6.1.1,,,,91,1,,,", "c,2025,BCC-6.1.2,,,3,,1,,,")
    card = score(award, one, {"IND-01": ANSWERED})
    assert card["BCC-6.1.1"].score == pytest.approx(72)
    assert card["BCC-6.1"].score == pytest.approx(66)


# -- what is refused ----------------------------------------------------------------------------


def test_an_item_without_factors_says_so(tmp_path: Path) -> None:
    """A scale of levels knows the item as a whole only."""
    appraisal = load_standard(ROOT / "data/standards/staff-appraisal/1.yaml")
    with pytest.raises(DataError, match="leave it empty and rate the item as a whole"):
        read(tmp_path, appraisal, "c,2025,SA-1.1,A,,4,,,,,")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [*factors("BCC-1.1", dict.fromkeys(PROCESS, 3)), "c,2025,BCC-1.1,,,4,,,,,"],
            "6:8: [rated-two-ways] BCC-1.1 is rated as factor and as whole",
        ),
        (
            factors("BCC-1.1", {"A": 0, "D": 0, "L": 5, "I": 0}),
            "4:19: [approach-zero] BCC-1.1 has approach 0 and process.L 5",
        ),
        (
            factors("BCC-1.1", {"A": 3, "D": 2, "process.A": 3, "L": 2, "I": 2}),
            "4:8: [duplicate-rating] BCC-1.1 process.A of c in 2025 is rated twice",
        ),
        (
            [*factors("BCC-3.1", dict.fromkeys(RESULTS, 3)), "c,2025,BCC-3.1,,,,91,,,,"],
            "2:16: [rated-two-ways] the results of BCC-3.1 are measured and rated by factor",
        ),
        (
            ["c,2025,BCC-4.4,,,,91,,,,"],
            "2:16: [parts-missing] BCC-4.4 has no rating of process.A, process.D",
        ),
    ],
)
def test_what_does_not_fit_together(
    award: Standard, tmp_path: Path, rows: list[str], words: str
) -> None:
    """Each is told at the row where it shows."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, award, *rows)
    assert str(caught.value.problems[0]).startswith(f"a.csv:{words}")


def test_every_check_has_an_answer(model: Standard, tmp_path: Path) -> None:
    """An open question is neither a yes nor a no."""
    item = next(i for i in model.items() if len(i.checks) >= 4)
    with pytest.raises(DataError, match=r"\[parts-missing\]"):
        read(tmp_path, model, f"c,2025,{item.id},{item.checks[0].id},,yes,,1,,,")
    with pytest.raises(DataError, match=r"\[unknown-word\] the answer to"):
        read(tmp_path, model, f"c,2025,{item.id},{item.checks[0].id},,perhaps,,1,,,")


def test_lenient_leaves_out_what_is_wrong_and_says_so(award: Standard, tmp_path: Path) -> None:
    """Row by row; an item whose rows do not fit together is left out as a whole."""
    path = tmp_path / "a.csv"
    rows = ["c,2025,BCC-1.1,,,4,,,,,", "c,2025,BCC-1.2,,,9,,,,,", *factors("BCC-4.1", {"A": 3})]
    path.write_text("\n".join([HEADER, *rows]), "utf-8")
    found = read_assessments(path, ways_of(award), "a.csv", lenient=True)
    assert [list(a.ratings) for a in found.assessments] == [["BCC-1.1"]]
    assert [p.code for p in found.left_out] == ["unknown-level", "parts-missing"]


# -- several assessors --------------------------------------------------------------------------


@pytest.fixture
def team(award: Standard, tmp_path: Path) -> list[Assessment]:
    """Two who differ by two levels on one item, by one on another, and agree on a third."""
    rows = [
        "c,2025,BCC-1.1,,wang,4,,0.8,,,", "c,2025,BCC-1.1,,li,2,,0.6,,,",
        "c,2025,BCC-1.2,,wang,3,,0.8,,,", "c,2025,BCC-1.2,,li,4,,0.8,,,",
        "c,2025,BCC-1.3,,wang,5,,0.8,,,", "c,2025,BCC-1.3,,li,1,,0.8,,,",
        "c,2025,BCC-1.3,,consensus,3,,0.8,,,",
    ]  # fmt: skip
    return read(tmp_path, award, *rows)


def test_two_levels_apart_is_disputed(award: Standard, team: list[Assessment]) -> None:
    """Unless a consensus settles it."""
    assert [(d.item, dict(d.percents)) for d in disputed(award, team[0])] == [
        ("BCC-1.1", {"wang": 80, "li": 40})
    ]
    cards = score_many(award, team)
    assert [card.assessor for card in cards] == ["wang", "li"]
    assert [card["BCC-1"].score for card in cards] == [
        pytest.approx(200 / 3),
        pytest.approx(180 / 3),
    ]


def test_a_median_only_where_asked_for(award: Standard, team: list[Assessment]) -> None:
    """60, 70 and the agreed 60; confidence is the median too."""
    one = by_median(award, team[0])
    assert one.assessor == "median"
    assert {item: r.rating for item, r in one.ratings.items()} == {
        "BCC-1.1": 3, "BCC-1.2": 3.5, "BCC-1.3": 3,
    }  # fmt: skip
    assert one.ratings["BCC-1.1"].confidence == pytest.approx(0.7)


def test_levels_by_assessor_for_agreement(award: Standard, team: list[Assessment]) -> None:
    """What each saw; the agreed row is nobody's own."""
    assert levels_by_assessor(award, team[0]) == {
        "wang": {"BCC-1.1": 4, "BCC-1.2": 3, "BCC-1.3": 5},
        "li": {"BCC-1.1": 2, "BCC-1.2": 4, "BCC-1.3": 1},
    }


def test_one_who_holds_an_item_not_applicable(award: Standard, tmp_path: Path) -> None:
    """Each has an own assessment; the median is that of those who rated."""
    rows = ["c,2025,BCC-1.1,,wang,,,,no,,none here", "c,2025,BCC-1.1,,li,2,,,,,"]
    wang, li = read(tmp_path, award, *rows)
    assert not wang.ratings["BCC-1.1"].applicable
    assert li.ratings["BCC-1.1"].applicable
    assert disputed(award, wang) == ()
    assert by_median(award, wang).ratings["BCC-1.1"].rating == 2
