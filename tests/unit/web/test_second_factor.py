"""Editors set a second factor up in the browser, and need it from then on."""

import re
from dataclasses import replace

from pygalgia.store.second_factors import STEP, code_at
from web_site import PASSWORD, token_of

PATH = "/editor/second-factor"


def send(client, **fields):
    return client.post(PATH, data={"csrf": token_of(client.get(PATH)), **fields})


def code_of(site, secret):
    return code_at(secret, int(site.clock().timestamp()) // STEP)


def set_up(site, client):
    begun = send(client, action="begin", password=PASSWORD)
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", begun.text)[1]
    on = send(client, action="confirm", code=code_of(site, secret))
    return secret, re.findall(r"<li><code>([A-Z2-7]+)</code>", on.text)


def test_from_setting_it_up_to_losing_the_authenticator(site):
    client = site.editor("ann", "reviewer")
    secret, codes = set_up(site, client)
    assert len(codes) == 10
    assert codes[0] not in client.get(PATH).text
    assert secret not in client.get(PATH).text

    site.clock.move(minutes=1)
    fresh = site.client()
    login = {"login": "ann", "password": PASSWORD}
    assert fresh.post("/editor/login", data=login).status_code == 401
    assert fresh.post("/editor/login", data={**login, "code": code_of(site, secret)}).status_code == 303
    assert site.client().post("/editor/login", data={**login, "code": codes[0]}).status_code == 303

    assert send(client, action="remove", password=PASSWORD, code="000000").status_code == 403
    assert "Set one up" in send(client, action="remove", password=PASSWORD, code=codes[1]).text
    assert site.client().post("/editor/login", data=login).status_code == 303


def test_where_everybody_needs_one_nobody_gets_further_without(site, monkeypatch):
    needed = replace(site.here.settings, second_factor_needed=True)
    monkeypatch.setitem(site.here.__dict__, "settings", needed)
    client = site.editor("ann", "admin")
    for path in ("/editor", "/editor/people", "/editor/logins"):
        assert client.get(path).headers["location"] == PATH, path
    form = {"csrf": token_of(client.get(PATH)), "login": "bob"}
    assert client.post("/editor/people", data=form).status_code == 403
    set_up(site, client)
    assert client.get("/editor").status_code == 200


def test_a_login_left_open_is_not_enough_to_set_one_up(site):
    client = site.editor("ann", "reviewer")
    assert send(client, action="begin", password="not the password").status_code == 403
    assert send(client, action="confirm", code="000000").status_code == 403
    assert send(client, action="nothing").status_code == 403


def test_the_one_that_is_on_is_not_replaced_unasked(site):
    client = site.editor("ann", "reviewer")
    set_up(site, client)
    assert send(client, action="begin", password=PASSWORD).status_code == 403


def test_every_failure_looks_the_same(site):
    client = site.editor("ann", "reviewer")
    set_up(site, client)
    answers = [
        site.client().post("/editor/login", data=data).text
        for data in (
            {"login": "ann", "password": PASSWORD, "code": "000000"},
            {"login": "ann", "password": "wrong wrong wrong"},
            {"login": "nobody", "password": PASSWORD},
        )
    ]
    assert len(set(answers)) == 1
