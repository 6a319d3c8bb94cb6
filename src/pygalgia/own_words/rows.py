"""The forms of the lexicon's files, `data/*.yaml`: an unknown key is an error."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ContextKind = Literal["negated", "uncertain", "hypothetical", "another", "past", "gone", "not-here"]


class Row(BaseModel):
    """Unknown keys are errors; nothing is coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FindingRow(Row):
    """How people say one finding.

    Attributes:
        say: State to phrases.
        weak: State to phrases that mean it less surely: they are proposed with less confidence.
        when: What somebody does or meets; templates say that it brings the pain on.
        eased: The same, said to ease it.
        number: Phrases that hold its number.
        takes_place: A place in its words is where this is, not where it hurts.
        hides: Findings that its words name as well and do not mean: "burning" of passing urine.
        wins: States that are taken where several were said, the first of them first.
        no: The state that its denial means, where that is not simply "no".
        brings: Finding to the state without which this cannot be told of: it is proposed with it.
        never: State to phrases that hold its words and mean another thing: there it is not heard.
        needs: Findings one of which must be told in the same text: "it is growing" is of a lump only where
            there is one.
        within_days: How long ago it may have been; where the words do not say, it is a question.
        ask: Phrases that may mean it and may mean another thing: they are put as a question.
        unless: Phrases anywhere in the text, not denied, by which it is only a question: a diet.
        beside: State to phrases that are heard only beside one of `needs`; where a finding has any, its other
            phrases need nothing.
    """

    say: dict[str, list[Said]] = Field(default_factory=dict)
    weak: dict[str, list[Said]] = Field(default_factory=dict)
    when: list[Said] = Field(default_factory=list)
    eased: list[Said] = Field(default_factory=list)
    number: list[Said] = Field(default_factory=list)
    takes_place: bool = False
    hides: list[Id] = Field(default_factory=list)
    wins: list[Id] = Field(default_factory=list)
    no: Id | None = None
    brings: dict[Id, Id] = Field(default_factory=dict)
    never: dict[Id, list[Said]] = Field(default_factory=dict)
    needs: list[Id] = Field(default_factory=list)
    within_days: Annotated[int, Field(ge=1)] | None = None
    ask: list[Said] = Field(default_factory=list)
    beside: dict[str, list[Said]] = Field(default_factory=dict)
    unless: list[Said] = Field(default_factory=list)


class FindingsFile(Row):
    """`findings-*.yaml`: a part of the findings."""

    findings: dict[Id, FindingRow]


class WordsFile(Row):
    """`words.yaml`: groups of words, and templates of what brings pain on or eases it (`<act>`).

    Attributes:
        figures: Phrases that hold the words of a finding and mean another thing: "can't work it out".
    """

    groups: dict[Id, Said]
    figures: list[Said] = Field(default_factory=list)
    worse: Annotated[list[Said], Field(min_length=1)]
    not_worse: Annotated[list[Said], Field(min_length=1)]
    better: Annotated[list[Said], Field(min_length=1)]
    not_better: Annotated[list[Said], Field(min_length=1)]


class PlacesFile(Row):
    """`places.yaml`: body regions by their base, with sides and what makes a place one that hurts.

    Attributes:
        places: Base of a region to phrases.
        joined: Base of a region to names that are heard only beside another place: "back and bum".
        sides: Side to phrases.
        hurts: What says that a place hurts.
        spreads: What says that pain goes on to a place.
        fine: What says that a place is well.
        figures: Phrases that hold the name of a place and mean none.
        corrected: What takes back what was just said.
    """

    places: dict[Id, list[Said]]
    joined: dict[Id, list[Said]] = Field(default_factory=dict)
    sides: dict[Literal["left", "right", "both", "middle"], list[Said]]
    hurts: list[Said]
    spreads: list[Said]
    fine: list[Said]
    figures: list[Said]
    corrected: list[Said]


class ContextRow(Row):
    """Words that change what is said around them.

    Attributes:
        say: The phrases.
        kind: What they make of it.
        reach: How many words before and after they reach, within their sentence.
        lists: Whether they reach over a list: "no pain, fever or weakness".
        firm: Whether a list that nothing closes is still all of it meant: "denies pain, fever, weakness".
    """

    say: Annotated[list[Said], Field(min_length=1)]
    kind: ContextKind
    after: Annotated[int, Field(ge=0)] = 0
    before: Annotated[int, Field(ge=0)] = 0
    lists: bool = False
    firm: bool = False


class ContextFile(Row):
    """`context.yaml`.

    Attributes:
        rules: Words with a reach.
        pseudo: Phrases in which such words mean something else: "no wonder", "not only".
        ends: Words that end every reach.
        breaks: Words over which no phrase of a finding goes on.
        own: Words that begin a clause of its own after a comma.
        relatives: Words for other people.
        kin: Other people who are spoken of without "my": "mum", "dad's side".
        not_kin: Phrases that hold such a word and tell of whoever writes, or of what one did for them: "as a
            mum", "mum noticed a lump on my leg".
        asking_for: Phrases that say that the text is about one of them.
    """

    rules: Annotated[list[ContextRow], Field(min_length=1)]
    pseudo: list[Said]
    ends: list[Said]
    breaks: list[Said]
    own: list[Said]
    asks: list[Said]
    relatives: Said
    kin: Said
    not_kin: list[Said]
    asking_for: list[Said]
    opinions: list[Said]


class NumbersFile(Row):
    """`numbers.yaml`: numbers in words, units of time and length, and where numbers and times are meant."""

    numbers: dict[str, float]
    vague: dict[str, float]
    units: dict[str, list[Said]]
    times: dict[Literal["since", "for", "ago", "bare", "not"], list[Said]]
    days: dict[str, float]
    spans: dict[str, list[Said]]
    courses: dict[str, list[Said]]
    age: list[Said]
    bare_age: list[Said]
    not_age: Said
    sex: dict[Literal["female", "male"], list[Said]]


class GrammarFile(Row):
    """`grammar.yaml`: small words that the rules need by themselves, parted by `|`.

    Attributes:
        denying: Words that deny by themselves: a phrase that holds one is not denied once more.
        reversing: Those of them that turn an earlier denial round; in Spanish "no tengo ninguna" denies once.
        subjects: Words with which a thought of its own begins, where no word of `leading` stands before.
        leading: Words after which such a word goes on with the thought: "in my foot".
        listing: Words that join the parts of a list; the signs do so in every language.
        closing: Those of them that hold a list together: "or".
        parting: Words at which a clause ends, for times.
        apart: Words after which another thought begins, for places.
        myself: Words of whoever writes, by which a sentence is theirs again.
        undergoing: Those of them that within a phrase make it theirs, whoever does it: "he pushed me".
        possessive: Words before another person who is spoken of.
        mine: Those of them that belong to whoever writes.
        named_as_theirs: Words before the person whom somebody was asked about: "my son", "the baby".
        grown_up: Words for people who are no children.
        witnessing: Words directly behind whoever only saw or says it: "my husband saw".
        of_others: Pronouns of others.
        begins_with_other: Those with which a sentence about another begins.
        male: Words for other men and boys.
        female: Words for other women and girls.
        asking_starts: First words of a phrase that says whom the text is about, and surely.
        not_asked: Two words with which a clause begins that is no question although one of its words asks.
        own_pain: Phrases of somebody who writes of their own pain.
        naming: Words before a place by which it is named as the trouble: "it's my hip".
        tying: Words beside a length of time that tie it to the pain.
        ranging: Words between two numbers of a range.
        and_half: What adds a half to a number.
        filling: Words after a number that add nothing: "couple of".
        articles: Numbers that are none without a unit.
        vague: Numbers that are only roughly known.
        doing: Words by which a clause is about what the person does: a time in it is not the pain's.
        having: Words directly after which a time is the pain's all the same: "I get it", "I have bouts".
        pain_itself: Pronouns that stand for the pain.
        aching: Words by which a place hurts, and no sign is told.
        telling: Words with which a clause of its own begins behind what somebody does.
        trouble: Words by which a clause tells of the pain or of what began it: a time in it may be its.
        recently: Words beside an event that say that it was a short time ago.
        treating: Words of operations, treatments and other illnesses: a time in such a clause is its own.
        starting: Words by which such a thing is when the pain began: "since the operation".
        ever: Words that deny for all time until now.
        until_now: Words behind such a denial by which it says nothing of now: "never numb before".
        noticing: Words of finding something on the skin: when that was is not how long the pain has lasted.
        everywhere: Words in nearly every text, parted by spaces: poor anchors of a phrase.
        told_by_another: A word of a finding's phrases to itself and the forms that it takes where somebody
            tells it of another: "my" and "his".
    """

    denying: Said
    reversing: Said
    subjects: Said
    leading: Said
    listing: Said
    closing: Said
    parting: Said
    apart: Said
    myself: Said
    undergoing: Said
    possessive: Said
    mine: Said
    named_as_theirs: Said
    grown_up: Said
    witnessing: Said
    of_others: Said
    begins_with_other: str
    male: Said
    female: Said
    asking_starts: Said
    not_asked: str
    own_pain: list[Said]
    naming: Said
    tying: Said
    ranging: Said
    and_half: Said
    filling: Said
    articles: Said
    vague: Said
    doing: Said
    having: Said
    pain_itself: Said
    aching: Said
    telling: Said
    trouble: Said
    recently: Said
    treating: Said
    starting: Said
    ever: Said
    until_now: Said
    noticing: Said
    everywhere: Said
    told_by_another: dict[str, Said]


class LanguageFile(Row):
    """`language.yaml`.

    Attributes:
        name: The language's id in a reading.
        common: Words that texts in it are full of.
        same: Other spelling to the word that the lexicon uses.
        mend: Words that are known although misspelt.
        complaints: Name of another complaint to phrases.
        senses: Word to what it stands for in some phrases, and those: "dead" is "very" before "sore".
    """

    name: Literal["english", "spanish"]
    common: Said
    same: dict[str, str]
    mend: Said
    complaints: dict[str, list[Said]]
    senses: dict[str, dict[str, list[Said]]] = Field(default_factory=dict)


class OtherLanguagesFile(Row):
    """`other.yaml`: languages that are not read."""

    class Language(Row):
        """One of them.

        Attributes:
            tag: BCP 47.
            words: Small words by which it is known, parted by spaces.
            letters: Its letters as a range, where they tell it.
            say: How its reader is told that it is not read.
        """

        tag: Said
        words: str = ""
        letters: str = ""
        say: Said

    languages: list[Language]
