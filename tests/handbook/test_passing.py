"""HTML that passes by Markdown is the HTML that Markdown would have put aside."""

import re

import pytest
from markdown import markdown

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]
SAME = {
    "a paragraph": "<p>One *star* & two.</p>",
    "a heading right after": "<p class='a'>One</p>\n## Two {: #two }\nThree *stars*.",
    "siblings": "<p>One</p>\n<dl><div><dt>a</dt><dd>b</dd></div></dl>\n\nAfter *it*.",
    "several lines": "<div>\n<p>One</p>\n</div>\n\n# After",
    "blank lines inside": "<pre><code>one\n\n# two\n\n*three*</code></pre>\n\n*four*",
    "nested of a kind": "<div><div>one</div>\n<div>two</div></div>\n\n*three*",
    "a block within text": "Text *here*\n<div>one</div>\n\nafter",
    "an inline tag": "<b>bold</b> and *star*",
    "not closed": "<div>one\n\n*two*",
    "closed too often": "<p>one</p></div>\n\n*two*",
    "text behind": "<div>one</div> and *two*\n\nthree",
    "read as Markdown": '<div markdown="1">\n\n*one*\n\n<p>two *stars*</p>\n\n</div>\n\n*three*',
    "Markdown deeper inside": '<div><p markdown="span">*one*</p></div>\n\n*two*',
    "in a fence": "```html\n<div>one</div>\n\n<p>two</p>\n```\n\n<p>three</p>",
    "in a longer fence": "````\n```\n<p>one</p>\n````\n\n<p>two</p>",
    "a comment": "<!-- <div> -->\n\n<p>one</p>",
    "Chinese": "<p>第一项：*星*。</p>\n\n## 第二 {: #b }",
}


def rendered(text: str, *more: str) -> str:
    """HTML, with any white space between two tags taken as none."""
    html = markdown(text, extensions=[*EXTENSIONS, *more])
    return re.sub(r">\s+<", "><", html).strip()


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_the_page_is_the_same_without_it(text: str) -> None:
    """Faster, and nothing else."""
    assert rendered(text, "handbook.passing") == rendered(text)


def test_a_block_in_markdown_keeps_its_attributes() -> None:
    """Markdown itself drops those without a value there; search needs one of them."""
    text = '<details markdown="1"><summary>A</summary>\n\n<div data-search-exclude>*b*</div>\n\n</details>'
    assert "<div data-search-exclude>*b*</div>" in rendered(text, "handbook.passing")
