"""What could be asked now: single findings, the lists of the emergency screen, and sheets of lists."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import InterviewRules, Sheet, Tick, TickList
from pygalgia.interview import stopping, wording
from pygalgia.interview.candidate import Candidate
from pygalgia.interview.question import Phase, Question
from pygalgia.interview.question_id import QuestionId
from pygalgia.interview.situation import Situation
from pygalgia.interview.state import Interview, answers, answers_in, next_list_id
from pygalgia.interview.value import Worth, list_cost
from pygalgia.lazy import cached_property

#: Lines, each with the list that it stands on.
_Lines = Sequence[tuple[TickList, Tick]]


@dataclass(frozen=True)
class Offers:
    """What an interview could ask where it stands, each with what it is worth and costs.

    Attributes:
        interview: The answers so far.
        here: Where they lead.
    """

    interview: Interview
    here: Situation

    @property
    def rules(self) -> InterviewRules:
        """The rules of the interview."""
        return self.here.rules

    @cached_property
    def worth(self) -> Worth:
        """What each finding that may be asked is worth."""
        return Worth(self.here)

    def waiting_screen(self) -> list[Candidate]:
        """Return the lists of the emergency screen that were not put yet."""
        waiting = [
            each
            for each in self.rules.screen
            if not self.interview.was_asked(str(QuestionId("screen", each.id)))
        ]
        return [made for each in waiting if (made := self._screen_list(each)) is not None]

    def every(self) -> Iterator[Candidate]:
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
                yield self.single(finding, phase)

    def single(self, finding: Finding, phase: Phase, *, seen: bool = False) -> Candidate:
        """Return a finding's own question.

        Args:
            finding: What is asked.
            phase: Where in the interview; in the opening it is put for another reason than what it is worth.
            seen: Whether a line that was ticked has said that it is there.
        """
        place = self.worth.place.get(finding.id) if phase != "opening" else None
        return Candidate(
            findings=(finding.id,),
            topic=finding.topic,
            worded=partial(self._finding_question, finding, seen=seen),
            phase=phase,
            value=0.0 if place is None else float(self.worth.total[place]),
            cost=finding.seconds if place is None else float(self.worth.cost[place]),
        )

    def urgent_single(self) -> Candidate | None:
        """Return the single question most likely to raise an emergency by itself, outside the screen."""
        screened = {tick.finding for each in self.rules.screen for tick in each.ticks}
        averting = self.worth.emergencies / self.worth.cost
        outside = [place for name, place in self.worth.place.items() if name not in screened]
        best = max(outside, key=lambda place: float(averting[place]), default=None)
        if best is None or self.worth.emergencies[best] <= self.rules.stopping.epsilon:
            return None
        return self.single(self.here.askable[best], "follow-up")

    @cached_property
    def must_settle(self) -> frozenset[str]:
        """Findings to ask before stopping."""
        return stopping.must_settle(self.here)

    def _finding_question(self, finding: Finding, *, seen: bool = False) -> Question:
        if finding.id in self.here.extra:
            check = next(each for each in self.rules.self_checks if each.finding == finding.id)
            return wording.self_check_question(check, finding)
        said = wording.words_used(self.interview.own_words, {finding.id: finding}).get(finding.id, "")
        asked = wording.finding_question(finding, self.interview.audience, said=said, seen=seen)
        return self._told(asked)

    def _told(self, question: Question) -> Question:
        """Return a question with why it comes again, and for whom it is where that is not known."""
        asked = wording.once_more(question, self._passed_over)
        is_open = self.here.case.sex == "unknown" and self.interview.audience != "patient"
        return wording.for_one_sex(asked, self.here.findings) if is_open else asked

    def _screen_list(self, row: TickList) -> Candidate | None:
        """Return a list of the screen, whole: a danger sign never stands behind "more"."""
        lines = self._askable([(row, tick) for tick in row.ticks])
        return self._lines(row, lines, id_=QuestionId("screen", row.id), phase="screen")

    def _sheet(self, row: Sheet) -> Candidate | None:
        """Return a sheet with the lines that tell most in sight, in the order of its lists."""
        lines = self._askable(self.here.menu.sheets[row.id])
        if self._unticked:
            lines = [each for each in lines if each[1].finding not in self._unticked]
        ticks = [tick for _, tick in lines]
        telling = self._in_sight(ticks)
        quiet = self._history(row, ticks, beside=telling) if self.is_due(row) else frozenset[str]()
        shown = telling | quiet
        # Whoever has passed a line over is not shown it again, unless it is asked openly and told why.
        told = shown | self._passed_over
        return self._lines(
            row,
            [each for each in lines if each[1].finding in shown],
            more=[each for each in lines if each[1].finding not in told],
            quiet=quiet,
            id_=next_list_id(self.interview, row.id),
            phase="follow-up",
        )

    def is_due(self, row: Sheet) -> bool:
        """Return whether a sheet belongs to every history and was not put yet."""
        return row.history > 0 and self._before(row) is None

    def _history(self, row: Sheet, ticks: Sequence[Tick], *, beside: frozenset[str]) -> frozenset[str]:
        """Return the findings of a sheet that tell causes apart best, as many as there is room for.

        They are not what the advice hangs on: a line left alone says nothing, and the others stand beside it.
        """
        bits = {
            tick.finding: float(self.worth.telling[self.worth.place[tick.finding]])
            for tick in ticks
            if tick.finding not in beside
        }
        telling = [name for name in bits if bits[name] > self.rules.telling_bits]
        best = sorted(telling, key=lambda name: -bits[name])
        return frozenset(best[: max(row.history - len(beside), 0)])

    def _in_sight(self, ticks: list[Tick]) -> frozenset[str]:
        """Return the findings of a sheet that are seen at once: what must be settled, then what tells most.

        The rest stands behind "more": whoever has it can say so, and nobody is taken to have denied it.
        """
        worth, settling = self.worth.by_name, self.must_settle
        lines = Counter([tick.finding for tick in ticks])
        best = max([worth[name] for name in lines], default=0.0)
        least = max(self.rules.least_share * best, self.rules.stopping.line)
        left, chosen = self.rules.most_ticks, set[str]()
        beside: dict[str, set[str]] = {}
        for tick in ticks:
            if tick.beside is not None:
                beside.setdefault(tick.beside, set()).add(tick.finding)
        seen = [name for name in lines if worth[name] >= least or name in settling]
        for name in sorted(seen, key=lambda name: (name not in settling, -worth[name])):
            together = {name, *beside.get(name, ())} - chosen
            room = sum(lines[each] for each in together)
            if room <= left:
                chosen |= together
                left -= room
        return frozenset(chosen)

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

    @cached_property
    def _passed_over(self) -> frozenset[str]:
        """Findings that stood behind "more" of a sheet that was put, and were left alone.

        What depends on another answer stood there only if that was known by then.
        """
        passed: set[str] = set()
        for row in self.rules.sheets:
            before = self._before(row)
            if before is not None:
                passed |= {name for name in self._on_sheet(row) if self._was_due(name, before)}
        return frozenset(passed - answers(self.interview).keys())

    def _before(self, row: Sheet) -> frozenset[str] | None:
        """Return what had been answered when a sheet was last put; None where it never was."""
        steps = self.interview.steps
        put = [place for place, each in enumerate(steps) if each.id.kind == "list" and each.id.name == row.id]
        return None if not put else frozenset(answers_in(steps[: put[-1]]))

    def _was_due(self, name: str, before: frozenset[str]) -> bool:
        parent = self.here.findings[name].asked_if
        return (
            parent is None
            or parent.finding in before
            or bool(self.here.findings[parent.finding].from_regions)
        )

    def _askable(self, lines: _Lines) -> _Lines:
        place = self.worth.place
        return [each for each in lines if each[1].finding in place]

    def _on_sheet(self, row: Sheet) -> frozenset[str]:
        known = self._on_sheets.get(row.id)
        if known is None:
            names = {tick.finding for _, tick in self.here.menu.sheets[row.id]}
            known = self._on_sheets[row.id] = frozenset(names - self._unticked)
        return known

    @cached_property
    def _on_sheets(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _unticked(self) -> frozenset[str]:
        return frozenset(self.interview.unticked)

    def _lines(
        self,
        row: TickList | Sheet,
        lines: _Lines,
        *,
        more: _Lines = (),
        quiet: frozenset[str] = frozenset(),
        id_: QuestionId,
        phase: Phase,
    ) -> Candidate | None:
        """Return lines as one question; a single finding is asked in its own words, none is no question."""
        names = tuple(dict.fromkeys(tick.finding for _, tick in lines))
        if len(names) <= 1:
            return self.single(self.here.findings[names[0]], phase) if names else None
        return Candidate(
            findings=names,
            topic=row.id,
            worded=lambda: self._told(
                wording.list_question(
                    row,
                    lines,
                    more=self._telling_first(more),
                    quiet=quiet,
                    id_=str(id_),
                    findings=self.here.findings,
                    audience=self.interview.audience,
                )
            ),
            phase=phase,
            value=sum(self.worth.of(name) for name in names),
            cost=list_cost([self.here.findings[name] for name in names], self.rules.effort),
        )
