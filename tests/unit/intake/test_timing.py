"""An answer with its time: since when, how it is going, and whether it is past."""

import pytest

from pygalgia import CaseError
from pygalgia.domain.timing import Timing
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow


def read(knowledge, answer, finding="leg-weakness"):
    row = CaseRow.model_validate({"schema": "pygalgia/case/1", "id": "x", "answers": {finding: answer}})
    return encode_case(row, knowledge.vocabulary)


def problem(knowledge, answer, finding="leg-weakness"):
    with pytest.raises(CaseError) as caught:
        read(knowledge, answer, finding)
    return " ".join(str(each) for each in caught.value.problems)


def test_a_time_stands_beside_the_plain_state(knowledge):
    answer = {"state": True, "since": {"value": 3, "unit": "d"}, "course": "growing"}
    case = read(knowledge, answer)

    assert case.states["leg-weakness"] == "present"
    assert case.times["leg-weakness"].words == "began 3 days ago, getting worse"


def test_a_word_of_the_interview_stands_for_a_span(knowledge):
    since = read(knowledge, {"state": True, "since": "two-weeks"}).times["leg-weakness"].since

    assert (since.from_days, since.below_days) == (2, 14)


def test_a_past_sign_is_there_in_this_illness(knowledge):
    case = read(knowledge, {"state": True, "past": True})

    assert case.states["leg-weakness"] == "present"
    assert case.times["leg-weakness"] == Timing(past=True)
    assert case.times["leg-weakness"].words == "gone now"


def test_a_state_alone_in_the_long_form_is_the_plain_answer(knowledge):
    assert read(knowledge, {"state": "changed"}, "bladder-change") == read(
        knowledge, "changed", "bladder-change"
    )


def test_a_number_may_carry_a_time(knowledge):
    answer = {"state": {"value": 39, "unit": "Cel"}, "since": {"value": 12, "unit": "h"}}

    assert read(knowledge, answer, "temperature").times["temperature"].words == "began 12 hours ago"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"since": {"value": 3, "unit": "d"}}, "add `state`"),
        ({"state": True, "sinse": 3}, "since"),
        ({"state": True, "since": "yesterday"}, "today, two-weeks, weeks, months"),
        ({"state": True, "since": 3}, "a number with its unit, or one of the words"),
        (
            {"state": True, "since": "yesterday-ish"},
            "a number with its unit, or one of the words; never a date",
        ),
        ({"state": True, "since": "2031-01-01"}, "never a date"),
        ({"state": True, "since": "tody"}, "did you mean 'today'?"),
        ({"state": True, "past": True, "course": "worse-again"}, "leave out `course`, or `past`"),
        ({"state": True, "since": {"value": -1, "unit": "d"}}, "0 to 43830 d"),
        ({"state": True, "since": {"value": 3, "unit": "days"}}, "min, h, d, wk, mo, a"),
        ({"state": True, "since": {"value": "3", "unit": "d"}}, "a number, 0 or more"),
        ({"state": True, "since": {"value": 3, "unit": "d", "about": True}}, "the keys about"),
        ({"state": True, "course": "growin"}, "did you mean 'growing'?"),
        ({"state": True, "past": "yes"}, "no more) or false"),
        ({"state": True, "past": True, "course": "growing"}, "leave out `course`, or `past`"),
        ({"state": False, "past": True}, "past: true"),
        ({"state": "unknown", "since": "weeks"}, "give the answer without a time"),
        ({"state": "maybe", "since": "weeks"}, "true, false or unknown"),
        ({"value": 3}, "`value`, a number, with `unit`"),
    ],
)
def test_every_wrong_part_says_how_to_mend_it(knowledge, answer, words):
    assert words in problem(knowledge, answer)


def test_every_wrong_part_is_told_at_once(knowledge):
    said = problem(knowledge, {"state": True, "since": "ever", "course": "bad", "past": 1})

    assert all(
        part in said for part in ("leg-weakness), since", "leg-weakness), course", "leg-weakness), past")
    )


def test_regions_carry_no_time(knowledge):
    with pytest.raises(ValueError, match="state"):
        read(knowledge, {"state": ["buttock"], "since": "weeks"}, "pain-site")
