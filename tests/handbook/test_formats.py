"""Numbers as people read them: half-up, after nine decimals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.formats import plain, rounded, share


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.25, 1, "0.3"),
        (0.35, 1, "0.4"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (70.45, 1, "70.5"),
        (70.4499999999999, 1, "70.5"),
        (70.44999, 1, "70.4"),
        (1.005, 2, "1.01"),
        (-0.04, 1, "0.0"),
        (1e-12, 1, "0.0"),
        (100, 1, "100.0"),
    ],
)
def test_half_up(value: float, decimals: int, text: str) -> None:
    """As people round, and not as floats or bankers do; there is no minus zero."""
    assert rounded(value, decimals) == text


@given(st.integers(0, 2000))
def test_boundary_cases_go_up(twentieths: int) -> None:
    """Every value that lies in the middle between two tenths is shown as the upper one."""
    value = twentieths / 20
    expected = (twentieths + 1) // 2 if twentieths % 2 else twentieths // 2
    assert rounded(value) == f"{expected / 10:.1f}"


@pytest.mark.parametrize(
    ("value", "text"), [(15.0, "15"), (12.5, "12.5"), (10 / 3, "3.33"), (100, "100"), (0, "0")]
)
def test_no_more_decimals_than_needed(value: float, text: str) -> None:
    """Weights are written as they are spoken; a hundred keeps its zeros."""
    assert plain(value) == text


def test_percentages_by_language() -> None:
    """A space that does not break in English, none in Chinese."""
    assert share(0.964, "en") == "96.4\u00a0%"
    assert share(0.964, "zh") == "96.4%"
