"""The project's data with other numbers, still valid: what a team might change some day.

Weights, thresholds of grades, ratings, confidences, anchors and effort get other values by a
seed; words, ids and the shape of everything stay.
"""

import csv
import random
from pathlib import Path
from typing import Any

import yaml

__all__ = ["change_numbers"]

SHIFTS = (-1.0, -0.5, 0.0, 0.5, 1.0)
THRESHOLDS = (-7, -3, 4)
GRID = 0.05  # of confidences


def change_numbers(data: Path, seed: int) -> None:
    """Change the data folder in place.

    Parameters
    ----------
    data : Path
        A copy.
    seed : int
        The same seed makes the same data.
    """
    chance = random.Random(seed)
    for path in sorted(data.glob("standards/*/*.yaml")) + sorted(data.glob("profiles/*.yaml")):
        _rewrite(path, lambda held: (_weights(held, chance), _thresholds(held, chance)))
    for path in sorted(data.glob("indicators/*.yaml")):
        _rewrite(path, lambda held: _anchors(held, chance))
    _rewrite(data / "effort.yaml", lambda held: _days(held, chance))
    places = [*data.glob("centres/*/*.csv"), *data.glob("practice/*/*.csv")]
    for path in sorted(places):
        _ratings(path, chance)


def _rewrite(path: Path, change: Any) -> None:
    held = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    change(held)
    path.write_text(
        yaml.dump(held, Dumper=yaml.CSafeDumper, allow_unicode=True, width=10**6), "utf-8"
    )


def _weights(node: Any, chance: random.Random) -> None:
    """Siblings with weights get other ones with the same sum, each at least 1."""
    children = node.get("children") or []
    stated = [child for child in children if child.get("weight") is not None]
    if len(stated) > 1 and all(float(c["weight"]).is_integer() for c in stated):
        total = round(sum(child["weight"] for child in stated))
        cuts = sorted(chance.sample(range(1, total), len(stated) - 1))
        for child, low, high in zip(stated, [0, *cuts], [*cuts, total], strict=True):
            child["weight"] = high - low
    for child in children:
        _weights(child, chance)


def _thresholds(held: Any, chance: random.Random) -> None:
    """All by the same, so that a higher grade still asks for more."""
    by = chance.choice(THRESHOLDS)
    for grade in held.get("grades") or []:
        for rule in grade.get("rules") or []:
            rule["at_least"] = min(100, max(1, rule["at_least"] + by))


def _anchors(held: Any, chance: random.Random) -> None:
    """Wider or narrower around the baseline; a band keeps its own."""
    for indicator in held:
        anchors = indicator.get("anchors")
        if anchors and indicator["direction"] != "band":
            factor = chance.choice((0.8, 0.9, 1.1))
            for name in ("floor", "target", "best"):
                from_baseline = anchors[name] - anchors["baseline"]
                anchors[name] = round(anchors["baseline"] + factor * from_baseline, 4)


def _days(held: Any, chance: random.Random) -> None:
    for one in [*held["methods"], *held["levels"]]:
        one["days"] = round(one["days"] * chance.choice((0.5, 1.5, 2.0)), 1)


def _ratings(path: Path, chance: random.Random) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["rating"] and not row["factor"]:
            row["rating"] = f"{min(5.0, max(0.0, float(row['rating']) + chance.choice(SHIFTS))):g}"
        if row["confidence"]:
            row["confidence"] = f"{chance.randrange(8, 21) * GRID:.2f}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
