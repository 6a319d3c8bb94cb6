"""The whole vocabulary as static forms, one for each setting: a person's own, and three for clinicians."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pygalgia.domain.condition import SETTINGS
from pygalgia.domain.finding import Finding, Who
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.interview.state import Audience
from pygalgia.interview.wording import finding_question, person_question
from pygalgia.records.codes import STATE, CodeMap
from pygalgia.records.forms.adaptive import ADAPTIVE
from pygalgia.records.forms.items import Item, item_of
from pygalgia.records.resources import Resource
from pygalgia.texts import Words, _, later

#: Ids of the forms: the settings, and the interview that chooses its questions.
FORMS = (*SETTINGS, "adaptive")
_TITLES = {
    "self": later("Pain in the buttock: what you notice"),
    "primary-care": later("Pain in the buttock: history and examination in primary care"),
    "emergency": later("Pain in the buttock: history and examination in an emergency department"),
    "specialist": later("Pain in the buttock: history, examination and tests in a specialist clinic"),
    "adaptive": later("Pain in the buttock: one question after the other, as far as the answers need"),
}
_ADAPTIVE_MARK = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-questionnaireAdaptive"
_ADAPTIVE_PROFILE = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-adapt-srch"
#: Whose findings a form asks for.
_WHO: dict[str, tuple[Who, ...]] = {
    "self": ("patient",),
    "primary-care": ("patient", "examiner", "laboratory"),
    "emergency": ("patient", "examiner", "laboratory"),
    "specialist": ("patient", "examiner", "laboratory"),
}
_PERSON = ("age", "sex")
#: Headings, by the topic of findings.
_TOPICS = Words(
    {
        "blood-tests": later("Blood tests"),
        "buttock-examination": later("Examination of the buttock"),
        "character": later("What the pain is like"),
        "child": later("Of a child"),
        "course": later("Course"),
        "daily-life": later("Daily life"),
        "danger-signs": later("Danger signs"),
        "general": later("General health"),
        "hip-examination": later("Examination of the hip"),
        "history": later("History"),
        "history-risks": later("Illnesses and risks"),
        "imaging": later("Imaging"),
        "injury": later("Injury"),
        "lumps": later("Lumps"),
        "medicines": later("Medicines"),
        "neuro": later("Nerves"),
        "neuro-examination": later("Examination of the nerves"),
        "pelvis-examination": later("Examination of the pelvis"),
        "provocation": later("What brings the pain on"),
        "provocation-movement": later("Movements that bring the pain on"),
        "rhythm": later("Times of the pain"),
        "site": later("Place of the pain"),
        "skin": later("Skin"),
        "spine-examination": later("Examination of the spine"),
        "treatment-tried": later("Treatment that was tried"),
        "urinary": later("Bladder and urine"),
        "vascular-abdominal-examination": later("Examination of vessels and belly"),
        "vitals": later("Measured at the bedside"),
        "women": later("Of women"),
    }
)


def address(form: str) -> str:
    """Return the canonical address of a form."""
    return ADAPTIVE if form == "adaptive" else f"urn:pygalgia:questionnaire:{form}"


def questionnaire(form: str, base: KnowledgeBase, codes: CodeMap) -> Resource:
    """Return a form.

    Args:
        form: One of `FORMS`.
        base: What is asked.
        codes: What its questions are called elsewhere.

    Raises:
        KeyError: there is no such form.
    """
    made: Resource = {
        "resourceType": "Questionnaire",
        "id": form,
        "url": address(form),
        "version": f"{base.version}-{base.sha256[:12]}",
        "name": "Pygalgia" + "".join(part.capitalize() for part in form.split("-")),
        "title": _(_TITLES[form]),
        "status": "active",
        "experimental": False,
        "subjectType": ["Patient"],
        "copyright": "CC BY 4.0",
    }
    if form == "adaptive":
        mark = {"url": _ADAPTIVE_MARK, "valueBoolean": True}
        return made | {"meta": {"profile": [_ADAPTIVE_PROFILE]}, "extension": [mark]}
    return made | {"item": list(_items(form, base, codes))}


def _items(form: str, base: KnowledgeBase, codes: CodeMap) -> Iterable[Item]:
    audience: Audience = "self" if form == "self" else "patient"
    about = [
        item_of(person_question(base.interview.persons[name], audience), base, codes) for name in _PERSON
    ]
    yield {"linkId": "about", "text": _("About the person"), "type": "group", "item": about}
    asked = [each for each in base.findings.values() if each.who in _WHO[form] and not each.from_regions]
    behind: dict[str, list[Finding]] = {}
    for each in asked:
        behind.setdefault(_parent(each, base, asked), []).append(each)
    topics = [
        (name, [one for each in held for one in _with_children(each, behind)])
        for name, held in groupby(behind.get("", ()), key=lambda each: each.topic)
    ]
    if form == "emergency":
        # Stable: what may hold urgency up comes first, and all else as in the other forms.
        topics.sort(key=lambda each: not any(finding.critical for finding in each[1]))
    for topic, findings in topics:
        items = [_item(each, audience, base, codes) for each in findings]
        yield {
            "linkId": f"topic.{topic}",
            "text": _TOPICS[topic],
            "type": "group",
            "item": items,
        }


def _parent(finding: Finding, base: KnowledgeBase, asked: Iterable[Finding]) -> str:
    """Return the question of the form on whose answer this one hangs; empty where it hangs on none."""
    parent = finding.asked_if
    if parent is None or base.findings[parent.finding].kind not in ("yes-no", "choice"):
        return ""
    return parent.finding if any(each.id == parent.finding for each in asked) else ""


def _with_children(finding: Finding, behind: Mapping[str, Iterable[Finding]]) -> Iterator[Finding]:
    """Yield a question and then those that hang on its answer: nobody meets them before it."""
    yield finding
    for each in behind.get(finding.id, ()):
        yield from _with_children(each, behind)


def _item(finding: Finding, audience: Audience, base: KnowledgeBase, codes: CodeMap) -> Item:
    item = item_of(finding_question(finding, audience, findings=base.findings), base, codes)
    if finding.asked_if is None or base.findings[finding.asked_if.finding].kind not in ("yes-no", "choice"):
        return item
    parent = finding.asked_if
    if base.findings[parent.finding].from_regions:
        return item
    rules = [
        {"question": parent.finding, "operator": "=", "answerCoding": {"system": STATE, "code": state}}
        for state in parent.states
    ]
    return item | {"enableWhen": rules} | ({"enableBehavior": "any"} if len(rules) > 1 else {})
