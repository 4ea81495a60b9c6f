"""Indicator values on the scale of an item."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Anchors

ANSWER_RATE = Anchors(floor=70, baseline=85, target=95, best=99)
ABANDONMENT = Anchors(floor=20, baseline=10, target=4, best=2)


@pytest.mark.parametrize(
    ("value", "percent"), [(60, 0), (85, 60), (91, 72), (95, 80), (97, 90), (99, 100), (99.5, 100)]
)
def test_golden_standardising(value: float, percent: float) -> None:
    """Every corner and a point inside each line; 91 = 85 + 0.6 x 10 earns 60 + 0.6 x 20."""
    assert ANSWER_RATE.percent(value) == pytest.approx(percent, abs=1e-12)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=2).map(sorted))
def test_a_better_value_never_earns_less(pair: list[float]) -> None:
    """Monotone, upwards where more is better and downwards where less is."""
    worse, better = ANSWER_RATE.percent(pair)
    assert worse <= better
    better, worse = ABANDONMENT.percent(pair)
    assert worse <= better


def test_not_measured_is_not_zero() -> None:
    """A missing value stays missing; what it costs is decided by coverage."""
    assert np.isnan(ANSWER_RATE.percent(np.nan))


@pytest.mark.parametrize("values", [(70, 95, 85, 99), (70, 85, 85, 99), (20, 10, 4, 5)])
def test_anchors_out_of_order_are_refused(values: tuple[float, ...]) -> None:
    """A rubric whose target is no harder than its baseline is a typing mistake."""
    names = ("floor", "baseline", "target", "best")
    with pytest.raises(ValueError, match="anchors must rise or fall at every step"):
        Anchors(**dict(zip(names, values, strict=True)))


def test_the_library_earns_what_its_anchors_say(award, data) -> None:
    """Every indicator of the data: floor 0, baseline 60, target 80, best 100, in its direction.

    Where a band is best the anchors are distances, below it as above it.
    """
    from scoring.indicator import Indicator
    from scoring.load import load_list

    files = sorted((data / "indicators").glob("*.yaml"))
    found = [indicator for path in files for indicator in load_list(Indicator, path)]
    anchored = [indicator for indicator in found if indicator.anchors]
    assert len(found) == 113
    assert len(anchored) > 60
    for indicator in anchored:
        anchors = indicator.anchors
        if anchors.band:
            low, high = anchors.band
            for values in ([low - p for p in anchors.points], [high + p for p in anchors.points]):
                assert anchors.percent(values) == pytest.approx([0, 60, 80, 100])
            continue
        assert anchors.percent(anchors.points).tolist() == [0, 60, 80, 100]
        rising = all(a < b for a, b in pairwise(indicator.anchors.points))
        assert rising == (indicator.direction == "up"), indicator.id
