"""What stands round every request: settings, limits, guards, errors, pages, and what can be reached."""
