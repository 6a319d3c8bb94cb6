"""Read one case file (`pygalgia/case/1`, JSON or YAML): every problem at once, no traceback."""

import json
from pathlib import Path

from pygalgia.domain.case import Case
from pygalgia.errors import CaseError, Problem
from pygalgia.intake.encode import Vocabulary, encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import Document, Problems, parse, read_yaml_text

#: A case is a few kilobytes; what is larger is another kind of file.
LARGEST_BYTES = 1_000_000


def read_case_file(path: Path, vocabulary: Vocabulary) -> Case:
    """Return the case in a file.

    Raises:
        CaseError: with every problem in it.
    """
    document = _document(path)
    problems = Problems()
    row = parse(document, CaseRow, problems)
    if row is None:
        raise CaseError(problems.found)
    return encode_case(row, vocabulary, where=document.where)


def _document(path: Path) -> Document:
    name = path.name or str(path)
    text = _text(path, name)
    if text.lstrip().startswith(("{", "[")):
        return _json(text, path, name)
    return read_yaml_text(text, path=path, name=name)


def _text(path: Path, name: str) -> str:
    problem: tuple[str, str, str] | None = None
    try:
        size = path.stat().st_size
        if path.is_dir():
            problem = ("a folder", "a case file", "name a file; `pygalgia evaluate` reads folders")
        elif size > LARGEST_BYTES:
            problem = (f"{size:,} bytes", f"at most {LARGEST_BYTES:,}", "give one case, not a data set")
        else:
            text = path.read_text(encoding="utf-8-sig")
            if text.strip():
                return text
            problem = ("an empty file", "a case", "see cases/ for examples, and docs/case-format.md")
    except FileNotFoundError:
        problem = ("no such file", "a case file", "check the path")
    except PermissionError:
        problem = ("a file that may not be read", "a readable file", "change its permissions")
    except UnicodeDecodeError:
        problem = ("bytes that are not UTF-8 text", "JSON or YAML text", "save the file as UTF-8")
    except OSError as error:
        problem = (f"a file that cannot be read ({error.strerror})", "a readable file", "check the path")
    found, expected, fix = problem
    raise CaseError([Problem(where=name, found=found, expected=expected, fix=fix)])


def _json(text: str, path: Path, name: str) -> Document:
    document = Document(path=path, name=name, value=None)
    try:
        document.value = json.loads(
            text, object_pairs_hook=lambda pairs: _unique(pairs, document), parse_constant=_refuse
        )
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        line = getattr(error, "lineno", 1)
        document.problems.append(
            Problem(
                where=f"{name}:{line}",
                found=f"text that is not JSON ({getattr(error, 'msg', error)})",
                expected="well-formed JSON",
                fix="look for a missing quote, comma or bracket on or above this line",
            )
        )
    _note_lines(text, document)
    return document


def _unique(pairs: list[tuple[str, object]], document: Document) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result:
            document.problems.append(
                Problem(
                    where=document.name,
                    found=f"the key {key!r} a second time",
                    expected="each key once",
                    fix="merge the two or remove one; nothing is overwritten silently",
                )
            )
        result[key] = value
    return result


def _refuse(constant: str) -> object:
    msg = f"the number {constant}"
    raise ValueError(msg)


def _note_lines(text: str, document: Document) -> None:
    """Note the line of each top-level key and each answer, by looking for the quoted key."""
    if not isinstance(document.value, dict):
        return
    answers = document.value.get("answers")
    for location in [(key,) for key in document.value] + [
        ("answers", key) for key in (answers if isinstance(answers, dict) else ())
    ]:
        place = text.find(json.dumps(location[-1]))
        if place >= 0:
            document.lines[location] = text.count("\n", 0, place) + 1
