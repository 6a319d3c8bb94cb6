"""Polars frames get the answers of the same table."""

import polars as pl
import pytest

import tables
from pygalgia.batch import assess_table, frames
from pygalgia.errors import RequestError

DOCUMENTS = [
    {"id": "a", "sex": "female", "age_years": 40, "answers": {"fever": True, "pain-site": ["buttock-left"]}},
    {"id": "b", "answers": {"onset": "sudden", "temperature": {"value": 36.6, "unit": "Cel"}}},
]


@pytest.fixture
def frame() -> pl.DataFrame:
    return pl.from_arrow(tables.table_of(DOCUMENTS))


def test_a_frame_is_assessed_in_place(frame, knowledge):
    told = frame.pygalgia.assess(knowledge)

    assert told.to_dicts() == assess_table(tables.table_of(DOCUMENTS), knowledge).to_pylist()


def test_an_expression_gives_the_same_as_structs(frame, knowledge):
    lazy = frame.lazy().with_columns(arm=pl.lit("x"))

    told = lazy.select("arm", frames.assess(frame.columns, knowledge)).collect()

    assert told["assessment"].struct.unnest().to_dicts() == frame.pygalgia.assess(knowledge).to_dicts()
    assert told["arm"].to_list() == ["x", "x"]


def test_words_of_a_frame_may_be_categories(frame, knowledge):
    coded = frame.with_columns(pl.col("onset").cast(pl.Categorical))

    assert coded.pygalgia.assess(knowledge).equals(frame.pygalgia.assess(knowledge))


def test_a_column_that_cannot_be_used_is_named(frame, knowledge):
    with pytest.raises(RequestError, match="arm"):
        frame.with_columns(arm=pl.lit("x")).pygalgia.assess(knowledge)
