"""Where what can be made again is kept between runs."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """Return the user's cache folder of this program; `PYGALGIA_CACHE_DIR` overrides it."""
    chosen = os.environ.get("PYGALGIA_CACHE_DIR")
    if chosen:
        return Path(chosen)
    # It brings what writes logs; most commands that only print their help ask for no folder.
    import platformdirs

    return Path(platformdirs.user_cache_dir("pygalgia", appauthor=False))
