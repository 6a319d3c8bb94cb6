"""What could be asked now: single findings, the lists of the emergency screen, and sheets of lists."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import InterviewRules, Sheet, Tick, TickList
from pygalgia.interview import doubted, stopping, wording
from pygalgia.interview.candidate import Candidate
from pygalgia.interview.menu import SheetLines
from pygalgia.interview.question import Phase, Question
from pygalgia.interview.question_id import QuestionId
from pygalgia.interview.situation import Situation
from pygalgia.interview.state import UNTICKED, Interview, Step, answers_in, next_list_id
from pygalgia.interview.value import FloatArray, Worth, list_cost
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
        if self.interview.examining:
            yield from (self.single(finding, "examination") for finding in self.here.askable)
            return
        for row in self.rules.sheets:
            made = self._sheet(row)
            if made is not None:
                yield made
        listed = self.here.menu.listed - self._unticked
        for finding in self.here.askable:
            if finding.id not in listed:
                yield self.single(finding, "follow-up")

    def single(self, finding: Finding, phase: Phase, *, seen: bool = False) -> Candidate:
        """Return a finding's own question.

        Args:
            finding: What is asked.
            phase: Where in the interview; in the opening it is put for another reason than what it is worth.
            seen: Whether a line that was ticked has said that it is there.
        """
        place = None if phase == "opening" else self.worth.place(finding.id)
        value = 0.0 if place is None else self.worth.of(finding.id)
        cost = finding.seconds if place is None else float(self.worth.cost[place])
        return Candidate(
            findings=(finding.id,),
            topic=finding.topic,
            worded=partial(self._finding_question, finding, seen=seen),
            phase=phase,
            value=value,
            cost=cost,
        )

    def together(self, names: Sequence[str]) -> Candidate | None:
        """Return the first of some findings as a question, beside the others that its sheet has lines for."""
        first = names[0]
        for row in self.rules.sheets:
            sheet = self.here.menu.sheets[row.id]
            on_it = [name for name in names if name in sheet.lines_of and self._has_line(name)]
            if first in on_it:
                return self._of_sheet(row, self._with_room(sheet, on_it))
        return self.single(self.here.findings[first], "follow-up")

    def urgent_single(self) -> Candidate | None:
        """Return the single question most likely to raise an emergency by itself, outside the screen."""
        menu, worth = self.here.menu, self.worth
        averting = np.where(menu.screened[self.here.places], -np.inf, worth.emergencies / worth.cost)
        best = int(averting.argmax()) if averting.size else None
        if best is None or averting[best] < 0 or worth.emergencies[best] <= self.rules.stopping.epsilon:
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
        ticked = self._promising(finding) if seen else None
        asked = wording.finding_question(
            finding, self.interview.audience, findings=self.here.findings, said=said, ticked=ticked
        )
        return self._told(wording.for_sex(asked, self.here.case.sex, self.here.findings))

    def _promising(self, finding: Finding) -> Tick | None:
        """Return the line whose tick leads to this finding's own question."""
        ticks = (tick for row in (*self.rules.screen, *self.rules.lists) for tick in row.ticks)
        return next((tick for tick in ticks if tick.finding == finding.id and tick.state is None), None)

    def _told(self, question: Question) -> Question:
        """Return a question with why it comes again, and for whom it is where that is not known."""
        asked = question
        if self._comes_again(question.findings) and not self._was_explained:
            asked = wording.once_more(question)
        if not doubted.in_doubt(self.interview).isdisjoint(question.findings):
            asked = wording.looked_for(asked)
        is_open = self.here.case.sex == "unknown" and self.interview.audience != "patient"
        return wording.for_one_sex(asked, self.here.findings) if is_open else asked

    def _screen_list(self, row: TickList) -> Candidate | None:
        """Return a list of the screen, whole: a danger sign never stands behind "more"."""
        due = [tick for tick in row.ticks if tick.when is None or self.here.meets(tick.when) is not False]
        lines = self._askable([(row, tick) for tick in due])
        return self._lines(row, lines, id_=QuestionId("screen", row.id), phase="screen")

    def _sheet(self, row: Sheet) -> Candidate | None:
        """Return a sheet with the lines that tell most in sight, in the order of its lists."""
        sheet = self.here.menu.sheets[row.id]
        telling = self._in_sight(sheet)
        quiet = self._history(row, sheet, beside=telling) if self.is_due(row) else frozenset[str]()
        if not telling and not quiet:
            return None
        if len(telling | quiet) > 1:
            quiet |= self._always(row, sheet) - telling
        return self._of_sheet(row, telling | quiet, quiet=quiet)

    def _of_sheet(
        self, row: Sheet, shown: frozenset[str], *, quiet: frozenset[str] = frozenset()
    ) -> Candidate | None:
        """Return a sheet with the lines of some of its findings in sight, in the order of its lists."""
        sheet = self.here.menu.sheets[row.id]
        lines = sorted(line for name in shown for line in sheet.lines_of[name])
        return self._lines(
            row,
            [sheet.lines[line] for line in lines],
            more=partial(self._behind_more, sheet, shown),
            quiet=quiet,
            id_=next_list_id(self.interview, row.id),
            phase="follow-up",
        )

    def _behind_more(self, sheet: SheetLines, shown: frozenset[str]) -> _Lines:
        """Return the lines of a sheet that are not in sight, what tells most first.

        Whoever has passed a line over is not shown it again, unless it is asked openly and told why.
        """
        names = [name for name in sheet.findings if name not in shown and self._has_line(name)]
        more = frozenset(names) - self._passed_over(names, self.interview.steps)
        return self._telling_first([each for each in sheet.lines if each[1].finding in more])

    def is_due(self, row: Sheet) -> bool:
        """Return whether a sheet belongs to every history and was not put yet."""
        return row.history > 0 and row.id not in self._put

    @cached_property
    def _open(self) -> FloatArray:
        """(s,) what each scored finding is worth on a sheet; -inf where it has no line there any more."""
        worth, place = self.worth.of_scored, self.here.menu.place
        if self._unticked:
            worth = worth.copy()
            worth[[place[name] for name in self._unticked if name in place]] = -np.inf
        return worth

    def _always(self, row: Sheet, sheet: SheetLines) -> frozenset[str]:
        """Return what anybody who takes a history asks, where a sheet is put for the first time.

        Cancer long ago moves no advice that is due anyway, and who is not asked wonders why.
        """
        if row.id in self._put:
            return frozenset()
        return frozenset(name for name in sheet.always if self._has_line(name))

    def _history(self, row: Sheet, sheet: SheetLines, *, beside: frozenset[str]) -> frozenset[str]:
        """Return the findings of a sheet that tell causes apart best, as many as there is room for.

        They are not what the advice hangs on: a line left alone says nothing, and the others stand beside it.
        Of two that tell alike the one that more would tick comes first: whoever finds none of what they
        know about their pain thinks that they were not asked.
        """
        bits = {
            name: float(self.worth.telling[self.worth.place(name)])
            for name, worth in zip(sheet.findings, self._open[sheet.places].tolist(), strict=True)
            if worth >= 0 and name not in beside
        }
        telling = [name for name in bits if bits[name] > self.rules.telling_bits]
        likely = dict(zip(sheet.findings, self.worth.likely[sheet.places].tolist(), strict=True))
        best = sorted(telling, key=lambda name: -bits[name] * likely[name] ** 0.5)
        return frozenset(best[: max(row.history - len(beside), 0)])

    def _in_sight(self, sheet: SheetLines) -> frozenset[str]:
        """Return the findings of a sheet that are seen at once: what must be settled, then what tells most.

        The rest stands behind "more": whoever has it can say so, and nobody is taken to have denied it.
        """
        worth, settling = self._open[sheet.places], self.must_settle
        least = max(self.rules.least_share * worth.max(initial=0.0), self.rules.stopping.line)
        seen = worth >= least
        if settling:
            seen |= (worth >= 0) & np.array([name in settling for name in sheet.findings])
        telling = {sheet.findings[place]: worth[place] for place in np.flatnonzero(seen).tolist()}
        return self._with_room(
            sheet, sorted(telling, key=lambda name: (name not in settling, -telling[name]))
        )

    def _with_room(self, sheet: SheetLines, names: Iterable[str]) -> frozenset[str]:
        """Return the first of some findings of a sheet, with what stands beside them, while there is room."""
        left, chosen = self.rules.most_ticks, set[str]()
        for name in names:
            beside = [each for each in sheet.beside.get(name, ()) if self._has_line(each)]
            together = {name, *beside} - chosen
            room = sum(len(sheet.lines_of[each]) for each in together)
            if room <= left:
                chosen |= together
                left -= room
        return frozenset(chosen)

    def _has_line(self, name: str) -> bool:
        """Return whether a finding may be asked about on a sheet."""
        return self.worth.place(name) is not None and name not in self._unticked

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

    def _comes_again(self, findings: Iterable[str]) -> bool:
        """Return whether an earlier list showed one of some findings, in sight or behind "more"."""
        asked = frozenset(findings)
        return bool(asked & self._unticked or self._passed_over(asked, self.interview.steps))

    @cached_property
    def _was_explained(self) -> bool:
        """Return whether a question that was put came again already: why is said once."""
        steps, left = self.interview.steps, set[str]()
        for place, step in enumerate(steps):
            names = (step.lines or {step.question: ""}).keys()
            if step.id.kind != "person" and (names & left or self._passed_over(names, steps[:place])):
                return True
            left |= {name for name, said in (step.lines or {}).items() if said == UNTICKED}
        return False

    def _passed_over(self, findings: Iterable[str], steps: Sequence[Step]) -> frozenset[str]:
        """Return which of some findings stood behind "more" of a sheet put in these steps, left alone.

        What depends on another answer stood there only if that was known by then.
        """
        lines = {name for step in steps for name in step.lines or ()}
        asked = frozenset(findings) - lines - answers_in(steps).keys()
        passed: set[str] = set()
        put = _put_last(steps)
        for row in self.rules.sheets:
            names = asked & self.here.menu.sheets[row.id].names
            if names and row.id in put:
                before = answers_in(steps[: put[row.id]])
                passed |= {name for name in names if self._was_due(name, before)}
        return frozenset(passed)

    @cached_property
    def _put(self) -> dict[str, int]:
        return _put_last(self.interview.steps)

    def _was_due(self, name: str, before: Container[str]) -> bool:
        parent = self.here.findings[name].asked_if
        return (
            parent is None
            or parent.finding in before
            or bool(self.here.findings[parent.finding].from_regions)
        )

    def _askable(self, lines: _Lines) -> _Lines:
        return [each for each in lines if self.worth.place(each[1].finding) is not None]

    @cached_property
    def _unticked(self) -> frozenset[str]:
        return frozenset(self.interview.unticked)

    def _lines(
        self,
        row: TickList | Sheet,
        lines: _Lines,
        *,
        more: Callable[[], _Lines] = tuple,
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
                    more=more(),
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


def _put_last(steps: Sequence[Step]) -> dict[str, int]:
    """Return id of each sheet or list that was put to the place among the steps where it was put last."""
    return {each.id.name: place for place, each in enumerate(steps) if each.id.kind == "list"}
