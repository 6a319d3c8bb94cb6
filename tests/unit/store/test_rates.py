"""Several processes share one limit; what is kept of an address is no address."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from pygalgia.store.rates import SharedRates
from pygalgia.store.tables import RateRow

LIMIT = {"burst": 5, "per_minute": 6}


def test_what_one_process_took_another_does_not_give(database):
    one, other = SharedRates(database), SharedRates(database)

    waits = [each.wait_seconds("api", "10.0.0.1", **LIMIT) for each in (one, other) * 4]

    assert waits[:5] == [0] * 5
    assert all(wait == pytest.approx(10, abs=0.1) for wait in waits[5:])
    assert other.wait_seconds("api", "10.0.0.2", **LIMIT) == 0
    assert other.wait_seconds("logins", "10.0.0.1", **LIMIT) == 0


def test_whoever_waits_as_long_as_told_may_ask_again(database, clock):
    rates = SharedRates(database)
    while not (wait := rates.wait_seconds("api", "a", **LIMIT)):
        pass
    clock.move(seconds=wait + 0.001)

    assert rates.wait_seconds("api", "a", **LIMIT) == 0


def test_a_clock_that_is_behind_gives_nothing_back_and_takes_nothing(database, clock):
    rates = SharedRates(database)
    for _ in range(3):
        rates.wait_seconds("api", "a", **LIMIT)
    clock.move(seconds=-100)

    assert [rates.wait_seconds("api", "a", **LIMIT) for _ in range(3)][:2] == [0, 0]


def test_many_at_once_get_no_more_than_there_is(database):
    processes = [SharedRates(database) for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda n: processes[n % 4].wait_seconds("api", "a", **LIMIT), range(24)))

    assert waits.count(0) == 5


def test_an_address_is_kept_as_a_digest_and_not_longer_than_it_counts(database, clock):
    rates = SharedRates(database)
    rates.wait_seconds("api", "198.51.100.7", **LIMIT)
    with database.read() as session:
        names = session.scalars(select(RateRow.name)).all()

    assert all("198.51" not in name and len(name) == 64 for name in names)
    assert rates.forget_full() == 0
    clock.move(minutes=1)
    assert rates.forget_full() == 1
