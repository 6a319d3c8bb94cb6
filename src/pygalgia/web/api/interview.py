"""Take one step of an interview for the API: plain values in, plain values out."""

from collections.abc import Mapping
from dataclasses import asdict

from pygalgia import Interviewer
from pygalgia.errors import Problem, RequestError
from pygalgia.interview import Ask, Given, Interview, Step
from pygalgia.web.api.rows import AnswerRow, InterviewRequest, InterviewRow, Plain


def advance(interviewer: Interviewer, asked: InterviewRequest) -> dict[str, object]:
    """Return the interview after the answer or action, with the next question or stop.

    Raises:
        CaseError: an answer does not fit its question.
        RequestError: the answer is to no question, or both answer and action are given.
    """
    interview = _interview(asked.interview)
    if asked.answer is not None and asked.action is not None:
        raise RequestError([_problem("/action", asked.action, "an answer or an action", "send one of them")])
    if asked.answer is not None:
        interview = interviewer.answer(
            interview, asked.answer.question, _given(interviewer, interview, asked.answer)
        )
    elif asked.action is not None:
        act = {"back": Interview.back, "continue": interviewer.go_on, "end": interviewer.end}[asked.action]
        interview = act(interview)
    step = interviewer.next_step(interview)
    told = asdict(step) | {"urgency": step.urgency.id}
    return {
        "interview": _document(interview),
        "urgency": step.urgency.id,
        "ask": told if isinstance(step, Ask) else None,
        "stop": None if isinstance(step, Ask) else told,
    }


def _interview(row: InterviewRow) -> Interview:
    steps = tuple(Step(question=each.question, given=_plain_to_given(each.given)) for each in row.steps)
    return Interview(
        id=row.id, steps=steps, continued=row.continued, examining=tuple(row.examining), ended=row.ended
    )


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
        return _plain_to_given(answer.given)
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
    known = {option.id for option in step.question.options}
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


def _document(interview: Interview) -> dict[str, object]:
    return {
        "schema": "pygalgia/interview/1",
        "id": interview.id,
        "steps": [
            {"question": each.question, "given": _given_to_plain(each.given)} for each in interview.steps
        ],
        "continued": interview.continued,
        "examining": list(interview.examining),
        "ended": interview.ended,
    }


def _plain_to_given(plain: Plain) -> Given:
    return tuple(plain) if isinstance(plain, list) else plain


def _given_to_plain(given: Given) -> Plain:
    if isinstance(given, Mapping):
        return dict(given)
    return list(given) if isinstance(given, tuple) else given


def _problem(where: str, found: str, expected: str, fix: str) -> Problem:
    return Problem(where=where, found=found, expected=expected, fix=fix)
