"""Studies: what would happen if answers, beliefs or the world were otherwise."""
