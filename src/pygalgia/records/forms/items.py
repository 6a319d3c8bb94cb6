"""One question as an item of a Questionnaire. What is answered with comes back by the same link ids.

Source:
    HL7 FHIR R4, Questionnaire; HL7 Structured Data Capture (SDC), unit options and item controls.
"""

from collections.abc import Iterable
from typing import Any

from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.units import UNIT_WORDS
from pygalgia.interview import Option, Question
from pygalgia.interview.state import UNKNOWN, UNTICKED
from pygalgia.records.codes import STATE, CodeMap, Coding
from pygalgia.records.evidence import UCUM
from pygalgia.texts import _

Item = dict[str, Any]
#: _("None of these"), where a list is answered with nothing.
NONE = "none-of-these"
#: Begins link ids of items that are no question of the interview.
OURS = "pygalgia."
#: Ends of link ids of the parts of one question.
VALUE, ABOUT, TICKED, UNSURE, HELP = ".value", ".about", ".ticked", ".unsure", ".help"
#: Marks a line of a list that says nothing where it is left unticked.
MORE = "urn:pygalgia:extension:more"
#: Marks one in sight that does the same.
QUIET = "urn:pygalgia:extension:quiet"
#: The state that a ticked line stands for; a line without one leads to a question of its own.
MEANS = "urn:pygalgia:extension:state"
_UNIT_OPTION = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption"
_MIN, _MAX = (f"http://hl7.org/fhir/StructureDefinition/{name}Value" for name in ("min", "max"))
_CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
_CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
_MOST_TEXT = 20_000


def item_of(question: Question, base: KnowledgeBase, codes: CodeMap) -> Item:
    """Return a question as an item."""
    finding = base.findings.get(question.id)
    if question.kind == "several":
        parts = _list_parts(question)
    elif question.kind == "number":
        parts = _number_parts(question, finding)
    else:
        parts = _single(question, base)
    head: Item = {"linkId": question.id, "text": question.text}
    coded = [] if finding is None else codes.written(finding=finding.id)
    return head | ({"code": coded} if coded else {}) | _with_help(parts, question)


def option(code: str, display: str, *extensions: Item) -> Item:
    """Return one answer to choose."""
    coding = {"system": STATE, "code": code, "display": display}
    return {"valueCoding": coding} | ({"extension": list(extensions)} if extensions else {})


def display_item(link_id: str, text: str, *, control: str = "") -> Item:
    """Return words to show that ask nothing."""
    item: Item = {"linkId": link_id, "text": text, "type": "display"}
    if control:
        concept = {"coding": [{"system": _CONTROLS, "code": control}]}
        item["extension"] = [{"url": _CONTROL, "valueCodeableConcept": concept}]
    return item


def choice(link_id: str, text: str, options: Iterable[Item], *, repeats: bool = False) -> Item:
    """Return an item that is answered by choosing."""
    item: Item = {"linkId": link_id, "text": text, "type": "choice", "answerOption": list(options)}
    return item | ({"repeats": True} if repeats else {})


def number(link_id: str, text: str, units: Iterable[str], *, least: float | None, most: float | None) -> Item:
    """Return an item that is answered with a number in one of some UCUM units."""
    told = [{"url": _UNIT_OPTION, "valueCoding": _unit(code)} for code in units]
    bounds = [
        {"url": url, "valueDecimal": bound}
        for url, bound in ((_MIN, least), (_MAX, most))
        if bound is not None
    ]
    # Bounds are in the first unit: where there are several they would refuse right answers in another.
    extensions = [*told, *(bounds if len(told) <= 1 else [])]
    return {"linkId": link_id, "text": text, "type": "quantity", "extension": extensions}


def _unit(code: str) -> Coding:
    return {"system": UCUM, "code": code, "display": UNIT_WORDS.get(code, code) or code}


def _single(question: Question, base: KnowledgeBase) -> Item:
    if question.kind == "text":
        return {"type": "text", "maxLength": _MOST_TEXT}
    if question.kind == "regions":
        options = [option(region.id, region.name) for region in base.regions.values()]
        return {
            "type": "choice",
            "repeats": True,
            "answerOption": [*options, _not_known()],
        }
    options = [option(each.id, each.text) for each in question.options]
    if UNKNOWN not in {each.id for each in question.options}:
        options.append(_not_known())
    return {"type": "choice", "answerOption": options}


def _list_parts(question: Question) -> Item:
    lines = [option(each.id, _line(each), *_means(each), *_quiet(each)) for each in question.options]
    behind = {"url": MORE, "valueBoolean": True}
    more = [option(each.id, _line(each), *_means(each), behind) for each in question.more]
    whole = [option(NONE, _("None of these")), _not_known()]
    return {
        "type": "group",
        "item": [
            choice(question.id + TICKED, _("Which of these hold?"), [*lines, *more, *whole], repeats=True),
            choice(question.id + UNSURE, _("Which are you not sure of?"), [*lines, *more], repeats=True),
        ],
    }


def _not_known() -> Item:
    return option(UNKNOWN, _("I do not know"))


def _means(each: Option) -> list[Item]:
    return [{"url": MEANS, "valueCode": each.state}] if each.state else []


def _quiet(each: Option) -> list[Item]:
    return [{"url": QUIET, "valueBoolean": True}] if each.nothing == UNTICKED else []


def _line(each: Option) -> str:
    return f"{each.heading}: {each.text}" if each.heading else each.text


def _number_parts(question: Question, finding: Finding | None) -> Item:
    states = () if finding is None else finding.states
    names = {} if finding is None else finding.state_names
    about = [option(state, names.get(state, state)) for state in states]
    return {
        "type": "group",
        "item": [
            number(
                question.id + VALUE,
                _("The number"),
                question.units,
                least=question.minimum,
                most=question.maximum,
            ),
            choice(
                question.id + ABOUT,
                _("If the number is not known"),
                [*about, _not_known()],
            ),
        ],
    }


def _with_help(parts: Item, question: Question) -> Item:
    words = [question.help, *question.steps, question.caution]
    told = " ".join(word for word in words if word)
    if not told:
        return parts
    shown = display_item(question.id + HELP, told, control="help")
    return parts | {"item": [*parts.get("item", []), shown]}
