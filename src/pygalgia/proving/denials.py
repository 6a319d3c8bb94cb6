"""The ways to a "no": every question, with every answer that it has, is given; what is denied must be meant.

An answer says of each line of a list what it says of that line alone, and what follows from an answer follows
from that one answer (each rule has one premise). So it is enough to try every line in each of its three ways
beside every other line in each of its three, and every answer alone.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Literal

from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.interview_rules import Sheet, Tick, TickList
from pygalgia.errors import CaseError
from pygalgia.interview import Given, Interview, Question, QuestionId, wording
from pygalgia.interview.state import SKIPPED, UNKNOWN
from pygalgia.proving.claim import Ground, Tried

Left = Literal["left", "ticked", "unsure"]
_WAYS: tuple[Left, ...] = ("left", "ticked", "unsure")


def only_meant(ground: Ground) -> Iterator[Tried]:
    """Try every way to pass over a question, every question and every list."""
    yield from _by_passing_over(ground)
    yield from _by_answers(ground)
    yield from _by_lists(ground)


def _lists(ground: Ground) -> Iterator[Question]:
    """Yield each list as it can be put: whole, and half of it in sight with the other half behind "more"."""
    rules, findings = ground.base.interview, ground.base.findings
    lists = {each.id: each for each in (*rules.screen, *rules.lists)}

    def put(
        row: TickList | Sheet, seen: list[tuple[TickList, Tick]], more: list[tuple[TickList, Tick]]
    ) -> Question:
        return wording.list_question(
            row, seen, more=more, id_=str(QuestionId("list", row.id)), findings=findings, audience="self"
        )

    for row in rules.screen:
        yield put(row, [(row, tick) for tick in row.ticks], [])
    for sheet in rules.sheets:
        lines = [(lists[name], tick) for name in sheet.lists for tick in lists[name].ticks]
        yield put(sheet, lines, [])
        half = len(lines) // 2
        yield put(sheet, lines[:half], lines[half:])


def _by_lists(ground: Ground) -> Iterator[Tried]:
    for question in _lists(ground):
        # Where some stand behind "more", what is new is a pair of one in sight and one that is not.
        pairs = product(question.options, question.more) if question.more else combinations(question.lines, 2)
        for one, other in pairs:
            for ways in product(_WAYS, repeat=2):
                said = dict(zip((one.id, other.id), ways, strict=True))
                yield Tried(f"{question.id}: {said}", holds=_is_meant(question, said))


def _is_meant(question: Question, said: Mapping[str, Left]) -> bool:
    """Return whether exactly those are denied that were in sight and neither ticked nor doubted."""
    ticks = [name for name, way in said.items() if way == "ticked"]
    unsure = [name for name, way in said.items() if way == "unsure"]
    answer = question.ticked(ticks, unsure=unsure)
    denied = {name for name, state in answer.items() if state in NOTHING}
    spoken_of = {each.finding for each in question.lines if each.id in (*ticks, *unsure)}
    in_sight = {each.finding for each in question.options if each.nothing in NOTHING}
    stated = {each.finding for each in question.lines if each.id in ticks and each.state in NOTHING}
    return denied == (in_sight - spoken_of) | stated


def _by_passing_over(ground: Ground) -> Iterator[Tried]:
    """Pass over each list and question, in both ways: nothing is known by it."""
    leader, rules = ground.leader, ground.base.interview
    questions = [str(QuestionId("screen", each.id)) for each in rules.screen]
    questions += [str(QuestionId("list", each.id)) for each in rules.sheets]
    questions += list(ground.base.findings)
    questions += [str(QuestionId(part, name)) for name in ground.asked_names for part in ("since", "course")]
    for question, given in product(questions, (UNKNOWN, SKIPPED)):
        yield Tried(f"{question}: {given}", holds=not _states(ground, {question: given}))
    ended = leader.end(leader.begin())
    yield Tried("ended", holds=not leader.case(ended).states)


def _by_answers(ground: Ground) -> Iterator[Tried]:
    """Answer each question alone, with all that it is asked under: what is denied was answered or follows."""
    for finding in ground.base.findings.values():
        for state in finding.states if finding.kind != "regions" else ():
            given = {**_above(finding, ground), finding.id: state}
            try:
                known = _states(ground, given)
            except CaseError:
                continue  # no such person: a mother of nine, a man who is pregnant
            denied = {name for name, each in known.items() if each in NOTHING}
            yield Tried(f"{finding.id}: {state}", holds=denied <= _follows(given, ground))


def _above(finding: Finding, ground: Ground) -> dict[str, Given]:
    """Return the answers that a finding is asked under."""
    parent = finding.asked_if
    if parent is None:
        return {}
    return {**_above(ground.base.findings[parent.finding], ground), parent.finding: parent.states[0]}


def _follows(given: Mapping[str, Given], ground: Ground) -> set[str]:
    """Return what may be denied: what was answered so, and what a rule of the data says of such an answer."""
    findings = ground.base.findings
    meant = {name for name, state in given.items() if state in NOTHING}
    ruled = {
        rule.finding
        for name, state in given.items()
        for rule in findings[name].implies
        if rule.state == state and rule.time is None
    }
    return meant | ruled


def _states(ground: Ground, given: Mapping[str, Given]) -> Mapping[str, str]:
    leader = ground.leader
    so_far: Interview = leader.begin()
    for question, answer in given.items():
        so_far = leader.answer(so_far, question, answer)
    return leader.case(so_far).states
