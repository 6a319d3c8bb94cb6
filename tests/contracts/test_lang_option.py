"""The terminal speaks the language that was asked for, or says which ones there are."""

import pytest
from typer.testing import CliRunner

from pygalgia.cli.app import app
from pygalgia.errors import RequestError
from pygalgia.texts import language


def run(*arguments, env=None):
    return CliRunner().invoke(app, arguments, env=env)


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (("--lang", "en-XA"), {}),
        ((), {"PYGALGIA_LANG": "en-xa"}),
        (("--lang", "en-XA"), {"PYGALGIA_LANG": "en"}),
    ],
)
def test_the_knowledge_is_told_in_the_language(arguments, env) -> None:
    """By option or environment, and the option goes first; afterwards English is spoken again."""
    told = run(*arguments, "knowledge", "show", "fever", env=env)
    assert told.exit_code == 0
    assert "[Hávé yóú hád á févér" in told.output
    assert language() == "en"


def test_a_language_that_is_not_there_is_refused() -> None:
    refused = run("--lang", "tlh", "knowledge", "show", "fever").exception
    assert isinstance(refused, RequestError)
    assert "expected one of en" in str(refused)


def test_english_is_the_default() -> None:
    assert "Have you had a fever" in run("knowledge", "show", "fever").output
