"""How hard a translation is to read: the bars of the English, in the measure that each language has.

English is kept at grade 8 where texts are read together, and at grade 9 each by itself. Grades are those of
Flesch's table, in which 60 is the end of grade 9.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_END = re.compile(r"[.!?:;…\u061f\u061b]+(?=\s|$|[»”“)])")
#: A formula says nothing of a few words.
FEWEST_WORDS = 20
LONGEST_SENTENCE = 30
_LONG_LETTERS = 6
_MANY_SYLLABLES = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas count in a text of at least one word.

    Attributes:
        words: How many.
        per_sentence: Words in a sentence, on average.
        syllables: In a word, on average.
        long: Share (0 to 1) of words of more than six letters.
        many: Share of words of three syllables or more.
        single: Share of words of one syllable.
    """

    words: int
    per_sentence: float
    syllables: float
    long: float
    many: float
    single: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A formula, made so that a higher figure is harder, and how hard a text may be.

    Attributes:
        name: As it is published.
        together: The bar of texts that are read together.
        alone: That of one text.
    """

    name: str
    hardness: Callable[[Counts], float]
    together: float
    alone: float


def _wiener(text: Counts) -> float:
    """Return a school grade.

    Source:
        Bamberger and Vanecek 1984, Lesen - Verstehen - Lernen - Schreiben: erste Wiener Sachtextformel.
    """
    return 19.35 * text.many + 0.1672 * text.per_sentence + 12.97 * text.long - 3.27 * text.single - 0.875


def _fernandez_huerta(text: Counts) -> float:
    """Return Flesch's ease for Spanish, turned round: 100 less the ease.

    Source:
        Fernández Huerta 1959, Medidas sencillas de lecturabilidad; syllables for each word.
    """
    return 100 - (206.84 - 60 * text.syllables - 1.02 * text.per_sentence)


def _kandel_moles(text: Counts) -> float:
    """Return Flesch's ease for French, turned round: 100 less the ease.

    Source:
        Kandel and Moles 1958, Application de l'indice de Flesch à la langue française.
    """
    return 100 - (207 - 73.6 * text.syllables - 1.015 * text.per_sentence)


def _lix(text: Counts) -> float:
    """Return words in a sentence and per cent of long words, added.

    No formula for Arabic has grades, and without vowel signs no syllable can be counted. This one was made to
    serve any language; grade 8 ends at 39 and grade 9 at 43 in Anderson's table, which is for English.

    Source:
        Björnsson 1968, Läsbarhet; Anderson 1983, Lix and Rix: variations on a little-known readability index.
    """
    return text.per_sentence + 100 * text.long


_MEASURES = {
    "de": Measure("Wiener Sachtextformel", _wiener, together=8, alone=9),
    "es": Measure("100 - Fernández Huerta", _fernandez_huerta, together=35, alone=40),
    "fr": Measure("100 - Kandel and Moles", _kandel_moles, together=35, alone=40),
    "ar": Measure("Lix", _lix, together=39, alone=43),
}


def measure_of(language: str) -> Measure | None:
    """Return what a language is measured by; None where no formula is known here."""
    return _MEASURES.get(language.partition("-")[0])


def level_faults(language: str, said: str) -> Iterator[tuple[str, str]]:
    """Yield why a translation is too hard to read: what was found, what was expected."""
    longest = max((len(_WORD.findall(each)) for each in _sentences(said)), default=0)
    if longest > LONGEST_SENTENCE:
        yield f"a sentence of {longest} words", f"at most {LONGEST_SENTENCE}: make two of it"
    measure, found = measure_of(language), hardness(language, [said])
    if measure is not None and found is not None and found > measure.alone:
        yield f"{measure.name} {found:.1f}", f"at most {measure.alone:g}: shorter words or sentences"


def hardness(language: str, texts: Iterable[str]) -> float | None:
    """Return how hard texts are that are read together; None without a formula, or with few words."""
    measure, text = measure_of(language), counted(language, texts)
    if measure is None or text is None or text.words < FEWEST_WORDS:
        return None
    return measure.hardness(text)


def counted(language: str, texts: Iterable[str]) -> Counts | None:
    """Return what the formulas count; None where no word is. The end of a text ends a sentence."""
    sentences = [words for each in texts for part in _sentences(each) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return None
    each = [syllables(language, word) for word in words]
    return Counts(
        words=len(words),
        per_sentence=len(words) / len(sentences),
        syllables=sum(each) / len(words),
        long=sum(len(word) > _LONG_LETTERS for word in words) / len(words),
        many=sum(number >= _MANY_SYLLABLES for number in each) / len(words),
        single=sum(number == 1 for number in each) / len(words),
    )


def syllables(language: str, word: str) -> int:
    """Return how many syllables a word has, by its vowels: near enough for an average.

    Examples:
        >>> [syllables("de", word) for word in ("Knie", "Gesäß", "Notaufnahme")]
        [1, 2, 4]
        >>> [syllables("es", word) for word in ("pie", "días", "urgencias")]
        [1, 2, 3]
        >>> [syllables("fr", word) for word in ("jambe", "genou", "urgences")]
        [1, 2, 2]
    """
    small = word.casefold()
    groups: list[str] = re.findall(r"[aeiouyàâáäãåéèêëíîïóôöòúùûüœæ]+", small)
    if language.startswith("es"):
        # Two strong vowels, and a weak one with an accent, do not melt into one syllable.
        number = sum(max(1, len(re.findall(r"[aeoáéíóú]", group))) for group in groups)
    else:
        number = len(groups)
    if language.startswith("fr") and number > 1 and re.search(r"[^aeiouyéèêë]es?$", small):
        number -= 1
    return max(number, 1)


def _sentences(text: str) -> list[str]:
    return _END.split(_PLACEHOLDER.sub("5", _MARKUP.sub(" ", text)))
