"""Texts that say nearly the same: what is refused, and what is not."""

from pathlib import Path

import pytest

from handbook.catalogue import Catalogue
from handbook.likeness import alike_texts
from scoring.positions import read_yaml

ONE = "Ask for the rota of last week and compare it with the log of the switch"
CLOSE = "Ask for the rota of last week, then compare it with the log of the platform"
OTHER = "Sit beside two agents and count how often they leave the screen"
EINS = "抽查上周的排班表与话务平台日志是否一致"
NAH = "抽查上周的排班表与呼叫平台日志是否一致"
FERN = "坐在两名座席旁边，数一数他们切换界面的次数"


def found(folder: Path, *texts: tuple[str, str, str]) -> list[str]:
    """What is said of texts (field, en, zh) that stand in one standard."""
    lines = ["entries:"]
    for field, en, zh in texts:
        lines += [f"  - {field}:", f"      en: {en}", f"      zh: {zh}"]
    path = folder / "s.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    catalogue = Catalogue(folder, documents={"standard": [read_yaml(path, "s.yaml")]})
    return [str(problem) for problem in alike_texts(catalogue)]


def test_alike_in_english(tmp_path: Path) -> None:
    """Twelve of fourteen words in common; the later one is named, with the place of the first."""
    told = found(tmp_path, ("floor", ONE, EINS), ("floor", CLOSE, FERN))
    assert len(told) == 1
    assert told[0].startswith("s.yaml:6:11: [texts-alike] the text shares most of its words with")
    assert "line 2." in told[0]


def test_alike_in_chinese(tmp_path: Path) -> None:
    """The Chinese is compared for itself, by pairs of characters."""
    told = found(tmp_path, ("floor", ONE, EINS), ("floor", OTHER, NAH))
    assert [line.split(":")[1] for line in told] == ["7"]


@pytest.mark.parametrize(
    "texts",
    [
        [("floor", ONE, EINS), ("floor", OTHER, FERN)],
        [("floor", ONE, EINS), ("agent", CLOSE, NAH)],
        [("title", ONE, EINS), ("title", CLOSE, NAH)],
        [
            ("measures", "Share of calls answered", "接通率"),
            ("measures", "Share of calls answered", "接通率"),
        ],
    ],
    ids=["different", "of two kinds", "titles", "too short to be more than names"],
)
def test_not_alike(tmp_path: Path, texts: list[tuple[str, str, str]]) -> None:
    """Only texts of one kind are compared, and names may be equal."""
    assert found(tmp_path, *texts) == []
