"""What the commands on an assessment read: a standard, a profile, ratings, indicators, effort."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handbook.editions import read_changes
from handbook.elsewhere import shortened
from handbook.in_force import in_force, named_items
from handbook.kinds import nodes_of
from handbook.libraries import find_anchors
from handbook.problems import BuildError
from handbook.records import CentreProfile
from scoring import Anchors, Assessment, DataError, Problem, Scorecard, Standard, load_standard
from scoring.assessment import Reading, read_assessments
from scoring.assessors import by_median
from scoring.changes import Changes
from scoring.load import load_record
from scoring.positions import read_yaml
from scoring.profile import Profile, tailor
from scoring.score import score_many
from scoring.ways import ways_of

__all__ = [
    "Rated",
    "anchors_of",
    "find_assessed",
    "find_changes",
    "find_profile",
    "find_standard",
    "rate",
    "read_ratings",
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
    found = read_ratings(file, standard, lenient=lenient)
    assessments: Sequence[Assessment] = found.assessments
    if not assessments:
        raise DataError(found.left_out)
    anchors = anchors_of(assessments)
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


def read_ratings(file: Path, standard: Standard, *, lenient: bool = False) -> Reading:
    """The assessments in a file; raises DataError, in one line where it is of another standard."""
    try:
        return read_assessments(file, ways_of(standard), lenient=lenient)
    except DataError as error:
        raise shortened(error, file, standard.reference, _known(standard)) from None


def anchors_of(assessments: Sequence[Assessment]) -> Mapping[str, Anchors]:
    """The anchors of what was measured; raises BuildError where there are none."""
    given = (r for a in assessments for own in a.by_assessor.values() for r in own.values())
    measured = {code for rating in given for code in rating.values}
    anchors = find_anchors() if measured else {}
    missing = sorted(measured - set(anchors))
    if missing:
        message = f"{', '.join(missing)} was measured and has no anchors"
        raise BuildError(message, "rate the item from 0 to 5, or give the indicator anchors")
    return anchors


def _known(standard: Standard) -> dict[str, frozenset[str]]:
    """Ids by `id@edition`; of the standard that is meant only those of no other edition of it."""
    known = {}
    for path in sorted(DATA.glob("standards/*/*.yaml")):
        with suppress(DataError):
            ids = nodes_of(read_yaml(path)) or ()
            known[f"{path.parent.name}@{path.stem}"] = frozenset(ids)
    others = [
        ids
        for name, ids in known.items()
        if name.split("@")[0] == standard.id and name != standard.reference
    ]
    own = known.get(standard.reference, frozenset())
    return known | {standard.reference: own.difference(*others)}


def find_standard(reference: str) -> Standard:
    """The standard named by id, by id and edition, or by the file of an edition.

    An id alone means the newest edition that was issued.

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
        for path in sorted(DATA.glob(f"standards/*/{name}.yaml")):
            raise BuildError(message, f"write {path.parent.name}@{name}")
        raise BuildError(message, f"known here: {listed}; or give the file of an edition")
    meant = [p for p in editions if p.stem == edition] if edition else in_force(editions)[-1:]
    if not meant:
        message = f"{name} has no edition {edition}"
        raise BuildError(message, f"it has {', '.join(path.stem for path in editions)}")
    return load_standard(meant[0])


def find_changes(old: Standard, new: Standard) -> Changes:
    """The record of what changed between two editions; raises what `read_changes` does."""
    return read_changes(DATA, old, new)


def find_assessed(standard: Standard) -> list[Assessment]:
    """Of every sample centre the last assessment that was made on this edition."""
    found, ways = [], ways_of(standard)
    for path in sorted(DATA.glob("centres/*/centre.yaml")):
        if load_record(CentreProfile, path).standard == standard.id:
            files = sorted(path.parent.glob("*.csv"), reverse=True)
            rated = next(
                (file for file in files if named_items(file, str(file)) <= ways.keys()), None
            )
            found += read_assessments(rated, ways).assessments if rated else []
    return found


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
