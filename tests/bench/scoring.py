"""CPU of scoring very many centres beside the bare product, and of SMAA beside pymcdm.

Ours and the peer take turns in one process, on one thread: where a linear-algebra library spreads
a product over several, those that wait burn CPU that nobody used.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from pymcdm.methods import WSM
from scipy.stats import rankdata

from scoring import load_standard
from scoring.acceptability import draw_weights, rank_acceptability
from scoring.kernel import total_scores, totals
from scoring.tree import Tree

__all__ = ["rows"]

ROOT = Path(__file__).parents[2]
AWARD = ROOT / "data/standards/best-call-centre/2007.yaml"
CENTRES = 1_000_000
RUNS = 7
MISSING = 3  # items of an incomplete row
BATCHES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
LINEAR_BAR = 1.5
SMAA_CENTRES, SMAA_DRAWS, PEER_DRAWS = 1_000, 10_000, 200
SMAA_BAR = 1 / 12


def rows() -> list[dict[str, object]]:
    """The rows of scoring, measured in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.scoring"]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, env=environment)
    return json.loads(done.stdout)


def cpu(act: Callable[[], object]) -> float:
    """CPU seconds of one act."""
    begin = time.process_time()
    act()
    return time.process_time() - begin


def compared(name: str, ours: Callable, peer: Callable, bar: float | None) -> dict[str, object]:
    """One row: medians of acts that took turns, once each to warm up; without a bar it is told."""
    ours(), peer()
    pairs = [(cpu(ours), cpu(peer)) for _ in range(RUNS)]
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    return row(name, mine, other, unit="s", bar=bar, runs=[round(mine, 4) for mine, _ in pairs])


def row(name: str, ours: float, peer: float, *, unit: str, bar: float | None, runs) -> dict:
    """One row as it is printed and written."""
    ratio = ours / peer
    holds = bar is None or ratio <= bar
    return {"name": name, "ours": ours, "peer": peer, "unit": unit,
            "ratio": ratio, "bar": bar, "holds": holds, "runs": runs}  # fmt: skip


def kernel(tree: Tree) -> Iterator[dict[str, object]]:
    """A million centres on the award's own tree against one bare matrix-vector product."""
    random, items = np.random.default_rng(2007), len(tree.leaves)
    complete = random.integers(0, 11, (CENTRES, items)) * 10.0
    tenth = np.flatnonzero(random.random(CENTRES) < 0.1)
    incomplete, applicable = complete.copy(), np.ones(complete.shape, dtype=bool)
    for _ in range(MISSING):
        incomplete[tenth, random.integers(0, items, len(tenth))] = np.nan
    other_tenth = np.flatnonzero(random.random(CENTRES) < 0.1)
    applicable[other_tenth, random.integers(0, items, len(other_tenth))] = False
    confidence = random.integers(0, 11, complete.shape) / 10
    out, shares = np.empty(CENTRES), tree.layers.shares

    def bare() -> None:
        np.dot(complete, shares, out=out)

    def score(percent, applicable=None) -> Callable[[], object]:
        return lambda: total_scores(tree, percent, applicable, out=out)

    yield compared("kernel, 1M complete", score(complete), bare, 1.3)
    yield compared("kernel, 10 % of rows incomplete", score(incomplete), bare, 3.5)
    yield compared("kernel, N/A in 10 % as well", score(incomplete, applicable), bare, None)
    five = lambda: totals(tree, incomplete, applicable, confidence)  # noqa: E731
    yield compared("kernel, five numbers, confidence", five, bare, None)

    def in_batches(size: int) -> float:
        """Nanoseconds a centre; more than a million are the same million over and over."""
        part = min(size, CENTRES)
        times = max(size, CENTRES) // CENTRES
        spent = 0.0
        for first in [*range(0, CENTRES, part)] * times:
            block = slice(first, first + part)
            spent += cpu(lambda b=block: total_scores(tree, incomplete[b], out=out[b]))
        return spent / (times * CENTRES) * 1e9

    costs = [statistics.median(in_batches(size) for _ in range(3)) for size in BATCHES]
    runs = [round(cost, 1) for cost in costs]
    name = "kernel, a centre, 10M against 1k"
    yield row(name, costs[-1], costs[0], unit="ns", bar=LINEAR_BAR, runs=runs)


def smaa(tree: Tree) -> dict[str, object]:
    """Rank acceptability, weights drawn anew, against pymcdm on given weights, unchecked."""
    percent = np.random.default_rng(2007).random((SMAA_CENTRES, len(tree.leaves))) * 100
    weights = draw_weights(tree, PEER_DRAWS, concentration=20, seed=1)
    weighted_sum = WSM(normalization_function=lambda x, cost: x)
    kinds, places = np.ones(len(tree.leaves)), np.arange(SMAA_CENTRES)

    def peer() -> None:
        counts = np.zeros((SMAA_CENTRES, SMAA_CENTRES))
        for drawn in weights:
            scores = weighted_sum(percent, drawn, kinds, validation=False)
            counts[places, rankdata(-scores, method="ordinal").astype(int) - 1] += 1

    by_item = np.ascontiguousarray(percent.T)

    def ours() -> None:
        rank_acceptability(tree, by_item, SMAA_DRAWS, concentration=20, seed=1)

    pairs = [(cpu(ours), cpu(peer) * SMAA_DRAWS / PEER_DRAWS) for _ in range(3)]
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    runs = [round(mine, 3) for mine, _ in pairs]
    return row("SMAA, 10k draws x 1k, pymcdm", mine, other, unit="s", bar=SMAA_BAR, runs=runs)


if __name__ == "__main__":
    award = Tree.of(load_standard(AWARD))
    print(json.dumps([*kernel(award), smaa(award)]))
