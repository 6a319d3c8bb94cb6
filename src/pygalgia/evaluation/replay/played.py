"""Played interviews judged: what was asked of a person, and what came of it, against the key.

Each is judged twice. *As played*: the answers that were given, with today's knowledge. *Asked today*: the
interview as it would be held now, answered from what was played; what was not played is not known, so a
new question gets no better than "I don't know".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import CaseError, Problem, SavedError
from pygalgia.evaluation.measures.measure import Measure, count, resampled
from pygalgia.evaluation.measures.ranking import LONGEST_LIST, order_of, ranking_metrics
from pygalgia.evaluation.measures.urgency import urgency_metrics
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.replay.interviews import COMPLAINT, held
from pygalgia.evaluation.sets.folder import KeyedCase
from pygalgia.evaluation.sets.played import FOLDER, PlayedRow, PlayedSet
from pygalgia.evaluation.sets.truth import Answers, truth
from pygalgia.inference.model import FloatArray
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.interview import Interview
from pygalgia.session import Interviewer
from pygalgia.session.restoring import revived


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One interview and its outcome.

    Attributes:
        questions: Put after the first complaint; None where only the answers were written down.
        statements: Questions and lines shown; None where that is not known.
        urgency: Of the answers.
        probability: (C,) of the answers.
        stop: Why it ended; `open` where today's interview would ask on.
    """

    questions: int | None
    statements: int | None
    urgency: Urgency
    probability: FloatArray
    stop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One account's interview, judged both ways.

    Attributes:
        dropped: Questions whose answer today's knowledge does not have any more.
    """

    keyed: KeyedCase
    row: PlayedRow
    as_played: Held
    today: Held
    dropped: tuple[str, ...] = ()


def judged(
    played: PlayedSet,
    cases: Sequence[KeyedCase],
    knowledge: assessing.Knowledge,
    *,
    problems: list[Problem],
    progress: Progress = silent,
) -> list[Judged]:
    """Return each interview of a player that belongs to a keyed case.

    Args:
        played: What the player has played.
        cases: The coded cases with their key; age, sex and setting stand in for what is not in the answers.
        knowledge: What to interview and to assess with.
        problems: Grows by the interviews that cannot be used.
        progress: Told of every interview.
    """
    judge = _Judge(Interviewer(knowledge), played.name, problems)
    by_id = {each.case.id: each for each in cases}
    rows = [row for name, row in played.rows.items() if name in by_id]
    problems += [_unkeyed(played.name, name) for name in played.rows if name not in by_id]
    found = [judge.of(row, by_id[row.id]) for row in progress(rows, f"Judging {played.name}", len(rows))]
    return [each for each in found if each is not None]


def cases_of(
    played: PlayedSet,
    cases: Sequence[KeyedCase],
    knowledge: assessing.Knowledge,
    *,
    problems: list[Problem],
) -> list[Case]:
    """Return the answers of each interview of a player as a case; arguments as `judged` has them."""
    judge = _Judge(Interviewer(knowledge), played.name, problems)
    by_id = {each.case.id: each for each in cases}
    found = (judge.case_of(row, by_id[row.id].case) for row in played.rows.values() if row.id in by_id)
    return [each[0] for each in found if each is not None]


@dataclass(frozen=True, slots=True)
class _Judge:
    interviewer: Interviewer
    player: str
    problems: list[Problem]

    def of(self, row: PlayedRow, keyed: KeyedCase) -> Judged | None:
        found = self.case_of(row, keyed.case)
        if found is None:
            return None
        case, interview, dropped = found
        as_played = self._held(case, interview, row) if row.steps is not None else self._told(case)
        return Judged(keyed=keyed, row=row, as_played=as_played, today=self._today(case), dropped=dropped)

    def case_of(self, row: PlayedRow, coded: Case) -> tuple[Case, Interview, tuple[str, ...]] | None:
        """Return the answers as a case, the interview, and what is lost; None where they are no case."""
        interview, dropped = self._interview(row)
        try:
            case = self._case(row, coded) if row.steps is None else self.interviewer.case(interview)
        except CaseError as error:
            where = f"{FOLDER}/{self.player}.jsonl ({row.id})"
            self.problems.extend(replace(each, where=f"{where}, {each.where}") for each in error.problems)
            return None
        return case, interview, dropped

    def _interview(self, row: PlayedRow) -> tuple[Interview, tuple[str, ...]]:
        """Return the interview with every line that still fits, and what is lost, as any saved interview."""
        begun = self.interviewer.begin(id_=row.id)
        was = replace(begun, steps=tuple(each.step() for each in row.steps or ()))
        try:
            kept = revived(was, self.interviewer, made_with=None, name=row.id)
        except SavedError:
            return begun, tuple(each.question for each in was.steps)
        # What was lost is not asked again here: the answers are judged as far as they go.
        lost = tuple(each.finding or each.question for each in kept.dropped)
        return replace(kept.interview, again=()), lost

    def _case(self, row: PlayedRow, coded: Case) -> Case:
        person = CaseRow(
            schema_="pygalgia/case/1",
            id=row.id,
            age_years=coded.age_years,
            sex=coded.sex,
            setting=coded.setting,
            answers=row.answers or {},
        )
        return encode_case(
            person, self.interviewer.knowledge.vocabulary, where=lambda place: ".".join(map(str, place))
        )

    def _told(self, case: Case) -> Held:
        triage, probability = assessing.urgency_and_probability(case, self.interviewer.knowledge)
        return Held(
            questions=None, statements=None, urgency=triage.urgency, probability=probability, stop="unknown"
        )

    def _held(self, case: Case, interview: Interview, row: PlayedRow) -> Held:
        step = self.interviewer.next_step(interview)
        asked = [each for each in interview.steps if each.question not in COMPLAINT]
        counted = sum(max(len(each.lines or ()), 1) for each in asked)
        return replace(
            self._told(case),
            questions=len(asked),
            statements=counted if row.statements is None else row.statements,
            stop=getattr(step, "kind", "open"),
        )

    def _today(self, case: Case) -> Held:
        interview, stop, statements = held(case, self.interviewer)
        asked = sum(each.question not in COMPLAINT for each in interview.steps)
        outcome = self._told(self.interviewer.case(interview))
        return replace(outcome, questions=asked, statements=statements, stop=stop.kind)


def played_metrics(
    results: Sequence[Judged], knowledge: assessing.Knowledge, *, seed: int = 0
) -> dict[str, Measure]:
    """Return the metrics of one player's interviews: `as_played_...` and `asked_today_...`."""
    flat = {
        "n": count(len(results)),
        "could_not_say": count(sum(len(each.row.could_not_say) for each in results)),
        "answers_dropped": count(sum(len(each.dropped) for each in results)),
    }
    told = truth([each.keyed.expected for each in results], knowledge.model.conditions)
    ways = (
        ("as_played", [each.as_played for each in results]),
        ("asked_today", [each.today for each in results]),
    )
    for way, interviews in ways if results else ():
        answers = Answers(
            name=way,
            probability=np.array([each.probability for each in interviews]),
            urgency=np.array([int(each.urgency) for each in interviews], dtype=np.int8),
        )
        measured = ranking_metrics(answers, told, seed=seed) | urgency_metrics(answers, told)
        measured["questions_median"] = _median([each.questions for each in interviews], seed)
        measured["statements_median"] = _median([each.statements for each in interviews], seed)
        flat |= {f"{way}_{name}": each for name, each in measured.items()}
    return flat


def played_document(
    results: Mapping[str, Sequence[Judged]], knowledge: assessing.Knowledge, *, seed: int = 0
) -> dict[str, object]:
    """Return what `played.json` holds: the metrics of each player, and each interview."""
    return {
        "schema": "pygalgia/played-interviews/1",
        "knowledge_sha256": knowledge.base.sha256,
        "players": {
            name: {what: m.as_row() for what, m in played_metrics(each, knowledge, seed=seed).items()}
            for name, each in results.items()
        },
        "interviews": [
            {"player": name, **_row(each, knowledge)} for name, many in results.items() for each in many
        ],
    }


def _row(each: Judged, knowledge: assessing.Knowledge) -> dict[str, object]:
    return {
        "id": each.row.id,
        "condition": each.keyed.expected.condition,
        "urgency_due": each.keyed.expected.urgency.id,
        "as_played": _held_row(each.as_played, knowledge),
        "asked_today": _held_row(each.today, knowledge),
        "could_not_say": each.row.could_not_say,
        "dropped": list(each.dropped),
    }


def _held_row(interview: Held, knowledge: assessing.Knowledge) -> dict[str, object]:
    order = order_of(interview.probability[None, :])[0, :LONGEST_LIST]
    return {
        "questions": interview.questions,
        "statements": interview.statements,
        "urgency": interview.urgency.id,
        "causes": [knowledge.model.conditions[column] for column in order.tolist()],
        "stop": interview.stop,
    }


def _median(values: Sequence[int | None], seed: int) -> Measure:
    known = np.array([each for each in values if each is not None], dtype=np.float64)
    return resampled(lambda places: float(np.median(known[places])), known.size, seed=seed)


def _unkeyed(player: str, name: str) -> Problem:
    return Problem(
        where=f"{FOLDER}/{player}.jsonl",
        found=f"an interview of {name!r}, which is no case with a key",
        expected="the id of a case in this folder",
        fix="correct the id, or remove the line",
    )
