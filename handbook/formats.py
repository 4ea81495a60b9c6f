"""Write numbers the way the handbook shows them.

Half-up, after rounding to nine decimals, so that 0.25 shows as 0.3 and a float that should have
been 70.5 does not show as 70.4.
"""

from decimal import ROUND_HALF_UP, Decimal

from scoring.texts import Language

__all__ = ["plain", "rounded", "share"]

NO_BREAK_SPACE = "\u00a0"
NOISE = Decimal("0.000000001")


def rounded(value: float, decimals: int = 1) -> str:
    """A number with a fixed count of decimals, rounded half-up.

    >>> rounded(0.25), rounded(70.4499999999999), rounded(2.5, 0)
    ('0.3', '70.5', '3')
    """
    exact = Decimal(repr(float(value))).quantize(NOISE, ROUND_HALF_UP)
    shown = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{shown:f}" if shown else f"{abs(shown):f}"


def plain(value: float, decimals: int = 2) -> str:
    """A number with as many decimals as it needs, at most `decimals`.

    >>> plain(15.0), plain(12.5), plain(10 / 3)
    ('15', '12.5', '3.33')
    """
    text = rounded(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(value: float, language: Language, decimals: int = 1) -> str:
    """A share (0-1) as a percentage: `96.4 %` in English, `96.4%` in Chinese."""
    gap = NO_BREAK_SPACE if language == "en" else ""
    return f"{plain(100 * value, decimals)}{gap}%"
