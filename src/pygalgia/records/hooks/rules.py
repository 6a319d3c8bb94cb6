"""What the cards say, and out of which sentence of the knowledge: `hooks.yaml`, read strictly."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import Problem, RequestError
from pygalgia.reading import Problems, parse, read_yaml
from pygalgia.records.codes import DATA
from pygalgia.records.hooks.cards import LONGEST_SUMMARY, Indicator
from pygalgia.texts import _, english


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class BecauseRow(_Row):
    """A sentence of the knowledge: a caution, or an investigation or treatment of a cause."""

    caution: str = ""
    condition: str = ""
    investigation: str = ""
    treatment: str = ""

    @model_validator(mode="after")
    def _one(self) -> "BecauseRow":
        if sum(map(bool, (self.caution, self.investigation, self.treatment))) != 1:
            msg = "exactly one of caution, investigation and treatment"
            raise ValueError(msg)
        return self


class ReasonRow(_Row):
    """A reason to go on all the same."""

    code: str
    display: str


class NeedsRow(_Row):
    """What the record must tell."""

    finding: str
    state: str


class RuleRow(_Row):
    """One rule about orders."""

    id: str
    orders: str
    summary: str = Field(max_length=LONGEST_SUMMARY - 1)
    because: BecauseRow
    indicator: Indicator
    needs: NeedsRow | None = None
    for_pain_only: bool = False
    for_conditions: list[str] = Field(default_factory=list)
    unless_taken: list[str] = Field(default_factory=list)
    quiet_with: list[str] = Field(default_factory=list)
    take_out: str
    reasons: list[ReasonRow] = Field(min_length=1)


class RulesFile(_Row):
    """`hooks.yaml`."""

    rules: list[RuleRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule about orders, with the words of the knowledge behind it.

    Attributes:
        row: As the file holds it.
        why: The reason, of the knowledge.
        sources: Behind the reason.
    """

    row: RuleRow
    why: str
    sources: tuple[str, ...]


def rules(base: KnowledgeBase) -> tuple[Rule, ...]:
    """Return the rules.

    Raises:
        RequestError: a rule names what the knowledge does not hold.
    """
    found, problems = list[Rule](), list[Problem]()
    for row in _file().rules:
        known = _because(row.because, base)
        wrong = [name for name in (*row.quiet_with, *_needed(row)) if name not in base.findings]
        wrong += [name for name in row.for_conditions if name not in base.conditions]
        if known is None or wrong:
            problems.append(
                Problem(
                    where=f"hooks.yaml ({row.id})", found=", ".join(wrong) or repr(row.because),
                    expected="a sentence and findings of the knowledge", fix="name one that is there",
                )
            )  # fmt: skip
        else:
            found.append(Rule(row=row, why=known[0], sources=known[1]))
    if problems:
        raise RequestError(problems)
    return tuple(found)


def _needed(row: RuleRow) -> list[str]:
    return [row.needs.finding] if row.needs else []


def _because(row: BecauseRow, base: KnowledgeBase) -> tuple[str, tuple[str, ...]] | None:
    if row.caution:
        caution: Any = base.care.cautions.by_id.get(row.caution)
        return None if caution is None else (caution.plain, tuple(caution.sources))
    condition = base.conditions.get(row.condition)
    if condition is None:
        return None
    for test in condition.investigations:
        if english(test.text) == row.investigation and test.when == "avoid":
            return _("%(test)s: %(why)s.", test=test.text, why=test.why), test.sources
    for treatment in condition.treatment:
        if english(treatment.text) == row.treatment and treatment.strength == "outdated":
            return _("%(treatment)s: no longer advised.", treatment=treatment.text), treatment.sources
    return None


@lru_cache(1)
def _file() -> RulesFile:
    problems = Problems()
    held = parse(read_yaml(DATA / "hooks.yaml", name="hooks.yaml"), RulesFile, problems)
    if held is None:
        raise RequestError(problems.found)
    return held
