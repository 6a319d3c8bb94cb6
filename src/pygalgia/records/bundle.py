"""Open what was sent: its resources, what they refer to, and whom they are about. Refused whole, or read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pygalgia.errors import Problem, RequestError
from pygalgia.records.outcome import Issue
from pygalgia.records.resources import R4_TYPES, Resource, kind, listed, mapping, references, text

#: Resources of one record: a long life in hospital has some thousands.
MOST_ENTRIES = 5000
#: Resources that hold what a person has or had, and the element that says whose it is.
ABOUT = {
    "AllergyIntolerance": "patient",
    "Condition": "subject",
    "Encounter": "subject",
    "FamilyMemberHistory": "patient",
    "MedicationRequest": "subject",
    "MedicationStatement": "subject",
    "Observation": "subject",
    "Procedure": "subject",
    "QuestionnaireResponse": "subject",
}
#: Bundles of what was, or of answers: an older version in them would count as what is so now.
_OF_CHANGES = ("history", "transaction-response", "batch-response")
#: Where a resource stands, the resource, and its full address.
Found = tuple[str, Resource, str]
_ACCEPTED = "a Bundle, a QuestionnaireResponse, or Parameters that hold them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One resource and where it stands.

    Attributes:
        where: A FHIRPath expression.
        names: What a reference may call it: its full address, and type and id.
    """

    where: str
    resource: Resource
    names: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Opened:
    """What was sent, opened.

    Attributes:
        patient: The one Patient, or None.
        subject: How the resources refer to the person; empty where none says.
        issues: What is said beside the result.
    """

    entries: list[Entry] = field(default_factory=list)
    patient: Entry | None = None
    subject: str = ""
    issues: list[Issue] = field(default_factory=list)

    def of(self, type_: str) -> Iterator[Entry]:
        """Yield the resources of one type, in order."""
        return (each for each in self.entries if kind(each.resource) == type_)

    def referred(self, reference: object, inside: Resource) -> Resource | None:
        """Return the resource that a Reference means, contained or not; None where it leads nowhere."""
        name = text(mapping(reference).get("reference"))
        if name.startswith("#"):
            return next(
                (
                    each
                    for each in map(mapping, listed(inside.get("contained")))
                    if each.get("id") == name[1:]
                ),
                None,
            )
        return next((each.resource for each in self.entries if name and name in each.names), None)


def opened(document: object) -> Opened:
    """Return what a request holds.

    Raises:
        RequestError: it is no such thing, two resources have one name, or they are about two people: with
            every problem, and nothing of it is used.
    """
    problems: list[Problem] = []
    found = Opened()
    for where, resource, address in _resources(document, problems):
        entry = Entry(where=where, resource=resource, names=_names(resource, address))
        found.entries.append(entry)
    _refuse_doubles(found.entries, problems)
    _find_person(found, problems)
    if problems:
        raise RequestError(problems)
    found.issues.extend(_strangers(found.entries))
    found.issues.extend(_dangling(found))
    return found


def _resources(document: object, problems: list[Problem]) -> Iterator[Found]:
    top = kind(document)
    if top in ("QuestionnaireResponse", "Bundle"):
        yield from (
            _in_bundle(mapping(document), top, problems)
            if top == "Bundle"
            else [(top, mapping(document), "")]
        )
        return
    if top == "Parameters":
        for number, parameter in enumerate(map(mapping, listed(mapping(document).get("parameter")))):
            resource, where = mapping(parameter.get("resource")), f"Parameters.parameter[{number}].resource"
            if kind(resource) == "Bundle":
                yield from _in_bundle(resource, where, problems)
            elif resource:
                yield where, resource, ""
        return
    problems.append(
        Problem(
            where=top or "the body",
            found=f"the resource {top!r}" if top else "no resourceType",
            expected=_ACCEPTED,
            fix="send the record as a Bundle",
        )
    )


def _in_bundle(bundle: Resource, where: str, problems: list[Problem]) -> Iterator[Found]:
    if bundle.get("type") in _OF_CHANGES:
        problems.append(
            Problem(
                where=f"{where}.type", found=repr(bundle["type"]),
                expected="what is so now, such as a collection",
                fix="send the present state of each resource",
            )
        )  # fmt: skip
        return
    entries = bundle.get("entry", [])
    if not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
        found = f"{len(entries):,} entries" if isinstance(entries, list) else "no list"
        problems.append(
            Problem(
                where=f"{where}.entry",
                found=found,
                expected=f"a list of at most {MOST_ENTRIES:,} entries",
                fix="send what is about the pain and the history of the person",
            )
        )
        return
    for number, entry in enumerate(entries):
        # An entry that holds no resource is named like any other that cannot be used.
        resource = mapping(mapping(entry).get("resource"))
        yield f"{where}.entry[{number}].resource", resource, text(mapping(entry).get("fullUrl"))


def _names(resource: Resource, address: str) -> tuple[str, ...]:
    own = text(resource.get("id"))
    local = f"{kind(resource)}/{own}" if own else ""
    return tuple(dict.fromkeys(name for name in (address, local) if name))


def _refuse_doubles(entries: list[Entry], problems: list[Problem]) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        for name in entry.names:
            if name in seen and seen[name] != entry.where:
                problems.append(
                    Problem(
                        where=entry.where, found=f"{name!r} a second time (first: {seen[name]})",
                        expected="each resource once", fix="send one of the two",
                    )
                )  # fmt: skip
            seen.setdefault(name, entry.where)


def _find_person(found: Opened, problems: list[Problem]) -> None:
    """Find whom everything is about, and refuse what is about anybody else."""
    people = list(found.of("Patient"))
    problems.extend(_another(other.where, "a second Patient") for other in people[1:])
    found.patient = people[0] if people else None
    for entry in found.entries:
        element = ABOUT.get(kind(entry.resource))
        if element is None:
            continue
        reference = text(mapping(entry.resource.get(element)).get("reference"))
        if not reference or reference.startswith("#"):
            continue
        if not found.subject:
            found.subject = reference
        if not _is_same(reference, found):
            problems.append(_another(f"{entry.where}.{element}", f"a reference to {reference!r}"))
    if not found.subject and found.patient is not None and found.patient.names:
        found.subject = found.patient.names[0]


def _is_same(reference: str, found: Opened) -> bool:
    known = {found.subject} if found.patient is None else set(found.patient.names)
    if not known:
        known = {found.subject}
    whole = {name for name in known if _is_whole(name)}
    # Two servers may both have a Patient/1: of a person with a whole address, its end is not enough.
    return any(_means(reference, name) for name in (whole if whole and _is_whole(reference) else known))


def _means(reference: str, name: str) -> bool:
    """Return whether two references mean the same: of two whole addresses, only if they are one."""
    one, other = reference.partition("/_history/")[0], name.partition("/_history/")[0]
    if _is_whole(one) and _is_whole(other):
        return one == other
    return bool(_forms(one) & _forms(other))


def _is_whole(reference: str) -> bool:
    return reference.startswith(("http://", "https://"))


def _forms(reference: str) -> set[str]:
    """Return the forms of a reference that mean the same: whole, without version, and its end."""
    bare, _, _ = reference.partition("/_history/")
    return {bare, "/".join(bare.rsplit("/", 2)[-2:])} if "/" in bare else {bare}


def _another(where: str, found: str) -> Problem:
    return Problem(
        where=where,
        found=found,
        expected="resources about one and the same person",
        fix="nothing of this was used: send one person's record",
    )


def _strangers(entries: list[Entry]) -> Iterator[Issue]:
    for entry in entries:
        name = kind(entry.resource)
        if name not in R4_TYPES:
            yield Issue(
                problem=Problem(
                    where=entry.where,
                    found=f"the resource {name!r}" if name else "no resourceType",
                    expected="a resource of FHIR R4 (4.0.1)",
                    fix="it was not used",
                ),
                code="not-supported",
            )


def _dangling(found: Opened) -> Iterator[Issue]:
    """Yield references within a bundle that lead nowhere; those to a server are not followed."""
    names = {form for entry in found.entries for name in entry.names for form in _forms(name)}
    for entry in (each for each in found.entries if kind(each.resource) in ABOUT):
        inside = {
            f"#{text(each.get('id'))}" for each in map(mapping, listed(entry.resource.get("contained")))
        }
        for where, reference in references(entry.resource, entry.where):
            is_here = (
                _forms(reference) & names or reference in inside or _forms(reference) & _forms(found.subject)
            )
            if not is_here and (reference.startswith(("#", "urn:")) or found.patient is not None):
                yield Issue(
                    problem=Problem(
                        where=where,
                        found=f"{reference!r}, which is not in what was sent",
                        expected="a resource of the same bundle",
                        fix="send it along if it matters; references are not followed",
                    ),
                    code="not-found",
                    severity="warning",
                )
