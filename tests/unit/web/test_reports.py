"""A reader's report, from the page to the queue."""

import pytest

PAGE = "conditions/coccydynia"
SCRIPT = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def sent(client, **fields):
    return client.post("/reports", data={"page": PAGE, "passage": "Sitting hurts."} | fields)


def test_a_report_lands_in_the_queue(site):
    answer = sent(site.client(), note="really?", address="a@example.org", content_version="c" * 64)
    assert answer.headers["location"] == f"/reports/thanks?page={PAGE}"
    (report,) = site.here.reports.queue()
    assert (report.page, report.passage, report.note) == (PAGE, "Sitting hurts.", "really?")
    assert (report.address, report.content_version) == ("a@example.org", "c" * 64)


def test_without_a_version_the_one_of_today_is_noted(site):
    sent(site.client())
    assert site.here.reports.queue()[0].content_version == site.here.catalogue.pages[PAGE].content_sha256


def test_the_script_of_the_page_gets_json(site):
    answer = site.client().post(
        "/reports", data={"page": PAGE, "passage": "x"}, headers={"accept": "application/json"}
    )
    assert (answer.status_code, answer.json()) == (201, {"accepted": True})


def test_a_script_in_a_report_is_shown_as_text(site):
    sent(site.client(), passage=SCRIPT, note=SCRIPT, address=SCRIPT[:200])
    editor = site.editor("ann", "reviewer")
    number = site.here.reports.queue()[0].id
    for path in ("/editor", f"/editor/reports/{number}"):
        shown = editor.get(path).text
        assert "alert(1)" in shown
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


@pytest.mark.parametrize(
    "fields",
    [{"passage": ""}, {"passage": "x" * 2001}, {"note": "x" * 4001}, {"address": "x" * 255}, {"page": ""}],
)
def test_a_form_that_is_wrong_is_refused_with_what_to_do(site, fields):
    answer = sent(site.client(), **fields)
    assert answer.status_code == 422
    assert "expected" in answer.text
    assert site.here.reports.queue() == ()


def test_a_report_about_no_page_is_refused(site):
    assert sent(site.client(), page="conditions/nothing").status_code == 404
    assert site.client().get("/reports/new?page=../../etc/passwd").status_code == 404


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(site):
    assert sent(site.client(), website="http://spam.example").status_code == 303
    assert site.here.reports.queue() == ()


def test_a_flood_of_reports_is_stopped(site):
    client = site.client()
    answers = [sent(client).status_code for _ in range(8)]
    assert answers == [303] * 5 + [429] * 3
    assert "retry-after" in sent(client).headers


def test_thanks_does_not_repeat_what_the_address_says(site):
    assert "evil" not in site.client().get("/reports/thanks?page=<b>evil</b>").text
