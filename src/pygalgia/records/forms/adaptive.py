"""`Questionnaire/$next-question`: nothing is kept here, the response carries the growing Questionnaire.

Source:
    HL7 Structured Data Capture (SDC) 3.0, Adaptive Questionnaire: the response contains a Questionnaire that
    is derived from the adaptive one, its items are those put so far, and it is completed by the server.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationError

from pygalgia import Interviewer, InterviewRow, SavedError, from_row
from pygalgia.errors import CaseError, Problem, RequestError
from pygalgia.interview import Ask, Interview, Step, Stop
from pygalgia.records.codes import CodeMap
from pygalgia.records.forms.answers import Answers, answers_in
from pygalgia.records.forms.items import OURS, Item, choice, display_item, item_of, option
from pygalgia.records.moments import instant
from pygalgia.records.resources import Resource, kind, listed, mapping, text
from pygalgia.report.words import URGENCY
from pygalgia.texts import _
from pygalgia.texts.listing import listed as in_one_line

ADAPTIVE = "urn:pygalgia:questionnaire:adaptive"
_FORM = "questions"
#: Items that the server adds when it ends: they ask for nothing, or whether to go on.
_STOP = OURS + "stop"
_GO_ON = OURS + "go-on"
_CONTINUE = "continue"
#: Reasons for how soon that are shown at the end.
_MOST_REASONS = 2
Act = Literal["back", "continue", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An interview read back from a response.

    Attributes:
        dropped: Answers that hold no more beside an earlier one that was changed: what and why.
    """

    interview: Interview
    dropped: tuple[Problem, ...] = ()


def read_interview(
    response: Resource, interviewer: Interviewer, *, where: str = "QuestionnaireResponse"
) -> Read:
    """Return the interview that a response holds.

    An answer that does not go with an earlier one is left out and said: an earlier answer was changed, and
    its question is asked again.

    Raises:
        RequestError: an answer is none of its question; every problem.
    """
    held = answers_in(response, interviewer.knowledge.base, where=where)
    steps = list(held.steps())
    if held.problems:
        raise RequestError(held.problems)
    interview, dropped = _at_once(steps, interviewer), list[Problem]()
    if interview is None:
        interview, dropped = _one_by_one(steps, held, interviewer)
    if _was_continued(response):
        interview = interviewer.go_on(interview)
    return Read(interview=interview, dropped=tuple(dropped))


def _at_once(steps: list[Step], interviewer: Interviewer) -> Interview | None:
    """Return the interview where every answer fits and goes with the others; else None."""
    base = interviewer.knowledge.base
    row = {
        "knowledge": {"version": base.version, "sha256": base.sha256},
        "steps": [
            {
                "question": each.question,
                "given": list(each.given) if isinstance(each.given, tuple) else each.given,
            }
            if each.lines is None
            else {"question": each.question, "lines": dict(each.lines)}
            for each in steps
        ],
    }
    try:
        return from_row(InterviewRow.model_validate(row), interviewer).interview
    except (SavedError, ValidationError):
        return None


def _one_by_one(
    steps: list[Step], held: Answers, interviewer: Interviewer
) -> tuple[Interview, list[Problem]]:
    """Return the interview with what goes with what was answered before, and what was left out.

    Raises:
        RequestError: an answer is none of its question at all.
    """
    interview, dropped = Interview(id="interview"), list[Problem]()
    for step in steps:
        try:
            interview = interviewer.answer(interview, step.question, step.given)
        except CaseError as error:
            if not _is_possible(step, interviewer):
                raise RequestError(
                    [replace(each, where=held.place(step.question)) for each in error.problems]
                ) from error
            dropped.extend(_no_more(held, step, error))
    return interview, dropped


def _is_possible(step: Step, interviewer: Interviewer) -> bool:
    """Return whether an answer is one of its question's at all, whatever else was answered."""
    try:
        interviewer.answer(Interview(id="alone"), step.question, step.given)
    except CaseError:
        finding = interviewer.knowledge.base.findings.get(step.question)
        return finding is not None and isinstance(step.given, str) and step.given in finding.states
    return True


def _no_more(held: Answers, step: Step, error: CaseError) -> list[Problem]:
    return [replace(each, where=held.place(step.question), fix="it was left out") for each in error.problems]


def _was_continued(response: Resource) -> bool:
    for item in map(mapping, listed(response.get("item"))):
        if item.get("linkId") == _GO_ON:
            codes = [
                mapping(mapping(each).get("valueCoding")).get("code") for each in listed(item.get("answer"))
            ]
            return _CONTINUE in codes
    return False


def next_question(
    response: Resource, interviewer: Interviewer, codes: CodeMap, *, now: datetime, act: Act | None = None
) -> Resource:
    """Return the response with the next item, or completed with why and what to do.

    Args:
        response: As it was returned last, with an answer; a new one for a start. To go back, take away the
            last answer; to change an answer, change it where it stands.
        now: When, with a time zone.
        act: `back` takes the last answer away, `continue` goes on after an emergency, `end` stops.

    Raises:
        RequestError: this is no such response, or an answer is none of its question.
    """
    _refuse_other(response)
    read = read_interview(response, interviewer)
    interview = _acted(read.interview, act, interviewer)
    step = interviewer.next_step(interview)
    forms = _put(response)
    items = [forms.get(name) or _again(interview, name, interviewer, codes) for name in _questions(interview)]
    if isinstance(step, Ask):
        items.append(item_of(step.question, interviewer.knowledge.base, codes))
    else:
        items.extend(_ending(step, _advice(interviewer, interview, step)))
    kept = {text(mapping(each).get("linkId")): each for each in listed(response.get("item"))}
    told = bool(interview.told) and kept.get(_GO_ON)
    answered = [kept[name] for name in _questions(interview) if name in kept] + ([told] if told else [])
    return _response(
        response,
        items,
        answered,
        now=now,
        is_done=isinstance(step, Stop),
        dropped=read.dropped,
        told=bool(told),
    )


def _acted(interview: Interview, act: Act | None, interviewer: Interviewer) -> Interview:
    if act == "back":
        return interview.back()
    if act == "continue":
        return interviewer.go_on(interview)
    return interviewer.end(interview) if act == "end" else interview


def _refuse_other(response: Resource) -> None:
    name = text(response.get("questionnaire"))
    if kind(response) != "QuestionnaireResponse":
        found, expected = f"the resource {kind(response)!r}", "a QuestionnaireResponse"
    elif name and not name.startswith("#") and name.split("|")[0] != ADAPTIVE:
        found, expected = f"a response to {name!r}", ADAPTIVE
    elif response.get("status") in ("entered-in-error", "stopped"):
        found, expected = f"the status {response['status']!r}", "in-progress"
    else:
        return
    where = "QuestionnaireResponse"
    raise RequestError([Problem(where=where, found=found, expected=expected, fix="begin a new one")])


def _questions(interview: Interview) -> list[str]:
    return [step.question for step in interview.steps]


def _put(response: Resource) -> dict[str, Item]:
    """Return the items that were put, by question, as they stand in the contained Questionnaire."""
    forms = [
        each for each in map(mapping, listed(response.get("contained"))) if kind(each) == "Questionnaire"
    ]
    return {
        text(item.get("linkId")): item for form in forms for item in map(mapping, listed(form.get("item")))
    }


def _again(interview: Interview, name: str, interviewer: Interviewer, codes: CodeMap) -> Item:
    index = _questions(interview).index(name)
    return item_of(interviewer.question_again(interview, index), interviewer.knowledge.base, codes)


def _advice(interviewer: Interviewer, interview: Interview, stop: Stop) -> list[str]:
    """Return what to do after an end that is no emergency: how soon to be seen, and why."""
    if stop.kind == "emergency":
        return []
    assessment = interviewer.assess(interview)
    words, reasons = URGENCY[assessment.urgency], assessment.reasons[:_MOST_REASONS]
    if interview.audience == "patient":
        return [f"{words.headline}.", *(each.text for each in reasons)]
    return [f"{words.deed}.", *(each.plain for each in reasons)]


def _ending(stop: Stop, advice: list[str]) -> list[Item]:
    words = [stop.reason, *stop.do_now, *advice]
    shown = [display_item(f"{_STOP}.{number}", line) for number, line in enumerate(words) if line]
    if stop.still_open:
        shown.append(
            display_item(
                f"{_STOP}.open", _("Not settled: %(signs)s.", signs=in_one_line(stop.still_open, "apart"))
            )
        )
    if stop.kind == "emergency" and stop.can_continue:
        text_ = _("Go on with the questions only if help is on its way, or a clinician has seen this.")
        shown.append(choice(_GO_ON, text_, [option(_CONTINUE, _("Go on"))]))
    return shown


def _response(
    response: Resource,
    items: list[Item],
    answered: list[Item],
    *,
    now: datetime,
    is_done: bool,
    dropped: tuple[Problem, ...],
    told: bool,
) -> Resource:
    if told and not any(item["linkId"] == _GO_ON for item in items):
        items.append(choice(_GO_ON, _("Gone on after an emergency"), [option(_CONTINUE, _("Go on"))]))
    form: Resource = {
        "resourceType": "Questionnaire",
        "id": _FORM,
        "status": "active",
        "derivedFrom": [ADAPTIVE],
        "subjectType": ["Patient"],
        "item": items,
    }
    kept: dict[str, Any] = {
        key: response[key]
        for key in ("id", "subject", "author", "encounter", "identifier")
        if key in response
    }
    made: Resource = {
        "resourceType": "QuestionnaireResponse",
        **kept,
        "contained": [form],
        "questionnaire": f"#{_FORM}",
        "status": "completed" if is_done else "in-progress",
        "authored": instant(now),
    }
    if dropped:
        text_ = " ".join(f"{each.where}: {each.expected}." for each in dropped)
        made["extension"] = [{"url": "urn:pygalgia:extension:dropped", "valueString": text_}]
    return made | ({"item": answered} if answered else {})
