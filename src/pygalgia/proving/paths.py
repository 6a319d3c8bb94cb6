"""Ways through the interview by which a person without training raises a flag: found, and walked to the end.

The solver gives answers that raise the flag and contradict nothing; a person of whom just these are true then
answers what the interview asks, in its own order. One way that arrives proves that there is one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pygalgia.domain.case import GROWN_UP, Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.interview_rules import InterviewRules
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import leaves
from pygalgia.domain.timing import COURSES
from pygalgia.interview import Ask, Given, Interview, Question, given_by, question_id
from pygalgia.interview.state import SKIPPED, UNKNOWN
from pygalgia.interview.wording import NEITHER
from pygalgia.proving.answers import Answers, Formula, number
from pygalgia.proving.claim import Ground, Tried, case_of
from pygalgia.proving.countermodel import as_case
from pygalgia.proving.flags import Tests
from pygalgia.proving.solver import solver

#: So many persons are tried before a flag is said to have no way.
_PERSONS = 8
#: An interview is shorter; what goes on longer does not end.
_STEPS = 200
_ADULT = (30, 60)
#: Everybody hurts somewhere.
_SOMEWHERE = ("buttock-left",)


def hazards_have_a_way(ground: Ground) -> Iterator[Tried]:
    """Try each hazard: one of its flags must be reached."""
    flags = ground.flagged.flags
    for hazard in dict.fromkeys(flag.hazard for flag in flags):
        ways = (_way(place, ground) for place, flag in enumerate(flags) if flag.hazard == hazard)
        yield Tried(hazard, holds=any(way.holds for way in ways if way is not None))


def flags_have_a_way(ground: Ground) -> Iterator[Tried]:
    """Try each flag that a person without training can raise at all."""
    for place in range(len(ground.flagged.flags)):
        way = _way(place, ground)
        if way is not None:
            yield way


def _way(place: int, ground: Ground) -> Tried | None:
    """Return what came of trying to raise one flag; None where no answers of a lay person raise it."""
    flag, case = ground.flagged.flags[place], None
    for case in _persons(place, ground):
        for denies in (True, False):
            if raises(flag.id, Person(case, ground.base, denies=denies), ground):
                return Tried(flag.id, holds=True)
    return None if case is None else Tried(flag.id, holds=False, case=case)


def _persons(place: int, ground: Ground) -> Iterator[Case]:
    """Yield persons who have what raises a flag: all that it asks about, then each with other few signs."""
    z3, flag = solver(), ground.flagged.flags[place]
    answers, person = ground.answers, ground.answers.person
    search = z3.SolverFor("QF_LRA")
    search.add(answers.possible, ground.flagged.raised[place], ground.consistent, tellable(ground))
    search.add(person.has_age, z3.Or(*person.sexes.values()))
    youngest, oldest = _ADULT
    for whose in (z3.And(person.age >= youngest, person.age <= oldest), z3.BoolVal(val=True)):
        search.push()
        search.add(whose)
        if search.check() == z3.sat:
            yield _fullest(search, place, ground)
        for _ in range(_PERSONS):
            if search.check() != z3.sat:
                break
            case = case_of(search, ground, flag.id)
            yield case
            search.add(z3.Not(z3.And(list(_same(case, answers)))))
        search.pop()


def _same(case: Case, answers: Answers) -> Iterator[Formula]:
    """Yield that the answers are those of a case, and that each began when it did there."""
    for name, state in case.states.items():
        yield answers.states(name)[state]
        time = case.times.get(name)
        if time is not None and time.since is not None:
            yield answers.told[name].since[1] == number(time.since.from_days)


def _fullest(search: Formula, place: int, ground: Ground) -> Case:
    """Return a person who has as much as can be together of what a flag asks about."""
    z3, flag, tests = solver(), ground.flagged.flags[place], Tests(ground.answers)
    search.push()
    for leaf in leaves(flag.when):
        if search.check(tests.sure(leaf)) == z3.sat:
            search.add(tests.sure(leaf))
    search.check()
    case = as_case(search.model(), ground.answers, name=flag.id)
    search.pop()
    return case


def tellable(ground: Ground) -> Formula:
    """Return that nothing is known but what an interview asks a lay person, and times as it offers them."""
    z3, answers, base = solver(), ground.answers, ground.base
    asked = {name for name in ground.lay if base.findings[name].scored} | set(base.interview.opening)
    drawn = {name for name, each in base.findings.items() if each.from_regions}
    silent = [answers.unknown(name) for name in base.findings if name not in asked | drawn]
    return z3.And(*silent, *(_as_offered(told, base.interview) for told in answers.told.values()))


def _as_offered(told: Formula, rules: InterviewRules) -> Formula:
    z3 = solver()
    known, start, stop = told.since
    spans = [
        z3.And(start == number(each.since.from_days), stop == number(each.since.below_days))
        for each in rules.times.since
        if each.since.below_days < float("inf")
    ]
    spans += [
        z3.And(start == number(each.since.from_days), stop > start + 1)
        for each in rules.times.since
        if each.since.below_days == float("inf")
    ]
    offered = {each.course for each in rules.times.courses}
    unsaid = [z3.Not(told.courses[each]) for each in COURSES if each not in offered]
    over, still = told.past
    going = z3.Or(over, *told.courses.values())
    both = z3.Not(z3.And(over, z3.Or(*told.courses.values())))
    # Who knows one part knows the other: the second is asked for only where it can matter with the first.
    whole = z3.Implies(told.any_of_it, z3.And(known, going))
    return z3.And(z3.Implies(known, z3.Or(spans)), z3.Not(still), *unsaid, both, whole)


@dataclass(frozen=True)
class Person:
    """Somebody of whom the answers of a case are true, and nothing else.

    Attributes:
        denies: Whether everything else is denied; else it is not known.
    """

    case: Case
    base: KnowledgeBase
    denies: bool

    def answer(self, question: Question) -> Given:
        """Return what this person answers."""
        asked = question_id(question.id)
        if question.kind == "several":
            return self._list(question)
        if question.kind == "regions":
            return tuple(self._regions()) or _SOMEWHERE
        if question.kind == "text":
            return SKIPPED
        if asked.is_time:
            return given_by(self.case, question, times=self.base.interview.times)
        of_themselves = self._of_themselves()
        return of_themselves[asked.name] if asked.name in of_themselves else self._one(question.id)

    def _of_themselves(self) -> Mapping[str, Given]:
        case = self.case
        is_child = case.age_years is not None and case.age_years < GROWN_UP
        said: dict[str, Given] = {"for-whom": "someone-else" if is_child else "self", "sex": case.sex}
        return said if case.age_years is None else {**said, "age": case.age_years}

    def _one(self, name: str) -> Given:
        return (
            NEITHER if question_id(name).kind == "check" else self.case.states.get(name) or self._rest(name)
        )

    def _rest(self, name: str) -> str:
        finding = self.base.findings.get(name)
        return (finding.denial if finding is not None and self.denies else None) or UNKNOWN

    def _list(self, question: Question) -> Given:
        """Tick every line that is true, those behind "more" too."""
        states = self.case.states
        ticks = [
            each.id
            for each in question.lines
            if (states.get(each.finding) == each.state if each.state else self._is_there(each.finding))
        ]
        left = [each.id for each in question.options if each.id not in ticks]
        return question.ticked(ticks, unsure=() if self.denies else left)

    def _is_there(self, name: str) -> bool:
        state = self.case.states.get(name)
        return state is not None and state not in NOTHING

    def _regions(self) -> Iterator[str]:
        """Yield a region for each place that hurts."""
        for name, state in self.case.states.items():
            rules = [each for each in self.base.findings[name].from_regions if each.state == state]
            bases = {base for each in rules for base in each.regions}
            yield from [each.id for each in self.base.regions.values() if each.base in bases][:1]


def raises(flag: str, person: Person, ground: Ground) -> bool:
    """Return whether a person's answers to an interview raise a flag; who is sent away goes on."""
    return any(flag in _raised(so_far, ground) for so_far in _walk(person, ground))


def _raised(so_far: Interview, ground: Ground) -> Iterable[str]:
    leader = ground.leader
    standing = leader.knowledge.judge.standing(leader.case(so_far))
    return {each.flag.id for each in standing.holding if each.verdict == "raised"}


def _walk(person: Person, ground: Ground) -> Iterator[Interview]:
    """Yield the interview after each answer."""
    leader = ground.leader
    so_far = leader.begin()
    for _ in range(_STEPS):
        step = leader.next_step(so_far)
        if isinstance(step, Ask):
            so_far = leader.answer(so_far, step.question.id, person.answer(step.question))
            yield so_far
        elif step.kind == "emergency":
            so_far = leader.go_on(so_far)
        else:
            return
