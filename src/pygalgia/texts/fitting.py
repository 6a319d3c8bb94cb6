"""What a translation must share with its English: placeholders, tags and marks of formatting."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: The number of a plural, which a form for one or two things may leave out.
_COUNTS = frozenset({"%(n)s", "%(num)s", "%(n)d", "%(num)d"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Why a translation cannot stand for its English."""

    found: str
    expected: str
    fix: str


def misfits(english: str, translation: str, *, plural: bool = False, filled: bool = True) -> Iterator[Misfit]:
    """Yield what keeps a translation from being said; empty texts are no translation and never come here.

    Args:
        english: The message; of a plural, the form for more than one.
        translation: What stands for it, or one of its plural forms.
        plural: Whether the placeholder of the number may be left out ("one day").
        filled: Whether values are filled in, so that a percent sign means something; not in the knowledge.
    """
    wanted, given = placeholders(english), placeholders(translation)
    missing = wanted - given - (_COUNTS if plural else frozenset())
    for name in sorted(missing):
        yield Misfit(found=f"no placeholder {name}", expected="the English one", fix="put it in, unchanged")
    for name in sorted(given - wanted):
        yield Misfit(found=f"a placeholder {name}", expected="none of that name", fix="take it out")
    if tags(english) != tags(translation):
        yield Misfit(
            found=f"the tags {' '.join(tags(translation)) or 'none'}",
            expected=" ".join(tags(english)) or "none",
            fix="use each tag of the English text, unchanged",
        )
    if filled and _can_be_filled(english, wanted) and not _can_be_filled(translation, wanted):
        yield Misfit(
            found="a % that belongs to no placeholder",
            expected="%% for a percent sign, as in the English",
            fix="write %% or mend the placeholder",
        )


def placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a message, as they are written.

    Examples:
        >>> sorted(placeholders("Call %(number)s for {pain}"))
        ['%(number)s', '{pain}']
    """
    return frozenset(found[0] for found in _PLACEHOLDER.finditer(text))


def tags(text: str) -> list[str]:
    """Return the tags of a message, sorted."""
    return sorted(_TAG.findall(text))


class _Anything(Mapping[str, object]):
    """A value for the names that are wanted, and for no other."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def __getitem__(self, name: str) -> object:
        if {f"%({name})s", f"%({name})d"} & (self._names | _COUNTS):
            return 1
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return len(self._names)


def _can_be_filled(text: str, names: frozenset[str]) -> bool:
    try:
        text % _Anything(names)
    except (ValueError, TypeError, KeyError):
        return False
    return True
