"""The sentences of a text in another language, told apart only where its English confirms it.

A full stop ends a sentence in our English; elsewhere it may end an abbreviation ("z. B."). So a translation
is parted only where it has as many sentences as its English, which then says what each of them is.
"""

import re
from collections.abc import Iterable

from pygalgia.texts import english

_END = re.compile(r"(?<=[.!?؟])\s+")
Sentence = tuple[str, str]


def sentences(text: str) -> list[Sentence]:
    """Return each sentence with its English; the whole text as one where both do not go together.

    Examples:
        >>> sentences("Rufen Sie 112 an. Essen Sie nichts.")
        [('Rufen Sie 112 an. Essen Sie nichts.', 'Rufen Sie 112 an. Essen Sie nichts.')]
    """
    source = english(text)
    parts, meant = _END.split(text.strip()), _END.split(source.strip())
    if source == text or len(parts) != len(meant):
        return [(text, source)]
    return list(zip(parts, meant, strict=True))


def each_once(texts: Iterable[str]) -> list[Sentence]:
    """Return the sentences of several texts, each once: what means the same in English is said once."""
    found: dict[str, Sentence] = {}
    for text in texts:
        for said, meant in sentences(text):
            found.setdefault(meant, (said, meant))
    return list(found.values())
