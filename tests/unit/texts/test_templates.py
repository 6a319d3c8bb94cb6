"""Templates say messages in the language of the moment, and what is filled in is escaped."""

import pytest
from jinja2 import Environment

from pygalgia.texts import PSEUDO, using
from pygalgia.texts.templates import EXTENSION, speak

MESSAGES = (
    "{{ _('Call <b>%(number)s</b>', number=number) }}",
    "{{ ngettext('%(num)s call to %(number)s', '%(num)s calls to %(number)s', 2, number=number) }}",
    "{% trans number=number %}Call {{ number }}{% endtrans %}",
)


@pytest.mark.parametrize("message", MESSAGES)
def test_a_value_is_escaped_and_the_message_is_in_the_language(message: str) -> None:
    """Tags of the message stay, those of a value do not, and the language is asked late."""
    environment = Environment(autoescape=True, extensions=[EXTENSION])
    speak(environment)
    template = environment.from_string(message)
    assert "<i>" not in template.render(number="<i>112</i>")
    with using(PSEUDO):
        assert template.render(number="112").startswith("[")
