"""What a field may hold is said in the language of whoever sent it, as exactly as pydantic says it."""

import re
from typing import Literal, get_args

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core.core_schema import ErrorType

from pygalgia.reading.expectation import _EXPECTED, expected
from pygalgia.texts import languages, using


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    age: int = Field(ge=0, le=120)
    sex: Literal["female", "male"]
    name: str = Field(max_length=3)


def problems(given):
    with pytest.raises(ValidationError) as refused:
        Asked.model_validate(given)
    return refused.value.errors()


GIVEN = {"age": -1, "sex": "x", "name": "Anna", "colour": "red"}


@pytest.mark.parametrize("language", languages())
def test_no_word_of_english_is_left(language):
    with using(language):
        told = " ".join(expected(each) for each in problems(GIVEN) + problems({"age": "one"}))
    assert "Input" not in told
    assert "Field" not in told
    assert not re.search(r"\bor\b", told)
    assert {"0", "'female'", "'male'", "3"} <= set(re.findall(r"'\w+'|\d+", told))


def test_in_english_pydantic_says_it_and_so_it_does_of_what_we_do_not_know():
    found = problems(GIVEN)
    assert [expected(each) for each in found] == [each["msg"] for each in found]
    with using("es"):
        assert expected({"type": "url_scheme", "msg": "URL scheme", "ctx": {}}) == "URL scheme"
        assert expected({"type": "greater_than", "msg": "greater", "ctx": {}}) == "greater"


def test_every_kind_of_error_that_has_a_message_exists():
    assert set(_EXPECTED) <= set(get_args(ErrorType))
