"""What comes next: opening, emergency screen, then the most valuable question, until nothing can matter."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import InterviewRules, Sheet, Tick, TickList
from pygalgia.domain.logic import is_asked_of
from pygalgia.interview import sign_time, stopping, wording
from pygalgia.interview.address import addressed, name_in
from pygalgia.interview.alarm import LIKELY_CAUSES
from pygalgia.interview.pairs import best_pair
from pygalgia.interview.question import ASK, Ask, Phase, Question, Stop
from pygalgia.interview.question_id import QuestionId
from pygalgia.interview.situation import Situation
from pygalgia.interview.state import Interview, answers, next_list_id
from pygalgia.interview.value import Worth, list_cost

#: Lines, each with the list that it stands on.
_Lines = Sequence[tuple[TickList, Tick]]


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Something that could be asked next.

    Attributes:
        findings: What it settles.
        topic: What it is about.
        value: Expected saving of loss, >= 0.
        cost: Burden in seconds, > 0.
        worded: Puts it into words.
    """

    findings: tuple[str, ...]
    topic: str
    phase: Phase
    value: float
    cost: float
    worded: Callable[[], Question]

    @cached_property
    def question(self) -> Question:
        """The question in words: of a hundred candidates one is put."""
        return self.worded()

    @property
    def score(self) -> float:
        """Loss saved for each second of burden."""
        return self.value / self.cost


def next_step(
    interview: Interview, situation: Situation, *, contradictions: Mapping[str, Contradiction]
) -> Ask | Stop:
    """Return the next question, or that the interview stops and why. A pure function of the answers so far.

    Args:
        interview: The answers so far.
        situation: Where they lead: `declined` and `who` must be those of this interview.
        contradictions: Answers that cannot both be true.
    """
    return _Agenda(interview=interview, here=situation, contradictions=contradictions).step()


def candidates(interview: Interview, situation: Situation) -> tuple[Candidate, ...]:
    """Return everything that could be asked now, the opening aside: lists first, in file order."""
    agenda = _Agenda(interview=interview, here=situation, contradictions={})
    screen = agenda.waiting_screen()
    listed = {name for each in screen for name in each.findings}
    rest = [each for each in agenda.all_candidates() if not listed & set(each.findings)]
    return (*screen, *rest)


def words_of(interview: Interview, findings: Mapping[str, Finding]) -> dict[str, str]:
    """Return finding id to the words that the person used for it."""
    return wording.words_used(interview.own_words, findings)


def _plain(question: Question, phase: Phase) -> Candidate:
    """Return a question that is put for another reason than what it is worth."""
    return Candidate(
        findings=question.findings,
        topic=question.topic,
        phase=phase,
        value=0.0,
        cost=1.0,
        worded=lambda: question,
    )


@dataclass(frozen=True)
class _Agenda:
    interview: Interview
    here: Situation
    contradictions: Mapping[str, Contradiction]

    @property
    def rules(self) -> InterviewRules:
        return self.here.rules

    @cached_property
    def worth(self) -> Worth:
        return Worth(self.here)

    def step(self) -> Ask | Stop:
        if self.interview.ended:
            return stopping.requested(self.here, self.here.alarms)
        if self._is_alarming():
            # Before anything else: a contradiction can be asked about once help is on its way.
            return stopping.emergency(self.here, self.here.alarms, name=name_in(self.interview))
        question = self._contradiction() or self._lost() or self._opening()
        if question is not None:
            return self._ask(question)
        followed = self._follow_up()
        if followed is not None:
            return self._ask(followed)
        screening = None if self.interview.examining else self._screening()
        # Who goes on after an emergency is asked first whether the sign is old: it may be no emergency.
        timed = self._time() if self.interview.told or screening is None else None
        settling = timed or screening
        return self._most_valuable() if settling is None else self._ask(settling)

    def _is_alarming(self) -> bool:
        """Return whether there is an alarm that was not told; what is merely likely waits for the screen.

        Before its signs were asked about, a sudden pain of today is likely dangerous only by knowing nothing.
        """
        untold = {each.id for each in self.here.alarms} - {*self.interview.told}
        return bool(untold) and (untold != {LIKELY_CAUSES} or self._is_screened())

    def _is_screened(self) -> bool:
        """Return whether the emergency screen has been put, or is not put at all."""
        return bool(self.interview.examining) or (self._opening() is None and not self.waiting_screen())

    def _time(self) -> Candidate | None:
        """Return the question about the time of a danger sign that could change the advice."""
        if self.interview.examining:
            return None
        part, finding = next(sign_time.due(self.interview, self.here), (None, None))
        if part is None or finding is None:
            return None
        return _plain(wording.time_question(part, finding, self.rules, self.interview.audience), "follow-up")

    def _ask(self, each: Candidate) -> Ask:
        return Ask(
            question=addressed(each.question, self.interview),
            phase=each.phase,
            value=each.value,
            number=len(self.interview.steps) + 1,
            urgency=self.here.urgency,
        )

    def _contradiction(self) -> Candidate | None:
        for each in self.contradictions.values():
            if self.here.meets(each.when) is True:
                question = wording.check_question(each, self.here.case, self.here.findings)
                return _plain(question, "contradiction")
        return None

    def _lost(self) -> Candidate | None:
        """Return a question whose answer an update of the knowledge has lost."""
        for name in self.interview.again:
            if self.here.is_askable(self.here.findings[name]):
                return self._single(self.here.findings[name], "follow-up")
        return None

    def _opening(self) -> Candidate | None:
        for name in self.rules.opening:
            if self.interview.was_asked(name):
                continue
            row = self.rules.persons.get(name)
            if row is not None and (not row.only_for or self.interview.audience in row.only_for):
                return _plain(wording.person_question(row, self.interview.audience), "opening")
            if row is None and self._opens(self.here.findings[name]):
                return self._single(self.here.findings[name], "opening")
        return None

    def _opens(self, finding: Finding) -> bool:
        here = self.here
        unknown = finding.id not in here.case.states and finding.id not in here.declined
        fits = finding.only_sex in (None, here.case.sex)
        return unknown and fits and is_asked_of(finding, here.case)

    def _single(self, finding: Finding, phase: Phase, *, seen: bool = False) -> Candidate:
        place = self.worth.place.get(finding.id) if phase != "opening" else None
        return Candidate(
            findings=(finding.id,),
            topic=finding.topic,
            worded=partial(self._finding_question, finding, seen=seen),
            phase=phase,
            value=0.0 if place is None else float(self.worth.total[place]),
            cost=finding.seconds if place is None else float(self.worth.cost[place]),
        )

    def _finding_question(self, finding: Finding, *, seen: bool = False) -> Question:
        if finding.id in self.here.extra:
            check = next(each for each in self.rules.self_checks if each.finding == finding.id)
            return wording.self_check_question(check, finding)
        said = words_of(self.interview, {finding.id: finding}).get(finding.id, "")
        return wording.finding_question(finding, self.interview.audience, said=said, seen=seen)

    def _follow_up(self) -> Candidate | None:
        """Return the question that a tick promised, such as "cancer" to "which kind"."""
        known = answers(self.interview)
        for step in self.interview.steps:
            for name, state in (step.lines or {}).items():
                if state == ASK and known.get(name) == ASK and self.here.is_askable(self.here.findings[name]):
                    return self._single(self.here.findings[name], "follow-up", seen=True)
        return self._measured_instead()

    def _measured_instead(self) -> Candidate | None:
        """Return the check that a person can do on what they did not know."""
        for check in self.rules.self_checks:
            finding = self.here.findings[check.finding]
            if check.instead_of in self.here.declined and self.here.is_askable(finding):
                return self._single(finding, "follow-up")
        return None

    def waiting_screen(self) -> list[Candidate]:
        """Return the lists of the emergency screen that were not put yet."""
        waiting = [
            each
            for each in self.rules.screen
            if not self.interview.was_asked(str(QuestionId("screen", each.id)))
        ]
        return [made for each in waiting if (made := self._screen_list(each)) is not None]

    def _screening(self) -> Candidate | None:
        """Return the screen's next list, or a single question that may raise an emergency sooner."""
        lists = self.waiting_screen()
        if not lists:
            return None
        best = max(lists, key=lambda each: each.score)
        urgent = self._urgent_single()
        return urgent if urgent is not None and urgent.score > best.score else best

    def _urgent_single(self) -> Candidate | None:
        """Return the single question most likely to raise an emergency by itself, outside the screen."""
        screened = {tick.finding for each in self.rules.screen for tick in each.ticks}
        averting = self.worth.emergencies / self.worth.cost
        outside = [place for name, place in self.worth.place.items() if name not in screened]
        best = max(outside, key=lambda place: float(averting[place]), default=None)
        if best is None or self.worth.emergencies[best] <= self.rules.stopping.epsilon:
            return None
        return self._single(self.here.askable[best], "follow-up")

    def _screen_list(self, row: TickList) -> Candidate | None:
        """Return a list of the screen, whole: a danger sign never stands behind "more"."""
        lines = self._askable([(row, tick) for tick in row.ticks])
        return self._lines(row, lines, id_=QuestionId("screen", row.id), phase="screen")

    def _sheet(self, row: Sheet) -> Candidate | None:
        """Return a sheet with the lines that tell most in sight, in the order of its lists."""
        every = {each.id: each for each in (*self.rules.screen, *self.rules.lists)}
        lines = self._askable([(every[name], tick) for name in row.lists for tick in every[name].ticks])
        unticked = self.interview.unticked
        lines = [(each, tick) for each, tick in lines if tick.finding not in unticked]
        shown = self._in_sight([tick for _, tick in lines])
        return self._lines(
            row,
            [each for each in lines if each[1].finding in shown],
            more=self._telling_first([each for each in lines if each[1].finding not in shown]),
            id_=next_list_id(self.interview, row.id),
            phase="follow-up",
        )

    def _telling_first(self, lines: _Lines) -> _Lines:
        """Return lines under their headings, what tells most first: the headings, and the lines of each."""
        best: dict[tuple[str, str], float] = {}
        for row, tick in lines:
            head = (row.id, tick.heading)
            best[head] = max(best.get(head, 0.0), self.worth.of(tick.finding))
        heads = sorted(best, key=lambda head: -best[head])
        return sorted(
            lines,
            key=lambda each: (heads.index((each[0].id, each[1].heading)), -self.worth.of(each[1].finding)),
        )

    def _askable(self, lines: _Lines) -> _Lines:
        return [(each, tick) for each, tick in lines if tick.finding in self.worth.place]

    def _on_sheet(self, row: Sheet) -> frozenset[str]:
        every = (*self.rules.screen, *self.rules.lists)
        names = {tick.finding for each in every if each.id in row.lists for tick in each.ticks}
        return frozenset(names - self.interview.unticked)

    def _lines(
        self, row: TickList | Sheet, lines: _Lines, *, more: _Lines = (), id_: QuestionId, phase: Phase
    ) -> Candidate | None:
        """Return lines as one question; a single finding is asked in its own words, none is no question."""
        names = tuple(dict.fromkeys(tick.finding for _, tick in lines))
        if len(names) <= 1:
            return self._single(self.here.findings[names[0]], phase) if names else None
        return Candidate(
            findings=names,
            topic=row.id,
            worded=partial(
                wording.list_question,
                row,
                lines,
                more=more,
                id_=str(id_),
                findings=self.here.findings,
                audience=self.interview.audience,
            ),
            phase=phase,
            value=sum(self.worth.of(name) for name in names),
            cost=list_cost([self.here.findings[name] for name in names], self.rules.effort),
        )

    def _in_sight(self, ticks: list[Tick]) -> frozenset[str]:
        """Return the findings of a sheet that are seen at once: what must be settled, then what tells most.

        The rest stands behind "more": whoever has it can say so, and nobody is taken to have denied it.
        """
        lines = Counter(tick.finding for tick in ticks)
        worth = {name: self.worth.of(name) for name in lines}
        least = max(self.rules.least_share * max(worth.values(), default=0.0), self.rules.stopping.line)
        left, chosen = self.rules.most_ticks, set()
        for name in sorted(lines, key=lambda name: (name not in self.must_settle, -worth[name])):
            if (worth[name] >= least or name in self.must_settle) and lines[name] <= left:
                chosen.add(name)
                left -= lines[name]
        return frozenset(chosen)

    @cached_property
    def must_settle(self) -> frozenset[str]:
        return stopping.must_settle(self.here)

    def all_candidates(self) -> Iterator[Candidate]:
        """Return every list and every single question that could be put now."""
        phase: Phase = "examination" if self.interview.examining else "follow-up"
        listed: set[str] = set()
        for row in () if self.interview.examining else self.rules.sheets:
            made = self._sheet(row)
            if made is not None:
                yield made
            listed |= self._on_sheet(row)
        for finding in self.here.askable:
            if finding.id not in listed:
                yield self._single(finding, phase)

    def _most_valuable(self) -> Ask | Stop:
        candidates = list(self.all_candidates())
        if not self.worth.place:
            return stopping.nothing_left(self.here)
        if self._asked_enough():
            return stopping.limit(self.here, max((each.value for each in candidates), default=0.0))
        epsilon = self.rules.stopping.epsilon
        telling = [each for each in candidates if each.value > epsilon]
        if telling:
            return self._ask(self._courteous(telling))
        settling = self._settling(candidates)
        if settling is not None:
            return self._ask(settling)
        saving, better = best_pair(self.worth, most=self.rules.stopping.pairs)
        if saving > epsilon and better is not None:
            return self._ask(self._with(better, candidates))
        return stopping.settled(self.here, saving)

    def _settling(self, candidates: list[Candidate]) -> Candidate | None:
        """Return what must be known before it may stop: what holds the advice up, or would hold it up."""
        for each in sorted(candidates, key=lambda each: -each.score):
            if self.must_settle & set(each.findings):
                return each
        leaping = self.worth.leap(self.rules.stopping.epsilon)
        return None if leaping is None else self._with(leaping, candidates)

    def _with(self, finding: str, candidates: list[Candidate]) -> Candidate:
        """Return what asks this finding: a list that shows it, or its own question."""
        found = next((each for each in candidates if finding in each.findings), None)
        return found or self._single(self.here.findings[finding], "follow-up")

    def _asked_enough(self) -> bool:
        asked = sum(1 for step in self.interview.steps if step.question not in self.rules.opening)
        return asked >= self.rules.stopping.most_questions and not self.interview.examining

    def _courteous(self, candidates: list[Candidate]) -> Candidate:
        """Return the best candidate; where others are nearly as good, one of the topic at hand."""
        best = max(candidates, key=lambda each: each.score)
        topic = self._topic()
        near = [
            each
            for each in candidates
            if each.score >= self.rules.nearly_equal * best.score and (each.topic == topic)
        ]
        return max(near, key=lambda each: each.score, default=best)

    def _topic(self) -> str:
        if not self.interview.steps:
            return ""
        last = self.interview.steps[-1].id
        if last.is_lines:
            return last.name
        return self.here.findings[last.name].topic if last.name in self.here.findings else ""
