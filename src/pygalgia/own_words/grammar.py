"""The small words of a language that the rules need by themselves: what denies, joins, parts, names."""

from dataclasses import dataclass

from pygalgia.own_words.rows import GrammarFile
from pygalgia.own_words.tokens import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Sets of small words, as they are compared; `rows.GrammarFile` says what each is for."""

    denying: frozenset[str]
    reversing: frozenset[str]
    subjects: frozenset[str]
    leading: frozenset[str]
    listing: frozenset[str]
    closing: frozenset[str]
    parting: frozenset[str]
    apart: frozenset[str]
    myself: frozenset[str]
    undergoing: frozenset[str]
    possessive: frozenset[str]
    mine: frozenset[str]
    named_as_theirs: frozenset[str]
    grown_up: frozenset[str]
    witnessing: frozenset[str]
    of_others: frozenset[str]
    begins_with_other: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    asking_starts: frozenset[str]
    not_asked: frozenset[str]
    naming: frozenset[str]
    tying: frozenset[str]
    ranging: tuple[str, ...]
    and_half: str
    filling: tuple[str, ...]
    articles: frozenset[str]
    vague: frozenset[str]
    doing: frozenset[str]
    having: frozenset[str]
    pain_itself: frozenset[str]
    aching: frozenset[str]
    telling: frozenset[str]
    trouble: frozenset[str]
    recently: frozenset[str]
    treating: frozenset[str]
    starting: frozenset[str]
    ever: frozenset[str]
    until_now: frozenset[str]
    noticing: frozenset[str]
    everywhere: frozenset[str]


def grammar(file: GrammarFile) -> Grammar:
    """Return the sets of a file, without apostrophes."""

    def words(written: str) -> frozenset[str]:
        return frozenset(each for each in plain(written.replace("'", "")).split("|") if each)

    return Grammar(
        denying=words(file.denying),
        reversing=words(file.reversing),
        subjects=words(file.subjects),
        leading=words(file.leading),
        listing=words(file.listing),
        closing=words(file.closing),
        parting=words(file.parting),
        apart=words(file.apart),
        myself=words(file.myself),
        undergoing=words(file.undergoing),
        possessive=words(file.possessive),
        mine=words(file.mine),
        named_as_theirs=words(file.named_as_theirs),
        grown_up=words(file.grown_up),
        witnessing=words(file.witnessing),
        of_others=words(file.of_others),
        begins_with_other=words(file.begins_with_other),
        male=words(file.male),
        female=words(file.female),
        asking_starts=words(file.asking_starts),
        not_asked=words(file.not_asked),
        naming=words(file.naming),
        tying=words(file.tying),
        ranging=tuple(plain(file.ranging).split("|")),
        and_half=plain(file.and_half),
        filling=tuple(plain(file.filling).split("|")),
        articles=words(file.articles),
        vague=words(file.vague),
        doing=words(file.doing),
        having=words(file.having),
        pain_itself=words(file.pain_itself),
        aching=words(file.aching),
        telling=words(file.telling),
        trouble=words(file.trouble),
        recently=words(file.recently),
        treating=words(file.treating),
        starting=words(file.starting),
        ever=words(file.ever),
        until_now=words(file.until_now),
        noticing=words(file.noticing),
        everywhere=frozenset(plain(file.everywhere).split()),
    )
