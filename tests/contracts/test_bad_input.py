"""What a user meets who gives something wrong: every problem at once, exit code 2, no traceback."""

import json
import os

import pytest

import effort
from refusals import refused


@pytest.fixture
def assess(run, tmp_path):
    """Assess one case given as text or as a dictionary."""

    def assess_(case):
        path = tmp_path / "case.json"
        path.write_text(case if isinstance(case, str) else json.dumps(case), encoding="utf-8")
        return run("assess", path, "--format", "json")

    return assess_


def case(**answers):
    return {
        "schema": "pygalgia/case/1",
        "id": "a1",
        "age_years": 46,
        "sex": "female",
        "setting": "primary-care",
        "answers": {name.replace("_", "-"): answer for name, answer in answers.items()},
    }


def test_a_good_case_is_assessed(assess):
    code, out, err = assess(case(pain_site=["buttock-left"], onset="gradual", fever=False))

    assert (code, err) == (0, "")
    assert json.loads(out)["schema"] == "pygalgia/assessment/1"


def test_an_unknown_finding_names_the_nearest(assess):
    refused(assess(case(nightpain=True)), "night-pain", "did you mean")


def test_a_synonym_leads_to_the_finding(assess):
    refused(assess(case(SLR=True)), "straight-leg-raise")


def test_an_unknown_state_lists_the_states(assess):
    refused(assess(case(onset="sudenly")), "sudden", "gradual", "onset")


def test_a_wrong_unit_lists_the_units(assess):
    refused(assess(case(temperature={"value": 38.4, "unit": "C"})), "Cel", "[degF]")


def test_a_number_without_its_unit_is_refused(assess):
    refused(assess(case(crp=88)), "mg/L")


def test_an_impossible_number_is_refused(assess):
    refused(assess(case(temperature={"value": 384, "unit": "Cel"})), "384", "expected")


@pytest.mark.parametrize("age", [-1, 130, "old"])
def test_an_impossible_age_is_refused(assess, age):
    refused(assess(case() | {"age_years": age}), "age_years")


def test_no_fever_and_a_hot_thermometer_contradict(assess):
    answers = case(fever=False, temperature={"value": 39.2, "unit": "Cel"})
    refused(assess(answers), "contradict", "fever", "temperature")


def test_no_radiation_and_pain_in_the_calf_contradict(assess):
    answers = case(leg_pain_extent="none", pain_site=["buttock-left", "calf-left"])
    refused(assess(answers), "leg-pain-extent", "below-knee")


def test_a_child_finding_needs_its_parent(assess):
    refused(assess(case(night_pain_second_half=True)), "night-pain")


def test_a_finding_that_cannot_be_in_this_person_is_refused(assess):
    refused(assess(case(pregnancy="pregnant") | {"sex": "male"}), "pregnan", "sex")


def test_an_unknown_region_names_the_nearest(assess):
    refused(assess(case(pain_site=["butock-left"])), "buttock-left")


def test_all_problems_come_at_once(assess):
    code, _, err = assess(case(nightpain=True, onset="sudenly", crp=88) | {"age_years": 300, "colour": "red"})

    assert code == 2
    # The form of the file is checked before its answers: both of its problems, then nothing else.
    assert "age_years" in err
    assert "colour" in err


def test_all_answers_are_checked_at_once(assess):
    refused(
        assess(case(nightpain=True, onset="sudenly", crp=88)), "3 problems", "nightpain", "sudenly", "crp"
    )


def test_a_duplicate_key_is_refused_in_json(assess):
    text = json.dumps(case(fever=True)).replace('"fever": true', '"fever": true, "fever": false')
    refused(assess(text), "fever", "second time")


def test_a_duplicate_key_is_refused_in_yaml(run, tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("schema: pygalgia/case/1\nid: a\nanswers:\n  fever: true\n  fever: false\n")
    refused(run("assess", path), "case.yaml:5", "second time")


def test_broken_json_names_the_line(assess):
    refused(assess('{"schema": "pygalgia/case/1",\n "id": '), "not JSON", "case.json:2")


@pytest.mark.parametrize("text", ["", "   \n", "[]", "42", "null", '"x"', "- a\n- b"])
def test_what_is_not_a_case_is_refused(assess, text):
    refused(assess(text))


def test_a_deeply_nested_file_is_refused(assess):
    refused(assess("[" * 100_000), "within each other")


def test_a_huge_file_is_refused_unread(run, tmp_path):
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    refused(run("assess", path), "100,000,000 bytes")


MANY = {
    "unknown names": {f"pain-nigt{number}": True for number in range(1_900)},
    "empty answers": {f"x{number}": None for number in range(1_900)},
    "more answers than questions": {f"x{number}": True for number in range(55_000)},
    "unknown regions": {"pain-site": [f"butock-{number}" for number in range(499)]},
    "more regions than there are": {"pain-site": [f"r{number}" for number in range(60_000)]},
    "regions that are numbers": {"pain-site": list(range(100_000))},
    "a long name": {"x" * 900_000: True},
    "a long state": {"onset": "x" * 900_000},
    "a long unit": {"crp": {"value": 1, "unit": "x" * 900_000}},
    "many keys of a time": {"fever": {"state": True, **{f"k{number}": 1 for number in range(50_000)}}},
}


@pytest.mark.parametrize("answers", MANY.values(), ids=MANY)
def test_a_case_of_problems_is_refused_at_bounded_cost_and_length(run, tmp_path, answers):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case() | {"answers": answers}, separators=(",", ":")))
    run("assess", tmp_path / "none.json")  # so that the knowledge is loaded
    (code, out, err), calls = effort.counted(lambda: run("assess", path))

    assert (code, out) == (2, "")
    assert len(err.splitlines()) <= 102
    assert len(err) < 60_000
    assert calls < 3_000_000


@pytest.mark.parametrize("text", ["- " * 50_000, "a: &x [1]\nb: *x", "[" * 50_000, "a: " + "9" * 5_000])
def test_a_file_that_would_end_or_hold_the_process_is_refused(run, tmp_path, text):
    path = tmp_path / "case.yaml"
    path.write_text(text)
    refused(run("assess", path), "case.yaml")


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device")  # noqa: PTH110 - at import
def test_a_device_is_refused(run):
    refused(run("assess", "/dev/zero"), "no file")


def test_a_pipe_is_refused(run, tmp_path):
    os.mkfifo(tmp_path / "case.json")
    refused(run("assess", tmp_path / "case.json"), "no file")


def test_a_folder_is_refused(run, tmp_path):
    refused(run("assess", tmp_path), "a folder")


def test_a_missing_file_is_refused(run, tmp_path):
    refused(run("assess", tmp_path / "none.json"), "no such file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(run, tmp_path):
    path = tmp_path / "case.json"
    path.write_text("{}")
    path.chmod(0)
    refused(run("assess", path), "permission")


def test_bytes_that_are_not_text_are_refused(run, tmp_path):
    path = tmp_path / "case.json"
    path.write_bytes(b"\xff\xfe\x00\x01" * 10)
    refused(run("assess", path), "UTF-8")


def test_an_almost_empty_case_is_cautious_and_asks(assess):
    code, out, _ = assess(case(pain_site=["buttock-left"]))

    told = json.loads(out)
    assert code == 0
    assert told["enough_to_rank"] is False or told["conclusive"] is False
    assert told["urgency"]["level"] != "self-care"
    assert told["next_questions"]
