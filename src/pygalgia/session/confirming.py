"""What was read from somebody's own words, put before them: nothing counts until they agree.

A reading becomes lines, each the question it would answer, with the words it was read from. What is agreed
becomes ordinary answers of the interview, which then asks none of it again but where it hurts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.interview_rules import TimeQuestion
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import applies
from pygalgia.domain.timing import DAYS
from pygalgia.errors import CaseError
from pygalgia.interview import (
    Agreed,
    Ask,
    Given,
    Interview,
    Stop,
    Understood,
    UnderstoodLine,
    answers,
    wording,
)
from pygalgia.interview.address import addressed
from pygalgia.own_words import Candidate, Person, Reading, Time, lexicon, read
from pygalgia.texts import Words, _, later

if TYPE_CHECKING:
    from pygalgia.session.interviewer import Interviewer

DANGERS = later("Please check these first")
#: Group of lines to the topics of its findings.
GROUPS = {
    later("Where it hurts, and since when"): ("site", "course"),
    later("What it feels like"): ("character", "rhythm"),
    later("What makes it worse or better"): ("provocation", "provocation-movement", "treatment-tried"),
    later("Legs, bladder and bowel"): ("neuro", "urinary", "neuro-examination"),
    later("How you are"): ("general", "daily-life", "danger-signs", "child", "vitals", "women"),
    later("Skin and lumps"): ("skin", "lumps"),
}
#: Topic of what people measure at home, such as their temperature.
AT_HOME = "vitals"
OTHER = later("What was before, and the rest")
#: Why a line is only a question.
_NOTES = Words(
    {
        "two-ways": later("You wrote of it in two ways."),
        "unclear": later("It was not clear whether you mean that it is there."),
        "corrected": later("You corrected yourself."),
        "another-time": later("You wrote of an earlier time."),
    }
)


def understood(text: str, so_far: Interview, interviewer: "Interviewer") -> Understood:
    """Return what a text seems to say that was not answered yet.

    Args:
        text: In somebody's own words.
        so_far: The interview.
        interviewer: Who leads it.

    Raises:
        CaseError: the text is too long.
    """
    base = interviewer.knowledge.base
    found = read(text, lexicon(), base, of=_whom(so_far))
    case, known = interviewer.case(so_far), answers(so_far)
    who = ("patient", "examiner") if so_far.audience == "patient" else ("patient",)
    lines = [
        _line(each, so_far, base)
        for each in found.candidates
        if each.finding not in known
        and (base.findings[each.finding].who in who or base.findings[each.finding].topic == AT_HOME)
        and _is_put(each)
        and applies(base.findings[each.finding], case)
    ]
    lines += _opening(lines, so_far, interviewer)
    order = [_(each) for each in _ORDER]
    ordered = sorted(_each_once(lines), key=lambda each: order.index(each.group))
    return Understood(
        lines=tuple(ordered),
        alarm=_alarm(ordered, so_far, interviewer),
        left=_parts(found, found.not_understood),
        others=tuple(
            dict.fromkeys(
                each.words for each in found.candidates if each.doubt in ("somebody-else", "imagined")
            )
        ),
        is_foreign=found.language == "other",
        notice=found.notice,
        notice_language=found.notice_language,
        complaints=found.other_complaints,
    )


def agreed(
    so_far: Interview, given: Mapping[str, Given], shown: Understood, interviewer: "Interviewer"
) -> Agreed:
    """Return the interview with the answers that were agreed to, and with their times.

    Args:
        so_far: The interview.
        given: Finding id to the answer; what was struck is not in it.
        shown: What was put before the person.
        interviewer: Who leads it.
    """
    lines = {each.question.id: each for each in shown.lines}
    refused = list[str]()
    for name in _parents_first(given, interviewer.knowledge.base.findings):
        try:
            so_far = interviewer.answer(so_far, name, given[name])
        except CaseError:
            refused.append(name)
            continue
        line = lines.get(name)
        # A time belongs to what was read: where the answer was corrected, it is asked anew.
        if line is not None and line.proposed == given[name] and not _is_nothing(given[name]):
            times = (("since", line.since), ("course", line.course))
            for part, told in times:
                if told:
                    so_far = interviewer.answer(so_far, f"{part}/{name}", told)
    # Who writes names the places that come to mind: the picture is put with them marked, to add a side and
    # others. Who has added some already is not asked again.
    places = tuple(
        name
        for name, said in given.items()
        if isinstance(said, tuple) and name not in refused and name in lines and lines[name].proposed == said
    )
    return Agreed(interview=replace(so_far, again=(*so_far.again, *places)), refused=tuple(refused))


def _whom(so_far: Interview) -> Person:
    """Return whom the interview is about, as far as it was told before the own words."""
    sex = so_far.sex
    return Person(
        age_years=so_far.age_years,
        sex=None if sex == "unknown" else sex,
        is_another=so_far.audience == "someone-else",
    )


_ORDER = (DANGERS, *GROUPS, OTHER)


def _is_nothing(given: Given | None) -> bool:
    return isinstance(given, str) and given in NOTHING


def _is_put(each: Candidate) -> bool:
    return each.about == "the person" and (each.is_answer or each.doubt in _NOTES)


def _line(each: Candidate, so_far: Interview, base: KnowledgeBase) -> UnderstoodLine:
    finding, times = base.findings[each.finding], base.interview.times
    question = addressed(
        wording.finding_question(finding, so_far.audience, findings=base.findings, said=each.words),
        so_far,
        base.interview.in_other_words,
    )
    proposed = _proposed(each)
    # What is dangerous to deny is never ticked as absent for anybody.
    is_denied_danger = each.is_danger and (each.negated or _is_nothing(proposed))
    return UnderstoodLine(
        question=question,
        group=_(DANGERS if each.is_danger else _group(finding)),
        heard=each.words,
        proposed=None if is_denied_danger else proposed,
        since=_since(each.time, times),
        course=_course(each.time, times),
        note=_NOTES.get(each.doubt, ""),
        is_danger=each.is_danger,
    )


def _opening(
    lines: Sequence[UnderstoodLine], so_far: Interview, interviewer: "Interviewer"
) -> list[UnderstoodLine]:
    """Return a line for each question that a line hangs on: whoever tells where a lump is has one."""
    base, case, known = interviewer.knowledge.base, interviewer.case(so_far), answers(so_far)
    found = {each.question.id for each in lines} | known.keys()
    made = list[UnderstoodLine]()
    for line in lines:
        parent = base.findings[line.question.id].asked_if
        if parent is None or parent.finding in found or line.proposed is None or _is_nothing(line.proposed):
            continue
        finding = base.findings[parent.finding]
        if finding.from_regions or not applies(finding, case):
            continue
        found.add(finding.id)
        made.append(
            UnderstoodLine(
                question=addressed(
                    wording.finding_question(
                        finding, so_far.audience, findings=base.findings, said=line.heard
                    ),
                    so_far,
                    base.interview.in_other_words,
                ),
                group=_(DANGERS if finding.critical else _group(finding)),
                heard=line.heard,
                proposed=parent.states[0] if len(parent.states) == 1 else None,
                is_danger=finding.critical,
            )
        )
    return made


def _proposed(each: Candidate) -> Given | None:
    if not each.is_answer:
        return None
    if each.regions:
        return each.regions
    if each.value is not None:
        return {"value": each.value, "unit": each.unit}
    return each.state


def _group(finding: Finding) -> str:
    return next((name for name, topics in GROUPS.items() if finding.topic in topics), OTHER)


def _since(time: Time, times: TimeQuestion) -> str:
    if time.since is None or isinstance(time.since, str):
        return time.since or ""
    days = time.since[0] * DAYS[time.since[1]]
    return next((each.id for each in times.since if each.since.from_days <= days < each.since.below_days), "")


def _course(time: Time, times: TimeQuestion) -> str:
    if time.past:
        return next((each.id for each in times.courses if each.past), "")
    return next((each.id for each in times.courses if each.course == time.course and each.course), "")


def _each_once(lines: Iterable[UnderstoodLine]) -> list[UnderstoodLine]:
    return list({each.question.id: each for each in lines}.values())


def _alarm(lines: Iterable[UnderstoodLine], so_far: Interview, interviewer: "Interviewer") -> Stop | None:
    """Return what to do at once if everything that was read is right."""
    shown = Understood(lines=tuple(lines))
    given = {each.question.id: each.proposed for each in shown.lines if each.proposed is not None}
    if not any(each.is_danger and each.proposed is not None for each in shown.lines):
        return None
    step = interviewer.next_step(agreed(so_far, given, shown, interviewer).interview)
    return None if isinstance(step, Ask) or step.kind != "emergency" else step


def _parents_first(given: Mapping[str, Given], findings: Mapping[str, Finding]) -> list[str]:
    """Return the findings in an order in which none comes before the one that it is asked after."""

    def depth(name: str) -> int:
        parent = findings[name].asked_if
        return 0 if parent is None else 1 + depth(parent.finding)

    return sorted(given, key=depth)


def _parts(found: Reading, places: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(found.text[start:end] for start, end in places)
