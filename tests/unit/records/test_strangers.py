"""Records that we did not make: none fails, and each resource that is not used is named."""

import importlib.util
import warnings
from pathlib import Path

SCRIPT = Path(__file__).parents[3] / "benchmarks/strangers.py"


def test_records_of_strangers_whole_and_spoilt_are_assessed_or_refused():
    """A short run of the benchmark: what fails raises."""
    spec = importlib.util.spec_from_file_location("strangers", SCRIPT)
    strangers = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spec.loader.exec_module(strangers)
        told, _ = strangers.measure(20)

    assert told["assessed"] >= 10
    assert told["assessed"] + told["refused"] == 20
    assert told["named"] > 0
