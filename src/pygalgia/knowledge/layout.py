"""The one order of everything that has no order of its own, so that two people's additions meet rarely.

Only whole blocks of lines are moved: what stands inside a block, its comments included, stays as written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml

from pygalgia.knowledge.forms import FORMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one kind of file is laid out.

    Attributes:
        keys: The keys at its top, in order; empty where any order will do.
        lists: Path of a list to the key that it is sorted by.
    """

    keys: tuple[str, ...] = ()
    lists: Mapping[tuple[str, ...], str]


#: Name of a form to the lists in it that have no order of their own: what each is sorted by.
_SORTED: dict[str, Mapping[tuple[str, ...], str]] = {
    "condition-about": {},
    "condition-beliefs": {
        ("mechanisms",): "mechanism",
        ("findings",): "finding",
        ("in_children", "mechanisms"): "mechanism",
        ("in_children", "findings"): "finding",
    },
    "condition-care": {},
    "guidance": {("guidance",): "id"},
    "hosts": {("hosts",): "host"},
    "mechanism": {("manifestations",): "finding"},
    "source": {("figures",): "id"},
    "unused-figures": {("unused",): "figure"},
}
#: Pattern of a path below the knowledge folder to the layout of such files; others keep their own order.
LAYOUTS = {
    FORMS[name][0]: Layout(keys=tuple(FORMS[name][1].model_fields), lists=lists)
    for name, lists in _SORTED.items()
}


def misplaced(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file below `root` that is not laid out as it should be, with the text it should hold.

    A file that is not YAML is passed over: reading it says what is wrong.
    """
    for pattern, layout in LAYOUTS.items():
        for path in sorted(root.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            laid_out = arranged(text, layout)
            if laid_out != text:
                yield path, laid_out


def arranged(text: str, layout: Layout) -> str:
    """Return a file's text with its keys and lists in order, each line free of spaces at its end."""
    text = "".join(line.rstrip() + "\n" for line in text.rstrip().splitlines())
    for path, key in layout.lists.items():
        text = _with_sorted_list(text, path, key)
    return _with_sorted_keys(text, layout.keys) if layout.keys else text


def _with_sorted_list(text: str, path: tuple[str, ...], key: str) -> str:
    node = _below(_composed(text), path)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or len(node.value) < 2:  # noqa: PLR2004 - one item is in order
        return text
    starts = [item.start_mark.line for item in node.value]
    names = [_text_of(item, key) for item in node.value]
    return _with_blocks_in_order(text, starts, node.end_mark.line, order=_rank(names))


def _with_sorted_keys(text: str, keys: tuple[str, ...]) -> str:
    root = _composed(text)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return text
    starts = [key.start_mark.line for key, _ in root.value]
    places = [keys.index(key.value) if key.value in keys else len(keys) for key, _ in root.value]
    return _with_blocks_in_order(text, starts, len(text.splitlines()), order=_rank(places))


def _with_blocks_in_order(text: str, starts: Sequence[int], end: int, *, order: Sequence[int]) -> str:
    """Return the text with the blocks that begin at these lines in another order."""
    lines = text.splitlines()
    begins = [_with_comments(lines, start) for start in starts]
    blocks = ["\n".join(lines[begin:stop]).rstrip() for begin, stop in pairwise([*begins, end])]
    apart = "\n\n" if any(not lines[begin - 1].strip() for begin in begins[1:]) else "\n"
    parts = [*lines[: begins[0]], apart.join(blocks[place] for place in order), *lines[end:]]
    return "\n".join(parts).rstrip() + "\n"


def _with_comments(lines: Sequence[str], start: int) -> int:
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _rank(names: Sequence[str] | Sequence[int]) -> list[int]:
    return sorted(range(len(names)), key=names.__getitem__)


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None


def _below(node: yaml.Node | None, path: tuple[str, ...]) -> yaml.Node | None:
    for name in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for key, value in node.value if key.value == name), None)
    return node


def _text_of(item: yaml.Node, key: str) -> str:
    value = _below(item, (key,))
    return value.value if isinstance(value, yaml.ScalarNode) else ""
