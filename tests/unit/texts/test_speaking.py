"""A message is said in the language of whoever is spoken to, with its values, or in English."""

from pygalgia.texts import ENGLISH, PSEUDO, _, in_context, language, many, speaks_english, using


def test_without_a_choice_english_is_spoken() -> None:
    """Nothing has to be set up before a message is said."""
    assert language() == ENGLISH
    assert speaks_english()
    assert _("Call %(number)s now.", number=112) == "Call 112 now."


def test_a_language_ends_with_its_block() -> None:
    """A language chosen inside another gives way to it afterwards."""
    with using("de"):
        with using("ar"):
            assert language() == "ar"
        assert language() == "de"
    assert language() == ENGLISH


def test_one_and_many_are_told_apart() -> None:
    """The number chooses the form, and can be named in it."""
    assert [many("%(n)s day", "%(n)s days", n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_an_unknown_language_is_english_and_never_blank() -> None:
    """A language without messages says every message in English."""
    with using("xx"):
        assert _("Stop") == "Stop"
        assert in_context("side", "Left") == "Left"


def test_the_pseudo_language_keeps_placeholders_and_tags() -> None:
    """Whatever is marked stands in brackets, and its values still go in."""
    with using(PSEUDO):
        said = _("Call <strong>%(number)s</strong> & wait", number="112")
    assert said.startswith("[")
    assert "<strong>112</strong>" in said
