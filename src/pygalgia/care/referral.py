"""Whom to see: first, next, and if something holds; by urgency, dangers and likely conditions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pygalgia.care.choice import Choice
from pygalgia.care.circumstances import Circumstances
from pygalgia.care.facts import facts_to_tell
from pygalgia.domain.care_rules import HazardRoute, Pathway, Route, Routing
from pygalgia.domain.case import GROWN_UP
from pygalgia.domain.condition import Condition, Visit
from pygalgia.domain.knowledge_base import Service
from pygalgia.domain.place_words import MOST, MOST_OF_A_VISIT, where_it_hurts
from pygalgia.domain.plan import Preparation, Referral
from pygalgia.domain.urgency import Urgency
from pygalgia.lazy import cached_property
from pygalgia.texts import _, later, listed, parted, speaks_english

EMERGENCY_SERVICES = ("emergency-ambulance", "emergency-department", "childrens-emergency")
_ORDER = ("now", "first", "next", "if")
_SIGNS = 3


@dataclass(frozen=True, kw_only=True)
class Routes:
    """Finds the way of one case through the services."""

    circumstances: Circumstances
    choice: Choice
    routing: Routing
    services: Mapping[str, Service]

    def referrals(self) -> tuple[Referral, ...]:
        """Return whom to see, each service once as `first` or `next`; an `if` may repeat."""
        if self.circumstances.urgency == Urgency.EMERGENCY:
            rows = self._emergency()
        elif self.circumstances.urgency == Urgency.SAME_DAY:
            rows = self._same_day()
        else:
            rows = self._ordinary()
        rows = [*rows, *self._pathway_rows()]
        possible = (row for row in rows if self._sees_them(row.service))
        decided = (known for row in possible if (known := self._decided(row)) is not None)
        return merged(self._redirected(row) for row in decided)

    def _sees_them(self, service: str) -> bool:
        """Return whether somebody of this sex can be seen there; of unknown sex, everybody can."""
        return self.services[service].only_sex in (None, self.circumstances.case.sex) or (
            self.circumstances.case.sex == "unknown"
        )

    def _decided(self, row: Referral) -> Referral | None:
        """Return a visit with its condition decided: due, still an "if", or None where it cannot be due.

        What holds for the leading cause or for a danger, and leads to an emergency service, comes first.
        """
        if row.when != "if" or not row.for_conditions:
            return row
        decided = self.circumstances.deciding.condition(row.condition)
        if decided.holds is False:
            return None
        if decided.holds is None:
            return replace(row, condition=decided.open)
        because = (
            f"Because of {' and '.join(decided.because)}."
            if speaks_english()
            # For translators: %(signs)s is `care/signs/.../said`, several joined by "and".
            else _("Because of what you answered: %(signs)s.", signs=listed(decided.because))
        )
        leads = {each.id for each in (*self.choice.dangers, *self.choice.likely[:1])}
        now = row.service in EMERGENCY_SERVICES and bool(leads & set(row.for_conditions))
        return replace(row, when="now" if now else "next", condition="", plain_why=because)

    def preparation(self) -> Preparation:
        """Return what to bring and what to say."""
        bring = [*self.routing.bring, *(text for each in self.pathways for text in each.bring)]
        # To an ordinary visit nobody reads out that pain of six weeks deserves a look.
        signs = self._signs() if self.circumstances.urgency >= Urgency.WITHIN_TWO_WEEKS else ""
        said, facts = self.routing.say.get(self.circumstances.urgency.id, ""), parted(self._facts(signs))
        pain = self._pain()
        if facts and "{pain}" in said:
            # For translators: %(pain)s is "I have pain" and what stands beside it; %(facts)s are
            # For translators: `care/routing/facts/.../told`, or names of findings, with semicolons.
            pain = _("%(pain)s. Important: %(facts)s", pain=pain, facts=facts)
        words = [said.replace("{pain}", pain)]
        if facts and "{pain}" not in said:
            words.append(_("Say this too: %(facts)s.", facts=facts))
        words += [self.routing.signs.replace("{signs}", signs)] if signs else []
        return Preparation(bring=tuple(bring), say=" ".join(words))

    def _facts(self, signs: str) -> tuple[str, ...]:
        known = self.circumstances
        return facts_to_tell(
            known.case,
            known.verdicts,
            urgency=known.urgency,
            declared=self.routing.facts,
            findings=known.findings,
            meets=known.meets,
            read_out=bool(signs),
        )

    def _pain(self) -> str:
        """Return who has pain where, as it is said on the phone."""
        case = self.circumstances.case
        is_visit = self.circumstances.urgency < Urgency.EMERGENCY
        most = MOST_OF_A_VISIT if is_visit else MOST
        where = where_it_hurts(case.regions, self.circumstances.regions, most=most)
        if case.age_years is None or case.age_years >= GROWN_UP:
            # For translators: %(where)s is a place as it stands alone ("left buttock"), or several.
            return _("I have pain in %(where)s", where=where) if where else _("I have pain")
        age = f"{case.age_years:.0f}"
        if case.age_years < 1:
            said = (
                later("My child, a baby, has pain in %(where)s")
                if where
                else later("My child, a baby, has pain")
            )
        else:
            said = (
                later("My child of %(age)s has pain in %(where)s")
                if where
                else later("My child of %(age)s has pain")
            )
        return _(said, where=where, age=age)

    def _signs(self) -> str:
        told = [
            each.flag.plain
            for each in self.circumstances.raised
            if each.urgency == self.circumstances.urgency
        ]
        return " ".join(dict.fromkeys(told[:_SIGNS]))

    @property
    def pathways(self) -> tuple[Pathway, ...]:
        """The ways of children and pregnancy that are open to this person."""
        return tuple(each for each in self.routing.pathways if self.circumstances.meets(each.when) is True)

    @cached_property
    def _hazards(self) -> tuple[HazardRoute, ...]:
        """The dangers that ask for this urgency, the raised ones first; for urgent cases."""
        level = self.circumstances.urgency
        asking = (each for each in self.circumstances.verdicts if each.verdict != "excluded")
        relevant = [each for each in asking if each.urgency == level]
        relevant.sort(key=lambda each: each.verdict != "raised")
        return self._ways(each.flag.hazard for each in relevant)

    @cached_property
    def _suspected(self) -> tuple[HazardRoute, ...]:
        """The dangers that a sign speaks for; those that are only not ruled out where no sign does."""
        level = self.circumstances.urgency
        signs = (each.flag.hazard for each in self.circumstances.raised if each.urgency == level)
        return self._ways(signs) or self._hazards

    def _ways(self, hazards: Iterable[str]) -> tuple[HazardRoute, ...]:
        known = self.routing.hazards
        return tuple(known[name] for name in dict.fromkeys(hazards) if name in known)

    def _emergency(self) -> list[Referral]:
        why, _plain, sources = self._strongest()
        department = replace(self.routing.emergency, why=why, sources=sources, condition="")
        if self._needs_ambulance():
            call = replace(self.routing.ambulance, condition="", why=why, sources=sources)
            rows = [self._row(call, "first"), self._row(department, "next")]
        else:
            rows = [self._row(department, "first"), self._row(self.routing.ambulance, "if")]
        return [*rows, *self._specialists(), *self._afterwards()]

    def _same_day(self) -> list[Referral]:
        why, plain, sources = self._strongest()
        service = self._same_day_service()
        first = Route(service=service, why=why, plain=plain, sources=sources)
        rows = [self._row(first, "first")]
        if service not in EMERGENCY_SERVICES:
            rows.append(self._row(self.routing.same_day_unseen, "if"))
        return [*rows, *self._specialists(), *self._afterwards()]

    def _same_day_service(self) -> str:
        if self._hazards:
            return self._hazards[0].same_day
        for condition in self.choice.dangers:
            for visit in condition.see:
                if visit.when == "first":
                    return "emergency-department" if visit.service in EMERGENCY_SERVICES else visit.service
        return "gp"

    def _needs_ambulance(self) -> bool:
        if any(each.ambulance for each in self._hazards):
            return True
        if self._hazards:
            return False
        firsts = (v.service for c in self.choice.dangers for v in c.see if v.when == "first")
        return "emergency-ambulance" in firsts

    def _strongest(self) -> tuple[str, str, tuple[str, ...]]:
        for reason in self.circumstances.reasons:
            if reason.urgency == self.circumstances.urgency:
                return reason.text, reason.plain, reason.sources
        return self.routing.emergency.why, self.routing.emergency.plain, ()

    def _specialists(self) -> Iterator[Referral]:
        """Yield who takes over: for what the signs speak for, then for dangers that are likely enough.

        A clot was told infectious disease, and an abscess orthopaedics, for what was only not ruled out.
        """
        for hazard in self._suspected:
            for name in hazard.next:
                yield self._row(
                    Route(
                        service=name,
                        why=_("takes over where the suspicion holds"),
                        plain=_("They take over if this is what it is."),
                    ),
                    "next",
                )
        for condition in self.choice.dangers:
            if condition.id in self.choice.unlikely:
                continue
            for visit in condition.see:
                if visit.service not in (*EMERGENCY_SERVICES, "gp") and visit.when == "next":
                    yield self._visit(visit, condition.id)

    def _afterwards(self) -> Iterator[Referral]:
        """Yield where the likeliest ordinary cause is looked after once the danger is ruled out."""
        dangers = {each.id for each in self.choice.dangers}
        for condition in self.choice.likely:
            firsts = [each for each in condition.see if each.when == "first"]
            if condition.id in dangers or not firsts or firsts[0].service in EMERGENCY_SERVICES:
                continue
            row = self._row(replace(self.routing.afterwards, service=firsts[0].service), "if")
            yield replace(row, for_conditions=(condition.id,))
            return

    def _ordinary(self) -> list[Referral]:
        rows = list(self._not_to_hospital(row for c in self._in_order() for row in self._visits(c)))
        if not any(row.when == "first" for row in rows):
            rows = [self._row(self.routing.unranked, "first"), *rows]
        first = next((row.service for row in rows if row.when == "first"), None)
        # A person can go to one place first: what other conditions name as first comes next.
        demoted = (
            replace(row, when="next") if row.when == "first" and row.service != first else row for row in rows
        )
        return [self._with_self_care(row) for row in demoted]

    def _not_to_hospital(self, rows: Iterable[Referral]) -> Iterator[Referral]:
        """Yield the visits of somebody who need not be seen today: to hospital only if a sign calls for it.

        Whoever is seen first sends on whom they must; that a visit may give a reason tells nobody when to go.
        """
        return (row for row in rows if row.when == "if" or row.service not in EMERGENCY_SERVICES)

    def _visits(self, condition: Condition) -> Iterator[Referral]:
        """Yield who looks after a condition; who would take over a remote danger waits for a finding."""
        for visit in condition.see:
            row = self._visit(visit, condition.id)
            if condition.id not in self.choice.remote or visit.when == "first":
                yield row
            elif visit.when == "next":
                yield replace(row, when="if", condition=self.routing.if_found)
            elif (decided := self._decided(row)) is not None and decided.when != "if":
                yield decided

    def _in_order(self) -> Iterator[Condition]:
        """Yield the conditions: the leading one first where it asks for this urgency itself."""
        leading = self.choice.likely[:1]
        if leading and Urgency.from_id(leading[0].action.urgency) >= self.circumstances.urgency:
            yield leading[0]
        yield from (each for each in self.choice.all if each not in leading)
        if leading and Urgency.from_id(leading[0].action.urgency) < self.circumstances.urgency:
            yield leading[0]

    def _with_self_care(self, row: Referral) -> Referral:
        if self.circumstances.urgency > Urgency.SELF_CARE or row.when == "if":
            return row
        return replace(row, condition=self.routing.self_care)

    def _pathway_rows(self) -> Iterator[Referral]:
        for pathway in self.pathways:
            for route in pathway.also:
                yield self._row(route, "next")

    def _redirected(self, row: Referral) -> Referral:
        for pathway in self.pathways:
            ways = pathway.instead | (pathway.urgent if self.circumstances.is_urgent else {})
            instead = ways.get(row.service)
            if instead is not None:
                row = self._to(instead, row, pathway)
        return row

    def _to(self, service: str, row: Referral, pathway: Pathway) -> Referral:
        """Return a visit to another service; what was said of the one that it replaces goes with that one."""
        said_of_it = {self.services[row.service].plain, *(each.plain for each in pathway.also)}
        names = self._names(service)
        plain_why = names["plain"] if row.plain_why in said_of_it else row.plain_why
        return replace(row, **names, plain_why=plain_why)

    def _visit(self, visit: Visit, condition: str) -> Referral:
        return Referral(
            **self._names(visit.service),
            when=visit.when,
            condition=visit.condition,
            why=visit.why,
            # The reason is written for clinicians; a person is told who that is.
            plain_why=self.services[visit.service].plain,
            for_conditions=(condition,),
            sources=visit.sources,
        )

    def _row(self, route: Route, when: str) -> Referral:
        return Referral(
            **self._names(route.service),
            when=when,
            condition=route.condition,
            why=route.why,
            plain_why=route.plain,
            for_conditions=tuple(each.id for each in self.choice.dangers),
            sources=route.sources,
        )

    def _names(self, name: str) -> dict[str, Any]:
        service = self.services[name]
        return {
            "service": name, "name": service.name, "uk": service.uk, "us": service.us, "plain": service.plain,
        }  # fmt: skip


def merged(rows: Iterable[Referral]) -> tuple[Referral, ...]:
    """Return the rows in order of `first`, `next`, `if`, each service once.

    The earliest row of a service gives its words; the conditions and sources of the others join it.
    An `if` row stays beside a `next` row, but not beside a `first` row of the same service: who is
    already on the way there needs no reason to go there later.
    """
    kept: dict[tuple[str, str], Referral] = {}
    for row in _one_first(sorted(rows, key=lambda each: _ORDER.index(each.when))):
        key = (row.service, row.condition if row.when == "if" else "")
        if row.when == "if" and _is_first(kept, row.service):
            continue
        before = kept.get(key)
        kept[key] = row if before is None else _joined(before, row)
    return tuple(kept.values())


def _one_first(rows: list[Referral]) -> Iterator[Referral]:
    """Yield the rows in order; where a condition that holds leads to hospital, that alone comes first."""
    first = rows[0].service if rows and rows[0].when == "now" else None
    for row in rows:
        if row.when == "now":
            yield replace(row, when="first" if row.service == first else "next")
        else:
            yield replace(row, when="next") if first and row.when == "first" else row


def _is_first(kept: Mapping[tuple[str, str], Referral], service: str) -> bool:
    row = kept.get((service, ""))
    return row is not None and row.when == "first"


def _joined(before: Referral, row: Referral) -> Referral:
    return replace(
        before,
        for_conditions=tuple(dict.fromkeys((*before.for_conditions, *row.for_conditions))),
        sources=tuple(dict.fromkeys((*before.sources, *row.sources))),
    )
