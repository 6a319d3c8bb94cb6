"""Over random walks an interview keeps its promises, and the API asks and judges as the program does."""

import pytest
from starlette.testclient import TestClient

from interview_walks import InterviewWalk
from pygalgia import Interviewer
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings


@pytest.fixture(scope="module")
def client(tmp_path_factory, knowledge):
    url = f"sqlite:///{tmp_path_factory.mktemp('walks') / 'a.sqlite3'}"
    settings = Settings(database_url=url, hosts=("testserver",), requests_per_minute=0)
    app = create_app(settings, knowledge=knowledge)
    yield TestClient(app)
    app.state.services.database.close()


@pytest.mark.slow
def test_over_random_walks_an_interview_keeps_its_promises(knowledge, client):
    """`python benchmarks/walks.py --face interview` takes many more of them."""
    leader = Interviewer(knowledge)
    walks = [InterviewWalk(leader, seed, client if seed % 5 == 0 else None).run(25) for seed in range(40)]

    assert sum(each.steps for each in walks) >= 400
    assert sum(each.emergencies for each in walks) >= 10
    assert {"settled", "emergency", "requested"} <= {kind for each in walks for kind in each.stops}
