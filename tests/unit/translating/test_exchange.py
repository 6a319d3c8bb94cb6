"""Messages go out to a translator and come in whole and fitting, or not at all."""

from pathlib import Path

import pytest

from pygalgia.errors import RequestError
from pygalgia.texts.catalogues import catalogue
from pygalgia.translating.exchange import exported, imported
from pygalgia.translating.sources import Source
from pygalgia.translating.standing import standing

DO_NOW = Source(area="dangers", context="flag/abscess/do-now", text="See a clinician today.")
CALL = Source(area="pages", context=None, text="Call <b>%(number)s</b>.")
DAYS = Source(area="pages", context=None, text="%(n)s day", plural="%(n)s days")
SOURCES = {each.key: each for each in (DO_NOW, CALL, DAYS)}
SPANISH = {
    "See a clinician today.": "Acuda hoy a un médico.",
    "Call <b>%(number)s</b>.": "Llame al <b>%(number)s</b>.",
}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path / "cache"))


def out(root: Path, *, sources=SOURCES, only_missing=False) -> str:
    areas = dict.fromkeys(each.area for each in sources.values())
    now = standing(sources, root, "es")
    return exported(now, language="es", areas=areas, only_missing=only_missing).decode()


def filled(text: str, translations=SPANISH) -> str:
    for english, spanish in translations.items():
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{spanish}"')
    for place, form in enumerate(("%(n)s día", "%(n)s de días", "%(n)s días")):
        text = text.replace(f'msgstr[{place}] ""', f'msgstr[{place}] "{form}"')
    return text


def take_in(root: Path, text: str, *, sources=SOURCES):
    file = root.parent / "given.po"
    file.write_text(text, encoding="utf-8")
    return imported(standing(sources, root, "es"), file, language="es", root=root)


def test_what_goes_out_and_comes_in_is_said(tmp_path: Path) -> None:
    root = tmp_path / "data"
    assert take_in(root, filled(out(root))) == {"dangers": 1, "pages": 2}
    assert sorted(each.name for each in (root / "es").iterdir()) == ["dangers.po", "pages.po"]
    assert catalogue("es", "knowledge", root).pgettext(*DO_NOW.key) == "Acuda hoy a un médico."
    assert catalogue("es", "code", root).gettext(CALL.text) == "Llame al <b>%(number)s</b>."
    assert catalogue("es", "code", root).ngettext(DAYS.text, "%(n)s days", 2) == "%(n)s días"


def test_taking_in_twice_changes_nothing(tmp_path: Path) -> None:
    """A file is the same to the byte, so that a change in it is a change of words."""
    root = tmp_path / "data"
    text = filled(out(root))
    take_in(root, text)
    before = (root / "es" / "pages.po").read_bytes()
    assert take_in(root, text) == {}
    assert take_in(root, filled(out(root))) == {}
    assert (root / "es" / "pages.po").read_bytes() == before


def test_only_what_is_missing_goes_out_when_asked(tmp_path: Path) -> None:
    root = tmp_path / "data"
    take_in(root, filled(out(root)))
    assert "msgctxt" not in out(root, only_missing=True)
    more = {**SOURCES, (None, "New"): Source(area="pages", context=None, text="New")}
    missing = out(root, sources=more, only_missing=True)
    assert 'msgid "New"' in missing
    assert "Call" not in missing


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("Llame al <b>%(number)s", "Llame al <b>112", "no placeholder %(number)s"),
        ("Llame al <b>", "Llame %(x)s al <b>", "a placeholder %(x)s"),
        ("Llame al <b>%(number)s</b>", "Llame al %(number)s", "the tags none"),
        ('msgstr[1] "%(n)s de días"\n', "", "plural forms"),
        ('msgstr[1] "%(n)s de días"', 'msgstr[1] ""', "2 plural forms"),
        ("flag/abscess/do-now", "flag/abscess/do-later", "flag/abscess/do-later"),
        ('msgid "See a clinician today."', 'msgid "See a clinician tomorrow."', "See a clinician tomorrow."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_file_and_line(tmp_path: Path, was, now, found) -> None:
    """Nothing of such a file is taken: half a translation of a plan may be worse than none."""
    root = tmp_path / "data"
    text = filled(out(root))
    assert was in text
    with pytest.raises(RequestError, match=r"given\.po:[0-9]+") as refused:
        take_in(root, text.replace(was, now))
    assert found in str(refused.value)
    assert not (root / "es").exists()


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"given\.po:2"):
        take_in(tmp_path / "data", 'msgid "a"\nmsgstr "open\n')
    with pytest.raises(RequestError, match="cannot be read"):
        imported(standing(SOURCES, tmp_path, "es"), tmp_path / "no.po", language="es", root=tmp_path)


def test_a_changed_english_makes_its_translation_stale(tmp_path: Path) -> None:
    """The old translation goes out beside the new text, for the translator, and is not said."""
    root = tmp_path / "data"
    take_in(root, filled(out(root)))
    new = Source(area="dangers", context=DO_NOW.context, text="See a clinician within the hour.")
    sources = {**{key: each for key, each in SOURCES.items() if each is not DO_NOW}, new.key: new}
    now = standing(sources, root, "es")
    assert [each.previous for each in now.stale.values()] == [DO_NOW.text]
    text = out(root, sources=sources, only_missing=True)
    assert "#, fuzzy" in text
    assert f'#| msgid "{DO_NOW.text}"' in text
    assert 'msgstr "Acuda hoy a un médico."' in text
    assert catalogue("es", "knowledge", root).pgettext(*new.key) == new.text
    # Sent back as it is, it is stale still.
    assert take_in(root, text, sources=sources) == {}
    done = text.replace("#, fuzzy\n", "").replace("Acuda hoy a un médico.", "Acuda en una hora a un médico.")
    assert take_in(root, done, sources=sources) == {"dangers": 1}
    catalogue.cache_clear()
    assert catalogue("es", "knowledge", root).pgettext(*new.key) == "Acuda en una hora a un médico."


def test_a_text_that_only_moved_keeps_its_translation(tmp_path: Path) -> None:
    root = tmp_path / "data"
    take_in(root, filled(out(root)))
    moved = Source(area="dangers", context="shared/do-now", text=DO_NOW.text)
    now = standing({moved.key: moved}, root, "es")
    assert now.translated[moved.key].forms == ("Acuda hoy a un médico.",)
    assert not now.stale


def test_a_text_that_nobody_says_any_more_is_named(tmp_path: Path) -> None:
    root = tmp_path / "data"
    take_in(root, filled(out(root)))
    now = standing({DO_NOW.key: DO_NOW}, root, "es")
    assert [each.text for each in now.unused] == [CALL.text, DAYS.text]
