"""The command line: parse, call, render."""

from pygalgia.cli.main import main

__all__ = ["main"]
