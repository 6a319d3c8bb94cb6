"""What a machine can find wrong with a translation, it finds, and names file and line."""

from pathlib import Path

import pytest

from pygalgia.texts.known import offered
from pygalgia.translating.checking import missing_of, problems_of, problems_of_code
from pygalgia.translating.figures import changed_numbers, numbers
from pygalgia.translating.sources import Source
from pygalgia.translating.standing import standing

#: 38.5 in the digits of the Arabic east.
EASTERN = "\u0663\u0668\u066b\u0665"
GLOSSARY = """
terms:
  - english: emergency department
    say: [urgencias, Notaufnahme, urgences, الطوارئ]
    never: [sala de emergencias]
    not_in: [service/]
  - english: department
    say: [departamento]
same: [MRI of the hip]
"""


def problems(tmp_path: Path, english: str, said: str, *, language: str = "es", context: str | None = None):
    """Return what is wrong with one translation."""
    source = Source(area="dangers", context=context, text=english)
    place = tmp_path / language
    place.mkdir(exist_ok=True)
    told = f'msgctxt "{context}"\n' if context else ""
    asked, quoted = (text.replace('"', '\\"') for text in (english, said))
    head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n\n'
    (place / "dangers.po").write_text(f'{head}{told}msgid "{asked}"\nmsgstr "{quoted}"\n', encoding="utf-8")
    (place / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    found = [str(each) for each in problems_of({source.key: source}, tmp_path, language)]
    assert all(f"{language}/dangers.po:" in each for each in found)
    return found


@pytest.mark.parametrize(
    ("language", "english", "said"),
    [
        ("es", "Is it hot?", "¿Está caliente?"),
        ("es", "Go to the emergency department now.", "Vaya a urgencias ahora."),
        ("es", "How bad, from 0 to 10?", "¿Qué intensidad, de 0 a 10?"),
        ("es", "Type 2?, or ? if you do not know.", "Escriba 2?, o ? si no lo sabe."),
        (
            "es",
            "Say {department}, %(department)s or sub-department.",
            "Diga {department}, %(department)s o sub.",
        ),
        ("es", 'as ["buttock"]', 'como ["buttock"]'),
        ("es", "MRI of the hip", "MRI of the hip"),
        ("es", "CT", "CT"),
        ("es", "Wait: 38.5 °C for %(n)s days.", "Espere: 38,5 °C durante %(n)s días."),
        ("es", "Hold three to five seconds.", "Mantenga de 3 a 5 segundos."),
        ("de", "Say “it hurts”.", "Sagen Sie „es schmerzt“."),
        ("fr", "Is it hot?", "Est-ce chaud\u202f?"),
        ("fr", "Stop: rest! Then “go”.", "Arrêtez\u00a0: repos\u202f! Puis «\u00a0allez\u00a0»."),
        ("fr", "At 14:30, see https://example.org.", "À 14:30, voir https://example.org."),
        ("ar", "Is it hot?", "هل هي ساخنة؟"),
        ("ar", "38.5 °C, 2 days.", f"{EASTERN} درجة، يومان (2)."),
    ],
)
def test_what_is_right_is_let_through(tmp_path: Path, language, english, said) -> None:
    assert problems(tmp_path, english, said, language=language) == []


@pytest.mark.parametrize(
    ("language", "english", "said", "found"),
    [
        ("es", "Is it hot?", "Está caliente?", "0 ¿ and 1 ?"),
        ("es", "Stop now!", "Pare ahora!", "0 ¡ and 1 !"),
        ("es", "Stop now.", "Stop now.", "the English text itself"),
        ("es", "Take 400 mg twice.", "Tome 4000 mg dos veces.", "other numbers (4000)"),
        ("es", "Within 2 weeks.", "En unas semanas.", "other numbers (none)"),
        ("es", "Go to the emergency department.", "Vaya a la sala de emergencias.", "sala de emergencias"),
        ("es", "Go to the emergency department.", "Vaya al hospital.", "none of the words for"),
        ("es", "Go now.", "Vaya ahora", "no '.' at the end"),
        ("es", "the left leg", "la pierna izquierda.", "a full stop at the end"),
        ("es", "Go now.", "Vaya  ahora.", "two spaces"),
        ("es", "Go now.", " Vaya ahora.", "spaces at an end"),
        ("es", "Call %(number)s.", "Llame.", "no placeholder %(number)s"),
        ("es", "Say “now”.", 'Diga "ahora".', "straight quotation marks"),
        ("de", "Say “now”.", "Sagen Sie “jetzt”.", "not paired"),
        ("fr", "Is it hot?", "Est-ce chaud ?", "a no-break space"),
        ("fr", "Is it hot?", "Est-ce chaud?", "a no-break space"),
        ("fr", "Say “now”.", "Dites «maintenant».", "« or » without its space"),
        ("ar", "Is it hot?", "هل هي ساخنة?", "after Arabic"),
        ("ar", "Fever, pain.", "حمى, ألم.", "after Arabic"),
        ("ar", "Say “now”.", "قل “الآن”.", "“ or ”"),
        ("ar", "Fever and pain.", "Fieber und Schmerz.", "the English text itself"),
    ],
)
def test_each_kind_of_fault_is_found(tmp_path: Path, language, english, said, found) -> None:
    told = problems(tmp_path, english, said, language=language)
    assert found in "\n".join(told)


def test_a_term_may_mean_something_else_in_some_place(tmp_path: Path) -> None:
    text = "Emergency department"
    assert problems(tmp_path, text, "Hospital", context="service/emergency-department/name") == []
    assert problems(tmp_path, text, "Hospital", context="flag/fever/do-now")


def test_a_percent_sign_of_the_knowledge_is_only_a_sign(tmp_path: Path) -> None:
    """Nothing is filled into a text of the knowledge; into a message of a page, something is."""
    text = ("In 5 %.", "En el 5 % de los casos.")
    assert problems(tmp_path, *text, context="condition/x/plain") == []
    assert "a % that belongs to no placeholder" in str(problems(tmp_path, "Five.", "5 % de casos."))


def test_a_broken_glossary_is_named(tmp_path: Path) -> None:
    problems(tmp_path, "Go now.", "Vaya ahora.")
    (tmp_path / "es" / "glossary.yaml").write_text(
        "terms:\n  - english: a\n    says: [b]\n", encoding="utf-8"
    )
    assert "es/glossary.yaml:2" in "\n".join(map(str, problems_of({}, tmp_path, "es")))


def test_a_broken_file_and_a_strange_one_are_named(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "dangers.po").write_text('msgid "a"\nmsgstr "b\n', encoding="utf-8")
    (tmp_path / "es" / "other.po").write_text("", encoding="utf-8")
    found = "\n".join(map(str, problems_of({}, tmp_path, "es")))
    assert "es/dangers.po:2" in found
    assert "es/other.po: found a file that is named after no area" in found


def test_a_folder_of_no_language_is_named_and_not_offered(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("pygalgia.texts.known.languages", lambda: ("es", "qx"))
    offered.cache_clear()
    assert offered() == ("en", "es")
    offered.cache_clear()
    assert "named after no language" in str(*problems_of({}, tmp_path, "qx"))


def test_what_is_missing_is_named_by_area(tmp_path: Path) -> None:
    source = Source(area="dangers", context=None, text="Go now.")
    now = standing({source.key: source}, tmp_path, "es")
    assert "1 of 1 messages in English" in str(*missing_of(now, "es"))


def test_a_message_that_is_put_together_on_the_way_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "from pygalgia.texts import _, many\n"
        "_('right %(n)s', n=f'{1}')\n"
        "many('one', 'more', 3 // 2)\n"
        "_(f'wrong {1}')\n"
        "_('wrong' + str(1))\n"
    )
    assert [each.where for each in problems_of_code(tmp_path)] == ["a.py:4", "a.py:5"]


def test_our_own_messages_are_whole() -> None:
    assert [str(each) for each in problems_of_code()] == []


@pytest.mark.parametrize(
    ("english", "said", "expected"),
    [
        ("38.5", "38,5", ([], [])),
        ("1,000 mL", "1\u202f000 ml", ([], [])),
        ("one or two", "1 o 2", ([], [])),
        ("2 times", "dos veces", (["2"], [])),
        ("rest", "descanso de 3 días", ([], ["3"])),
        ("L5 and S1", "L5 y S1", ([], [])),
        ("%(n)s of 10", "%(n)s de 10", ([], [])),
    ],
)
def test_numbers_stay_the_same_numbers(english, said, expected) -> None:
    assert changed_numbers(english, said) == expected


def test_eastern_digits_are_digits() -> None:
    assert numbers(EASTERN) == {"38.5"}


def test_a_missing_file_and_an_empty_one_are_named(tmp_path: Path) -> None:
    """Of such an area nothing at all is said in this language."""
    source = Source(area="dangers", context=None, text="Go now.")
    (tmp_path / "es").mkdir()
    missing = str(*problems_of({source.key: source}, tmp_path, "es"))
    assert missing.startswith("es/dangers.po: found no such file")
    (tmp_path / "es" / "dangers.po").write_text("", encoding="utf-8")
    assert "es/dangers.po: found an empty file" in str(*problems_of({source.key: source}, tmp_path, "es"))
    assert list(problems_of({source.key: source}, tmp_path, "es", areas=("pages",))) == []
