"""What people type otherwise than our texts say it finds the same pages."""

from pathlib import Path

import pytest

from pygalgia.reading.search_words import read_search_words
from pygalgia.texts import languages
from pygalgia.texts.catalogues import DATA
from pygalgia.texts.folding import folded


@pytest.mark.parametrize("language", languages())
def test_the_words_that_ship_can_be_read(language: str) -> None:
    words, problems = read_search_words(DATA, language)
    assert problems == ()
    assert words.also


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("de", "Po", "gesäß"),
        ("de", "Huefte", "hüfte"),
        ("de", "haemorriden", "hämorrhoide"),
        ("es", "almorranas", "hemorroides"),
        ("es", "Cóccix", "coxis"),
        ("fr", "derriere", "fesse"),
        ("ar", "مؤخرة", "الردف"),
        ("ar", "ديسك", "القرص"),
    ],
)
def test_a_word_stands_for_that_of_the_texts(language: str, typed: str, found: str) -> None:
    words, _ = read_search_words(DATA, language)
    assert folded(found) in words.of(folded(typed))
    assert words.of(folded(typed))[0] == folded(typed)


def test_a_language_without_such_a_file_looks_for_what_is_typed(tmp_path: Path) -> None:
    words, problems = read_search_words(tmp_path, "en")
    assert (words.of("blue"), problems) == (("blue",), ())


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("hip: side\n", "hip: 'side'"),
        ("hip: [1]\n", "hip: [1]"),
        ("- hip\n", "['hip']"),
        ("hip: [a\n", "YAML"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, content: str, found: str) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "search.yaml").write_text(content, encoding="utf-8")
    words, (problem,) = read_search_words(tmp_path, "es")
    assert str(problem).startswith("es/search.yaml:")
    assert found in str(problem)
    assert not words.also
