"""Read files strictly and within bounds, and say where everything stands and everything that is wrong."""

from pygalgia.reading.document import Document, read_json_file, read_json_text
from pygalgia.reading.file_text import file_bytes, file_text, open_regular
from pygalgia.reading.json_text import (
    Location,
    RefusedTextError,
    RepeatedKeyError,
    json_value,
    place_refused,
    places,
    repeated,
)
from pygalgia.reading.problems import Problems, nearest, parse
from pygalgia.reading.yaml_file import read_yaml, read_yaml_text

__all__ = [
    "Document",
    "Location",
    "Problems",
    "RefusedTextError",
    "RepeatedKeyError",
    "file_bytes",
    "file_text",
    "json_value",
    "nearest",
    "open_regular",
    "parse",
    "place_refused",
    "places",
    "read_json_file",
    "read_json_text",
    "read_yaml",
    "read_yaml_text",
    "repeated",
]
