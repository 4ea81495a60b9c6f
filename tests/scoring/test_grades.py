"""Rules of grades: which fields go together."""

import pytest
from pydantic import ValidationError

from scoring.grades import Rule


def test_each_kind_has_its_field() -> None:
    """A count says how many, a gate says which node."""
    assert Rule(kind="count", count=2, at_least=80).count == 2
    assert Rule(kind="gate", node="OP-C1", at_least=60).node == "OP-C1"
    assert Rule(kind="every", at_least=60).node is None


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"kind": "count"}, "count"),
        ({"kind": "gate"}, "gate"),
        ({"kind": "overall", "count": 2}, "count"),
        ({"kind": "count", "count": 2, "node": "OP-C1"}, "gate"),
    ],
)
def test_a_field_in_the_wrong_place_is_refused(fields: dict[str, object], kind: str) -> None:
    """A threshold that nobody would look at is a typing mistake."""
    with pytest.raises(ValidationError, match=f"a rule of kind {kind} has"):
        Rule.model_validate({"at_least": 60, **fields})


@pytest.mark.parametrize("threshold", [-1, 101])
def test_thresholds_are_percent(threshold: float) -> None:
    """0 to 100."""
    with pytest.raises(ValidationError, match="at_least"):
        Rule(kind="overall", at_least=threshold)
