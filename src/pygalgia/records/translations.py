"""A resource in English, with what it says in another language beside it, as FHIR has it."""

from collections.abc import Mapping
from typing import Any

from pygalgia.records.resources import Resource

EXTENSION = "http://hl7.org/fhir/StructureDefinition/translation"
#: The elements that people read; of others a difference is none of words.
_READ = frozenset(
    {"comment", "conclusion", "definition", "description", "details", "display", "label", "prefix", "purpose"}
    | {"requirements", "summary", "text", "title", "valueString", "value"}
)


def with_translations(english: Resource, other: Resource, language: str) -> Resource:
    """Return the English resource with the words of the other as translations.

    Args:
        english: The resource.
        other: The same resource, made in another language: ids, codes and order are those of the English.
        language: BCP 47 tag of the other.

    A narrative and a paper have no place for a translation: the narrative stays English, and a paper is in
    the other language.
    """
    made: Resource = _object(english, other, language)
    return made


def _object(english: Mapping[str, Any], other: Mapping[str, Any], language: str) -> dict[str, Any]:
    if english.get("contentType") == "application/pdf" and "data" in other:
        return {**other, "language": language}
    made: dict[str, Any] = {}
    for name, value in english.items():
        there = other.get(name)
        made.setdefault(name, _part(value, there, language))
        if name in _READ and isinstance(value, str) and isinstance(there, str) and there != value:
            made[f"_{name}"] = _translation(there, language, english.get(f"_{name}"))
    return made


def _part(english: object, other: object, language: str) -> object:
    if isinstance(english, Mapping) and isinstance(other, Mapping):
        return _object(english, other, language)
    if isinstance(english, list) and isinstance(other, list) and len(english) == len(other):
        return [_part(each, there, language) for each, there in zip(english, other, strict=True)]
    return english


def _translation(text: str, language: str, before: object) -> dict[str, Any]:
    extension = {
        "url": EXTENSION,
        "extension": [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}],
    }
    held = dict(before) if isinstance(before, Mapping) else {}
    return {**held, "extension": [*held.get("extension", []), extension]}
