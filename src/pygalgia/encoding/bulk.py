"""Very many cases as arrays, for the batch kernel of inference."""

from collections.abc import Iterable, Mapping

import numpy as np

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.encoding.network import Network
from pygalgia.inference.batch import Encoded


def encode_cases(cases: Iterable[Case], network: Network, findings: Mapping[str, Finding]) -> Encoded:
    """Return cases as arrays: each person's rows, one after another, and each distinct prior once.

    Args:
        cases: People of one population: those whose beliefs `network` holds.
        network: The compiled arrays.
        findings: Every finding by id.

    Raises:
        ModelError: nothing is possible at somebody's age and sex.
    """
    start, rows, prior = [0], [], []
    priors: dict[bytes, int] = {}
    for case in cases:
        own = network.rows(case, findings)
        rows.append(own.astype(np.int16))
        start.append(start[-1] + own.size)
        prior.append(priors.setdefault(network.priors.log_prior(case).tobytes(), len(priors)))
    distinct = [np.frombuffer(each, dtype=np.float64) for each in priors]
    return Encoded(
        start=np.array(start, dtype=np.int64),
        rows=np.concatenate([np.zeros(0, dtype=np.int16), *rows]),
        prior=np.array(prior, dtype=np.int32),
        log_priors=np.array(distinct).reshape(len(distinct), len(network.conditions)),
    )
