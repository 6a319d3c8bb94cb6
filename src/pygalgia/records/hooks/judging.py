"""Which cards a call gets. Nothing is ranked here: red flags and rules alone, so that an answer is quick."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pygalgia.domain.finding import NOTHING
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.records.bundle import Opened
from pygalgia.records.codes import codings
from pygalgia.records.evidence import medicine_of
from pygalgia.records.forms.adaptive import ADAPTIVE
from pygalgia.records.hooks.cards import Card, Indicator
from pygalgia.records.hooks.request import HookRequest
from pygalgia.records.hooks.rules import Rule, rules
from pygalgia.records.hooks.services import Service
from pygalgia.records.record import Record, RecordReader
from pygalgia.records.resources import Resource, coded, kind, listed, mapping, text
from pygalgia.report.citations import reference
from pygalgia.texts import _, later

_INDICATORS: dict[Urgency, Indicator] = {Urgency.EMERGENCY: "critical", Urgency.SAME_DAY: "warning"}
_PAIN_CARD, _ASK_CARD = 254, 255
_MOST_FLAGS = 5
_ACTIVE = ("", "active", "recurrence", "relapse")
_LABEL = "pygalgia"
_PAIN_REASONS = (
    ("already-acted", later("Already acted on")),
    ("not-so", later("Not so: the record is wrong")),
)
_ASK_REASONS = (("asked", later("Asked: it is gone or known")),)


@dataclass(frozen=True)
class Hooks:
    """Judges calls and says so in the language of its reader; immutable, safe to share between threads.

    Attributes:
        launch_url: Where the SMART app is launched; empty where it cannot be.
    """

    reader: RecordReader
    launch_url: str = ""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules about orders."""
        return rules(self.reader.knowledge.base)

    @cached_property
    def reason_codes(self) -> frozenset[str]:
        """Every reason to go on all the same that some card offers."""
        own = {code for code, _words in (*_PAIN_REASONS, *_ASK_REASONS)}
        return frozenset(own | {each.code for rule in self.rules for each in rule.row.reasons})

    def rule_of(self, number: int) -> str:
        """Return the id of a rule by its number; empty where there is none."""
        names = {_PAIN_CARD: "red-flags-recorded", _ASK_CARD: "ask-again"}
        return self.rules[number].row.id if number < len(self.rules) else names.get(number, "")

    def cards(self, call: HookRequest, service: Service, *, today: date) -> list[Card]:
        """Return the cards of a call, the gravest first; none where nothing is to be said.

        Raises:
            RequestError: the record is refused whole.
        """
        if service.hook == "patient-view":
            if not tells_of_pain(call.held, self.reader):
                return []
            return self._of_patient(call, self.reader.read(call.record, today=today))
        due = [each for each in self.rules if self._orders(each, call)]
        if not due:
            return []
        record = self.reader.read(call.record, today=today)
        return [card for rule in due if (card := self._of_order(rule, call, record)) is not None]

    def _of_patient(self, call: HookRequest, record: Record) -> list[Card]:
        raised = [each for each in self._holding(record) if each.verdict == "raised"]
        grave = sorted(
            (each for each in raised if each.urgency in _INDICATORS), key=lambda each: -each.urgency
        )
        cards = [self._flags_card(call, grave)] if grave else []
        if record.asked_again:
            names = [self.reader.knowledge.base.findings[each.finding].name for each in record.asked_again]
            cards.append(self._ask_again(call, names))
        return cards

    def _flags_card(self, call: HookRequest, grave: list[FlagVerdict]) -> Card:
        first = grave[0]
        lines = [
            f"- {each.flag.text.rstrip('.')}. {each.flag.do_now}".strip() for each in grave[:_MOST_FLAGS]
        ]
        sources = [name for each in grave for name in each.flag.sources]
        return Card(
            rule="red-flags-recorded",
            number=_PAIN_CARD,
            instance=call.instance,
            summary=_("Red flag in the record: %(flag)s", flag=first.flag.name),
            detail="\n".join([*lines, *self._references(sources)]),
            indicator=_INDICATORS[first.urgency],
            source=self._source(sources),
            reasons=_said(_PAIN_REASONS),
            link=self._link(),
            app_context=_app_context(call),
        )

    def _ask_again(self, call: HookRequest, names: list[str]) -> Card:
        return Card(
            rule="ask-again",
            number=_ASK_CARD,
            instance=call.instance,
            summary=_("A danger sign was told some days ago: ask again."),
            detail="\n".join(
                [_("Told too long ago to say what is so now:"), *(f"- {name}" for name in names)]
            ),
            indicator="info",
            source=(_LABEL, ""),
            reasons=_said(_ASK_REASONS),
            link=self._link(),
            app_context=_app_context(call),
        )

    def _orders(self, rule: Rule, call: HookRequest) -> list[Resource]:
        return [each for each in call.orders if rule.row.orders in self._groups(each, call.held)]

    def _groups(self, order: Resource, held: Opened) -> frozenset[str]:
        concept = order.get("code") if kind(order) == "ServiceRequest" else medicine_of(order, held)
        return self.reader.codes.groups(concept)

    def _of_order(self, rule: Rule, call: HookRequest, record: Record) -> Card | None:
        row, states = rule.row, record.case.states
        wanted = [each for each in self._orders(rule, call) if self._is_for_pain(each, call, rule)]
        if not wanted or any(states.get(name, "absent") not in NOTHING for name in row.quiet_with):
            return None
        if row.needs is not None and not self._is_so(row.needs.finding, row.needs.state, call, record):
            return None
        if row.needs is None and any(each.verdict == "raised" for each in self._holding(record)):
            return None
        if self._is_taken(row.unless_taken, call) or self._tells_of_another_cause(row.for_conditions, call):
            return None
        unknown = "" if row.needs else _("No red flag is recorded; what was never asked is not known.")
        return Card(
            rule=row.id,
            number=self.rules.index(rule),
            instance=call.instance,
            summary=_(row.summary),
            detail="\n".join(line for line in (rule.why, unknown, *self._references(rule.sources)) if line),
            indicator=row.indicator,
            source=self._source(rule.sources),
            take_out=_(row.take_out),
            orders=tuple(f"{kind(each)}/{each['id']}" for each in wanted if text(each.get("id"))),
            reasons=_said((each.code, each.display) for each in row.reasons),
            link=self._link() if row.orders == "lumbar-mri" else ("", ""),
            app_context=_app_context(call),
        )

    def _is_for_pain(self, order: Resource, call: HookRequest, rule: Rule) -> bool:
        """Return whether an order is for pain that we speak of: its reasons say so, or it has none."""
        reasons = [
            concept for each in listed(order.get("reasonCode")) for concept in [mapping(each)] if concept
        ]
        referred = (call.held.referred(each, order) for each in listed(order.get("reasonReference")))
        reasons += [mapping(each.get("code")) for each in referred if each is not None]
        if reasons:
            return all(is_of_pain(each, self.reader, only=rule.row.for_conditions) for each in reasons)
        return not rule.row.for_pain_only or tells_of_pain(call.held, self.reader)

    def _tells_of_another_cause(self, causes: Sequence[str], call: HookRequest) -> bool:
        """Return whether the record has an active problem of a cause for which the advice does not hold."""
        active = (concept for concept in problems(call.held) if causes and is_of_pain(concept, self.reader))
        return any(not is_of_pain(each, self.reader, only=causes) for each in active)

    def _is_so(self, finding: str, state: str, call: HookRequest, record: Record) -> bool:
        """Return whether the record says so, or another order of the same session would make it so."""
        if record.case.states.get(finding) == state:
            return True
        codes = self.reader.codes
        for each in call.drafts:
            concept = medicine_of(each, call.held) if kind(each) == "MedicationRequest" else None
            if any((row.finding, row.state) == (finding, state) for row in codes.meant_by(concept)):
                return True
            if any((row.finding, row.state) == (finding, state) for row in codes.named_in(concept)):
                return True
        return False

    def _is_taken(self, groups: Iterable[str], call: HookRequest) -> bool:
        held = [
            each.resource
            for name in ("MedicationRequest", "MedicationStatement")
            for each in call.held.of(name)
        ]
        taken = {group for each in held for group in self._groups(each, call.held)}
        return bool(taken & set(groups))

    def _holding(self, record: Record) -> tuple[FlagVerdict, ...]:
        return tuple(self.reader.knowledge.judge.standing(record.case).holding)

    def _references(self, sources: Iterable[str]) -> list[str]:
        known = self.reader.knowledge.base.sources
        found = [reference(known[name]) for name in dict.fromkeys(sources) if name in known]
        return ["", *(_("Source: %(publication)s", publication=line) for line in found)] if found else []

    def _source(self, sources: Iterable[str]) -> tuple[str, str]:
        known = self.reader.knowledge.base.sources
        first = next((known[name] for name in sources if name in known), None)
        if first is None:
            return _LABEL, ""
        return f"{_LABEL}: {first.named}", first.address or ""

    def _link(self) -> tuple[str, str]:
        return (_("Ask the danger signs now"), self.launch_url) if self.launch_url else ("", "")


def _said(reasons: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return reasons with their words in the language spoken now."""
    return tuple((code, _(words)) for code, words in reasons)


def _app_context(call: HookRequest) -> str:
    return json.dumps({"hookInstance": call.instance}, separators=(",", ":"))


def is_of_pain(concept: object, reader: RecordReader, *, only: Sequence[str] = ()) -> bool:
    """Return whether a code stands for one of our causes, or one of some, whatever its relation to it."""
    return any(
        row.condition and (not only or row.condition in only)
        for each in codings(concept)
        for row in reader.codes.of(each.get("system"), each.get("code"))
    )


def problems(held: Opened) -> Iterator[object]:
    """Yield the codes of the problems that are active and not taken back."""
    for entry in held.of("Condition"):
        resource = entry.resource
        is_active = coded(resource.get("clinicalStatus")) in _ACTIVE
        if is_active and coded(resource.get("verificationStatus")) not in ("refuted", "entered-in-error"):
            yield resource.get("code")


def tells_of_pain(held: Opened, reader: RecordReader) -> bool:
    """Return whether a record tells of pain that we speak of: an active problem, or answers of ours."""
    if any(is_of_pain(concept, reader) for concept in problems(held)):
        return True
    return any(_is_ours(entry.resource) for entry in held.of("QuestionnaireResponse"))


def _is_ours(response: Resource) -> bool:
    forms = [mapping(each) for each in listed(response.get("contained"))]
    named = [
        text(response.get("questionnaire")),
        *(text(x) for form in forms for x in listed(form.get("derivedFrom"))),
    ]
    return any(name.startswith(("urn:pygalgia:questionnaire:", ADAPTIVE)) for name in named)
