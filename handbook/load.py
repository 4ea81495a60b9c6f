"""Read the whole data folder, with every problem of every file at once.

Files that are wrong do not hide what is wrong with others: each is read, then parsed, then all
that could be read is compared across files.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from handbook.catalogue import Catalogue, Centre
from handbook.elsewhere import shortened
from handbook.in_force import age, named_items
from handbook.kinds import KINDS, Kind, id_problems, missing_files, nodes_of, stray_files
from handbook.published import PublishedTable, read_table
from handbook.records import CentreProfile
from scoring import Assessment, Code, DataError, Problem, Standard, tailor
from scoring.assessment import read_assessments
from scoring.load import read_records
from scoring.positions import read_yaml
from scoring.ways import Ways, ways_of

__all__ = ["ids_by_standard", "load_catalogue"]


def load_catalogue(root: Path, name: str | None = None) -> Catalogue:
    """Read a data folder; what is wrong stands in `problems`, nothing is raised.

    Parameters
    ----------
    root : Path
        The data folder.
    name : str, optional
        How problems name it; the path by default.
    """
    catalogue, name = Catalogue(root), name or str(root)
    if not root.is_dir():
        message = "there is no such folder"
        catalogue.problems.append(Problem(name, 1, 1, Code.FILE_NOT_FOUND, message))
        return catalogue
    for kind_name, problem in missing_files(root, name):
        catalogue.unread.add(kind_name)
        catalogue.problems.append(problem)
    seen: set[Path] = set()
    for kind in KINDS:
        for path in sorted(set(root.glob(kind.pattern)) - seen):
            seen.add(path)
            _read(catalogue, kind, path, _place(name, root, path))
        if kind.model is Standard:
            _sort_editions(catalogue)
        told = {(problem.path, problem.line) for problem in catalogue.problems}
        names = id_problems(kind, catalogue.documents.get(kind.name, []))
        catalogue.problems.extend(p for p in names if (p.path, p.line) not in told)
    _read_centres(catalogue, name)
    _check_practice(catalogue, name)
    _read_tables(catalogue, name)
    catalogue.problems.extend(stray_files(root, name))
    return catalogue


def _sort_editions(catalogue: Catalogue) -> None:
    """Of each standard by their dates: whatever takes the last one takes the one in force."""
    documents = catalogue.documents.get("standard", [])
    headers = {d.path: d.data if isinstance(d.data, dict) else {} for d in documents}
    documents.sort(
        key=lambda document: (str(headers[document.path].get("id")), age(headers[document.path]))
    )
    catalogue.records.get("standard", []).sort(
        key=lambda one: (one.id, age(vars(one))) if isinstance(one, Standard) else ()
    )


def _place(name: str, root: Path, path: Path) -> str:
    return f"{name}/{path.relative_to(root).as_posix()}"


def _read(catalogue: Catalogue, kind: Kind, path: Path, name: str) -> None:
    try:
        document = read_yaml(path, name)
    except DataError as error:
        catalogue.problems.extend(error.problems)
        catalogue.unread.add(kind.name)
        return
    catalogue.documents.setdefault(kind.name, []).append(document)
    records, problems = read_records(kind.model, document, a_list=kind.holds_list)
    catalogue.records.setdefault(kind.name, []).extend(records)
    catalogue.problems.extend(problems)
    if not isinstance(document.data, list if kind.holds_list else dict):
        catalogue.unread.add(kind.name)


def _read_centres(catalogue: Catalogue, name: str) -> None:
    """The assessments in each centre's folder, whether or not its profile could be read."""
    root = catalogue.root
    profiles = {profile.id: profile for profile in catalogue.of("centre", CentreProfile)}
    editions = _editions_rated(catalogue, profiles.values())
    catalogue.problems.extend(_unlike(catalogue, editions))
    for folder in sorted({path.parent for path in root.glob("centres/*/centre.yaml")}):
        assessments: list[Assessment] = []
        profile = profiles.get(folder.name)
        edition = (profile.edition or editions.get(profile.standard, "")) if profile else ""
        nodes = catalogue.nodes(profile.standard, edition) if profile else {}
        paths = sorted(folder.glob("*.csv"))
        for path in paths:
            only = (folder.name, path.stem)
            try:
                found = read_assessments(path, nodes or None, _place(name, root, path), only)
                assessments += _agreed(found.assessments, _place(name, root, path))
            except DataError as error:
                if profile:
                    error = shortened(error, path, profile.standard, ids_by_standard(catalogue))
                catalogue.problems.extend(error.problems)
        if not paths:
            message = f"there is no assessment of {folder.name}"
            hint = "put one beside centre.yaml, named after its period, such as 2025.csv"
            place = _place(name, root, folder)
            catalogue.problems.append(Problem(place, 1, 1, Code.MISSING_FILE, message, hint))
        if profile:
            catalogue.centres.append(Centre(profile, tuple(assessments), edition))


def _unlike(catalogue: Catalogue, editions: Mapping[str, str]) -> Iterator[Problem]:
    """Centres rated on an edition that there is not, or on another one than the first centre."""
    documents = {d.path.split("/")[-2]: d for d in catalogue.documents.get("centre", [])}
    first = ""
    for profile in catalogue.of("centre", CentreProfile):
        edition = profile.edition or editions.get(profile.standard, "")
        known = catalogue.editions(profile.standard)
        if profile.edition and known and profile.edition not in known:
            message = f"there is no edition {edition} of {profile.standard}"
            hint = f"it has {', '.join(known)}"
            place = documents[profile.id]
            yield place.problem(("edition",), Code.UNKNOWN_REFERENCE, message, hint)
        elif edition:
            rated = f"{profile.standard} {edition}"
            first = first or rated
            if rated != first:
                message = f"{profile.id} is rated on {rated}, the centre before it on {first}"
                hint = "centres are compared: rate all on one edition, see handbook migrate"
                place = documents[profile.id]
                yield place.problem(("standard",), Code.OTHER_STANDARD, message, hint)


def _editions_rated(catalogue: Catalogue, profiles: Iterable[CentreProfile]) -> dict[str, str]:
    """Of each standard the edition on which the centres are rated that name none."""
    rated: dict[str, set[str]] = {}
    for profile in profiles:
        if profile.edition is None:
            for path in catalogue.root.glob(f"centres/{profile.id}/*.csv"):
                with suppress(DataError):
                    rated.setdefault(profile.standard, set()).update(named_items(path, str(path)))
    return {standard: catalogue.edition_that_knows(standard, rated[standard]) for standard in rated}


def _check_practice(catalogue: Catalogue, name: str) -> None:
    """Ratings for worked examples, each in the folder of the standard or profile that it rates."""
    tailored = dict(_tailored(catalogue))
    found = [d.data for k in ("standard", "profile") for d in catalogue.documents.get(k, [])]
    named = {data.get("id") for data in found if isinstance(data, dict)}
    whole = catalogue.knows_ids_of("standard") and catalogue.knows_ids_of("profile")
    for path in sorted(catalogue.root.glob("practice/*/*.csv")):
        place, owner = _place(name, catalogue.root, path), path.parent.name
        nodes = tailored.get(owner) or catalogue.nodes(owner, _edition_of(catalogue, owner, path))
        if nodes:
            try:
                read_assessments(path, nodes, place)
            except DataError as error:
                catalogue.problems.extend(error.problems)
        elif whole and owner not in named:
            message, hint = f"there is no standard or profile {owner}", "rename the folder"
            catalogue.problems.append(Problem(place, 1, 1, Code.UNKNOWN_REFERENCE, message, hint))


def _edition_of(catalogue: Catalogue, standard: str, path: Path) -> str:
    with suppress(DataError):
        return catalogue.edition_that_knows(standard, named_items(path, str(path)))
    return ""


def _tailored(catalogue: Catalogue) -> Iterator[tuple[str, Mapping[str, Ways | None]]]:
    """Each profile's ways to rate, as far as it fits its standard; the audit tells where not."""
    editions = {standard.reference: standard for standard in catalogue.standards}
    for profile in catalogue.profiles:
        with suppress(KeyError, ValueError):
            standard = tailor(editions[f"{profile.standard}@{profile.edition}"], profile)
            yield profile.id, ways_of(standard)


def ids_by_standard(catalogue: Catalogue) -> dict[str, Collection[str]]:
    """The ids of every edition that could be read, by `id@edition`."""
    documents = [d for d in catalogue.documents.get("standard", []) if isinstance(d.data, dict)]
    return {f"{d.data.get('id')}@{d.data.get('edition')}": nodes_of(d) or {} for d in documents}


def _agreed(assessments: Sequence[Assessment], place: str) -> Sequence[Assessment]:
    """A page shows one scorecard a period, so that its assessors have to agree."""
    people = [one.assessor or "nobody named" for one in assessments if one.assessor is not None]
    if people:
        message = f"{' and '.join(people)} rated differently and have no agreed rating"
        hint = "agree, and add one row with assessor consensus"
        raise DataError([Problem(place, 1, 1, Code.SEVERAL_ASSESSORS, message, hint)])
    return assessments


def _read_tables(catalogue: Catalogue, name: str) -> None:
    for table in catalogue.of("table", PublishedTable):
        path = catalogue.root / "published" / f"{table.id}.csv"
        try:
            catalogue.rows[table.id] = read_table(table, path, _place(name, catalogue.root, path))
        except DataError as error:
            catalogue.problems.extend(error.problems)
