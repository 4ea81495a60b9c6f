"""A new folder takes the place of an old one in one step, on systems that can and that cannot."""

import os
from pathlib import Path

import pytest

from handbook import switching
from handbook.problems import BuildError
from handbook.switching import bring_back, only_one, switch


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A new folder, the old one that it is to replace, and where the old one may wait."""
    for name in ("new", "out"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page").write_text(name, "utf-8")
    return tmp_path / "new", tmp_path / "out", tmp_path / "aside"


@pytest.fixture(params=["at once", "by two names"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With a system call that exchanges two names, and without."""
    if request.param != "at once":
        monkeypatch.setattr(switching, "_exchange", lambda *_: False)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_the_new_folder_is_there_and_nothing_else(folders: tuple[Path, Path, Path]) -> None:
    """The old content is gone, and so are the names used on the way."""
    new, out, aside = folders
    switch(new, out, aside)
    assert (out / "page").read_text("utf-8") == "new"
    assert not new.exists()
    assert not aside.exists()


@pytest.mark.usefixtures("way")
def test_there_need_not_be_an_old_folder(folders: tuple[Path, Path, Path]) -> None:
    """The first build."""
    new, out, aside = folders
    (out / "page").unlink()
    out.rmdir()
    switch(new, out, aside)
    assert (out / "page").read_text("utf-8") == "new"


def test_this_system_exchanges_two_names_at_once(folders: tuple[Path, Path, Path]) -> None:
    """Linux and macOS can; elsewhere the other way is tried."""
    new, out, _ = folders
    if not switching._exchange(new, out):
        pytest.skip("no call for it here")
    assert [(folder / "page").read_text("utf-8") for folder in (new, out)] == ["out", "new"]


def test_between_the_two_steps_the_old_folder_can_be_brought_back(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the first of two renames there is no site; the next build mends that."""
    new, out, aside = folders
    monkeypatch.setattr(switching, "_exchange", lambda *_: False)
    rename = Path.rename

    def killed(self: Path, target: Path) -> Path:
        if self == new:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        switch(new, out, aside)
    assert not out.exists()
    bring_back(out, aside)
    assert (out / "page").read_text("utf-8") == "out"


def test_where_the_new_folder_cannot_be_moved_the_old_one_stays(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rename that fails is undone at once."""
    new, out, aside = folders
    monkeypatch.setattr(switching, "_exchange", lambda *_: False)
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == new:
            raise PermissionError(13, "Permission denied", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        switch(new, out, aside)
    assert (out / "page").read_text("utf-8") == "out"


def test_what_is_there_is_never_brought_back_over(folders: tuple[Path, Path, Path]) -> None:
    """An old folder that was left aside does not replace a newer site."""
    new, out, aside = folders
    new.rename(aside)
    bring_back(out, aside)
    assert (out / "page").read_text("utf-8") == "out"


def test_one_build_at_a_time(tmp_path: Path) -> None:
    """The second is refused with a line, and may begin once the first has ended."""
    lock = tmp_path / "build/lock"
    with (
        only_one(lock),
        pytest.raises(BuildError, match=r"another build.*wait until it ends"),
        only_one(lock),
    ):
        pass
    with only_one(lock):
        assert lock.exists()


def test_a_killed_build_leaves_no_lock(tmp_path: Path) -> None:
    """The system lets go of it with the process."""
    lock = tmp_path / "lock"
    child = os.fork()
    if not child:
        with only_one(lock):
            os._exit(9)
    os.waitpid(child, 0)
    with only_one(lock):
        assert lock.exists()
