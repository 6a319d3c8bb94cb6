"""Charts as data for SVG: probabilities in words and as bars, evidence as a waterfall."""

from dataclasses import dataclass

from pygalgia.domain.assessment import Evidence, Ranked
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.report.citations import basis_beside
from pygalgia.report.words import factor
from pygalgia.texts import _, later
from pygalgia.web.content.words import BASIS_NAMES

#: Width that bars are drawn in; height does not matter, the page stretches it.
WIDTH = 100.0
#: Weights are drawn on a scale at least this wide to either side, so that small ones look small.
_LEAST_REACH = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """One row of a waterfall: from `start` to `end` on a scale of 0 to 100.

    Attributes:
        words: How many times as likely the answer makes the cause: `× 3` for, `÷ 3` against.
    """

    finding: str
    answer: str
    start: float
    end: float
    words: str
    basis: str
    expected: float
    background: float
    sources: tuple[str, ...]

    @property
    def left(self) -> float:
        """Where the bar begins."""
        return min(self.start, self.end)

    @property
    def width(self) -> float:
        """How wide the bar is; never so narrow that it cannot be seen."""
        return max(abs(self.end - self.start), 0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """Every answer that speaks for or against a cause, strongest first, and where they lead together.

    Attributes:
        zero: Where "no evidence" lies on the scale.
        sum: Where all rows together end.
    """

    rows: tuple[Fall, ...]
    zero: float
    sum: float


def waterfall(cause: Ranked, base: KnowledgeBase) -> Waterfall:
    """Return the waterfall of one cause."""
    evidence = sorted((*cause.evidence_for, *cause.evidence_against), key=lambda each: -abs(each.decibans))
    stops = [0.0]
    for each in evidence:
        stops.append(stops[-1] + each.decibans)
    low, high = min(-_LEAST_REACH, *stops), max(_LEAST_REACH, *stops)

    def at(decibans: float) -> float:
        return round(WIDTH * (decibans - low) / (high - low), 2)

    rows = tuple(
        _fall(each, base, start=at(start), end=at(end))
        for each, start, end in zip(evidence, stops, stops[1:], strict=False)
    )
    return Waterfall(rows=rows, zero=at(0.0), sum=at(stops[-1]))


def _fall(each: Evidence, base: KnowledgeBase, *, start: float, end: float) -> Fall:
    finding = base.findings[each.finding]
    answer = (
        {"present": _("yes"), "absent": _("no")}.get(each.state, each.state)
        if finding.kind == "yes-no"
        else finding.state_names[each.state]
    )
    return Fall(
        finding=finding.name,
        answer=_("%(answer)s, %(when)s", answer=answer, when=each.timing.words)
        if each.timing and each.timing.words
        else answer,
        start=start,
        end=end,
        words=factor(each.decibans),
        basis=BASIS_NAMES[basis_beside(each.basis, each.sources)],
        expected=each.expected,
        background=each.background,
        sources=each.sources,
    )


def out_of_a_hundred(probability: float) -> str:
    """Return a probability as a natural frequency: `12 in 100`, `below 1 in 100`."""
    number = round(probability * 100)
    return _("%(n)s in 100", n=number) if number >= 1 else _("below 1 in 100")


#: Words for a probability, from the greatest down: (from, words).
_WORDS = (
    (0.9, later("very likely")),
    (0.6, later("likely")),
    (0.3, later("quite possible")),
    (0.1, later("possible")),
    (0.03, later("not very likely")),
    (0.0, later("unlikely")),
)


def likelihood(probability: float) -> str:
    """Return words for a probability."""
    return _(next(words for least, words in _WORDS if probability >= least))
