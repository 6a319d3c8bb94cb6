"""How long what a record says still tells what is so now."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import leaves
from pygalgia.errors import RequestError
from pygalgia.reading import Problems, parse, read_yaml
from pygalgia.records.codes import DATA

Holding = Literal["ever", "while-active", "days"]


class LastingFile(BaseModel):
    """`lasting.yaml`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    ever: list[str]
    while_active: list[str]
    active_days: int
    days: dict[str, int]
    red_flag_days: int
    other_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """For each finding, how long it holds.

    Attributes:
        spans: Days that a measurement or an answer of its own kind holds.
        flagged: Danger signs: what a person can have since yesterday.
    """

    ever: frozenset[str]
    while_active: frozenset[str]
    active_days: int
    spans: Mapping[str, int]
    flagged: frozenset[str]
    red_flag_days: int
    other_days: int

    def holding(self, finding: str) -> Holding:
        """Return in which way a finding lasts."""
        if finding in self.ever:
            return "ever"
        return "while-active" if finding in self.while_active else "days"

    def days(self, finding: str) -> int | None:
        """Return how many days an answer about a finding holds; None where it holds for ever."""
        if finding in self.ever:
            return None
        if finding in self.while_active:
            return self.active_days
        own = self.spans.get(finding, self.other_days)
        if finding in self.flagged and finding not in self.spans:
            return min(own, self.red_flag_days)
        return own


def lasting(base: KnowledgeBase) -> Lasting:
    """Return how long findings last.

    Raises:
        RequestError: the file is wrong, or names a finding that does not exist.
    """
    problems = Problems()
    held = _file()
    for name in (*held.ever, *held.while_active, *held.days):
        if name not in base.findings:
            problems.unknown("lasting.yaml", kind="finding", name=name, known=base.findings)
    if problems.found:
        raise RequestError(problems.found)
    return Lasting(
        ever=frozenset(held.ever),
        while_active=frozenset(held.while_active),
        active_days=held.active_days,
        spans=held.days,
        flagged=_danger_signs(base),
        red_flag_days=held.red_flag_days,
        other_days=held.other_days,
    )


def _danger_signs(base: KnowledgeBase) -> frozenset[str]:
    """Return what may hold urgency up, and every sign that an emergency asks about; places are none."""
    asked = {
        leaf.finding
        for flag in base.red_flags.values()
        if flag.urgency == "emergency"
        for leaf in leaves(flag.when)
    }
    return frozenset(
        finding.id
        for finding in base.findings.values()
        if finding.critical or (finding.id in asked and finding.kind == "yes-no" and not finding.from_regions)
    )


@lru_cache(1)
def _file() -> LastingFile:
    problems = Problems()
    held = parse(read_yaml(DATA / "lasting.yaml", name="lasting.yaml"), LastingFile, problems)
    if held is None:
        raise RequestError(problems.found)
    return held
