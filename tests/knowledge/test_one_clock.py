"""A page holds one clock: no line that gives more time than another one for the same sign, or than its level.

Read on a page: "go the same day if you get a fever" under "go at once if you get a fever"; "book an ordinary
visit" and "is it gone? If not, book a visit"; "within two weeks" and "within days".
"""

import re

import pytest

from pygalgia import assessing
from pygalgia.domain.urgency import Urgency

BASE = assessing.load().base
WATCH = BASE.care.watch
#: The signs on which everybody is told to go at once, as lines that give more time would name them.
AT_ONCE = re.compile(
    r"\bfever(?:ish)?\b|\bweak(?:er|ness)?\b|\bnumb|cannot pass (?:urine|water)|foot drops|cannot stand"
    r"|put weight on|will not walk|\bfaint|short of breath|chest pain|\bconfus",
    re.IGNORECASE,
)
#: Words that give time, beside those of the headline.
GIVES_TIME = re.compile(r"the same day|that day|within days|next few days|this week|tomorrow|within two days")
BOOKS = re.compile(r"\b(?:book|ask for|arrange) an? (?:\w+ )?(?:visit|appointment)", re.IGNORECASE)
WITH_VISIT = (Urgency.ROUTINE.id, Urgency.WITHIN_TWO_WEEKS.id)
#: Days until a visit that is asked for within two weeks is over.
DUE = 14
CHECKS = [
    (name, check)
    for name, checks in (("everybody", WATCH.checks), *((each.id, each.checks) for each in WATCH.courses))
    for check in checks
]
FLAGS = [each for each in BASE.red_flags.values() if Urgency.from_id(each.urgency) < Urgency.EMERGENCY]


def parts(text):
    """Return the sentences of a text, and what stands apart in them."""
    return re.split(r"(?<=[.!?])\s+|;\s+", text)


@pytest.mark.parametrize("flag", FLAGS, ids=lambda each: each.id)
def test_no_warning_sign_gives_time_for_what_everybody_goes_at_once(flag):
    for part in parts(flag.do_now):
        assert not (GIVES_TIME.search(part) and AT_ONCE.search(part)), part


@pytest.mark.parametrize(("course", "check"), CHECKS, ids=lambda each: str(getattr(each, "day", each)))
def test_no_day_to_look_again_gives_time_for_it_or_books_a_second_visit(course, check):
    for part in parts(check.note.plain):
        assert not (GIVES_TIME.search(part) and AT_ONCE.search(part)), (course, part)
    if not set(check.levels).isdisjoint(WITH_VISIT):
        assert not BOOKS.search(check.note.plain), (course, check.day)


def test_nobody_with_a_visit_before_them_is_told_to_book_one_if_it_is_the_same():
    for told in (WATCH.booked, WATCH.before_visit):
        assert not BOOKS.search((WATCH.decisions | told)["same"].plain)


@pytest.mark.parametrize("course", WATCH.courses, ids=lambda each: each.id)
def test_worse_is_no_matter_of_days_where_a_day_says_that_it_is_one_of_today(course):
    today = [each for each in course.checks if re.search(r"worse|grown", each.note.plain)]
    today = [each for each in today if re.search(r"the same day|that day", each.note.plain)]

    assert bool(today) <= (course.worse is not None and "the same day" in course.worse.plain)


@pytest.mark.parametrize("flag", FLAGS, ids=lambda each: each.id)
def test_no_sign_is_told_with_a_later_or_another_time_than_its_level(flag):
    """A level is said by the headline; a reason of "within days" under "within two weeks" is a second one."""
    said = f"{flag.plain} {flag.do_now}"

    assert not re.search(r"looked at within|needs? .* within (?:days|two days)|visit within days", said)
    assert not re.search(r"\b(?:this|next) week\b|\b(?:next|coming) (?:few )?days\b", said), said
    if flag.urgency == Urgency.SAME_DAY.id:
        assert "tomorrow" not in said


@pytest.mark.parametrize(("course", "check"), CHECKS, ids=lambda each: str(getattr(each, "day", each)))
def test_nobody_is_asked_about_a_visit_before_it_is_due(course, check):
    """Read seven days after "book an ordinary visit": "has somebody looked?"."""
    if check.day < DUE and not set(check.levels).isdisjoint(WITH_VISIT):
        assert not re.search(
            r"has (?:some|any)body|have you had the visit", check.note.plain, re.IGNORECASE
        ), course


@pytest.mark.parametrize("condition", BASE.conditions.values(), ids=lambda each: each.id)
def test_no_surgeon_comes_before_the_doctor_who_refers_where_nobody_must_be_seen_today(condition):
    if Urgency.from_id(condition.action.urgency) < Urgency.SAME_DAY:
        first = [BASE.services[each.service] for each in condition.see if each.when == "first"]
        assert [each.id for each in first if each.plain.startswith("Surgeons")] == []


@pytest.mark.parametrize(
    "flag", [each for each in FLAGS if each.urgency == Urgency.SAME_DAY.id], ids=lambda each: each.id
)
def test_who_is_sent_to_the_emergency_department_is_not_told_to_ring_somebody_else_first(flag):
    """Read: "ring your cancer team or a clinician today", then "First: emergency department"."""
    route = BASE.care.routing.hazards[flag.hazard]

    assert route.same_day != "emergency-department" or not flag.do_now.startswith("Ring")


def test_nothing_is_called_a_fresh_look_that_nobody_need_have_looked_at():
    for flag in BASE.red_flags.values():
        assert not re.search(r"\b(?:a)?fresh\b", f"{flag.plain} {flag.do_now}"), flag.id
