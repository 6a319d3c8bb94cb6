"""Measure it: cases with a key in; metrics with intervals, plots, comparators and robustness out."""

from pygalgia.evaluation.measures.measure import Measure
from pygalgia.evaluation.report.output import write_report
from pygalgia.evaluation.run import Evaluation, Options, evaluate
from pygalgia.evaluation.sets.folder import CaseSet, KeyedCase, read_folder

__all__ = [
    "CaseSet",
    "Evaluation",
    "KeyedCase",
    "Measure",
    "Options",
    "evaluate",
    "read_folder",
    "write_report",
]
