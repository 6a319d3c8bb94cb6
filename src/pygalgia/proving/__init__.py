"""Prove what must hold of red flags and urgency for every possible set of answers, by a solver (z3)."""

from pygalgia.proving.claims import CLAIMS, Claim, Ground, Proof, prove

__all__ = ["CLAIMS", "Claim", "Ground", "Proof", "prove"]
