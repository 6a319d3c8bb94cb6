"""What our description of the interface allows is answered as it says, and never by a fault."""

import pytest

from openapi_calls import application, called, operations

EXAMPLES = 25
SEED = 20261129


@pytest.fixture(scope="module")
def app(tmp_path_factory, knowledge):
    made = application(tmp_path_factory.mktemp("openapi"), knowledge)
    yield made
    made.state.services.database.close()


def test_every_operation_keeps_to_its_description(app):
    found = {f"{each.method} {each.path}": called(each, EXAMPLES, SEED) for each in operations(app)}
    assert len(found) > 15
    assert found["post /api/v1/assess"][200], "no case was ever assessed"
    assert found["post /api/v1/next-question"][200], "no question was ever asked"
