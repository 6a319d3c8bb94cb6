"""Spanish is read by the same rules as English, from its own words; what is in neither is said to be so."""

import pytest

from pygalgia.own_words import LANGUAGES, lexicon, lint
from pygalgia.own_words.tokens import plain


def answers(reading):
    return {each.finding: each.state for each in reading.answers if each.state is not None}


def doubts(reading):
    return {each.finding: each.doubt for each in reading.candidates if each.doubt}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_every_finding_of_a_person(knowledge, language):
    words = lexicon(language)
    lint(words, knowledge.base)
    for index in (words.findings, words.figures, words.places, words.context, words.people, words.times):
        assert index.phrases
        for said in index.phrases:
            assert said.phrase.regex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no tengo fiebre pero no siento el culo", {"fever": "absent", "saddle-numbness": "present"}),
        ("no me he orinado encima, pero no puedo orinar", {"bladder-change": "cannot-pass"}),
        ("niega dolor, fiebre o debilidad", {"fever": "absent", "leg-weakness": "absent"}),
        ("ni fiebre ni escalofríos", {"fever": "absent", "chills-rigors": "absent"}),
        ("adormecimiento: no", {"leg-numbness": "absent"}),
        ("ME DUELE EL GLUTEO Y NO PUEDO ORINAR", {"bladder-change": "cannot-pass"}),
        ("se me durmió el pie", {"leg-numbness": "present"}),
        ("tengo 3 anos con dolor en la cadera", {}),
    ],
)
def test_what_is_told_in_spanish_is_read(reader, text, expected):
    reading = reader(text)
    assert reading.language == "spanish"
    found = answers(reading)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("no tengo fiebre se me duerme el pie", "leg-numbness"),
        ("no tengo fiebre tengo la pierna débil", "leg-weakness"),
        ("sin fiebre no siento las piernas", "leg-numbness"),
        ("no orino bien desde ayer", "bladder-change"),
        ("no me siento bien", "feeling-very-ill"),
        ("no voy al baño normal, no controlo los gases", "bowel-control-change"),
        ("no diría que no siento nada en los genitales", "saddle-numbness"),
    ],
)
def test_a_denial_of_one_thing_is_no_denial_of_the_next(reader, text, finding):
    assert answers(reader(text)).get(finding) not in ("absent", "none")


@pytest.mark.parametrize(
    ("text", "finding", "doubt"),
    [
        ("no tengo dolor, fiebre, debilidad", "fever", "unclear"),
        ("creo que no tengo fiebre", "fever", "unclear"),
        ("mi madre tuvo cáncer de mama", "cancer-history", "somebody-else"),
        ("¿y si pierdo el control de la orina?", "bladder-change", "imagined"),
        ("de niño tuve fiebre reumática", "fever", "another-time"),
    ],
)
def test_ambiguity_is_a_question_in_spanish_too(reader, text, finding, doubt):
    assert doubts(reader(text))[finding] == doubt


def test_a_year_is_no_part_of_the_body(reader):
    assert plain("un año") != plain("un ano")
    reading = reader("me duele hace un ano en el ano")
    assert {each.regions for each in reading.answers if each.regions} == {("anus-middle",)} or any(
        "anus" in region for each in reading.answers for region in each.regions
    )
    assert any(each.value == 1 and each.unit == "a" for each in reading.answers)


def test_what_is_over_and_since_when_is_read_in_spanish(reader):
    (numb,) = [
        each
        for each in reader("se me durmió la pierna ayer pero ya se me pasó").answers
        if each.finding == "leg-numbness"
    ]
    assert numb.time.past
    assert numb.time.since == "today"


def test_side_number_and_person_are_read_in_spanish(reader):
    reading = reader("Tengo 45 años, dolor en la nalga derecha desde hace 3 semanas, 7 de 10")
    assert reading.person.age_years == 45
    assert any(each.regions == ("buttock-right",) for each in reading.answers)
    numbers = {each.finding: (each.value, each.unit) for each in reading.answers if each.value is not None}
    assert numbers == {"duration": (3, "wk"), "severity": (7, "{score}")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Seit drei Wochen tut mir das Gesäß weh", "de"),
        ("J'ai mal à la fesse droite depuis trois semaines et je ne peux pas m'asseoir", "fr"),
        ("Estou com dor na nádega direita há duas semanas e não consigo sentar", "pt"),
        ("عندي ألم في الورك منذ أسبوعين", "ar"),
        ("Мне больно сидеть уже две недели", "ru"),
    ],
)
def test_who_writes_in_another_language_is_told_so_in_it_and_nothing_is_guessed(reader, text, language):
    reading = reader(text)
    assert reading.language == "other"
    assert not reading.candidates
    assert (reading.notice_language, bool(reading.notice)) == (language, True)


def test_letters_without_sense_are_told_of_in_no_language(reader):
    assert reader("asdf qwer zxcv poiu lkjh").notice == ""
