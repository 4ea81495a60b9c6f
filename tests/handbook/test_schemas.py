"""The JSON Schemas: what an editor offers and marks is what the check takes and refuses.

Files are read as an editor reads them, and records and words are taken from the models, so that
the schemas are held against both.
"""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from handbook.kinds import KINDS, Kind
from handbook.schemas import described, fields_told, write_schemas
from scoring import Branch, Item
from scoring.load import read_records
from scoring.positions import read_yaml
from tests.conftest import DataFolder
from tests.handbook.editor import (
    DATA,
    FILES,
    as_edited,
    edited,
    is_right,
    kind_of,
    models,
    objects,
    offered,
    part_of,
    records,
    samples,
    schema,
    words_in,
    words_offered,
    written,
)
from tests.handbook.real import ROOT

LINE_1 = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")

each_file = pytest.mark.parametrize("name", FILES)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])


# -- real files ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder_of_schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where they are written for these tests."""
    folder = tmp_path_factory.mktemp("schemas")
    write_schemas(folder)
    return folder


@each_file
def test_line_1_leads_to_the_schema_of_its_kind(name: str, folder_of_schemas: Path) -> None:
    """By a relative path to where a build writes it, so that an editor needs no setting."""
    found = LINE_1.match((DATA / name).read_text("utf-8"))
    assert found
    target = ((DATA / name).parent / found[1]).resolve()
    assert target == ROOT / f"build/schemas/{kind_of(name).name}.schema.json"
    assert (folder_of_schemas / target.name).is_file()


@each_file
def test_what_the_check_takes_an_editor_does_not_mark(name: str, folder_of_schemas: Path) -> None:
    """A right file with red lines under it teaches people to look away."""
    path = folder_of_schemas / f"{kind_of(name).name}.schema.json"
    validator = Draft202012Validator(json.loads(path.read_text("utf-8")))
    errors = [f"{e.json_path}: {e.message[:200]}" for e in validator.iter_errors(edited(name))]
    assert not errors


@each_file
def test_completion_offers_the_fields_of_the_record(name: str) -> None:
    """Exactly these, for a cursor in any node of the file; no field that the check would refuse."""
    whole, data, found = schema(kind_of(name).name), edited(name), records(name)
    assert found
    for keys, record in found:
        assert offered(whole, data, keys) == written(type(record)).keys(), keys


@pytest.mark.parametrize(
    ("kind", "data", "keys", "field"),
    [
        ("changes", {"changes": [{}]}, ("changes", 0), "from"),
        ("crosswalk", {"links": [{}]}, ("links", 0), "from"),
        ("glossary", [{}], (0,), "not"),
    ],
)
def test_a_field_is_offered_as_it_is_written(kind: str, data: Any, keys: Any, field: str) -> None:
    """Words that Python keeps for itself have another name in the program only."""
    found = offered(schema(kind), data, keys)
    assert field in found
    assert f"{field}_" not in found


def test_a_new_entry_below_a_criterion_may_become_an_item_or_a_group() -> None:
    """Before anything is written, the fields of both are offered."""
    fields = written(Branch).keys() | written(Item).keys()
    assert offered(schema("standard"), {"children": [{}]}, ("children", 0)) == fields


# -- what a schema says -------------------------------------------------------------------------


@each_kind
def test_a_schema_is_one(kind: Kind) -> None:
    """Valid in its own dialect."""
    Draft202012Validator.check_schema(schema(kind.name))
    assert schema(kind.name)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@each_kind
def test_no_record_takes_a_field_that_it_does_not_know(kind: Kind) -> None:
    """Or a misspelt one would be passed over, and what it says with it."""
    found = list(objects(schema(kind.name)))
    assert len(found) >= len(models(kind))
    assert all(one["additionalProperties"] is False for one in found)


@each_kind
def test_every_field_has_a_word_about_it(kind: Kind) -> None:
    """What an editor shows beside a name, one line, ending as a sentence does."""
    for model in models(kind):
        for name, part in part_of(kind, model)["properties"].items():
            told = part.get("description", "")
            assert re.fullmatch(r"\S.*[.]", told), f"{model.__name__}.{name}: {told!r}"


def test_the_docstring_of_a_record_speaks_first() -> None:
    """One list of words for the program's readers and for the data's writers."""
    change = next(kind for kind in KINDS if kind.name == "changes")
    part = part_of(change, next(m for m in models(change) if m.__name__ == "Change"))
    assert part["properties"]["from"]["description"] == "Ids in the old and in the new edition."


def test_no_word_about_a_field_is_kept_for_nobody() -> None:
    """Each stands beside some field."""
    shown = {text for kind in KINDS for model in models(kind) for text in described(model).values()}
    assert [key for key, text in fields_told().items() if text not in shown] == []


@each_kind
def test_closed_vocabularies_are_offered(kind: Kind) -> None:
    """All of their words and no other, wherever a field takes only some."""
    whole = schema(kind.name)
    for model in models(kind):
        properties = part_of(kind, model)["properties"]
        for name, field in written(model).items():
            words = words_in(field.annotation)
            assert words_offered(whole, properties[name]) == words, f"{model.__name__}.{name}"


# -- what is refused ----------------------------------------------------------------------------


Slip = Callable[[dict[str, Any], str, Any], object]
SLIPS: dict[str, Slip] = {  # each spoils one field of a node, if it can
    "misspelt": lambda node, name, _: node.update({f"{name}x": node.pop(name)}),
    "empty": lambda node, name, _: node.update({name: None}),
    "missing": lambda node, name, field: node.pop(name) if field.is_required() else None,
    "wrong word": lambda node, name, field: (
        node.update({name: "sometimes"}) if words_in(field.annotation) else None
    ),
}


@each_kind
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_any_field_of_any_record_is_marked(kind: Kind, slip: str) -> None:
    """In the first node of each record that the real files hold, right before and wrong after."""
    whole, spoilt = schema(kind.name), 0
    for model, sample in samples(kind.name):
        part = part_of(kind, model)
        assert is_right(whole, part, sample), model.__name__
        for name in written(model).keys() & sample.keys():
            node = copy.deepcopy(sample)
            SLIPS[slip](node, name, written(model)[name])
            if node != sample:
                spoilt += 1
                assert not is_right(whole, part, node), f"{model.__name__}.{name}"
    assert spoilt or slip == "wrong word"


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("standards/best-call-centre/2007.yaml", "    weight: 15\n", "    wieght: 15\n", "unknown-field"),
        ("standards/best-call-centre/2007.yaml", "basis: project", "basis: ours", "unknown-word"),
        ("standards/best-call-centre/2007.yaml", "        scale: process\n", "", "missing-field"),
        ("standards/best-call-centre/2007.yaml", "    weight: 15\n", "    weight: 150\n", "out-of-range"),
        ("standards/best-call-centre/2007.yaml", "    weight: 15\n", "    weight: 15%\n", "wrong-type"),
        ("standards/best-call-centre/2007.yaml", "id: BCC-1.2\n", "id: bcc 1.2\n", "wrong-id"),
        ("indicators/accessibility.yaml", "direction: up\n", "direction: upwards\n", "unknown-word"),
        ("changes/best-call-centre/2007--2027-training.yaml", "kind: moved", "kind: shifted", "unknown-word"),
        ("centres/chenxi-bank/centre.yaml", "invented: true\n", "invented: false\n", "unknown-word"),
        ("scales/levels.yaml", "percent: 80\n", "percent: 800\n", "out-of-range"),
        ("glossary.yaml", "  definition:\n", "  defintion:\n", "unknown-field"),
    ],
)  # fmt: skip
def test_what_an_editor_marks_the_check_refuses(
    folder: DataFolder, name: str, old: str, new: str, code: str
) -> None:
    """One slip in a copy of a real file, seen by both."""
    folder.replace(name, old, new)
    marked = as_edited((folder / name).read_text("utf-8"))
    assert not Draft202012Validator(schema(kind_of(name).name)).is_valid(marked)
    kind = kind_of(name)
    _, problems = read_records(kind.model, read_yaml(folder / name), a_list=kind.holds_list)
    assert code in {problem.code for problem in problems}


@pytest.mark.parametrize(("value", "right"), [(2016, True), ("2016", True), (True, False)])
def test_a_year_needs_no_quotes(value: object, right: bool) -> None:  # noqa: FBT001
    """As in the check; a yes or no is no text."""
    indicators = next(kind for kind in KINDS if kind.name == "indicators")
    year = part_of(
        indicators, next(m for m in models(indicators) if m.__name__ == "PublishedRange")
    )
    assert is_right({}, year["properties"]["year"], value) == right


# -- files --------------------------------------------------------------------------------------


def test_an_unchanged_schema_is_left_alone(tmp_path: Path) -> None:
    """An editor need not read it again, nor a build that asks what changed."""
    first = {path: path.stat().st_mtime_ns for path in write_schemas(tmp_path)}
    changed_one = next(iter(first))
    text = changed_one.read_text("utf-8")
    changed_one.write_text("{}", "utf-8")
    second = {path: path.stat().st_mtime_ns for path in write_schemas(tmp_path)}
    assert {path for path in first if first[path] != second[path]} == {changed_one}
    assert changed_one.read_text("utf-8") == text
