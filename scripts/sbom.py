"""Write what is installed with the project as a bill of materials in CycloneDX 1.6, from the lock files.

    python scripts/sbom.py                what runs: locks/run.txt
    python scripts/sbom.py locks/test.txt with the tools of development

Only the standard library. The same lock gives the same bytes: neither time nor chance is in it.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)")
HASHED = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, object]]:
    """Return each package of a lock file, with the hashes of the files that may be installed."""
    found: list[dict[str, object]] = []
    for entry in re.split(r"\n(?=\S)", lock.replace("\\\n", " ")):
        pinned = PINNED.match(entry)
        if pinned:
            name, version = re.sub(r"[-_.]+", "-", pinned[1]).lower(), pinned[2]
            found.append(
                {
                    "type": "library",
                    "bom-ref": f"pkg:pypi/{name}@{version}",
                    "name": name,
                    "version": version,
                    "purl": f"pkg:pypi/{name}@{version}",
                    "hashes": [{"alg": "SHA-256", "content": each} for each in HASHED.findall(entry)],
                }
            )
    return found


def document(lock: str, *, version: str) -> dict[str, object]:
    """Return the bill of materials of a lock file."""
    whole = f"pkg:pypi/pygalgia@{version}"
    parts = components(lock)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, whole + lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": whole,
                "name": "pygalgia",
                "version": version,
                "purl": whole,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": parts,
        "dependencies": [{"ref": whole, "dependsOn": [str(each["bom-ref"]) for each in parts]}],
    }


def main(words: list[str]) -> int:
    """Print the bill of materials."""
    lock = (ROOT / (words[0] if words else "locks/run.txt")).read_text(encoding="utf-8")
    text = (ROOT / "src" / "pygalgia" / "version.py").read_text(encoding="utf-8")
    version = re.findall(r'VERSION = "(.+)"', text)[0]
    print(json.dumps(document(lock, version=version), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
