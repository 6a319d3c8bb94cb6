"""`pygalgia codes`: the map to codes of other systems, with a site's own files, as a table or ConceptMaps."""

import csv
import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def codes(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files of a site's own, read and checked.")
    ] = None,
    *,
    fhir: Annotated[bool, typer.Option("--fhir", help="As ConceptMaps of FHIR R4, in a Bundle.")] = False,
) -> None:
    """Show which code stands for what, how, and on what terms; refuse a wrong file with every problem."""
    import pygalgia
    from pygalgia.records import load_codes
    from pygalgia.records.concept_map import concept_maps

    base = pygalgia.load().base
    held = load_codes(base, *(files or ()))
    if fhir:
        sys.stdout.write(json.dumps(concept_maps(held, base), ensure_ascii=False, indent=1) + "\n")
        return
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("system", "code", "display", "relation", "stands for", "state", "licence"))
    for row in held.rows:
        stands_for = row.finding or row.condition or row.group
        table.writerow((row.system, row.code, row.display, row.relation, stands_for, row.state, row.licence))
