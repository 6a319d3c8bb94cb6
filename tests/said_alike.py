"""English texts that another language says in the same words."""

from babel.messages.pofile import read_po

from pygalgia.texts import PSEUDO
from pygalgia.texts.catalogues import DATA


def said_alike(language):
    """Return, of each English text of plans, the first one that the language says in the same words.

    Two English texts for one thing ("CRP, ESR, blood count ..." in another order) may be one elsewhere. Those
    that are said like no other are not in it.
    """
    first, alike = {}, {}
    for path in sorted((DATA / language).glob("*.po")) if language != PSEUDO else ():
        with path.open("rb") as file:
            messages = read_po(file, locale=language)
        for message in messages:
            if message.id and isinstance(message.id, str):
                alike[message.id] = first.setdefault(message.string, message.id)
    return {text: other for text, other in alike.items() if text != other}
