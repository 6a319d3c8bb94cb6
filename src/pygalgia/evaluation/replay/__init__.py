"""Interviews held again: with the answers of a case, or with those a person gave."""
