"""A case mix: the population whose frequencies a probability assumes."""

from collections.abc import Mapping

from pygalgia.frozen import Frozen


class CaseMix(Frozen):
    """How common the causes are taken to be, as a power of how common each is among people who consult.

    Attributes:
        name: As a report names it: "among ...".
        share_power: Every share is raised to this, then made to sum to 1: 1 keeps it, 0 makes all
            possible causes equal.
        person_power: The same for the factors of age and sex. What they exclude stays excluded.
        because: Why these powers.
        tested: What came out where its probabilities were compared with cases whose answer is known; empty
            where that was never done.
    """

    id: str
    name: str
    share_power: float
    person_power: float
    because: str
    tested: str = ""


class CaseMixes(Frozen):
    """Every case mix, and what holds where nothing else is said.

    Attributes:
        harm: The one by which expected harm is weighed, whichever is told.
        adult_ages: Age band to its share among adults who ask: the ages that an unknown age may be.
    """

    default: str
    harm: str
    mixes: Mapping[str, CaseMix]
    adult_ages: Mapping[str, float]
