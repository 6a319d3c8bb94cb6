"""Where an interview stands: everything that choosing the next question needs, and nothing more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pygalgia.domain.case import Case
from pygalgia.domain.condition import Condition
from pygalgia.domain.finding import Finding
from pygalgia.domain.logic import applies
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.inference import Model, Posterior, WhatIf, what_if
from pygalgia.inference.model import IndexArray


@dataclass(frozen=True)
class Situation:
    """A case, its posterior and verdicts, and a way to ask "how urgent would it be, if".

    Attributes:
        raising: Finding id to the states that speak for some red flag.
        urgency: Of the case as it is.
        urgency_of: Returns the exact urgency of another case.
    """

    case: Case
    model: Model
    posterior: Posterior
    findings: Mapping[str, Finding]
    conditions: Mapping[str, Condition]
    verdicts: tuple[FlagVerdict, ...]
    raising: Mapping[str, frozenset[str]]
    urgency: Urgency
    urgency_of: Callable[[Case], Urgency]

    @cached_property
    def askable(self) -> tuple[Finding, ...]:
        """Scored findings that are unknown, apply to the person, and whose parent answer holds."""
        return tuple(
            finding
            for finding in self.findings.values()
            if finding.scored and finding.id not in self.case.states and self._is_due(finding)
        )

    def _is_due(self, finding: Finding) -> bool:
        parent = finding.asked_if
        due = parent is None or self.case.states.get(parent.finding) in parent.states
        return due and applies(finding, self.case)

    @cached_property
    def candidates(self) -> tuple[tuple[str, str], ...]:
        """(finding, state) of every answer that could come next, in the order of `outlook`."""
        return tuple((finding.id, state) for finding in self.askable for state in finding.states)

    @cached_property
    def outlook(self) -> WhatIf:
        """What each of `candidates` would do."""
        rows: IndexArray = np.array([self.model.state_row[key] for key in self.candidates], dtype=np.int32)
        return what_if(self.model, self.posterior, rows)

    def with_answer(self, finding: str, state: str) -> Case:
        """Return the case with one more answer."""
        return replace(self.case, states={**self.case.states, finding: state})
