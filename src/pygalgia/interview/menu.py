"""What can be asked at all, looked up once: each scored finding with its answers, rows, atoms and burden."""

from collections.abc import Iterable, Mapping
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.case import GROWN_UP, Case
from pygalgia.domain.finding import NOTHING, Finding, Who
from pygalgia.domain.interview_rules import InterviewRules, Sheet, Tick, TickList
from pygalgia.domain.logic import PREGNANCY, PREGNANT, is_asked_of
from pygalgia.frozen import Frozen
from pygalgia.inference.model import IndexArray
from pygalgia.lazy import cached_property

#: The topic of what treatments did.
TRIED = "treatment-tried"
#: What only children are asked ends below this age.
OF_AGE = 18.0
#: Of some hundred bytes each.
_MOST_PEOPLE = 1024


class SheetLines(Frozen):
    """What stands on a sheet, with the places of its findings among the scored ones.

    Attributes:
        lines: Each with the list that it stands on, in the order of the sheet's lists.
        names: Every finding on it.
        findings: Those of them that are scored, each once, in the order of the lines.
        places: (u,) their places among the scored findings.
        lines_of: Finding to the places of its lines among `lines`.
        beside: Finding to those that are in sight where it is.
        always: Findings that are in sight whenever it is put for the first time.
    """

    lines: tuple[tuple[TickList, Tick], ...]
    names: frozenset[str]
    findings: tuple[str, ...]
    places: NDArray[np.int64]
    lines_of: Mapping[str, tuple[int, ...]]
    beside: Mapping[str, tuple[str, ...]]
    always: frozenset[str]


class Menu(Frozen, dict=True):
    """The scored findings, in order, and what a look ahead needs of each.

    Attributes:
        scored: Every finding that moves the ranking.
        plain: Those that anybody can be asked at any time: no answer, age or sex rules them out.
        place: Finding id to its place in `scored`.
        asked_of: Who can answer (patient, examiner or laboratory) to (s,) whether it is theirs to answer.
        sizes: (s,) of each of `scored` how many answers it has.
        depending: The places of those that other answers can rule out.
        candidates: (finding, state) of every answer, finding by finding.
        owner: (n,) the place of each candidate's finding in `scored`.
        rows: (n,) S row of each candidate.
        atoms: (n,) its place among the atoms of the red flags.
        raises: (n,) whether it speaks for some red flag.
        is_something: (n,) whether it says that something is there.
        noticed: (n,) whether the person can notice it.
        tried: (n,) whether it is what a treatment did.
        cost: (s,) of each of `scored` its burden: seconds, times how unpleasant; > 0.
        answering: (s,) of each of `scored` the share of people who have an answer to give.
        sheets: Id of a sheet to what stands on it.
        listed: Every finding on some sheet.
        deniable: Every finding that has a "no", scored or not.
        screened: (s,) whether each of `scored` stands on the emergency screen.
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
    raises: NDArray[np.bool_]
    is_something: NDArray[np.bool_]
    noticed: NDArray[np.bool_]
    tried: NDArray[np.bool_]
    cost: NDArray[np.float64]
    answering: NDArray[np.float64]
    sheets: Mapping[str, SheetLines]
    listed: frozenset[str]
    deniable: frozenset[str]
    screened: NDArray[np.bool_]

    def suiting(self, case: Case, *, grown_up: bool | None) -> NDArray[np.bool_]:
        """Return (s,) which of `scored` this person is asked at all; kept for people alike. See `suits`."""
        so_far = tuple([case.states.get(name) for name in self._put_off_by])
        alike = (case.sex, case.age_years, case.states.get(PREGNANCY) == PREGNANT, grown_up, so_far)
        known = self._suiting.get(alike)
        if known is None:
            if len(self._suiting) >= _MOST_PEOPLE:
                self._suiting.clear()
            known = np.array([suits(each, case, grown_up=grown_up) for each in self.scored], dtype=np.bool_)
            self._suiting[alike] = known
        return known

    @cached_property
    def _put_off_by(self) -> tuple[str, ...]:
        """The findings whose answers tell that others are not asked."""
        whom = (each.asked_of for each in self.scored)
        return tuple(sorted({each.not_while.finding for each in whom if each and each.not_while}))

    @cached_property
    def _suiting(self) -> dict[tuple[object, ...], NDArray[np.bool_]]:
        return {}


def suits(finding: Finding, case: Case, *, grown_up: bool | None) -> bool:
    """Return whether a finding is asked of this person, by who it is and what puts a question off alone.

    Args:
        finding: What would be asked.
        case: The answers so far.
        grown_up: Whether a person of unknown age is asked as an adult, or as a child; None as either.
    """
    return is_asked_of(finding, case) and (
        case.age_years is not None or grown_up is None or _is_for_age_group(finding, grown_up=grown_up)
    )


def _is_for_age_group(finding: Finding, *, grown_up: bool) -> bool:
    if grown_up:
        return finding.max_age is None or finding.max_age >= OF_AGE
    youngest = (finding.min_age, finding.asked_of.min_age if finding.asked_of else None)
    return all(each is None or each < GROWN_UP for each in youngest)


def compile_menu(
    findings: Iterable[Finding],
    *,
    rows: Mapping[tuple[str, str], int],
    atoms: Mapping[tuple[str, str], int],
    raising: Mapping[str, frozenset[str]],
    rules: InterviewRules,
) -> Menu:
    """Return the menu of an interview.

    Args:
        findings: All of them, in order.
        rows: (finding, state) to its S row.
        atoms: (finding, state) to its place among the atoms of the red flags.
        raising: Finding id to the states that speak for some red flag.
        rules: Of the interview.
    """
    every = tuple(findings)
    scored = tuple(each for each in every if each.scored)
    checked = {each.finding for each in rules.self_checks}
    screened = {tick.finding for each in rules.screen for tick in each.ticks}
    candidates = tuple((each.id, state) for each in scored for state in each.states)
    unpleasant = rules.effort.unpleasant
    plain = frozenset(each.id for each in scored if _is_plain(each) and each.id not in checked)
    place = {each.id: place for place, each in enumerate(scored)}
    sheets = {each.id: _sheet_lines(each, rules, place) for each in rules.sheets}
    return Menu(
        scored=scored,
        plain=plain,
        place=place,
        asked_of={who: np.array([each.who == who for each in scored]) for who in get_args(Who)},
        sizes=np.array([len(each.states) for each in scored]),
        depending=tuple(place for place, each in enumerate(scored) if _depends(each) or each.id in checked),
        candidates=candidates,
        owner=np.repeat(np.arange(len(scored)), [len(each.states) for each in scored]),
        rows=np.array([rows[key] for key in candidates], dtype=np.int32),
        atoms=np.array([atoms[key] for key in candidates], dtype=np.int64),
        raises=np.array([state in raising.get(name, ()) for name, state in candidates], dtype=np.bool_),
        is_something=np.array([state not in NOTHING for _, state in candidates], dtype=np.bool_),
        noticed=np.array([each.who == "patient" for each in scored for _ in each.states], dtype=np.bool_),
        tried=np.array([each.topic == TRIED for each in scored for _ in each.states], dtype=np.bool_),
        cost=np.array([each.seconds * unpleasant[each.burden] for each in scored], dtype=np.float64),
        answering=np.array([1 - each.not_had.share if each.not_had else 1.0 for each in scored]),
        sheets=sheets,
        screened=np.array([each.id in screened for each in scored], dtype=np.bool_),
        deniable=frozenset(each.id for each in every if each.denial is not None),
        listed=frozenset().union(*(each.names for each in sheets.values())),
    )


def _sheet_lines(sheet: Sheet, rules: InterviewRules, place: Mapping[str, int]) -> SheetLines:
    every = {each.id: each for each in (*rules.screen, *rules.lists)}
    lines = tuple((every[name], tick) for name in sheet.lists for tick in every[name].ticks)
    lines_of: dict[str, tuple[int, ...]] = {}
    beside: dict[str, tuple[str, ...]] = {}
    for number, (_, tick) in enumerate(lines):
        lines_of[tick.finding] = (*lines_of.get(tick.finding, ()), number)
        if tick.beside:
            beside[tick.beside] = (*beside.get(tick.beside, ()), tick.finding)
    findings = tuple(name for name in lines_of if name in place)
    return SheetLines(
        lines=lines,
        names=frozenset(lines_of),
        findings=findings,
        places=np.array([place[name] for name in findings], dtype=np.int64),
        lines_of=lines_of,
        beside=beside,
        always=frozenset(tick.finding for _, tick in lines if tick.always),
    )


def _depends(finding: Finding) -> bool:
    return bool(finding.asked_if or finding.superseded_by)


def _is_plain(finding: Finding) -> bool:
    limits = (finding.only_sex, finding.min_age, finding.max_age, finding.asked_of)
    return not _depends(finding) and all(each is None for each in limits)
