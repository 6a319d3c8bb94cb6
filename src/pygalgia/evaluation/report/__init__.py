"""What was measured, written down: a page for readers, files for programs."""
