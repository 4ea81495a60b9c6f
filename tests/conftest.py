"""What many tests share: the award, the data, a folder of data that a test may spoil."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from handbook.cli import main
from scoring import Standard, load_standard

ROOT = Path(__file__).parents[1]
AWARD = "standards/best-call-centre/2007.yaml"

set_hypothesis_home_dir(ROOT / ".cache/hypothesis")
settings.register_profile("handbook", deadline=None)
settings.load_profile("handbook")


class DataFolder:
    """A copy of the project's data that a test may spoil."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __truediv__(self, name: str) -> Path:
        return self.root / name

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace the first place where `old` stands; a test that changes nothing is a defect."""
        text = (self / name).read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {name}"
        (self / name).write_text(text.replace(old, new, 1), "utf-8")

    def line(self, name: str, old: str) -> int:
        """Number of the first line that holds `old`."""
        lines = (self / name).read_text("utf-8").split("\n")
        return 1 + next(number for number, line in enumerate(lines) if old in line)

    def problems(self) -> list[str]:
        """What the command line prints about the folder, without the count at the end."""
        result = CliRunner().invoke(main, ["check", str(self.root)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        prefix = f"{self.root}/"
        return [line.removeprefix(prefix) for line in result.stderr.splitlines()[:-1]]


@pytest.fixture(scope="session")
def data() -> Path:
    """The project's data."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def award(data: Path) -> Standard:
    """The award that the sample centres are rated on."""
    return load_standard(data / AWARD)


@pytest.fixture
def folder(tmp_path: Path, award_data: Path) -> DataFolder:
    """A copy of the award with what belongs to it."""
    return DataFolder(Path(shutil.copytree(award_data, tmp_path / "data")))


@pytest.fixture
def whole_folder(tmp_path: Path, data: Path) -> DataFolder:
    """A copy of all the data."""
    return DataFolder(Path(shutil.copytree(data, tmp_path / "data")))


@pytest.fixture(scope="session")
def award_data(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data without the other standards, so that a spoilt copy is checked fast."""
    root = Path(shutil.copytree(data, tmp_path_factory.mktemp("award") / "data"))
    shutil.rmtree(root / "profiles")
    for folder in (*(root / "standards").iterdir(), *(root / "practice").iterdir()):
        if folder.name != "best-call-centre":
            shutil.rmtree(folder)
    for path in (root / "dossiers").iterdir():
        if path.name != "icmi-gcsc.yaml":
            path.unlink()
    _keep(root / "crosswalk.yaml", r"  - from: (\S+)\n    to: (\S+)\n")
    links = (root / "crosswalk.yaml").read_text("utf-8")
    every = [f"  - from: BCC-{n}\n    to: GCSC-F\n" for n in range(1, 10)]  # criterion has one
    added = "".join(link for link in every if link not in links)
    (root / "crosswalk.yaml").write_text(links + added, "utf-8")
    _keep(root / "methods/methods.yaml", r"    - ((?!IND)[A-Z]+-\S+)\n")
    methods = (root / "methods/methods.yaml").read_text("utf-8")
    methods = methods.replace("  items:\n  moves:", "  items:\n    - BCC-9.3\n  moves:")
    (root / "methods/methods.yaml").write_text(methods, "utf-8")
    _keep(root / "facts.yaml", r"- fact: \S+\n  at: (\S+)\n(?:  (?:en|zh): .*\n)*")
    _keep(root / "dossiers/icmi-gcsc.yaml", r" +- node: (\S+)\n +look:\n +en: .*\n +zh: .*\n")
    return root


def _keep(path: Path, block: str) -> None:
    """Leave out every block that names something which is not of the award or the values."""

    def kept(found: re.Match[str]) -> str:
        return found[0] if all(g.startswith(("BCC", "GCSC")) for g in found.groups()) else ""

    path.write_text(re.sub(block, kept, path.read_text("utf-8")), "utf-8")


@pytest.fixture
def handbook(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line, run in the project."""
    monkeypatch.chdir(ROOT)
    return lambda *arguments: CliRunner().invoke(main, [str(a) for a in arguments])
