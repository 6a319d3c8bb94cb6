"""Everything a machine can find wrong with the translations of a language, with file and line."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pygalgia.errors import Problem
from pygalgia.reading.search_words import read_search_words
from pygalgia.texts.written import cldr
from pygalgia.translating.exchange import fit_problems
from pygalgia.translating.figures import changed_numbers
from pygalgia.translating.files import Translation, language_files, plural_forms, read_file
from pygalgia.translating.glossary import NAME, Glossary, folded_text, read_glossary
from pygalgia.translating.reading_level import hardness, level_faults, measure_of
from pygalgia.translating.sources import AREAS, PACKAGE, Area, Key, Source
from pygalgia.translating.standing import Standing, standing
from pygalgia.translating.typography import typography_faults

#: Words of an English text that hold something to translate: names in capitals and symbols do not.
_WORDS = re.compile(r"\b[A-Za-z]?[a-z]{2,}\b")
_ARABIC = re.compile(r"[\u0600-\u06FF]")
_LONGEST_SHOWN = 90
#: How hard these are is not measured: words of a profession, and of a program.
_READ_BY_FEW: frozenset[Area] = frozenset({"clinician", "terminal"})
#: The functions that take messages, to how many of their first arguments those are.
_SAYING = {"_": 1, "later": 1, "many": 2, "in_context": 2}


def problems_of(
    sources: Mapping[Key, Source], root: Path, language: str, *, areas: tuple[Area, ...] = AREAS
) -> Iterator[Problem]:
    """Yield what is wrong with a language: files, placeholders, plurals, tags, numbers, words and marks.

    A message that is missing or stale is no problem here: it is said in English, and `pygalgia texts list`
    counts it. A whole file is.
    """
    if cldr(language) is None:
        yield Problem(
            where=language,
            found="a folder that is named after no language",
            expected="a BCP 47 tag that CLDR knows, such as es, pt-BR or ar",
            fix="rename it",
        )
        return
    for path in language_files(root, language):
        yield from _file_problems(path, language)
    yield from _absent_files(sources, root, language, areas)
    glossary, wrong = read_glossary(root, language)
    yield from wrong
    yield from read_search_words(root, language)[1]
    forms = plural_forms(language)
    now = standing(sources, root, language)
    for key, each in now.translated.items():
        source = sources[key]
        if source.area in areas:
            unfit = list(fit_problems(each, source, forms=forms))
            yield from unfit or _word_problems(each, source, language, glossary)
    yield from _level_problems(now, language, areas)


def _level_problems(now: Standing, language: str, areas: tuple[Area, ...]) -> Iterator[Problem]:
    measure = measure_of(language)
    for area in areas:
        if measure is None or area in _READ_BY_FEW:
            continue
        texts = [given.forms[-1] for source, given in now.rows(area) if given and not given.stale]
        found = hardness(language, texts)
        if found is not None and found > measure.together:
            yield Problem(
                where=f"{language}/{area}.po",
                found=f"{measure.name} {found:.1f} of all texts together",
                expected=f"at most {measure.together:g}",
                fix="say it in shorter words and sentences",
            )


def missing_of(now: Standing, language: str, *, areas: tuple[Area, ...] = AREAS) -> Iterator[Problem]:
    """Yield the areas that are not wholly said in a language, with the first message that is not."""
    for area in areas:
        inside = [each for each in now.sources.values() if each.area == area]
        left = [each for each in inside if each.key not in now.translated]
        if left:
            yield Problem(
                where=f"{language}/{area}.po",
                found=f"{len(left)} of {len(inside)} messages in English, such as {left[0].text!r}",
                expected="all of them translated and up to date",
                fix=f"pygalgia texts export --missing --language {language} --area {area}",
            )


def problems_of_code(package: Path = PACKAGE) -> Iterator[Problem]:
    """Yield the messages that cannot be found by their English, because it is put together on the way."""
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        if b"pygalgia.texts" not in content:
            continue
        for node in ast.walk(ast.parse(content)):
            if isinstance(node, ast.Call) and _says_what_is_made(node):
                yield Problem(
                    where=f"{path.relative_to(package).as_posix()}:{node.lineno}",
                    found="a message with its values already in it",
                    expected="one whole text with named placeholders",
                    fix='write _("... %(name)s ...", name=value)',
                )


def _says_what_is_made(node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Name) or node.func.id not in _SAYING:
        return False
    return any(isinstance(each, ast.JoinedStr | ast.BinOp) for each in node.args[: _SAYING[node.func.id]])


def _file_problems(path: Path, language: str) -> Iterator[Problem]:
    name = f"{language}/{path.name}"
    if path.stem not in AREAS:
        yield Problem(
            where=name,
            found="a file that is named after no area",
            expected=f"one of {', '.join(AREAS)}, with .po",
            fix="`pygalgia texts import` writes the files",
        )
    try:
        read_file(path, language=language, name=name)
    except ValueError as error:
        yield Problem(
            where=str(error).partition(": ")[0],
            found=str(error).partition(": ")[2],
            expected="a PO file in UTF-8",
            fix="mend the line, or import the messages anew",
        )


def _absent_files(
    sources: Mapping[Key, Source], root: Path, language: str, areas: tuple[Area, ...]
) -> Iterator[Problem]:
    needed = {each.area for each in sources.values()} & set(areas)
    for area in AREAS:
        path = root / language / f"{area}.po"
        if area in needed and not (path.is_file() and path.stat().st_size):
            yield Problem(
                where=f"{language}/{area}.po",
                found="an empty file" if path.is_file() else "no such file",
                expected="the messages of this area: all of them are said in English",
                fix=f"pygalgia texts export --language {language} --area {area}, translate and import it",
            )


def _word_problems(each: Translation, source: Source, language: str, glossary: Glossary) -> Iterator[Problem]:
    for number, said in enumerate(each.forms):
        english = source.text if source.plural is None or number == 0 else source.plural
        for found, expected in _faults(source, english, said, language, glossary):
            yield Problem(
                where=each.where,
                found=f"{found} in {_short(said)}",
                expected=expected,
                fix=f"mend it, or {NAME}; the English: {_short(english)}",
            )


#: The glossary keeps the words of everybody. Clinicians among themselves have those of their profession, but
#: names of findings and flags are read by all.
_IS_SHOWN_TO_ALL = re.compile(r"(?:finding|flag)/.*/name")


def _faults(
    source: Source, english: str, said: str, language: str, glossary: Glossary
) -> Iterator[tuple[str, str]]:
    if _is_untranslated(english, said, language) and english not in glossary.same:
        yield "the English text itself", f"a translation, or the text under `same` in {NAME}"
        return
    # A form for one or two things may say the number in words.
    if source.plural is None:
        lost, new = changed_numbers(english, said)
        if lost or new:
            yield (
                f"other numbers ({', '.join(new) or 'none'})",
                f"those of the English ({', '.join(lost) or 'no others'})",
            )
    if source.area != "clinician" or _IS_SHOWN_TO_ALL.fullmatch(source.context or ""):
        yield from glossary.faults(source.context, english, said)
    if source.area not in _READ_BY_FEW:
        yield from level_faults(language, said)
    yield from typography_faults(language, english, said)


def _is_untranslated(english: str, said: str, language: str) -> bool:
    if not _WORDS.search(re.sub(r"%\(\w+\)[sd]|\{\w+\}|</?[A-Za-z][^<>]*>", "", english)):
        return False
    if language.partition("-")[0] == "ar" and not _ARABIC.search(said):
        return True
    return folded_text(english) == folded_text(said)


def _short(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…")
