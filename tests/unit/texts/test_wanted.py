"""What somebody wants to read is found among what there is."""

import pytest

from pygalgia.texts import PSEUDO
from pygalgia.texts.known import direction, own_name
from pygalgia.texts.wanted import best, in_order

KNOWN = ("en", "es", "pt-BR", "ar")


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("es", "es"),
        ("ES-mx,en;q=0.5", "es"),
        ("en;q=0.4, es;q=0.9", "es"),
        ("fr, es;q=0.1, en;q=0.1", "es"),
        ("fr", None),
        ("es;q=0, ar", "ar"),
        ("pt_BR", "pt-BR"),
        ("pt", None),
        ("", None),
        ("*", None),
        (";q=1,,;;;q=é,es;q=x", None),
        ("es;q=2", None),
    ],
)
def test_the_most_wanted_of_those_there_are_is_chosen(header: str, tag: str | None) -> None:
    assert best(in_order(header), KNOWN) == tag


def test_a_long_header_costs_little() -> None:
    assert len(in_order(",".join(["xx"] * 100_000))) == 30


def test_a_language_is_called_as_its_speakers_call_it() -> None:
    assert [own_name(tag) for tag in ("de", "fr", "zz")] == ["Deutsch", "Français", "zz"]
    assert direction("ar") == direction("fa-AF") == "rtl"
    assert direction(PSEUDO) == direction("zz") == "ltr"
