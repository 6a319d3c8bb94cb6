"""What another language costs: its messages read for the first time, read again, and the knowledge in it."""

import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

TAG = "es"


def main() -> None:
    """Print the times, of a language whose every message is the English one with accents."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYGALGIA_CACHE_DIR"] = folder
        measure(Path(folder) / "data")


def measure(root: Path) -> None:
    """Measure with messages below `root`."""
    import pygalgia
    from pygalgia.knowledge import translated as module
    from pygalgia.texts.catalogues import catalogue

    knowledge = pygalgia.load()
    fill(root, knowledge)
    first = timed(lambda: catalogue(TAG, "code", root))
    catalogue.cache_clear()
    again = timed(lambda: (catalogue(TAG, "code", root), catalogue(TAG, "knowledge", root)))
    module.knowledge_texts = lambda tag: catalogue(tag, "knowledge", root).pgettext
    whole = timed(lambda: knowledge.in_language(TAG))
    print(f"messages for the first time: {first:.2f} s; again: {again:.3f} s, 1/{first / again:.0f}")
    print(f"the knowledge in the language, once in a process: {whole:.2f} s")


def fill(root: Path, knowledge) -> None:
    """Write every message as translated."""
    from pygalgia.texts.fitting import placeholders
    from pygalgia.texts.pseudo import accented
    from pygalgia.translating.exchange import keep
    from pygalgia.translating.files import Translation, plural_forms
    from pygalgia.translating.sources import AREAS, sources
    from pygalgia.translating.standing import standing

    found = sources(knowledge.base)
    forms = plural_forms(TAG)
    said = {}
    for key, each in found.items():
        text = each.plural or each.text
        # The pseudo-language spoils the placeholders of the knowledge.
        strange = text if any(name.startswith("{") for name in placeholders(text)) else accented(text)
        count = 1 if each.plural is None else forms
        said[key] = Translation(
            context=each.context, text=each.text, plural=each.plural, forms=(strange,) * count
        )
    whole = replace(standing(found, root, TAG), translated=said)
    for area in AREAS:
        keep(whole, area, language=TAG, root=root)


def timed(act) -> float:
    """Return the seconds that something takes."""
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


if __name__ == "__main__":
    main()
