"""Others who answer the same cases, so that a number has something to stand beside."""
