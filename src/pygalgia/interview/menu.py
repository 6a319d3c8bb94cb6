"""What can be asked at all, looked up once: each scored finding with its answers, rows, atoms and burden."""

from collections.abc import Iterable, Mapping
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.finding import Finding, Who
from pygalgia.domain.interview_rules import InterviewRules, Sheet, Tick, TickList
from pygalgia.frozen import Frozen
from pygalgia.inference.model import IndexArray

#: The topic of what treatments did.
TRIED = "treatment-tried"


class Menu(Frozen):
    """The scored findings, in order, and what a look ahead needs of each.

    Attributes:
        scored: Every finding that moves the ranking.
        plain: Those that anybody can be asked at any time: no answer, age or sex rules them out.
        place: Finding id to its place in `scored`.
        asked_of: Who can answer (patient, examiner or laboratory) to (s,) whether it is theirs to answer.
        sizes: (s,) of each of `scored` how many answers it has.
        depending: The places of those that are not plain.
        candidates: (finding, state) of every answer, finding by finding.
        owner: (n,) the place of each candidate's finding in `scored`.
        rows: (n,) S row of each candidate.
        atoms: (n,) its place among the atoms of the red flags.
        noticed: (n,) whether the person can notice it.
        tried: (n,) whether it is what a treatment did.
        cost: (s,) of each of `scored` its burden: seconds, times how unpleasant; > 0.
        answering: (s,) of each of `scored` the share of people who have an answer to give.
        sheets: Id of a sheet to its lines, each with the list that it stands on, in the order of its lists.
    """

    scored: tuple[Finding, ...]
    plain: frozenset[str]
    place: Mapping[str, int]
    asked_of: Mapping[str, NDArray[np.bool_]]
    sizes: NDArray[np.int64]
    depending: tuple[int, ...]
    candidates: tuple[tuple[str, str], ...]
    owner: NDArray[np.int64]
    rows: IndexArray
    atoms: NDArray[np.int64]
    noticed: NDArray[np.bool_]
    tried: NDArray[np.bool_]
    cost: NDArray[np.float64]
    answering: NDArray[np.float64]
    sheets: Mapping[str, tuple[tuple[TickList, Tick], ...]]


def compile_menu(
    findings: Iterable[Finding],
    *,
    rows: Mapping[tuple[str, str], int],
    atoms: Mapping[tuple[str, str], int],
    rules: InterviewRules,
) -> Menu:
    """Return the menu of an interview.

    Args:
        findings: All of them, in order.
        rows: (finding, state) to its S row.
        atoms: (finding, state) to its place among the atoms of the red flags.
        rules: Of the interview.
    """
    scored = tuple(each for each in findings if each.scored)
    checked = {each.finding for each in rules.self_checks}
    candidates = tuple((each.id, state) for each in scored for state in each.states)
    unpleasant = rules.effort.unpleasant
    plain = frozenset(each.id for each in scored if _is_plain(each) and each.id not in checked)
    return Menu(
        scored=scored,
        plain=plain,
        place={each.id: place for place, each in enumerate(scored)},
        asked_of={who: np.array([each.who == who for each in scored]) for who in get_args(Who)},
        sizes=np.array([len(each.states) for each in scored]),
        depending=tuple(place for place, each in enumerate(scored) if each.id not in plain),
        candidates=candidates,
        owner=np.repeat(np.arange(len(scored)), [len(each.states) for each in scored]),
        rows=np.array([rows[key] for key in candidates], dtype=np.int32),
        atoms=np.array([atoms[key] for key in candidates], dtype=np.int64),
        noticed=np.array([each.who == "patient" for each in scored for _ in each.states], dtype=np.bool_),
        tried=np.array([each.topic == TRIED for each in scored for _ in each.states], dtype=np.bool_),
        cost=np.array([each.seconds * unpleasant[each.burden] for each in scored], dtype=np.float64),
        answering=np.array([1 - each.not_had.share if each.not_had else 1.0 for each in scored]),
        sheets={each.id: _lines(each, rules) for each in rules.sheets},
    )


def _lines(sheet: Sheet, rules: InterviewRules) -> tuple[tuple[TickList, Tick], ...]:
    every = {each.id: each for each in (*rules.screen, *rules.lists)}
    return tuple((every[name], tick) for name in sheet.lists for tick in every[name].ticks)


def _is_plain(finding: Finding) -> bool:
    limits = (finding.only_sex, finding.min_age, finding.max_age, finding.asked_of, finding.asked_if)
    return not finding.superseded_by and all(each is None for each in limits)
