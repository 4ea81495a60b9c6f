"""One chain as boxes, and who answers for the indicators: worked from the standard's own data."""

import re

import pytest

from handbook.charts import chain_figure, scopes_figure
from handbook.charts.chain import HAN as HAN_WIDTH
from handbook.charts.chain import LETTER, NEVER_FIRST, _wrapped
from handbook.charts.theme import NARROW, WIDE
from scoring.standard import items_of
from scoring.texts import Language
from tests.handbook.real import LANGUAGES, catalogue

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
both = pytest.mark.parametrize("language", LANGUAGES)


def service():
    return next(s for s in catalogue().standards if s.id == "online-service")


def first(language: Language):
    module = service().children[0]
    block = items_of(module)[0]
    return chain_figure(module, block, block.chain.indicators[0], language)


def words(svg: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", svg)]


# -- one chain ----------------------------------------------------------------------------------


def test_the_title_names_both_ends() -> None:
    """The first block has three key elements between positioning and ranking."""
    english, chinese = (first(language) for language in LANGUAGES)
    assert (
        english.title
        == "From “Accurate positioning” to “Industry ranking” by way of 3 key elements"
    )
    assert chinese.title == "从“准确的战略定位”到“行业排名”，中间有 3 个关键要素"


def test_another_chain_has_another_title() -> None:
    """A single key element is not called elements."""
    module = service().children[1]
    block = items_of(module)[0]
    chain = block.chain.model_copy(update={"elements": block.chain.elements[:1]})
    figure = chain_figure(
        module, block.model_copy(update={"chain": chain}), chain.indicators[1], "en"
    )
    assert figure.title.endswith("to “Brand loyalty” by way of 1 key element")


@both
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_link_is_drawn_whole(width: int, language: Language) -> None:
    """Module, block, elements, indicator and what makes it excellent; broken, never cut."""
    figure, block = first(language), items_of(service().children[0])[0]
    indicator = block.chain.indicators[0]
    svg = figure.svg(width)
    shown = "".join(re.sub(r"\s", "", text) for text in words(svg))
    told = [block.chain.horizon, *(e.title for e in block.chain.elements), indicator.title,
            indicator.measured, indicator.proxy, indicator.target, indicator.comparison,
            indicator.owner, indicator.cycle]  # fmt: skip
    for text in told:
        assert re.sub(r"\s", "", text.in_language(language)) in shown
    assert re.search(r'viewBox="0 0 (\d+) \d+"', svg)[1] == str(width)
    assert shown.count("↓") == 4


@both
def test_the_alternative_goes_the_same_way(language: Language) -> None:
    """From the module to the review cycle, after the finding."""
    figure = first(language)
    assert figure.alternative.startswith(figure.title)
    places = [figure.alternative.index(text) for text in figure.data.iloc[:, 1]]
    assert places == sorted(places)
    assert (
        list(figure.data.iloc[:, 0].unique())
        == {
            "en": ["Module", "Block", "Key elements", "Indicator", "Excellence indicator"],
            "zh": ["模块", "分块", "关键要素", "指标", "卓越指标"],
        }[language]
    )


def test_lines_fit_their_room() -> None:
    """Chinese breaks between characters, but no line begins with a stop; nothing is lost."""
    text = "企业在一个写明名称的排名里的位次，按参排家数换算成百分位（%），每年一次。"
    lines = _wrapped(text, 10 * HAN_WIDTH, "zh")
    assert "".join(lines) == text
    assert not [line for line in lines if line[0] in NEVER_FIRST]
    assert max(map(len, lines)) <= 12
    assert _wrapped("one two three", 7 * LETTER, "en") == ["one two", "three"]


# -- who answers --------------------------------------------------------------------------------


def test_the_title_counts_both() -> None:
    """20 indicators, counted here once more."""
    scopes = [one.scope for item in service().items() for one in item.chain.indicators]
    company, own = scopes.count("enterprise"), scopes.count("centre")
    assert company + own == 20
    english, chinese = (scopes_figure(service(), language) for language in LANGUAGES)
    assert english.title == (
        f"The company answers for {company} of 20 indicators, the centre for {own}"
    )
    assert chinese.title == f"20 个指标里，企业负责 {company} 个，中心负责 {own} 个"


@both
def test_every_block_has_its_bar(language: Language) -> None:
    """In the order of the standard, with the counts in words: colour is not needed."""
    figure = scopes_figure(service(), language)
    blocks = list(service().items())
    assert list(figure.data.iloc[:, 0]) == [block.id for block in blocks]
    rows = figure.data.iloc[:, 2:].to_numpy()
    assert [sum(row) for row in rows] == [len(block.chain.indicators) for block in blocks]
    name = {"en": "{} company", "zh": "企业 {}"}[language]
    for width in (WIDE, NARROW):
        shown = words(figure.svg(width))
        assert re.search(r'viewBox="0 0 (\d+) \d+"', figure.svg(width))[1] == str(width)
        assert [text for text in shown if text == name.format(3)]
        ids = [text.split(" ")[0] for text in shown if text.startswith("OCS-")]
        assert ids == [block.id for block in blocks]


def test_no_other_language_is_on_the_page() -> None:
    """Chain and bars."""
    for figure in (first("en"), scopes_figure(service(), "en")):
        assert not HAN.search(figure.html())
    figure = scopes_figure(service(), "zh")
    shown = " ".join([figure.title, figure.sub, figure.alternative, *words(figure.svg(WIDE))])
    assert not re.findall(r"[A-Za-z]{3,}", re.sub(r"OCS-\w+", "", shown))
