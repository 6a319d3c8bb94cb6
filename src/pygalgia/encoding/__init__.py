"""Knowledge and cases as arrays: the network, the priors, and the rows that answers select."""

from pygalgia.encoding.network import Network, compile_network
from pygalgia.encoding.priors import Priors, age_band, population
from pygalgia.encoding.rows import UNMARKED, calmed, is_asked, selected

__all__ = [
    "UNMARKED",
    "Network",
    "Priors",
    "age_band",
    "calmed",
    "compile_network",
    "is_asked",
    "population",
    "selected",
]
