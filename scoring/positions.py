"""Read a YAML file into plain data and remember where everything stands.

The dialect is YAML 1.2 core, read strictly: `no` stays text, and so does a number that is not
written in its shortest form (`1.10` is an edition, not one point one). A key given twice, an
alias, a tag, or a Chinese text spread over several lines (which YAML would join with spaces) is
a problem, not a surprise.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser

from scoring.problems import Code, DataError, Problem
from scoring.syntax import where_to_look

__all__ = ["Document", "Key", "parse_yaml", "read_text", "read_yaml"]

Key = str | int

HAN = re.compile(r"[\u3400-\u9fff]")
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
LONGEST_NUMBER = 100  # digits; Python refuses to read very long ones, and nobody means them
DEEPEST = 40  # levels; a standard needs about ten


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
    problems : tuple of Problem
        What is wrong with the writing itself, such as a key given twice; the rest can be read.
    """

    path: str
    data: Any
    positions: dict[tuple[Key, ...], tuple[int, int]] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    def known(self, keys: Sequence[Key]) -> tuple[Key, ...]:
        """The path of the deepest node along `keys`; parts that are no node are skipped."""
        known: tuple[Key, ...] = ()
        for key in keys:
            if (*known, key) in self.positions:
                known = (*known, key)
        return known

    def at(self, keys: Sequence[Key]) -> tuple[int, int]:
        """Position of the deepest node along `keys`."""
        return self.positions.get(self.known(keys), (1, 1))

    def problem(self, keys: Sequence[Key], code: Code, message: str, hint: str = "") -> Problem:
        """A problem at that node."""
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
        start = error.start + len(raw) - len(error.object)  # the codec may have cut the mark off
        line, column = _place(raw, start)
        message = f"byte 0x{raw[start]:02x} is not UTF-8"
        hint = "save the file as UTF-8; Chinese Windows editors often write GB 18030"
        raise DataError([Problem(name, line, column, Code.ENCODING, message, hint)]) from None


def _place(raw: bytes, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a byte of UTF-8."""
    before = raw[:offset].split(b"\n")
    return len(before), len(before[-1].decode("utf-8-sig", "replace")) + 1


def read_yaml(path: Path, name: str | None = None) -> Document:
    """Read one YAML file; problems name it so, or by its path.

    Returns
    -------
    Document
        With its own `problems`: keys given twice, aliases, tags, folded Chinese text.

    Raises
    ------
    DataError
        Nothing of the file can be used: wrong encoding, broken YAML, an empty file.
    """
    name = name or str(path)
    return parse_yaml(read_text(path, name), name)


def parse_yaml(text: str, name: str) -> Document:
    """The same of a text that was read already."""
    reader = _Reader(name, text)
    try:
        data = reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = f"not valid YAML: {error.problem}"
        if error.context and error.context_mark:
            message += f", {error.context} at line {error.context_mark.line + 1}"
        hint = where_to_look(text.split("\n")[:line], str(error.problem))
        raise DataError([Problem(name, line, column, Code.YAML_SYNTAX, message, hint)]) from None
    except yaml.reader.ReaderError as error:
        line, column = _place(text.encode(), error.position)
        message = f"a control character (code {error.character}) is not allowed in YAML"
        hint = "the file may not be a text file; otherwise delete the character"
        raise DataError([Problem(name, line, column, Code.YAML_SYNTAX, message, hint)]) from None
    return Document(name, data, reader.positions, tuple(reader.problems))


class _Reader:
    """Turns the events of a parser into plain data, noting positions and problems on the way.

    Events, because the parser's own composer crashes on brackets nested very deep.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.positions: dict[tuple[Key, ...], tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._next: Callable[[], Any] = CParser(text).get_event

    def document(self) -> Any:
        """The data of the only document of the file; raises DataError where there is none."""
        while not isinstance(event := self._next(), yaml.DocumentStartEvent):
            if event is None or isinstance(event, yaml.StreamEndEvent):
                raise DataError([Problem(self.name, 1, 1, Code.EMPTY, "the file is empty")])
        data = self._value(self._next(), ())
        self._next()  # the end of the document
        after = self._next()
        if isinstance(after, yaml.DocumentStartEvent):
            message = "a second document begins here"
            self._note(after, Code.YAML_SYNTAX, message, "take the line '---' away")
        return data

    def _value(self, event: Any, keys: tuple[Key, ...]) -> Any:
        self.positions[keys] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if len(keys) > DEEPEST:
            message = f"nested more than {DEEPEST} levels deep"
            self._note(event, Code.YAML_SYNTAX, message, "look for brackets that never close")
            raise DataError(self.problems)
        if getattr(event, "tag", None):
            self._note(event, Code.YAML_SYNTAX, "tags are not used here", "write it plain")
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(keys)
            case yaml.SequenceStartEvent():
                return self._list(keys)
            case yaml.ScalarEvent():
                return self._scalar(event)
            case _:  # an alias
                self._note(event, Code.YAML_SYNTAX, "aliases are not used here", "write it out")
                return None

    def _list(self, keys: tuple[Key, ...]) -> list[Any]:
        entries: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            entries.append(self._value(event, (*keys, len(entries))))
        return entries

    def _mapping(self, keys: tuple[Key, ...]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, keys)
            again = key in data
            where = (*keys, f"{key}, again" if again else key)
            value = self._value(self._next(), where)
            if again:
                first = self.positions[(*keys, key)][0]
                message = f"key '{key}' is given twice, first at line {first}"
                self._note(event, Code.DUPLICATE_KEY, message, "keep one of the two")
                continue
            data[key] = value
            if isinstance(value, dict | list) and value:  # best pointed at by its key
                mark = event.start_mark
                self.positions[where] = (mark.line + 1, mark.column + 1)
        return data

    def _key(self, event: Any, keys: tuple[Key, ...]) -> str:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        self._note(event, Code.YAML_SYNTAX, "a key must be one word", "write 'key: value'")
        self._value(event, (*keys, "?"))
        return "?"

    def _scalar(self, event: Any) -> str | int | float | bool | None:
        text = str(event.value)
        several_lines = event.end_mark.line > event.start_mark.line
        if several_lines and event.style != "|" and HAN.search(text):
            message = "a Chinese text over several lines would get spaces where the lines join"
            self._note(event, Code.FOLDED_TEXT, message, "write it on one line")
        if event.style or len(text) > LONGEST_NUMBER:
            return text
        if text in WORDS:
            return WORDS[text]
        if WHOLE.fullmatch(text):
            return int(text)
        return float(text) if DECIMAL.fullmatch(text) else text

    def _note(self, event: Any, code: Code, message: str, hint: str) -> None:
        mark = event.start_mark
        self.problems.append(
            Problem(self.name, mark.line + 1, mark.column + 1, code, message, hint)
        )
