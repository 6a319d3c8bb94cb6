"""A date of a record may be a year: it is a span of days, and what is old is judged by its oldest day."""

from datetime import date

import pytest

from pygalgia.records.moments import moment

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2026-11-29T23:30:00-05:00", date(2026, 11, 30), date(2026, 11, 30)),
        ("2026-11-29T10:00:00.123456789Z", date(2026, 11, 29), date(2026, 11, 29)),
    ],
)
def test_a_date_is_the_span_that_it_may_mean(text, first, last):
    read = moment(text)

    assert (read.first, read.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2024-13",
        "2023-02-29",
        "29.11.2026",
        "2026-11-29T10:00",
        "0000",
        "2026-11-29T25:00:00Z",
        2024,
        None,
    ],
)
def test_what_is_no_date_of_fhir_is_none(text):
    assert moment(text) is None


def test_the_age_changes_on_the_birthday():
    assert moment("1980-11-29").years(TODAY) == 46
    assert moment("1980-11-30").years(TODAY) == 45
    assert 45 < moment("1980").years(TODAY) < 47
