"""A part of a page is drawn once for each key, and then says no less than when it was drawn."""

import pytest
from jinja2 import Environment

from pygalgia.texts import using
from pygalgia.texts.lacking import forget_lacking, note_lack
from pygalgia.texts.templates import EXTENSION, MOST_KEPT, Kept, speak


@pytest.fixture
def drawing():
    """Return what draws a template, and how often each part was drawn."""
    environment, drawn = Environment(autoescape=True, extensions=[EXTENSION, Kept]), []
    speak(environment)

    def seen(value):
        drawn.append(value)
        return value

    environment.globals["seen"] = seen
    return lambda text, **given: environment.from_string(text).render(**given), drawn


def test_a_kept_part_is_drawn_once_for_each_key_and_stays_escaped(drawing):
    draw, drawn = drawing
    text = "{% kept key %}<b>{{ seen(word) }}</b>{% endkept %}!"
    assert draw(text, key="a", word="<i>") == draw(text, key="a", word="other") == "<b>&lt;i&gt;</b>!"
    assert draw(text, key="b", word="other") == "<b>other</b>!"
    assert drawn == ["<i>", "other"]


def test_of_many_parts_only_the_oldest_are_drawn_again(drawing):
    draw, drawn = drawing
    text = "{% kept key %}{{ seen(key) }}{% endkept %}"
    for key in range(MOST_KEPT + 1):
        draw(text, key=key)
    drawn.clear()

    assert [draw(text, key=key) for key in (MOST_KEPT, 2, 1, 0)] == [str(MOST_KEPT), "2", "1", "0"]
    assert drawn == [0]


def test_two_parts_with_one_key_are_two_parts(drawing):
    draw, _ = drawing
    text = "{% kept 1 %}first{% endkept %}\n{% kept 1 %}second{% endkept %}"
    assert draw(text) == draw(text) == "first\nsecond"


def test_without_a_key_a_part_is_drawn_each_time(drawing):
    draw, drawn = drawing
    text = "{% kept none %}{{ seen(word) }}{% endkept %}"
    assert [draw(text, word=word) for word in "xyx"] == drawn == ["x", "y", "x"]


@pytest.mark.parametrize("lacks", [True, False])
@pytest.mark.parametrize("before", [True, False])
def test_a_kept_part_says_each_time_that_some_of_it_is_english(drawing, lacks, before):
    draw, _ = drawing
    text = "{% kept 1 %}{{ noted() }}{% endkept %}"

    def noted():
        if lacks:
            note_lack()
        return "text"

    for _each in range(2):
        forget_lacking()
        if before:
            note_lack()
        draw(text, noted=noted)
        assert forget_lacking() is (lacks or before)


def test_a_message_keeps_its_tags_and_escapes_its_values_in_every_language(drawing):
    draw, _ = drawing
    text = "{{ _('<b>%(who)s</b>', who=who) }}{{ _('<i>all</i>') }}"
    text += "{% trans n=who %}100%: {{ n }}{% endtrans %}"
    for tag in ("en", "xx"):
        with using(tag):
            assert draw(text, who="<a>") == "<b>&lt;a&gt;</b><i>all</i>100%: &lt;a&gt;"
