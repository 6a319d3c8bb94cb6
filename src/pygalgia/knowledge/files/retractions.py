"""Refuse what was taken back: by the list of what is known to be, by its own title, and where nobody looked.

No check shows that a publication stands. Each says when it was made, against what, and what it cannot see
(`evidence/retractions.yaml`).
"""

import re
from dataclasses import dataclass

from pygalgia.domain.evidence import Source
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rows.evidence import RetractionsFile
from pygalgia.reading.document import Document
from pygalgia.reading.problems import Problems

#: How journals mark the title of what was taken back, in front of it or behind.
_TAKEN_BACK = re.compile(
    r"^\W*(retracted|retraction|withdrawn)\b|\b(retracted|withdrawn) (article|paper|publication)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retractions:
    """What is known of publications that were taken back.

    Attributes:
        notices: Identity, as `Source.identities` spells it, to where it is said to be taken back.
        compared: Each DOI and PMID that some check compared with a list, as `Source.identities` spells it.
    """

    notices: dict[str, str]
    compared: frozenset[str]

    def check(self, source: Source, document: Document, problems: Problems) -> None:
        """Note a source that was taken back, or whose DOI or PMID no check has compared."""
        notice = next((self.notices[each] for each in source.identities if each in self.notices), None)
        if notice is not None:
            problems.add(
                document.where(("id",)),
                found=f"the retracted publication {source.id!r} ({notice})",
                expected="a publication that stands",
                fix="remove it; look for its figures elsewhere, or judge what rests on it and say why",
            )
        elif _TAKEN_BACK.search(source.title):
            problems.add(
                document.where(("title",)),
                found=f"the title {source.title!r}, which says that it was taken back",
                expected="a publication that stands",
                fix="list it as retracted in evidence/retractions.yaml and remove the source",
            )
        for kind in ("doi", "pmid"):
            value = getattr(source, kind)
            if value is not None and f"{kind} {value.lower()}" not in self.compared:
                problems.add(
                    document.where((kind,)),
                    found=f"the {kind.upper()} {value}, which no check for retractions has compared",
                    expected=f"a {kind.upper()} that stands in a check of evidence/retractions.yaml",
                    fix="look whether it was retracted, and say there against what, when and by whom",
                )


def read_retractions(shelf: Shelf) -> Retractions:
    """Return what `evidence/retractions.yaml` holds."""
    read = shelf.one("evidence/retractions.yaml", RetractionsFile)
    if read is None:
        return Retractions(notices={}, compared=frozenset())
    _, file = read
    notices = {}
    for row in file.retracted:
        if row.doi:
            notices[f"doi {row.doi.lower()}"] = row.notice
        if row.pmid:
            notices[f"pmid {row.pmid}"] = row.notice
    compared = {f"pmid {pmid}" for check in file.checks for pmid in check.pmids}
    compared |= {f"doi {doi.lower()}" for check in file.checks for doi in check.dois}
    return Retractions(notices=notices, compared=frozenset(compared))
