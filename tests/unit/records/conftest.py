import pytest

from pygalgia.records import RecordReader, load_codes


@pytest.fixture(scope="session")
def reader(knowledge):
    """Reads records with the shipped knowledge and codes."""
    return RecordReader(knowledge, load_codes(knowledge.base))
