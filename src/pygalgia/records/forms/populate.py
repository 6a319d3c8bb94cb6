"""`$populate`: what a record says, put into a form to be looked at, changed and confirmed.

`$extract`: the answers of a form as Observations, to be stored in a record.
"""

from collections.abc import Iterable
from datetime import datetime

from pygalgia.domain.finding import Finding
from pygalgia.errors import Problem, RequestError
from pygalgia.intake.rows import Answer, QuantityRow, TimedRow
from pygalgia.records.codes import STATE
from pygalgia.records.evidence import UCUM
from pygalgia.records.forms.items import ABOUT, VALUE, Item
from pygalgia.records.forms.static import FORMS, address
from pygalgia.records.moments import instant
from pygalgia.records.outcome import Issue, operation_outcome
from pygalgia.records.record import RecordReader
from pygalgia.records.resources import Resource, kind, listed, mapping, text
from pygalgia.records.written.frame import Frame, key_of
from pygalgia.records.written.observations import known_observations

#: Says of an answer which resource it was read from.
SOURCE = "urn:pygalgia:extension:read-from"


def form_asked(sent: Resource, form: str = "") -> str:
    """Return which form is to be filled: named by the path, or by a parameter.

    Raises:
        RequestError: there is no such form.
    """
    named = form or next(
        (
            text(each.get("valueCanonical") or each.get("valueUri")).partition("|")[0]
            for each in map(mapping, listed(sent.get("parameter")))
            if each.get("name") in ("questionnaire", "questionnaireRef", "canonical")
        ),
        "adaptive",
    )
    known = {name: name for name in FORMS} | {address(name): name for name in FORMS}
    if named not in known:
        raise RequestError(
            [
                Problem(
                    where="Parameters.parameter.where(name = 'canonical')",
                    found=repr(named),
                    expected=f"one of {', '.join(address(name) for name in FORMS)}",
                    fix="name one of the forms that GET Questionnaire lists",
                )
            ]
        )
    return known[named]


def populated(
    sent: object, reader: RecordReader, *, form: str, now: datetime, also: Iterable[Issue] = ()
) -> Resource:
    """Return Parameters with the filled response, and what was not used of the record.

    Args:
        sent: A record.
        reader: Knowledge and codes.
        form: One of `FORMS`.
        now: With a time zone.
        also: What else was not used, such as what a server did not tell.

    Raises:
        RequestError: the record is refused whole.
    """
    record = reader.read(sent, today=now.date())
    findings = reader.knowledge.base.findings
    items: list[Item] = []
    if record.case.age_years is not None:
        years = {"value": record.case.age_years, "unit": "a", "system": UCUM, "code": "a"}
        items.append(_number("age", {"valueQuantity": years}))
    if record.case.sex != "unknown":
        items.append({"linkId": "sex", "answer": [_coded(record.case.sex, record.case.sex)]})
    for name, each in record.evidence.items():
        finding = findings[name]
        if not finding.from_regions:
            items.append(_answered(finding, each.answer) | {"extension": [_from(each.source)]})
    response: Resource = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": address(form),
        "status": "in-progress",
        "authored": instant(now),
    }
    if record.opened.subject:
        response["subject"] = {"reference": record.opened.subject}
    if items:
        response["item"] = items
    return {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "response", "resource": response},
            {"name": "issues", "resource": operation_outcome((*also, *record.issues))},
        ],
    }


def _from(source: str) -> Item:
    return {"url": SOURCE, "valueString": source}


def _answered(finding: Finding, answer: Answer) -> Item:
    if isinstance(answer, TimedRow) and isinstance(answer.state, bool | str | QuantityRow):
        answer = answer.state
    if isinstance(answer, QuantityRow):
        told = {"value": answer.value, "unit": answer.unit, "system": UCUM, "code": answer.unit}
        return _number(finding.id, {"valueQuantity": told})
    if isinstance(answer, list):
        return {"linkId": finding.id, "answer": [_coded(each, each) for each in answer]}
    state = (
        {True: "present", False: "absent"}.get(answer, str(answer))
        if isinstance(answer, bool)
        else str(answer)
    )
    coding = _coded(state, finding.state_names.get(state, state))
    if finding.kind == "number":
        return {"linkId": finding.id, "item": [{"linkId": finding.id + ABOUT, "answer": [coding]}]}
    return {"linkId": finding.id, "answer": [coding]}


def _number(name: str, answer: Item) -> Item:
    return {"linkId": name, "item": [{"linkId": name + VALUE, "answer": [answer]}]}


def _coded(code: str, display: str) -> Item:
    return {"valueCoding": {"system": STATE, "code": code, "display": display}}


def extracted(sent: object, reader: RecordReader, *, now: datetime) -> Resource:
    """Return the answers of a response as a transaction of Observations.

    Raises:
        RequestError: this is no response, or an answer is none of its question.
    """
    if kind(sent) not in ("QuestionnaireResponse", "Parameters"):
        raise RequestError(
            [
                Problem(
                    where=kind(sent) or "the body", found="no QuestionnaireResponse",
                    expected="a QuestionnaireResponse, alone or in Parameters", fix="send the response",
                )
            ]
        )  # fmt: skip
    record = reader.read(sent, today=now.date())
    base = reader.knowledge.base
    subject = {"reference": record.opened.subject} if record.opened.subject else {}
    frame = Frame(base=base, codes=reader.codes, key=key_of(sent, base), subject=subject, author={}, now=now)
    entries = [
        {
            "fullUrl": f"urn:uuid:{each['id']}",
            "resource": each,
            "request": {
                "method": "POST",
                "url": "Observation",
                "ifNoneExist": f"identifier=urn:uuid:{each['id']}",
            },
        }
        for each in known_observations(record, frame)
    ]
    return {"resourceType": "Bundle", "type": "transaction"} | ({"entry": entries} if entries else {})
