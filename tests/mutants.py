"""Mutation testing: break the scoring in small ways, one at a time, and count what the tests notice.

mutmut makes the mutants and runs them, by the settings in pyproject.toml, in a copy of the project
under build/mutants; so the project may be edited meanwhile. A mutant that lives is either a gap in
the tests or changes nothing that anybody could see: each is printed, to be judged by a person.

`python -m tests.mutants score plan` tries only these modules. It ends with 1 where fewer than
90 percent of a module's mutants were noticed.
"""

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPY = ROOT / "build/mutants"
PARTS = ("data", "handbook", "pyproject.toml", "scoring", "tests")
LEAST = 90.0  # percent of a module's mutants
NOTICED = {"killed", "timeout"}
UNTRIED = "not checked"


def main(modules: list[str]) -> int:
    """Try the mutants of some modules, or of all in the settings; 1 where too many live."""
    os.nice(10)
    copy_project()
    mutmut("run", "--max-children", "1", *(f"scoring.{name}.*" for name in modules))
    weak = 0
    for module, statuses in results().items():
        living = [name for name, status in statuses.items() if status not in NOTICED]
        noticed = 100 * (1 - len(living) / len(statuses))
        print(f"\n{module}: {noticed:.1f} % of {len(statuses)} mutants noticed, {len(living)} live")
        for name in living:
            print(f"  {name.removeprefix(f'{module}.')}: {statuses[name]}\n{change(name)}")
        weak += noticed < LEAST
    return int(weak > 0)


def copy_project() -> None:
    """A fresh copy, because mutmut would keep the verdicts of older tests."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
        copy(ROOT / part, COPY / part)


def mutmut(*arguments: str, quiet: bool = False) -> str:
    """Run mutmut in the copy; what it printed, where it is not to be seen."""
    done = subprocess.run(
        [Path(sys.executable).with_name("mutmut"), *arguments],
        cwd=COPY,
        env=os.environ | {"CI": "true"},  # Hypothesis then tries the same examples every time
        stdout=subprocess.PIPE if quiet else None,
        text=True,
        check=True,
    )
    return done.stdout or ""


def results() -> dict[str, dict[str, str]]:
    """By module, what became of each mutant that was tried."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in mutmut("results", "--all", "true", quiet=True).splitlines():
        name, status = line.strip().split(": ")
        if status != UNTRIED:
            found[name.rpartition(".")[0]][name] = status
    return found


def change(name: str) -> str:
    """The lines that a mutant takes away and adds."""
    shown = mutmut("show", name, quiet=True).splitlines()
    return "\n".join(f"    {line}" for line in shown if line.startswith(("- ", "+ ")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
