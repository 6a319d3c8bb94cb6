"""Reassurance never raises urgency: the numbers on random small bases, the whole on the shipped one."""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies
from pygalgia import assessing, encoding, inference
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING


@given(strategies.bases_and_cases(), st.data())
@settings(max_examples=300, deadline=None)
def test_leaving_out_a_reassuring_row_never_lowers_any_number(base_and_case, data):
    base, case = base_and_case
    model = encoding.compile_network(base)
    rows = model.rows(case, base.findings)
    reassuring = np.array(
        data.draw(st.lists(st.sampled_from([False, True]), min_size=rows.size, max_size=rows.size)),
        dtype=bool,
    )
    if not reassuring.any():
        return
    dropped = data.draw(st.sampled_from(list(rows[reassuring])))
    log_prior = model.priors.log_prior(case)

    full = inference.cautious_probability(model, log_prior, rows[~reassuring], rows[reassuring])
    fewer = inference.cautious_probability(
        model, log_prior, rows[~reassuring], rows[reassuring & (rows != dropped)]
    )

    assert (fewer >= full * (1 - 1e-9)).all()


@given(strategies.bases_and_cases(), st.data())
@settings(max_examples=200, deadline=None)
def test_reassurance_raises_no_number_and_none_exceeds_the_posterior(base_and_case, data):
    base, case = base_and_case
    model = encoding.compile_network(base)
    rows = model.rows(case, base.findings)
    reassuring = np.array(
        data.draw(st.lists(st.booleans(), min_size=rows.size, max_size=rows.size)), dtype=bool
    )
    log_prior = model.priors.log_prior(case)

    cautious = inference.cautious_probability(model, log_prior, rows[~reassuring], rows[reassuring])

    for given_rows in (rows, rows[~reassuring]):
        assert (cautious <= inference.posterior(model, log_prior, given_rows).probability * (1 + 1e-9)).all()


@given(strategies.bases_and_cases(), st.data())
@settings(max_examples=300, deadline=None)
def test_one_more_danger_sign_never_lowers_any_number(base_and_case, data):
    base, case = base_and_case
    model = encoding.compile_network(base)
    rows = model.rows(case, base.findings)
    kinds = st.sampled_from(["telling", "reassuring", "alarming"])
    kind = np.array(data.draw(st.lists(kinds, min_size=rows.size, max_size=rows.size)))
    if "alarming" not in kind:
        return
    added = data.draw(st.sampled_from(list(rows[kind == "alarming"])))
    log_prior = model.priors.log_prior(case)
    telling, reassuring, alarming = (rows[kind == each] for each in ("telling", "reassuring", "alarming"))

    more = inference.cautious_odds(model, log_prior, telling, reassuring, alarming)
    fewer = inference.cautious_odds(model, log_prior, telling, reassuring, alarming[alarming != added])

    assert (more <= fewer + 1e-9).all()


@given(strategies.bases_and_cases(), st.data())
@settings(max_examples=300, deadline=None)
def test_the_least_prices_are_no_more_than_the_cautious_odds_ask(base_and_case, data):
    base, case = base_and_case
    model = encoding.compile_network(base)
    rows = model.rows(case, base.findings)
    kinds = st.sampled_from(["telling", "reassuring", "alarming", "reassuring and alarming"])
    kind = np.array(data.draw(st.lists(kinds, min_size=rows.size, max_size=rows.size)), dtype="<U30")
    telling, reassuring, alarming = (
        rows[np.char.find(kind, each) >= 0] for each in ("telling", "reassuring", "alarming")
    )
    balance = inference.cautious_balance(model, telling, reassuring, alarming)
    weight = np.random.default_rng(0).random((2, len(model.conditions)))
    columns = np.arange(len(model.conditions))[:: data.draw(st.integers(1, 3))]

    least = inference.least_prices(
        model, weight, rows[np.char.find(kind, "alarming") < 0], alarming, columns=columns
    )

    assert (least <= (weight @ balance.ratios)[:, columns] * (1 + 1e-9)).all()


@given(strategies.bases_and_cases())
@settings(max_examples=100, deadline=None)
def test_without_reassurance_it_is_the_posterior(base_and_case):
    base, case = base_and_case
    model = encoding.compile_network(base)
    rows = model.rows(case, base.findings)
    log_prior = model.priors.log_prior(case)

    cautious = inference.cautious_probability(model, log_prior, rows, rows[:0])

    np.testing.assert_allclose(cautious, inference.posterior(model, log_prior, rows).probability, rtol=1e-9)


@st.composite
def cases(draw, knowledge):
    """Return a case that answers a dozen findings of the shipped vocabulary, red-flag findings preferred."""
    names = draw(st.lists(st.sampled_from(sorted(knowledge.raising)), min_size=3, max_size=14, unique=True))
    states = {name: draw(st.sampled_from(knowledge.base.findings[name].states)) for name in names}
    age = draw(st.one_of(st.none(), st.floats(0, 100)))
    return Case(
        id="random",
        sex=draw(st.sampled_from(["female", "male"])),
        setting=draw(st.sampled_from(["self", "primary-care", "emergency", "specialist"])),
        age_years=age,
        states=states,
    )


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_forgetting_a_reassuring_answer_never_lowers_urgency(knowledge, data):
    case = data.draw(cases(knowledge))
    calm = [
        name
        for name, state in case.states.items()
        if state in NOTHING and state not in knowledge.raising[name]
    ]
    if not calm:
        return
    forgotten = data.draw(st.sampled_from(calm))
    fewer = replace(case, states={name: state for name, state in case.states.items() if name != forgotten})

    before, _ = assessing.urgency_and_probability(case, knowledge)
    after, _ = assessing.urgency_and_probability(fewer, knowledge)

    assert after.urgency >= before.urgency, forgotten
