"""Exact inference: arrays in, posterior, interval and explanation out. Knows numpy and nothing clinical."""

from pygalgia.inference.cautious import cautious_odds, cautious_probability
from pygalgia.inference.explanation import Weights, spoken_for, weights
from pygalgia.inference.interval import DRAWS, Drawer, Draws
from pygalgia.inference.model import Model
from pygalgia.inference.posterior import Posterior, mechanism_probability, posterior
from pygalgia.inference.what_if import WhatIf, what_if

__all__ = [
    "DRAWS",
    "Drawer",
    "Draws",
    "Model",
    "Posterior",
    "Weights",
    "WhatIf",
    "cautious_odds",
    "cautious_probability",
    "mechanism_probability",
    "posterior",
    "spoken_for",
    "weights",
    "what_if",
]
