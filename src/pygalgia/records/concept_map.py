"""The map of codes as ConceptMaps of FHIR R4: from our names to each other system.

Source:
    HL7 FHIR R4, ConceptMap: its equivalences say how the target stands to the source.
"""

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.records.codes import CONDITION, FINDING, CodeMap, CodeRow
from pygalgia.records.resources import Resource

#: How our relation of a code to what it stands for is called in R4.
_EQUIVALENCE = {"equal": "equivalent", "narrower": "narrower", "wider": "wider"}


def concept_maps(codes: CodeMap, base: KnowledgeBase) -> Resource:
    """Return a collection with one ConceptMap for each system that a finding or cause is mapped to."""
    systems = dict.fromkeys(row.uris[0] for row in codes.rows if row.finding or row.condition)
    made = [_map(uri, [row for row in codes.rows if row.uris[0] == uri], base) for uri in systems]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": each["url"], "resource": each} for each in made],
    }


def _map(uri: str, rows: list[CodeRow], base: KnowledgeBase) -> Resource:
    parts = (
        (FINDING, [row for row in rows if row.finding]),
        (CONDITION, [row for row in rows if row.condition]),
    )
    return {
        "resourceType": "ConceptMap",
        "id": rows[0].system,
        "url": f"urn:pygalgia:codes:{rows[0].system}",
        "version": f"{base.version}-{base.sha256[:12]}",
        "name": "PygalgiaTo" + "".join(part.capitalize() for part in rows[0].system.split("-")),
        "status": "active",
        "copyright": rows[0].licence,
        "group": [
            {"source": source, "target": uri, "element": _elements(held, base)}
            for source, held in parts
            if held
        ],
    }


def _elements(rows: list[CodeRow], base: KnowledgeBase) -> list[Resource]:
    """Return each of our names once, with its codes; the state that a code stands for is its comment."""
    found: dict[str, list[CodeRow]] = {}
    for row in rows:
        found.setdefault(row.finding or row.condition, []).append(row)
    return [
        {"code": name, "display": _name(held[0], base), "target": [_target(each) for each in held]}
        for name, held in found.items()
    ]


def _name(row: CodeRow, base: KnowledgeBase) -> str:
    return base.findings[row.finding].name if row.finding else base.conditions[row.condition].name


def _target(row: CodeRow) -> Resource:
    told: Resource = {"code": row.code, "display": row.display, "equivalence": _EQUIVALENCE[row.relation]}
    return told | ({"comment": f"state: {row.state}"} if row.state else {})
