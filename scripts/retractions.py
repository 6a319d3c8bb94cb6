"""Hold every source against a list of retracted publications, and write down that it was compared.

    python scripts/retractions.py CHECK LIST

LIST holds one DOI or PMID a line, as Retraction Watch and PubMed give them. Sources that are on it are told,
and nothing is written. Where none is, every DOI or PMID that the sources have now is named under CHECK in
`evidence/retractions.yaml`: lint refuses one that no check names. The files are read as text, because the
knowledge does not load while one is missing.
"""

import re
import sys
from pathlib import Path

from pygalgia.knowledge import DATA

FILE = DATA / "evidence" / "retractions.yaml"
_PLAIN = re.compile(r"[A-Za-z0-9][\w./-]*")


def known(kind: str) -> dict[str, str]:
    """Return source to DOI or PMID, of every source that has one."""
    told = re.compile(rf"^{kind}: *['\"]?(.+?)['\"]?$", re.MULTILINE)
    texts = {
        path.stem: path.read_text(encoding="utf-8") for path in (DATA / "evidence" / "sources").glob("*.yaml")
    }
    return {name: found[1] for name, text in sorted(texts.items()) if (found := told.search(text))}


def with_compared(text: str, check: str, kind: str, values: list[str]) -> str:
    """Return the file with these identifiers under a check, in place of those that stood there."""
    parts = re.split(r"^(?=  - id: |retracted:)", text, flags=re.MULTILINE)
    place = next((i for i, part in enumerate(parts) if part.startswith(f"  - id: {check}\n")), None)
    if place is None:
        sys.exit(f"no check {check!r} in {FILE}")
    rest = re.sub(rf"^    {kind}s:\n(      - .*\n)*", "", parts[place], flags=re.MULTILINE)
    named = "".join(f"      - {each if _is_plain(each) else repr(each)}\n" for each in values)
    return "".join([*parts[:place], f"{rest}    {kind}s:\n{named}", *parts[place + 1 :]])


def _is_plain(value: str) -> bool:
    return _PLAIN.fullmatch(value) is not None and not value.isdigit()


def main(check: str, path: Path) -> None:
    """Compare, and write down what was compared."""
    listed = {line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}
    kind = "doi" if any("/" in each for each in listed) else "pmid"
    told = known(kind)
    found = [f"{name}: {value}" for name, value in told.items() if value.lower() in listed]
    if found:
        sys.exit("on the list:\n" + "\n".join(found))
    values = sorted(set(told.values()), key=lambda value: (value.isdigit() and len(value), value.lower()))
    FILE.write_text(with_compared(FILE.read_text(encoding="utf-8"), check, kind, values), encoding="utf-8")
    print(f"{len(values)} compared with {len(listed)}: none of them is on the list.")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
