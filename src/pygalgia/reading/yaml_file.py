"""Read one YAML file strictly, and remember the line of everything in it.

A general loader silently accepts what a knowledge base must refuse: duplicate keys, `yes` for true, dates
and base-60 numbers by accident, anchors, tags. It also takes lists within lists until the process dies.
This reader builds plain values from the parser's events, one after the other and within bounds, so that it
can refuse all that and can name file and line afterwards.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from pygalgia.errors import Problem
from pygalgia.reading.document import Document
from pygalgia.reading.file_text import file_text
from pygalgia.reading.json_text import (
    DEEPEST,
    MOST_PARTS,
    Location,
    RefusedTextError,
    RepeatedKeyError,
    finite,
    too_deep,
    too_many,
    whole_number,
)
from pygalgia.texts import _

#: The largest file of knowledge has a few hundred kilobytes.
LARGEST_BYTES = 5_000_000
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
# `1E91` is a code, not a number: an exponent without a point needs its sign.
_FLOAT = re.compile(r"[-+]?(([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|[0-9]+[eE][-+][0-9]+)$")
_TAGS = re.compile(r"^%TAG\b", re.MULTILINE)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, *, name: str) -> Document:
    """Return the content of one file; what is wrong with it stands in `problems`."""
    try:
        text = file_text(path, largest=LARGEST_BYTES)
    except (OSError, RefusedTextError) as error:
        problem = Problem(
            where=name,
            found=f"a file that cannot be read ({error})",
            expected="readable UTF-8 text",
            fix="check the file's permissions and encoding",
        )
        return Document(path=path, name=name, value=None, problems=[problem])
    return read_yaml_text(text, path=path, name=name)


def read_yaml_text(text: str, *, path: Path, name: str) -> Document:
    """Return the content of a YAML text, as `read_yaml` does for a file."""
    document = Document(path=path, name=name, value=None)
    builder = _Builder(document)
    try:
        _refuse_tag_lines(text)
        builder.build(yaml.parse(text, Loader=_Loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        what = getattr(error, "problem", None) or error
        document.problems.append(
            Problem(
                where=f"{name}:{line}",
                found=_("text that is not YAML or JSON (%(what)s)", what=what),
                expected=_("well-formed YAML or JSON"),
                fix=_("look for a missing quote, bracket or indentation on or above this line"),
            )
        )
    except RefusedTextError as error:
        document.problems.append(error.problem(f"{name}:{builder.line}"))
    else:
        return document
    document.value = None
    return document


def _refuse_tag_lines(text: str) -> None:
    # The parser compares each with every other: some ten thousand take it minutes.
    if _TAGS.search(text):
        raise RefusedTextError(found="a %TAG line", expected="values without tags", fix="take it away")


@dataclass(slots=True)
class _Open:
    """A mapping or list that has begun and not ended.

    Attributes:
        key: Of a mapping: the key whose value comes next; None where a key comes next.
        is_repeated: The key stands a second time; its value is read and not kept.
    """

    held: dict[str, object] | list[object]
    location: Location
    key: str | None = None
    is_repeated: bool = False


class _Builder:
    """Makes plain values of a parser's events."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.open: list[_Open] = []
        self.documents = 0
        self.parts = 0
        self.line = 1

    def build(self, events: Iterable[yaml.Event]) -> None:
        """Build the one document that the events tell of.

        Raises:
            RefusedTextError: it goes beyond the bounds, or uses what is not allowed.
        """
        for event in events:
            if event.start_mark is not None:
                self.line = event.start_mark.line + 1
            if isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
            elif isinstance(event, yaml.NodeEvent):
                self._refuse_indirect(event)
                self._node(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._begin_document()

    def _begin_document(self) -> None:
        self.documents += 1
        if self.documents > 1:
            raise RefusedTextError(
                found="a second document", expected="one", fix="write it to a file of its own"
            )

    def _refuse_indirect(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            raise RefusedTextError(
                found="an anchor or alias (& or *)", expected="everything written out", fix="write it out"
            )
        tag: str | None = getattr(event, "tag", None)
        if tag is not None:
            raise RefusedTextError(
                found=f"the tag {tag[:40]!r}", expected="values without tags", fix="take it away"
            )

    def _node(self, event: yaml.NodeEvent) -> None:
        level = self.open[-1] if self.open else None
        if level is not None and isinstance(level.held, dict) and level.key is None:
            self._begin_key(level, level.held, event)
            return
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise too_many()
        location = _next_location(level)
        self.document.lines.setdefault(location, self.line)
        if isinstance(event, yaml.ScalarEvent):
            self._put(level, _scalar(event))
            return
        if len(self.open) >= DEEPEST:
            raise too_deep()
        held: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(level, held)
        self.open.append(_Open(held, location))

    def _begin_key(self, level: _Open, held: dict[str, object], event: yaml.NodeEvent) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise RefusedTextError(found="a list or mapping as a key", expected="a word", fix="name it")
        level.key = str(event.value)
        level.is_repeated = level.key in held
        if level.is_repeated:
            refusal = RepeatedKeyError(level.key)
            self.document.problems.append(refusal.problem(f"{self.document.name}:{self.line}"))
        self.document.lines.setdefault((*level.location, level.key), self.line)

    def _put(self, level: _Open | None, value: object) -> None:
        if level is None:
            self.document.value = value
        elif isinstance(level.held, list):
            level.held.append(value)
        elif level.key is not None:
            if not level.is_repeated:
                level.held[level.key] = value
            level.key = None


def _next_location(level: _Open | None) -> Location:
    if level is None:
        return ()
    if isinstance(level.held, list):
        return (*level.location, len(level.held))
    return (*level.location, level.key or "")


def _scalar(event: yaml.ScalarEvent) -> object:
    text: str = event.value
    if event.style in ("'", '"', "|", ">"):
        return text
    plain: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}
    if text in plain:
        return plain[text]
    if _INTEGER.match(text):
        return whole_number(text)
    if _FLOAT.match(text):
        return finite(text)
    return text
