"""Record what the project says, and compare two records: a change that should change nothing is held to it.

    python tests/recorder/behaviour.py record FILE
    python tests/recorder/behaviour.py compare FILE [--show 5] [--like PATTERN]

A record holds the assessment of every case in `cases/`, the papers of some of them, and every kind of page
and API answer, each with its headers. Tokens, ids and hashes of content are taken out; the clock stands.
`compare` records anew, says how much is the same, shows how the first differences read, and ends with 1
where there is any.
"""

import argparse
import difflib
import gzip
import io
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path

CASES = Path(__file__).parents[2] / "cases"
#: Every so many cases one is drawn for its readers too.
PAPER_EVERY = 12
PASSWORD = "a long and quiet phrase"
CASE = {
    "schema": "pygalgia/case/1",
    "id": "a",
    "age_years": 46,
    "sex": "female",
    "setting": "primary-care",
    "answers": {"pain-site": ["buttock-left", "posterior-thigh-left"], "onset": "sudden", "fever": False},
}
HEADERS = (
    "content-type", "location", "cache-control", "set-cookie", "content-disposition", "retry-after",
    "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy",
    "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy",
)  # fmt: skip
#: What differs from run to run, and what stands for it.
VARYING = (
    (re.compile(r"(pygalgia-(?:person|editor)=)[^;]+"), r"\1TOKEN"),
    (re.compile(r"expires=[^;]+ GMT"), "expires=DATE"),
    (re.compile(r"/(back|case)/[\w-]{20,}"), r"/\1/TOKEN"),
    (re.compile(r"/links/[\w-]+/revoke"), "/links/ID/revoke"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "SHA256"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "ID"),
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
    (re.compile(r"\?v=[0-9a-f]{12}"), "?v=HASH"),
    (re.compile(r"knowledge [0-9a-f]{12}\b"), "knowledge HASH"),
    (re.compile(r"<code>[0-9a-f]{12}</code>"), "<code>HASH</code>"),
)

Record = dict[str, str]


def main() -> int:
    """Record, or compare with a record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("record", "compare"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--like", default="", help="show only those whose name matches this pattern")
    parser.add_argument("--show", type=int, default=5, help="how many differences to show")
    asked = parser.parse_args()
    made = recorded()
    if asked.what == "record":
        asked.file.write_bytes(gzip.compress(json.dumps(made).encode(), 6))
        print(f"{len(made)} answers recorded, {_digest(made)}")
        return 0
    # A pattern that came after the record was made holds for it too.
    before = json.loads(gzip.decompress(asked.file.read_bytes()))
    return compared(
        {name: _steady(text) for name, text in before.items()}, made, show=asked.show, like=asked.like
    )


def compared(before: Record, after: Record, *, show: int, like: str = "") -> int:
    """Print how two records differ; return 1 if they do, else 0."""
    changed = [name for name in before if name in after and before[name] != after[name]]
    gone = [name for name in before if name not in after]
    new = [name for name in after if name not in before]
    print(f"{len(before)} answers before: {len(changed)} differ, {len(gone)} are gone; {len(new)} are new")
    for name in [each for each in changed if re.search(like, each)][:show]:
        lines = difflib.unified_diff(_lines(before[name]), _lines(after[name]), lineterm="", n=1)
        print(f"\n== {name}", *list(lines)[2:30], sep="\n")
    for sign, names in (("-", gone), ("+", new), ("!", changed)):
        for kind, count in Counter(_sort_of(name) for name in names).most_common():
            print(f"{sign} {count:4} {kind}")
    return 1 if changed or gone or new else 0


def recorded() -> Record:
    """Return name to what was answered, without what differs from run to run."""
    import pygalgia

    knowledge = pygalgia.load()
    made = {name: _steady(text) for name, text in assessments(knowledge)}
    with tempfile.TemporaryDirectory() as folder:
        made |= Site(knowledge, Path(folder)).visited()
    return made


def _sort_of(name: str) -> str:
    """Return a name without its last part: what it is one of."""
    return re.sub(r"[\w.-]+(?=(\?[^/]*)?$)", "*", name)


def _lines(text: str) -> list[str]:
    return text.replace(', "', ',\n"').replace(',"', ',\n"').split("\n")


def _digest(made: Record) -> str:
    return sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()[:12]


def _steady(text: str) -> str:
    for pattern, instead in VARYING:
        text = pattern.sub(instead, text)
    return text


def assessments(knowledge) -> Iterator[tuple[str, str]]:
    """Give every case's assessment as JSON, and some of them as they are drawn for readers."""
    from rich.console import Console

    import pygalgia
    from pygalgia.report import as_document, print_assessment
    from pygalgia.report.page import page
    from pygalgia.report.plain_text import plain_text

    for place, path in enumerate(sorted(CASES.rglob("*.yaml"))):
        name = path.relative_to(CASES)
        assessment = pygalgia.assess(pygalgia.read_case(path, knowledge), knowledge)
        yield f"assess {name}", json.dumps(as_document(assessment), indent=0, ensure_ascii=False)
        if place % PAPER_EVERY == 0:
            written = io.StringIO()
            print_assessment(
                assessment, knowledge.base, Console(width=100, no_color=True, file=written, highlight=False)
            )
            yield f"terminal {name}", written.getvalue()
            yield f"text {name}", plain_text(assessment, knowledge.base)
            yield f"html {name}", page(assessment, knowledge.base)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2030, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


class Site:
    """The web application, and everything that was seen in it."""

    def __init__(self, knowledge, folder: Path) -> None:
        from pygalgia.web.app import Settings, create_app

        self.clock = Clock()
        self.app = create_app(
            Settings(
                database_url=f"sqlite:///{folder / 'record.sqlite3'}",
                hosts=("testserver",),
                requests_per_minute=0,
            ),
            knowledge=knowledge,
            clock=self.clock,
        )
        self.here = self.app.state.services
        self.seen: Record = {}

    def visited(self) -> Record:
        """Return every page and answer."""
        for walk in (self.readers, self.api, self.person, self.patient, self.strangers, self.editors):
            walk()
        self.here.database.close()
        return self.seen

    def browser(self):
        """Return a browser without cookies."""
        from starlette.testclient import TestClient

        return TestClient(self.app, follow_redirects=False)

    def see(self, name: str, answer):
        """Note an answer, and return it."""
        name = _steady(name)
        while name in self.seen:
            name += "'"
        body = answer.text if "pdf" not in answer.headers.get("content-type", "") else answer.text[:5]
        headers = [f"{each}: {answer.headers[each]}" for each in HEADERS if each in answer.headers]
        self.seen[name] = _steady("\n".join((str(answer.status_code), *headers, "", body)))
        return answer

    def get(self, browser, path: str, name: str = ""):
        """Ask for a page, and note it."""
        return self.see(f"GET {name or path}", browser.get(path))

    def post(self, browser, path: str, name: str = "", /, **data):
        """Send a form, and note the answer."""
        return self.see(f"POST {name or path}", browser.post(path, data=data))

    def readers(self) -> None:
        """See every page that readers have."""
        browser = self.browser()
        for path in ("", "privacy", "read", "changes", "changes.atom", "reports/thanks", "nothing-here"):
            self.get(browser, f"/{path}")
        for query in ("fever", "piriformis", "sciatca", "", "<b>"):
            self.get(browser, f"/search?q={query}")
        for kind in self.here.catalogue.entries:
            self.get(browser, f"/{kind}")
            self.get(browser, f"/{kind}/nothing-here")
        for path, content in self.here.catalogue.pages.items():
            self.get(browser, f"/{path}")
            if content.kind == "conditions":
                self.get(browser, f"/{path}?view=clinical")
        first = next(iter(self.here.catalogue.pages))
        self.get(browser, f"/reports/new?page={first}")
        self.get(browser, "/reports/new?page=nothing")
        note = {"note": "is that so?", "address": "a@b.org"}
        self.post(browser, "/reports", page=first, passage="so it says", **note)
        self.post(browser, "/reports", page=first, passage="")
        self.post(browser, "/reports", page=first, passage="x", website="spam")
        for exercise, entry in self.here.catalogue.entries["exercises"].items():
            for pose in entry.scene.poses[:1]:
                self.get(browser, f"/pictures/{exercise}/{pose.name}.svg")
        self.get(browser, "/pictures/nothing/at-all.svg")

    def api(self) -> None:
        """See what programs get."""
        browser = self.browser()
        self.get(browser, "/api/v1/openapi.json")
        self.get(browser, "/api/v1/knowledge")
        for kind in (*self.here.catalogue.entries, "figures", "guidance", "services", "regions", "nothing"):
            listed = self.get(browser, f"/api/v1/knowledge/{kind}").json()
            for name in sorted(each["id"] for each in listed.get("entries", []))[:3]:
                self.get(browser, f"/api/v1/knowledge/{kind}/{name}")
        self.see("POST assess", browser.post("/api/v1/assess", json=CASE))
        for name, wrong in (("age", {"age_years": -1}), ("finding", {"answers": {"nothing": True}})):
            self.see(f"POST assess, wrong {name}", browser.post("/api/v1/assess", json=CASE | wrong))
        self.see("POST assess, too large", browser.post("/api/v1/assess", content=b"x" * 300_000))
        step, so_far = "/api/v1/next-question", {}
        for place in range(40):
            answer = self.see(f"POST next-question {place}", browser.post(step, json=so_far))
            asked = answer.json().get("ask")
            if asked is None:
                break
            so_far = {"interview": answer.json()["interview"], "answer": _said(asked["question"])}
        for action in ("back", "continue", "end"):
            self.see(
                f"POST next-question, {action}",
                browser.post(
                    "/api/v1/next-question",
                    json={"interview": answer.json()["interview"], "action": action},
                ),
            )
        self.see("POST next-question, wrong", browser.post("/api/v1/next-question", json={"answer": {}}))

    def person(self) -> None:
        """Live through an interview, its result, a diary, and what is done with one's own data."""
        browser = self.browser()
        self.get(browser, "/begin", "begin, nothing there")
        self.get(browser, "/interview", "interview, nothing there")
        self.post(browser, "/begin", "begin")
        self.get(browser, "/", "front, under way")
        self.walk(browser, "self", ticked=0)
        token = _csrf(browser)
        answers = self.get(browser, "/interview/answers").text
        for index in dict.fromkeys(re.findall(r'href="(/interview/answers/\d+)"', answers)):
            self.get(browser, index)
        self.post(browser, "/interview/answers/0", csrf=token, answer="", do="answer")
        self.get(browser, "/interview/answers/999")
        self.change(browser)
        self.walk(browser, "after the change", ticked=0)
        self.get(browser, "/result")
        self.get(browser, "/result/pygalgia.pdf")
        self.post(browser, "/interview/go-on", csrf=token)
        self.get(browser, "/interview", "interview, gone on")
        self.post(browser, "/interview", "interview, stop", csrf=token, do="stop")
        self.get(browser, "/result", "result, stopped")
        self.diary(browser, token)
        self.keeping(browser, token)

    def change(self, browser) -> None:
        """Change the first answer that can be changed by itself to its last option."""
        for index in range(40):
            page = browser.get(f"/interview/answers/{index}")
            if page.status_code == 200 and _kind(page.text) in ("choice", "one", "yes-no", "one-of"):
                options = _values(page.text, "answer")
                self.post(
                    browser, f"/interview/answers/{index}", f"change {_value(page.text, 'question')}",
                    csrf=_value(page.text, "csrf"), question=_value(page.text, "question"),
                    answer=options[-1], do="answer",
                )  # fmt: skip

    def walk(self, browser, name: str, *, ticked: int) -> None:
        """Answer question after question; every form is sent empty and without its token first."""
        kinds = set()
        for _ in range(80):
            page = browser.get("/interview")
            if page.status_code != 200:
                break
            question, kind = _value(page.text, "question"), _kind(page.text)
            self.see(f"question {name} {question}", page)
            told = {"csrf": _value(page.text, "csrf"), "question": question}
            if kind not in kinds:
                kinds.add(kind)
                self.post(browser, "/interview", f"empty {name} {kind}", **told, do="answer")
                self.post(browser, "/interview", f"no token {name} {kind}", question=question, do="skip")
                self.post(browser, "/interview", f"old page {name} {kind}", **told | {"question": "x"})
            chosen = _chosen(page.text, ticked=ticked)
            self.post(browser, "/interview", f"answer {name} {question}", **told, **chosen)

    def diary(self, browser, token: str) -> None:
        """Keep a diary of some days."""
        self.get(browser, "/diary", "diary, empty")
        self.post(browser, "/diary", "diary, wrong", csrf=token, worst="11")
        signs = [each.finding for each in self.here.knowledge.base.care.watch.new_signs]
        for days, worst in enumerate(("7", "5", "8")):
            self.clock.moment += timedelta(days=1)
            more = {"sign": signs[0]} if days == 2 else {}
            self.post(browser, "/diary", csrf=token, worst=worst, sleep="good", done="some", note="n", **more)
            self.get(browser, "/diary", f"diary, day {days}")
        self.get(browser, "/diary/pygalgia.ics?zone=Europe/Berlin")

    def keeping(self, browser, token: str) -> None:
        """Make, use and revoke links; download; delete."""
        self.get(browser, "/my-data")
        links = {}
        for purpose in ("return", "clinician"):
            self.clock.moment += timedelta(minutes=1)
            made = self.post(browser, "/my-data/links", f"link {purpose}", csrf=token, purpose=purpose)
            links[purpose] = re.search(r"/(?:back|case)/[\w-]{20,}", made.text)[0]
        other = self.browser()
        self.get(other, links["return"])
        self.get(other, links["clinician"])
        self.post(other, links["return"], "back/TOKEN")
        self.get(other, "/interview/answers", "answers, elsewhere")
        revoke = re.search(r"/my-data/links/[\w-]+/revoke", browser.get("/my-data").text)[0]
        self.post(browser, revoke, "revoke, no token")
        self.post(browser, revoke, "revoke", csrf=token)
        self.get(browser, "/my-data/pygalgia-my-data.json")
        self.get(browser, "/begin", "begin, something there")
        self.post(browser, "/begin", "begin anew, not agreed", csrf=token)
        self.post(browser, "/my-data/delete", "delete, no token")
        self.post(browser, "/my-data/delete", sure="yes", csrf=token)
        self.get(browser, "/result", "result, deleted")
        self.get(browser, links["clinician"], "shared, deleted")

    def patient(self) -> None:
        """Live through the same as a clinician, then examine."""
        browser = self.browser()
        self.get(browser, "/clinician")
        self.post(browser, "/clinician/begin", "clinician begins")
        self.get(browser, "/clinician", "clinician, under way")
        self.walk(browser, "patient", ticked=1)
        token = _csrf(browser)
        self.get(browser, "/result", "result, patient")
        for query in ("", "?laboratory=true"):
            page = self.get(browser, f"/clinician/examination{query}")
            laboratory = {"laboratory": "yes"} if query else {}
            for finding in re.findall(r'class="card test" id="([^"]+)"', page.text)[:3]:
                result, value = f"result:{finding}", f"value:{finding}"
                states = _values(page.text, result)
                for given in ({}, {value: "1e999"}, {result: "not-done"}, {result: "".join(states[:1])}):
                    self.post(
                        browser, "/clinician/examination", f"examined {finding} {given}",
                        csrf=token, **given, **laboratory,
                    )  # fmt: skip
            self.get(browser, f"/clinician/examination{query}", f"examined{query}")
        self.post(
            browser, "/clinician/examination", "examined nothing", csrf=token, **{"result:nothing": "present"}
        )
        self.get(browser, "/clinician/summary")
        self.get(browser, "/result", "result, examined")
        self.get(browser, "/interview/answers", "answers, examined")

    def strangers(self) -> None:
        """See what is refused."""
        browser = self.browser()
        for path in ("/back/nothing", "/case/nothing", "/my-data", "/result", "/diary", "/editor"):
            self.get(browser, path, f"stranger {path}")
        for header in ({"sec-fetch-site": "cross-site"}, {"origin": "http://elsewhere"}):
            self.see(f"foreign {header}", browser.post("/begin", headers=header))
        self.see("wrong host", browser.get("/", headers={"host": "elsewhere"}))
        self.see("wrong method", browser.put("/begin"))
        self.see("a program's 404", browser.get("/nothing", headers={"accept": "application/json"}))

    def editors(self) -> None:
        """Work through the editors' area."""
        self.here.editors.add("ada", PASSWORD, name="Ada", role="admin", qualification="GP", by="record")
        browser = self.browser()
        self.get(browser, "/editor/login")
        self.post(browser, "/editor/login", "login, wrong", login="ada", password="wrong")
        self.post(browser, "/editor/login", "login", login="ada", password=PASSWORD)
        page = next(iter(self.here.catalogue.pages))
        for path in ("", "?state=kept", "/reports/1", "/reports/99", "/log", "/people", "/password"):
            self.get(browser, f"/editor{path}")
        for kind in self.here.catalogue.entries:
            self.get(browser, f"/editor/pages?kind={kind}")
        form = self.get(browser, f"/editor/pages/{page}").text
        token, content = _value(form, "csrf"), _value(form, "content_sha256")
        review = (self.clock.moment + timedelta(days=90)).date().isoformat()
        told = {"csrf": token, "content_sha256": content, "password": PASSWORD}
        sign = f"/editor/pages/{page}"
        self.post(browser, sign, "sign, no token", **told | {"csrf": ""}, next_review=review)
        self.post(browser, sign, "sign, too late", **told, next_review="2050-01-01")
        self.post(browser, sign, "sign, other content", **told | {"content_sha256": "x"}, next_review=review)
        self.post(browser, sign, "sign, other password", **told | {"password": "x"}, next_review=review)
        self.post(browser, sign, "sign", **told, next_review=review)
        self.get(browser, sign, "signed")
        self.get(browser, f"/{page}", "signed page")
        self.post(browser, sign, "withdraw", **told, action="withdraw")
        self.post(browser, "/editor/reports/1", csrf=token, state="kept", answer="so it is", version="1")
        self.post(browser, "/editor/reports/1", csrf=token, state="x", answer="so it is", version="y")
        self.get(browser, "/editor/reports/1", "report, answered")
        new = {"login": "bob", "password": PASSWORD, "name": "Bob", "role": "reader", "qualification": "PT"}
        self.post(browser, "/editor/people", csrf=token, **new)
        self.post(browser, "/editor/people", "people, reviewer", csrf=token, **new | {"role": "reviewer"})
        self.post(browser, "/editor/people/change", csrf=token, login="bob", role="reviewer", active="no")
        self.get(browser, "/editor/log", "log, later")
        self.post(browser, "/editor/password", csrf=token, old="x", new="another quiet phrase")
        self.post(browser, "/editor/password", csrf=token, old=PASSWORD, new="another quiet phrase")
        self.get(browser, "/changes", "changes, later")
        self.post(browser, "/editor/logout", csrf=token)


def _said(question: dict) -> dict[str, object]:
    """Return an answer to a question of the API."""
    name, kind, options = question["id"], question["kind"], question["options"]
    if kind == "several":
        return {"question": name, "ticked": [options[0]["id"]]}
    if kind == "regions":
        return {"question": name, "given": ["buttock-left"]}
    if kind == "number" and name == "age":
        return {"question": name, "given": 46}
    return {"question": name, "given": options[-1]["id"] if options else "unknown"}


def _chosen(page: str, *, ticked: int) -> dict[str, object]:
    """Return an answer to the question that a page puts; of a list, so many lines from every second one."""
    kind = _kind(page)
    if kind == "regions":
        return {"do": "answer", "region": ["buttock-left", "posterior-thigh-left"]}
    if kind == "several":
        chosen = _values(page, "tick")[1::2][:ticked]
        return {"do": "answer", "tick": chosen} if chosen else {"do": "answer", "none": "yes"}
    if kind == "text":
        return {"do": "answer", "text": "a deep ache"}
    options = _values(page, "answer")
    if not options:
        return {"do": "answer", "value": "46"} if "years" in page else {"do": "unknown"}
    usual = ("self", "female", "not-pregnant", "deep", "gradual", "absent")
    wanted = [each for each in usual if each in options]
    return {"do": "answer", "answer": (wanted or options)[0]}


def _kind(page: str) -> str:
    return re.search(r'data-kind="([\w-]+)"', page)[1]


def _value(page: str, name: str) -> str:
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])


def _values(page: str, name: str) -> list[str]:
    return [unescape(each) for each in re.findall(rf'name="{name}" value="([^"]*)"', page)]


def _csrf(browser) -> str:
    return _value(browser.get("/my-data").text, "csrf")


if __name__ == "__main__":
    sys.exit(main())
