"""Prove what must hold of red flags, urgency and the interview for every possible set of answers (z3)."""

from pygalgia.proving.claim import Claim, Ground, Proof, prove
from pygalgia.proving.claims import CLAIMS

__all__ = ["CLAIMS", "Claim", "Ground", "Proof", "prove"]
