"""Read one YAML file strictly, and remember the line of everything in it.

A general loader silently accepts what a knowledge base must refuse: duplicate keys, `yes` for true,
dates and base-60 numbers by accident, anchors. This reader builds plain values from the parser's
nodes, so that it can refuse them and can name file and line afterwards.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from pygalgia.errors import Problem

Location = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
# `1E91` is a code, not a number: an exponent without a point needs its sign.
_FLOAT = re.compile(r"[-+]?(([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|[0-9]+[eE][-+][0-9]+)$")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """A file's content as plain values, with the line (from 1) of each of its parts."""

    path: Path
    name: str
    value: object
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def where(self, location: Location) -> str:
        """Return `file:line` of a location, or of the nearest part that holds it."""
        while location and location not in self.lines:
            location = location[:-1]
        return f"{self.name}:{self.lines.get(location, 1)}"


def read_yaml(path: Path, *, name: str) -> Document:
    """Return the content of one file; what is wrong with it stands in `problems`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
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
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        document.problems.append(
            Problem(
                where=f"{name}:{line}",
                found=f"text that is not YAML or JSON ({getattr(error, 'problem', None) or error})",
                expected="well-formed YAML or JSON",
                fix="look for a missing quote, bracket or indentation on or above this line",
            )
        )
        return document
    document.value = None if node is None else _build(node, (), document)
    return document


def _build(node: yaml.Node, location: Location, document: Document) -> object:
    document.lines[location] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, location, document)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*location, index), document) for index, item in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)  # noqa: S101 - the parser knows three kinds of node
    return _scalar(node)


def _mapping(node: yaml.MappingNode, location: Location, document: Document) -> dict[str, object]:
    result: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in result:
            document.problems.append(
                Problem(
                    where=f"{document.name}:{key_node.start_mark.line + 1}",
                    found=f"the key {key!r} a second time",
                    expected="each key once",
                    fix="merge the two or remove one; nothing is overwritten silently",
                )
            )
            continue
        result[key] = _build(value_node, (*location, key), document)
        document.lines[(*location, key)] = key_node.start_mark.line + 1
    return result


def _scalar(node: yaml.ScalarNode) -> object:
    text: str = node.value
    if node.style in ("'", '"', "|", ">"):
        return text
    plain: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}
    if text in plain:
        return plain[text]
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
