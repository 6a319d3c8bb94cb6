"""Scripts of the project as modules: they belong to no package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]


def module_of(path: str) -> ModuleType:
    """Return a script, made anew.

    Args:
        path: From the root of the project, such as `scripts/mutants.py`.
    """
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    made = importlib.util.module_from_spec(spec)
    # Its dataclasses look it up by its name.
    sys.modules[made.__name__] = made
    spec.loader.exec_module(made)
    return made
