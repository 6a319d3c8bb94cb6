"""Records that we did not make: none fails, and each resource that is not used is named."""

import warnings

from script_modules import module_of


def test_records_of_strangers_whole_and_spoilt_are_assessed_or_refused():
    """A short run of the benchmark: what fails raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told, _ = module_of("benchmarks/strangers.py").measure(20)

    assert told["assessed"] >= 10
    assert told["assessed"] + told["refused"] == 20
    assert told["named"] > 0
