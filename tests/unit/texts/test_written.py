"""Numbers, dates and directions are written as each language does, with digits that our fields read."""

from datetime import date, datetime

import pytest

from pygalgia.texts import using
from pygalgia.texts.known import direction
from pygalgia.texts.written import written_date, written_figure, written_moment, written_percent


@pytest.mark.parametrize(
    ("tag", "day", "figure", "percent"),
    [
        ("en", "3 May 2026", "4.5", "71.4%"),
        ("de", "3. Mai 2026", "4,5", "71,4\N{NO-BREAK SPACE}%"),
        ("es", "3 de mayo de 2026", "4,5", "71,4\N{NO-BREAK SPACE}%"),
        # A language that nobody knows: no month, no comma, nothing to mistake.
        ("en-XA", "2026-05-03", "4.5", "71.4%"),
    ],
)
def test_a_number_and_a_day_are_written_as_the_language_does(tag, day, figure, percent):
    with using(tag):
        assert (written_date(date(2026, 5, 3)), written_figure(4.5), written_percent(0.714, decimals=1)) == (
            day,
            figure,
            percent,
        )


@pytest.mark.parametrize("tag", ["es", "de", "fr", "ar"])
def test_digits_stay_those_that_a_field_reads(tag):
    with using(tag):
        said = written_moment(datetime(2026, 5, 3, 14, 5)) + written_figure(4.5)  # noqa: DTZ001 - only written
    assert {each for each in said if each.isdigit()} == set("2026314505")


def test_arabic_is_read_from_the_right_and_the_others_from_the_left():
    assert [direction(tag) for tag in ("ar", "ar-EG", "es", "en-XA")] == ["rtl", "rtl", "ltr", "ltr"]
