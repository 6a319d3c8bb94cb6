"""Read what people write in their own words: offline, by a lexicon and rules, as candidates to confirm.

Nothing read here counts as an answer: faces show it to the person, and only what they confirm does.
"""

from pygalgia.own_words.candidate import Candidate, Person, Reading, Time
from pygalgia.own_words.document import as_document, in_words
from pygalgia.own_words.lexicon import LANGUAGES, Lexicon, lexicon, lint
from pygalgia.own_words.reading import LONGEST, read

__all__ = [
    "LANGUAGES",
    "LONGEST",
    "Candidate",
    "Lexicon",
    "Person",
    "Reading",
    "Time",
    "as_document",
    "in_words",
    "lexicon",
    "lint",
    "read",
]
