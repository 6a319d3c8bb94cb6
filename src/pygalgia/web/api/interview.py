"""Take one step of an interview for the API: plain values in, plain values out."""

from dataclasses import asdict

import pygalgia
from pygalgia import Interviewer
from pygalgia.domain.written_number import Doubt, read_quantity
from pygalgia.errors import Problem, RequestError
from pygalgia.interview import Ask, Given, Interview
from pygalgia.web.api.rows import AnswerRow, InterviewRequest
from pygalgia.web.api.taken_back import taken_back


def advance(interviewer: Interviewer, asked: InterviewRequest) -> dict[str, object]:
    """Return the interview after the answer or action, with the next question or stop.

    Raises:
        CaseError: an answer does not fit its question.
        SavedError: the interview does not fit the knowledge that it names.
        RequestError: the answer is to no question, both answer and action are given, or something that was
            told is taken back by another question.
    """
    back = _restored(asked.interview, interviewer)
    interview = back.interview
    if asked.answer is not None and asked.action is not None:
        raise RequestError([_problem("/action", asked.action, "an answer or an action", "send one of them")])
    if asked.answer is not None:
        interview = interviewer.answer(
            interview, asked.answer.question, _given(interviewer, interview, asked.answer)
        )
    elif asked.action is not None:
        act = {"back": Interview.back, "continue": interviewer.go_on, "end": interviewer.end}[asked.action]
        interview = act(interview)
    if problems := taken_back(interview, where="/interview/steps"):
        raise RequestError(problems)
    step = interviewer.next_step(interview)
    urgency = interviewer.situation(interview).urgency.id
    told = asdict(step) | {"urgency": urgency}
    return {
        "interview": pygalgia.as_row(interview, interviewer),
        "dropped": [asdict(each) for each in back.dropped],
        "urgency": urgency,
        "ask": told if isinstance(step, Ask) else None,
        "stop": None if isinstance(step, Ask) else told,
    }


def _restored(row: pygalgia.InterviewRow, interviewer: Interviewer) -> pygalgia.Restored:
    """Return the interview that was sent; one that names no knowledge means that of now."""
    if row.knowledge is None:
        base = interviewer.knowledge.base
        now = {"version": base.version, "sha256": base.sha256}
        row = pygalgia.InterviewRow.model_validate(row.model_dump() | {"knowledge": now})
    return pygalgia.from_row(row, interviewer, name="/interview")


def _given(interviewer: Interviewer, interview: Interview, answer: AnswerRow) -> Given:
    if answer.ticked is None:
        if answer.given is None:
            raise RequestError(
                [
                    _problem(
                        "/answer",
                        "neither given nor ticked",
                        "an answer",
                        "send `given`, or `ticked` for a list",
                    )
                ]
            )
        return tuple(answer.given) if isinstance(answer.given, list) else _read(interviewer, answer)
    step = interviewer.next_step(interview)
    if not isinstance(step, Ask) or step.question.id != answer.question:
        raise RequestError(
            [
                _problem(
                    "/answer/question",
                    repr(answer.question),
                    "the question that was asked",
                    "ask for it again",
                )
            ]
        )
    known = {option.id for option in step.question.lines}
    unknown = [name for name in (*answer.ticked, *answer.unsure) if name not in known]
    if unknown:
        expected = ", ".join(sorted(known))
        raise RequestError(
            [
                _problem("/answer/ticked", repr(name), expected, "tick options of this list")
                for name in unknown
            ]
        )
    return step.question.ticked(answer.ticked, unsure=answer.unsure)


def _read(interviewer: Interviewer, answer: AnswerRow) -> str | float | dict[str, float | str]:
    """Return a single answer; a number that was sent as text is read as every face reads it.

    Raises:
        RequestError: the text is no number, could be two, or names another unit.
    """
    given, finding = answer.given, interviewer.knowledge.base.findings.get(answer.question)
    assert given is not None  # noqa: S101 - asked before
    assert not isinstance(given, list)  # noqa: S101 - asked before
    if not isinstance(given, dict) or not isinstance(given.get("value"), str):
        return given
    units = [] if finding is None or finding.scale is None else [each.code for each in finding.scale.units]
    text, unit = str(given["value"]), str(given.get("unit", ""))
    read = read_quantity(text, units, chosen=unit) if units else None
    if read is None or isinstance(read, Doubt):
        expected = "no number" if read is None else read.message.rstrip(".?")
        problem = _problem("/answer/given/value", repr(text), expected, "send a number, or write it plainly")
        raise RequestError([problem])
    return {"value": read.value, "unit": read.unit}


def _problem(where: str, found: str, expected: str, fix: str) -> Problem:
    return Problem(where=where, found=found, expected=expected, fix=fix)
