"""Read what a person typed at a question: an answer, a command, or something to ask again about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pygalgia.domain.knowledge_base import Region
from pygalgia.domain.units import UNIT_WORDS
from pygalgia.domain.written_number import Doubt, in_latin_marks, read_quantity
from pygalgia.interview import Given, Question
from pygalgia.texts import _, in_context, listed
from pygalgia.texts.folding import folded

#: What can be typed in every language, and the command that it is; each language has words of its own.
COMMANDS = {
    "?": "unknown",
    "don't know": "unknown",
    "dont know": "unknown",
    "unknown": "unknown",
    "skip": "skipped",
    "why": "why",
    "back": "back",
    "change": "change",
    "stop": "stop",
    "help": "help",
    "more": "more",
}
YES = {"y": "present", "yes": "present", "n": "absent", "no": "absent"}
SIDES = {"l": "left", "r": "right", "m": "middle", "b": "both"}


@dataclass(frozen=True, slots=True)
class Command:
    """Something other than an answer."""

    name: str


class Misread(Exception):  # noqa: N818 - not a fault: the person is asked again
    """What was typed is no answer to this question; the message says what would be."""


def own_words() -> dict[str, str]:
    """Return each command by name as it is typed in the language of the moment: hints name it so."""
    return {
        "why": in_context("typed", "why"),
        "back": in_context("typed", "back"),
        "change": in_context("typed", "change"),
        "stop": in_context("typed", "stop"),
        "help": in_context("typed", "help"),
        "more": in_context("typed", "more"),
        "skip": in_context("typed", "skip"),
        "none": in_context("typed", "none"),
        "y": in_context("typed", "y"),
        "n": in_context("typed", "n"),
        "l": in_context("typed", "l"),
        "r": in_context("typed", "r"),
        "b": in_context("typed", "b"),
    }


def comparable(text: str) -> str:
    """Return a text as it is compared: whatever its capitals, accents, digits and marks are written with."""
    latin = in_latin_marks(text)
    # Signs and small raised digits are not what they resemble.
    return folded(latin) if any(each.isalpha() for each in latin) else latin.casefold()


def parted(line: str) -> list[str]:
    """Return the comparable parts between spaces, commas and semicolons; an empty line has one empty part."""
    return re.split(r"[\s,;]+", comparable(line))


def place_in(typed: str, most: int) -> int | None:
    """Return the number that was typed if it is one from 1 to `most`; None for anything else."""
    number = int(typed) if typed.isdecimal() else 0
    return number if 1 <= number <= most else None


def _meant(line: str, english: Mapping[str, str]) -> str | None:
    """Return what a typed word stands for, in the words of the language spoken now or in English."""
    typed = comparable(line)
    for name, word in own_words().items():
        if comparable(word) == typed and name in english:
            return english[name]
    return english.get(typed)


def yes_or_no(line: str) -> str | None:
    """Return `present` for yes, `absent` for no, None for anything else."""
    return _meant(line.strip(), YES)


def agrees(line: str) -> bool:
    """Return whether a line says yes."""
    return yes_or_no(line) == "present"


def read(text: str, question: Question, *, regions: Mapping[str, Region]) -> Given | Command:
    """Return the answer or the command in a line.

    Raises:
        Misread: with what can be typed.
    """
    line = text.strip()
    command = _meant(line, COMMANDS)
    if command is not None and not (
        question.kind == "text" and command not in ("why", "back", "stop", "skipped")
    ):
        return command if command in ("unknown", "skipped") else Command(command)
    readers = {
        "yes-no": _choice,
        "choice": _choice,
        "number": _number,
        "several": _several,
        "text": _text,
    }
    if question.kind == "regions":
        return question.marked if question.marked and not line else _regions(line, regions)
    return readers[question.kind](line, question)


def _choice(line: str, question: Question) -> Given:
    word = (_meant(line, YES) if question.kind == "yes-no" else None) or comparable(line)
    for number, option in enumerate(question.options, 1):
        if word in (str(number), option.id, comparable(option.text)):
            return option.id
    raise Misread(_("Type a number from 1 to %(most)s, or ? if you do not know.", most=len(question.options)))


def _text(line: str, _question: Question) -> Given:
    return line or "skipped"


def _number(line: str, question: Question) -> Given:
    for letter, option in zip("abcdefghij", question.options, strict=False):
        if comparable(line) == letter:
            return option.id
    read = read_quantity(line, question.units)
    if isinstance(read, Doubt):
        msg = f"{read.message} {_number_hint(question)}"
        raise Misread(msg)
    return read.value if question.units == ("a",) else {"value": read.value, "unit": read.unit}


def unit_words(units: Sequence[str]) -> str:
    """Return units in plain words: "days, weeks or months"."""
    return listed([UNIT_WORDS.get(code, code) for code in units if code != "1"], "or")


def _number_hint(question: Question) -> str:
    units = unit_words(question.units)
    if question.options:
        return _("Type a number (%(units)s), or a letter, or ? if you do not know.", units=units)
    return _("Type a number (%(units)s), or ? if you do not know.", units=units)


def _several(line: str, question: Question) -> Given:
    typed = comparable(line)
    if typed in ("", "0", "none", "none of these", comparable(own_words()["none"])):
        return question.ticked([])
    ticks: list[str] = []
    unsure: list[str] = []
    for part in parted(typed):
        found = re.fullmatch(r"([0-9]+)(\??)", part)
        if found is None or not 1 <= int(found[1]) <= len(question.lines):
            msg = _(
                "Type the numbers that apply, such as 1 3, from 1 to %(most)s; "
                "2? if you are not sure of 2; Enter for none of these.",
                most=len(question.options),
            )
            raise Misread(msg)
        option = question.lines[int(found[1]) - 1]
        (unsure if found[2] else ticks).append(option.id)
    return question.ticked(ticks, unsure=unsure)


def bases(regions: Mapping[str, Region]) -> list[str]:
    """Return the regions without their sides, in order: those that can be typed by number."""
    return list(dict.fromkeys(region.base for region in regions.values()))


def _regions(line: str, regions: Mapping[str, Region]) -> Given:
    names = bases(regions)
    chosen: list[str] = []
    for part in parted(line):
        found = re.fullmatch(r"([0-9]+)([^0-9]*)", part)
        side = "" if found is None or not found[2] else _meant(found[2], SIDES)
        if found is None or side is None or not 1 <= int(found[1]) <= len(names):
            msg = _(
                "Type numbers with %(l)s for left, %(r)s for right, %(b)s for both, such as 5%(l)s 12%(l)s; "
                "? if you do not know.",
                **own_words(),
            )
            raise Misread(msg)
        chosen.extend(_sided(names[int(found[1]) - 1], side, regions))
    return tuple(dict.fromkeys(chosen))


def _sided(base: str, side: str, regions: Mapping[str, Region]) -> list[str]:
    by_side = {region.side: region.id for region in regions.values() if region.base == base}
    if side == "both" and {"left", "right"} <= set(by_side):
        return [by_side["left"], by_side["right"]]
    if side in by_side:
        return [by_side[side]]
    # "Left" of something that lies in the middle means the thing itself.
    return [by_side.get(None) or next(iter(by_side.values()))]
