"""The editors' area: nobody gets in, answers or signs who may not."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import text

from pygalgia.texts import using
from pygalgia.texts.known import offered
from web_site import PASSWORD, token_of

PAGE = "conditions/coccydynia"
INSIDE = [
    "/editor",
    "/editor/pages",
    f"/editor/pages/{PAGE}",
    f"/editor/propose/{PAGE}",
    "/editor/sign",
    "/editor/log",
    "/editor/cards",
    "/editor/people",
    "/editor/password",
    "/editor/second-factor",
    "/editor/logins",
]
CHANGING = [
    "/editor/logout",
    "/editor/reports/1",
    f"/editor/pages/{PAGE}",
    f"/editor/propose/{PAGE}",
    "/editor/sign",
    "/editor/people",
    "/editor/people/change",
    "/editor/password",
    "/editor/second-factor",
    "/editor/logins",
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


def test_a_report_in_no_known_state_is_refused_and_stays_as_it_was(site):
    number = site.here.reports.submit(PAGE, "Sitting hurts.", note="", address="", content_version="c")
    client = site.editor("ann", "reviewer")
    form = {"csrf": token_of(client.get("/editor")), "version": "1", "answer": "Seen.", "state": "lost"}
    assert client.post(f"/editor/reports/{number}", data=form).status_code == 422
    assert (
        client.post(f"/editor/reports/{number}", data=form | {"state": "kept", "version": "x"}).status_code
        == 422
    )
    assert site.here.reports.one(number).state == "new"
    assert "Seen." not in client.get(f"/editor/reports/{number}").text


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


def test_a_translation_has_a_signature_of_its_own(site, monkeypatch):
    """Who vouches for the English has not read it; where it is signed, the page says by whom."""
    monkeypatch.setattr("pygalgia.texts.known.languages", lambda: ("eo",))
    offered.cache_clear()
    editor, reader = site.editor("ann", "reviewer"), site.client()
    signing(site, editor)
    assert "machine" in reader.get(f"/{PAGE}?lang=eo").text
    assert "checked by Ann" not in reader.get(f"/{PAGE}?lang=eo").text
    with using("eo"):
        content = site.here.catalogue.pages[PAGE].content_sha256
    assert signing(site, editor, tongue="eo", content_sha256="0" * 64).status_code == 409
    assert signing(site, editor, tongue="eo", content_sha256=content).status_code == 303
    assert "checked by Ann" in reader.get(f"/{PAGE}?lang=eo").text
    assert "Esperanto" in editor.get(f"/editor/pages/{PAGE}?tongue=eo").text
    assert editor.get(f"/editor/pages/{PAGE}?tongue=xx").status_code == 404
    assert "eo:" not in reader.get("/changes?lang=en").text
    signing(site, editor, tongue="eo", action="withdraw")
    assert site.here.sign_offs.of(PAGE) is not None
    assert site.here.sign_offs.of(f"eo:{PAGE}") is None
    offered.cache_clear()


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


def proposing(client, text, *, do="check", page="findings/fever", **fields):
    shown = client.get(f"/editor/propose/{page}").text
    usual = {
        "csrf": re.search(r'name="csrf" value="(\w+)"', shown)[1],
        "file": re.search(r'name="file" value="([^"]+)"', shown)[1],
        "digest": re.search(r'name="digest" value="(\w+)"', shown)[1],
        "reason": "It reads better.",
        "text": text(passage_of(shown)),
        "do": do,
    }
    return client.post(f"/editor/propose/{page}", data=usual | fields)


def passage_of(shown):
    return unescape(re.search(r'id="text"[^>]*>\n(.*?)</textarea>', shown, flags=re.DOTALL)[1])


def renamed(text):
    return text.replace("name: Fever", "name: Fever of late", 1)


@pytest.mark.slow
def test_a_proposal_is_checked_shown_and_taken_away_and_changes_nothing(site):
    client = site.editor("ann", "reviewer")
    assert "Lint finds nothing wrong" in proposing(client, renamed).text
    taken = proposing(client, renamed, do="export")
    assert taken.headers["content-disposition"] == 'attachment; filename="findings-fever.patch"'
    assert "-    name: Fever\n+    name: Fever of late" in taken.text
    assert taken.text.startswith("Proposed by: Ann, GP\n")
    assert "It reads better." in taken.text
    assert "Fever of late" not in passage_of(client.get("/editor/propose/findings/fever").text)


@pytest.mark.slow
def test_a_proposal_that_lint_refuses_is_no_file(site):
    client = site.editor("ann", "reviewer")
    answer = proposing(client, lambda text: text.replace("kind: yes-no", "kind: perhaps", 1), do="export")
    assert answer.status_code == 422
    assert "This would not pass" in answer.text
    assert "perhaps" in passage_of(answer.text)


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"reason": ""}, 422), ({"digest": "0" * 64}, 409), ({"file": "triage.yaml"}, 404)],
)
def test_a_proposal_needs_a_reason_its_own_file_and_the_passage_as_it_stands(site, fields, status):
    assert proposing(site.editor("ann", "reviewer"), renamed, **fields).status_code == status


def test_a_page_that_is_not_there_is_neither_shown_nor_signed(site):
    client = site.editor("ann", "reviewer")
    csrf = token_of(client.get("/editor/pages"))
    form = {"csrf": csrf, "password": PASSWORD, "next_review": str(site.clock().date() + timedelta(days=365))}
    path = "/editor/pages/conditions/nowhere"
    assert client.get("/editor/reports/9999").status_code == 404
    assert client.get(path).status_code == 404
    assert client.post(path, data=form | {"content_sha256": ""}).status_code == 404
    assert client.get("/editor/propose/conditions/nowhere").status_code == 404
    together = form | {"kind": "conditions", "page": "conditions/nowhere", "sha:conditions/nowhere": ""}
    assert client.post("/editor/sign", data=together).status_code == 404


def test_a_proposal_that_changes_nothing_is_told_so(site):
    answer = proposing(site.editor("ann", "reviewer"), lambda text: text)
    assert answer.status_code == 422
    assert "change what is wrong" in answer.text


def test_a_reader_proposes_nothing(site):
    assert site.editor("bob", "reader").get("/editor/propose/findings/fever").status_code == 403


def signing_many(site, client, pages, **fields):
    shown = client.get("/editor/sign?kind=findings")
    usual = {
        "csrf": token_of(shown),
        "kind": "findings",
        "page": pages,
        "password": PASSWORD,
        "next_review": str(site.clock().date() + timedelta(days=365)),
        **{f"sha:{path}": site.here.catalogue.pages[path].content_sha256 for path in pages},
    }
    return client.post("/editor/sign", data=usual | fields)


def test_many_pages_are_signed_in_one_go_each_shown_with_its_numbers(site, knowledge):
    client = site.editor("ann", "reviewer")
    shown = client.get("/editor/sign?kind=findings").text
    offered = re.findall(r'name="page" value="([^"]+)"', shown)
    for path in offered:
        name = path.partition("/")[2]
        assert f"- id: {name}\n" in unescape(shown)
    assert signing_many(site, client, offered[:3]).status_code == 303
    assert set(site.here.sign_offs.current()) == set(offered[:3])
    assert not set(offered[:3]) & set(
        re.findall(r'name="page" value="([^"]+)"', client.get("/editor/sign?kind=findings").text)
    )


def test_where_one_of_many_has_changed_none_is_signed(site):
    pages = ["findings/fever", "findings/limp"]
    answer = signing_many(site, site.editor("ann", "reviewer"), pages, **{"sha:findings/limp": "0" * 64})
    assert answer.status_code == 409
    assert site.here.sign_offs.current() == {}


@pytest.mark.parametrize(
    ("pages", "fields", "status"),
    [
        ([], {}, 422),
        (["findings/fever"], {"password": "wrong wrong wrong"}, 403),
        (["findings/fever"], {"kind": "conditions"}, 404),
        (["findings/fever"], {"next_review": "2029-12-31"}, 422),
    ],
)
def test_many_signatures_need_what_one_needs(site, pages, fields, status):
    assert signing_many(site, site.editor("ann", "reviewer"), pages, **fields).status_code == status
    assert site.here.sign_offs.current() == {}


def another(site):
    """Return a second browser in which the same editor has logged in."""
    client = site.client()
    said = {"login": "ann", "password": PASSWORD}
    client.post("/editor/login", data=said, headers={"user-agent": "Library computer <b>2</b>"})
    return client


def lines_of(client):
    return re.findall(r'name="login" value="(\w+)"', client.get("/editor/logins").text)


def ends(client, which, password=PASSWORD):
    page = client.get("/editor/logins")
    return client.post("/editor/logins", data={"csrf": token_of(page), "login": which, "password": password})


def test_an_editor_sees_each_login_and_ends_one_from_elsewhere(site):
    here = site.editor("ann", "reader")
    there = another(site)
    page = here.get("/editor/logins").text
    assert "Library computer &lt;b&gt;2&lt;/b&gt;" in page
    assert "testclient" in page
    assert page.count("this one: log out") == 1

    name, others = lines_of(here)
    assert ends(here, name).status_code == 303

    assert there.get("/editor").headers["location"] == "/editor/login"
    assert here.get("/editor").status_code == 200
    assert others == "others"
    assert "logged in nowhere else" in here.get("/editor/logins").text
    assert site.here.audit.newest()[0].action == "ended a login elsewhere"


def test_an_editor_ends_every_other_login_at_once(site):
    here = site.editor("ann", "reader")
    elsewhere = [another(site), another(site)]
    bob = site.editor("bob", "reader")

    ends(here, "others")

    assert [each.get("/editor").status_code for each in elsewhere] == [303, 303]
    assert [each.get("/editor").status_code for each in (here, bob)] == [200, 200]


def test_a_login_is_ended_with_the_password_only_and_never_one_of_somebody_else(site):
    here, bob = site.editor("ann", "admin"), site.editor("bob", "reader")
    there = another(site)
    name = lines_of(here)[0]

    assert ends(here, name, password="a wrong long phrase").status_code == 403
    assert ends(here, "").status_code == 422
    assert ends(bob, name).status_code == 303

    assert there.get("/editor").status_code == 200


def test_what_a_login_was_made_with_is_deleted_when_it_is_over(site):
    site.editor("ann", "reader")
    site.clock.move(hours=1)
    here = another(site)

    assert lines_of(here) == []
    with site.here.database.read() as session:
        assert session.execute(text("SELECT COUNT(*) FROM editor_sessions")).scalar_one() == 1
