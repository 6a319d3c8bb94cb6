"""Words and numbers that every form of the report shares."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from pygalgia.domain.assessment import Provenance
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.texts import PSEUDO, Words, _, language, later, many, speaks_english
from pygalgia.texts.known import isolated
from pygalgia.texts.written import with_point_of, written_percent


class UrgencyWords(Frozen):
    """How one level of urgency is said.

    Attributes:
        name: The level alone.
        headline: Level and deed, above what a clinician reads.
        deed: What to do, for the person who has the pain.
        why: Why so, for the same person.
        in_short: The level in a cell of a table.
        in_general: What to do with a cause or a warning sign of this level, whoever has it.
        order: How the advice of a warning sign says the same deed; under the deed it is not said again.
    """

    name: str
    headline: str
    deed: str
    why: str
    in_short: str
    in_general: str
    order: str = ""


class _Levels(Mapping[Urgency, UrgencyWords]):
    """The words of each level, in the language spoken when they are read."""

    def __init__(self, english: Mapping[Urgency, UrgencyWords]) -> None:
        self._english = english

    def __getitem__(self, level: Urgency) -> UrgencyWords:
        words = self._english[level]
        return UrgencyWords(**{each.name: _(getattr(words, each.name)) for each in fields(words)})

    def __iter__(self) -> Iterator[Urgency]:
        return iter(self._english)

    def __len__(self) -> int:
        return len(self._english)


#: The only place that puts a level of urgency into words.
_URGENCY = {
    Urgency.EMERGENCY: UrgencyWords(
        name=later("Emergency"),
        headline=later("EMERGENCY: get help now"),
        deed=later("Get help now"),
        why=later("One or more of your answers is a danger sign."),
        in_short=later("emergency"),
        in_general=later("Emergency: get help now"),
    ),
    Urgency.SAME_DAY: UrgencyWords(
        name=later("Today"),
        headline=later("SAME DAY: be seen today"),
        deed=later("Be seen today"),
        why=later("Your answers should be looked at by a clinician today."),
        in_short=later("same day"),
        in_general=later("See someone today"),
        order=later("See a clinician today"),
    ),
    Urgency.WITHIN_TWO_WEEKS: UrgencyWords(
        name=later("Within two weeks"),
        headline=later("WITHIN TWO WEEKS: book an appointment"),
        deed=later("Book a visit within two weeks"),
        why=later("It is not an emergency, but it should be looked at."),
        in_short=later("within two weeks"),
        in_general=later("See someone within two weeks"),
        order=later("Book a visit within two weeks"),
    ),
    Urgency.ROUTINE: UrgencyWords(
        name=later("Routine"),
        headline=later("ROUTINE: an ordinary appointment"),
        deed=later("Book an ordinary visit"),
        why=later("There is no sign of danger in what you told us."),
        in_short=later("routine"),
        in_general=later("Make a routine appointment"),
        order=later("Book a routine visit"),
    ),
    Urgency.SELF_CARE: UrgencyWords(
        name=later("Self-care"),
        headline=later("SELF-CARE: safe to treat at home for now"),
        deed=later("You can treat this at home for now"),
        why=later("There is no sign of danger in what you told us."),
        in_short=later("self-care"),
        in_general=later("Look after yourself at home first"),
    ),
}
URGENCY: Mapping[Urgency, UrgencyWords] = _Levels(_URGENCY)
SETTINGS = Words(
    {
        "self": later("answered at home"),
        "primary-care": later("seen in primary care"),
        "emergency": later("seen in an emergency department"),
        "specialist": later("seen by a specialist"),
        "unknown": later("where seen is not said"),
    }
)
#: Said by `_`.
DISCLAIMER = later("Informs; does not replace a clinician. Content not yet reviewed by a clinician.")
_EVIDENCE = Words(
    {
        "strong": later("strong evidence"),
        "moderate": later("moderate evidence"),
        "weak": later("weak evidence"),
        "outdated": later("outdated evidence"),
    }
)
_NOUNS = Words(
    {
        ("female", True): later("woman"),
        ("female", False): later("girl"),
        ("male", True): later("man"),
        ("male", False): later("boy"),
        ("unknown", True): later("person"),
        ("unknown", False): later("child"),
    }
)
_OF_AGE = Words(
    {
        ("female", True): later("%(age)s-year-old woman"),
        ("female", False): later("%(age)s-year-old girl"),
        ("male", True): later("%(age)s-year-old man"),
        ("male", False): later("%(age)s-year-old boy"),
        ("unknown", True): later("%(age)s-year-old person"),
        ("unknown", False): later("%(age)s-year-old child"),
    }
)
_WHEN = Words({"first": later("First:"), "next": later("Next:"), "now": later("Now:")})
_WHEN_AND_IF = Words(
    {
        "first": later("First, if %(condition)s:"),
        "next": later("Next, if %(condition)s:"),
        "now": later("Now, if %(condition)s:"),
    }
)
#: Marks that end a sentence, here and in other scripts.
_ENDS = ".!?:"
_OTHER_ENDS = ".!?:؟।。！？…]"  # noqa: RUF001 - marks of other scripts
_TEN = 10
_ROUND_FROM = 9.95


def evidence(strength: str) -> str:
    """Return how strong the evidence for a treatment is, in brackets; nothing for what is judged.

    Examples:
        >>> evidence("weak"), evidence("judged")
        (' (weak evidence)', '')
    """
    said = _EVIDENCE.get(strength)
    return f" ({said})" if said else ""


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
    return (
        f"{sign} {with_point_of(f'{times:.1f}')}" if times < _ROUND_FROM else f"{sign} {_two_digits(times)}"
    )


def _two_digits(value: float) -> str:
    """Return a number from ten on with two digits that count."""
    return f"{float(f'{value:.2g}'):.0f}"


def percent(probability: float) -> str:
    """Return the probability of a cause as whole per cent, no surer than causes rated so were right.

    Of those above 0.97 one in twenty was wrong (docs/decisions/0012-what-a-probability-is-told-as.md).

    Examples:
        >>> percent(0.714), percent(0.004), percent(0.998)
        ('71%', '<1%', '>95%')
    """
    if probability < 0.01:  # noqa: PLR2004 - one per cent
        return isolated(f"<{written_percent(0.01)}")
    if probability > 0.95:  # noqa: PLR2004 - as sure as anything was right
        return isolated(f">{written_percent(0.95)}")
    return written_percent(probability)


def in_ten(probability: float) -> str:
    """Return a probability in words that most people read rightly.

    Examples:
        >>> in_ten(0.71), in_ten(0.03), in_ten(0.97)
        ('about 7 in 10', 'less than 1 in 10', 'more than 9 in 10')
    """
    tenths = round(probability * _TEN)
    if tenths == 0:
        return _("less than 1 in 10")
    return _("more than 9 in 10") if tenths == _TEN else _("about %(number)s in 10", number=tenths)


def person(case: Case) -> str:
    """Return age and sex for a clinician: "46-year-old woman"."""
    grown = case.age_years is None or case.age_years >= 18  # noqa: PLR2004 - of age
    if case.age_years is None:
        return _NOUNS[case.sex, grown]
    return _OF_AGE[case.sex, grown] % {"age": f"{case.age_years:g}"}


def made_by(provenance: Provenance) -> str:
    """Return what made an assessment: version, and the start of the hash of the knowledge."""
    return _(
        "pygalgia %(version)s, knowledge %(hash)s",
        version=provenance.version,
        hash=provenance.knowledge_sha256[:12],
    )


def footer(provenance: str) -> str:
    """Return what stands below every report: what made it, and what it is not."""
    return f"{provenance}. {_(DISCLAIMER)}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, in English; what is said in other languages too takes `texts.many`.

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


def others(number: int) -> str:
    """Return how many more there are of what was listed: "1 other", "2 others"."""
    return many("%(n)s other", "%(n)s others", number)


def when(kind: str, condition: str) -> str:
    """Return what stands before a visit or a test for clinicians: "First: ", "If the foot drops: "."""
    if kind == "if":
        return _("If %(condition)s:", condition=condition) + " "
    said = _WHEN_AND_IF[kind] % {"condition": condition} if condition else _WHEN[kind]
    return f"{said} "


def short_name(name: str) -> str:
    """Return the name of a cause without what stands in brackets behind it.

    Examples:
        >>> short_name("Deep gluteal syndrome (piriformis syndrome)")
        'Deep gluteal syndrome'
    """
    if language() == PSEUDO:
        # Its own brackets stand round the whole.
        return name
    return name.partition(" (")[0]


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
    ends = _ENDS if speaks_english() else _OTHER_ENDS
    return text[0].upper() + text[1:] + ("" if text[-1] in ends else ".")
