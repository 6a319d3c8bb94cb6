"""What a field of a file or of a request may hold, said in the language spoken now.

Pydantic says it in English: that stands where English is spoken, and where no message of ours fits.
"""

from typing import TYPE_CHECKING, Any

from pygalgia.texts import _, later, speaks_english

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

#: Pydantic's kinds of errors to what was expected.
_EXPECTED = {
    "missing": later("a value: this field is needed"),
    "extra_forbidden": later("no field of this name"),
    "literal_error": later("one of %(expected)s"),
    "enum": later("one of %(expected)s"),
    "greater_than": later("more than %(gt)s"),
    "greater_than_equal": later("%(ge)s or more"),
    "less_than": later("less than %(lt)s"),
    "less_than_equal": later("%(le)s or less"),
    "string_type": later("a text"),
    "string_too_short": later("a text of %(min_length)s characters or more"),
    "string_too_long": later("a text of %(max_length)s characters or fewer"),
    "string_pattern_mismatch": later("a text of the form %(pattern)s"),
    "too_short": later("%(min_length)s entries or more"),
    "too_long": later("%(max_length)s entries or fewer"),
    "int_type": later("a whole number"),
    "int_parsing": later("a whole number"),
    "int_from_float": later("a whole number"),
    "float_type": later("a number"),
    "float_parsing": later("a number"),
    "finite_number": later("a finite number"),
    "bool_type": later("true or false"),
    "bool_parsing": later("true or false"),
    "list_type": later("a list"),
    "tuple_type": later("a list"),
    "set_type": later("a list"),
    "dict_type": later("an object of fields and values"),
    "mapping_type": later("an object of fields and values"),
    "model_type": later("an object of fields and values"),
    "model_attributes_type": later("an object of fields and values"),
    "date_from_datetime_parsing": later("a date as 2026-05-31"),
    "date_parsing": later("a date as 2026-05-31"),
    "none_required": later("nothing"),
}
#: Of these pydantic's English names a class of ours, which means nothing to whoever wrote the file.
_NAMES_A_CLASS = frozenset({"model_type", "model_attributes_type"})


def expected(detail: "ErrorDetails | Mapping[str, Any]") -> str:
    """Return what pydantic expected where it found something else.

    Examples:
        >>> from pygalgia.texts import using
        >>> found = {"type": "string_type", "msg": "Input should be a valid string"}
        >>> expected(found)
        'Input should be a valid string'
        >>> with using("es"):
        ...     expected(found)
        'un texto'
    """
    message = _EXPECTED.get(detail["type"])
    if message is None or (speaks_english() and detail["type"] not in _NAMES_A_CLASS):
        return str(detail["msg"])
    context = {name: _written(name, value) for name, value in (detail.get("ctx") or {}).items()}
    if "%(" in message and not context:
        return str(detail["msg"])
    try:
        return _(message, **context)
    except KeyError:
        return str(detail["msg"])


def _written(name: str, value: object) -> str:
    """Return a value of a message; between alternatives stands no word of English."""
    return str(value).replace(" or ", ", ") if name == "expected" else str(value)
