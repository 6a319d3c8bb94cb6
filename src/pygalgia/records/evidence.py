"""What the resources of a record say of findings: each with its date, its state, and whether it still holds.

Never counted as present: what is refuted, entered in error or not certain; what is planned, proposed or was
not done; what was so and has ended; what a relative has; and what is older than it lasts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pygalgia.domain.finding import ABSENT, Finding
from pygalgia.errors import Problem
from pygalgia.intake.rows import Answer, QuantityRow
from pygalgia.records.bundle import ABOUT, Entry, Opened
from pygalgia.records.codes import CodeMap, CodeRow
from pygalgia.records.lasting import Lasting
from pygalgia.records.moments import Moment, moment
from pygalgia.records.outcome import Issue, IssueCode, Severity
from pygalgia.records.resources import Resource, kind, listed, mapping, text

UCUM = "http://unitsofmeasure.org"
#: The hypersensitivity that an allergy to a medicine of these groups, or of these words, is.
_ALLERGY_GROUPS = {"nsaid": ("aspirin-sensitive-asthma", "present")}
_ALLERGY_WORDS = ("aspirin", "acetylsalicylic")
_CERTAIN = ("", "confirmed")
_GOING_ON = ("", "active", "recurrence", "relapse")
#: Elements whose shape another release of FHIR changed: a code in STU3, a CodeableConcept in R4, and so on.
_SHAPES: Mapping[str, type] = {"verificationStatus": dict, "clinicalStatus": dict, "status": str}
_OTHER_RELEASE = re.compile(r"http://hl7\.org/fhir/(?!4\.0)[0-9]")
_DONE_OBSERVATION = ("final", "amended", "corrected")
_ORDERED = ("order", "original-order", "reflex-order", "filler-order", "instance-order")
#: Words for yes and no of systems that everybody uses: LOINC answers and HL7's table 0136.
_YES = {("http://loinc.org", "LA33-6"), ("http://terminology.hl7.org/CodeSystem/v2-0136", "Y")}
_NO = {("http://loinc.org", "LA32-8"), ("http://terminology.hl7.org/CodeSystem/v2-0136", "N")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one resource says of one finding.

    Attributes:
        answer: As a case file holds it.
        when: When that was last so; None where the record does not say.
        source: How the resource is called.
    """

    finding: str
    answer: Answer
    when: Moment | None
    where: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads resources; what cannot be used becomes an issue with where, found and expected."""

    codes: CodeMap
    lasting: Lasting
    findings: Mapping[str, Finding]
    today: date

    def read(self, opened: Opened) -> tuple[list[Evidence], list[Evidence], list[Issue]]:
        """Return what the resources say and still holds, danger signs too old to, and what was not used."""
        found, again, issues = list[Evidence](), list[Evidence](), list[Issue]()
        for entry in opened.entries:
            read = _READERS.get(kind(entry.resource))
            if read is None:
                continue
            try:
                _refuse_other_releases(entry.resource)
                refuse_modified(entry.resource)
                _refuse_nobodys(entry)
                said = list(read(self, entry, opened))
            except Unusable as reason:
                issues.append(reason.issue(entry))
                continue
            for each in said:
                stale = self.stale(each)
                if stale is None:
                    found.append(each)
                else:
                    issues.append(stale)
                    again.extend([each] if each.finding in self.lasting.flagged else [])
        return found, again, issues

    def stale(self, said: Evidence) -> Issue | None:
        """Return why something does not hold any more; None where it does."""
        days = self.lasting.days(said.finding)
        if said.when is not None and said.when.oldest_days(self.today) < -1:
            return _left_out(said.where, found="a date in the future", expected="a date up to today")
        if days is None:
            return None
        if said.when is None:
            if self.lasting.holding(said.finding) == "while-active":
                return None
            return _left_out(
                said.where, found=f"{said.finding} without a date", expected=f"a date of the last {days} days"
            )
        age = said.when.oldest_days(self.today)
        if age <= days:
            return None
        return _left_out(
            said.where,
            found=f"{said.finding}, {age:,} days old",
            expected=f"not older than {days} days",
            fix="it was not used: ask again",
            severity="warning",
        )


class Unusable(Exception):  # noqa: N818 - not an error of the program: the resource is left out and named
    """A resource that is not used, and why."""

    def __init__(
        self,
        *,
        at: str,
        found: str,
        expected: str,
        fix: str = "it was not used",
        severity: Severity = "information",
        code: IssueCode = "business-rule",
    ) -> None:
        super().__init__(at)
        self.element, self.found, self.expected, self.fix = at, found, expected, fix
        self.severity, self.code = severity, code

    def issue(self, entry: Entry) -> Issue:
        """Return it as an issue of the resource."""
        where = f"{entry.where}.{self.element}" if self.element else entry.where
        problem = Problem(where=where, found=self.found, expected=self.expected, fix=self.fix)
        return Issue(problem=problem, code=self.code, severity=self.severity)


def _refuse_nobodys(entry: Entry) -> None:
    """Refuse what does not say whose it is, or is about a person of its own."""
    element = ABOUT[kind(entry.resource)]
    name = text(mapping(entry.resource.get(element)).get("reference"))
    if not name or name.startswith("#"):
        raise Unusable(
            at=element, found=name or "no reference", expected="a reference to the person",
            severity="error", code="required",
        )  # fmt: skip


def refuse_modified(resource: Resource) -> None:
    """Refuse what an extension may turn into its opposite: R4 forbids to use it without understanding it.

    Raises:
        Unusable: there is such an extension.
    """
    for name in ("modifierExtension", "implicitRules"):
        if resource.get(name):
            raise Unusable(
                at=name, found="what may change the meaning of the whole", expected="a resource without it",
                severity="error", code="not-supported",
            )  # fmt: skip


def _refuse_other_releases(resource: Resource) -> None:
    """Refuse what is written as in another release of FHIR: its meaning would be guessed."""
    profile = next(
        filter(_OTHER_RELEASE.match, map(text, listed(mapping(resource.get("meta")).get("profile")))), ""
    )
    if profile:
        raise Unusable(
            at="meta.profile", found=profile, expected="a profile of FHIR R4 (4.0.1)", severity="error",
            code="not-supported",
        )  # fmt: skip
    for name, form in _SHAPES.items():
        value = resource.get(name)
        if value is not None and not isinstance(value, form):
            raise Unusable(
                at=name, found=f"{type(value).__name__} as in another release of FHIR",
                expected="a CodeableConcept of R4 (4.0.1)" if form is dict else "a code of R4 (4.0.1)",
                severity="error", code="structure",
            )  # fmt: skip


def _codes(concept: object) -> list[str]:
    """Return the code of every coding of a concept; empty where a coding has none."""
    return [text(mapping(each).get("code")) for each in _codings(concept)]


def _certainty(resource: Resource) -> str:
    """Return how certain a problem is: empty where nothing is said, and never empty where something is."""
    stated = resource.get("verificationStatus")
    if stated is None:
        return ""
    codes = _codes(stated)
    doubts = [each for each in codes if each not in _CERTAIN]
    return next(
        iter(doubts), "confirmed" if "confirmed" in codes else _words(stated) or "something without a code"
    )


def _standing(resource: Resource) -> str:
    """Return how a problem stands: empty where nothing is said; what has ended goes before what goes on."""
    stated = resource.get("clinicalStatus")
    if stated is None:
        return ""
    codes = _codes(stated)
    ended = [each for each in codes if each not in _GOING_ON]
    return next(iter(ended or filter(None, codes)), _words(stated) or "something without a code")


def _left_out(
    where: str,
    *,
    found: str,
    expected: str,
    fix: str = "it was not used",
    severity: Severity = "information",
) -> Issue:
    problem = Problem(where=where, found=found, expected=expected, fix=fix)
    return Issue(problem=problem, code="business-rule", severity=severity)


def when_of(resource: Resource, *elements: str, where: str = "") -> Moment | None:
    """Return the first date that a resource gives among some elements; of a period its end, else its start.

    Raises:
        Unusable: the date is none of FHIR.
    """
    for element in elements:
        value = resource.get(element)
        if value is None:
            continue
        period = mapping(value)
        said = (period.get("end") or period.get("start")) if period else value
        read = moment(said)
        if read is None:
            raise Unusable(
                at=where or element, found=repr(said), expected="a date such as 2026-03-09, 2026-03 or 2026",
                code="value", severity="error",
            )  # fmt: skip
        return read
    return None


def _condition(reader: Reader, entry: Entry, _: Opened) -> Iterator[Evidence]:
    resource = entry.resource
    certainty = _certainty(resource)
    if certainty not in _CERTAIN:
        raise Unusable(at="verificationStatus", found=certainty, expected="confirmed")
    status = _standing(resource)
    has_ended = status not in _GOING_ON or any(key.startswith("abatement") for key in resource)
    when = when_of(resource, "recordedDate", "onsetDateTime", "onsetPeriod")
    for row in _known(reader, resource.get("code")):
        holding = reader.lasting.holding(row.finding)
        if has_ended and holding != "ever":
            raise Unusable(
                at="clinicalStatus", found=status or "abated", expected="active, for what is so now"
            )
        still = Moment(reader.today, reader.today) if holding == "while-active" and status else when
        yield _said(entry, row, still)


def _allergy(reader: Reader, entry: Entry, _: Opened) -> Iterator[Evidence]:
    resource = entry.resource
    certainty = _certainty(resource)
    if certainty not in _CERTAIN:
        raise Unusable(at="verificationStatus", found=certainty, expected="confirmed")
    concept, words = resource.get("code"), _words(resource.get("code"))
    if not reader.codes.groups(concept) & _ALLERGY_GROUPS.keys() and not any(
        w in words for w in _ALLERGY_WORDS
    ):
        raise _unknown_code(concept)
    finding, state = _ALLERGY_GROUPS["nsaid"]
    when = when_of(resource, "recordedDate", "onsetDateTime")
    yield Evidence(finding=finding, answer=state, when=when, where=entry.where, source=_source(entry))


def _medicine(reader: Reader, entry: Entry, opened: Opened) -> Iterator[Evidence]:
    resource = entry.resource
    if resource.get("status") != "active":
        raise Unusable(at="status", found=text(resource.get("status")) or "no status", expected="active")
    if kind(resource) == "MedicationRequest":
        _refuse_plans(resource)
    period = mapping(resource.get("effectivePeriod"))
    end = moment(period.get("end"))
    if end is not None and end.youngest_days(reader.today) > 0:
        raise Unusable(
            at="effectivePeriod.end", found=str(period["end"]), expected="a medicine that is taken now"
        )
    concept = medicine_of(resource, opened)
    if concept is None:
        raise Unusable(
            at="medicationReference", found="a medicine that is not in what was sent", code="not-found",
            expected="the Medication in the same bundle", severity="warning",
        )  # fmt: skip
    when = when_of(resource, "dateAsserted", "authoredOn", "effectiveDateTime")
    seen: set[str] = set()
    coded_as = [(row.finding, row.state) for row in reader.codes.meant_by(concept)]
    for finding, state in (*coded_as, *((row.finding, row.state) for row in reader.codes.named_in(concept))):
        if finding and finding not in seen:
            seen.add(finding)
            yield Evidence(finding=finding, answer=state, when=when, where=entry.where, source=_source(entry))
    if not seen and not reader.codes.groups(concept):
        raise _unknown_code(concept)


def medicine_of(resource: Resource, opened: Opened) -> object | None:
    """Return the medicine of a statement or request as a CodeableConcept; None where it leads nowhere."""
    if "medicationCodeableConcept" in resource:
        return mapping(resource["medicationCodeableConcept"])
    medication = opened.referred(resource.get("medicationReference"), resource)
    return None if medication is None else mapping(medication.get("code"))


def _refuse_plans(resource: Resource) -> None:
    intent = text(resource.get("intent"))
    if intent not in _ORDERED:
        raise Unusable(at="intent", found=intent or "no intent", expected="an order, not a plan or proposal")
    if resource.get("doNotPerform") is True:
        raise Unusable(at="doNotPerform", found="true", expected="a medicine that is taken")


def _procedure(reader: Reader, entry: Entry, _: Opened) -> Iterator[Evidence]:
    status = text(entry.resource.get("status"))
    if status != "completed":
        raise Unusable(at="status", found=status or "no status", expected="completed")
    when = when_of(entry.resource, "performedDateTime", "performedPeriod")
    for row in _known(reader, entry.resource.get("code")):
        yield _said(entry, row, when)


def _family(_: Reader, __: Entry, ___: Opened) -> Iterator[Evidence]:
    raise Unusable(at="", found="what a relative has", expected="what the person has")


def _observation(reader: Reader, entry: Entry, _: Opened) -> Iterator[Evidence]:
    resource = entry.resource
    status = text(resource.get("status"))
    if status not in _DONE_OBSERVATION:
        raise Unusable(at="status", found=status or "no status", expected="final, amended or corrected")
    if listed(resource.get("focus")):
        raise Unusable(
            at="focus", found="somebody or something else", expected="an observation of the person"
        )
    when = when_of(resource, "effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued")
    parts = [(resource, ""), *((mapping(each), f"component[{n}].") for n, each in _components(resource))]
    said, problem = list[Evidence](), None
    for part, path in parts:
        try:
            said.extend(_observed(reader, entry, part, path, when))
        except Unusable as reason:
            problem = problem if path and reason.code == "not-supported" else problem or reason
    if problem is not None and not said:
        raise problem
    yield from said


def _components(resource: Resource) -> Iterable[tuple[int, object]]:
    return enumerate(listed(resource.get("component")))


def _observed(
    reader: Reader, entry: Entry, part: Resource, path: str, when: Moment | None
) -> Iterator[Evidence]:
    rows = [row for row in reader.codes.meant_by(part.get("code")) if row.finding]
    if not rows:
        raise _unknown_code(part.get("code"))
    if "dataAbsentReason" in part:
        raise Unusable(at=f"{path}dataAbsentReason", found="no value", expected="a value")
    for row in rows:
        answer = _value(reader, part, row, path)
        yield Evidence(
            finding=row.finding,
            answer=answer,
            when=when,
            where=f"{entry.where}{'.' if path else ''}{path.rstrip('.')}",
            source=_source(entry),
        )


def _value(reader: Reader, part: Resource, row: CodeRow, path: str) -> Answer:
    finding = reader.findings[row.finding]
    if row.state:
        return _yes_or_no(part, row, finding, path)
    if "valueQuantity" in part and finding.scale is not None:
        return _quantity(mapping(part["valueQuantity"]), finding, f"{path}valueQuantity")
    if "valueInteger" in part and finding.scale is not None and "{score}" in _units(finding):
        return _quantity(
            {"value": part["valueInteger"], "code": "{score}", "system": UCUM}, finding, f"{path}valueInteger"
        )
    states = [
        each.state for each in reader.codes.meant_by(part.get("valueCodeableConcept"))
        if each.finding == row.finding and each.state
    ]  # fmt: skip
    if states:
        return states[0]
    raise Unusable(
        at=f"{path}value",
        found=_shape(part),
        expected=f"a value of {finding.name}",
        code="value",
        severity="warning",
    )


def _yes_or_no(part: Resource, row: CodeRow, finding: Finding, path: str) -> Answer:
    """Return the state that a code names, or the opposite where the value denies it."""
    said = part.get("valueBoolean")
    for coding in listed(mapping(part.get("valueCodeableConcept")).get("coding")):
        key = (mapping(coding).get("system"), mapping(coding).get("code"))
        said = True if key in _YES else False if key in _NO else said
    if said is True:
        return row.state
    if said is False and ABSENT in finding.states and row.relation == "equal":
        return ABSENT
    raise Unusable(
        at=f"{path}value", found=_shape(part), expected="yes or no", code="value", severity="warning"
    )


def _quantity(quantity: Resource, finding: Finding, path: str) -> QuantityRow:
    value, code = quantity.get("value"), quantity.get("code") or quantity.get("unit")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unusable(
            at=f"{path}.value", found=repr(value), expected="a number", code="value", severity="error"
        )
    if quantity.get("comparator"):
        raise Unusable(
            at=f"{path}.comparator",
            found=str(quantity["comparator"]),
            expected="an exact number",
            code="value",
        )
    if quantity.get("system", UCUM) != UCUM or code not in _units(finding):
        raise Unusable(
            at=f"{path}.code", found=f"{code!r} of {quantity.get('system', 'no system')}",
            expected=f"a UCUM unit: {', '.join(_units(finding))}", code="value", severity="error",
        )  # fmt: skip
    return QuantityRow(value=float(value), unit=str(code))


def _units(finding: Finding) -> tuple[str, ...]:
    return () if finding.scale is None else tuple(unit.code for unit in finding.scale.units)


def _shape(part: Resource) -> str:
    return next((key for key in part if key.startswith("value")), "no value")


def _known(reader: Reader, concept: object) -> list[CodeRow]:
    rows = [row for row in reader.codes.meant_by(concept) if row.finding and row.state]
    if not rows:
        raise _unknown_code(concept)
    return rows


def _unknown_code(concept: object) -> Unusable:
    codes = [f"{each.get('system')}|{each.get('code')}" for each in map(mapping, _codings(concept))]
    found = ", ".join(codes[:3]) or "no code"
    return Unusable(
        at="code", found=found, expected="a code that is mapped to a finding", code="not-supported",
        fix="it was not used: docs/records.md says how a site adds codes",
    )  # fmt: skip


def _codings(concept: object) -> list[object]:
    return listed(mapping(concept).get("coding"))


def _words(concept: object) -> str:
    told = [
        text(mapping(concept).get("text")),
        *(text(mapping(each).get("display")) for each in _codings(concept)),
    ]
    return " ".join(told).casefold()


def _said(entry: Entry, row: CodeRow, when: Moment | None) -> Evidence:
    return Evidence(
        finding=row.finding, answer=row.state, when=when, where=entry.where, source=_source(entry)
    )


def _source(entry: Entry) -> str:
    return entry.names[-1] if entry.names else entry.where


_READERS = {
    "AllergyIntolerance": _allergy,
    "Condition": _condition,
    "FamilyMemberHistory": _family,
    "MedicationRequest": _medicine,
    "MedicationStatement": _medicine,
    "Observation": _observation,
    "Procedure": _procedure,
}
