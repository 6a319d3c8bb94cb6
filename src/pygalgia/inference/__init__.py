"""Exact inference: arrays in, posterior, interval and explanation out. Knows numpy and nothing clinical."""

from pygalgia.inference.cautious import (
    Balance,
    Counts,
    cautious_balance,
    cautious_odds,
    cautious_probability,
    least_prices,
)
from pygalgia.inference.explanation import Weights, speaks_for, weights
from pygalgia.inference.interval import DRAWS, Drawer, DrawnTables, Draws
from pygalgia.inference.model import Model
from pygalgia.inference.posterior import Posterior, bits, mechanism_probability, posterior
from pygalgia.inference.what_if import WhatIf, what_if

__all__ = [
    "DRAWS",
    "Balance",
    "Counts",
    "Drawer",
    "DrawnTables",
    "Draws",
    "Model",
    "Posterior",
    "Weights",
    "WhatIf",
    "bits",
    "cautious_balance",
    "cautious_odds",
    "cautious_probability",
    "least_prices",
    "mechanism_probability",
    "posterior",
    "speaks_for",
    "weights",
    "what_if",
]
