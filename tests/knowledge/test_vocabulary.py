"""What the shipped vocabulary lets a report say when it says less than a question asks."""

from pathlib import Path

import pytest

from pygalgia import assessing
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow


@pytest.fixture
def read(knowledge):
    def read_(**answers):
        named = {name.replace("_", "-"): answer for name, answer in answers.items()}
        row = CaseRow(schema="pygalgia/case/1", id="v1", age_years=50, sex="male", answers=named)
        return encode_case(row, knowledge.vocabulary)

    return read_


@pytest.mark.parametrize(
    ("region", "open_"),
    [
        ("hip-left", {"site-lateral-hip", "site-groin", "site-buttock"}),
        ("thigh-right", {"site-anterior-thigh"}),
        ("leg", {"leg-pain-extent", "site-anterior-thigh", "site-knee"}),
        ("back", {"site-low-back", "site-upper-back-or-neck"}),
        ("belly", {"site-lower-abdomen", "site-abdomen-or-flank"}),
    ],
)
def test_a_place_without_detail_leaves_open_only_what_it_may_mean(knowledge, read, region, open_):
    case = read(pain_site=[region])

    filled = {each.id for each in knowledge.base.findings.values() if each.from_regions}
    assert filled - set(case.states) == open_


def test_pain_of_the_thigh_reaches_the_thigh_and_no_further(read):
    assert read(pain_site=["thigh"]).states["leg-pain-extent"] == "thigh"


def test_a_named_part_of_the_leg_settles_how_far_the_pain_goes(read):
    assert read(pain_site=["leg-left", "foot-left"]).states["leg-pain-extent"] == "foot"
    assert read(pain_site=["outer-shin-left"]).states["leg-pain-extent"] == "below-knee"


def test_minutes_of_stiffness_settle_whether_there_is_any(read):
    minutes = {"value": 40, "unit": "min"}
    assert read(morning_stiffness=minutes).states["stiff-in-the-morning"] == "present"
    assert read(morning_stiffness={"value": 0, "unit": "min"}).states["stiff-in-the-morning"] == "absent"


def test_whoever_says_that_both_hips_are_stiff_is_asked_for_how_long(knowledge, read):
    """A woman of 77 was sent home: the minutes were asked only of whoever ticked another line."""
    told = read(girdle_stiffness_morning=True, duration={"value": 30, "unit": "d"})
    assert told.states["stiff-in-the-morning"] == "present"
    names = {each.id for each in assessing.situation(told, knowledge).askable}
    assert "morning-stiffness" in names


def test_long_stiffness_points_to_inflammation_more_than_stiffness_of_unknown_length(knowledge, read):
    def probability(**answers):
        posterior = assessing.urgency_and_probability(read(**answers), knowledge)[1]
        return posterior[knowledge.model.conditions.index("axial-spondyloarthritis")]

    unknown = probability(stiff_in_the_morning=True)
    assert probability(morning_stiffness="none") < probability() < unknown
    assert unknown < probability(morning_stiffness="over-60")


def test_anaemia_without_a_value_counts_as_a_reduced_haemoglobin(read):
    assert read(anaemia_known=True).states["haemoglobin"] == "reduced"
    measured = {"value": 70, "unit": "g/L"}
    assert read(anaemia_known=True, haemoglobin=measured).states["haemoglobin"] == "low"


def test_sugar_out_of_control_means_diabetes(read):
    assert read(glucose_high=True).states["diabetes"] == "present"


def test_a_man_can_report_unprotected_sex(read):
    assert read(new_sexual_partner=True).states["new-sexual-partner"] == "present"


def test_the_hazard_log_names_every_red_flag(knowledge):
    log = (Path(__file__).parents[2] / "docs" / "hazards.md").read_text(encoding="utf-8")

    assert [name for name in knowledge.base.red_flags if f"`{name}`" not in log] == []


@pytest.mark.parametrize("finding", ["analgesic_response", "manual_therapy_response", "nsaid_response"])
def test_a_treatment_that_was_never_had_is_an_answer_and_moves_nothing(knowledge, read, finding):
    def posterior(**answers):
        return assessing.urgency_and_probability(read(onset="gradual", **answers), knowledge)[1]

    assert posterior(**{finding: "never-had"}) == pytest.approx(posterior(), rel=1e-3)
    assert posterior(**{finding: "none"}) != pytest.approx(posterior(), rel=1e-3)


def test_what_a_person_feels_gives_way_to_what_was_examined(knowledge):
    findings = knowledge.base.findings
    assert findings["swelling-beats"].superseded_by == ("pulsatile-mass",)
    assert findings["foot-catches"].superseded_by == ("foot-drop",)
    assert findings["getting-about"].superseded_by == ("gait",)
