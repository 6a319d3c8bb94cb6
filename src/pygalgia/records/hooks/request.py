"""Read a call of a hook: who, which orders, and the record that was sent along."""

import re
from dataclasses import dataclass
from uuid import UUID

from pygalgia.errors import InputError, Problem, RequestError
from pygalgia.records.bundle import ABOUT, Opened, opened
from pygalgia.records.hooks.services import NEEDED, PREFETCH, Service
from pygalgia.records.resources import Resource, kind, listed, mapping, text

#: Types that an order may have here.
ORDERS = ("MedicationRequest", "ServiceRequest")
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


class MissingDataError(InputError):
    """A service cannot answer without what was not sent (412)."""

    subject = "the prefetched data"


@dataclass(frozen=True, slots=True, kw_only=True)
class HookRequest:
    """A call, read.

    Attributes:
        instance: Of the hook: cards of one instance keep their ids.
        patient: The id of the person.
        orders: Draft orders; for `order-select` those that were just selected.
        drafts: Every draft order.
        record: What was sent along, as a Bundle.
        held: The same, opened.
    """

    instance: str
    patient: str
    orders: tuple[Resource, ...]
    drafts: tuple[Resource, ...]
    record: Resource
    held: Opened


def hook_request(sent: object, service: Service) -> HookRequest:
    """Return a call.

    Raises:
        RequestError: it is no call of this hook, or about two people; every problem.
        MissingDataError: what a service needs was not sent along.
    """
    call, problems = mapping(sent), list[Problem]()
    context = mapping(call.get("context"))
    _check(call, context, service, problems)
    if problems:
        raise RequestError(problems)
    record = _record(mapping(call.get("prefetch")), text(context.get("patientId")))
    drafts = _drafts(context, text(context.get("patientId")))
    selected = {text(each) for each in listed(context.get("selections"))}
    orders = [each for each in drafts if f"{kind(each)}/{each.get('id')}" in selected]
    return HookRequest(
        instance=str(UUID(text(call["hookInstance"]))),
        patient=text(context["patientId"]),
        orders=tuple(orders if service.hook == "order-select" else drafts),
        drafts=tuple(drafts),
        record=record,
        held=opened(record),
    )


def _check(call: Resource, context: Resource, service: Service, problems: list[Problem]) -> None:
    if call.get("hook") != service.hook:
        problems.append(_problem("hook", repr(call.get("hook")), repr(service.hook)))
    try:
        UUID(text(call.get("hookInstance")))
    except ValueError:
        problems.append(_problem("hookInstance", repr(call.get("hookInstance")), "a UUID"))
    if not _ID.fullmatch(text(context.get("patientId"))):
        problems.append(_problem("context.patientId", repr(context.get("patientId")), "the id of a Patient"))
    if service.hook.startswith("order-") and kind(context.get("draftOrders")) != "Bundle":
        problems.append(_problem("context.draftOrders", "no Bundle", "a Bundle of draft orders"))
    if service.hook == "order-select" and not isinstance(context.get("selections"), list):
        problems.append(_problem("context.selections", "no list", "the references of what was selected"))


def _problem(where: str, found: str, expected: str) -> Problem:
    return Problem(where=where, found=found, expected=expected, fix="see the specification of the hook")


def _record(prefetch: Resource, patient: str) -> Resource:
    """Return what was sent along as one Bundle; of a key that failed or is empty, nothing."""
    missing = [key for key in NEEDED if key not in prefetch]
    person = mapping(prefetch.get("patient"))
    if "patient" in prefetch and kind(person) != "Patient":
        missing.append("patient")
    if missing:
        raise MissingDataError(
            [
                Problem(
                    where=f"prefetch.{key}", found="nothing", expected=PREFETCH[key],
                    fix="send it along: this service fetches nothing by itself",
                )
                for key in missing
            ]
        )  # fmt: skip
    if person.get("id") != patient:
        raise RequestError([_problem("prefetch.patient.id", repr(person.get("id")), f"{patient!r}")])
    entries = [{"resource": person}]
    for key, value in prefetch.items():
        if key in PREFETCH and key != "patient":
            entries.extend({"resource": each} for each in _resources(value))
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _resources(value: object) -> list[Resource]:
    if kind(value) == "Bundle":
        inside = (mapping(each).get("resource") for each in listed(mapping(value).get("entry")))
        return [each for each in map(mapping, inside) if kind(each) in (*ABOUT, "Medication")]
    return [mapping(value)] if kind(value) in ABOUT else []


def _drafts(context: Resource, patient: str) -> list[Resource]:
    drafts = [each for each in _orders(context.get("draftOrders")) if kind(each) in ORDERS]
    for each in drafts:
        subject = text(mapping(each.get("subject")).get("reference"))
        if subject and subject.rsplit("/", 1)[-1] != patient:
            where = f"context.draftOrders {kind(each)}/{each.get('id')}"
            raise RequestError([_problem(f"{where}.subject", repr(subject), f"Patient/{patient}")])
    return drafts


def _orders(bundle: object) -> list[Resource]:
    return [mapping(mapping(each).get("resource")) for each in listed(mapping(bundle).get("entry"))]
