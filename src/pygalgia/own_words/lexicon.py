"""The lexicon of a language: how people say every finding; read from `data`, compiled once and shared."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import KnowledgeError
from pygalgia.own_words.grammar import Grammar, grammar
from pygalgia.own_words.phrase import Phrase, PhraseError, phrase
from pygalgia.own_words.rows import (
    ContextFile,
    ContextRow,
    FindingRow,
    FindingsFile,
    GrammarFile,
    LanguageFile,
    NumbersFile,
    PlacesFile,
    Row,
    WordsFile,
)
from pygalgia.own_words.tokens import Tokens, plain
from pygalgia.reading import Problems, parse, read_yaml

Form = TypeVar("Form", bound=Row)
DATA = Path(__file__).parent / "data"
#: The languages that can be read, by the names of their folders.
LANGUAGES = ("en", "es")
ACT = "<act>"
#: What an age is called where only what follows it tells that it is one.
BARE_AGE = "bare-age"
#: Name of phrases that hold a word for a relative and tell of no illness of theirs.
NOT_KIN = "not-kin"
#: The state of a place that is heard only beside another.
JOINED = "joined"
#: The state of a phrase that may mean a finding and may mean another thing.
ASKED = "ask"
_WORD = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Said:
    """One phrase of the lexicon with what it means.

    Attributes:
        phrase: How it is said.
        name: The finding, place, kind or other thing that it names.
        state: The finding's state, or what else belongs to it; empty for its number.
        is_weak: Whether it means it less surely.
        is_beside: Whether it is heard only beside what the finding needs.
        is_act: Whether it is a template of what somebody does.
        rule: The rule of context that it belongs to.
    """

    phrase: Phrase
    name: str
    state: str = ""
    is_weak: bool = False
    is_beside: bool = False
    is_act: bool = False
    rule: ContextRow | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Where a phrase stands in a text: from one token (included) to another (excluded)."""

    said: Said
    start: int
    end: int
    number: str = ""
    unit: str = ""

    def overlaps(self, other: "Match") -> bool:
        """Return whether both stand over some token."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Index:
    """Phrases by the words without which they cannot stand in a text."""

    phrases: tuple[Said, ...]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for number, said in enumerate(self.phrases):
            for word in said.phrase.anchors:
                places.setdefault(word, []).append(number)
        return places

    def found(self, tokens: Tokens) -> Iterator[Match]:
        """Return every place of every phrase, in the order of the lexicon."""
        tried = sorted({number for word in tokens.vocabulary for number in self._by_word.get(word, ())})
        for number in tried:
            said = self.phrases[number]
            for match in said.phrase.regex.finditer(tokens.line):
                groups = match.groupdict()
                yield Match(
                    said=said,
                    start=tokens.index(match.start()),
                    end=tokens.index(match.end() - 1) + 1,
                    number=(groups.get("n") or "").strip(),
                    unit=(groups.get("unit") or "").strip(),
                )


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Everything that is known of how people say things.

    Attributes:
        language: Its id in a reading.
        grammar: Small words that the rules need by themselves.
        findings: Phrases of findings; `state` is the state, empty where the phrase holds a number.
        figures: Phrases in which the words of a finding mean another thing.
        unless: Phrases of a finding, `name`, by which it is only a question wherever they stand.
        misheard: Phrases in which the words of one state, `name` and `state`, mean another thing.
        places, sides, hurts, spreads, fine, figures, corrected: Phrases of `places.yaml`.
        context: Phrases with the rule of context that they belong to, pseudo ones and ends.
        people: Phrases that say whom the text is about, how old, of which sex.
        times: Phrases of times, spans and courses.
        complaints: Phrases of other complaints.
        senses: Phrases in which a word, `name`, stands for another, `state`.
        language: Spellings and common words.
        not_age: Words behind a number by which it is no age, beside the units.
        numbers: Word to number.
        units: Word to UCUM unit.
        own: Words that begin a clause of its own.
        asks: Words that begin a question.
        relatives: Words for other people.
        kin: Those of them who are spoken of without "my".
        rows: Finding to its row, as written.
        grouped: Words of the groups.
    """

    language: Literal["english", "spanish"]
    grammar: Grammar
    findings: Index
    figures: Index
    unless: Index
    misheard: Index
    places: Index
    context: Index
    people: Index
    times: Index
    complaints: Index
    senses: Index
    common: frozenset[str]
    same: Mapping[str, str]
    mend: tuple[str, ...]
    not_age: frozenset[str]
    numbers: Mapping[str, float]
    units: Mapping[str, str]
    own: frozenset[str]
    asks: frozenset[str]
    relatives: frozenset[str]
    kin: frozenset[str]
    rows: Mapping[str, FindingRow]
    grouped: frozenset[str]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that it knows as a word."""
        indexes = (self.findings, self.places, self.context, self.people, self.times, self.complaints)
        words = {
            word
            for index in indexes
            for each in index.phrases
            for word in _WORD.findall(plain(each.phrase.written))
        }
        return frozenset(words) | self.grouped | self.common | self.grammar.everywhere

    @property
    def size(self) -> int:
        """How many phrases it holds."""
        indexes = (self.findings, self.places, self.context, self.people, self.times, self.complaints)
        return sum(len(each.phrases) for each in indexes)

    def named_places(self, tokens: Tokens) -> list[Match]:
        """Return where a text names a part of the body, in the order of the lexicon."""
        found = tuple(self.places.found(tokens))
        figures = [each for each in found if each.said.state == "figures"]
        return [
            each
            for each in found
            if each.said.state == "place" and not any(each.overlaps(other) for other in figures)
        ]


@lru_cache(maxsize=4)
def lexicon(language: str = "en", *, data: Path = DATA) -> Lexicon:
    """Return the lexicon of a language; read once.

    Args:
        language: The name of its folder.
        data: The folder of all languages.

    Raises:
        KnowledgeError: a file is wrong; every problem is listed.
    """
    reader = _Reader(data / language)
    made = reader.lexicon()
    if reader.problems.found or made is None:
        raise KnowledgeError(reader.problems.found)
    return made


def lint(words: Lexicon, base: KnowledgeBase) -> None:
    """Refuse a lexicon that does not fit the knowledge: an id that is unknown, a finding without words.

    What only clinicians write needs no words in any language.

    Raises:
        KnowledgeError: with every problem.
    """
    problems = Problems()
    regions = {each.base for each in base.regions.values()}
    for said in words.places.phrases:
        if said.state == "place" and said.name not in regions:
            problems.unknown("own_words/data/places.yaml", kind="region", name=said.name, known=regions)
    for name, row in words.rows.items():
        if name in base.findings:
            _lint_row(name, row, base, problems)
        else:
            problems.unknown("own_words/data", kind="finding", name=name, known=base.findings)
    silent = [
        each.id
        for each in base.findings.values()
        if each.who == "patient"
        and each.id not in words.rows
        and not each.id.startswith(("site-", "pain-site"))
    ]
    for name in silent:
        problems.add(
            "own_words/data", found=f"no words for {name}", expected="a phrase", fix="write how people say it"
        )
    if problems.found:
        raise KnowledgeError(problems.found)


#: Numbers that tell their unit by themselves, or by another phrase over them.
_TELLING = frozenset({"temperature", "severity", "duration"})


def _lint_row(name: str, row: FindingRow, base: KnowledgeBase, problems: Problems) -> None:
    finding, where = base.findings[name], f"own_words/data, {name}"
    named = {
        *row.say,
        *row.weak,
        *row.beside,
        *row.wins,
        *({row.no} - {None, ASKED}),
        *(row.never.keys() - {ASKED}),
    }
    for state in sorted(str(each) for each in named - {*finding.states}):
        problems.unknown(where, kind="state", name=state, known=finding.states)
    for hidden in {*row.hides, *row.needs} - base.findings.keys():
        problems.unknown(where, kind="finding", name=hidden, known=base.findings)
    for brought, state in row.brings.items():
        if brought not in base.findings:
            problems.unknown(where, kind="finding", name=brought, known=base.findings)
        elif state not in base.findings[brought].states:
            problems.unknown(where, kind="state", name=state, known=base.findings[brought].states)
    if finding.scale is not None and name not in _TELLING and len(finding.scale.units) > 1:
        for written in (each for each in row.number if "{unit}" not in each and "/" not in each):
            problems.add(where, found=written, expected="{unit}: it has several", fix="write {n} {unit}")
    if row.number and finding.scale is None:
        problems.add(where, found="number", expected="a finding that is a number", fix="use say")


@dataclass
class _Reader:
    folder: Path
    problems: Problems = field(default_factory=Problems)
    groups: dict[str, str] = field(default_factory=dict)
    everywhere: frozenset[str] = frozenset()
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def lexicon(self) -> Lexicon | None:
        words = self._file("words.yaml", WordsFile)
        numbers = self._file("numbers.yaml", NumbersFile)
        places = self._file("places.yaml", PlacesFile)
        context = self._file("context.yaml", ContextFile)
        language = self._file("language.yaml", LanguageFile)
        small = self._file("grammar.yaml", GrammarFile)
        if words is None or numbers is None or places is None or context is None:
            return None
        if language is None or small is None:
            return None
        self.everywhere = frozenset(plain(small.everywhere).split())
        self.forms = {word: tuple(plain(many).split("|")) for word, many in small.told_by_another.items()}
        relatives = context.relatives.replace("'", "").split("|")
        kin = context.kin.replace("'", "")
        self.groups = {
            **words.groups,
            **_number_groups(numbers, small),
            "relative": "|".join(relatives),
            "kin": kin,
        }
        rows = self._findings()
        return Lexicon(
            language=language.name,
            grammar=grammar(small),
            findings=Index(tuple(self._said_findings(rows, words))),
            figures=Index(tuple(self._many(words.figures, "figure", "figure"))),
            unless=Index(tuple(self._said_unless(rows))),
            misheard=Index(tuple(self._said_never(rows))),
            places=Index(tuple(self._said_places(places))),
            context=Index(tuple(self._said_context(context))),
            people=Index(tuple(self._said_people(numbers, context, small))),
            times=Index(tuple(self._said_times(numbers))),
            complaints=Index(tuple(self._listed(language.complaints, "complaint"))),
            senses=Index(tuple(self._said_senses(language))),
            common=frozenset(plain(language.common.replace("'", "")).split()),
            same={plain(name): plain(word) for name, word in language.same.items()},
            mend=tuple(plain(language.mend).split("|")),
            not_age=frozenset(plain(numbers.not_age).split("|")),
            numbers={plain(word): value for word, value in {**numbers.numbers, **numbers.vague}.items()},
            units={plain(word): unit for unit, many in numbers.units.items() for word in many},
            own=frozenset(plain(each.replace("'", "")) for each in context.own),
            asks=frozenset(map(plain, context.asks)),
            relatives=frozenset(map(plain, relatives)),
            kin=frozenset(plain(kin).split("|")),
            rows=rows,
            grouped=frozenset(
                word for each in words.groups.values() for word in _WORD.findall(plain(each.replace("'", "")))
            ),
        )

    def _file(self, name: str, form: type[Form]) -> Form | None:
        shown = f"own_words/data/{self.folder.name}/{name}"
        return parse(read_yaml(self.folder / name, name=shown), form, self.problems)

    def _findings(self) -> dict[str, FindingRow]:
        rows: dict[str, FindingRow] = {}
        for path in sorted(self.folder.glob("findings-*.yaml")):
            file = self._file(path.name, FindingsFile)
            for name, row in (file.findings if file else {}).items():
                if name in rows:
                    self.problems.add(
                        path.name, found=f"{name} twice", expected="each once", fix="put the two together"
                    )
                rows[name] = row
        return rows

    def _said_findings(self, rows: Mapping[str, FindingRow], words: WordsFile) -> Iterator[Said]:
        for name, row in rows.items():
            for is_weak, states in ((False, row.say), (True, row.weak)):
                for state, many in states.items():
                    yield from self._many(many, name, state, is_weak=is_weak, is_finding=True)
            yield from self._many(row.number, name, "")
            yield from self._many(row.ask, name, ASKED, is_finding=True)
            for state, many in row.beside.items():
                yield from self._many(many, name, state, is_beside=True, is_finding=True)
            yield from self._acts(row.when, words.worse, name, "present")
            yield from self._acts(row.when, words.not_worse, name, "absent")
            yield from self._acts(row.eased, words.better, name, "present")
            yield from self._acts(row.eased, words.not_better, name, "absent")

    def _said_never(self, rows: Mapping[str, FindingRow]) -> Iterator[Said]:
        for name, row in rows.items():
            for state, many in row.never.items():
                yield from self._many(many, name, state, is_finding=True)

    def _said_unless(self, rows: Mapping[str, FindingRow]) -> Iterator[Said]:
        for name, row in rows.items():
            yield from self._many(row.unless, name, "unless")

    def _said_senses(self, file: LanguageFile) -> Iterator[Said]:
        for word, others in file.senses.items():
            for other, many in others.items():
                yield from self._many(many, plain(word), plain(other))

    def _acts(self, acts: Iterable[str], templates: Iterable[str], name: str, state: str) -> Iterator[Said]:
        """Return the phrases of a template for everything that somebody does."""
        one = "|".join(acts)
        if one:
            made = [each.replace(ACT, f"({one})") for each in templates]
            yield from self._many(made, name, state, is_act=True, is_finding=True)

    def _said_places(self, file: PlacesFile) -> Iterator[Said]:
        yield from self._listed(file.places, "place")
        yield from self._listed(file.joined, JOINED)
        yield from self._listed(file.sides, "side")
        for kind in ("hurts", "spreads", "fine", "figures", "corrected"):
            yield from self._many(getattr(file, kind), kind, kind)

    def _said_context(self, file: ContextFile) -> Iterator[Said]:
        for row in file.rules:
            yield from (replace(each, rule=row) for each in self._many(row.say, row.kind, "rule"))
        yield from self._many(file.pseudo, "pseudo", "pseudo")
        yield from self._many(file.ends, "ends", "ends")
        yield from self._many(file.breaks, "breaks", "breaks")
        yield from self._many(file.opinions, "another", "opinion")

    def _said_people(self, numbers: NumbersFile, context: ContextFile, small: GrammarFile) -> Iterator[Said]:
        yield from self._many(numbers.age, "age", "")
        yield from self._many(numbers.bare_age, BARE_AGE, "")
        yield from self._listed(numbers.sex, "sex")
        yield from self._many(context.asking_for, "asking-for", "")
        yield from self._many(context.not_kin, NOT_KIN, "")
        yield from self._many(small.own_pain, "own-pain", "")

    def _said_times(self, file: NumbersFile) -> Iterator[Said]:
        yield from self._listed(file.times, "time")
        yield from self._listed(file.spans, "span")
        yield from self._listed(file.courses, "course")

    def _listed(self, many: Mapping[str, list[str]] | dict[Any, list[str]], state: str) -> Iterator[Said]:
        for name, phrases in many.items():
            yield from self._many(phrases, name, state)

    def _many(
        self,
        many: Iterable[str],
        name: str,
        state: str,
        *,
        is_weak: bool = False,
        is_beside: bool = False,
        is_act: bool = False,
        is_finding: bool = False,
    ) -> Iterator[Said]:
        for written in many:
            try:
                made = phrase(written, self.groups, self.everywhere, self.forms if is_finding else {})
            except PhraseError as error:
                self.problems.add(
                    f"own_words/data, {name}",
                    found=str(error),
                    expected="a phrase",
                    fix="see docs/own-words.md",
                )
                continue
            yield Said(
                phrase=made,
                name=name,
                state=state,
                is_weak=is_weak,
                is_beside=is_beside,
                is_act=is_act,
            )


def _number_groups(file: NumbersFile, small: GrammarFile) -> dict[str, str]:
    def any_of(words: Iterable[str]) -> str:
        return "|".join(sorted((re.escape(plain(word)) for word in words), key=len, reverse=True))

    one = rf"(?:[0-9]+(?:\.[0-9]+)?|{any_of({*file.numbers, *file.vague})})"
    units = any_of(word for many in file.units.values() for word in many)
    ranging, filling = any_of(small.ranging.split("|")), any_of(small.filling.split("|"))
    half = re.escape(plain(small.and_half))
    return {
        "{n}": rf"{one}(?: (?:{ranging}) {one})?(?: {half})?(?: (?:{filling})){{0,2}}",
        "{unit}": units,
    }
