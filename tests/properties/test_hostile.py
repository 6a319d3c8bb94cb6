"""Whatever a program or a file says: an answer or a refusal in words, never an exception of somebody else.

To look longer, raise `PYGALGIA_FUZZ` (examples of each property; seeds are fixed).
"""

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import pygalgia
from pygalgia.errors import PygalgiaError
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings

EXAMPLES = int(os.environ.get("PYGALGIA_FUZZ", "50"))
CASES = Path(__file__).parents[2] / "cases" / "dev"
few = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)

WORDS = st.sampled_from(
    ["present", "absent", "unknown", "skipped", "unticked", "ask", "yes", "no", "", "today", "months", "Cel",
     "mg/L", "a", "h", "female", "patient", "self", "buttock-left", "\ud800", "\x00", "\u2028", "x" * 300]
)  # fmt: skip
NUMBERS = st.one_of(
    st.floats(),
    st.integers(-(10**3), 10**3),
    st.sampled_from([10**18, 2**63, 10**120, -0.0, 1e308, 120, 121]),
)
PLAIN = st.one_of(st.none(), st.booleans(), NUMBERS, WORDS)
KEYS = st.one_of(
    WORDS, st.sampled_from(["value", "unit", "state", "since", "course", "past", "given", "lines"])
)
ANY = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=8
)
SHAPED = st.one_of(
    ANY,
    st.fixed_dictionaries({"value": NUMBERS, "unit": WORDS}),
    st.fixed_dictionaries(
        {"state": PLAIN}, optional={"since": ANY, "course": ANY, "past": ANY, "more": PLAIN}
    ),
    st.lists(WORDS, max_size=4),
)


def text_of(value):
    """Return JSON as a careless program writes it: NaN, halves of characters and all."""
    return json.dumps(value).encode()


@pytest.fixture(scope="module")
def client(tmp_path_factory, knowledge):
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'a.sqlite3'}"
    app = create_app(
        Settings(database_url=url, hosts=("testserver",), requests_per_minute=0), knowledge=knowledge
    )
    yield TestClient(app, raise_server_exceptions=False, follow_redirects=False)
    app.state.services.database.close()


@pytest.fixture(scope="module")
def names(knowledge):
    base = knowledge.base
    rules = base.interview
    questions = [
        *rules.persons, *(f"screen/{each.id}" for each in rules.screen),
        *(f"list/{each.id}" for each in (*rules.lists, *rules.sheets)),
        *(f"check/{name}" for name in base.contradictions), "list/", "list/x/2", "check/x", "",
    ]  # fmt: skip
    findings = list(base.findings)
    return st.sampled_from([*findings, "nothing"]), st.sampled_from(findings[::7] + questions)


def well_formed(answer):
    """Check an answer: none of ours is a 5xx, and each problem says where, what was found and expected."""
    assert answer.status_code < 500, answer.text
    told = json.loads(answer.content, parse_constant=pytest.fail)
    if answer.status_code != 200:
        for each in told["errors"]:
            assert all(each[part] for part in ("where", "found", "expected"))
    return told


def are_shares_of_one(shares):
    """Check the probabilities of the causes that are listed; the least likely are not."""
    assert all(0 <= each <= 1 for each in shares)
    assert 0 < sum(shares) <= 1 + 1e-4


@given(data=st.data())
@few
def test_any_case_is_assessed_or_refused(client, names, data):
    answers = data.draw(st.dictionaries(names[0], SHAPED, max_size=4))
    row = {"schema": "pygalgia/case/1", "id": "a", "answers": answers}
    row |= data.draw(
        st.fixed_dictionaries({}, optional={"age_years": PLAIN, "sex": WORDS, "id": WORDS, "x": ANY})
    )
    told = well_formed(
        client.post("/api/v1/assess", content=text_of(row), headers={"content-type": "application/json"})
    )
    if "conditions" in told:
        are_shares_of_one([each["probability"] for each in told["conditions"]])


@given(data=st.data())
@few
def test_any_step_of_an_interview_is_taken_or_refused(client, names, data):
    said = st.fixed_dictionaries(
        {"question": names[1]},
        optional={"given": SHAPED, "lines": st.dictionaries(names[0], WORDS, max_size=4)},
    )
    body = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "interview": st.fixed_dictionaries(
                    {"steps": st.lists(said, max_size=4)},
                    optional={
                        "told": st.lists(WORDS, max_size=2),
                        "again": st.lists(names[0], max_size=2),
                        "examining": st.lists(st.sampled_from(["examiner", "laboratory"]), max_size=2),
                        "ended": st.booleans(),
                    },
                ),
                "answer": st.fixed_dictionaries(
                    {"question": names[1]},
                    optional={"given": SHAPED, "ticked": st.lists(WORDS, max_size=2), "unsure": ANY},
                ),
                "action": st.sampled_from(["back", "continue", "end", None, 5]),
            },
        )
    )
    well_formed(
        client.post(
            "/api/v1/next-question", content=text_of(body), headers={"content-type": "application/json"}
        )
    )


PATHS = [
    "/begin", "/interview", "/reports", "/diary", "/keep", "/result", "/interview/answers/0", "/editor/login",
    "/my-data/delete", "/clinician/begin", f"/interview/answers/{2**70}",
]  # fmt: skip
FIELDS = [
    "question", "answer", "value", "unit", "text", "do", "page", "passage", "worst", "at", "zone", "csrf",
    "login", "password", "for-whom",
]  # fmt: skip


@given(data=st.data())
@few
def test_any_form_of_the_pages_is_answered(client, data):
    path = data.draw(st.sampled_from(PATHS))
    fields = data.draw(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=20) | WORDS, max_size=5))
    body = {name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}
    assert client.post(path, data=body).status_code < 500
    query = {name: value.encode("utf-8", "replace") for name, value in fields.items()}
    assert client.get(path, params=query).status_code < 500


PIECES = st.sampled_from(
    [
        b"[", b"{", b"- ", b"? ", b"&a ", b"*a", b"!!x ", b"%TAG ! a\n", b": ", b"\n", b"\x00", b"\xff",
        b"'", b"#", b"\xe2\x80\xa8", b"9" * 120, b".inf", b"1e999", b'"', b"| ", b"<<: ", b"\t", b"true",
        b"---\n",
    ]
)  # fmt: skip
SHIPPED = [path.read_bytes() for path in sorted(CASES.glob("*.yaml"))[::9]]


def mutated(text, changes):
    """Return a text with pieces put in at shares of its length, and some bytes after each taken out."""
    for share, piece, lost in changes:
        start = int(share * len(text))
        text = text[:start] + piece + text[start + lost :]
    return text


@given(
    text=st.sampled_from(SHIPPED),
    changes=st.lists(st.tuples(st.floats(0, 1), PIECES, st.integers(0, 12)), min_size=1, max_size=4),
)
@few
def test_a_mutated_case_file_is_assessed_or_refused(knowledge, tmp_path, text, changes):
    path = tmp_path / "case.yaml"
    path.write_bytes(mutated(text, changes))
    with suppress(PygalgiaError):
        case = pygalgia.read_case(path, knowledge)
        are_shares_of_one([each.probability for each in pygalgia.assess(case, knowledge).conditions])
