"""Measure, print a table, write build/bench.json; assert nothing, because machines are noisy."""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import scoring, sites

ROOT = Path(__file__).parents[2]
HANDBOOK = Path(sys.executable).with_name("handbook")
RUNS = 7
UNCHANGED_BAR_S = 0.5


def children_cpu() -> float:
    """CPU seconds of all children so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measured(act: Callable[[], None]) -> tuple[float, float]:
    """Wall and CPU seconds of one act."""
    cpu, wall = children_cpu(), time.perf_counter()
    act()
    return time.perf_counter() - wall, children_cpu() - cpu


def build() -> None:
    """One `handbook build` of this project."""
    subprocess.run([HANDBOOK, "build"], cwd=ROOT, check=True, capture_output=True)


def nothing_changed() -> dict[str, object]:
    """A build that finds everything up to date, against the half second that it may take."""
    build()
    runs = [round(measured(build)[0], 3) for _ in range(RUNS)]
    ours = statistics.median(runs)
    return {"name": "build, nothing changed", "ours": ours, "peer": UNCHANGED_BAR_S, "unit": "s",
            "ratio": ours / UNCHANGED_BAR_S, "bar": 1.0, "holds": ours < UNCHANGED_BAR_S, "runs": runs}  # fmt: skip


def printed(row: dict[str, object]) -> str:
    """One line of the table; a row without a bar is only told."""
    bar, holds = ("-", "-") if row["bar"] is None else (f"{row['bar']:.2f}", row["holds"])
    verdict = {True: "yes", False: "NO"}.get(holds, holds)
    return (f"{row['name']:<36}{row['ours']:>9.3f}{row['peer']:>9.3f}{row['unit']:>6}"
            f"{row['ratio']:>8.2f}{bar:>7}  {verdict}")  # fmt: skip


def main() -> None:
    """Run every benchmark."""
    rows = [nothing_changed(), *sites.rows(), *scoring.rows()]
    print(f"{'what':<36}{'ours':>9}{'peer':>9}{'unit':>6}{'ratio':>8}{'bar':>7}  holds")
    for row in rows:
        print(printed(row))
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
