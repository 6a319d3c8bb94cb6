"""What guards every request, whatever page it is for."""

import logging
import re

import pytest

from pygalgia.errors import StorageFullError
from pygalgia.web.edge import security
from web_site import Visitor

#: Whole ways through the site: with `make test`, not with `make quick`.
pytestmark = pytest.mark.slow

READ = [
    "/conditions", "/conditions/coccydynia", "/conditions/coccydynia?view=clinical", "/findings",
    "/findings/onset", "/mechanisms", "/mechanisms/nerve-root-irritation", "/red-flags",
    "/red-flags/saddle-numbness", "/exercises", "/exercises/ex-clam", "/sources", "/search?q=sitting",
    "/changes", "/privacy", "/reports/new?page=conditions/coccydynia", "/editor/login",
]  # fmt: skip
OTHER = [
    "/",
    "/changes.atom",
    "/nowhere",
    "/editor",
    "/api/v1/knowledge",
    "/api/v1/nowhere",
    "/static/css/tokens.css",
]


@pytest.mark.parametrize("path", READ + OTHER)
def test_every_answer_carries_the_security_headers(site, path):
    headers = site.client().get(path).headers
    assert headers["content-security-policy"] == security.POLICY
    assert "unsafe" not in headers["content-security-policy"]
    for name, value in security.HEADERS.items():
        assert headers[name] == value
    assert "server" not in headers


def test_the_policy_lets_in_nothing_from_elsewhere_and_nobody_frames_us(site):
    """The headers were compared with the very table that makes them, so that any table would do."""
    headers = site.client().get("/").headers
    policy = dict(each.strip().split(" ", 1) for each in headers["content-security-policy"].split(";"))
    assert policy.pop("img-src") == "'self' data:"
    nowhere = {"default-src", "base-uri", "frame-ancestors"}
    assert {name for name, value in policy.items() if value == "'none'"} == nowhere
    assert {value for name, value in policy.items() if name not in nowhere} == {"'self'"}
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["permissions-policy"].startswith("camera=(), microphone=(), geolocation=()")


@pytest.mark.parametrize("path", [*READ, "/", "/nowhere"])
def test_no_page_needs_what_the_policy_forbids(site, path):
    page = site.client().get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", page)
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page)
    assert "<style" not in page
    assert "javascript:" not in page


@pytest.mark.parametrize("path", [*READ, "/", "/nowhere"])
def test_no_page_loads_anything_from_elsewhere(site, path):
    page = site.client().get(path).text
    loaded = re.findall(
        r"<(?:script|img|link|iframe|source|form|use)\b[^>]*?(?:src|href|action)=\"([^\"]*)\"", page
    )
    assert [address for address in loaded if not address.startswith(("/", "#"))] == []


@pytest.mark.parametrize("path", [*READ, "/"])
def test_reading_sets_no_cookie(site, path):
    assert "set-cookie" not in site.client().get(path).headers


def test_what_is_not_said_to_be_public_is_not_stored(site):
    assert site.client().get("/editor/login").headers["cache-control"] == "no-store"
    assert site.client().get("/nowhere").headers["cache-control"] == "no-store"


def test_a_page_that_has_not_changed_is_not_sent_again(site):
    client = site.client()
    first = client.get("/conditions/coccydynia")
    again = client.get("/conditions/coccydynia", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_static_files_named_by_their_content_are_kept_for_ever(site):
    page = site.client().get("/conditions").text
    sheet = re.search(r'href="(/static/css/tokens\.css\?v=\w+)"', page)[1]
    assert "immutable" in site.client().get(sheet).headers["cache-control"]
    assert site.client().get("/static/css/tokens.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/"]
)
def test_only_static_files_are_static(site, path):
    assert site.client().get(path).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(site, headers):
    data = {"page": "conditions/coccydynia", "passage": "x"}
    assert site.client().post("/reports", data=data, headers=headers).status_code == 403
    assert site.here.reports.queue() == ()


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {}])
def test_our_own_form_is_taken(site, headers):
    data = {"page": "conditions/coccydynia", "passage": "x"}
    assert site.client().post("/reports", data=data, headers=headers).status_code == 303


def test_another_host_name_is_refused(site):
    assert site.client().get("/conditions", headers={"host": "evil.example"}).status_code == 400


def test_a_body_that_is_too_large_is_refused(site):
    assert site.client().post("/reports", content=b"x" * 300_000).status_code == 413


def test_a_body_that_hides_its_length_is_refused_all_the_same(site):
    def pieces():
        for _ in range(40):
            yield b"x" * 10_000

    answer = site.client().post("/api/v1/assess", content=pieces())
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/too-large"


def test_an_unforeseen_error_is_answered_calmly_and_logged_without_its_words(site, monkeypatch, caplog):
    def broken(*_):
        message = "the answer was: my fever"
        raise RuntimeError(message)

    monkeypatch.setattr(type(site.here.content), "search", broken)
    with caplog.at_level(logging.DEBUG):
        answer = site.client().get("/search?q=x", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert "fever" not in answer.text + caplog.text
    assert "RuntimeError at" in caplog.text


def test_a_form_cannot_send_files(site):
    answer = site.client().post(
        "/reports", files={"passage": ("a.txt", b"x")}, data={"page": "conditions/coccydynia"}
    )
    assert answer.status_code in (400, 422)
    assert site.here.reports.queue() == ()


@pytest.mark.parametrize("path", [*READ, *OTHER, "/static/"])
def test_wherever_get_is_answered_head_is_with_the_same_headers_and_nothing_after(site, path):
    client = site.client()
    full, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (full.status_code, b"")
    for name in ("content-type", "content-length", "etag", "location", "cache-control"):
        assert head.headers.get(name) == full.headers.get(name)


def test_a_request_with_two_lengths_is_refused_and_its_connection_closed(site):
    headers = {"content-length": "5", "transfer-encoding": "chunked"}
    answer = site.client().post("/api/v1/assess", content=b"{}", headers=headers)
    assert answer.status_code == 400
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("number", ["0", "-1", str(2**63), "9" * 300])
def test_a_report_of_an_impossible_number_is_not_there(site, number):
    editor = site.editor("ann", "admin")
    assert editor.get(f"/editor/reports/{number}").status_code in (404, 422)


def test_beginning_has_its_limit_for_each_address(site):
    codes = [site.client().post("/begin", data={}).status_code for _ in range(2)]
    site.here.limits.beginnings.burst = site.here.limits.beginnings.per_minute = 1
    for path in ("/begin", "/clinician/begin"):
        site.client().post(path, data={})
        codes.append(site.client().post(path, data={}).status_code)
    assert codes == [303, 303, 429, 429]


def test_a_full_disk_is_said_and_what_is_kept_can_be_deleted(site, monkeypatch):
    visitor = Visitor(site.client()).begin()

    def full(self, *_):
        raise StorageFullError

    for way in ("write", "change_at_once"):
        monkeypatch.setattr(type(site.here.database), way, full)
    answer = visitor.send("/interview", question="for-whom", answer="self")
    assert answer.status_code == 507
    assert "no room" in answer.text
    assert "deleted" in answer.text
    monkeypatch.undo()
