"""The editors' area: nobody gets in, answers or signs who may not."""

from datetime import timedelta

import pytest

from web_site import PASSWORD, token_of

PAGE = "conditions/coccydynia"
INSIDE = [
    "/editor",
    "/editor/pages",
    f"/editor/pages/{PAGE}",
    "/editor/log",
    "/editor/people",
    "/editor/password",
]
CHANGING = [
    "/editor/logout",
    "/editor/reports/1",
    f"/editor/pages/{PAGE}",
    "/editor/people",
    "/editor/people/change",
    "/editor/password",
]


def signing(site, client, **fields):
    usual = {
        "csrf": token_of(client.get(f"/editor/pages/{PAGE}")),
        "content_sha256": site.here.catalogue.pages[PAGE].content_sha256,
        "password": PASSWORD,
        "action": "sign",
        "next_review": str(site.clock().date() + timedelta(days=365)),
    }
    return client.post(f"/editor/pages/{PAGE}", data=usual | fields)


@pytest.mark.parametrize("path", INSIDE)
def test_without_a_login_every_page_leads_to_it(site, path):
    answer = site.client().get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/editor/login")


@pytest.mark.parametrize("path", CHANGING)
def test_without_a_login_nothing_can_be_changed(site, path):
    assert site.client().post(path, data={"csrf": "x", "password": PASSWORD}).status_code in (401, 403)
    assert site.here.audit.newest() == ()


@pytest.mark.parametrize("path", CHANGING)
def test_a_form_without_the_token_of_the_login_is_refused(site, path):
    client = site.editor("ann", "admin")
    before = site.here.audit.newest()
    for data in ({"password": PASSWORD}, {"password": PASSWORD, "csrf": "0" * 64}):
        assert client.post(path, data=data).status_code == 403
    assert site.here.audit.newest() == before


def test_the_token_of_one_login_is_no_good_for_another(site):
    ann, bob = site.editor("ann", "admin"), site.editor("bob", "admin")
    stolen = token_of(ann.get("/editor"))
    assert bob.post("/editor/logout", data={"csrf": stolen}).status_code == 403


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(site):
    site.here.editors.add("ann", PASSWORD, name="Ann", role="reader", by="the test")
    cookie = (
        site.client().post("/editor/login", data={"login": "ann", "password": PASSWORD}).headers["set-cookie"]
    )
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_every_failed_login_looks_the_same(site):
    site.here.editors.add("ann", PASSWORD, name="Ann", role="reader", by="the test")
    wrong = [
        site.client().post("/editor/login", data={"login": login, "password": "wrong wrong wrong"})
        for login in ("ann", "nobody")
    ]
    assert wrong[0].status_code == wrong[1].status_code == 401
    assert wrong[0].text == wrong[1].text
    assert "set-cookie" not in wrong[0].headers


def test_wrong_passwords_lock_out(site):
    site.here.editors.add("ann", PASSWORD, name="Ann", role="reader", by="the test")
    client = site.client()
    for _ in range(5):
        client.post("/editor/login", data={"login": "ann", "password": "wrong wrong wrong"})
    assert client.post("/editor/login", data={"login": "ann", "password": PASSWORD}).status_code == 401


def test_a_login_planted_beforehand_is_worth_nothing_after_the_login(site):
    client = site.editor("ann", "reader")
    planted = client.cookies["pygalgia-editor"]
    client.post("/editor/login", data={"login": "ann", "password": PASSWORD})
    assert client.cookies["pygalgia-editor"] != planted
    assert site.here.editors.logged_in(planted) is None


def test_logging_out_ends_the_login_on_the_server(site):
    client = site.editor("ann", "reader")
    token = client.cookies["pygalgia-editor"]
    client.post("/editor/logout", data={"csrf": token_of(client.get("/editor"))})
    assert site.here.editors.logged_in(token) is None


def test_a_report_is_answered_and_its_history_kept(site):
    number = site.here.reports.submit(PAGE, "Sitting hurts.", note="", address="", content_version="c")
    client = site.editor("ann", "reviewer")
    form = client.get(f"/editor/reports/{number}")
    data = {"csrf": token_of(form), "version": "1", "state": "kept", "answer": "The source says so."}
    assert client.post(f"/editor/reports/{number}", data=data).status_code == 303
    assert "The source says so." in client.get(f"/editor/reports/{number}").text
    assert client.post(f"/editor/reports/{number}", data=data).status_code == 409
    assert "Nothing is waiting here" in client.get("/editor").text


def test_a_reader_sees_the_queue_and_changes_nothing(site):
    number = site.here.reports.submit(PAGE, "Sitting hurts.", note="", address="", content_version="c")
    client = site.editor("bob", "reader")
    assert "Sitting hurts." in client.get("/editor").text
    token = token_of(client.get("/editor"))
    data = {"csrf": token, "version": "1", "state": "closed", "answer": ""}
    assert client.post(f"/editor/reports/{number}", data=data).status_code == 403
    assert signing(site, client).status_code == 403
    for path in ("/editor/log", "/editor/people"):
        assert client.get(path).status_code == 403
    assert site.here.sign_offs.current() == {}


def test_a_reviewer_signs_with_name_date_and_next_review(site):
    assert "Not yet reviewed by a clinician" in site.client().get(f"/{PAGE}").text
    assert signing(site, site.editor("ann", "reviewer")).status_code == 303
    shown = site.client().get(f"/{PAGE}").text
    assert "Reviewed by Ann, GP" in shown
    assert "1 January 2030" in shown
    assert "1 January 2031" in shown


def test_a_review_that_is_overdue_is_shown_as_such(site):
    signing(site, site.editor("ann", "reviewer"))
    site.clock.move(days=366)
    assert "Review overdue" in site.client().get(f"/{PAGE}").text


def test_a_signature_does_not_hold_for_changed_content(site):
    ann = site.here.editors.add("ann", PASSWORD, name="Ann", role="reviewer", by="the test")
    later = site.clock().date() + timedelta(days=300)
    site.here.sign_offs.sign(PAGE, content_sha256="0" * 64, editor=ann, next_review=later)
    assert "Changed since its review" in site.client().get(f"/{PAGE}").text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"password": "wrong wrong wrong"}, 403),
        ({"password": ""}, 422),
        ({"content_sha256": "0" * 64}, 409),
        ({"next_review": "2029-12-31"}, 422),
        ({"next_review": "2099-01-01"}, 422),
        ({"next_review": "soon"}, 422),
    ],
)
def test_a_signature_needs_password_content_and_date(site, fields, status):
    assert signing(site, site.editor("ann", "reviewer"), **fields).status_code == status
    assert site.here.sign_offs.current() == {}


def test_nobody_signs_in_the_name_of_another(site):
    signing(site, site.editor("bob", "reviewer"), reviewer="Ann", editor="ann", name="Ann", login="ann")
    assert site.here.sign_offs.of(PAGE).reviewer == "Bob"


def test_a_signature_can_be_withdrawn(site):
    client = site.editor("ann", "reviewer")
    signing(site, client)
    assert signing(site, client, action="withdraw").status_code == 303
    assert "Not yet reviewed by a clinician" in site.client().get(f"/{PAGE}").text


def test_an_admin_adds_an_editor_who_can_log_in(site):
    client = site.editor("ann", "admin")
    data = {
        "csrf": token_of(client.get("/editor/people")),
        "login": "bob",
        "password": PASSWORD,
        "name": "Bob",
        "role": "reviewer",
    }
    assert client.post("/editor/people", data=data).status_code == 303
    assert site.client().post("/editor/login", data={"login": "bob", "password": PASSWORD}).status_code == 303


def test_a_reviewer_cannot_make_an_admin(site):
    client = site.editor("bob", "reviewer")
    data = {"csrf": token_of(client.get("/editor")), "login": "bob", "role": "admin", "active": "yes"}
    assert client.post("/editor/people/change", data=data).status_code == 403
    assert [editor.role for editor in site.here.editors.everybody()] == ["reviewer"]


def test_a_new_password_needs_the_old_one(site):
    client = site.editor("ann", "reader")
    token = token_of(client.get("/editor"))
    wrong = {"csrf": token, "old": "wrong wrong wrong", "new": "another long phrase"}
    assert client.post("/editor/password", data=wrong).status_code == 403
    assert client.post("/editor/password", data=wrong | {"old": PASSWORD}).status_code == 303
    assert site.here.editors.log_in("ann", "another long phrase") is not None
    assert client.get("/editor").status_code == 303


def test_every_deed_is_in_the_log(site):
    client = site.editor("ann", "admin")
    signing(site, client)
    shown = client.get("/editor/log").text
    assert "signed" in shown
    assert PAGE in shown
    assert "logged in" in shown
