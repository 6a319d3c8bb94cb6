"""A record as a case: who the person is, what holds of everything that was said, and what was left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from pygalgia import Case, CaseError, Interviewer, Knowledge
from pygalgia.domain.case import Sex
from pygalgia.domain.condition import CaseSetting
from pygalgia.domain.finding import NOTHING
from pygalgia.errors import Problem
from pygalgia.intake import encode_case
from pygalgia.intake.rows import Answer, CaseRow
from pygalgia.interview import Interview
from pygalgia.records.bundle import Entry, Opened, opened
from pygalgia.records.codes import CodeMap
from pygalgia.records.evidence import Evidence, Reader, Unusable, refuse_modified, when_of
from pygalgia.records.forms.adaptive import read_interview
from pygalgia.records.lasting import Lasting, lasting
from pygalgia.records.moments import Moment, moment
from pygalgia.records.outcome import Issue
from pygalgia.records.resources import mapping, text

#: Classes of encounter that say where the person is seen; others do not.
_SETTINGS: Mapping[str, CaseSetting] = {
    "EMER": "emergency",
    "IMP": "specialist",
    "ACUTE": "specialist",
    "NONAC": "specialist",
}
_NOW = ("arrived", "triaged", "in-progress")
_SEXES: Mapping[str, Sex] = {"female": "female", "male": "male"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was sent, read.

    Attributes:
        case: The case that follows.
        evidence: What holds, by finding: what the case was filled with.
        asked_again: Danger signs that were told too long ago to count: open until they are asked again.
        interview: The answers of the response as an interview, to go on with; None where none was sent.
        issues: What was left out, and why.
    """

    opened: Opened
    case: Case
    evidence: Mapping[str, Evidence]
    asked_again: tuple[Evidence, ...]
    interview: Interview | None
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class RecordReader:
    """Reads records over one knowledge; immutable, safe to share between threads."""

    knowledge: Knowledge
    codes: CodeMap

    @cached_property
    def lasting(self) -> Lasting:
        """How long findings last."""
        return lasting(self.knowledge.base)

    @cached_property
    def interviewer(self) -> Interviewer:
        """Reads answers."""
        return Interviewer(self.knowledge)

    def read(self, document: object, *, today: date) -> Record:
        """Return what a resource, bundle or Parameters say.

        Raises:
            RequestError: it is refused whole, with every problem.
        """
        held = opened(document)
        reader = Reader(
            codes=self.codes, lasting=self.lasting, findings=self.knowledge.base.findings, today=today
        )
        said, old, issues = reader.read(held)
        answered, interview, again, more = self._answered(held, reader)
        person = _Person(held, interview, today)
        best, denied = _best([*said, *answered], self.lasting)
        filling = _Filling(self.knowledge, best, person)
        case = filling.case()
        return Record(
            opened=held,
            case=case,
            evidence={name: best[name] for name in filling.used},
            asked_again=_to_ask((*old, *again), best),
            interview=interview,
            issues=(*held.issues, *issues, *more, *denied, *person.issues, *filling.issues),
        )

    def _answered(
        self, held: Opened, reader: Reader
    ) -> tuple[list[Evidence], Interview | None, list[Evidence], list[Issue]]:
        """Return what responses answer and still holds, the newest as an interview, and what is stale."""
        said, again, issues = list[Evidence](), list[Evidence](), list[Issue]()
        newest: tuple[date, Interview] | None = None
        for entry in held.of("QuestionnaireResponse"):
            try:
                when = _authored(entry)
            except Unusable as reason:
                issues.append(reason.issue(entry))
                continue
            read = read_interview(entry.resource, self.interviewer, where=entry.where)
            issues.extend(Issue(problem=each, code="conflict", severity="warning") for each in read.dropped)
            for finding, answer in self.interviewer.answers(read.interview).items():
                each = Evidence(
                    finding=finding, answer=answer, when=when, where=entry.where, source=_name(entry)
                )
                stale = reader.stale(each)
                if stale is None:
                    said.append(each)
                else:
                    issues.append(stale)
                    again.extend([each] if finding in self.lasting.flagged else [])
            if newest is None or when.last >= newest[0]:
                newest = (when.last, read.interview)
        return said, newest[1] if newest else None, again, issues


def _to_ask(old: Iterable[Evidence], best: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
    """Return danger signs that only old things tell of, each once with the newest of them."""
    newest: dict[str, Evidence] = {}
    for each in old:
        held = newest.get(each.finding)
        if held is None or _last(each) >= _last(held):
            newest[each.finding] = each
    return tuple(each for name, each in newest.items() if name not in best)


def _last(each: Evidence) -> date:
    return each.when.last if each.when else date.min


def _authored(entry: Entry) -> Moment:
    refuse_modified(entry.resource)
    status = text(entry.resource.get("status"))
    if status not in ("in-progress", "completed", "amended"):
        raise Unusable(at="status", found=status or "no status", expected="in-progress, completed or amended")
    when = when_of(entry.resource, "authored")
    if when is None:
        raise Unusable(
            at="authored", found="answers without a date", expected="when they were given",
            fix="they were not used", severity="error", code="required",
        )  # fmt: skip
    return when


def _name(entry: Entry) -> str:
    return entry.names[-1] if entry.names else entry.where


def _best(said: Iterable[Evidence], lasts: Lasting) -> tuple[dict[str, Evidence], list[Issue]]:
    """Return what counts of each finding: the newest, and what is so rather than what is denied that day.

    Of what lasts (a disease, a medicine, an operation) what is recorded and still holds counts against any
    denial: reassurance never takes back a danger.
    """
    best, denied = dict[str, Evidence](), list[Issue]()
    for each in said:
        held = best.get(each.finding)
        if held is None:
            best[each.finding] = each
            continue
        better, worse = (each, held) if _order(each, lasts) >= _order(held, lasts) else (held, each)
        best[each.finding] = better
        if better.answer != worse.answer and lasts.holding(each.finding) != "days":
            problem = Problem(
                where=worse.where,
                found=f"another answer about {each.finding} than {better.source} has",
                expected="one answer",
                fix=f"that of {better.source} counted",
            )
            denied.append(Issue(problem=problem, code="conflict", severity="warning"))
    return best, denied


def _order(each: Evidence, lasts: Lasting) -> tuple[bool, date, bool]:
    when = each.when.last if each.when else date.min
    is_so = not isinstance(each.answer, str) or each.answer not in NOTHING
    return is_so and lasts.holding(each.finding) != "days", when, is_so


@dataclass(slots=True)
class _Person:
    """Age, sex and setting: of the Patient, else of the answers."""

    held: Opened
    interview: Interview | None
    today: date
    issues: list[Issue] = field(default_factory=list)

    def row(self) -> dict[str, object]:
        asked = self.interview
        sex = self._sex() or (asked.sex if asked else "unknown")
        setting = self._setting() or (asked.setting if asked else "unknown")
        age = self._age()
        if age is None and asked is not None:
            age = asked.age_years
        if age is None:
            self._say(
                "birthDate", found="no birth date", expected="a birth date, for the age", code="required"
            )
        return {"age_years": age, "sex": sex, "setting": setting}

    def _age(self) -> float | None:
        patient = self.held.patient
        born = None if patient is None else patient.resource.get("birthDate")
        if born is None:
            return None
        read = moment(born)
        if read is None or not 0 <= read.oldest_days(self.today) <= 120 * 366:
            self._say("birthDate", found=repr(born), expected="a date of the last 120 years", code="value")
            return None
        if read.first != read.last:
            self._say("birthDate", found=f"{born} alone", expected="a whole date; the middle of it was taken")
        return read.years(self.today)

    def _sex(self) -> Sex | None:
        patient = self.held.patient
        said = "" if patient is None else text(patient.resource.get("gender"))
        return _SEXES.get(said)

    def _setting(self) -> CaseSetting | None:
        for entry in self.held.of("Encounter"):
            status, class_ = text(entry.resource.get("status")), entry.resource.get("class")
            if isinstance(class_, list):
                self.issues.append(
                    Unusable(
                        at="class", found="a list", expected="one Coding, as R4 has it", code="structure",
                        severity="error",
                    ).issue(entry)
                )  # fmt: skip
            elif status in _NOW and (setting := _SETTINGS.get(text(mapping(class_).get("code")))):
                return setting
        return None

    def _say(self, element: str, *, found: str, expected: str, code: str = "informational") -> None:
        where = "Patient" if self.held.patient is None else self.held.patient.where
        problem = Problem(
            where=f"{where}.{element}", found=found, expected=expected, fix="send it, or ask the person"
        )
        known = code == "informational"
        self.issues.append(
            Issue(
                problem=problem,
                code="informational" if known else "value" if code == "value" else "required",
                severity="information" if known else "warning",
            )
        )


@dataclass(slots=True)
class _Filling:
    """Fills a case with evidence; what does not go together is left out and said, danger signs last."""

    knowledge: Knowledge
    best: Mapping[str, Evidence]
    person: _Person
    used: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def case(self) -> Case:
        head = self.person.row()
        answers = {name: each.answer for name, each in self.best.items()}
        try:
            case = self._encoded(head, answers)
        except CaseError:
            case = self._piece_by_piece(head)
        else:
            self.used = list(answers)
        return case

    def _piece_by_piece(self, head: Mapping[str, object]) -> Case:
        """Return the case with one piece after the other: what speaks for a danger first, then the newest."""
        case, answers = self._encoded(head, {}), dict[str, Answer]()
        waiting, why = sorted(self.best, key=lambda name: self._rank(name, head)), dict[str, Problem]()
        while True:
            left = list[str]()
            for name in waiting:
                try:
                    case = self._encoded(head, answers | {name: self.best[name].answer})
                except CaseError as error:
                    left.append(name)
                    why[name] = error.problems[0]
                else:
                    answers[name] = self.best[name].answer
            if len(left) == len(waiting):
                break
            waiting = left
        for name in waiting:
            told = replace(why[name], where=self.best[name].where, fix="it was left out: ask again")
            self.issues.append(Issue(problem=told, code="conflict", severity="warning"))
        self.used = list(answers)
        return case

    def _rank(self, name: str, head: Mapping[str, object]) -> tuple[bool, int]:
        each = self.best[name]
        try:
            state = self._encoded(head, {name: each.answer}).states.get(name, "")
        except CaseError:
            state = str(each.answer)
        speaks = state in self.knowledge.raising.get(name, frozenset())
        return not speaks, -(each.when.last.toordinal() if each.when else 0)

    def _encoded(self, head: Mapping[str, object], answers: Mapping[str, Answer]) -> Case:
        row = CaseRow.model_validate(
            {"schema": "pygalgia/case/1", "id": "record", **head, "answers": dict(answers)}
        )
        return encode_case(row, self.knowledge.vocabulary)
