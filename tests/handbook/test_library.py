"""The libraries on their pages: formulas as MathML, words linked, nothing left alone."""

import re
import xml.etree.ElementTree as ET

import pytest

from handbook.mathml import mathml
from handbook.pages.terms import Linker
from handbook.records import Term
from scoring.texts import Language
from tests.conftest import DataFolder
from tests.handbook.real import LANGUAGES, catalogue

NAMES = {"a": "Answered", "b": "Offered", "x": "Wait"}


def term(code: str, en: str, zh: str) -> Term:
    """A term as the glossary has it."""
    return Term.model_validate(
        {
            "id": code,
            "term": {"en": en, "zh": zh},
            "definition": {"en": "x", "zh": "某"},
            "basis": "project",
        }
    )


TERMS = [
    term("level", "level", "等级"),
    term("service-level", "service level", "服务水平"),
    term("gap", "gap", "差距"),
]


@pytest.mark.parametrize(
    ("formula", "inside"),
    [
        ("a/b", "<mfrac><mtext>Answered</mtext><mtext>Offered</mtext></mfrac>"),
        ("1-a", "<mn>1</mn><mo>−</mo><mtext>Answered</mtext>"),
        ("a-(a-b)", "<mo>(</mo><mrow><mtext>Answered</mtext><mo>−</mo>"),
        ("(a+b)*100", "</mrow><mo>)</mo></mrow><mo>×</mo><mn>100</mn>"),
        ("mean(abs(a-b))", "<mi>mean</mi>"),
        ("percentile(x, 0.90)", "<mtext>Wait</mtext><mo>;</mo><mn>0.9</mn>"),
    ],
)
def test_mathml_of_each_kind(formula: str, inside: str) -> None:
    """Fractions, brackets where they are needed, names for keys."""
    assert inside in mathml("R", formula, NAMES, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_is_well_formed_and_names_every_variable(language: Language) -> None:
    """A browser can draw each; no key of the data is left in it."""
    for indicator in catalogue().indicators.values():
        titles = {v.key: v.title.in_language(language) for v in indicator.variables}
        text = mathml(indicator.abbreviation, indicator.formula, titles, language)
        ET.fromstring(text)
        for title in titles.values():
            assert title.replace("&", "&amp;") in text.replace("&quot;", '"').replace("&#x27;", "'")


def linked(text: str, language: Language = "en") -> list[str]:
    """Which terms are linked, in order."""
    out = Linker(TERMS, language).link(text, lambda code: f"g.html#{code}")
    return re.findall(r'href="g\.html#([a-z-]+)"', out)


def test_the_first_use_is_linked_and_the_longest_term_wins() -> None:
    """“Service level” is not a level, and the second level is not linked."""
    assert linked("<p>The service level and the levels of a level.</p>") == [
        "service-level",
        "level",
    ]
    assert linked("<p>服务水平的等级，与等级</p>", "zh") == ["service-level", "level"]


@pytest.mark.parametrize(
    "text",
    [
        "<h2>The gap</h2>",
        '<p><a href="x">the gap</a></p>',
        "<p><code>gap</code></p>",
        "<table><tr><th>gap</th></tr></table>",
        "gap",
        '<p class="hb-cite">gap</p>',
        "<p>gapless singap gap-year</p>",
    ],
    ids=["heading", "link", "code", "table head", "no running text", "citation", "inside words"],
)
def test_what_is_not_linked(text: str) -> None:
    """Headings, links and code stay as they are."""
    assert linked(text) == []


def test_a_title_is_a_name() -> None:
    """It is left whole, unless it is the term itself."""
    linker = Linker(TERMS, "en", ["Operation management level", "Service level"])
    text = "<table><tr><td>Operation management level</td><td>Service level</td></tr></table>"
    out = linker.link(text, lambda code: code)
    assert '<td>Operation management level</td><td><a class="hb-word"' in out


def test_no_page_breaks_when_words_are_linked() -> None:
    """Text without the links is the text that went in."""
    text = "<div><p>A gap<br>in the level</p><ul><li>level</li></ul></div>"
    out = Linker(TERMS, "en").link(text, lambda code: code)
    assert re.sub(r'<a class="hb-word"[^>]*>(.*?)</a>', r"\1", out) == text


def test_an_item_without_a_method_is_named(whole_folder: DataFolder) -> None:
    """Take the only method of an item away."""
    methods = whole_folder / "methods/methods.yaml"
    methods.write_text(re.sub(r"(?m)^    - SA-4(\.3)?\n", "", methods.read_text("utf-8")), "utf-8")
    told = [line for line in whole_folder.problems() if "[item-alone]" in line]
    assert [line for line in told if "SA-4.3 has no improvement method" in line]


def test_the_sizes_of_the_libraries() -> None:
    """113 indicators, 44 methods with an example each, 150 terms or more."""
    data = catalogue()
    assert (
        list(data.indicators) == [f"IND-{n:02}" for n in range(1, 114)]
        or len(data.indicators) == 113
    )
    assert sorted(data.methods) == [f"MTH-{n:02}" for n in range(1, 45)]
    assert len(data.glossary) >= 150
