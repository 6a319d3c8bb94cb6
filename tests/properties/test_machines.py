"""Whatever is done in whatever order, in the interview, in the browser and by the API: what must hold holds.

`make fuzz` takes many more acts, of other seeds, and counts them.
"""

from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from starlette.testclient import TestClient

from api_machine import api_machine
from case_machine import case_machine
from clinician_machine import clinician_machine
from diary_machine import diary_machine
from interview_machine import interview_machine
from pygalgia import Interviewer
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from unit_clock import Clock
from web_machine import web_machine
from web_site import Site


def short(examples, steps):
    """Return the settings of a run that is the same every time."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        # What is found is shrunk by the long run; here it is enough that it is found.
        phases=[Phase.generate],
    )


def meets_enough(machine, *acts, least=100):
    """Check that a run met something: how much of what moves with every question that is put otherwise."""
    assert all(machine.counts[each] for each in acts), machine.counts
    assert machine.counts.total() >= least, machine.counts


@pytest.fixture(scope="module")
def site(tmp_path_factory, knowledge):
    url, clock = f"sqlite:///{tmp_path_factory.mktemp('machines') / 'a.sqlite3'}", Clock()
    app = create_app(
        Settings(database_url=url, hosts=("testserver",), requests_per_minute=0),
        knowledge=knowledge,
        clock=clock,
    )
    with ExitStack() as stack:
        browser = stack.enter_context(TestClient(app))
        yield Site(app=app, here=app.state.services, clock=clock, portal=browser.portal)
    app.state.services.database.close()


def test_whatever_is_done_in_an_interview_what_must_hold_holds(knowledge):
    machine = interview_machine(Interviewer(knowledge))

    run_state_machine_as_test(machine, settings=short(20, 25))

    meets_enough(machine, "answered", "changed", "resumed")


@pytest.mark.slow
def test_whatever_a_program_sends_to_the_api_what_must_hold_holds(knowledge, site):
    machine = api_machine(Interviewer(knowledge), site.client())

    run_state_machine_as_test(machine, settings=short(15, 20))

    meets_enough(machine, "answered", "answered again", "sent nonsense")


@pytest.mark.slow
def test_whatever_is_written_in_a_case_file_every_face_says_the_same(knowledge, site):
    machine = case_machine(knowledge, site.client())

    run_state_machine_as_test(machine, settings=short(6, 15))

    meets_enough(machine, "told", "misspelt", "processes", "one more danger", least=50)


@pytest.mark.slow
def test_whatever_is_noted_in_the_browser_and_in_the_terminal_what_must_hold_holds(site):
    machine = diary_machine(site)

    run_state_machine_as_test(machine, settings=short(5, 14))

    meets_enough(machine, "noted in the browser", "noted in the terminal", "compared: both diaries", least=50)


@pytest.mark.slow
def test_whatever_a_clinician_does_with_a_patient_what_must_hold_holds(site):
    machine = clinician_machine(site)

    run_state_machine_as_test(machine, settings=short(8, 15))

    meets_enough(machine, "results recorded", "a result did what it said", "acknowledged", least=50)


@pytest.mark.slow
def test_whatever_is_done_in_the_browser_what_must_hold_holds(knowledge, site):
    machine = web_machine(site)

    run_state_machine_as_test(machine, settings=short(16, 16))

    meets_enough(machine, "acknowledged", "changed", "refused")
