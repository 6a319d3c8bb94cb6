"""A resource in the language that was asked for, with the English of each text beside it, as FHIR has it."""

from collections.abc import Mapping
from typing import Any

from pygalgia.records.resources import Resource
from pygalgia.texts import ENGLISH

EXTENSION = "http://hl7.org/fhir/StructureDefinition/translation"
#: The elements that people read; of others a difference is none of words.
_READ = frozenset(
    {"comment", "conclusion", "definition", "description", "details", "display", "label", "prefix", "purpose"}
    | {
        "requirements",
        "summary",
        "text",
        "title",
        "valueString",
        "value",
        "detail",
        "rationale",
        "mitigation",
    }
    | {"citation"}
)


def with_english(told: Resource, english: Resource, language: str) -> Resource:
    """Return a resource in a language, said so by each resource in it, with its English as translations.

    Args:
        told: The resource in the language.
        english: The same resource in English: ids, codes and order are the same.
        language: BCP 47 tag.

    A narrative has no place for a translation and a paper is not compared: they are in the language alone.
    """
    made: Resource = _object(told, english, language)
    return made


def _object(told: Mapping[str, Any], english: Mapping[str, Any], language: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in told.items():
        there = english.get(name)
        made.setdefault(name, _part(value, there, language))
        if name == "resourceType" and "language" not in told:
            made["language"] = language
        if name in _READ and isinstance(value, str) and isinstance(there, str) and there != value:
            made[f"_{name}"] = _translation(there, told.get(f"_{name}"))
    return made


def _part(told: object, english: object, language: str) -> object:
    if isinstance(told, Mapping):
        return _object(told, english if isinstance(english, Mapping) else {}, language)
    if isinstance(told, list):
        # Lists that do not go together, such as more or fewer lines, have no English beside them.
        fits = isinstance(english, list) and len(english) == len(told)
        beside = english if fits and isinstance(english, list) else [None] * len(told)
        return [_part(each, there, language) for each, there in zip(told, beside, strict=True)]
    return told


def _translation(text: str, before: object) -> dict[str, Any]:
    extension = {
        "url": EXTENSION,
        "extension": [{"url": "lang", "valueCode": ENGLISH}, {"url": "content", "valueString": text}],
    }
    held = dict(before) if isinstance(before, Mapping) else {}
    return {**held, "extension": [*held.get("extension", []), extension]}
