"""What many tests share: the award, the data, a folder of data that a test may spoil."""

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
def folder(tmp_path: Path, data: Path) -> DataFolder:
    """A copy of the data."""
    return DataFolder(Path(shutil.copytree(data, tmp_path / "data")))


@pytest.fixture
def handbook(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line, run in the project."""
    monkeypatch.chdir(ROOT)
    return lambda *arguments: CliRunner().invoke(main, [str(a) for a in arguments])
