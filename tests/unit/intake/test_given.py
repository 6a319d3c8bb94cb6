"""A case read at once is what its strict form reads; what is not plainly right is left to that form."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pygalgia.intake.given import plainly_given
from pygalgia.intake.rows import CaseRow

_words = st.sampled_from(["present", "absent", "unknown", "", "d", "a week"])
_numbers = st.one_of(st.integers(-3, 200), st.floats(-3, 200), st.just(10**30))
_quantities = st.fixed_dictionaries(
    {"value": st.one_of(_numbers, _words, st.booleans())}, optional={"unit": _words, "odd": _words}
)
_simple = st.one_of(st.booleans(), _words, _numbers, st.none())
_timed = st.fixed_dictionaries(
    {},
    optional={
        "state": st.one_of(_simple, _quantities),
        "since": st.one_of(_words, _quantities),
        "course": _simple,
        "past": _simple,
        "odd": _simple,
    },
)
_answers = st.dictionaries(
    st.sampled_from(["fever", "age", "x"]),
    st.one_of(_simple, st.lists(st.one_of(_words, _numbers), max_size=3), _quantities, _timed),
    max_size=4,
)
_cases = st.fixed_dictionaries(
    {},
    optional={
        "schema": st.sampled_from(["pygalgia/case/1", "pygalgia/case/2", 1]),
        "id": st.sampled_from(["a", "", "a" * 200, "a" * 201, 3]),
        "age_years": st.one_of(st.none(), st.booleans(), st.sampled_from([0, 120, 120.5, -1, 39, "39"])),
        "sex": st.sampled_from(["female", "male", "unknown", "other", None]),
        "setting": st.sampled_from(["self", "primary-care", "unknown", "home"]),
        "answers": st.one_of(_answers, st.none(), st.lists(_words, max_size=1)),
        "source": st.one_of(st.none(), _words, st.integers(0, 1)),
        "note": st.one_of(st.none(), _words, st.lists(st.one_of(_words, st.integers(0, 1)), max_size=2)),
        "odd": _words,
    },
)


@given(case=st.one_of(_cases, _cases.map(lambda each: {"schema": "pygalgia/case/1", "id": "a"} | each)))
@settings(max_examples=600, deadline=None)
def test_it_is_what_the_strict_form_reads_or_is_left_to_it(case):
    given_plainly = plainly_given(case)
    if given_plainly is None:
        return
    assert given_plainly == CaseRow.model_validate(case).given()


def test_a_plain_case_is_read_at_once():
    case = {
        "schema": "pygalgia/case/1",
        "id": "a",
        "age_years": 39,
        "sex": "male",
        "answers": {
            "fever": True,
            "pain-site": ["buttock-left"],
            "temperature": {"value": 38, "unit": "Cel"},
            "lump": {"state": True, "since": {"value": 3, "unit": "d"}, "course": "growing"},
        },
    }
    read = plainly_given(case)
    assert read is not None
    assert read == CaseRow.model_validate(case).given()


def test_what_is_wrong_is_told_by_the_strict_form():
    case = {"schema": "pygalgia/case/1", "id": "a", "answers": {"fever": None}}
    assert plainly_given(case) is None
    try:
        CaseRow.model_validate(case)
    except ValidationError:
        return
    raise AssertionError
