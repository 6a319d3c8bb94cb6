"""Limits, settings and forms: the small parts at the border."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from pygalgia.errors import RequestError
from pygalgia.web.edge.limits import Bucket, price_of
from pygalgia.web.edge.settings import from_environment


class Ticking:
    """Seconds that pass when told."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 10), st.integers(1, 120))
def test_no_address_gets_more_than_its_burst_and_its_rate(pauses, burst, per_minute):
    time = Ticking()
    bucket = Bucket(burst=burst, per_minute=per_minute, clock=time)
    allowed = 0
    for pause in pauses:
        time.seconds += pause
        allowed += bucket.wait_seconds("a") == 0
    assert allowed <= burst + time.seconds * per_minute / 60 + 1e-6


@given(st.integers(1, 10), st.integers(1, 120))
def test_waiting_as_long_as_told_is_enough(burst, per_minute):
    time = Ticking()
    bucket = Bucket(burst=burst, per_minute=per_minute, clock=time)
    while not (wait := bucket.wait_seconds("a")):
        pass
    time.seconds += wait + 1e-6
    assert bucket.wait_seconds("a") == 0


def test_a_long_silence_saves_up_no_more_than_the_burst():
    time = Ticking()
    bucket = Bucket(burst=3, per_minute=60, clock=time)
    assert bucket.wait_seconds("a") == 0
    time.seconds += 3600
    assert [bucket.wait_seconds("a") == 0 for _ in range(5)] == [True, True, True, False, False]


def test_one_address_does_not_use_up_what_another_may():
    bucket = Bucket(burst=1, per_minute=1, clock=Ticking())
    assert bucket.wait_seconds("a") == 0
    assert bucket.wait_seconds("a") > 0
    assert bucket.wait_seconds("b") == 0


def test_every_wrong_setting_is_named_at_once():
    wrong = {"PYGALGIA_PUBLIC_URL": "ftp://x", "PYGALGIA_KEEP_DAYS": "0", "PYGALGIA_LARGEST_BODY": "many"}
    with pytest.raises(RequestError) as raised:
        from_environment(wrong)
    assert {problem.where for problem in raised.value.problems} == set(wrong)


def test_settings_come_from_the_environment():
    found = from_environment({"PYGALGIA_PUBLIC_URL": "https://pain.example.org/", "PYGALGIA_KEEP_DAYS": "30"})
    assert (found.public_url, found.keep_days) == ("https://pain.example.org", 30)
    assert "pain.example.org" in found.hosts
    assert "127.0.0.1" in found.hosts


def test_a_dear_request_counts_as_many_and_never_as_more_than_there_are():
    time = Ticking()
    bucket = Bucket(burst=10, per_minute=60, clock=time)
    assert bucket.wait_seconds("a", price=8) == 0
    assert bucket.wait_seconds("a", price=5) == pytest.approx(3)
    assert bucket.wait_seconds("a", price=2) == 0
    time.seconds += 10
    assert bucket.wait_seconds("a", price=1_000) == 0


@pytest.mark.parametrize(
    ("headers", "price"),
    [
        ({}, 1),
        ({"content-length": "0"}, 1),
        ({"content-length": "262144"}, 17),
        ({"content-length": "9" * 5_000}, 1 + (10**12 - 1) / 16_384),
        ({"content-length": "²"}, 1),
        ({"transfer-encoding": "chunked"}, 4),
    ],
)
def test_a_large_body_is_dear(headers, price):
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    assert price_of(Request({"type": "http", "headers": raw})) == price
