"""How fast one posterior and a million are, as ratios to peers in the same run on the same machine.

    python benchmarks/inference.py

Peers: pyAgrum's lazy propagation on the very same network; and, for the batch, the float32 matrix
product that a plain naive Bayes of this size would need (cases x 500 by 500 x 60), which does no more
than add up weights.
"""

import sys
import timeit
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import oracles
from pygalgia import assessing, inference
from pygalgia.domain.case import Case
from pygalgia.inference.batch import Encoded, batch_posterior

ANSWERS = 25
BATCH = 1_000_000
MATRIX = (500, 60)


def best(function, *, number: int, repeat: int = 5) -> float:
    """Return the best seconds per call of several repeats."""
    return min(timeit.repeat(function, number=number, repeat=repeat)) / number


def random_case(knowledge: assessing.Knowledge, rng: np.random.Generator) -> Case:
    """Return an adult with 25 random answers."""
    scored = [
        finding for finding in knowledge.base.findings.values() if finding.scored and not finding.asked_if
    ]
    picked = rng.choice(len(scored), size=ANSWERS, replace=False)
    states = {scored[i].id: str(rng.choice(scored[i].states)) for i in picked}
    return Case(id="random", sex="female", setting="primary-care", age_years=50, states=states)


def one_posterior(knowledge: assessing.Knowledge, rng: np.random.Generator) -> None:
    """Time one posterior against pyAgrum with the network already built."""
    model, case = knowledge.model, random_case(knowledge, rng)
    rows, log_prior = model.rows(case, knowledge.base.findings), model.priors.log_prior(case)
    ours = best(lambda: inference.posterior(model, log_prior, rows), number=2000)
    net = oracles.network(knowledge.base, model, case)
    given = oracles.evidence(knowledge.base, model, case)
    theirs = best(lambda: oracles.posterior(net, given), number=3, repeat=3)
    print(
        f"one posterior, {rows.size} answers: {ours * 1e6:.1f} us; "
        f"pyAgrum {theirs * 1e6:.0f} us; {theirs / ours:.0f} times faster"
    )


def a_million(knowledge: assessing.Knowledge, rng: np.random.Generator) -> None:
    """Time the batch kernel against the bare matrix product."""
    model = knowledge.model
    drawn = [
        model.rows(random_case(knowledge, rng), knowledge.base.findings).astype(np.int16) for _ in range(2000)
    ]
    rows = np.concatenate([drawn[i % len(drawn)] for i in range(BATCH)])
    start = np.cumsum([0, *(drawn[i % len(drawn)].size for i in range(BATCH))])
    prior = model.priors.log_prior(Case(id="a", sex="female", setting="primary-care", age_years=50))
    encoded = Encoded(
        start=start, rows=rows, prior=np.zeros(BATCH, dtype=np.int32), log_priors=prior[None, :]
    )
    batch_posterior(
        model, Encoded(start=start[:3], rows=rows, prior=encoded.prior[:2], log_priors=encoded.log_priors)
    )
    ours = best(lambda: batch_posterior(model, encoded), number=1, repeat=3)
    cases = np.zeros((BATCH, MATRIX[0]), dtype=np.float32)
    cases[:, ::20] = 1
    weights = rng.random(MATRIX, dtype=np.float32)
    product = best(lambda: cases @ weights, number=1, repeat=3)
    print(
        f"{BATCH:,} cases: {ours:.2f} s, {BATCH / ours:,.0f} cases/s; "
        f"the bare matrix product {product:.2f} s; {product / ours:.2f} times faster"
    )


def main() -> None:
    """Run both."""
    knowledge = assessing.load()
    rng = np.random.default_rng(0)
    one_posterior(knowledge, rng)
    a_million(knowledge, rng)


if __name__ == "__main__":
    main()
