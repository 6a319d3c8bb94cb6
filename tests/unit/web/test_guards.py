"""What guards forms, cookies and addresses: each test fails when its guard is taken away."""

import logging
import re

import pytest
from starlette.datastructures import FormData
from starlette.routing import Route
from starlette.testclient import TestClient

from pygalgia.web.app import AREAS
from pygalgia.web.edge.forms import Form
from pygalgia.web.edge.limits import Bucket, Limits
from pygalgia.web.edge.problem_answers import is_of_records
from pygalgia.web.edge.problems import WebProblem
from pygalgia.web.edge.settings import Settings, from_environment
from web_site import Visitor, token_of

#: Whole ways through the site: with `make test`, not with `make quick`.
pytestmark = pytest.mark.slow

#: Forms that anybody may send: there is no login or visit yet that another site could misuse.
FOR_ANYBODY = {"/reports", "/editor/login", "/back/{token}"}


def routes(router):
    """Give every route of a router, and of those it was put together from."""
    for each in router.routes:
        if isinstance(each, Route):
            yield each
        else:
            yield from routes(each.original_router)


POSTED = {
    each.path
    for area in AREAS
    for each in routes(area.router)
    if "POST" in each.methods and not each.path.startswith("/api/") and not is_of_records(each.path)
}
WHOLE = {
    (method, each.path)
    for area in AREAS
    for each in routes(area.router)
    for method in each.methods - {"HEAD"}
    if each.path.startswith("/editor")
}
#: What an editor of any role may do, and what needs more than the role of a reader.
FOR_EVERY_EDITOR = {
    ("GET", "/editor"), ("GET", "/editor/reports/{number}"), ("GET", "/editor/pages"),
    ("GET", "/editor/pages/{kind}/{name}"), ("GET", "/editor/password"), ("POST", "/editor/password"),
    ("GET", "/editor/login"), ("POST", "/editor/login"), ("POST", "/editor/logout"),
    ("GET", "/editor/second-factor"), ("POST", "/editor/second-factor"),
    ("GET", "/editor/logins"), ("POST", "/editor/logins"),
}  # fmt: skip
FOR_REVIEWERS = {
    ("POST", "/editor/reports/{number}"), ("POST", "/editor/pages/{kind}/{name}"), ("GET", "/editor/sign"),
    ("POST", "/editor/sign"), ("GET", "/editor/propose/{kind}/{name}"),
    ("POST", "/editor/propose/{kind}/{name}"), ("GET", "/editor/log"), ("GET", "/editor/cards"),
}  # fmt: skip
FOR_ADMINS = {("GET", "/editor/people"), ("POST", "/editor/people"), ("POST", "/editor/people/change")}
OF_EDITORS = sorted(path for path in POSTED - FOR_ANYBODY if path.startswith("/editor"))
OF_A_VISIT = sorted(path for path in POSTED - FOR_ANYBODY if not path.startswith("/editor"))


def test_every_area_is_looked_at():
    some = {"/interview", "/clinician/examination", "/my-data/delete", "/diary", "/editor/people"}
    assert some | FOR_ANYBODY <= POSTED


@pytest.fixture
def person(site):
    """A person with an answer, a note and a link: something to lose by every form."""
    visitor = Visitor(site.client()).begin()
    visitor.answer()
    visitor.send("/diary", worst="6")
    visitor.send("/my-data/links", purpose="return")
    return visitor


@pytest.mark.parametrize("csrf", [None, "", "0" * 64, "ä"])
@pytest.mark.parametrize("path", OF_A_VISIT)
def test_a_form_of_a_visit_without_its_token_changes_nothing(person, path, csrf):
    """The guard was once taken away and no test noticed."""
    link = re.search(r"/my-data/links/([\w-]+)/revoke", person.page("/my-data"))[1]
    before = person.page("/my-data/pygalgia-my-data.json")
    form = {"do": "answer", "value": "30", "question": "age", "worst": "3", "delete": "yes"}
    form |= {} if csrf is None else {"csrf": csrf}
    answer = person.browser.post(path.format(index=0, link=link, token="x"), data=form)
    assert answer.status_code == 403
    assert "This page was open for too long" in answer.text
    assert "set-cookie" not in answer.headers
    assert person.page("/my-data/pygalgia-my-data.json") == before


@pytest.mark.parametrize("path", OF_EDITORS)
def test_a_form_of_the_editors_without_the_token_of_their_login_changes_nothing(site, path):
    ann = site.editor("ann", "admin")
    before = site.here.audit.newest()
    address = path.format(number=1, kind="conditions", name="coccydynia")
    for data in ({}, {"csrf": ""}, {"csrf": "ä"}):
        assert ann.post(address, data=data).status_code == 403
    assert site.here.audit.newest() == before
    assert ann.get("/editor").status_code == 200


def test_no_link_is_given_out_to_what_was_deleted_meanwhile(person, site, monkeypatch):
    monkeypatch.setattr(type(site.here.interviews), "share", lambda *_: None)
    answer = person.send("/my-data/links", purpose="return")
    assert answer.status_code == 404
    assert "/back/" not in answer.text


def test_every_route_of_the_editors_says_whom_it_is_for():
    assert FOR_EVERY_EDITOR | FOR_REVIEWERS | FOR_ADMINS == WHOLE


@pytest.mark.parametrize(
    ("role", "closed"), [("reader", FOR_REVIEWERS | FOR_ADMINS), ("reviewer", FOR_ADMINS)]
)
def test_no_role_reaches_what_needs_a_higher_one(site, role, closed):
    """Signing many pages, proposals and roles could be opened to every reader, and no test noticed."""
    client = site.editor("bob", role)
    csrf = token_of(client.get("/editor"))
    for method, path in sorted(closed):
        address = path.format(number=1, kind="conditions", name="coccydynia")
        answer = client.request(method, address, data={"csrf": csrf} if method == "POST" else None)
        assert (answer.status_code, "Your role does not allow this" in answer.text) == (403, True), path


def test_the_token_of_one_visit_is_no_good_for_another(person, site):
    other = Visitor(site.client()).begin()
    assert person.browser.post("/my-data/delete", data={"csrf": other.token}).status_code == 403


def test_the_token_does_not_give_the_cookie_away(person):
    cookie = person.browser.cookies["pygalgia-person"]
    assert person.token != cookie
    assert cookie not in person.page("/interview")


@pytest.fixture
def over_https(site):
    """A browser that reaches the application over HTTPS."""
    return TestClient(site.app, base_url="https://testserver", follow_redirects=False)


def test_over_https_a_cookie_is_bound_to_this_host_and_never_sent_without(over_https):
    answer = over_https.post("/begin")
    name, *parts = (part.strip() for part in answer.headers["set-cookie"].split(";"))
    assert name.startswith("__Host-pygalgia-person=")
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Secure"} <= set(parts)
    assert over_https.get("/interview").status_code == 200
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_a_cookie_that_is_not_bound_to_the_host_opens_nothing_over_https(over_https, person):
    """Another name below the same domain could have planted it."""
    over_https.cookies.set("pygalgia-person", person.browser.cookies["pygalgia-person"])
    assert over_https.get("/interview").status_code == 404


def test_a_persons_cookie_is_out_of_reach_of_scripts_and_lasts_as_long_as_the_answers(site):
    cookie = site.client().post("/begin").headers["set-cookie"]
    parts = {part.strip() for part in cookie.split(";")}
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= parts
    assert f"Max-Age={site.here.settings.keep_days * 86_400}" in parts


def test_without_https_nothing_is_said_about_it(site):
    assert "strict-transport-security" not in site.client().get("/").headers


@pytest.mark.parametrize("path", OF_A_VISIT)
def test_a_form_of_a_visit_is_refused_from_another_site(person, path):
    before = person.page("/my-data/pygalgia-my-data.json")
    data = {"csrf": person.token, "do": "stop", "worst": "3", "delete": "yes"}
    headers = {"sec-fetch-site": "cross-site"}
    answer = person.browser.post(path.format(index=0, link="x"), data=data, headers=headers)
    assert answer.status_code == 403
    assert "This came from another site" in answer.text
    assert person.page("/my-data/pygalgia-my-data.json") == before


def test_another_program_may_call_the_api_from_anywhere(site):
    answer = site.client().post("/api/v1/next-question", json={}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200


@pytest.mark.parametrize("length", ["many", "-1"])
def test_a_length_that_is_no_number_is_refused(site, length):
    answer = site.client().post("/reports", content=b"x", headers={"content-length": length})
    assert answer.status_code == 413


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "NONSENSE"])
def test_no_method_is_answered_that_no_route_names(site, method):
    for path in ("/", "/interview", "/my-data", "/editor", "/api/v1/assess"):
        assert site.client().request(method, path).status_code == 405, path


def test_no_form_takes_a_file(person):
    answer = person.browser.post("/interview", data={"csrf": person.token}, files={"text": ("a.txt", b"x")})
    assert answer.status_code == 400


def test_no_form_has_more_fields_than_any_of_ours(person):
    form = {"csrf": person.token} | {f"field-{number}": "x" for number in range(500)}
    assert person.browser.post("/diary", data=form).status_code == 400


def form(**fields):
    return Form(FormData(fields))


def test_a_field_that_is_too_long_or_missing_is_refused_with_every_other():
    sent = form(note="x" * 11)
    assert sent.text("note", most=11) == "x" * 11
    sent.refuse_problems()
    sent.text("note", most=10)
    sent.text("page", most=10, needed=True)
    with pytest.raises(WebProblem) as refused:
        sent.refuse_problems()
    assert [each.where for each in refused.value.problems] == ["note", "page"]
    assert refused.value.status_code == 422


def test_a_field_holds_no_character_that_a_database_refuses():
    assert form(note=" a\x00b\r\nc ").text("note", most=10) == "ab\nc"
    assert form(note=" a\x00b ").word("note") == "ab"


@pytest.mark.parametrize("token", ["", "0", "ä"])
def test_only_the_very_token_is_carried(token):
    assert not form(csrf=token).carries("1" * 64)
    assert form(csrf="1" * 64).carries("1" * 64)


def test_each_kind_of_request_has_its_limit(site):
    client = site.client()
    site.here.editors.add("ann", "a long and quiet phrase", name="Ann", role="reader", by="the test")
    wrong = {"login": "nobody", "password": "wrong wrong wrong"}
    codes = [client.post("/editor/login", data=wrong).status_code for _ in range(11)]
    assert codes == [401] * 10 + [429]
    assert int(client.post("/editor/login", data=wrong).headers["retry-after"]) > 0


def test_without_a_limit_nobody_waits():
    assert not Limits(per_minute=0).is_on


def test_a_full_bucket_is_forgotten_and_memory_stays_bounded(monkeypatch):
    from pygalgia.web.edge import limits

    monkeypatch.setattr(limits, "_MOST_ADDRESSES", 10)
    bucket = Bucket(burst=2, per_minute=1, clock=lambda: 0.0)
    for number in range(50):
        bucket.wait_seconds(str(number))
    assert len(bucket._levels) <= 11


@pytest.mark.parametrize("days", ["0", "3651", "-1", "1.5", "²", ""])
def test_a_setting_outside_its_limits_is_refused(days):
    from pygalgia.errors import RequestError

    with pytest.raises(RequestError):
        from_environment({"PYGALGIA_KEEP_DAYS": days})


def test_only_this_machine_is_answered_unless_a_setting_says_more():
    assert Settings(database_url="sqlite://").hosts == ("127.0.0.1", "localhost", "[::1]")


def test_a_long_address_is_not_repeated_whole(site):
    page = site.client().get("/conditions/" + "x" * 500).text
    assert "x" * 80 in page
    assert "x" * 81 not in page


def test_what_was_found_in_a_request_is_repeated_only_in_part(site):
    answer = site.client().post("/api/v1/next-question", json={"interview": {"id": 7, "x": "y" * 500}})
    assert "y" * 100 not in answer.text


def test_an_error_after_the_answer_began_is_not_answered_twice(caplog):
    from pygalgia.web.edge.security import _Quiet

    sent = []

    async def broken(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        message = "the answer was: my fever"
        raise RuntimeError(message)

    async def send(message):
        sent.append(message["type"])

    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    async def answer():
        await _Quiet(broken)({"type": "http"}, None, send)

    # In a thread: after the browser's tests a loop runs in the main one.
    with caplog.at_level(logging.DEBUG), ThreadPoolExecutor(1) as threads:
        threads.submit(lambda: asyncio.run(answer())).result()
    assert sent == ["http.response.start"]
    assert "fever" not in caplog.text


def test_an_editor_may_have_a_case_of_their_own_in_the_same_browser(site):
    """Every form outside the editors' area carried the token of the editor's login, and was refused."""
    client = site.editor("ann", "reviewer")
    clinician = Visitor(client).begin("/clinician/begin").go_to("screen/nerves")
    assert clinician.send("/clinician/examination", **{"result:gait": "normal"}).status_code == 303
    assert client.post("/editor/logout", data={"csrf": token_of(client.get("/editor"))}).status_code == 303
