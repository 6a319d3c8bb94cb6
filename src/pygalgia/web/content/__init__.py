"""What the pages made from the knowledge say: their list, their words, their sources, their review."""
