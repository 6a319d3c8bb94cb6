"""Measures: numbers with their intervals, from what was answered and what was true."""
