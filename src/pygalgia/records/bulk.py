"""A bulk export of health records, as one bundle for each person.

An export is lines of JSON in files for each type of resource; what belongs together says so by reference. The
lines are sorted by person on the disk, so that memory does not grow with the export.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pygalgia.domain.case import Case
from pygalgia.errors import InputError, Problem
from pygalgia.intake.given import LONGEST_ID
from pygalgia.reading import RefusedTextError, json_value
from pygalgia.records.bundle import ABOUT
from pygalgia.records.record import RecordReader
from pygalgia.records.resources import R4_TYPES, kind, listed, mapping

#: A resource that is longer is none that is read here.
LONGEST_LINE = 1_000_000
_AT_ONCE = 1000
_HALF = re.compile("[\ud800-\udfff]")
_SUBJECTS = ("subject", "patient")
#: Whose a line is that belongs to nobody: no id of FHIR has a space.
NOBODY = "nobody "


def bundles(files: tuple[Path, ...], scratch: Path) -> Iterator[str]:
    """Yield one line for each person: a bundle with their Patient first, in the order of their ids.

    A line that is no resource comes alone, and so does what should say whose it is and does not: whoever
    reads it says what is wrong. What is about nobody (an organisation, a practitioner) is passed over.

    Args:
        files: Lines of JSON, each one resource.
        scratch: A file to sort in; it is made anew.
    """
    scratch.unlink(missing_ok=True)
    scratch.touch(mode=0o600)  # it holds health data
    with closing(sqlite3.connect(scratch)) as sorting:
        sorting.execute("PRAGMA journal_mode=OFF")
        sorting.execute("CREATE TABLE lines (person TEXT, place INTEGER, line TEXT)")
        for file in files:
            sorting.executemany("INSERT INTO lines VALUES (?, ?, ?)", _placed(file))
        sorting.execute("CREATE INDEX by_person ON lines (person, place)")
        yield from _gathered(sorting.execute("SELECT person, line FROM lines ORDER BY person, place, rowid"))
    scratch.unlink()


def _placed(file: Path) -> Iterator[tuple[str, int, str]]:
    """Yield each line with whose it is, and whether it comes first."""
    with file.open(encoding="utf-8", errors="backslashreplace") as lines:
        for number, line in enumerate(lines):
            text = line.strip()
            if not text:
                continue
            person, place = _whose(text) if len(text) <= LONGEST_LINE else ("", 1)
            if person is None:
                continue
            yield person or f"{NOBODY}{file.name} {number:012d}", place, text[:LONGEST_LINE]


def _whose(text: str) -> tuple[str | None, int]:
    """Return whose a line is, empty where it does not say, None where it is about nobody; and its place."""
    try:
        resource = json.loads(text)
    except (ValueError, RecursionError):
        return "", 1
    if not isinstance(resource, Mapping):
        return "", 1
    if resource.get("resourceType") == "Patient":
        return _name(str(resource["id"]) if "id" in resource else ""), 0
    for name in _SUBJECTS:
        subject = resource.get(name)
        reference = subject.get("reference") if isinstance(subject, Mapping) else None
        if isinstance(reference, str) and "Patient/" in reference:
            return _name(reference.rsplit("Patient/", 1)[1].partition("/")[0]), 1
    return (None if _is_about_nobody(resource) else ""), 1


def _is_about_nobody(resource: Mapping[str, object]) -> bool:
    """Return whether it is a resource of FHIR that says nothing of a person: every export has some."""
    name = kind(resource)
    return name in R4_TYPES and name not in ABOUT and not any(each in resource for each in _SUBJECTS)


def _name(text: str) -> str:
    """Return the name of a person; empty where half a character stands in it, which no file can hold."""
    return text if text.isascii() or not _HALF.search(text) else ""


def _gathered(rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    whose, held = "", list[str]()
    for person, line in rows:
        if person != whose and held:
            yield _bundle(whose, held)
            held = []
        whose = person
        held.append(line)
    if held:
        yield _bundle(whose, held)


def _bundle(whose: str, lines: list[str]) -> str:
    """Return what belongs together as a bundle, named after the person."""
    named = "" if whose.startswith(NOBODY) else f'"id": {json.dumps(whose)}, '
    entries = ", ".join(f'{{"resource": {line}}}' for line in lines)
    return f'{{"resourceType": "Bundle", {named}"type": "collection", "entry": [{entries}]}}'


@dataclass(frozen=True, kw_only=True)
class BundleReader:
    """Reads lines of bundles as cases.

    Attributes:
        today: The day from which the age of what a record says is counted.
    """

    records: RecordReader
    today: date

    def __call__(self, line: str) -> Case | tuple[Problem, ...]:
        """Return the case that a bundle makes, or everything for which it was refused."""
        try:
            bundle = json_value(line)
            if problem := _of_whom(bundle):
                return (problem,)
            case = self.records.read(bundle, today=self.today).case
        except RefusedTextError as error:
            return (error.problem("the bundle"),)
        except InputError as error:
            return error.problems
        name = bundle.get("id") if isinstance(bundle, Mapping) else None
        return replace(case, id=name) if isinstance(name, str) and 0 < len(name) <= LONGEST_ID else case


def _of_whom(bundle: object) -> Problem | None:
    """Return what is wrong with a line that came alone: it is nobody's, and not a Patient itself."""
    whole = mapping(bundle)
    first = mapping(mapping(next(iter(listed(whole.get("entry"))), None)).get("resource"))
    if "id" in whole or kind(first) == "Patient":
        return None
    name = kind(first)
    return Problem(
        where="the line",
        found=f"the resource {name!r} of nobody" if name in R4_TYPES else "no resource of FHIR R4",
        expected="a resource whose subject is a Patient, as Patient/ID",
        fix="export it with whose it is, or leave the line out",
    )
