"""Objects that never change: frozen dataclasses that are cheap to define and to make.

A dataclass writes and compiles five functions of its own at every start of Python, half a millisecond for
each class; two hundred of them were a quarter of a start. A `Frozen` class is laid out in C. To whoever asks
it is a dataclass: `dataclasses.replace`, `fields`, `asdict` and `is_dataclass` take it for one.

Not for a class with a cached property, with hidden fields or such that are left out of comparisons, or that
pydantic reads (a note of the diary).
"""

import dataclasses
from typing import Any, ClassVar, dataclass_transform

import msgspec
from msgspec import field

__all__ = ["Frozen", "field"]


class _Laid(msgspec.StructMeta):
    """Every class made of it is frozen, and its fields are given by name."""

    def __new__(mcs, name: str, bases: tuple[type, ...], inside: dict[str, Any], **options: Any) -> Any:  # noqa: ANN401
        return super().__new__(mcs, name, bases, inside, **{"frozen": True, "kw_only": True, **options})


class _Fields:
    """The fields of a class as `dataclasses` knows them, made when somebody asks."""

    def __init__(self) -> None:
        self._known: dict[type, dict[str, dataclasses.Field[Any]]] = {}

    def __get__(self, instance: object, owner: type[msgspec.Struct]) -> dict[str, dataclasses.Field[Any]]:
        known = self._known.get(owner)
        if known is None:
            twin = dataclasses.make_dataclass(
                owner.__name__, [(name, Any) for name in owner.__struct_fields__]
            )
            known = self._known[owner] = {each.name: each for each in dataclasses.fields(twin)}
        return known


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Frozen(msgspec.Struct, metaclass=_Laid, frozen=True, kw_only=True):
    """Whatever is derived from it is frozen, compared and hashed by its fields, and made with names."""

    __dataclass_fields__: ClassVar[Any] = _Fields()
