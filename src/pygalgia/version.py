"""The package's version, alone, so that every layer may read it."""

VERSION = "0.1.0"
