"""Sets of cases: files and key in, arrays out; what cannot be used is set aside with its reason."""
