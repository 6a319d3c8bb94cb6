"""The body map: figures with regions to choose, and the same regions as a list."""
