"""What can be asked at all, looked up once: each scored finding with its answers, rows, atoms and burden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import InterviewRules
from pygalgia.inference.model import IndexArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The scored findings, in order, and what a look ahead needs of each.

    Attributes:
        scored: Every finding that moves the ranking.
        plain: Those that anybody can be asked at any time: no answer, age or sex rules them out.
        candidates: Finding id to (finding, state) of each of its answers.
        rows: Finding id to the S rows of these answers.
        atoms: Finding id to their places among the atoms of the red flags.
        cost: Finding id to its burden: seconds, times how unpleasant; > 0.
        answering: Finding id to the share of people who have an answer to give.
    """

    scored: tuple[Finding, ...]
    plain: frozenset[str]
    candidates: Mapping[str, tuple[tuple[str, str], ...]]
    rows: Mapping[str, IndexArray]
    atoms: Mapping[str, NDArray[np.int64]]
    cost: Mapping[str, float]
    answering: Mapping[str, float]


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
    candidates = {each.id: tuple((each.id, state) for state in each.states) for each in scored}
    unpleasant = rules.effort.unpleasant
    return Menu(
        scored=scored,
        plain=frozenset(each.id for each in scored if _is_plain(each) and each.id not in checked),
        candidates=candidates,
        rows={name: np.array([rows[key] for key in keys], np.int32) for name, keys in candidates.items()},
        atoms={name: np.array([atoms[key] for key in keys], np.int64) for name, keys in candidates.items()},
        cost={each.id: each.seconds * unpleasant[each.burden] for each in scored},
        answering={each.id: 1 - each.not_had.share if each.not_had else 1.0 for each in scored},
    )


def _is_plain(finding: Finding) -> bool:
    limits = (finding.only_sex, finding.min_age, finding.max_age, finding.asked_of, finding.asked_if)
    return not finding.superseded_by and all(each is None for each in limits)
