"""Wherever an answer is shown, what was told of its time stands beside it."""

import io
import json

import pytest
from rich.console import Console

from pygalgia import assessing
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.report.clinician_page import clinician_page, times_told
from pygalgia.report.clinician_summary import clinician_summary
from pygalgia.report.document import as_document
from pygalgia.report.terminal import print_assessment
from pygalgia.web.visit.charts import waterfall

ANSWERS = {
    "pain-site": ["low-back", "posterior-thigh-left"],
    "leg-weakness": {"state": True, "since": {"value": 3, "unit": "d"}, "course": "growing"},
    "fever": {"state": True, "since": "weeks", "past": True},
}
WEAK, HOT = "began 3 days ago, getting worse", "began weeks ago, gone now"


@pytest.fixture(scope="module")
def assessment(knowledge):
    row = CaseRow.model_validate(
        {"schema": "pygalgia/case/1", "id": "x", "age_years": 44, "answers": ANSWERS}
    )
    return assessing.assess(encode_case(row, knowledge.vocabulary), knowledge, draws=20)


def test_the_terminal_says_since_when_and_how_it_goes(knowledge, assessment):
    console = Console(file=io.StringIO(), width=300)
    print_assessment(assessment, knowledge.base, console, everything=True)
    said = console.file.getvalue()

    assert f"As told: Weakness in the leg or foot ({WEAK}); Fever ({HOT})" in said
    assert f"+ Fever ({HOT}) (×" in said


def test_the_paper_and_the_summary_for_a_clinician_say_it(knowledge, assessment):
    page = clinician_page(assessment, knowledge.base)
    positives = "; ".join(page.positives)

    assert WEAK in positives
    assert HOT in positives
    assert HOT in clinician_summary(assessment, knowledge.base)
    assert len(times_told(assessment.case, knowledge.base)) == 2


def test_the_json_echoes_it_in_days_and_in_words(assessment):
    document = json.loads(json.dumps(as_document(assessment)))

    assert document["times"]["fever"] == {
        "since_days": [14, 90],
        "course": None,
        "past": True,
        "words": HOT,
    }
    assert document["times"]["leg-weakness"]["since_days"] == [3, 3]
    echoed = [row for each in document["conditions"] for row in each["for"] if row["finding"] == "fever"]
    assert all(row["time"]["words"] == HOT for row in echoed)
    assert all(
        "time" not in row
        for each in document["conditions"]
        for row in each["for"]
        if row["finding"] == "site-low-back"
    )


def test_the_chart_of_a_cause_says_it(knowledge, assessment):
    rows = waterfall(assessment.conditions[0], knowledge.base).rows

    assert f"yes, {HOT}" in {row.answer for row in rows}
