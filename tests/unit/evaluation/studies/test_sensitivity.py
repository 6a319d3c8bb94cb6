"""Closed forms against inferring anew with the changed number."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from pygalgia import assessing, encoding, inference
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.comparators.draws import drawn
from pygalgia.evaluation.sets.key import Expected
from pygalgia.evaluation.sets.truth import truth
from pygalgia.evaluation.studies.belief_bounds import BeliefName, bounds, deciding
from pygalgia.evaluation.studies.sensitivity import sensitivity, with_prior_times
from pygalgia.inference.model import DIRECT


@given(strategies.bases_and_cases(), st.sampled_from([0.5, 2.0]))
@settings(max_examples=100, deadline=None)
def test_moving_a_prior_equals_inferring_with_the_moved_prior(base_and_case, factor):
    base, case = base_and_case
    model = encoding.compile_network(base)
    log_prior, rows = model.priors.log_prior(case), model.rows(case, base.findings)
    moved = log_prior.copy()
    moved[0] += np.log(factor)

    expected = inference.posterior(model, moved, rows).probability

    before = inference.posterior(model, log_prior, rows).probability[None, :]
    np.testing.assert_allclose(with_prior_times(before, 0, factor)[0], expected, rtol=1e-9)


def deciding_slowly(model, base, case):  # noqa: C901 - too plain to be wrong
    """Change one belief at a time in the arrays, and infer anew."""
    ends = bounds(model)
    log_prior, rows = model.priors.log_prior(case), model.rows(case, base.findings)
    first = inference.posterior(model, log_prior, rows).log_score.argmax()
    names = {row: finding for (finding, _), row in model.state_row.items()}
    found = set()

    def check(name, changed):
        if inference.posterior(changed, log_prior, rows).log_score.argmax() != first:
            found.add(name)

    for row in rows.tolist():
        for end in (0, 1):
            if model.parent[row] == DIRECT:
                own = model.own[row]
                for column in np.flatnonzero(own):
                    table = model.log_direct.copy()
                    table[row, column] = np.log(ends.direct[row, column, end])
                    name = BeliefName(
                        kind="finding in condition", of=names[row], given=model.conditions[column]
                    )
                    check(name, replace(model, log_direct=table))
                if not own.all():
                    table = model.log_direct.copy()
                    table[row, ~own] = np.log(ends.direct[row, ~own, end])
                    name = BeliefName(kind="background of finding", of=names[row], given="")
                    check(name, replace(model, log_direct=table))
                continue
            mechanism = int(model.parent[row])
            own, label = model.q_own[mechanism], model.mechanisms[mechanism]
            for column in np.flatnonzero(own):
                q = model.q.copy()
                q[mechanism, column] = ends.q[mechanism, column, end]
                name = BeliefName(kind="mechanism in condition", of=label, given=model.conditions[column])
                check(name, replace(model, q=q))
            if not own.all():
                q = model.q.copy()
                q[mechanism, ~own] = ends.q[mechanism, ~own, end]
                check(BeliefName(kind="background of mechanism", of=label, given=""), replace(model, q=q))
            for kind, rates, sign in (
                ("finding with mechanism", ends.present, 1),
                ("finding without mechanism", ends.absent, -1),
            ):
                stated = model.p_if_present[row] if sign == 1 else model.p_if_absent[row]
                ratio = model.log_ratio.copy()
                ratio[row] += sign * (np.log(rates[row, end]) - np.log(stated))
                check(BeliefName(kind=kind, of=names[row], given=label), replace(model, log_ratio=ratio))
    return found


@given(strategies.bases_and_cases())
@settings(max_examples=150, deadline=None)
def test_the_beliefs_that_decide_are_those_found_by_inferring_anew(base_and_case):
    base, case = base_and_case
    model = encoding.compile_network(base)
    log_prior, rows = model.priors.log_prior(case), model.rows(case, base.findings)

    assert set(deciding(model, bounds(model), log_prior, rows)) == deciding_slowly(model, base, case)


@given(strategies.bases_and_cases())
@settings(max_examples=20, deadline=None)
def test_every_share_lies_between_0_and_1(base_and_case):
    base, case = base_and_case
    expected = Expected(
        id=case.id, condition="c0", acceptable=(), urgency=Urgency.ROUTINE,
        urgency_acceptable=frozenset({Urgency.ROUTINE}), group="g", public_benchmark=False,
    )  # fmt: skip

    knowledge = assessing.Knowledge(base=base)
    known = truth([expected], list(base.conditions))

    found = sensitivity([case], knowledge, known, draws=drawn([case], knowledge))

    assert all(0 <= each.value <= 1 for each in found.metrics().values())
    assert len(found.priors) == 2 * len(base.conditions)
