"""Read the answers of a QuestionnaireResponse as steps of an interview."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pygalgia.domain.finding import NOTHING
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import Problem
from pygalgia.interview import ASK, Given, Step, question_id
from pygalgia.interview.state import UNKNOWN, UNTICKED
from pygalgia.records.forms.items import ABOUT, HELP, MEANS, MORE, NONE, OURS, QUIET, TICKED, UNSURE, VALUE
from pygalgia.records.resources import Resource, listed, mapping, text

#: A form within a form within a form ...: ours are three deep.
_DEEPEST = 12
_MOST_ITEMS = 2000
#: Answers of one response: there are some four hundred questions.
MOST_ANSWERS = 500
_PARTS = (VALUE, ABOUT, TICKED, UNSURE)


@dataclass(slots=True)
class Answers:
    """What a response holds, by link id and in order, and where each stands."""

    base: KnowledgeBase
    lists: Mapping[str, Resource] = field(default_factory=dict)
    given: dict[str, list[Resource]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def steps(self) -> Iterator[Step]:
        """Yield the answered questions as steps; what cannot be read is among the problems."""
        for question in self.order:
            given = self._given(question)
            if given is not None:
                yield Step(question=question, given=given)

    def place(self, question: str) -> str:
        """Return where a question stands."""
        parts = (self.places.get(question + part) for part in ("", *_PARTS))
        return next((each for each in parts if each), "QuestionnaireResponse")

    def _given(self, question: str) -> Given | None:
        asked, base = question_id(question), self.base
        if asked.kind == "person":
            row = base.interview.persons[question]
            return self._number(question) if row.kind == "number" else self._one(question)
        if asked.is_lines:
            return self._lines(question)
        if asked.kind == "finding":
            finding = base.findings[question]
            if finding.kind == "number":
                return self._number(question)
            if finding.kind == "regions":
                return self._regions(question)
        return self._one(question)

    def _one(self, question: str) -> Given | None:
        answers = self.given.get(question, [])
        if not answers:
            return None
        if len(answers) > 1:
            self._wrong(question, found=f"{len(answers)} answers", expected="one answer")
            return None
        code = _code(answers[0])
        if code is None:
            self._wrong(
                question, found=_kind(answers[0]), expected="a valueCoding of the form, or valueString"
            )
        return code

    def _regions(self, question: str) -> Given | None:
        codes = [_code(each) for each in self.given.get(question, [])]
        if not codes:
            return None
        if None in codes:
            self._wrong(question, found="an answer without a code", expected="regions of the form")
            return None
        known = tuple(code for code in codes if code is not None and code != UNKNOWN)
        return known or UNKNOWN

    def _number(self, question: str) -> Given | None:
        about, values = self.given.get(question + ABOUT, []), self.given.get(question + VALUE, [])
        if not values:
            return _code(about[0]) if about else None
        quantity = mapping(values[0].get("valueQuantity"))
        value = quantity.get("value", values[0].get("valueDecimal", values[0].get("valueInteger")))
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong(question, found=_kind(values[0]), expected="a valueQuantity with value and UCUM code")
            return None
        if question_id(question).kind == "person":
            return float(value)
        unit = quantity.get("code") or quantity.get("unit")
        if not isinstance(unit, str):
            self._wrong(
                question, found="a number without a unit", expected="a UCUM code in valueQuantity.code"
            )
            return None
        return {"value": float(value), "unit": unit}

    def _lines(self, question: str) -> Given | None:
        ticked = [_code(each) for each in self.given.get(question + TICKED, [])]
        unsure = [_code(each) for each in self.given.get(question + UNSURE, [])]
        if not ticked and not unsure:
            return None
        options = self.lists.get(question)
        if options is None:
            self._wrong(
                question, found="a list whose Questionnaire is not in `contained`",
                expected="the growing Questionnaire, as $next-question returned it",
            )  # fmt: skip
            return None
        if UNKNOWN in ticked:
            return {code.partition("=")[0]: UNKNOWN for code in options}
        chosen = [code for code in ticked if code is not None and code != NONE]
        unknown = sorted({*chosen, *(code or "" for code in unsure)} - options.keys())
        if unknown or None in ticked:
            self._wrong(question, found=", ".join(unknown) or "no code", expected="options of this list")
            return None
        if chosen and NONE in ticked:
            self._wrong(question, found=f"{NONE} and {chosen[0]}", expected="one or the other")
            return None
        return self._said(options, chosen, [code for code in unsure if code])

    def _said(self, options: Resource, chosen: list[str], unsure: list[str]) -> Mapping[str, str]:
        """Return what a list says of each finding, as `Question.ticked` does."""
        said = {
            code.partition("=")[0]: UNTICKED if line[QUIET] else self._nothing(code)
            for code, line in options.items()
            if not line[MORE]
        }
        said |= {code.partition("=")[0]: UNKNOWN for code in unsure}
        order = list(options)
        for code in sorted(chosen, key=order.index, reverse=True):
            said[code.partition("=")[0]] = options[code][MEANS] or ASK
        return said

    def _nothing(self, code: str) -> str:
        finding = self.base.findings.get(code.partition("=")[0])
        states = () if finding is None else finding.states
        return next((each for each in states if each in NOTHING), UNTICKED)

    def _wrong(self, question: str, *, found: str, expected: str) -> None:
        self.problems.append(
            Problem(where=self.place(question), found=found, expected=expected, fix="correct this answer")
        )


def answers_in(response: Resource, base: KnowledgeBase, *, where: str = "QuestionnaireResponse") -> Answers:
    """Return what a response answers. Link ids that are no question of ours are problems, except displays."""
    held = Answers(base=base, lists=_lists(response))
    for link, given, place in _items(response.get("item"), f"{where}.item", 0):
        if link.startswith(OURS):
            continue
        if link in held.given:
            held.problems.append(
                Problem(where=place, found=f"the link id {link!r} a second time", expected="each once",
                        fix="send it once, with every answer")
            )  # fmt: skip
            continue
        question = _question(link)
        if question is None or not _is_known(question, base):
            if given:
                held.problems.append(
                    Problem(where=place, found=f"the link id {link!r}", expected="a question of the form",
                            fix="use the link ids of the Questionnaire")
                )  # fmt: skip
            continue
        held.given[link], held.places[link] = given, place
        if question not in held.order:
            held.order.append(question)
    if len(held.order) > MOST_ANSWERS:
        held.problems.append(
            Problem(where=f"{where}.item", found=f"{len(held.order):,} answers",
                    expected=f"at most {MOST_ANSWERS}", fix="send one interview or form")
        )  # fmt: skip
        held.order.clear()
    return held


def _question(link: str) -> str | None:
    if link.endswith(HELP):
        return None
    return next((link.removesuffix(part) for part in _PARTS if link.endswith(part)), link)


def _is_known(question: str, base: KnowledgeBase) -> bool:
    asked, rules = question_id(question), base.interview
    if asked.kind == "person":
        return question in rules.persons
    if asked.kind == "finding" or asked.is_time:
        return asked.name in base.findings
    if asked.kind == "check":
        return asked.name in base.contradictions
    lists = {each.id for each in (*rules.screen, *rules.lists)}
    return asked.name in lists | {each.id for each in rules.sheets}


def _items(items: object, path: str, depth: int) -> Iterator[tuple[str, list[Resource], str]]:
    if depth > _DEEPEST:
        return
    for number, item in enumerate(map(mapping, listed(items)[:_MOST_ITEMS])):
        place, answers = f"{path}[{number}]", [mapping(each) for each in listed(item.get("answer"))]
        link = text(item.get("linkId"))
        if link and ("item" not in item or answers):
            yield link, answers, place
        yield from _items(item.get("item"), f"{place}.item", depth + 1)
        for nth, answer in enumerate(answers):
            yield from _items(answer.get("item"), f"{place}.answer[{nth}].item", depth + 1)


def _lists(response: Resource) -> dict[str, Resource]:
    """Return for each list of the contained Questionnaire its options, with what each stands for."""
    found: dict[str, Resource] = {}
    for form in map(mapping, listed(response.get("contained"))):
        for group in map(mapping, listed(form.get("item"))):
            for part in map(mapping, listed(group.get("item"))):
                link = text(part.get("linkId"))
                if link.endswith(TICKED):
                    found[link.removesuffix(TICKED)] = _options(part)
    return found


def _options(part: Resource) -> Resource:
    options: Resource = {}
    for each in map(mapping, listed(part.get("answerOption"))):
        code = text(mapping(each.get("valueCoding")).get("code"))
        if code and code not in (NONE, UNKNOWN):
            told = {text(one.get("url")): one for one in map(mapping, listed(each.get("extension")))}
            options[code] = {
                MORE: MORE in told,
                QUIET: QUIET in told,
                MEANS: text(mapping(told.get(MEANS)).get("valueCode")),
            }
    return options


def _code(answer: Resource) -> str | None:
    """Return the answer that was chosen, or the words that were written; None where it is neither."""
    if "valueCoding" in answer:
        return text(mapping(answer["valueCoding"]).get("code")) or None
    if "valueBoolean" in answer:
        return {True: "present", False: "absent"}.get(answer["valueBoolean"])
    return text(answer.get("valueString")) or None


def _kind(answer: Resource) -> str:
    return next((key for key in answer if key.startswith("value")), "no value")
