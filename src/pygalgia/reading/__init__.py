"""Read files strictly, and say where everything stands and everything that is wrong."""

from pygalgia.reading.json_text import RefusedTextError, json_value
from pygalgia.reading.problems import Problems, nearest, parse
from pygalgia.reading.yaml_file import Document, Location, read_yaml, read_yaml_text

__all__ = [
    "Document",
    "Location",
    "Problems",
    "RefusedTextError",
    "json_value",
    "nearest",
    "parse",
    "read_yaml",
    "read_yaml_text",
]
