"""Read what a person typed at a question: an answer, a command, or something to ask again about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pygalgia.domain.knowledge_base import Region
from pygalgia.domain.units import UNIT_WORDS
from pygalgia.domain.written_number import Doubt, read_quantity
from pygalgia.interview import Given, Question

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
SIDES = {"l": "left", "r": "right", "m": "middle"}


@dataclass(frozen=True, slots=True)
class Command:
    """Something other than an answer."""

    name: str


class Misread(Exception):  # noqa: N818 - not a fault: the person is asked again
    """What was typed is no answer to this question; the message says what would be."""


def read(text: str, question: Question, *, regions: Mapping[str, Region]) -> Given | Command:
    """Return the answer or the command in a line.

    Raises:
        Misread: with what can be typed.
    """
    line = text.strip()
    command = COMMANDS.get(line.lower())
    if command is not None and not (
        question.kind == "text" and line.lower() not in ("why", "back", "stop", "skip")
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
        return _regions(line, regions)
    return readers[question.kind](line, question)


def _choice(line: str, question: Question) -> Given:
    word = YES.get(line.lower(), line.lower()) if question.kind == "yes-no" else line.lower()
    for number, option in enumerate(question.options, 1):
        if word in (str(number), option.id, option.text.lower()):
            return option.id
    msg = f"Type a number from 1 to {len(question.options)}, or ? if you do not know."
    raise Misread(msg)


def _text(line: str, _question: Question) -> Given:
    return line or "skipped"


def _number(line: str, question: Question) -> Given:
    for letter, option in zip("abcdefghij", question.options, strict=False):
        if line.lower() == letter:
            return option.id
    read = read_quantity(line, question.units)
    if isinstance(read, Doubt):
        msg = f"{read.message} {_number_hint(question)}"
        raise Misread(msg)
    return read.value if question.units == ("a",) else {"value": read.value, "unit": read.unit}


def unit_words(units: Sequence[str]) -> str:
    """Return units in plain words: "days, weeks or months"."""
    words = [UNIT_WORDS.get(code, code) for code in units if code != "1"]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _number_hint(question: Question) -> str:
    letters = " or a letter," if question.options else ""
    return f"Type a number ({unit_words(question.units)}),{letters} or ? if you do not know."


def _several(line: str, question: Question) -> Given:
    if line.lower() in ("", "0", "none", "none of these"):
        return question.ticked([])
    ticks: list[str] = []
    unsure: list[str] = []
    for part in re.split(r"[\s,;]+", line):
        found = re.fullmatch(r"([0-9]+)(\??)", part)
        if found is None or not 1 <= int(found[1]) <= len(question.lines):
            msg = (
                f"Type the numbers that apply, such as 1 3, from 1 to {len(question.options)}; "
                "2? if you are not sure of 2; Enter for none of these."
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
    for part in re.split(r"[\s,;]+", line):
        found = re.fullmatch(r"([0-9]+)([lrbm]?)", part.lower())
        if found is None or not 1 <= int(found[1]) <= len(names):
            msg = (
                "Type numbers with l for left, r for right, b for both, such as 5l 12l; ? if you do not know."
            )
            raise Misread(msg)
        chosen.extend(_sided(names[int(found[1]) - 1], found[2], regions))
    return tuple(dict.fromkeys(chosen))


def _sided(base: str, side: str, regions: Mapping[str, Region]) -> list[str]:
    by_side = {region.side: region.id for region in regions.values() if region.base == base}
    if side == "b" and {"left", "right"} <= set(by_side):
        return [by_side["left"], by_side["right"]]
    wanted = SIDES.get(side)
    if wanted in by_side:
        return [by_side[wanted]]
    # "Left" of something that lies in the middle means the thing itself.
    return [by_side.get(None) or next(iter(by_side.values()))]
