"""Tables of the site: readable by keyboard, by phone and by a screen reader."""

import pandas as pd

from handbook.tables import rows_html, table_html


def test_a_table_has_a_name_and_can_be_scrolled_by_keyboard() -> None:
    """A region with a label and a place in the order of tabs."""
    html = table_html(pd.DataFrame({"Item": ["a"]}), "en", label="Items & more")
    assert '<div class="hb-table" role="region" tabindex="0" aria-label="Items &amp; more">' in html
    assert '<th scope="col">Item</th>' in html


def test_numbers_stand_right_and_are_rounded_half_up() -> None:
    """A column of numbers has a class of its own, and each cell its heading for phones."""
    html = table_html(pd.DataFrame({"Score": [70.125, 15.0]}), "en", label="x")
    assert '<td class="n" data-l="Score">70.13</td>' in html
    assert '<td class="n" data-l="Score">15.00</td>' in html


def test_an_absent_value_is_a_word() -> None:
    """Never 0 and never an empty cell."""
    data = pd.DataFrame({"Score": [None, 1.5]})
    assert ">not assessed<" in table_html(data, "en", label="x")
    assert ">未评审<" in table_html(data, "zh", label="x")


def test_large_counts_are_grouped_and_years_are_not() -> None:
    """Five digits and more."""
    html = table_html(pd.DataFrame({"Calls": [610000], "Year": [2025]}), "en", label="x")
    assert ">610,000<" in html
    assert ">2025<" in html


def test_texts_are_escaped() -> None:
    """What comes from data is text."""
    html = table_html(pd.DataFrame({"<b>": ["<script>"]}), "en", label="x", caption="<i>")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<caption>&lt;i&gt;</caption>" in html


def test_the_last_row_may_be_a_sum() -> None:
    """It stands in the foot, for a reader who skips to the end."""
    html = rows_html(["A"], [["1"], ["2"]], [True], label="x", total=True, stack=True)
    assert "<tfoot><tr>" in html
    assert html.index("<tfoot>") > html.index("</tbody>")
    assert 'class="hb-data hb-stack"' in html
