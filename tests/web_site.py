"""A running application for tests."""

import re
from dataclasses import dataclass

from starlette.testclient import TestClient

PASSWORD = "a long and quiet phrase"


@dataclass
class Site:
    """A running application, seen from outside (`client`) and from inside (`here`)."""

    app: object
    here: object
    clock: object

    def client(self) -> TestClient:
        """Return a new browser without cookies."""
        return TestClient(self.app, follow_redirects=False)

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
