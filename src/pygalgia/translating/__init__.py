"""What a translator works with: every English message, files of messages out and in, and what is wrong."""
