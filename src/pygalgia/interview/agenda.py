"""What comes next: opening, emergency screen, then the most valuable question, until nothing can matter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import InterviewRules
from pygalgia.domain.logic import is_asked_of
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import doubted, sign_time, stopping, wording
from pygalgia.interview.address import addressed, name_in
from pygalgia.interview.alarm import LIKELY_CAUSES
from pygalgia.interview.candidate import Candidate, unweighed
from pygalgia.interview.offers import Offers
from pygalgia.interview.opening import concerns
from pygalgia.interview.pairs import best_pair
from pygalgia.interview.question import ASK, Ask, Stop
from pygalgia.interview.situation import Situation
from pygalgia.interview.state import Interview
from pygalgia.lazy import cached_property


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
    offers = Offers(interview, situation)
    screen = offers.waiting_screen()
    listed = {name for each in screen for name in each.findings}
    rest = [each for each in offers.every() if not listed & set(each.findings)]
    return (*screen, *rest)


@dataclass(frozen=True)
class _Agenda:
    interview: Interview
    here: Situation
    contradictions: Mapping[str, Contradiction]

    @property
    def rules(self) -> InterviewRules:
        return self.here.rules

    @cached_property
    def offers(self) -> Offers:
        return Offers(self.interview, self.here)

    def step(self) -> Ask | Stop:
        if self.interview.ended:
            return stopping.requested(self.here, self.here.alarms)
        if self._is_alarming():
            # Before anything else: a contradiction can be asked about once help is on its way.
            aged = self._time_before_alarm()
            told = stopping.emergency(self.here, self.here.alarms, name=name_in(self.interview))
            return told if aged is None else self._ask(aged)
        question = self._contradiction() or self._lost() or self._opening
        if question is not None:
            return self._ask(question)
        followed = self._follow_up()
        if followed is not None:
            return self._ask(followed)
        screening = None if self.interview.examining else self._screening()
        # Who goes on after an emergency is asked first whether the sign is old: it may be no emergency.
        timed = self._time() if self.interview.told or screening is None else None
        settling = timed or screening or self._doubted()
        return self._most_valuable() if settling is None else self._ask(settling)

    def _is_alarming(self) -> bool:
        """Return whether there is an alarm that was not told; what is merely likely waits for the screen.

        Before its signs were asked about, a sudden pain of today is likely dangerous only by knowing nothing.
        """
        if self._opening and not self.interview.examining and self.here.standing.level < Urgency.EMERGENCY:
            # What is likely need not be worked out yet.
            return False
        untold = {each.id for each in self.here.alarms} - {*self.interview.told}
        return bool(untold) and (untold != {LIKELY_CAUSES} or self._is_screened())

    def _is_screened(self) -> bool:
        """Return whether the emergency screen has been put, or is not put at all."""
        return bool(self.interview.examining) or (self._opening is None and not self.offers.waiting_screen())

    def _time(self) -> Candidate | None:
        """Return the question about the time of a danger sign that could change the advice."""
        return self._time_of(self.here.findings.keys())

    def _time_before_alarm(self) -> Candidate | None:
        """Return the same of a sign that old trouble may explain; None once one is not known to be old."""
        oldest = self.rules.times.since[-1].id
        dated = (step.given for step in self.interview.steps if step.id.kind == "since")
        if any(given != oldest for given in dated):
            return None
        rules = self.rules.times.before_alarm
        holding = [each for each in rules if each.when is None or self.here.meets(each.when) is True]
        return self._time_of({name for each in holding for name in each.findings})

    def _time_of(self, signs: Collection[str]) -> Candidate | None:
        if self.interview.examining or not signs:
            return None
        due = (each for each in sign_time.due(self.interview, self.here) if each[1].id in signs)
        part, finding = next(due, (None, None))
        if part is None or finding is None:
            return None
        return unweighed(
            wording.time_question(part, finding, self.rules, self.interview.audience), "follow-up"
        )

    def _doubted(self) -> Candidate | None:
        """Return a danger sign that somebody was not sure of, by itself and with how to look for it."""
        if self.interview.examining:
            return None
        finding = doubted.due(self.interview, self.here)
        return None if finding is None else self.offers.single(finding, "follow-up")

    def _ask(self, each: Candidate) -> Ask:
        return Ask(
            question=addressed(each.question, self.interview, self.rules.in_other_words),
            phase=each.phase,
            value=each.value,
            number=len(self.interview.steps) + 1,
        )

    def _contradiction(self) -> Candidate | None:
        for each in self.contradictions.values():
            if self.here.meets(each.when) is True:
                question = wording.check_question(each, self.here.case, self.here.findings)
                return unweighed(question, "contradiction")
        return None

    def _lost(self) -> Candidate | None:
        """Return a question whose answer is lost, or may be a part only: what is marked can be added to."""
        for name in self.interview.again:
            marked = self.interview.answers.get(name)
            if isinstance(marked, tuple):
                asked = self.offers.single(self.here.findings[name], "opening").question
                return unweighed(replace(asked, marked=marked), "opening")
            if self.here.is_askable(self.here.findings[name]):
                return self.offers.single(self.here.findings[name], "follow-up")
        return None

    @cached_property
    def _opening(self) -> Candidate | None:
        for name in self.rules.opening:
            if self.interview.was_asked(name):
                continue
            row = self.rules.persons.get(name)
            if row is not None and concerns(row, self.interview):
                return unweighed(wording.person_question(row, self.interview.audience), "opening")
            if row is None and self._opens(self.here.findings[name]):
                return self.offers.single(self.here.findings[name], "opening")
        return None

    def _opens(self, finding: Finding) -> bool:
        here = self.here
        unknown = finding.id not in here.case.states and finding.id not in here.declined
        fits = finding.only_sex in (None, here.case.sex)
        return unknown and fits and is_asked_of(finding, here.case)

    def _follow_up(self) -> Candidate | None:
        """Return the question that a tick promised, such as "cancer" to "which kind"."""
        known = self.interview.answers
        for step in self.interview.steps:
            for name, state in (step.lines or {}).items():
                if state == ASK and known.get(name) == ASK and self.here.is_askable(self.here.findings[name]):
                    return self.offers.single(self.here.findings[name], "follow-up", seen=True)
        return self._measured_instead()

    def _measured_instead(self) -> Candidate | None:
        """Return the check that a person can do on what they did not know."""
        for check in self.rules.self_checks:
            finding = self.here.findings[check.finding]
            if check.instead_of in self.here.declined and self.here.is_askable(finding):
                return self.offers.single(finding, "follow-up")
        return None

    def _screening(self) -> Candidate | None:
        """Return the screen's next list, or a single question that may raise an emergency sooner."""
        lists = self.offers.waiting_screen()
        if not lists:
            return None
        best = max(lists, key=lambda each: each.score)
        urgent = self.offers.urgent_single()
        return urgent if urgent is not None and urgent.score > best.score else best

    def _most_valuable(self) -> Ask | Stop:
        candidates = list(self.offers.every())
        if not self.here.places.size:
            return stopping.nothing_left(self.here)
        due = self._history(candidates) or self._courteous(candidates) or self._settling(candidates)
        epsilon = self.rules.stopping.epsilon
        saving = 0.0
        if due is None:
            saving, together = best_pair(
                self.offers.worth,
                most=self.rules.stopping.pairs,
                above=epsilon,
                # What was left alone, or takes minutes to check, is put only where worth it by itself.
                without=frozenset(self.interview.unticked) | self.here.extra,
            )
            due = self.offers.together(together) if together else None
        if due is None:
            return stopping.settled(self.here, saving)
        if self._asked_enough():
            return stopping.limit(self.here, max((each.value for each in candidates), default=0.0))
        return self._ask(due)

    def _history(self, candidates: list[Candidate]) -> Candidate | None:
        """Return the sheet that belongs to every history and was not put yet."""
        due = {each.id for each in self.rules.sheets if self.offers.is_due(each)}
        return next((each for each in candidates if each.topic in due), None)

    def _settling(self, candidates: list[Candidate]) -> Candidate | None:
        """Return what must be known before it may stop: what holds the advice up, or would hold it up."""
        settling = self.offers.must_settle
        due = [each for each in candidates if not settling.isdisjoint(each.findings)] if settling else ()
        if due:
            return max(due, key=lambda each: each.score)
        leaping = self.offers.worth.leap(self.rules.stopping.epsilon)
        return None if leaping is None else self._with(leaping, candidates)

    def _with(self, finding: str, candidates: list[Candidate]) -> Candidate:
        """Return what asks this finding: a list that shows it, or its own question."""
        found = next((each for each in candidates if finding in each.findings), None)
        return found or self.offers.single(self.here.findings[finding], "follow-up")

    def _asked_enough(self) -> bool:
        asked = sum(1 for step in self.interview.steps if step.question not in self.rules.opening)
        return asked >= self.rules.stopping.most_questions and not self.interview.examining

    def _courteous(self, candidates: list[Candidate]) -> Candidate | None:
        """Return the best that is worth asking; where others are nearly as good, one of the topic at hand."""
        telling = [each for each in candidates if each.value > self.rules.stopping.epsilon]
        if not telling:
            return None
        best = max(telling, key=lambda each: each.score)
        topic = self._topic()
        near = [
            each
            for each in telling
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
