"""Measure it: cases with a key in; metrics with intervals, plots, comparators and robustness out."""

from pygalgia.evaluation.cohort_file import CohortResult, write_cohort
from pygalgia.evaluation.folder import CaseSet, KeyedCase, read_folder
from pygalgia.evaluation.measure import Measure
from pygalgia.evaluation.output import write_report
from pygalgia.evaluation.run import Evaluation, Options, evaluate

__all__ = [
    "CaseSet",
    "CohortResult",
    "Evaluation",
    "KeyedCase",
    "Measure",
    "Options",
    "evaluate",
    "read_folder",
    "write_cohort",
    "write_report",
]
