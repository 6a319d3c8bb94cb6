"""Case mixes: the population whose frequencies a probability assumes, as stated in the knowledge.

A mix is stated, never fitted to the cases that are measured.
"""

from pygalgia import assessing


def mixed(knowledge: assessing.Knowledge, mix: str) -> assessing.Knowledge:
    """Return the same knowledge for a case mix, by its id; the very same object where none is named.

    Raises:
        RequestError: there is none of that name.
    """
    return knowledge.with_mix(mix) if mix else knowledge
