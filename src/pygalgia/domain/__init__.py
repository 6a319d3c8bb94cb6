"""Frozen objects with their own rules: findings, mechanisms, conditions, red flags, cases. No I/O."""
