"""The pictures of the report, as inline SVG."""

from pygalgia.evaluation.charts.accuracy import condition_ranks, confusion_matrix, systems_compared
from pygalgia.evaluation.charts.calibration import reliability_curves
from pygalgia.evaluation.charts.dependence import prior_effects
from pygalgia.evaluation.charts.evidence import waterfall

__all__ = [
    "condition_ranks",
    "confusion_matrix",
    "prior_effects",
    "reliability_curves",
    "systems_compared",
    "waterfall",
]
