"""Numbers as all answers write them."""

from handbook.formats import rounded

__all__ = ["LARGEST", "number", "signed"]

LARGEST = 8  # lines of a list that is cut short


def number(value: float | None, decimals: int = 1) -> str:
    """Rounded half-up; a dash where there is none."""
    return "-" if value is None else rounded(value, decimals)


def signed(value: float | None) -> str:
    """With two decimals and its sign; nought has none."""
    if value is None:
        return "-"
    text = rounded(value, 2)
    return text if text.startswith("-") or not float(text) else f"+{text}"
