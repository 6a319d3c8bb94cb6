"""How each language sets its marks: what a machine gets wrong, and a reader stumbles over."""

import re
from collections.abc import Callable, Iterator

#: A value as a program writes it: its marks are none of the language.
_CODE = re.compile(r'[\[{]"')
#: The same in words of the program: `past: true`, `bladder-change: incontinent`.
_SETTING = re.compile(r"\b[a-z]+(?:-[a-z]+)*: [a-z]+(?:-[a-z]+)*")
#: A question mark by itself, or after a number in the middle of a sentence, is something to type.
_TYPED = re.compile(r"(?<!\S)\?(?!\S)|(?<=\d)\?(?=[,;]| [a-z])")
_TYPED_HERE = re.compile(r"(?:(?<![^ «“\u00a0])|(?<=\d))\?(?=[ »”\u00a0])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: Written in their places for these rules: a placeholder may hold anything.
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_ARABIC = r"\u0600-\u06FF"
#: How the English ends, and the ends that say the same.
_ENDS = {".": (".", "!", "…", "\u06d4", "?", "\u061f"), "?": ("?", "\u061f"), ":": (":",)}
Fault = tuple[str, str]


def typography_faults(language: str, english: str, said: str) -> Iterator[Fault]:
    """Yield what is wrong with the marks and spaces of a translation: what was found, what was expected."""
    plain = _PLACEHOLDER.sub("x", _TAG.sub("", said))
    yield from _everywhere(_PLACEHOLDER.sub("x", _TAG.sub("", english)), plain)
    if _CODE.search(english):
        # What stands between such marks is typed as it is.
        plain = re.sub(r"[\[{][^\]}]*[\]}]", "", plain).replace('"', "")
    for setting in _SETTING.findall(_PLACEHOLDER.sub("x", english)):
        plain = plain.replace(setting, "")
    if _TYPED.search(english):
        plain = _TYPED_HERE.sub("", plain)
    yield from _OF_LANGUAGE.get(language.partition("-")[0], _nothing)(plain)


def _everywhere(english: str, said: str) -> Iterator[Fault]:
    if english[:1].isspace() != said[:1].isspace() or english[-1:].isspace() != said[-1:].isspace():
        yield "spaces at an end that the English has not", "the same"
    if "  " in said and "  " not in english:
        yield "two spaces", "one"
    ends = said.rstrip().rstrip("”“»’)")
    for mark, alike in _ENDS.items():
        if english.rstrip().endswith(mark) and not ends.endswith(alike):
            yield f"no {mark!r} at the end", "an end like that of the English"
    if said.rstrip().endswith(".") and english.rstrip()[-1:].isalnum():
        yield "a full stop at the end", "none, as in the English"


def _french(said: str) -> Iterator[Fault]:
    for found in re.finditer(r"(?<![\u00a0\u202f?!:;])[;!?:](?!//)(?=\s|$|[»”)?!])", said):
        if not re.match(r"\d:\d", said[max(0, found.start() - 1) : found.end() + 1]):
            yield f"{said[max(0, found.start() - 8) : found.end()]!r}", "a no-break space before ; : ! ?"
    if re.search(r"«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»", said):
        yield "« or » without its space", "no-break spaces inside « and »"
    yield from _straight_quotes(said, "« and »")


def _german(said: str) -> Iterator[Fault]:
    if said.count("„") != said.count("“") or "”" in said:
        yield "quotation marks that are not paired", "„ and “"
    yield from _straight_quotes(said, "„ and “")


def _spanish(said: str) -> Iterator[Fault]:
    said = _TYPED.sub("", said)
    for opening, closing in (("¿", "?"), ("¡", "!")):
        if said.count(opening) != said.count(closing):
            yield f"{said.count(opening)} {opening} and {said.count(closing)} {closing}", "as many of each"
    yield from _straight_quotes(said, "« and », or “ and ”")


def _arabic(said: str) -> Iterator[Fault]:
    found = re.search(rf"[{_ARABIC}]\s*([,;?])", said)
    if found is not None:
        yield f"the mark {found[1]!r} after Arabic", "، ؛ or ؟"
    if "“" in said or "”" in said:
        yield "“ or ”", "« and »"
    yield from _straight_quotes(said, "« and »")


def _straight_quotes(said: str, instead: str) -> Iterator[Fault]:
    if '"' in said:
        yield 'straight quotation marks (")', instead


def _nothing(_said: str) -> Iterator[Fault]:
    return iter(())


_OF_LANGUAGE: dict[str, Callable[[str], Iterator[Fault]]] = {
    "fr": _french,
    "de": _german,
    "es": _spanish,
    "ar": _arabic,
}
