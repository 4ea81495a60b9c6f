"""Say where to look when a YAML file cannot be read.

The rule one would get wrong: the place that a parser names is where it gave up. A quotation mark
that was left open lies lines before it.
"""

from collections.abc import Sequence

__all__ = ["where_to_look"]


def where_to_look(lines: Sequence[str], said: str) -> str:
    """At tabs, at the quotation mark that was opened last, or at the indentation.

    Parameters
    ----------
    lines : sequence of str
        Of the file, until the place where the parser gave up.
    said : str
        What it said.

    Examples
    --------
    >>> where_to_look(['en: "Open', "zh: 开", "lead: x"], "did not find expected key")
    'a quotation mark was opened in line 1 and not closed there'
    """
    if "tab" in said:
        return "indent with spaces, two for each step"
    for number, line in reversed(list(enumerate(lines, 1))):
        value = line.split(": ", 1)[-1].lstrip(" -").rstrip()
        if value[:1] in ("'", '"') and (len(value) == 1 or value[-1] != value[0]):
            return f"a quotation mark was opened in line {number} and not closed there"
    return "look at the indentation and at unquoted ': ' in this line and the one before"
