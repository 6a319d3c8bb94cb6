"""The pictures of the report, as inline SVG."""

from pygalgia.evaluation.report.charts.accuracy import condition_ranks, confusion_matrix, systems_compared
from pygalgia.evaluation.report.charts.calibration import reliability_curves
from pygalgia.evaluation.report.charts.dependence import prior_effects
from pygalgia.evaluation.report.charts.evidence import waterfall

__all__ = [
    "condition_ranks",
    "confusion_matrix",
    "prior_effects",
    "reliability_curves",
    "systems_compared",
    "waterfall",
]
