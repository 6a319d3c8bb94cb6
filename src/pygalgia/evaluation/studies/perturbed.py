"""The same case with an answer less, an answer more, or a wrong one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.logic import applies


def answered(case: Case, findings: Mapping[str, Finding]) -> list[str]:
    """Return the findings that were answered outright: neither implied nor drawn from regions, and scored."""
    return [
        name
        for name in case.states
        if case.origins.get(name, "answered") == "answered" and findings[name].scored
    ]


def without(case: Case, dropped: Iterable[str], findings: Mapping[str, Finding]) -> Case:
    """Return the case in which some answers are unknown, and with them what only followed from them.

    What an answer implied goes with it, and so do the questions that were only asked because of it.
    """
    gone = set(dropped)
    for name in list(gone):
        state = case.states.get(name)
        for implied in findings[name].implies:
            if implied.state == state and case.origins.get(implied.finding) == "implied":
                gone.add(implied.finding)
    for name in case.states:
        parent = findings[name].asked_if
        if parent is not None and parent.finding in gone:
            gone.add(name)
    return replace(
        case,
        states={name: state for name, state in case.states.items() if name not in gone},
        origins={name: origin for name, origin in case.origins.items() if name not in gone},
    )


def with_state(case: Case, name: str, state: str) -> Case:
    """Return the case with one more, or another, answer."""
    return replace(case, states={**case.states, name: state}, origins={**case.origins, name: "answered"})


def with_wrong_answers(
    case: Case, number: int, findings: Mapping[str, Finding], rng: np.random.Generator
) -> Case:
    """Return the case in which some answers, picked at random, are turned into another state."""
    names = answered(case, findings)
    for index in rng.permutation(len(names))[:number]:
        name = names[index]
        others = [state for state in findings[name].states if state != case.states[name]]
        case = with_state(case, name, others[int(rng.integers(len(others)))])
    return case


def with_made_up_answers(
    case: Case, number: int, findings: Mapping[str, Finding], rng: np.random.Generator
) -> Case:
    """Return the case with answers that were not given: complaints, picked at random, that are not there.

    Only questions that a patient answers, that apply at this age and sex, and whose parent was answered.
    """
    open_ = [each for each in findings.values() if _can_be_asked(each, case)]
    for index in rng.permutation(len(open_))[:number]:
        finding = open_[index]
        telling = [state for state in finding.states if state not in NOTHING] or list(finding.states)
        case = with_state(case, finding.id, telling[int(rng.integers(len(telling)))])
    return case


def _can_be_asked(finding: Finding, case: Case) -> bool:
    parent = finding.asked_if
    is_asked = parent is None or case.states.get(parent.finding) in parent.states
    return (
        finding.scored
        and finding.who == "patient"
        and finding.id not in case.states
        and is_asked
        and applies(finding, case)
    )
