"""The interview as JSON lines: a program, or a reader who plays somebody else, answers on standard input.

A question goes out in a line of its own; the next line in is its answer, or one of a few commands. What was
played goes out last, in the form that `pygalgia evaluate --interview` reads. No result is shown: whoever
plays for a measurement shall not see it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from pygalgia.cli.typed import Misread
from pygalgia.errors import CaseError
from pygalgia.interview import Ask, Interview, Question, Stop, Understood
from pygalgia.interview.question import Option
from pygalgia.reading import RefusedTextError, json_value

if TYPE_CHECKING:
    from pygalgia import Interviewer
    from pygalgia.interview import Given

OWN_WORDS = "own-words"
#: What a line may hold instead of `given`, and what it does.
COMMANDS = ("back", "stop", "go_on", "could_not_say", "agree")
_AGREE = (
    '{"agree": {"id": answer, ...}} with what is right, {"agree": "all"} for every proposal; any other line '
    "agrees to nothing and answers the question that follows"
)
_HOW = {
    "choice": "the id of a choice",
    "yes-no": "the id of a choice",
    "number": 'a number, {"value": ..., "unit": ...}, or the id of a choice',
    "several": 'a list of line ids, empty for none; or {"ticked": [...], "unsure": [...]}',
    "regions": "a list of choice ids",
    "text": "text",
}


@dataclass(kw_only=True)
class Lines:
    """One interview, played over lines.

    Attributes:
        interviewer: Who asks.
        read: Where answers come from.
        write: Where questions go.
        keep: Called with the interview after every answer.
        statements: Questions and lines shown so far.
        could_not_say: What the player wanted to tell and no answer holds.
    """

    interviewer: "Interviewer"
    read: TextIO
    write: TextIO
    keep: Callable[[Interview], None] = lambda _: None
    statements: int = 0
    could_not_say: list[str] = field(default_factory=list)

    def run(self, begun: Interview) -> Interview:
        """Return the interview at its end: it stopped, was stopped, or no line is left."""
        so_far, is_new, early = begun, True, ""
        while True:
            step = self.interviewer.next_step(so_far)
            if isinstance(step, Stop):
                self._say(_stop(step))
                if not (step.kind == "emergency" and self._goes_on()):
                    break
                so_far = self.interviewer.go_on(so_far)
                continue
            if is_new:
                self._ask(step)
            line, early = early or self.read.readline(), ""
            if not line:
                break
            after = self._taken(line, step.question, so_far)
            is_new = after is not None
            if after is not None:
                is_told = step.question.id == OWN_WORDS and bool(after.own_words)
                so_far, early = self._confirmed(after) if is_told else (after, "")
                self.keep(so_far)
        self._say({"played": self._played(so_far)})
        return so_far

    def _ask(self, step: Ask) -> None:
        question = step.question
        self.statements += question.statements if question.findings else 0
        base = self.interviewer.knowledge.base
        regions = [{"id": each.id, "text": each.plain} for each in base.regions.values()]
        self._say(_question(step, regions=regions if question.kind == "regions" else []))

    def _confirmed(self, told: Interview) -> tuple[Interview, str]:
        """Return the interview with what is agreed to, and the line that was no word on it."""
        try:
            shown = self.interviewer.understood(told.own_words, told)
        except CaseError as error:
            self._say({"refused": f"expected {error.problems[0].expected}"})
            return told, ""
        if not shown.lines:
            return told, ""
        self.statements += len(shown.lines)
        self._say(_understood(shown))
        while line := self.read.readline():
            try:
                said = _object(line)
                if "agree" not in said:
                    break
                return self.interviewer.agreed(told, _agreed(said["agree"], shown), shown).interview, ""
            except Misread as misread:
                self._say({"refused": str(misread)})
        return told, line

    def _taken(self, line: str, question: Question, so_far: Interview) -> Interview | None:
        """Return the interview after a line; None where the question stands."""
        try:
            said = _object(line)
            if "could_not_say" in said:
                unsaid = said["could_not_say"]
                self.could_not_say.extend(map(str, unsaid if isinstance(unsaid, list) else [unsaid]))
                self._say({"noted": len(self.could_not_say)})
                if "given" not in said:
                    return None
            if said.get("back"):
                return so_far.back()
            if said.get("stop"):
                return self.interviewer.end(so_far)
            return self.interviewer.answer(so_far, question.id, _given(said, question))
        except Misread as misread:
            self._say({"refused": str(misread)})
        except CaseError as error:
            self._say({"refused": f"expected {error.problems[0].expected}"})
        return None

    def _goes_on(self) -> bool:
        line = self.read.readline()
        try:
            return bool(line) and bool(_object(line).get("go_on"))
        except Misread as misread:
            self._say({"refused": str(misread)})
            return self._goes_on()

    def _played(self, done: Interview) -> dict[str, object]:
        step = self.interviewer.next_step(done)
        return {
            "id": done.id,
            "steps": [{"question": each.question, "given": _plain(each.given)} for each in done.steps],
            "could_not_say": self.could_not_say,
            "statements": self.statements,
            "stop": step.kind if isinstance(step, Stop) else "left",
            "knowledge_sha256": self.interviewer.knowledge.base.sha256,
        }

    def _say(self, content: Mapping[str, object]) -> None:
        self.write.write(json.dumps(content, ensure_ascii=False) + "\n")
        self.write.flush()


def _question(step: Ask, *, regions: list[dict[str, str]]) -> dict[str, object]:
    """Return a question as it goes out; what is empty is left out."""
    question = step.question
    options = _lines(question.options)
    content: dict[str, object] = {
        "question": question.id,
        "number": step.number,
        "kind": question.kind,
        "text": question.text,
        "said": question.said,
        "marked": list(question.marked),
        "help": question.help,
        "how": list(question.steps),
        "caution": question.caution,
        "lines": options if question.kind == "several" else [],
        "more": _lines(question.more),
        "choices": regions or (options if question.kind != "several" else []),
        "units": list(question.units),
        "give": _how(question) + ', "unknown" or "skipped"',
    }
    return _filled(content)


def _filled(content: Mapping[str, object]) -> dict[str, object]:
    """Return what is not empty; a "no" and what is not known stay."""
    return {name: value for name, value in content.items() if value not in ("", [])}


def _understood(shown: Understood) -> dict[str, object]:
    """Return what was understood as it goes out; what is empty is left out."""
    lines = [
        _filled(
            {
                "id": each.question.id,
                "text": each.question.text,
                "heard": each.heard,
                "proposed": None if each.proposed is None else _plain(each.proposed),
                "choices": _lines(each.question.options),
                "danger": each.is_danger,
                "note": each.note,
            }
        )
        for each in shown.lines
    ]
    content: dict[str, object] = {
        "understood": lines,
        "do_now": list(shown.alarm.do_now) if shown.alarm else [],
        "not_understood": list(shown.left),
        "give": _AGREE,
    }
    return _filled(content)


def _agreed(said: object, shown: Understood) -> "dict[str, Given]":
    """Return finding id to answer, of what a line agrees to.

    Raises:
        Misread: something that was not put.
    """
    proposed = {each.question.id: each.proposed for each in shown.lines}
    if said == "all":
        return {name: given for name, given in proposed.items() if given is not None}
    if not isinstance(said, dict) or not said.keys() <= proposed.keys():
        msg = f"expected {_AGREE}; the ids are " + ", ".join(proposed)
        raise Misread(msg)
    return {name: tuple(given) if isinstance(given, list) else given for name, given in said.items()}


def _how(question: Question) -> str:
    """Return how to answer; a number without ranges of its own, such as an age, is a bare one."""
    return "a number" if question.kind == "number" and not question.options else _HOW[question.kind]


def _lines(options: Sequence[Option]) -> list[dict[str, str]]:
    return [
        {"id": each.id, "text": each.text} | ({"heading": each.heading} if each.heading else {})
        for each in options
    ]


def _stop(stop: Stop) -> dict[str, object]:
    return {"stop": stop.kind, "text": stop.reason, "do_now": list(stop.do_now)}


def _object(line: str) -> Mapping[str, object]:
    try:
        said = json_value(line)
    except RefusedTextError:
        said = None
    if not isinstance(said, dict) or not said.keys() & {"given", *COMMANDS}:
        expected = ", ".join(f'"{name}"' for name in COMMANDS)
        msg = f'expected a line such as {{"given": ...}}, or one with {expected}'
        raise Misread(msg)
    return said


def _given(said: Mapping[str, object], question: Question) -> "Given":
    given = said.get("given")
    if question.kind == "several" and (isinstance(given, list) or _names_ticks(given)):
        return _ticked(given, question)
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return tuple(given)
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if is_number or isinstance(given, str | dict):
        return given  # type: ignore[return-value]
    msg = f"expected {_how(question)}"
    raise Misread(msg)


def _names_ticks(given: object) -> bool:
    return isinstance(given, dict) and bool(given) and given.keys() <= {"ticked", "unsure"}


def _ticked(given: object, question: Question) -> "Given":
    ticked, unsure = (
        (given.get("ticked", []), given.get("unsure", [])) if isinstance(given, dict) else (given, [])
    )
    try:
        return question.ticked(ticked, unsure=unsure)  # type: ignore[arg-type]
    except (KeyError, TypeError):
        msg = f"expected {_HOW['several']}; the lines are " + ", ".join(each.id for each in question.lines)
        raise Misread(msg) from None


def _plain(given: "Given") -> object:
    if isinstance(given, Mapping):
        return dict(given)
    return list(given) if isinstance(given, tuple) else given
