"""One person's visit, whoever leads it: the saved interview, its answers and its result in words."""
