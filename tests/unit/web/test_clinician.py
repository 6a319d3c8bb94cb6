"""The clinician's pages: before and after of each test, and a case shared by its link."""

import re
from html import unescape

import pytest

from pygalgia.report.clinician_summary import LINES, MOST_TESTS, height
from web_site import Visitor

#: Whole ways through the site: with `make test`, not with `make quick`.
pytestmark = pytest.mark.slow

EXAMINATION = "/clinician/examination"


@pytest.fixture
def patient(site):
    """A clinician with a patient, far enough to examine."""
    return Visitor(site.client()).begin("/clinician/begin").go_to("screen/nerves")


def offered(page):
    """Return each test that is offered, by its finding."""
    parts = page.split('<fieldset class="card test" id="')[1:]
    return {part.split('"')[0]: part.split("</fieldset>")[0] for part in parts}


def results_of(part):
    """Return the results that a test can have."""
    return [
        state for state in re.findall(r'name="result:[\w-]+" value="([\w-]+)"', part) if state != "not-done"
    ]


def test_a_result_that_could_be_two_numbers_is_asked_about_and_its_unit_kept(site):
    """1,200 mL was read as 1.2, and the urgency fell."""
    clinician = Visitor(site.client()).begin("/clinician/begin")
    form = {"value:post-void-residual": "1,200", "unit:post-void-residual": "L", "laboratory": "yes"}
    sent = clinician.send("/clinician/examination", **form)
    assert sent.status_code == 422
    steps = clinician.browser.get("/my-data/pygalgia-my-data.json").json()["answers"]["steps"]
    assert "post-void-residual" not in {each["question"] for each in steps}
    plain = form | {"value:post-void-residual": "1200", "unit:post-void-residual": "mL"}
    assert clinician.send("/clinician/examination", **plain).status_code == 303
    [kept] = [
        each["given"]
        for each in clinician.browser.get("/my-data/pygalgia-my-data.json").json()["answers"]["steps"]
        if each["question"] == "post-void-residual"
    ]
    assert kept == {"value": 1200.0, "unit": "mL"}


def test_a_number_with_a_chosen_result_beside_it_is_asked_about(site):
    clinician = Visitor(site.client()).begin("/clinician/begin")
    both = {
        "value:post-void-residual": "300",
        "unit:post-void-residual": "mL",
        "result:post-void-residual": "normal",
        "laboratory": "yes",
    }
    assert clinician.send("/clinician/examination", **both).status_code == 422
    del both["result:post-void-residual"]
    assert clinician.send("/clinician/examination", **both).status_code == 303


def test_all_tests_stand_in_one_form_with_how_to_do_each(patient, knowledge):
    page = patient.page(EXAMINATION)
    assert page.count('<form method="post" action="/clinician/examination"') == 1
    for name, part in offered(page).items():
        assert knowledge.base.findings[name].help in unescape(part)


def test_each_result_shows_the_leading_causes_before_and_after(patient):
    for part in offered(patient.page(EXAMINATION)).values():
        rows = part.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:-1]
        assert len(rows) >= 2
        assert all(row.count('class="test__move"') == 3 for row in rows)


def test_many_results_are_recorded_in_one_go(patient):
    tests = offered(patient.page(EXAMINATION))
    first, second, *_ = tests
    form = {f"result:{name}": results_of(tests[name])[-1] for name in (first, second)}
    answer = patient.send(EXAMINATION, **form)
    assert answer.headers["location"] == EXAMINATION
    page = patient.page(EXAMINATION)
    assert not {first, second} & set(offered(page))
    assert page.split("<h2>Found so far</h2>")[1].split("</dl>")[0].count("<dt>") == 2


def test_what_cannot_be_done_is_not_suggested_again_and_what_was_left_open_is(patient):
    first, second, *_ = offered(patient.page(EXAMINATION))
    patient.send(EXAMINATION, **{f"result:{first}": "not-done"})
    again = offered(patient.page(EXAMINATION))
    assert first not in again
    assert second in again


def test_a_result_of_the_laboratory_leads_back_to_the_laboratory(patient):
    name = next(iter(offered(patient.page(f"{EXAMINATION}?laboratory=true"))))
    answer = patient.send(EXAMINATION, laboratory="yes", **{f"result:{name}": "not-done"})
    assert answer.headers["location"] == f"{EXAMINATION}?laboratory=true"


@pytest.mark.parametrize(
    "given",
    [
        {"value:temperature": "4000"},
        {"value:temperature": "warm"},
        {"value:temperature": "1,038"},
        {"result:temperature": "no such state"},
    ],
)
def test_a_result_that_cannot_be_is_refused_and_nothing_of_the_form_is_noted(patient, given):
    answer = patient.send(EXAMINATION, **{"result:gait": "normal"}, **given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Found so far" not in patient.page(EXAMINATION)


def test_a_test_that_is_not_known_is_not_there(patient):
    assert patient.send(EXAMINATION, **{"result:no-such-test": "present"}).status_code == 404


def test_a_shared_case_is_read_without_a_cookie_and_ends_when_revoked(site):
    person = Visitor(site.client()).begin().finish()
    link = re.search(r"/case/[\w-]+", person.send("/my-data/links", purpose="clinician").text)[0]
    other = site.client()
    page = other.get(link)
    assert 'id="urgency"' in page.text
    assert "set-cookie" not in page.headers
    assert "<form" not in page.text.split("<main")[1].split("</main>")[0]
    person.send(re.search(r"/my-data/links/[\w-]+/revoke", person.page("/my-data"))[0])
    assert other.get(link).status_code == 404


def test_a_clinicians_link_does_not_open_the_answers_for_writing(site):
    person = Visitor(site.client()).begin().go_to("sex")
    made = person.send("/my-data/links", purpose="clinician").text
    token = re.search(r"/case/([\w-]+)", made)[1]
    other = site.client()
    assert other.get(f"/back/{token}").status_code == 404
    assert other.post(f"/back/{token}").status_code == 404
    other.cookies["pygalgia-person"] = token
    assert other.get("/interview").status_code == 404


def test_a_link_to_come_back_is_not_a_clinicians(site):
    person = Visitor(site.client()).begin().go_to("sex")
    made = person.send("/my-data/links", purpose="return").text
    token = re.search(r"/back/([\w-]+)", made)[1]
    assert site.client().get(f"/case/{token}").status_code == 404


def test_the_summary_is_text_to_copy(patient):
    assert "For the clinician" in patient.page("/clinician/summary")


def test_the_summary_fits_one_screen_and_the_whole_page_opens_on_demand(patient):
    page = patient.page("/clinician/summary")
    summary = page.split('id="summary"')[1].split("</pre>")[0]
    assert height(unescape(summary).splitlines()) <= LINES
    assert "For the clinician" in page.split("<details>", 2)[2]


def test_the_summary_and_the_mode_suggest_the_same_tests(patient, knowledge):
    summary = unescape(patient.page("/clinician/summary")).split("Examine")[1]
    names = [knowledge.base.findings[name].name for name in offered(patient.page(EXAMINATION))][:MOST_TESTS]
    places = [summary.find(f"  {name}: ") for name in names]
    assert -1 not in places
    assert places == sorted(places)


@pytest.fixture
def link_of():
    """Return how a person makes a link for a clinician."""
    return lambda person: re.search(r"/case/[\w-]+", person.send("/my-data/links", purpose="clinician").text)[
        0
    ]


def test_a_shared_case_speaks_a_clinicians_words(site, link_of):
    person = Visitor(site.client()).begin().finish()
    page = unescape(site.client().get(link_of(person)).text)
    body = re.sub(r"<[^>]+>", " ", page.split("<article")[1].split("</article>")[0])
    assert not re.findall(r"\b(?:you|your|yours)\b", body.split("In their own words")[0], re.IGNORECASE)
    assert "Present" in body
    assert "46-year-old woman" in body


def test_a_danger_sign_of_the_diary_reaches_the_clinicians_link(site, link_of):
    """The link showed the answers as they were at first, whatever the diary said since."""
    person = Visitor(site.client()).begin().finish()
    link = link_of(person)
    assert "EMERGENCY" not in site.client().get(link).text
    person.send("/diary", worst="8", sign="saddle-numbness")
    assert "EMERGENCY" in site.client().get(link).text
