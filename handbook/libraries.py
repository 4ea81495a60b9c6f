"""What commands read of the libraries: anchors, methods, effort, links."""

from contextlib import suppress
from pathlib import Path

from handbook.editions import Called
from handbook.in_force import in_force
from handbook.records import Crosswalk
from scoring import Anchors, DataError, Standard
from scoring.changes import Changes
from scoring.effort import Effort
from scoring.indicator import Indicator
from scoring.load import load_list, load_record
from scoring.method import Method

__all__ = ["find_anchors", "find_effort", "find_links", "find_methods"]

DATA = Path("data")


def find_anchors() -> dict[str, Anchors]:
    """The anchors of every indicator of the project that has some; raises DataError."""
    lists = (load_list(Indicator, path) for path in sorted(DATA.glob("indicators/*.yaml")))
    return {one.id: one.anchors for each in lists for one in each if one.anchors}


def find_methods(standard: Standard) -> list[Method]:
    """Every improvement method, with the items of this edition that it suits; raises DataError."""
    lists = (load_list(Method, path) for path in sorted(DATA.glob("methods/*.yaml")))
    return _called(standard).methods(one for each in lists for one in each)


def find_effort() -> Effort:
    """What improvement is taken to cost; raises DataError."""
    return load_record(Effort, DATA / "effort.yaml")


def find_links(*standards: Standard) -> list[tuple[str, str]]:
    """Every pair of the crosswalk, by the ids of these editions; raises DataError."""
    crosswalk = load_record(Crosswalk, DATA / "crosswalk.yaml")
    links = [(link.from_, link.to) for link in crosswalk.links]
    for standard in standards:
        links = _called(standard).links(links)
    return links


def _called(standard: Standard) -> Called:
    """By the records that can be read; who needs another one is told of it there."""
    found = []
    for path in sorted(DATA.glob(f"changes/{standard.id}/*.yaml")):
        with suppress(DataError):
            found.append(load_record(Changes, path))
    editions = sorted(DATA.glob(f"standards/{standard.id}/*.yaml"))
    drafts = {path.stem for path in editions} - {path.stem for path in in_force(editions)}
    return Called(standard, found, {f"{standard.id}@{edition}" for edition in drafts})
