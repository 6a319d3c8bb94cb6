"""A running application for tests."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from starlette.testclient import TestClient

PASSWORD = "a long and quiet phrase"


def opened(browser: TestClient, path: str, *, most: int) -> tuple[str, object]:
    """Return where a browser arrives that follows at most so many redirections, and what it is answered."""
    answer = browser.get(path)
    for _ in range(most):
        if answer.status_code != 303:
            break
        path = answer.headers["location"]
        answer = browser.get(path)
    return path, answer


@dataclass
class Site:
    """A running application, seen from outside (`client`) and from inside (`here`).

    Attributes:
        portal: The thread in which it runs, where one is shared: one for each request costs a fifth more.
    """

    app: object
    here: object
    clock: object
    portal: object = None

    def client(self) -> TestClient:
        """Return a new browser without cookies."""
        browser = TestClient(self.app, follow_redirects=False)
        browser.portal = self.portal
        return browser

    def editor(self, login: str, role: str) -> TestClient:
        """Return the browser of an editor who has just logged in."""
        self.here.editors.add(
            login, PASSWORD, name=login.title(), role=role, qualification="GP", by="the test"
        )
        client = self.client()
        assert client.post("/editor/login", data={"login": login, "password": PASSWORD}).status_code == 303
        return client


def token_of(page) -> str:
    """Return the token in the first form of a page."""
    return re.search(r'name="csrf" value="(\w+)"', page.text)[1]


#: Answers to single questions; every other one is answered with its first option, or "no".
ANSWERS = {
    "for-whom": "self",
    "sex": "female",
    "pregnancy": "not-pregnant",
    "pain-layer": "deep",
    "onset": "gradual",
    "duration": "two-to-six-weeks",
}


@dataclass
class Visitor:
    """A person who reads the question that is shown, fills in its form and sends it, as a browser would."""

    browser: TestClient

    def begin(self, path: str = "/begin") -> "Visitor":
        """Begin an interview."""
        assert self.send(path).headers["location"] == "/interview"
        return self

    def page(self, path: str) -> str:
        """Return the text of a page that must be there."""
        page = self.browser.get(path)
        assert page.status_code == 200, (path, page.status_code)
        return page.text

    @property
    def token(self) -> str:
        """What every form of this browser holds; empty before there is a cookie."""
        there = self.browser.get("/my-data")
        return token_of(there) if there.status_code == 200 else ""

    def send(self, path: str, **form):
        """Send a form of our own page, and return the answer."""
        return self.browser.post(path, data={"csrf": self.token} | form)

    def question(self) -> str | None:
        """Return the id of the question that is shown; None where the interview is over."""
        page = self.browser.get("/interview")
        return field_of(page.text, "question") if page.status_code == 200 else None

    def answer(self, **own):
        """Answer the question that is shown; `own` maps question ids to what is chosen."""
        page = self.page("/interview")
        return self.send_page("/interview", page, **filled_in(page, own))

    def send_page(self, path: str, page: str, **form):
        """Send the form of a question's page with what the page says of itself."""
        own = {name: field_of(page, name) for name in ("csrf", "question")}
        return self.browser.post(path, data=own | form)

    def go_to(self, wanted: str, **own) -> "Visitor":
        """Answer questions until one is shown."""
        for _ in range(60):
            page = self.page("/interview")
            if field_of(page, "question") == wanted:
                return self
            self.send_page("/interview", page, **filled_in(page, own))
        msg = f"{wanted} never came"
        raise AssertionError(msg)

    def finish(self, **own) -> "Visitor":
        """Answer every question up to the result."""
        for _ in range(60):
            page = self.browser.get("/interview")
            if page.status_code != 200:
                return self
            self.send_page("/interview", page.text, **filled_in(page.text, own))
        msg = "the interview does not end"
        raise AssertionError(msg)


def filled_in(page: str, own: dict[str, str]) -> dict[str, object]:
    """Return the fields of a question's form, filled in."""
    name, kind = field_of(page, "question"), re.search(r'data-kind="([\w-]+)"', page)[1]
    options = fields_of(page, "answer")
    if kind == "regions":
        return {"do": "answer", "region": "buttock-left"}
    if kind == "several":
        return {"do": "answer"} | ({"tick": own[name]} if name in own else {"none": "yes"})
    if name == "age":
        return {"do": "answer", "value": own.get("age", "46")}
    if kind == "text":
        return {"do": "answer", "text": "a deep ache"}
    if not options:
        return {"do": "unknown"}
    wanted = own.get(name) or ANSWERS.get(name) or "absent"
    return {"do": "answer", "answer": wanted if wanted in options else options[0]}


@dataclass
class _Forms(HTMLParser):
    """Read the forms of a page with everything that a browser would send if nothing were touched."""

    forms: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    _select: str = ""
    _options: list[tuple[str, bool]] = field(default_factory=list)
    _area: str = ""
    _inside: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name, value = said.get("name", ""), said.get("value") or ""
        if tag == "form":
            self.forms.append((said.get("action") or "", {}))
            self._inside = True
        elif not self._inside:
            return
        elif tag == "input" and name and (said.get("type") not in ("checkbox", "radio") or "checked" in said):
            self._put(name, value)
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((value, "selected" in said))
        elif tag == "textarea":
            self._area = name
            self._put(name, "")

    def handle_endtag(self, tag):
        if tag == "select" and self._options:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            self._put(self._select, (chosen or [self._options[0][0]])[-1])
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "form":
            self._inside = False

    def handle_data(self, data):
        if self._area:
            self.forms[-1][1][self._area][-1] += data

    def _put(self, name, value):
        self.forms[-1][1].setdefault(name, []).append(value)


def as_shown(page: str, action: str) -> dict[str, list[str]]:
    """Return what a browser sends for the form with this action, if nothing on the page is touched."""
    read = _Forms()
    read.feed(page)
    return next(fields for where, fields in read.forms if where == action)


def field_of(page: str, name: str) -> str:
    """Return the value of the first field of this name."""
    return fields_of(page, name)[0]


def fields_of(page: str, name: str) -> list[str]:
    """Return the value of every field of this name."""
    return re.findall(rf'name="{name}" value="([^"]*)"', page)
