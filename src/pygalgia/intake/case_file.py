"""Read one case file (`pygalgia/case/1`, JSON or YAML): every problem at once, no traceback."""

from pathlib import Path

from pygalgia.domain.case import Case
from pygalgia.errors import CaseError, Problem
from pygalgia.intake.encode import Vocabulary, encode_case
from pygalgia.intake.given import GivenCase, plainly_given
from pygalgia.reading import (
    Document,
    Problems,
    RefusedTextError,
    file_text,
    parse,
    read_json_text,
    read_yaml_text,
)
from pygalgia.texts import _

#: A case is a few kilobytes; what is larger is another kind of file.
LARGEST_BYTES = 1_000_000


def read_case_file(path: Path, vocabulary: Vocabulary) -> Case:
    """Return the case in a file.

    Raises:
        CaseError: with every problem in it.
    """
    document = _document(path)
    return encode_case(_given(document), vocabulary, where=document.where)


def _given(document: Document) -> GivenCase:
    """Return the case as given: at once where its form is plainly right, else as its strict form reads it."""
    given = None if document.problems else plainly_given(document.value)
    if given is not None:
        return given
    from pygalgia.intake.rows import CaseRow

    problems = Problems()
    row = parse(document, CaseRow, problems, described="docs/case-format.md")
    if row is None:
        raise CaseError(problems.found)
    return row.given()


def _document(path: Path) -> Document:
    name = path.name or str(path)
    text = _text(path, name)
    read = read_json_text if text.lstrip().startswith(("{", "[")) else read_yaml_text
    return read(text, path=path, name=name)


def _text(path: Path, name: str) -> str:
    try:
        if path.is_dir():
            problem = (_("a folder"), _("a case file"), _("name a file; `pygalgia evaluate` reads folders"))
        else:
            text = file_text(path, largest=LARGEST_BYTES)
            if text.strip():
                return text
            problem = (
                _("an empty file"),
                _("a case"),
                _("see cases/ for examples, and docs/case-format.md"),
            )
    except RefusedTextError as error:
        problem = (
            error.found,
            _("JSON or YAML of one case: %(expected)s", expected=error.expected),
            error.fix,
        )
    except FileNotFoundError:
        problem = (_("no such file"), _("a case file"), _("check the path"))
    except PermissionError:
        problem = (_("a file that may not be read"), _("a readable file"), _("change its permissions"))
    except (OSError, ValueError) as error:  # ValueError: a path that holds a NUL
        reason = getattr(error, "strerror", None) or error
        problem = (
            _("a file that cannot be read (%(reason)s)", reason=reason),
            _("a readable file"),
            _("check the path"),
        )
    found, expected, fix = problem
    raise CaseError([Problem(where=name, found=found, expected=expected, fix=fix)])
