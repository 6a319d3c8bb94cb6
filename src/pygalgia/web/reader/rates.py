"""How often a sign is there with a condition and without it: the numbers beside each sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from pygalgia import Knowledge
from pygalgia.domain.belief import BASES, Belief
from pygalgia.domain.condition import Condition
from pygalgia.domain.finding import Finding
from pygalgia.report.citations import basis_beside

#: A sign speaks for a condition from this ratio of rates, against it below the second one.
SPEAKS_FOR, SPEAKS_AGAINST = 1.4, 0.6
_LEAST_SHARE = 0.08
_WEAKEST = {basis: place for place, basis in enumerate(BASES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One state of one finding, with and without a condition.

    Attributes:
        expected: Share of people with the condition in whom it is so, 0 to 1.
        background: The same among people who have this pain for other reasons.
        basis: The weakest basis among the numbers behind `expected`.
        because: Reasons that are written down, in order.
        through: The mechanism that it comes from, or None.
    """

    finding: Finding
    state: str
    expected: float
    background: float
    basis: str
    because: tuple[str, ...]
    figures: tuple[str, ...]
    sources: tuple[str, ...]
    through: str | None

    @property
    def basis_told(self) -> str:
        """The basis as it stands beside its sources."""
        return basis_beside(self.basis, self.sources)

    @property
    def ratio(self) -> float:
        """How much likelier it is with the condition; above 1 it speaks for it."""
        return self.expected / self.background

    @property
    def weight(self) -> float:
        """How much it tells on average, where it is so: for sorting."""
        return self.expected * log(self.ratio)


def signs(knowledge: Knowledge, condition: Condition) -> Iterator[Sign]:
    """Give every state of every finding about which the condition differs from other causes."""
    base = knowledge.base
    rates = {link.target: link.belief for link in condition.mechanisms}
    direct = {link.target: link.belief for link in condition.findings}
    for finding in base.findings.values():
        if not finding.scored:
            continue
        if finding.mechanism is not None:
            if finding.mechanism in rates:
                yield from _shared(knowledge, finding, rates[finding.mechanism])
        elif finding.id in direct and finding.background is not None:
            yield from _own(knowledge, finding, direct[finding.id], finding.background)


def of_finding(knowledge: Knowledge, finding: Finding) -> Iterator[tuple[Condition, Sign]]:
    """Give each condition with each sign that this finding is for it."""
    for condition in knowledge.base.conditions.values():
        for sign in signs(knowledge, condition):
            if sign.finding.id == finding.id:
                yield condition, sign


def speaking_for(told: list[Sign], *, most: int) -> list[Sign]:
    """Return the signs that speak for a condition, the most telling first."""
    chosen = [s for s in told if s.ratio >= SPEAKS_FOR and s.expected >= _LEAST_SHARE and _is_something(s)]
    return sorted(chosen, key=lambda sign: -sign.weight)[:most]


def speaking_against(told: list[Sign], *, most: int) -> list[Sign]:
    """Return the signs that are common otherwise but rare with a condition, the most telling first."""
    chosen = [
        s for s in told if s.ratio <= SPEAKS_AGAINST and s.background >= _LEAST_SHARE and _is_something(s)
    ]
    return sorted(chosen, key=lambda sign: sign.background * log(sign.ratio))[:most]


def _is_something(sign: Sign) -> bool:
    return sign.state not in ("absent", "none", "normal", "never", "not-pregnant")


def _own(knowledge: Knowledge, finding: Finding, belief: Belief, background: Belief) -> Iterator[Sign]:
    figures = belief.figures
    for state in finding.states:
        yield Sign(
            finding=finding,
            state=state,
            expected=belief.states[state],
            background=background.states[state],
            basis=belief.basis,
            because=(belief.because,) if belief.because else (),
            figures=figures,
            sources=_sources(knowledge, figures),
            through=None,
        )


def _shared(knowledge: Knowledge, finding: Finding, rate: Belief) -> Iterator[Sign]:
    """Give the states of a finding that comes from a mechanism.

    P(state | condition) = q P(state | at work) + (1 - q) P(state | not), with q = P(mechanism | condition).
    """
    name = finding.mechanism
    assert name is not None  # noqa: S101 - the caller has looked
    mechanism = knowledge.base.mechanisms[name]
    both = knowledge.manifestations[finding.id]
    q, usual = rate.present, mechanism.background.present
    figures = tuple(dict.fromkeys((*rate.figures, *both.present.figures, *both.absent.figures)))
    parts = (rate, both.present, both.absent)
    for state in finding.states:
        at_work, not_at_work = both.present.states[state], both.absent.states[state]
        yield Sign(
            finding=finding,
            state=state,
            expected=q * at_work + (1 - q) * not_at_work,
            background=usual * at_work + (1 - usual) * not_at_work,
            basis=max((each.basis for each in parts), key=_WEAKEST.__getitem__),
            because=tuple(dict.fromkeys(each.because for each in parts if each.because)),
            figures=figures,
            sources=_sources(knowledge, figures),
            through=name,
        )


def _sources(knowledge: Knowledge, figures: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(knowledge.base.figures[name].source for name in figures))
