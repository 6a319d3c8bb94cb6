"""The id of a question: what kind of question it is, and of what. Read and written here alone."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

#: What is asked about the time of a sign.
TimePart = Literal["since", "course"]
Kind = Literal["person", "finding", "screen", "list", "check", "since", "course"]

#: Questions about the person and not about a finding.
PERSON = frozenset({"for-whom", "setting", "age", "grown-up", "sex", "own-words", "country", "fear", "hope"})
#: Kinds whose questions are lists of lines to tick.
_LINES: tuple[Kind, ...] = ("screen", "list")
_PREFIXED: tuple[Kind, ...] = ("screen", "list", "check", "since", "course")


@dataclass(frozen=True, slots=True)
class QuestionId:
    """What a question asks about.

    Attributes:
        kind: `person`; `finding`; `screen` and `list` are lists of lines; `check` asks about a contradiction;
            `since` and `course` about the time of a sign.
        name: The id of the person question, finding, list, sheet or contradiction.
        times: For a list: which appearance of it, from 1.
    """

    kind: Kind
    name: str
    times: int = 1

    def __str__(self) -> str:
        """Return it as files and pages hold it, such as `age`, `fever`, `screen/cord`, `list/worse/2`."""
        head = f"{self.kind}/{self.name}" if self.kind in _PREFIXED else self.name
        return head if self.times == 1 else f"{head}/{self.times}"

    @property
    def is_time(self) -> bool:
        """Whether it is about the time of a sign, and not whether it is there."""
        return self.kind in ("since", "course")

    @property
    def is_lines(self) -> bool:
        """Whether it is a list of lines, each about a finding."""
        return self.kind in _LINES


_TIMES = re.compile(r"[1-9][0-9]{0,3}")


@lru_cache(4096)
def question_id(text: str) -> QuestionId:
    """Return what a question's id says; any text without a known prefix is taken for a finding's id."""
    kind, slash, rest = text.partition("/")
    for known in _PREFIXED:
        if slash and kind == known:
            name, _, times = rest.partition("/")
            return QuestionId(known, name, int(times) if known == "list" and _TIMES.fullmatch(times) else 1)
    return QuestionId("person" if text in PERSON else "finding", text)
