"""The knowledge in another language: the same object with its texts replaced, and all else shared."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.red_flag import Criterion
from pygalgia.knowledge.said import SAID, KnowledgeArea, area_of
from pygalgia.texts import ENGLISH, _, knowledge_texts, later, remember_english, using
from pygalgia.texts.lacking import forget_lacking, remember_lacking

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_AREAS = get_args(KnowledgeArea)
#: What tells one of a list from the others, where anything does.
_ID_FIELDS = ("id", "finding", "service", "caution", "caution_class", "kind", "name")
#: The parts of the base that hold texts, and the beginning of their messages' contexts.
_ROOTS = {
    "regions": "region",
    "case_mixes": "case-mix",
    "findings": "finding",
    "mechanisms": "mechanism",
    "conditions": "condition",
    "red_flags": "flag",
    "contradictions": "contradiction",
    "services": "service",
    "countries": "country",
    "care": "care",
    "interview": "interview",
    "calming": "calming",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeMessage:
    """One text of the knowledge that is said to somebody.

    Attributes:
        context: Where it stands, by ids that stay: `finding/fever/question`.
    """

    area: KnowledgeArea
    context: str
    text: str


def messages(base: KnowledgeBase) -> Iterator[KnowledgeMessage]:
    """Yield every text that is said, in order of the files; what one field says in several places, once."""
    found: dict[tuple[str, str], list[KnowledgeMessage]] = {}

    def note(area: KnowledgeArea, context: str, field: str, text: str) -> str:
        said = KnowledgeMessage(area=area, context=context, text=text)
        found.setdefault((field, text), []).append(said)
        return text

    _in_all(base, note)
    for (field, _text), places in found.items():
        first = min(places, key=lambda each: _AREAS.index(each.area))
        yield first if len({each.context for each in places}) == 1 else replace(first, context=shared(field))


def _is_sentence(text: str) -> bool:
    """Return whether a text stands by itself: words in the middle of a sentence bear no remark."""
    return text.rstrip().endswith((".", "?", "!"))


def shared(field: str) -> str:
    """Return the context of a text that a field says in several places ("yes", "Call for help.")."""
    return f"shared/{field}"


def translated(base: KnowledgeBase, language: str) -> KnowledgeBase:
    """Return the base with its texts in a language; a sentence without a translation is English and says so.

    Ids, numbers, rules and evidence are those of `base` itself. `pygalgia.texts.english` tells, of every text
    in it, what its English is.
    """
    if language == ENGLISH:
        return base
    say = knowledge_texts(language)
    english: dict[str, str] = {}
    lacking: Counter[str] = Counter()
    left: set[str] = set()

    def put(area: KnowledgeArea, context: str, field: str, text: str) -> str:
        said = say(context, text)
        if forget_lacking():
            said = say(shared(field), text)
            is_lacking = forget_lacking()
            lacking[area] += is_lacking
            if is_lacking:
                left.add(text)
            if is_lacking and area != "clinician" and _is_sentence(text):
                said = _(_UNTRANSLATED, english=text)
                forget_lacking()
        if said != text:
            english.setdefault(said, text)
        return said

    with using(language):
        made = _in_all(base, put)
    remember_english(language, english)
    for_clinicians = lacking["clinician"]
    remember_lacking(
        language,
        for_everybody=lacking.total() - for_clinicians,
        for_clinicians=for_clinicians,
        texts=frozenset(left),
    )
    return made


#: What has no translation, or one of an older English, is said in English, and says so.
_UNTRANSLATED = later("%(english)s [being translated]")
#: Takes the area, the context, the field and the text, and returns what stands in its place.
_Put = Callable[[KnowledgeArea, str, str, str], str]


def _in_all(base: KnowledgeBase, put: _Put) -> KnowledgeBase:
    """Return the base with each text that is said given to `put`, and what it returns in its place."""
    made: dict[str, Any] = {
        name: _walked(getattr(base, name), context, put) for name, context in _ROOTS.items()
    }
    return replace(base, **made)


def _walked(thing: object, context: str, put: _Put) -> object:
    """Return a part of the base with its texts replaced; the same object where nothing changed."""
    if isinstance(thing, tuple):
        parts = tuple(_walked(each, _below(context, each), put) for each in thing)
        return thing if all(new is old for new, old in zip(parts, thing, strict=True)) else parts
    if isinstance(thing, Mapping):
        inside = {key: _walked(each, f"{context}/{key}", put) for key, each in thing.items()}
        return thing if all(inside[key] is each for key, each in thing.items()) else inside
    if is_dataclass(thing) and not isinstance(thing, type):
        return _object(thing, context, put)
    return thing


def _object(thing: "DataclassInstance", context: str, put: _Put) -> object:
    changed: dict[str, object] = {}
    for name in _names(type(thing)):
        old = getattr(thing, name)
        area = area_of(thing, name)
        field = name.replace("_", "-")
        place = f"{context}/{field}"
        new = _walked(old, place, put) if area is None else _text(old, place, partial(put, area), field)
        if new is not old:
            changed[name] = new
    return replace(thing, **changed) if changed else thing


def _text(value: object, context: str, put: Callable[[str, str, str], str], field: str) -> object:
    """Return a field of text, a list of texts, or texts by key, as `put` has them."""
    if isinstance(value, str):
        return put(context, field, value) if value else value
    if isinstance(value, tuple):
        return tuple(_text(each, context, put, field) for each in value)
    if isinstance(value, Mapping):
        return {key: _text(each, f"{context}/{key}", put, field) for key, each in value.items()}
    return value


def _below(context: str, thing: object) -> str:
    """Return the context of one of a list: by its id, never by its place, which changes."""
    name = next((found for key in _ID_FIELDS if (found := getattr(thing, key, None))), "")
    return f"{context}/{name}" if name else context


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of object in which texts may stand, its own or further down."""
    hints = get_type_hints(kind)
    said = SAID.get(kind, {})
    return tuple(
        name for name in hints if name in said or any(_carries(each) for each in _kinds(hints[name]))
    )


@cache
def _carries(kind: type) -> bool:
    return kind in SAID or bool(_names(kind))


def _kinds(hint: object) -> Iterator[type]:
    """Yield the kinds of objects that a field may hold, themselves or in tuples and mappings."""
    if isinstance(hint, type) and is_dataclass(hint):
        # A test holds tests, and no words.
        if hint is not Criterion:
            yield hint
        return
    for part in get_args(hint):
        yield from _kinds(part)
