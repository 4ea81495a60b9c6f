"""Read a YAML file into plain data and remember where everything stands.

The dialect is YAML 1.2 core, read strictly: `no` stays text, and so does a number that is not
written in its shortest form (`1.10` is an edition, not one point one). A key given twice, an
alias, or a Chinese text spread over several lines (which YAML would join with spaces) is a
problem, not a surprise.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from scoring.problems import Code, DataError, Problem

__all__ = ["Document", "Key", "read_text", "read_yaml"]

Key = str | int

TAG = "tag:yaml.org,2002:"
HAN = re.compile(r"[\u3400-\u9fff]")
CORE_SCALARS = (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]$", "-0123456789"),
)


class _CoreResolver(yaml.resolver.BaseResolver):
    """The scalars of YAML 1.2 core, and nothing of YAML 1.1."""


for _name, _pattern, _first in CORE_SCALARS:
    _CoreResolver.add_implicit_resolver(TAG + _name, re.compile(_pattern), list(_first))


class _Composer(yaml.cyaml.CParser, _CoreResolver):
    def __init__(self, text: str) -> None:
        yaml.cyaml.CParser.__init__(self, text)
        _CoreResolver.__init__(self)


@dataclass(frozen=True)
class Document:
    """The data of one file with the position of every node.

    Attributes
    ----------
    path : str
        The file, as it is to be named in problems.
    data : object
        Mappings, lists and scalars.
    positions : dict
        From a path of keys and indexes to (line, column), counted from 1.
    """

    path: str
    data: Any
    positions: dict[tuple[Key, ...], tuple[int, int]] = field(repr=False)

    def at(self, keys: Sequence[Key]) -> tuple[int, int]:
        """Position of the deepest known node along `keys`; parts that are no node are skipped."""
        known: tuple[Key, ...] = ()
        for key in keys:
            if (*known, key) in self.positions:
                known = (*known, key)
        return self.positions.get(known, (1, 1))

    def problem(self, keys: Sequence[Key], code: Code, message: str, hint: str = "") -> Problem:
        """A problem at the node that `keys` lead to."""
        return Problem(self.path, *self.at(keys), code, message, hint)

    def find(self, key: str) -> Iterator[tuple[tuple[Key, ...], Any]]:
        """Every value that stands under `key`, at any depth, with its path."""
        yield from _find(self.data, key, ())


def _find(data: Any, wanted: str, keys: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], Any]]:
    if isinstance(data, dict):
        if wanted in data:
            yield (*keys, wanted), data[wanted]
        for key, value in data.items():
            yield from _find(value, wanted, (*keys, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _find(value, wanted, (*keys, index))


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file, a byte-order mark dropped.

    Raises
    ------
    DataError
        The file is not there, or a byte of it is not UTF-8 (with its line and column).
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise DataError(
            [Problem(name, 1, 1, Code.FILE_NOT_FOUND, f"the file cannot be read: {reason}")]
        ) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].split(b"\n")
        column = len(before[-1].decode("utf-8", "replace")) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        hint = "save the file as UTF-8; Chinese Windows editors often write GB 18030"
        raise DataError(
            [Problem(name, len(before), column, Code.ENCODING, message, hint)]
        ) from None


def read_yaml(path: Path, name: str | None = None) -> Document:
    """Read one YAML file.

    Parameters
    ----------
    path : Path
        The file.
    name : str, optional
        How problems name it; the path by default.

    Raises
    ------
    DataError
        Wrong encoding, broken YAML, keys given twice, aliases, folded Chinese text.
    """
    name = name or str(path)
    text = read_text(path, name)
    try:
        root = _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = f"not valid YAML: {error.problem}"
        if error.context and error.context_mark:
            message += f", {error.context} at line {error.context_mark.line + 1}"
        hint = "look at the indentation and at unquoted ': ' in this line and the one before"
        raise DataError([Problem(name, line, column, Code.YAML_SYNTAX, message, hint)]) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position].split("\n")
        message = f"character {error.character!r} is not allowed in YAML"
        raise DataError(
            [Problem(name, len(before), len(before[-1]) + 1, Code.YAML_SYNTAX, message)]
        ) from None
    if root is None:
        raise DataError([Problem(name, 1, 1, Code.EMPTY, "the file is empty")])
    reader = _Reader(name)
    document = Document(name, reader.convert(root, ()), reader.positions)
    if reader.problems:
        raise DataError(reader.problems)
    return document


class _Reader:
    """Turns composed nodes into plain data, noting positions and problems on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.positions: dict[tuple[Key, ...], tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def convert(self, node: yaml.Node, keys: tuple[Key, ...]) -> Any:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self.positions[keys] = (line, column)
        if id(node) in self._seen:
            self._note(node, Code.YAML_SYNTAX, "aliases are not used in this data", "write it out")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, keys)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(child, (*keys, i)) for i, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, keys: tuple[Key, ...]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in data:
                first = self.positions[(*keys, key)][0]
                message = f"key '{key}' is given twice, first at line {first}"
                self._note(key_node, Code.DUPLICATE_KEY, message, "keep one of the two")
                continue
            data[key] = self.convert(value_node, (*keys, key))
            if isinstance(value_node, yaml.ScalarNode) or not value_node.value:
                continue
            mark = key_node.start_mark  # a mapping or list is best pointed at by its key
            self.positions[(*keys, key)] = (mark.line + 1, mark.column + 1)
        return data

    def _scalar(self, node: yaml.Node) -> str | int | float | bool | None:
        text = str(node.value)
        several_lines = node.end_mark.line > node.start_mark.line
        if several_lines and node.style != "|" and HAN.search(text):
            message = "a Chinese text over several lines would get spaces where the lines join"
            self._note(node, Code.FOLDED_TEXT, message, "write it on one line")
        kind = node.tag.removeprefix(TAG)
        match kind:
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "bool":
                return text == "true"
            case "null":
                return None
            case _:
                return text

    def _note(self, node: yaml.Node, code: Code, message: str, hint: str) -> None:
        mark = node.start_mark
        self.problems.append(
            Problem(self.name, mark.line + 1, mark.column + 1, code, message, hint)
        )
