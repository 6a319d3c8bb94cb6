"""Turn what is to be asked into a question in the words of whoever answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pygalgia.domain.case import Case, Sex
from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.finding import ABSENT, NOTHING, PRESENT, Finding
from pygalgia.domain.in_names import in_names
from pygalgia.domain.interview_rules import InterviewRules, PersonQuestion, SelfCheck, Sheet, Tick, TickList
from pygalgia.domain.logic import holds, leaves
from pygalgia.interview.question import Option, Question
from pygalgia.interview.question_id import QuestionId, TimePart
from pygalgia.interview.state import UNKNOWN, UNTICKED, Audience
from pygalgia.texts import Words, _, later

_YES_NO = Words({PRESENT: later("yes"), ABSENT: later("no")})
#: The option of a contradiction's question that leaves both answers open.
NEITHER = "not-sure"
#: Shorter words are too common to be taken for a symptom.
SHORTEST_WORD = 4


def person_question(row: PersonQuestion, audience: Audience) -> Question:
    """Return a question about the person."""
    words = {"self": row.question, "someone-else": row.other, "patient": row.clinician}
    return Question(
        id=row.id,
        kind="choice" if row.kind == "choice" else "number" if row.kind == "number" else "text",
        text=words[audience],
        help=row.help,
        why=row.why,
        topic="person",
        options=tuple(Option(id=each.id, text=each.text) for each in row.choices),
        units=("a",) if row.kind == "number" else (),
        minimum=0.0 if row.kind == "number" else None,
        maximum=120.0 if row.kind == "number" else None,
    )


def yes_or_no() -> tuple[Option, Option]:
    """Return the two answers to a yes-no question."""
    return Option(id=PRESENT, text=_YES_NO[PRESENT]), Option(id=ABSENT, text=_YES_NO[ABSENT])


def finding_question(
    finding: Finding,
    audience: Audience,
    *,
    findings: Mapping[str, Finding],
    said: str = "",
    ticked: Tick | None = None,
) -> Question:
    """Return the question about one finding.

    Args:
        finding: What is asked about.
        audience: Who answers.
        findings: By id: a clinician's question may speak of others.
        said: The person's own words for it, where they used any.
        ticked: The line whose tick led here: what it said is taken for true, with a way back from it.
    """
    clinical = audience == "patient"
    followed = None if clinical else ticked
    scale = finding.scale
    options = yes_or_no() if finding.kind == "yes-no" else _states(finding, ticked=followed)
    if finding.not_had is not None:
        options = (*options, Option(id=UNKNOWN, text=finding.not_had.text))
    return Question(
        id=finding.id,
        kind=finding.kind,
        text=in_names(finding.clinician, findings)
        if clinical
        else followed.asks
        if followed
        else finding.question,
        help=finding.help,
        why=finding.why,
        topic=finding.topic,
        said=said,
        options=options if finding.kind != "regions" else (),
        units=tuple(unit.code for unit in scale.units) if scale else (),
        minimum=scale.minimum if scale else None,
        maximum=scale.maximum if scale else None,
        findings=(finding.id,),
    )


def time_question(part: TimePart, finding: Finding, rules: InterviewRules, audience: Audience) -> Question:
    """Return the question since when a sign is there, or how it is going, in the words of its line."""
    times = rules.times
    asked = times.since_question if part == "since" else times.course_question
    rows = times.since if part == "since" else times.courses
    return Question(
        id=str(QuestionId(part, finding.id)),
        kind="choice",
        text=_(
            "%(question)s: %(sign)s?",
            question=asked,
            sign=finding.name if audience == "patient" else _plain_words(finding, rules),
        ),
        help=times.help,
        why=times.why,
        topic=finding.topic,
        options=tuple(Option(id=each.id, text=each.text) for each in rows),
    )


def _plain_words(finding: Finding, rules: InterviewRules) -> str:
    """Return a sign as a line of a list says it; its name where it stands on none."""
    lines = (tick for row in (*rules.screen, *rules.lists) for tick in row.ticks)
    return next((tick.text for tick in lines if tick.finding == finding.id), finding.name)


def self_check_question(check: SelfCheck, finding: Finding) -> Question:
    """Return an examination that a person can do alone, as a question."""
    plain = finding_question(finding, "self", findings={})
    return Question(
        id=plain.id,
        kind=plain.kind,
        text=check.question,
        why=plain.why,
        topic=plain.topic,
        options=plain.options,
        units=plain.units,
        minimum=plain.minimum,
        maximum=plain.maximum,
        steps=check.steps,
        caution=check.stop,
        findings=plain.findings,
    )


def list_question(
    row: TickList | Sheet,
    ticks: Sequence[tuple[TickList, Tick]],
    *,
    more: Sequence[tuple[TickList, Tick]] = (),
    quiet: frozenset[str] = frozenset(),
    id_: str,
    findings: Mapping[str, Finding],
    audience: Audience,
) -> Question:
    """Return the lines of one list, or of several put together under headings, as one question.

    Args:
        row: The list or the sheet.
        ticks: The lines in sight.
        more: Lines behind "more".
        quiet: Findings whose lines say nothing where they are left unticked.
        id_: The question's id.
        findings: By id.
        audience: Who answers.
    """
    clinical = audience == "patient"
    lists = {each.id for each, _ in (*ticks, *more)}
    in_sight = list(dict.fromkeys(each.id for each, _ in ticks))
    top: TickList | Sheet = ticks[0][0] if len(in_sight) == 1 else row

    def line(each: TickList, tick: Tick, *, is_headed: bool) -> Option:
        heading = each.clinician if clinical else each.question
        return _line(
            tick,
            findings[tick.finding],
            clinical=clinical,
            heading=tick.heading or (heading if is_headed else ""),
            is_quiet=tick.finding in quiet,
        )

    return Question(
        id=id_,
        kind="several",
        text=top.clinician if clinical else top.question,
        help=_("Tick what is present.") if clinical else _("Tick all that apply."),
        why=top.why,
        topic=row.id,
        options=tuple(line(each, tick, is_headed=len(in_sight) > 1) for each, tick in ticks),
        more=tuple(line(each, tick, is_headed=len(lists) > 1) for each, tick in more),
        findings=tuple(dict.fromkeys(tick.finding for _, tick in ticks)),
    )


def once_more(question: Question) -> Question:
    """Return a question that says why it asks again what an earlier list showed."""
    reason = _(
        "This was on an earlier list. To leave a line alone does not mean no, so what could sharpen the "
        "advice is asked once more, openly."
    )
    return replace(question, help=f"{question.help} {reason}".strip())


def looked_for(question: Question) -> Question:
    """Return a question about a danger sign that somebody was not sure of, with why it comes again."""
    reason = _("This was marked as not sure. The advice hangs on it: please check now.")
    return replace(question, help=f"{reason} {question.help}".strip())


def for_sex(question: Question, sex: Sex, findings: Mapping[str, Finding]) -> Question:
    """Return a question without the answers that only the other sex can give."""
    finding = findings.get(question.id)
    if finding is None or sex == "unknown" or not finding.only_sex_of:
        return question
    options = tuple(each for each in question.options if finding.only_sex_of.get(each.id, sex) == sex)
    return replace(question, options=options)


def for_one_sex(question: Question, findings: Mapping[str, Finding]) -> Question:
    """Return a question to somebody who left the sex open, saying of each line for one sex whom it is for."""

    def line(option: Option) -> Option:
        sex = findings[option.finding].only_sex
        if sex is None:
            return option
        told = (
            _("for a woman: %(line)s", line=option.text)
            if sex == "female"
            else _("for a man: %(line)s", line=option.text)
        )
        return replace(option, text=told)

    if question.kind == "several":
        options, more = tuple(map(line, question.options)), tuple(map(line, question.more))
        return replace(question, options=options, more=more)
    sexes = {findings[name].only_sex for name in question.findings} - {None}
    if not sexes:
        return question
    whom = (
        _("This question is for women. If it does not concern you, choose the answer that says so.")
        if sexes == {"female"}
        else _("This question is for men. If it does not concern you, choose the answer that says so.")
    )
    return replace(question, help=f"{question.help} {whom}".strip())


def check_question(contradiction: Contradiction, case: Case, findings: Mapping[str, Finding]) -> Question:
    """Return a kind question about answers that cannot all be true."""
    involved = dict.fromkeys(
        leaf.finding
        for leaf in leaves(contradiction.when)
        if leaf.finding is not None and holds(leaf, case, findings=findings)
    )
    return Question(
        id=str(QuestionId("check", contradiction.id)),
        kind="choice",
        text=_(
            "Two of your answers do not go together: %(answers)s. Which one shall we ask again?",
            answers=contradiction.text,
        ),
        help=_("It is easy to mix these up. Choose the one to answer again."),
        why=_("Answers that cannot both be true would point the wrong way."),
        topic="check",
        options=(
            *(
                Option(id=name, text=_answered(findings[name], case.states[name]), finding=name)
                for name in involved
            ),
            Option(id=NEITHER, text=_("I am not sure: leave both open")),
        ),
        findings=tuple(involved),
    )


def _answered(finding: Finding, state: str) -> str:
    said = _YES_NO.get(state, "") if finding.kind == "yes-no" else finding.state_names[state]
    return _("%(question)s You said: %(answer)s", question=finding.question, answer=said)


def _states(finding: Finding, *, ticked: Tick | None) -> tuple[Option, ...]:
    if ticked is None:
        return tuple(Option(id=state, text=finding.state_names[state]) for state in finding.states)
    something = [state for state in finding.states if state not in NOTHING]
    nothing = [state for state in finding.states if state in NOTHING]
    return (
        *(Option(id=state, text=finding.state_names[state]) for state in something),
        *(Option(id=state, text=ticked.neither) for state in nothing),
    )


def finding_as(finding: Finding, state: str) -> str:
    """Return a finding with one of its states, as a line: "Fever: high"."""
    return _("%(finding)s: %(state)s", finding=finding.name, state=finding.state_names.get(state, state))


def _line(tick: Tick, finding: Finding, *, clinical: bool, heading: str, is_quiet: bool) -> Option:
    state = tick.state or ""
    several = finding.kind != "yes-no" and state
    words = finding.name if not several else finding_as(finding, state)
    nothing = None if is_quiet else next((each for each in finding.states if each in NOTHING), None)
    return Option(
        id=f"{tick.finding}={state}" if several else tick.finding,
        text=words if clinical else tick.text,
        finding=tick.finding,
        state=state,
        heading=heading,
        nothing=nothing or UNTICKED,
    )


def words_used(own_words: str, findings: Mapping[str, Finding]) -> dict[str, str]:
    """Return finding id to the words that the person used for it.

    Only whole words and phrases of the findings' names and synonyms count. They word questions and are never
    taken for answers: "no fever" mentions a fever.
    """
    text = own_words.lower()
    found: dict[str, str] = {}
    for finding in findings.values() if text else ():
        for word in sorted((finding.name, *finding.synonyms), key=len, reverse=True):
            if len(word) < SHORTEST_WORD or word.lower() not in text:
                continue
            if re.search(rf"\b{re.escape(word.lower())}\b", text):
                found[finding.id] = word.lower() if word.islower() or word[1:].islower() else word
                break
    return found
