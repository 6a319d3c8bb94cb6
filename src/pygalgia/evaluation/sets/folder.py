"""Read a folder of cases and its key; set aside what cannot be used, and say why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.errors import CaseError, Problem, RequestError
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.sets.accounts import Accounts, compared_with_cases, read_accounts
from pygalgia.evaluation.sets.key import Expected, Key, read_key
from pygalgia.evaluation.sets.readings import Readings, read_readings

SUFFIXES = (".yaml", ".yml", ".json")
KEY_SUFFIXES = (".jsonl", *SUFFIXES)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedCase:
    """A case, what it turned out to be, and the file it was read from."""

    case: Case
    expected: Expected
    file: str


@dataclass(slots=True, kw_only=True)
class CaseSet:
    """The cases of a folder that can be measured.

    Attributes:
        cases: In order of file name.
        skipped: What was left out, one problem or more for each: files, and rows of the key.
        notes: What is worth knowing but leaves nothing out.
        accounts: What the cases were coded from, in a set of people's accounts.
        readings: What blind readers made of the accounts.
    """

    name: str
    cases: list[KeyedCase] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    accounts: Accounts | None = None
    readings: Readings = field(default_factory=Readings)


def read_folder(
    folder: Path, knowledge: assessing.Knowledge, *, key: Path | None = None, progress: Progress = silent
) -> CaseSet:
    """Return the cases of a folder with their key.

    Args:
        folder: Holds one case a file (`*.yaml`, `*.yml`, `*.json`) and `key.jsonl` (or `.json`, `.yaml`).
        knowledge: What the cases may say.
        key: The key, where it lies elsewhere.
        progress: Told of every file read.

    Raises:
        RequestError: there is no folder, no key, or not one case that can be measured.
    """
    paths = _files(folder)
    key_path = key if key is not None else _key_path(paths, folder)
    answers = read_key(key_path, knowledge.base.conditions)
    found = CaseSet(name=folder.resolve().name, skipped=list(answers.problems), notes=_notes(answers))
    files = [path for path in paths if path.suffix in SUFFIXES and path.resolve() != key_path.resolve()]
    read = list(_cases(progress(files, "Reading the cases", len(files)), knowledge, found))
    for case, file in _unrepeated(read, found):
        if case.id in answers.rows:
            found.cases.append(KeyedCase(case=case, expected=answers.rows[case.id], file=file))
        elif case.id not in answers.refused:
            _skip(
                found,
                file,
                found=f"the case {case.id!r}, which the key does not name",
                expected="a row in the key",
                fix=f"add a row to {key_path.name}, or move the file out of the folder",
            )
    _note_absent(found, answers, {case.id for case, _ in read})
    _add_people(found, folder, knowledge)
    if not found.cases:
        found.skipped.append(
            Problem(
                where=str(folder),
                found="no case that can be measured",
                expected="case files with a key",
                fix="see docs/evaluation.md, The folder",
            )
        )
        raise RequestError(found.skipped)
    return found


def _add_people(found: CaseSet, folder: Path, knowledge: assessing.Knowledge) -> None:
    """Add what a set of people's accounts holds beside cases and key."""
    found.accounts = read_accounts(folder)
    found.readings = read_readings(folder, knowledge.base.conditions)
    found.skipped += found.readings.problems
    if found.accounts is not None:
        found.skipped += found.accounts.problems
        found.notes += compared_with_cases(found.accounts, [each.case for each in found.cases])


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        found = (
            "a file"
            if isinstance(error, NotADirectoryError)
            else f"a folder that cannot be read ({error.strerror})"
        )
        problem = Problem(
            where=str(folder),
            found=found,
            expected="a folder of cases",
            fix="name the folder that holds them",
        )
        raise RequestError([problem]) from error


def _key_path(paths: list[Path], folder: Path) -> Path:
    """Return `key.*`, or the only file whose name ends in `-key.*`."""
    named = [path for path in paths if path.stem == "key" and path.suffix in KEY_SUFFIXES]
    ending = [path for path in paths if path.stem.endswith(("-key", "_key")) and path.suffix in KEY_SUFFIXES]
    for candidates in (named, ending):
        if len(candidates) == 1:
            return candidates[0]
    names = ", ".join(path.name for path in named or ending)
    problem = Problem(
        where=str(folder),
        found=f"several keys: {names}" if names else "no key",
        expected="key.jsonl beside the cases",
        fix="name the key with --key FILE",
    )
    raise RequestError([problem])


def _cases(
    paths: Iterator[Path], knowledge: assessing.Knowledge, found: CaseSet
) -> Iterator[tuple[Case, str]]:
    for path in paths:
        try:
            yield assessing.read_case(path, knowledge), path.name
        except CaseError as error:
            found.skipped += error.problems


def _unrepeated(read: list[tuple[Case, str]], found: CaseSet) -> Iterator[tuple[Case, str]]:
    """Return the cases whose id is their own; of exact copies, the first."""
    by_id: dict[str, list[tuple[Case, str]]] = {}
    for case, file in read:
        by_id.setdefault(case.id, []).append((case, file))
    for name, same in by_id.items():
        is_copied = all(case == same[0][0] for case, _ in same)
        if is_copied:
            yield same[0]
        for _, file in same[1:] if is_copied else same:
            others = ", ".join(other for _, other in same if other != file)
            _skip(
                found,
                file,
                found=f"the case id {name!r}, also in {others}",
                expected="an id of its own",
                fix="remove the copy" if is_copied else "give each case its own id",
            )


def _skip(into: CaseSet, where: str, *, found: str, expected: str, fix: str) -> None:
    into.skipped.append(Problem(where=where, found=found, expected=expected, fix=fix))


def _notes(key: Key) -> list[str]:
    if not key.unused:
        return []
    return [f"Columns of the key that nothing reads: {', '.join(sorted(key.unused))}."]


def _note_absent(found: CaseSet, key: Key, read: set[str]) -> None:
    absent = sorted(set(key.rows) - read)
    if absent:
        listed = ", ".join(absent[:10]) + (" ..." if len(absent) > 10 else "")  # noqa: PLR2004 - one line
        found.notes.append(f"{len(absent)} rows of the key have no case that could be read: {listed}.")
