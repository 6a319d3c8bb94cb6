"""The safety case is what the hazard log says, and every test that it names is there."""

import pytest
from pydantic import ValidationError

from script_modules import module_of


@pytest.fixture(scope="module")
def script():
    return module_of("scripts/safety_case.py")


def test_every_danger_has_a_hazard_and_every_control_a_test(script):
    assert list(script.problems(script.hazards(), script.argument())) == []


def test_the_page_is_what_the_log_says(script):
    assert script.PAGE.read_text() == script.page(script.hazards(), script.argument())


def test_a_test_that_does_not_exist_is_named(script):
    assert script.is_test("tests/architecture/test_safety_case.py::test_the_page_is_what_the_log_says")
    assert not script.is_test("tests/architecture/test_safety_case.py::test_of_nothing")
    assert not script.is_test("tests/nowhere.py::test_of_nothing")


def test_a_danger_without_a_hazard_and_a_hazard_that_nobody_argues_about_are_named(script):
    log, case = script.hazards(), script.argument()
    found = set(script.problems([each for each in log if each.red_flags != "sepsis"], case))
    assert found == {"a danger without a hazard: sepsis"}
    fewer = case.model_copy(update={"claims": case.claims[1:]})
    assert "in the log and not argued about: use-outvoted" in set(script.problems(log, fewer))


def test_a_hazard_without_control_or_with_a_word_of_its_own_is_refused(script):
    right = script.hazards()[0].model_dump()
    for wrong in ({"controls": []}, {"severity": "bad"}, {"comment": "more"}):
        with pytest.raises(ValidationError):
            script.Hazard.model_validate(right | wrong)


def test_more_severe_or_more_likely_is_never_less_risk(script):
    for row in script.RISKS.values():
        assert list(row) == sorted(row)
    for column in zip(*script.RISKS.values(), strict=True):
        assert list(column) == sorted(column, reverse=True)
