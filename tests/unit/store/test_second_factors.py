"""A second factor: the codes of the standard, each good once, and recovery codes for a lost authenticator."""

import base64
from datetime import timedelta

import pytest

from pygalgia.store.editors import Editors
from pygalgia.store.second_factors import RECOVERY_CODES, STEP, SecondFactors, code_at

PASSWORD = "a long enough phrase"

#: RFC 6238, appendix B, SHA-1: seconds since 1970 and the last six of the eight digits.
STANDARD = [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
    (2000000000, "279037"), (20000000000, "353130"),
]  # fmt: skip


@pytest.mark.parametrize(("seconds", "code"), STANDARD)
def test_codes_are_those_of_the_standard(seconds, code):
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert code_at(secret, seconds // STEP) == code


@pytest.fixture
def made(database, clock, quick):
    editors, factors = Editors(database, hasher=quick), SecondFactors(database)
    ann = editors.add("ann", PASSWORD, name="Ann", role="reviewer", by="the test")
    secret = factors.begin(ann.id)

    def code(steps=0):
        return code_at(secret, int(clock().timestamp()) // STEP + steps)

    return editors, factors, ann, code


def test_nothing_asks_for_it_before_it_is_confirmed(made):
    editors, factors, ann, _ = made
    assert editors.log_in("ann", PASSWORD)
    assert factors.confirm(ann.id, "000000", by="ann") is None
    assert not factors.is_on(ann.id)


def test_then_the_password_alone_lets_nobody_in_and_a_code_is_good_once(made, clock):
    editors, factors, ann, code = made
    codes = factors.confirm(ann.id, code(), by="ann")
    assert len(set(codes)) == RECOVERY_CODES
    assert factors.is_on(ann.id)

    assert editors.log_in("ann", PASSWORD) is None
    assert editors.log_in("ann", PASSWORD, code()) is None, "this one confirmed it"
    clock.move(minutes=1)
    assert editors.log_in("ann", PASSWORD, code())
    assert editors.log_in("ann", PASSWORD, code()) is None


@pytest.mark.parametrize(("steps", "passes"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_wrong(made, clock, steps, passes):
    _, factors, ann, code = made
    factors.confirm(ann.id, code(), by="ann")
    clock.move(minutes=10)
    assert factors.passes(ann.id, code(steps)) is passes


def test_a_recovery_code_lets_in_once_however_it_is_typed(made):
    editors, factors, ann, code = made
    first, second, *_ = factors.confirm(ann.id, code(), by="ann")
    assert editors.log_in("ann", PASSWORD, f" {first[:8].lower()} {first[8:]}")
    assert editors.log_in("ann", PASSWORD, first) is None
    assert editors.log_in("ann", PASSWORD, second)


@pytest.mark.parametrize("wrong", ["", "12345", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "0" * 40])
def test_what_is_no_code_is_wrong_and_counts_towards_the_lock(made, clock, wrong):
    editors, factors, ann, code = made
    factors.confirm(ann.id, code(), by="ann")
    clock.move(minutes=1)
    assert [editors.log_in("ann", PASSWORD, wrong) for _ in range(5)] == [None] * 5
    assert editors.log_in("ann", PASSWORD, code()) is None, "locked"
    clock.move(minutes=16)
    assert editors.log_in("ann", PASSWORD, code())


def test_it_is_taken_away_and_said_in_the_log(made, database):
    editors, factors, ann, code = made
    factors.confirm(ann.id, code(), by="ann")
    with pytest.raises(ValueError, match="take the present one away"):
        factors.begin(ann.id)
    assert factors.remove("Ann", by="command line")
    assert not factors.remove("ann", by="command line")
    assert editors.log_in("ann", PASSWORD)


def test_the_secret_is_long_enough(made):
    _, factors, ann, _ = made
    secret = factors.begin(ann.id)
    assert len(base64.b32decode(secret)) >= 20
    now = int(factors.database.clock().timestamp()) // STEP
    codes = factors.confirm(ann.id, code_at(secret, now), by="ann")
    assert {8 * len(base64.b32decode(each)) for each in codes} == {120}
    assert timedelta(seconds=STEP) == timedelta(seconds=30)
