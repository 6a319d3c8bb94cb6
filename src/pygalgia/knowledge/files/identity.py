"""What a source is known by: something, nothing that another source has, and only links that will hold.

A page on which a publication was read may be a copy that vanishes tomorrow. So a link shown to a reader
leads to a resolver, a publisher, a public body or a society named in `evidence/hosts.yaml`, or there is none.
"""

import ipaddress
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from pygalgia.domain.evidence import Source
from pygalgia.reading.document import Document
from pygalgia.reading.problems import Problems

#: What the end of an address says of the view of an article, and is no part of its DOI.
_A_VIEW = re.compile(r"/(full|abstract|html|e?pdf|tables?|figures?)(/\S*)?$|\.(pdf|html|txt)$", re.IGNORECASE)

#: What is no name in a list of authors: it is cut at its commas, and ends in " et al." where it goes on.
_NO_NAME = re.compile(r"[()/;]|\band (others|colleagues?)\b|, et al\b|\bet al\b(?!\.$)", re.IGNORECASE)

#: Our own remarks in a title: how the publication was read, or what it is thought to be.
_A_REMARK = re.compile(
    r"\b(taken|believed) to be\b|\btitle (as|from|not)\b"
    r"|\([^)]*\b(tables?|read|seen|excerpt|summary|page)\b[^)]*\)",
    re.IGNORECASE,
)


def check_identity(
    source: Source, document: Document, problems: Problems, *, hosts: AbstractSet[str]
) -> None:
    """Note a source that nothing identifies, or whose identity cannot be followed."""
    if not source.identities:
        problems.add(
            document.where(("id",)),
            found=f"the source {source.id!r} without an identity",
            expected="a doi, pmid, pmcid, isbn, guideline, printed or official_page",
            fix="look it up; what cannot be identified is no source: judge what rests on it and say why",
        )
    if source.doi and _A_VIEW.search(source.doi):
        problems.add(
            document.where(("doi",)),
            found=f"the DOI {source.doi!r}, which ends in a view of the article",
            expected="the DOI alone",
            fix="cut what follows it",
        )
    if source.printed and not (source.journal and source.year):
        problems.add(
            document.where(("printed",)),
            found="volume and page of no journal or year",
            expected="journal and year beside them",
            fix="add them",
        )
    no_name = _NO_NAME.search(source.authors or "")
    if no_name:
        problems.add(
            document.where(("authors",)),
            found=f"{no_name[0]!r} among the authors",
            expected="people as in 'Smith AB, Li C et al.', or one body",
            fix="name people and bodies alone: reference managers take each piece between commas for a name",
        )
    remark = None if source.described else _A_REMARK.search(source.title)
    if remark:
        problems.add(
            document.where(("title",)),
            found=f"{remark[0]!r} in the title",
            expected="the title alone, as the publication prints it",
            fix="say how it was read in the `read` of its figures; mark our own words as `described`",
        )
    _check_page(source, document, problems, hosts)


def _check_page(source: Source, document: Document, problems: Problems, hosts: AbstractSet[str]) -> None:
    if source.official_page is None:
        return
    doubt = doubt_about(source.official_page, hosts)
    if doubt:
        problems.add(
            document.where(("official_page",)),
            found=doubt,
            expected="the page of a publisher, public body or society that evidence/hosts.yaml names",
            fix="find the publication itself, or add the host there with the reason why it will hold",
        )


def doubt_about(address: str, hosts: AbstractSet[str]) -> str | None:
    """Return why a link may not hold, or None: its host has to be on the list, by name and over the web."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in ("http", "https") or not host:
        return f"{address!r}, which is no address of the web"
    if _is_bare(host):
        return f"the bare address {host}"
    if parts.port not in (None, 80, 443):
        return f"the port {parts.port} of {host}: a machine's address, not a publisher's"
    return None if host in hosts else f"the unknown host {host}"


def _is_bare(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def check_identities(sources: Iterable[tuple[Source, str]], problems: Problems) -> None:
    """Note each publication that stands under two ids."""
    holders: dict[str, str] = {}
    for source, where in sources:
        for identity in source.identities:
            other = holders.setdefault(identity, source.id)
            if other != source.id:
                problems.add(
                    where,
                    found=f"{identity} of {source.id!r}, which {other!r} has as well",
                    expected="one source for one publication",
                    fix="merge the two",
                )
