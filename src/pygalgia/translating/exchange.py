"""Messages out to whoever translates, and translations in: whole and fitting, or not at all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pygalgia.errors import Problem, RequestError
from pygalgia.texts.fitting import Misfit, misfits
from pygalgia.translating.files import Translation, plural_forms, read_file, written_file
from pygalgia.translating.sources import AREAS, Area, Key, Source
from pygalgia.translating.standing import Standing, beside
from pygalgia.writing import whole_file


def exported(standing: Standing, *, language: str, areas: Iterable[Area], only_missing: bool) -> bytes:
    """Return the messages of some areas as one file, with the translations there are.

    Args:
        standing: How far the language is.
        language: Its BCP 47 tag.
        areas: Which messages.
        only_missing: Leave out what is translated and up to date.
    """
    chosen = list(areas)
    rows = [
        (source, given)
        for area in chosen
        for source, given in standing.rows(area)
        if not (only_missing and given is not None and not given.stale)
    ]
    return written_file(rows, language=language, area=" ".join(chosen))


def imported(standing: Standing, file: Path, *, language: str, root: Path) -> dict[Area, int]:
    """Merge a translated file into those of a language; return how many messages of each area are new.

    What is empty or marked as fuzzy stays as it was.

    Raises:
        RequestError: something in the file cannot be said; nothing was written. Every problem with its line.
    """
    given = _read(file, language)
    done = {key: each for key, each in given.items() if each.is_translated and not each.stale}
    problems = list(_problems(done, standing.sources, forms=plural_forms(language)))
    if problems:
        raise RequestError(problems)
    changed: dict[Area, int] = {}
    for key, each in done.items():
        before = standing.translated.get(key)
        if before is None or before.forms != each.forms:
            area = standing.sources[key].area
            changed[area] = changed.get(area, 0) + 1
    merged = beside(standing.sources, {**standing.translated, **standing.stale, **done})
    for area in changed:
        keep(merged, area, language=language, root=root)
    return {area: changed[area] for area in AREAS if area in changed}


def keep(standing: Standing, area: Area, *, language: str, root: Path) -> None:
    """Write the file of one area anew: what is translated, and what became stale."""
    # Remarks and places are for a translator: in what is kept they would only change.
    rows = [
        (replace(source, hints=(), places=()), given)
        for source, given in standing.rows(area)
        if given is not None
    ]
    folder = root / language
    folder.mkdir(parents=True, exist_ok=True)
    with whole_file(folder / f"{area}.po") as out:
        out.write(written_file(rows, language=language, area=area))
    (folder / f"{area}.po").chmod(0o644)


def fit_problems(each: Translation, source: Source, *, forms: int) -> Iterator[Problem]:
    """Yield what keeps one translation from being said."""
    if source.plural is not None and (len(each.forms) != forms or not all(each.forms)):
        yield Problem(
            where=each.where,
            found=f"{sum(map(bool, each.forms))} plural forms",
            expected=f"{forms}, none of them empty",
            fix="fill in each msgstr[...] of this language",
        )
        return
    for form in each.forms:
        for misfit in _misfits(source, form):
            yield _problem(misfit, each)


def _misfits(source: Source, form: str) -> Iterator[Misfit]:
    return misfits(
        source.plural or source.text,
        form,
        plural=source.plural is not None,
        filled="/" not in (source.context or ""),
    )


def _read(file: Path, language: str) -> dict[Key, Translation]:
    try:
        return read_file(file, language=language, name=str(file))
    except (ValueError, OSError) as error:
        raise RequestError(
            [
                Problem(
                    where=str(file),
                    found=f"what cannot be read ({error})",
                    expected="a PO file in UTF-8, as `pygalgia texts export` writes it",
                    fix="mend the line that is named, or export it again",
                )
            ]
        ) from error


def _problems(
    done: Mapping[Key, Translation], sources: Mapping[Key, Source], *, forms: int
) -> Iterator[Problem]:
    for key, each in done.items():
        source = sources.get(key)
        if source is None:
            yield Problem(
                where=each.where,
                found=f"the message {each.text!r}" + (f" of {each.context}" if each.context else ""),
                expected="a message that is said today",
                fix="export the area again: the English text may have changed",
            )
        else:
            yield from fit_problems(each, source, forms=forms)


def _problem(misfit: Misfit, each: Translation) -> Problem:
    return Problem(where=each.where, found=misfit.found, expected=misfit.expected, fix=misfit.fix)
