"""How a public object is written where it is used: a call, a class with its bases, a value.

The rule one would get wrong: a signature is shown as the source has it, default values included;
what a parameter means stands in the table below it.
"""

import re
from collections.abc import Iterator

import griffe
from markupsafe import Markup as Html

from handbook.pages.docstrings import Prose
from handbook.pages.reference import Object

__all__ = ["signature"]

BROAD = 42  # characters, as many as a phone shows; a longer call has a line for each parameter
REMARK = re.compile(r"\s*# (?:fmt|type|noqa|mypy)\b.*$", re.MULTILINE)


def signature(found: Object, name: str, prose: Prose) -> Html:
    """Code with its types linked; `name` is how the page calls the object."""
    if isinstance(found, griffe.Function):
        return _call(found, name, prose)
    if isinstance(found, griffe.Class):
        bases = f"({', '.join(names)})" if (names := list(_bases(found))) else ""
        above = Html("").join(Html("@{}\n").format(str(one.value)) for one in found.decorators)
        told = Html("{}class {}{}").format(above, name, prose.code(bases))
        made = found.members.get("__init__")
        if isinstance(made, griffe.Function) and "dataclass" not in found.labels:
            told = Html("{}\n\n{}").format(told, _call(made, name, prose))
        return told
    if "property" in found.labels:
        return Html("{}{}").format(name, prose.code(f": {found.annotation}"))
    source = REMARK.sub("", "\n".join(found.lines)).strip()
    return Html("{}{}").format(name, prose.code(source.removeprefix(name)))


def _bases(found: griffe.Class) -> Iterator[str]:
    """What a class is derived from; a private base counts as what it is derived from itself."""
    ours = {base.name: base for base in found.resolved_bases if isinstance(base, griffe.Class)}
    for base in map(str, found.bases):
        if base.startswith("_") and base in ours:
            yield from _bases(ours[base])
        else:
            yield base


def _call(found: griffe.Function, name: str, prose: Prose) -> Html:
    """How a function is called; a line for each parameter where one line would be long."""
    bound = (
        found.parent is not None and found.parent.is_class and "staticmethod" not in found.labels
    )
    parts = list(_parameters(found, skip=bound))
    made = found.name == "__init__"
    returns = "" if made or found.returns is None else f" -> {found.returns}"
    plain = f"{name}({', '.join(n + rest for n, rest in parts)}){returns}"
    told = [Html("{}{}").format(n, prose.code(rest)) for n, rest in parts]
    if len(plain) <= BROAD or not parts:
        inside = Html(", ").join(told)
    else:
        inside = Html("\n{}\n").format(Html("\n").join(Html("    {},").format(t) for t in told))
    return Html("{}({}){}").format(name, inside, prose.code(returns))


def _parameters(found: griffe.Function, *, skip: bool) -> Iterator[tuple[str, str]]:
    """Each parameter's name, and its type and default; the marks that stand between them."""
    kinds = griffe.ParameterKind
    stars = {kinds.var_positional: "*", kinds.var_keyword: "**"}
    starred, positional = False, False
    for number, one in enumerate(found.parameters):
        if skip and number == 0:
            continue
        if positional and one.kind is not kinds.positional_only:
            yield "/", ""
        positional = one.kind is kinds.positional_only
        if one.kind is kinds.keyword_only and not starred:
            yield "*", ""
        starred = one.kind in {kinds.var_positional, kinds.keyword_only}
        typed = f": {one.annotation}" if one.annotation is not None else ""
        equals = " = " if typed else "="
        default = (
            f"{equals}{one.default}" if one.default is not None and one.kind not in stars else ""
        )
        yield f"{stars.get(one.kind, '')}{one.name}", typed + default
    if positional:
        yield "/", ""
