"""The knowledge base: plain files in, typed and cross-checked objects out."""

from pygalgia.knowledge.load import DATA, load_knowledge

__all__ = ["DATA", "load_knowledge"]
