"""What the commands on an assessment read: a standard, a profile, ratings, indicators, effort."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.elsewhere import shortened
from handbook.kinds import nodes_of
from handbook.problems import BuildError
from handbook.records import Crosswalk
from scoring import Anchors, Assessment, DataError, Problem, Scorecard, Standard, load_standard
from scoring.assessment import read_assessments
from scoring.assessors import by_median
from scoring.effort import Effort
from scoring.indicator import Indicator
from scoring.load import load_list, load_record
from scoring.method import Method
from scoring.positions import read_yaml
from scoring.profile import Profile, tailor
from scoring.score import score_many
from scoring.ways import ways_of

__all__ = [
    "Rated",
    "find_anchors",
    "find_effort",
    "find_links",
    "find_methods",
    "find_profile",
    "find_standard",
    "rate",
    "tailored",
]

DATA = Path("data")


@dataclass(frozen=True)
class Rated:
    """A file of ratings, scored.

    Attributes
    ----------
    standard : Standard
        As the profile wants it, if there is one.
    left_out : sequence of Problem
        Rows that were not scored, where that was asked for.
    """

    standard: Standard
    profile: Profile | None
    assessments: Sequence[Assessment]
    cards: Sequence[Scorecard]
    anchors: Mapping[str, Anchors]
    left_out: Sequence[Problem]


def rate(
    file: Path, reference: str, profile: str | None = None, *, lenient: bool = False,
    median: bool = False,
) -> Rated:  # fmt: skip
    """Read a file of ratings against a standard and score it.

    Parameters
    ----------
    lenient : bool
        Leave out rows that are wrong instead of refusing the file.
    median : bool
        One score of all assessors where they did not agree, instead of one each.

    Raises
    ------
    BuildError
        There is no such standard or profile, or an indicator was measured that has no anchors.
    DataError
        Something is wrong with one of the files.
    """
    standard = find_standard(reference)
    tailoring = find_profile(profile, standard) if profile else None
    if tailoring:
        standard = tailored(standard, tailoring)
    try:
        found = read_assessments(file, ways_of(standard), lenient=lenient)
    except DataError as error:
        raise shortened(error, file, standard.reference, _known()) from None
    assessments: Sequence[Assessment] = found.assessments
    if not assessments:
        raise DataError(found.left_out)
    anchors = _anchors_of(assessments)
    if median:
        one_each = {(a.centre, a.period): a for a in assessments}.values()
        assessments = [
            by_median(standard, one, anchors) if one.assessor is not None else one
            for one in one_each
        ]
    cards = score_many(standard, assessments, anchors)
    return Rated(standard, tailoring, assessments, cards, anchors, found.left_out)


def tailored(standard: Standard, profile: Profile) -> Standard:
    """The standard as the profile wants it.

    Raises
    ------
    BuildError
        The profile speaks of what the standard does not have, or its grades are out of order.
    """
    try:
        return tailor(standard, profile)
    except (KeyError, ValueError) as error:
        message = f"profile {profile.id} does not fit {standard.reference}: {error}"
        raise BuildError(message, "handbook check tells where") from None


def _anchors_of(assessments: Sequence[Assessment]) -> Mapping[str, Anchors]:
    given = (r for a in assessments for own in a.by_assessor.values() for r in own.values())
    measured = {code for rating in given for code in rating.values}
    anchors = find_anchors() if measured else {}
    missing = sorted(measured - set(anchors))
    if missing:
        message = f"{', '.join(missing)} was measured and has no anchors"
        raise BuildError(message, "rate the item from 0 to 5, or give the indicator anchors")
    return anchors


def _known() -> dict[str, frozenset[str]]:
    """The ids of every edition that can be read, by `id@edition`."""
    known = {}
    for path in sorted(DATA.glob("standards/*/*.yaml")):
        try:
            known[f"{path.parent.name}@{path.stem}"] = frozenset(nodes_of(read_yaml(path)) or ())
        except DataError:
            continue
    return known


def find_standard(reference: str) -> Standard:
    """The standard named by id, by id and edition, or by the file of an edition.

    Raises
    ------
    BuildError
        There is none.
    DataError
        Its file has problems.
    """
    if reference.endswith((".yaml", ".yml")):
        return load_standard(Path(reference))
    name, _, edition = reference.partition("@")
    folder = DATA / "standards" / name
    editions = sorted(folder.glob("*.yaml"))
    if not editions:
        known = sorted(p.name for p in (DATA / "standards").glob("*/"))
        message = f"there is no standard {name}"
        listed = ", ".join(known) or "none in this folder"
        raise BuildError(message, f"known here: {listed}; or give the file of an edition")
    wanted = [path for path in editions if path.stem == edition] if edition else editions[-1:]
    if not wanted:
        message = f"{name} has no edition {edition}"
        raise BuildError(message, f"it has {', '.join(path.stem for path in editions)}")
    return load_standard(wanted[0])


def find_profile(name: str, standard: Standard) -> Profile:
    """The profile of this name, which has to be one of the standard.

    Raises
    ------
    BuildError
        There is none, or it tailors another standard or edition.
    DataError
        Its file has problems.
    """
    path = DATA / "profiles" / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.yaml"))) or "none"
        message = f"there is no profile {name}"
        raise BuildError(message, f"known here: {known}")
    profile = load_record(Profile, path)
    if f"{profile.standard}@{profile.edition}" != standard.reference:
        message = f"{name} tailors {profile.standard} {profile.edition}, not {standard.id} {standard.edition}"
        raise BuildError(message, f"--standard {profile.standard}@{profile.edition}")
    return profile


def find_anchors() -> dict[str, Anchors]:
    """The anchors of every indicator of the project that has some; raises DataError."""
    lists = (load_list(Indicator, path) for path in sorted(DATA.glob("indicators/*.yaml")))
    return {one.id: one.anchors for each in lists for one in each if one.anchors}


def find_methods() -> tuple[Method, ...]:
    """Every improvement method of the project; raises DataError."""
    lists = (load_list(Method, path) for path in sorted(DATA.glob("methods/*.yaml")))
    return tuple(one for each in lists for one in each)


def find_effort() -> Effort:
    """What improvement is taken to cost; raises DataError."""
    return load_record(Effort, DATA / "effort.yaml")


def find_links() -> list[tuple[str, str]]:
    """Every pair of the crosswalk; raises DataError."""
    crosswalk = load_record(Crosswalk, DATA / "crosswalk.yaml")
    return [(link.from_, link.to) for link in crosswalk.links]
