"""Words and numbers that every form of the report shares."""

from dataclasses import dataclass

from pygalgia.domain.assessment import Provenance
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyWords:
    """How one level of urgency is said.

    Attributes:
        name: The level alone.
        headline: Level and deed, above what a clinician reads.
        deed: What to do, for the person who has the pain.
        why: Why so, for the same person.
        in_general: What to do with a cause or a warning sign of this level, whoever has it.
        order: How the advice of a warning sign says the same deed; under the deed it is not said again.
    """

    name: str
    headline: str
    deed: str
    why: str
    in_general: str
    order: str = ""


#: The only place that puts a level of urgency into words.
URGENCY = {
    Urgency.EMERGENCY: UrgencyWords(
        name="Emergency",
        headline="EMERGENCY: get help now",
        deed="Get help now",
        why="One or more of your answers is a danger sign.",
        in_general="Emergency: get help now",
    ),
    Urgency.SAME_DAY: UrgencyWords(
        name="Today",
        headline="SAME DAY: be seen today",
        deed="Be seen today",
        why="Your answers should be looked at by a clinician today.",
        in_general="See someone today",
        order="See a clinician today",
    ),
    Urgency.WITHIN_TWO_WEEKS: UrgencyWords(
        name="Within two weeks",
        headline="WITHIN TWO WEEKS: book an appointment",
        deed="Book a visit within two weeks",
        why="It is not an emergency, but it should be looked at.",
        in_general="See someone within two weeks",
        order="Book a visit within two weeks",
    ),
    Urgency.ROUTINE: UrgencyWords(
        name="Routine",
        headline="ROUTINE: an ordinary appointment",
        deed="Book an ordinary visit",
        why="There is no sign of danger in what you told us.",
        in_general="Make a routine appointment",
        order="Book a routine visit",
    ),
    Urgency.SELF_CARE: UrgencyWords(
        name="Self-care",
        headline="SELF-CARE: safe to treat at home for now",
        deed="You can treat this at home for now",
        why="There is no sign of danger in what you told us.",
        in_general="Look after yourself at home first",
    ),
}
SETTINGS = {
    "self": "answered at home",
    "primary-care": "seen in primary care",
    "emergency": "seen in an emergency department",
    "specialist": "seen by a specialist",
    "unknown": "where seen is not said",
}
DISCLAIMER = "Informs; does not replace a clinician. Content not yet reviewed by a clinician."
_TEN = 10
_ROUND_FROM = 9.95


def evidence(strength: str) -> str:
    """Return how strong the evidence for a treatment is, in brackets; nothing for what is judged.

    Examples:
        >>> evidence("weak"), evidence("judged")
        (' (weak evidence)', '')
    """
    return "" if strength == "judged" else f" ({strength} evidence)"


def factor(decibans: float) -> str:
    """Return a weight of evidence as the factor on the odds: "× 2.5" for, "÷ 2.5" against.

    Source:
        Ten decibans are a factor of ten: the definition of the deciban (Good 1985).

    Examples:
        >>> factor(4.0), factor(-4.0), factor(23.0)
        ('× 2.5', '÷ 2.5', '× 200')
    """
    times = _TEN ** (abs(decibans) / _TEN)
    sign = "×" if decibans >= 0 else "÷"
    return f"{sign} {times:.1f}" if times < _ROUND_FROM else f"{sign} {_two_digits(times)}"


def _two_digits(value: float) -> str:
    """Return a number from ten on with two digits that count."""
    return f"{float(f'{value:.2g}'):.0f}"


def percent(probability: float) -> str:
    """Return a probability as whole per cent; what is below one per cent says so.

    Examples:
        >>> percent(0.714), percent(0.004), percent(0.998)
        ('71%', '<1%', '>99%')
    """
    if probability < 0.01:  # noqa: PLR2004 - one per cent
        return "<1%"
    return ">99%" if probability > 0.995 else f"{probability:.0%}"  # noqa: PLR2004 - would round to certainty


def in_ten(probability: float) -> str:
    """Return a probability in words that most people read rightly.

    Examples:
        >>> in_ten(0.71), in_ten(0.03), in_ten(0.97)
        ('about 7 in 10', 'less than 1 in 10', 'more than 9 in 10')
    """
    tenths = round(probability * _TEN)
    if tenths == 0:
        return "less than 1 in 10"
    return "more than 9 in 10" if tenths == _TEN else f"about {tenths} in 10"


def person(case: Case) -> str:
    """Return age and sex for a clinician: "46-year-old woman"."""
    grown = case.age_years is None or case.age_years >= 18  # noqa: PLR2004 - of age
    nouns = {"female": "woman" if grown else "girl", "male": "man" if grown else "boy"}
    noun = nouns.get(case.sex, "person" if grown else "child")
    return noun if case.age_years is None else f"{case.age_years:g}-year-old {noun}"


def made_by(provenance: Provenance) -> str:
    """Return what made an assessment: version, and the start of the hash of the knowledge."""
    return f"pygalgia {provenance.version}, knowledge {provenance.knowledge_sha256[:12]}"


def lowered(name: str) -> str:
    """Return a name for the middle of a sentence; abbreviations keep their capitals.

    Examples:
        >>> lowered("Limp"), lowered("MRI of the hip")
        ('limp', 'MRI of the hip')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: the only place that makes a plural.

    Args:
        number: How many.
        one: The noun with what stands before and after it, for one: "other", "more reason".
        many: For none or several, where a final "s" does not make it.

    Examples:
        >>> counted(1, "other"), counted(2, "other"), counted(0, "less likely cause")
        ('1 other', '2 others', '0 less likely causes')
        >>> counted(3, "sign needs a test", "signs need a test")
        '3 signs need a test'
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Return text that begins with a capital and ends with a full stop.

    Examples:
        >>> sentence("a scan of the low back")
        'A scan of the low back.'
        >>> sentence("MRI?")
        'MRI?'
    """
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?:" else ".")
