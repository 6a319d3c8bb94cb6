"""Seven people and a practitioner: who they are, where it hurts and what they would answer."""

import re
from dataclasses import dataclass, field

from web_site import as_shown, fields_of


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who answers.

    Attributes:
        there: Findings that are there: lines of lists that are ticked, `finding` or `finding=state`.
        answers: Question to the chosen answer.
    """

    age: int
    regions: tuple[str, ...]
    there: frozenset[str] = frozenset()
    answers: dict[str, str] = field(default_factory=dict)


def _person(age, regions, there="", **answers):
    said = {name.replace("_", "-"): state for name, state in answers.items()}
    own = {"for-whom": "self", "pain-layer": "deep", "onset": "gradual"} | said
    return Person(age=age, regions=tuple(regions.split()), there=frozenset(there.split()), answers=own)


PEOPLE = {
    "sciatica": _person(
        34, "buttock-left posterior-thigh-left calf-left",
        "leg-numbness leg-tingling character-shooting worse-sitting worse-cough-strain worse-bending-forward"
        " recent-overload leg-worse-than-back relieved-lying",
        sex="male", onset="after-known-load", duration="two-to-six-weeks", severity="severe", course="stable",
        sitting_hours="4-to-8", getting_about="limps", constancy="intermittent", daily_life="limited",
    ),
    "child": _person(
        9, "groin-left anterior-thigh-left",
        "fever limp recent-viral-illness worse-weight-bearing walking-pain",
        for_whom="someone-else", sex="male", onset="over-days", duration="under-3-days", severity="moderate",
        course="worsening", getting_about="limps", constancy="constant", temperature="fever",
    ),
    "claudication": _person(
        72, "buttock-left posterior-thigh-left calf-left",
        "smoking=current walking-pain hypertension exertional-limb-pain-quick-relief character-cramping"
        " worse-stairs",
        sex="male", pain_layer="muscle", duration="three-to-twelve-months", severity="moderate",
        course="stable",
        getting_about="normally", constancy="intermittent", daily_life="limited",
    ),
    "pregnant": _person(
        31, "sacroiliac-left sacroiliac-right buttock-left buttock-right groin-left",
        "began-in-pregnancy worse-turning-in-bed worse-stairs worse-one-leg-standing walking-pain night-pain"
        " worse-rising-from-sitting course=worsening",
        sex="female", pregnancy="pregnant", duration="six-to-twelve-weeks", severity="moderate",
        course="worsening", getting_about="normally", constancy="intermittent", daily_life="limited",
    ),
    "runner": _person(
        26, "groin-left buttock-left",
        "worse-weight-bearing worse-running-sprinting endurance-running recent-training-increase walking-pain"
        " eating-disorder-or-missed-periods night-pain course=worsening",
        sex="female", pregnancy="not-pregnant", duration="two-to-six-weeks", severity="moderate",
        course="worsening", getting_about="limps", constancy="intermittent", daily_life="limited",
    ),
    "saddle": _person(
        58, "buttock-left buttock-right low-back-middle",
        "saddle-numbness both-legs-symptoms leg-tingling bladder-change=cannot-pass",
        sex="male", onset="sudden", duration="under-3-days", bladder_change="cannot-pass",
    ),
    "driver": _person(
        41, "buttock-left",
        "worse-sitting better-walking course=improving worse-back-pocket-or-cycling character-dull-ache",
        sex="male", pain_layer="muscle", onset="over-days", duration="days", severity="mild",
        course="improving",
        sitting_hours="8-or-more", getting_about="normally", constancy="intermittent", daily_life="as-usual",
    ),
    "practitioner": _person(
        58, "lateral-hip-left lateral-thigh-left",
        "worse-lying-on-side night-pain worse-stairs worse-one-leg-standing worse-rising-from-sitting",
        for_whom="patient", setting="primary-care", sex="female", pregnancy="not-pregnant",
        duration="three-to-twelve-months", severity="moderate", course="stable", getting_about="normally",
        constancy="intermittent", daily_life="limited",
    ),
}  # fmt: skip


def answer_to(page: str, person: Person) -> dict[str, object]:
    """Return the whole form of the question that a page shows, as this person fills it in."""
    form: dict[str, object] = dict(as_shown(page, "/interview"))
    return form | {"do": "answer"} | _own(page, person)


def _own(page: str, person: Person) -> dict[str, object]:
    name, kind = fields_of(page, "question")[0], re.search(r'data-kind="([\w-]+)"', page)[1]
    if kind == "regions":
        return {"region": list(person.regions)}
    if kind == "several":
        lines = fields_of(page, "tick")
        states = {f"{finding}={state}" for finding, state in person.answers.items()}
        ticked = [each for each in lines if each in person.there | states]
        return {"tick": ticked} if ticked else {"none": "yes"}
    if name == "age":
        return {"value": str(person.age)}
    if kind == "text":
        return {"do": "skip"}
    options = fields_of(page, "answer")
    wanted = [
        "present" if name in person.there else person.answers.get(name),
        "absent",
        "never-had",
        "none",
        "never",
    ]
    chosen = next((each for each in wanted if each in options), None)
    return {"answer": chosen} if chosen else {"do": "unknown"}


def statements(page: str) -> int:
    """Return how many statements a page puts: the lines of its list that are not behind "more", or one."""
    return len(fields_of(re.split("<details", page)[0], "tick")) or 1


def walk(browser, person: Person, *, begin: str = "/begin") -> int:
    """Answer every question as this person; return how many statements were put.

    Args:
        browser: What gets and posts, with `get(path)` and `post(path, form)`, and returns the page's text.
        person: Who answers.
        begin: Where it begins: `/clinician/begin` for a practitioner.
    """
    start = browser.get("/" if begin == "/begin" else "/clinician")
    page = browser.post(begin, as_shown(start, begin))
    put = 0
    for _ in range(70):
        if not fields_of(page, "question"):
            return put
        put += statements(page)
        page = browser.post("/interview", answer_to(page, person))
    msg = "the interview does not end"
    raise AssertionError(msg)
