"""Sources in the formats of reference managers: CSL-JSON, BibTeX, RIS.

Source:
    CSL-JSON 1.0 (citationstyles.org, csl-data.json), BibTeX entry types (Patashnik 1988), RIS tags (Research
    Information Systems, 2001).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from pygalgia.domain.evidence import Source
from pygalgia.report.citations import citation, reference

#: Names of the formats, as commands and addresses say them.
BibliographyFormat = Literal["text", "csl", "bibtex", "ris"]
#: A person as lists of authors write one: a family name and initials.
_A_PERSON = re.compile(r"^(?P<family>.+?) (?P<given>[^\W\d_a-zà-ÿ]{1,4})$")
#: How a list of authors ends that names not all of them, and how reference managers write it.
_MORE, _OTHERS = re.compile(r" et al\.$"), "others"
#: Kinds of source that are no article, with their types in CSL, BibTeX and RIS.
_TYPES = {
    "guideline": ("report", "techreport", "RPRT"),
    "guideline-summary": ("report", "techreport", "RPRT"),
    "textbook": ("book", "book", "BOOK"),
    "patient-information": ("webpage", "misc", "ELEC"),
    "service-information": ("webpage", "misc", "ELEC"),
    "editorial-standard": ("webpage", "misc", "ELEC"),
    "web-page": ("webpage", "misc", "ELEC"),
}
_ARTICLE = ("article-journal", "article", "JOUR")
#: A study of which no journal is known: a preprint, a thesis, or what was read did not say.
_UNPLACED = ("article", "misc", "GEN")
#: What a publication is known by, from what holds longest to what may move.
_KNOWN_BY = (
    "DOI",
    "PMID, no DOI",
    "PMCID, neither",
    "ISBN",
    "number of a guideline",
    "journal, volume and page alone",
    "official page of an article",
    "official page of a body or publisher",
)
_IN_TEX = {"\\": r"\textbackslash{}", **{sign: f"\\{sign}" for sign in "&%$#_{}"}}


def bibliography(sources: Iterable[Source], form: BibliographyFormat) -> str:
    """Return sources as one text in a format that a reference manager reads, or as plain lines."""
    if form == "csl":
        return json.dumps([csl(each) for each in sources], ensure_ascii=False, indent=1) + "\n"
    if form == "text":
        return "".join(reference(each) + "\n" for each in sources)
    draw = bibtex if form == "bibtex" else ris
    return "\n".join(draw(each) for each in sources)


def csl(source: Source) -> dict[str, object]:
    """Return a source as an item of CSL-JSON; what is not known is left out."""
    told = {
        "id": source.id,
        "type": _types(source)[0],
        "title": source.named,
        "author": [_csl_name(name) for name in _authors(source)],
        "issued": {"date-parts": [[source.year]]} if source.year else None,
        "container-title": source.journal,
        "publisher": source.guideline.issuer if source.guideline else source.publisher,
        "number": source.guideline.number if source.guideline else None,
        "volume": source.printed.volume if source.printed else None,
        "page": source.printed.page if source.printed else None,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "ISBN": source.isbn,
        "URL": source.address,
    }
    return {key: value for key, value in told.items() if value}


def bibtex(source: Source) -> str:
    """Return a source as a BibTeX entry, with the signs that TeX reads otherwise written out."""
    item = csl(source)
    fields = {
        "title": "{" + _in_tex(source.named) + "}",
        "author": " and ".join(_tex_name(name) for name in _authors(source)),
        "year": str(source.year or ""),
        "journal": _in_tex(source.journal or ""),
        "institution" if _types(source)[1] == "techreport" else "publisher": _in_tex(
            str(item.get("publisher", ""))
        ),
        "number": _in_tex(str(item.get("number", ""))),
        "volume": str(item.get("volume", "")),
        "pages": str(item.get("page", "")),
        "doi": source.doi or "",
        "pmid": source.pmid or "",
        "pmcid": source.pmcid or "",
        "isbn": source.isbn or "",
        "url": source.address or "",
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value and value != "{}")
    return f"@{_types(source)[1]}{{{source.id},\n{lines}}}\n"


def ris(source: Source) -> str:
    """Return a source as a record of RIS."""
    item = csl(source)
    told = [
        ("TY", _types(source)[2]),
        ("ID", source.id),
        ("TI", source.named),
        *(("AU", _ris_name(name)) for name in _authors(source) if name != _OTHERS),
        ("PY", source.year),
        ("JO", source.journal),
        ("PB", item.get("publisher")),
        ("VL", item.get("volume")),
        ("IS", item.get("number")),
        ("SP", item.get("page")),
        ("DO", source.doi),
        ("AN", source.pmid or source.pmcid),
        ("SN", source.isbn),
        ("UR", source.address),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in told if value) + "ER  - \n"


def known_by(sources: Iterable[Source]) -> dict[str, int]:
    """Return how many publications are known by what, each by its strongest identity, and what is missing."""
    told = list(sources)
    counts = Counter(_strongest(each) for each in told)
    return {
        **{known: counts[known] for known in _KNOWN_BY},
        "all": len(told),
        "of these, under our description instead of a title": sum(each.described for each in told),
        "of these, without a year": sum(each.year is None for each in told),
        "of these, without an author": sum(each.authors is None for each in told),
    }


def _strongest(source: Source) -> str:
    given = (source.doi, source.pmid, source.pmcid, source.isbn, source.guideline, source.printed)
    known = next((name for name, value in zip(_KNOWN_BY, given, strict=False) if value), None)
    if known is not None:
        return known
    return "official page of an article" if source.journal else "official page of a body or publisher"


def cited(source: Source) -> dict[str, str]:
    """Return every form in which a citation can be copied, by what it is called."""
    return {
        "Text": citation(source) + f" {source.address or ''}",
        "BibTeX": bibtex(source),
        "RIS": ris(source),
    }


def _types(source: Source) -> tuple[str, str, str]:
    return _ARTICLE if source.journal else _TYPES.get(source.kind, _UNPLACED)


def _authors(source: Source) -> list[str]:
    """Return people and bodies in their order, and "others" where the list goes on."""
    told = source.authors or ""
    names = [name.strip() for name in _MORE.sub("", told).split(",") if name.strip()]
    return [*names, _OTHERS] if _MORE.search(told) else names


def _csl_name(name: str) -> dict[str, str]:
    person = _A_PERSON.match(name)
    return {"literal": name} if person is None else person.groupdict()


def _ris_name(name: str) -> str:
    """Return a person as "Family, Initials"; a body in one piece."""
    person = _A_PERSON.match(name)
    return name if person is None else f"{person['family']}, {person['given']}"


def _tex_name(name: str) -> str:
    """Return a name as in RIS, with a body in braces, which TeX would take for a person."""
    told = _in_tex(_ris_name(name))
    return told if name == _OTHERS or _A_PERSON.match(name) else f"{{{told}}}"


def _in_tex(text: str) -> str:
    return "".join(_IN_TEX.get(sign, sign) for sign in text)
