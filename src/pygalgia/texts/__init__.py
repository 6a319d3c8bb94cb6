"""The language in which people are spoken to.

The English sentence in the code, the template or the knowledge is the key of its translation, as in
gettext. Placeholders are named, `%(name)s`, and a sentence is one message: it is never glued from pieces,
because other languages order, bend and gender them differently.

    from pygalgia.texts import _, many, using

    with using("de"):
        _("Call %(number)s now.", number="112")
        many("%(n)s day", "%(n)s days", 3)

What has no translation is said in English.
"""

from pygalgia.errors import lend_voice
from pygalgia.texts.catalogues import languages
from pygalgia.texts.listing import colon, listed, lowered, parted
from pygalgia.texts.speaking import (
    ENGLISH,
    PSEUDO,
    _,
    english,
    in_context,
    knowledge_texts,
    language,
    later,
    many,
    remember_english,
    speaks_english,
    using,
)
from pygalgia.texts.table import Words

lend_voice(_, many)

__all__ = [
    "ENGLISH",
    "PSEUDO",
    "Words",
    "_",
    "colon",
    "english",
    "in_context",
    "knowledge_texts",
    "language",
    "languages",
    "later",
    "listed",
    "lowered",
    "many",
    "parted",
    "remember_english",
    "speaks_english",
    "using",
]
