"""What was wrong with a resource, as FHIR says it: an OperationOutcome with where, found, expected, fix."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pygalgia.errors import MOST_LISTED, Problem
from pygalgia.records.resources import R4_TYPES

Severity = Literal["fatal", "error", "warning", "information"]
#: Codes of http://hl7.org/fhir/issue-type that are used here.
IssueCode = Literal[
    "structure", "required", "value", "invalid", "not-supported", "not-found", "duplicate", "business-rule",
    "conflict", "security", "login", "expired", "forbidden", "too-long", "timeout", "exception",
    "informational", "processing", "throttled", "transient",
]  # fmt: skip


def _is_path(where: str) -> bool:
    return re.split(r"[.\[]", where, maxsplit=1)[0] in R4_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing that was wrong, or that was left out and why.

    Attributes:
        problem: Where (a FHIRPath expression), what was found, what was expected, how to mend it.
    """

    problem: Problem
    code: IssueCode = "invalid"
    severity: Severity = "error"

    @property
    def row(self) -> dict[str, Any]:
        """The issue as FHIR writes it."""
        told = self.problem
        row: dict[str, Any] = {
            "severity": self.severity,
            "code": self.code,
            "details": {"text": f"Found {told.found}; expected {told.expected}."},
            "diagnostics": f"{told.where}: {told.fix}",
        }
        # Of a header or of text that is no resource there is no FHIRPath.
        return row | ({"expression": [told.where]} if _is_path(told.where) else {})


def operation_outcome(issues: Iterable[Issue], *, more: int = 0) -> dict[str, Any]:
    """Return issues as an OperationOutcome; the first hundred and how many there are beside them."""
    listed = list(issues)
    more += max(0, len(listed) - MOST_LISTED)
    rows = [each.row for each in listed[:MOST_LISTED]]
    if more:
        rows.append(
            {"severity": "information", "code": "too-long", "details": {"text": f"And {more:,} more."}}
        )
    if not rows:
        rows = [
            {"severity": "information", "code": "informational", "details": {"text": "Everything was used."}}
        ]
    return {"resourceType": "OperationOutcome", "issue": rows}
