"""Read every account of a set, beside plainer readers, and see what the interview is spared by it."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.comparators.keywords import by_context, by_keywords
from pygalgia.evaluation.measures import own_words as measures
from pygalgia.evaluation.measures.measure import Measure, resampled, share
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.replay.interviews import COMPLAINT, answerable_part, outcome
from pygalgia.intake import encode_case
from pygalgia.intake.rows import Answer, CaseRow
from pygalgia.interview import Ask, Given, Interview, Understood, given_by
from pygalgia.own_words import Candidate, lexicon, read
from pygalgia.session import Interviewer

READERS = ("pygalgia", "keywords with rules of context", "keywords")


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


def compared(
    texts: Mapping[str, str],
    cases: Sequence[Case],
    knowledge: assessing.Knowledge,
    *,
    progress: Progress = silent,
) -> dict[str, dict[str, Measure]]:
    """Return the measures of each reader on the same texts.

    Args:
        texts: Case id to the account.
        cases: As a blind coder wrote the accounts down.
        knowledge: What may be read.
        progress: Told of every reader.
    """
    base, words = knowledge.base, lexicon()
    readers: dict[str, Callable[[str], Iterable[Candidate]]] = {
        READERS[0]: lambda text: read(text, words, base).answers,
        READERS[1]: lambda text: by_context(text, base, words),
        READERS[2]: lambda text: by_keywords(text, base),
    }
    codable = measures.used(cases)
    for text in texts.values():
        # Once loaded: phrases are compiled when they are first met.
        read(text, words, base)
    result = {}
    for name in progress(READERS, "Reading the accounts", len(READERS)):
        tally, spent = measures.Tally(), list[float]()
        for case in cases:
            begun = time.process_time()
            found = list(readers[name](texts[case.id]))
            spent.append((time.process_time() - begun) * 1e6 / max(1, len(texts[case.id])))
            follows = _follows(found, case, knowledge)
            told, code = measures.proposed(found, base), measures.coded(case, base)
            measures.add(tally, told, code, case, base, codable=codable, follows=follows)
        result[name] = measures.metrics(tally)
        if name == READERS[0]:
            result[name]["milliseconds_for_1000_characters_p95"] = _p95(spent)
    return result


def _follows(found: Sequence[Candidate], case: Case, knowledge: assessing.Knowledge) -> Mapping[str, str]:
    """Return what follows from the places that were proposed, such as how far down the leg it goes."""
    regions = [name for each in found for name in each.regions]
    answers: dict[str, Answer] = {measures.SITE: regions} if regions else {}
    row = CaseRow(schema_="pygalgia/case/1", id=case.id, answers=answers)
    return encode_case(row, knowledge.vocabulary).states


def spared(
    texts: Mapping[str, str],
    cases: Sequence[Case],
    knowledge: assessing.Knowledge,
    *,
    progress: Progress = silent,
) -> list[Spared]:
    """Return what each interview is spared: lines that the coder does not have are struck."""
    interviewer = Interviewer(knowledge)
    return [
        _spared(interviewer, texts[case.id], case) for case in progress(cases, "Interviewing", len(cases))
    ]


def spared_metrics(many: Sequence[Spared], *, seed: int = 0) -> dict[str, Measure]:
    """Return questions without and after the reading, the share that is spared, and whether urgency holds."""
    without = np.array([each.without for each in many], dtype=np.float64)
    after = np.array([each.after for each in many], dtype=np.float64)
    return {
        "questions_median": resampled(lambda at: float(np.median(without[at])), len(many), seed=seed),
        "questions_after_reading_median": resampled(
            lambda at: float(np.median(after[at])), len(many), seed=seed
        ),
        "questions_saved": resampled(
            lambda at: float(1 - after[at].sum() / max(1.0, without[at].sum())), len(many), seed=seed
        ),
        "lines_median": resampled(
            lambda at: float(np.median(np.array([each.lines for each in many])[at])), len(many), seed=seed
        ),
        "same_urgency": share([each.urgency_after == each.urgency_without for each in many]),
        "lower_than_all_told_without": share([each.urgency_without < each.urgency_told for each in many]),
        "lower_than_all_told_after": share([each.urgency_after < each.urgency_told for each in many]),
        "as_all_told_without": share([each.urgency_without == each.urgency_told for each in many]),
        "as_all_told_after": share([each.urgency_after == each.urgency_told for each in many]),
    }


def _spared(interviewer: Interviewer, text: str, case: Case) -> Spared:
    plain = _opened(interviewer, case)
    shown = interviewer.understood(text, plain)
    confirmed = interviewer.agreed(plain, _confirmed(shown, case), shown).interview
    without, questions = _finished(interviewer, plain, case)
    after, fewer = _finished(interviewer, confirmed, case)
    return Spared(
        case=case.id,
        without=questions,
        after=fewer,
        lines=len(shown.lines),
        urgency_without=_urgency(interviewer.case(without), interviewer),
        urgency_after=_urgency(interviewer.case(after), interviewer),
        urgency_told=_urgency(answerable_part(case, interviewer.knowledge), interviewer),
    )


def _urgency(case: Case, interviewer: Interviewer) -> Urgency:
    return outcome(case, interviewer.knowledge)[0]


def _confirmed(shown: Understood, case: Case) -> dict[str, Given]:
    """Return what somebody agrees to for whom the case is known: misread lines corrected."""
    given = dict[str, Given]()
    for line in shown.lines:
        name = line.question.id
        known = given_by(case, line.question)
        if isinstance(line.proposed, tuple) and isinstance(known, tuple):
            kept = tuple(each for each in line.proposed if each in known)
            # Places that are missing are marked on the picture instead.
            if set(known) == set(kept):
                given[name] = kept
        elif known != "unknown":
            given[name] = known
    return given


def _opened(interviewer: Interviewer, case: Case) -> Interview:
    so_far = interviewer.begin(id_=case.id)
    while isinstance(step := interviewer.next_step(so_far), Ask) and step.question.id in COMPLAINT:
        so_far = interviewer.answer(so_far, step.question.id, given_by(case, step.question))
    return so_far


def _finished(interviewer: Interviewer, so_far: Interview, case: Case) -> tuple[Interview, int]:
    times, questions = interviewer.knowledge.base.interview.times, 0
    while isinstance(step := interviewer.next_step(so_far), Ask):
        questions += step.question.id not in COMPLAINT
        so_far = interviewer.answer(so_far, step.question.id, given_by(case, step.question, times=times))
    return so_far, questions


def document(
    readers: Mapping[str, Mapping[str, Measure]], spared_: Mapping[str, Measure], *, accounts: int
) -> dict[str, object]:
    """Return what `reading.json` holds."""
    return {
        "schema": "pygalgia/reading-evaluation/1",
        "accounts": accounts,
        "readers": {
            name: {what: each.as_row() for what, each in many.items()} for name, many in readers.items()
        },
        "interview": {what: each.as_row() for what, each in spared_.items()},
    }


def _p95(values: Sequence[float]) -> Measure:
    spent = float(np.quantile(np.array(values), 0.95))
    return Measure(value=spent, low=None, high=None, n=len(values), interval="none")
