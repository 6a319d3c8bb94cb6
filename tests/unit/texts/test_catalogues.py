"""The messages of a language come from its PO files; what is wrong with them is English, and never blank."""

import logging
from pathlib import Path

import pytest

from pygalgia.texts import languages
from pygalgia.texts.catalogues import catalogue

HEAD = 'msgid ""\nmsgstr ""\n"Language: %s\\n"\n\n'
CALL = 'msgid "Call %(number)s."\nmsgstr "Llame al %(number)s."\n'
FEVER = 'msgctxt "finding/fever/question"\nmsgid "Fever?"\nmsgstr "¿Fiebre?"\n'


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path / "cache"))


def folder(tmp_path: Path, *messages: str, language: str = "es") -> Path:
    place = tmp_path / "data" / language
    place.mkdir(parents=True, exist_ok=True)
    (place / "pages.po").write_text(HEAD % language + "\n".join(messages), encoding="utf-8")
    return tmp_path / "data"


def test_a_language_is_a_folder_with_messages(tmp_path: Path) -> None:
    root = folder(tmp_path, CALL)
    (root / "de").mkdir()
    assert languages(root) == ("es",)
    assert languages(tmp_path / "nowhere") == ()


def test_code_and_knowledge_are_kept_apart(tmp_path: Path) -> None:
    root = folder(tmp_path, CALL, FEVER)
    assert catalogue("es", "code", root).gettext("Call %(number)s.") == "Llame al %(number)s."
    assert catalogue("es", "knowledge", root).pgettext("finding/fever/question", "Fever?") == "¿Fiebre?"
    assert catalogue("es", "code", root).pgettext("finding/fever/question", "Fever?") == "Fever?"


def test_what_is_kept_is_used_while_the_content_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No PO file is parsed a second time, and a changed one is."""
    root = folder(tmp_path, CALL)
    catalogue("es", "code", root)
    catalogue.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr("pygalgia.texts.catalogues.read_messages", lambda *a, **k: pytest.fail("parsed again"))
        assert catalogue("es", "code", root).gettext("Call %(number)s.") == "Llame al %(number)s."
    folder(tmp_path, CALL.replace("Llame", "Telefonee"))
    catalogue.cache_clear()
    assert catalogue("es", "code", root).gettext("Call %(number)s.") == "Telefonee al %(number)s."


def test_a_plural_has_the_forms_of_its_language(tmp_path: Path) -> None:
    """Arabic has six, and each number takes its own."""
    forms = "".join(f'msgstr[{place}] "form {place} %(n)s"\n' for place in range(6))
    root = folder(tmp_path, f'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\n{forms}', language="ar")
    said = [
        catalogue("ar", "code", root).ngettext("%(n)s day", "%(n)s days", n) for n in (0, 1, 2, 3, 11, 100)
    ]
    assert said == [f"form {place} %(n)s" for place in range(6)]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (CALL.replace("al %(number)s", "al 112"), "no placeholder %(number)s"),
        (CALL.replace("al %(number)s", "al %(numero)s"), "a placeholder %(numero)s"),
        (CALL.replace("Llame", "<b>Llame</b>"), "the tags"),
        (CALL.replace("Llame", "100 % llame"), "a % that belongs to no placeholder"),
    ],
)
def test_a_translation_that_does_not_fit_is_said_in_english(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, wrong: str, reason: str
) -> None:
    """The log names file and line, and the other messages are translated all the same."""
    root = folder(tmp_path, 'msgid "Stop"\nmsgstr "Alto"\n', wrong)
    with caplog.at_level(logging.WARNING):
        made = catalogue("es", "code", root)
    assert made.gettext("Call %(number)s.") == "Call %(number)s."
    assert made.gettext("Stop") == "Alto"
    assert "pages.po:8" in caplog.text
    assert reason in caplog.text


def test_too_few_plural_forms_are_said_in_english(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    root = folder(
        tmp_path, 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "día"\nmsgstr[1] "días"\n'
    )
    with caplog.at_level(logging.WARNING):
        assert catalogue("es", "code", root).ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s days"
    assert "plural forms; expected 3" in caplog.text


def test_a_translation_of_an_older_english_is_never_said(tmp_path: Path) -> None:
    root = folder(tmp_path, '#, fuzzy\n#| msgid "Go"\nmsgid "Stop"\nmsgstr "Siga"\n')
    assert catalogue("es", "code", root).gettext("Stop") == "Stop"


@pytest.mark.parametrize("content", [b"\xff\xfe broken", b'msgid "open\nmsgstr ""\n', b"what is this"])
def test_a_broken_file_is_english_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    """One broken file takes no other with it."""
    root = folder(tmp_path, CALL)
    (root / "es" / "dangers.po").write_bytes(content)
    with caplog.at_level(logging.WARNING):
        made = catalogue("es", "code", root)
    assert made.gettext("Stop") == "Stop"
    assert made.gettext("Call %(number)s.") == "Llame al %(number)s."
    assert "dangers.po" in caplog.text


def test_an_unknown_language_is_english(tmp_path: Path) -> None:
    """A name that leads out of the folder is no language either."""
    root = folder(tmp_path, CALL)
    for name in ("xx", "../data/es", ""):
        assert catalogue(name, "code", root).gettext("Stop") == "Stop"
