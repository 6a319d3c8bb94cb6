"""What a reviewer disputes about one condition: every rate with its comparison, basis, reason and page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pygalgia.domain.belief import Belief
from pygalgia.domain.condition import BASE_SETTING, Condition, Link, Only, Share
from pygalgia.domain.finding import ABSENT, PRESENT, Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.mechanism import Mechanism

#: The parts of a sheet, in order.
PARTS = ("How often it comes", "Patterns behind the findings", "What people have", "Before 18", "Care")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement of a sheet.

    Attributes:
        part: The part it stands in.
        about: What it is about, as an id that stays the same between versions.
        words: The finding or statement in words.
        here: Its rate in this condition, 0 to 1; None where it is no rate.
        background: Its rate among all who consult, 0 to 1; None where there is none to compare with.
        basis: `measured`, `derived`, `judged`, or the pattern that it comes through.
        because: The sentence that gives the reason.
        formula: What a derived number is computed by; empty otherwise.
        figures: Ids of the figures it rests on.
        sources: Ids of the sources it cites itself.
    """

    part: str
    about: str
    words: str
    here: float | None = None
    background: float | None = None
    basis: str = ""
    because: str = ""
    formula: str = ""
    figures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def ratio(self) -> float | None:
        """How many times commoner it is here than among all; None where that cannot be said."""
        if self.here is None or not self.background:
            return None
        return self.here / self.background


def sheet(base: KnowledgeBase, condition: Condition) -> tuple[Line, ...]:
    """Return everything that is believed of a condition, and what is done about it."""
    return (
        *_frequency(condition),
        *_patterns(base, condition.mechanisms, part=PARTS[1]),
        *_direct(base, condition.findings, part=PARTS[2]),
        *_through(base, condition),
        *_patterns(base, condition.child_mechanisms, part=PARTS[3]),
        *_direct(base, condition.child_findings, part=PARTS[3]),
        *_care(condition),
    )


def _frequency(condition: Condition) -> Iterator[Line]:
    for share in condition.shares:
        if share.setting == BASE_SETTING or share.because != _at_base(condition, share).because:
            yield Line(
                part=PARTS[0],
                about=f"share/{share.population}/{share.setting}",
                words=f"share of the causes among {share.population} ({share.setting}), "
                f"{100 * share.low:.3g} to {100 * share.high:.3g} % believed possible",
                here=share.p,
                basis=share.basis,
                because=share.because,
                figures=share.figures,
            )
    for name, modifier in (("age", condition.age), ("sex", condition.sex)):
        if modifier is not None:
            times = ", ".join(f"{key} × {value:g}" for key, value in modifier.times.items())
            yield Line(
                part=PARTS[0],
                about=f"by/{name}",
                words=f"factor by {name}: {times}",
                basis=modifier.basis,
                because=modifier.because,
                figures=modifier.figures,
            )
    if condition.only.because:
        yield Line(part=PARTS[0], about="only", words=_limits(condition.only), because=condition.only.because)


def _limits(only: Only) -> str:
    oldest = "" if only.max_age is None else f", to the age of {only.max_age:g}"
    return f"only in {only.sex or 'either sex'}, from the age of {only.min_age or 0:g}{oldest}"


def _at_base(condition: Condition, share: Share) -> Share:
    alike = (each for each in condition.shares if each.population == share.population)
    return next(each for each in alike if each.setting == BASE_SETTING)


def _patterns(base: KnowledgeBase, links: Sequence[Link], *, part: str) -> Iterator[Line]:
    for link in links:
        mechanism = base.mechanisms[link.target]
        yield _line(
            part, link.target, PRESENT, link.belief, words=mechanism.name, background=mechanism.background
        )


def _direct(base: KnowledgeBase, links: Sequence[Link], *, part: str) -> Iterator[Line]:
    for link in links:
        finding = base.findings[link.target]
        for state in _told(finding):
            words = in_words(finding, state)
            yield _line(part, link.target, state, link.belief, words=words, background=finding.background)


def _line(
    part: str, target: str, state: str, belief: Belief, *, words: str, background: Belief | None
) -> Line:
    return Line(
        part=part,
        about=target if state == PRESENT else f"{target}={state}",
        words=words,
        here=belief.states[state],
        background=None if background is None else background.states[state],
        basis=belief.basis,
        because=belief.because,
        formula=(belief.formula or {}).get(state, ""),
        figures=belief.figures,
    )


def _through(base: KnowledgeBase, condition: Condition) -> Iterator[Line]:
    """Yield the findings of each pattern at the rates that the pattern's own rate here gives."""
    for link in condition.mechanisms:
        mechanism = base.mechanisms[link.target]
        for shown in mechanism.manifestations:
            finding = base.findings[shown.finding]
            for state in _told(finding):
                present, absent = shown.present.states[state], shown.absent.states[state]
                yield Line(
                    part=PARTS[2],
                    about=finding.id if state == PRESENT else f"{finding.id}={state}",
                    words=in_words(finding, state),
                    here=_mixed(link.belief.present, present, absent),
                    background=_mixed(mechanism.background.present, present, absent),
                    basis=_through_words(mechanism),
                    because=shown.present.because,
                    figures=shown.present.figures,
                )


def _mixed(weight: float, present: float, absent: float) -> float:
    return weight * present + (1 - weight) * absent


def _through_words(mechanism: Mechanism) -> str:
    return f"through {mechanism.id}"


def _told(finding: Finding) -> tuple[str, ...]:
    return tuple(state for state in finding.states if state != ABSENT)


def in_words(finding: Finding, state: str) -> str:
    """Return a finding in a state as a clinician says it."""
    return finding.clinician if state == PRESENT else f"{finding.clinician}: {finding.state_names[state]}"


def _care(condition: Condition) -> Iterator[Line]:
    action, part = condition.action, PARTS[4]
    yield Line(
        part=part,
        about="action",
        words=action.urgency,
        because=action.because,
        sources=action.sources,
    )
    for visit in condition.see:
        words = f"see {visit.service}, {visit.when}" + (f": {visit.condition}" if visit.condition else "")
        yield Line(
            part=part,
            about=f"see/{visit.service}/{visit.when}/{visit.condition}",
            words=words,
            because=visit.why,
            sources=visit.sources,
        )
    for test in condition.investigations:
        words = f"{test.when}: {test.text}" + (f" ({test.condition})" if test.condition else "")
        yield Line(part=part, about=f"test/{test.text}", words=words, because=test.why, sources=test.sources)
    for done in condition.treatment:
        words = f"{done.kind}: {done.text} ({done.strength})"
        yield Line(part=part, about=f"treatment/{done.text}", words=words, sources=done.sources)
    notes = (condition.prognosis,) if condition.prognosis is not None else ()
    for kind, said in (("prognosis", notes), ("prevention", condition.prevention)):
        for note in said:
            words = f"{kind}: {note.text}"
            yield Line(part=part, about=words, words=words, sources=note.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A statement that differs between two versions; None where one of them does not make it."""

    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The statement as it stands, or as it stood."""
        line = self.after or self.before
        assert line is not None  # noqa: S101 - one of the two is there
        return line


def changes(before: tuple[Line, ...], after: tuple[Line, ...]) -> tuple[Change, ...]:
    """Return what differs, in the order of the later sheet, with what is gone at the end."""
    old, new = ({(line.part, line.about): line for line in lines} for lines in (before, after))
    found = [
        Change(before=old.get(key), after=line) for key, line in new.items() if not _same(old.get(key), line)
    ]
    found += [Change(before=line, after=None) for key, line in old.items() if key not in new]
    return tuple(found)


def _same(before: Line | None, after: Line) -> bool:
    """Whether two statements say the same, to the digits that a sheet shows."""
    return before is not None and _shown(before) == _shown(after)


def _shown(line: Line) -> tuple[object, ...]:
    rates = tuple(None if rate is None else f"{rate:.3g}" for rate in (line.here, line.background))
    return (*rates, line.words, line.basis, line.because, line.formula, line.figures, line.sources)
