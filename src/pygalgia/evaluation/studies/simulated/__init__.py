"""Simulated patients: drawn from the model and from worlds that differ from it."""
