"""Open, cited, verifiable assessment of pain in the buttocks."""

__version__ = "0.1.0"
