"""Turn answers into states, note every problem, and complete them by what they imply."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from pygalgia.domain.case import Case, Origin
from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.finding import ABSENT, NOTHING, PRESENT, UNKNOWN, Asked, Finding, Implication
from pygalgia.domain.knowledge_base import KnowledgeBase, Region
from pygalgia.domain.logic import applies, holds, is_limited, leaves
from pygalgia.domain.timing import Since, Timing
from pygalgia.errors import CaseError
from pygalgia.frozen import Frozen
from pygalgia.intake.given import GivenCase, Quantity, Timed, Told
from pygalgia.intake.timing import TimingReader
from pygalgia.intake.wording import allowed, nearest_state, shown, who
from pygalgia.reading import Location, Problems, nearest
from pygalgia.texts import _

if TYPE_CHECKING:
    from pygalgia.intake.rows import Answer, CaseRow

PAIN_SIDE = "pain-side"
_WORDS = {
    True: PRESENT,
    False: ABSENT,
    "yes": PRESENT,
    "no": ABSENT,
    "true": PRESENT,
    "false": ABSENT,
}
Where = Callable[[Location], str]


class Vocabulary(Frozen):
    """What a case can say: findings, regions, and what cannot be true together.

    Attributes:
        from_regions: Those of the findings that a list of regions fills.
        limited: Those that not everybody can have: by sex or by age.
        nested: Those that are asked under another, with that one's answers.
        settling: Those whose answers settle others.
    """

    from_regions: tuple[Finding, ...]
    limited: frozenset[str]
    nested: Mapping[str, Asked]
    settling: Mapping[str, tuple[Implication, ...]]
    findings: Mapping[str, Finding]
    regions: Mapping[str, Region]
    contradictions: Mapping[str, Contradiction]
    words: Mapping[str, str]
    spans: Mapping[str, Since]

    def hint(self, name: str) -> str:
        """Return "did you mean ...?" for a finding id that does not exist, from ids, names and synonyms."""
        key = name.lower().replace("_", "-")
        if key in self.findings:
            return _("did you mean %(name)s?", name=repr(key))
        known = self.words.get(name.lower().replace("-", " "))
        if known is not None:
            return _("did you mean %(name)s?", name=repr(known))
        return nearest(key, self.findings)


def vocabulary(base: KnowledgeBase) -> Vocabulary:
    """Return the part of the knowledge base that reading a case needs."""
    words = {
        word.lower(): finding.id
        for finding in base.findings.values()
        for word in (*finding.synonyms, finding.name)
    }
    return Vocabulary(
        from_regions=tuple(each for each in base.findings.values() if each.from_regions),
        limited=frozenset(each.id for each in base.findings.values() if is_limited(each)),
        nested={each.id: each.asked_if for each in base.findings.values() if each.asked_if is not None},
        settling={each.id: each.implies for each in base.findings.values() if each.implies},
        findings=base.findings,
        regions=base.regions,
        contradictions=base.contradictions,
        words=words,
        spans={each.id: each.since for each in base.interview.times.since},
    )


def encode_case(row: "GivenCase | CaseRow", vocabulary: Vocabulary, *, where: Where | None = None) -> Case:
    """Return the case that a row describes.

    Args:
        row: The case as read; `unknown` answers are left out, and keep a list of regions from filling them.
        vocabulary: What can be said.
        where: Names the place of a location in the input; a JSON pointer by default.

    Raises:
        CaseError: with every problem in it.
    """
    given = row if isinstance(row, GivenCase) else row.given()
    reading = _Reading(row=given, vocabulary=vocabulary, where=where or _pointer)
    return reading.case()


def state_of(finding: Finding, answer: "Told | Answer", vocabulary: Vocabulary) -> str | None:
    """Return the state that one answer alone says a finding is in; None where it says `unknown`.

    Raises:
        CaseError: it is no answer to that finding.
    """
    told = answer if isinstance(answer, bool | str | float | list | Quantity | Timed) else answer.given()
    reading = _Reading(row=GivenCase(id="-"), vocabulary=vocabulary, where=_pointer)
    reading.read(finding.id, told)
    if reading.problems.found:
        raise CaseError(reading.problems.found)
    return reading.states.get(finding.id)


def _pointer(location: Location) -> str:
    return "/" + "/".join(str(part) for part in location)


@dataclass(slots=True)
class _Reading:
    row: GivenCase
    vocabulary: Vocabulary
    where: Where
    problems: Problems = field(default_factory=Problems)
    states: dict[str, str] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)
    times: dict[str, Timing] = field(default_factory=dict)
    #: Answered with `unknown`: a list of regions leaves these open.
    withheld: set[str] = field(default_factory=set)
    regions: tuple[str, ...] = ()

    def case(self) -> Case:
        for name, answer in self.row.answers.items():
            self.read(name, answer)
        bare = self._bare_case()
        self._check_applies(bare)
        self._fill_from_regions()
        self._fill_implied()
        case = replace(
            bare,
            states=self.states,
            origins=self.origins,
            regions=self.regions,
            values=self.values,
            times=self.times,
        )
        self._check_parents(case)
        self._check_contradictions(case)
        if self.problems.found:
            raise CaseError(self.problems.found)
        return case

    def _bare_case(self) -> Case:
        return Case(id=self.row.id, sex=self.row.sex, setting=self.row.setting, age_years=self.row.age_years)

    def _place(self, name: str) -> str:
        return f"{self.where(('answers', name))} ({name})"

    def read(self, name: str, answer: Told) -> None:
        finding = self.vocabulary.findings.get(name)
        if finding is None:
            self.problems.add(
                self._place(name),
                found=_("the finding %(name)s", name=repr(name)),
                expected=_("a known finding id"),
                fix=lambda: self.vocabulary.hint(name),
            )
            return
        if isinstance(answer, Timed):
            self._read_timed(finding, answer)
        elif answer == UNKNOWN:
            self.withheld.add(name)
        elif finding.kind == "regions":
            self._read_regions(finding, answer)
        else:
            self._read_plain(finding, answer)

    def _read_plain(self, finding: Finding, answer: Told) -> str | None:
        state = self._number(finding, answer) if finding.kind == "number" else self._state(finding, answer)
        if state is not None:
            self._know(finding.id, state, "answered")
        return state

    def _read_timed(self, finding: Finding, row: Timed) -> None:
        place, reader = (
            self._place(finding.id),
            TimingReader(spans=self.vocabulary.spans, problems=self.problems),
        )
        if not reader.is_well_formed(row, place):
            return
        if finding.kind == "regions" or row.state is None or row.state == UNKNOWN:
            self.problems.add(
                place,
                found=_("a time with no state")
                if row.state is None
                else _("a time with %(state)s", state=shown(row.state)),
                expected=_("a finding that is there, and not a list of regions"),
                fix=_("give the answer without a time"),
            )
            return
        state = self._read_plain(finding, row.state)
        timing = None if state is None else reader.timing(row, state, place)
        if timing is not None:
            self.times[finding.id] = timing

    def _know(self, name: str, state: str, origin: Origin) -> None:
        self.states[name] = state
        self.origins[name] = origin

    def _state(self, finding: Finding, answer: Told) -> str | None:
        if isinstance(answer, bool | str):
            word = answer if answer in finding.states else _WORDS.get(answer, answer)
            if word in finding.states and isinstance(word, str):
                return word
        self.problems.add(
            self._place(finding.id),
            found=shown(answer),
            expected=allowed(finding),
            fix=nearest_state(finding, answer),
        )
        return None

    def _number(self, finding: Finding, answer: Told) -> str | None:
        if isinstance(answer, str) and answer in finding.states:
            return answer
        scale = finding.scale
        assert scale is not None  # noqa: S101 - every number has a scale: knowledge coherence
        units = {unit.code: unit for unit in scale.units}
        first = scale.units[0].code
        is_bare = first in ("1", "{score}", "%") and not isinstance(answer, bool)
        if is_bare and isinstance(answer, int | float):
            answer = Quantity(value=float(answer), unit=first)
        if not isinstance(answer, Quantity) or answer.unit not in units:
            self.problems.add(
                self._place(finding.id),
                found=shown(answer),
                expected=_(
                    '{"value": ..., "unit": ...} with a unit of %(names)s, or one of %(states)s',
                    names=", ".join(units),
                    states=", ".join(finding.states),
                ),
                fix=_("give the number with its UCUM unit"),
            )
            return None
        unit = units[answer.unit]
        amount = answer.value * unit.factor + unit.offset
        if not (math.isfinite(amount) and scale.minimum <= amount <= scale.maximum):
            self.problems.add(
                self._place(finding.id),
                found=f"{answer.value:g} {answer.unit}",
                expected=_(
                    "%(minimum)s to %(maximum)s %(first)s",
                    minimum=f"{scale.minimum:g}",
                    maximum=f"{scale.maximum:g}",
                    first=first,
                ),
                fix=_("check the number and its unit"),
            )
            return None
        self.values[finding.id] = amount
        return next(each.state for each in scale.bins if each.below is None or amount < each.below)

    def _read_regions(self, finding: Finding, answer: Told) -> None:
        if not isinstance(answer, list) or not answer:
            self.problems.add(
                self._place(finding.id),
                found=shown(answer),
                expected=_('a list of body regions, as ["buttock-left", "posterior-thigh-left"], or unknown'),
                fix=_("list every region that hurts"),
            )
            return
        for region in answer:
            if region not in self.vocabulary.regions:
                self.problems.unknown(
                    self._place(finding.id), kind="region", name=region, known=self.vocabulary.regions
                )
        self.regions = tuple(dict.fromkeys(each for each in answer if each in self.vocabulary.regions))

    def _check_applies(self, bare: Case) -> None:
        limited = self.vocabulary.limited
        for name in [each for each in self.states if each in limited]:
            finding = self.vocabulary.findings[name]
            if not applies(finding, bare) and self.states[name] not in NOTHING:
                self.problems.add(
                    self._place(name),
                    found=_(
                        "%(state)s in a person of sex %(sex)s and age %(age_years)s",
                        state=self.states[name],
                        sex=bare.sex,
                        age_years=bare.age_years,
                    ),
                    expected=who(finding),
                    fix=_("remove the answer, or correct sex or age"),
                )

    def _fill_from_regions(self) -> None:
        if not self.regions:
            return
        bases = {self.vocabulary.regions[name].base for name in self.regions}
        for finding in self.vocabulary.from_regions:
            state = _drawn(finding, bases)
            # A region without a precise place ("hip") leaves open what it may mean, not denied.
            if state not in (None, UNKNOWN) and finding.id not in self.withheld:
                self._fill(finding, state)
        self._fill_side()

    def _fill(self, finding: Finding, drawn: str) -> None:
        given = self.states.get(finding.id)
        if given is None:
            self._know(finding.id, drawn, "from-regions")
        elif finding.states.index(given) < finding.states.index(drawn):
            # States of a region finding are ordered: absent < present; none < thigh < below knee < foot.
            self.problems.add(
                self._place(finding.id),
                found=_(
                    "%(given)s, but pain-site lists a region that makes it %(drawn)s",
                    given=given,
                    drawn=drawn,
                ),
                expected=_("the same in both"),
                fix=_(
                    "set %(id)s to %(drawn)s, or take the region out of pain-site", id=finding.id, drawn=drawn
                ),
            )

    def _fill_side(self) -> None:
        sides = {self.vocabulary.regions[name].side for name in self.regions} - {None}
        lateral = sides & {"left", "right"}
        said = PAIN_SIDE in self.states or PAIN_SIDE in self.withheld
        if said or PAIN_SIDE not in self.vocabulary.findings or not sides:
            return
        side = "both-sides" if len(lateral) > 1 else "one-side" if lateral else "midline"
        self._know(PAIN_SIDE, side, "from-regions")

    def _fill_implied(self) -> None:
        settling = self.vocabulary.settling
        for name in [each for each in self.states if each in settling]:
            for implied in settling[name]:
                if self._settles(name, implied) and implied.finding not in self.states:
                    self._know(implied.finding, implied.then, "implied")

    def _settles(self, name: str, implied: Implication) -> bool:
        """Return whether an answer is in the state, and known to be of the time, that settles another."""
        if implied.state != self.states[name]:
            return False
        return implied.time is None or implied.time.met(self.times.get(name)) is True

    def _check_parents(self, case: Case) -> None:
        nested = self.vocabulary.nested
        for name in [each for each in self.origins if each in nested]:
            parent, origin = nested[name], self.origins[name]
            if origin != "answered" or case.states.get(parent.finding) in parent.states:
                continue
            if self.states[name] in NOTHING:
                continue
            self.problems.add(
                self._place(name),
                found=_(
                    "%(state)s while %(finding)s is %(other)s",
                    state=self.states[name],
                    finding=parent.finding,
                    other=case.states.get(parent.finding, UNKNOWN),
                ),
                expected=_(
                    "%(finding)s answered %(names)s", finding=parent.finding, names=" or ".join(parent.states)
                ),
                fix=_("answer %(finding)s, or remove %(name)s", finding=parent.finding, name=name),
            )

    def _check_contradictions(self, case: Case) -> None:
        holding = partial(holds, case=case, findings=self.vocabulary.findings)
        for contradiction in self.vocabulary.contradictions.values():
            if holding(contradiction.when) is True:
                names = [
                    leaf.finding for leaf in leaves(contradiction.when) if leaf.finding and holding(leaf)
                ]
                self.problems.add(
                    self._place(names[0]),
                    found=_(
                        "answers that contradict each other: %(text)s (%(names)s)",
                        text=contradiction.text,
                        names=", ".join(names),
                    ),
                    expected=_("answers that can all be true"),
                    fix=contradiction.fix,
                )


def _drawn(finding: Finding, bases: set[str]) -> str | None:
    """Return the state that a list of region bases gives a finding by its first rule that fits, or None."""
    return next((r.state for r in finding.from_regions if not r.regions or bases & set(r.regions)), None)
