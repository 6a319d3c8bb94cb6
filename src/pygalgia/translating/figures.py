"""Whether the numbers of a translation are those of its English: a dose must not change on the way."""

import re
import unicodedata

#: What stands between digits: of decimals or of thousands, in Arabic too; a space does in French.
_BETWEEN = r"[.,\u066b\u066c\u00a0\u202f]"
_NUMBER = re.compile(rf"\d+(?:{_BETWEEN}\d+)*")
_GROUPS = re.compile(rf"\d{{1,3}}(?:{_BETWEEN}\d{{3}})+")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?[A-Za-z][^<>]*>")
#: Numbers in words that a language may write in digits.
_WORDS = {
    "half": "0.5", "one": "1", "once": "1", "first": "1", "two": "2", "twice": "2", "second": "2",
    "three": "3", "third": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12",
    "fourteen": "14", "fifteen": "15", "sixteen": "16", "eighteen": "18",
    "twenty": "20", "thirty": "30", "forty": "40", "forty-five": "45", "fifty": "50", "sixty": "60",
    "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100",
}  # fmt: skip


def changed_numbers(english: str, said: str) -> tuple[list[str], list[str]]:
    """Return the numbers of the English that a translation lacks, and those that only the translation has.

    What the English says in words may be written in digits, not the other way round.

    Examples:
        >>> changed_numbers("38.5 °C for 2 days", "38,5 °C durante 3 días")
        (['2'], ['3'])
        >>> changed_numbers("three to five seconds", "3 bis 5 Sekunden")
        ([], [])
    """
    wanted, given = numbers(english), numbers(said)
    words = {_WORDS[word] for word in re.findall(r"[a-z-]+", english.casefold()) if word in _WORDS}
    return sorted(wanted - given), sorted(given - wanted - words)


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, however its language marks decimals and thousands, in digits 0 to 9.

    Examples:
        >>> sorted(numbers("1,000 or 1.5")), sorted(numbers("1.000 o 1,5"))
        (['1.5', '1000'], ['1.5', '1000'])
    """
    return {_plain(found) for found in _NUMBER.findall(_PLACEHOLDER.sub(" ", text))}


def _plain(number: str) -> str:
    digits = "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in number)
    if _GROUPS.fullmatch(digits):
        return re.sub(r"\D", "", digits)
    return re.sub(r"[^\d]", ".", digits)
