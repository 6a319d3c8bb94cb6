"""Where what can be made again is kept between runs."""

import os
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """Return the user's cache folder of this program; `PYGALGIA_CACHE_DIR` overrides it."""
    chosen = os.environ.get("PYGALGIA_CACHE_DIR")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("pygalgia", appauthor=False))
