"""How hard a translation may be to read, in the measure of each language."""

from pathlib import Path

import pytest
import textstat

from pygalgia.texts import languages
from pygalgia.translating.checking import problems_of
from pygalgia.translating.reading_level import (
    FEWEST_WORDS,
    LONGEST_SENTENCE,
    counted,
    hardness,
    level_faults,
    measure_of,
)
from pygalgia.translating.sources import Area, Source

#: A plain text and a hard one of each language, each of at least twenty words.
PLAIN = {
    "de": (
        "Gehen Sie heute zum Arzt. Ruhen Sie das Bein aus und trinken Sie viel. Rufen Sie an, wenn "
        "es schlimmer wird oder Sie Fieber haben."
    ),
    "es": (
        "Vaya hoy al médico. Deje la pierna en alto y beba agua. Llame si va a peor, si tiene fiebre "
        "o si no puede andar."
    ),
    "fr": (
        "Allez voir un médecin ce soir. Posez la jambe et buvez de l’eau. Appelez si cela fait plus "
        "mal, si vous avez de la fièvre ou froid."
    ),
    "ar": (
        "اذهب إلى الطبيب اليوم. ارفع ساقك واشرب الماء. اتصل بنا إذا زاد الألم أو جاءت الحمى أو لم "
        "تقدر على المشي أو النوم هذه الليلة."
    ),
}
HARD = {
    "de": (
        "Unzureichende Schmerzlinderung trotz leitliniengerechter Behandlung rechtfertigt regelmäßig "
        "weiterführende bildgebende Untersuchungen, insbesondere zugunsten einer "
        "Ausschlussdiagnostik entzündlicher Erkrankungen sowie anderweitiger Veränderungen der "
        "Wirbelsäule."
    ),
    "es": (
        "La persistencia de la sintomatología dolorosa habitualmente justifica procedimientos "
        "diagnósticos complementarios, especialmente determinaciones analíticas relacionadas con "
        "enfermedades inflamatorias generalizadas, anteriormente desconocidas o insuficientemente "
        "documentadas."
    ),
    "fr": (
        "La persistance de la symptomatologie douloureuse justifie habituellement des investigations "
        "complémentaires, particulièrement des déterminations biologiques, relatives aux maladies "
        "inflammatoires généralisées, antérieurement méconnues ou insuffisamment documentées."
    ),
    "ar": (
        "استمرار الأعراض المؤلمة يستدعي الاستقصاءات التشخيصية الإضافية، وخصوصًا الاختبارات المخبرية "
        "المتعلقة بالأمراض الالتهابية المنتشرة، المجهولة سابقًا والمسجلة بالمستشفيات الجامعية "
        "والمتخصصة والمراكز الاستشارية المختلفة."
    ),
}


@pytest.mark.parametrize("language", sorted(PLAIN))
def test_a_plain_text_passes_and_a_hard_one_is_told(language: str) -> None:
    assert list(level_faults(language, PLAIN[language])) == []
    told = [found for found, _ in level_faults(language, HARD[language])]
    assert measure_of(language).name in " ".join(told)


def test_every_language_that_ships_is_measured() -> None:
    """A further language is let through unmeasured until somebody names its formula; ours are not."""
    assert set(languages()) == set(PLAIN) == {tag for tag in languages() if measure_of(tag)}
    assert measure_of("fr-CA") == measure_of("fr")
    assert measure_of("fi") is None
    assert list(level_faults("fi", "Mene heti lääkäriin.")) == []


def test_a_few_words_are_not_measured_and_a_long_sentence_always_is() -> None:
    few = " ".join(HARD["de"].split()[: FEWEST_WORDS - 6])
    assert list(level_faults("de", few)) == []
    long = " ".join(["ja"] * (LONGEST_SENTENCE + 1)) + "."
    assert [found for found, _ in level_faults("fi", long)] == [f"a sentence of {LONGEST_SENTENCE + 1} words"]


def test_placeholders_and_tags_are_no_words() -> None:
    assert counted("es", ["<strong>Llame al %(number)s</strong> {pain}."]).words == 2
    assert counted("es", ["%(n)s", ""]) is None
    assert hardness("es", []) is None


@pytest.mark.parametrize("language", ["de", "es", "fr"])
@pytest.mark.parametrize("texts", [PLAIN, HARD], ids=["plain", "hard"])
def test_the_formulas_agree_with_an_independent_counter(language: str, texts: dict[str, str]) -> None:
    """Textstat counts syllables by rules of hyphenation, which find fewer: a grade, or 20 points of ease."""
    textstat.set_lang(language)
    try:
        text = texts[language]
        ease = textstat.flesch_reading_ease(text)
        expected = textstat.wiener_sachtextformel(text, 1) if language == "de" else 100 - ease
    finally:
        textstat.set_lang("en_US")
    assert hardness(language, [text]) == pytest.approx(expected, abs=1.5 if language == "de" else 20)


def test_lix_is_counted_as_published() -> None:
    """Twenty words in four sentences, four of more than six letters: 5 + 20."""
    text = "استمرار الألم في الساق كبير. والمستشفى قريب من بيت جدي."
    assert hardness("ar", [text, text]) == pytest.approx(25)


def problems(root: Path, *, area: Area) -> list[str]:
    """Return what is wrong with a language whose one text is hard to read."""
    source = Source(area=area, context="flag/x/plain", text="Hard.")
    (root / "es").mkdir()
    (root / "es" / f"{area}.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: es\\n"\n\n'
        f'msgctxt "flag/x/plain"\nmsgid "Hard."\nmsgstr "{HARD["es"]}"\n',
        encoding="utf-8",
    )
    return [str(each) for each in problems_of({source.key: source}, root, "es")]


def test_what_is_too_hard_is_named_with_file_and_line(tmp_path: Path) -> None:
    alone, together = problems(tmp_path, area="dangers")
    assert alone.startswith("es/dangers.po:6: found 100 - Fernández Huerta")
    assert together.startswith("es/dangers.po: found 100 - Fernández Huerta")


def test_what_clinicians_read_is_not_measured(tmp_path: Path) -> None:
    assert problems(tmp_path, area="clinician") == []
