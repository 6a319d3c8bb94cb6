"""What an interview is spared where the person's own words were read and confirmed first.

Somebody of whom the answers are known is interviewed twice: the text passed over, and the text read. A line
that was read wrongly is corrected on the page, or left out where the answer is not known.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import Problem
from pygalgia.evaluation.measures.measure import Measure, resampled, share
from pygalgia.evaluation.measures.own_words import used
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.replay.asking import Rest, given_where
from pygalgia.evaluation.replay.interviews import COMPLAINT, answerable_part, outcome
from pygalgia.evaluation.replay.played import cases_of
from pygalgia.evaluation.sets.folder import KeyedCase
from pygalgia.evaluation.sets.played import PlayedSet
from pygalgia.interview import Ask, Given, Interview, Understood, given_by
from pygalgia.session import Interviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Spared:
    """One account, interviewed with and without what was read from it.

    Attributes:
        without: Questions after the first complaint, the text passed over.
        after: Questions after the text was read and its lines confirmed where the coder has them.
        lines: Lines that were put before the person.
        urgency_without: At the end.
        urgency_after: At the end.
        urgency_told: With everything that the coder has and a patient can say.
    """

    case: str
    without: int
    after: int
    lines: int
    urgency_without: Urgency
    urgency_after: Urgency
    urgency_told: Urgency


def spared(
    texts: Mapping[str, str],
    cases: Sequence[Case],
    knowledge: assessing.Knowledge,
    *,
    rest: Rest = "unknown",
    progress: Progress = silent,
) -> list[Spared]:
    """Return what each interview is spared.

    Args:
        texts: Case id to the account.
        cases: What the people would answer.
        knowledge: What to interview with.
        rest: What is taken of everything that a case does not tell.
        progress: Told of every case.
    """
    person = _Person(Interviewer(knowledge), used(cases), rest)
    return [person.of(texts[case.id], case) for case in progress(cases, "Interviewing", len(cases))]


def played_cases(
    played: Sequence[PlayedSet],
    coded: Sequence[KeyedCase],
    knowledge: assessing.Knowledge,
    *,
    problems: list[Problem],
) -> list[Case]:
    """Return what people answered who were played through the interview, with what else their account tells.

    Args:
        played: What was played.
        coded: The accounts as they were coded; where the two differ, what was played holds.
        knowledge: What to read the answers with.
        problems: Grows by the interviews that cannot be used.
    """
    by_id = {each.case.id: each.case for each in coded}
    return [
        _together(case, by_id[case.id])
        for each in played
        for case in cases_of(each, coded, knowledge, problems=problems)
    ]


def ways(coded: Sequence[Case], played: Sequence[Case]) -> Iterator[tuple[str, Sequence[Case], Rest]]:
    """Yield who answers, by what cases, and what is taken of the rest; the played if there are any."""
    yield "coded", coded, "unknown"
    if played:
        yield "played", played, "unknown"
        yield "played, the rest denied", played, "denied"


def _together(played: Case, coded: Case) -> Case:
    return replace(
        played,
        setting="self",
        age_years=coded.age_years if played.age_years is None else played.age_years,
        sex=coded.sex if played.sex == "unknown" else played.sex,
        regions=played.regions or coded.regions,
        states={**coded.states, **played.states},
        values={**coded.values, **played.values},
        times={**coded.times, **played.times},
    )


def spared_metrics(many: Sequence[Spared], *, seed: int = 0) -> dict[str, Measure]:
    """Return questions without and after the reading, what is spared, and whether urgency holds.

    `questions_saved` is of all questions together; `questions_saved_mean` of each person's, on average.
    """
    without = np.array([each.without for each in many], dtype=np.float64)
    after = np.array([each.after for each in many], dtype=np.float64)
    saved = 1 - after / np.maximum(1.0, without)
    return {
        "questions_median": resampled(lambda at: float(np.median(without[at])), len(many), seed=seed),
        "questions_after_reading_median": resampled(
            lambda at: float(np.median(after[at])), len(many), seed=seed
        ),
        "questions_saved": resampled(
            lambda at: float(1 - after[at].sum() / max(1.0, without[at].sum())), len(many), seed=seed
        ),
        "questions_saved_mean": resampled(lambda at: float(saved[at].mean()), len(many), seed=seed),
        "lines_median": resampled(
            lambda at: float(np.median(np.array([each.lines for each in many])[at])), len(many), seed=seed
        ),
        "same_urgency": share([each.urgency_after == each.urgency_without for each in many]),
        "lower_than_all_told_without": share([each.urgency_without < each.urgency_told for each in many]),
        "lower_than_all_told_after": share([each.urgency_after < each.urgency_told for each in many]),
        "as_all_told_without": share([each.urgency_without == each.urgency_told for each in many]),
        "as_all_told_after": share([each.urgency_after == each.urgency_told for each in many]),
    }


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody whose answers are known, before an interview.

    Attributes:
        codable: Findings that somebody of this set answers at all; of others a line counts as it was read.
        rest: What is taken of everything that a case does not tell.
    """

    interviewer: Interviewer
    codable: AbstractSet[str]
    rest: Rest

    def of(self, text: str, case: Case) -> Spared:
        plain = self._opened(case)
        shown = self.interviewer.understood(text, plain)
        confirmed = self.interviewer.agreed(plain, self._confirmed(shown, case), shown).interview
        without, questions = self._finished(plain, case)
        after, fewer = self._finished(confirmed, case)
        return Spared(
            case=case.id,
            without=questions,
            after=fewer,
            lines=len(shown.lines),
            urgency_without=self._urgency(self.interviewer.case(without)),
            urgency_after=self._urgency(self.interviewer.case(after)),
            urgency_told=self._urgency(answerable_part(case, self.interviewer.knowledge)),
        )

    def _urgency(self, case: Case) -> Urgency:
        return outcome(case, self.interviewer.knowledge)[0]

    def _confirmed(self, shown: Understood, case: Case) -> dict[str, Given]:
        """Return what somebody agrees to: wrong lines corrected, missing places added, the rest struck."""
        given = dict[str, Given]()
        for line in shown.lines:
            name = line.question.id
            known = given_by(case, line.question)
            if known != "unknown":
                given[name] = known
            elif name not in self.codable and line.proposed is not None:
                # Younger than the codings: nobody of this set was ever asked.
                given[name] = line.proposed
        return given

    def _opened(self, case: Case) -> Interview:
        so_far = self.interviewer.begin(id_=case.id)
        while isinstance(step := self.interviewer.next_step(so_far), Ask) and step.question.id in COMPLAINT:
            so_far = self.interviewer.answer(so_far, step.question.id, given_by(case, step.question))
        return so_far

    def _finished(self, so_far: Interview, case: Case) -> tuple[Interview, int]:
        base, questions = self.interviewer.knowledge.base, 0
        while isinstance(step := self.interviewer.next_step(so_far), Ask):
            questions += step.question.id not in COMPLAINT
            given = given_where(case, step.question, rest=self.rest, base=base)
            so_far = self.interviewer.answer(so_far, step.question.id, given)
        return so_far, questions
