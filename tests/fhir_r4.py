"""Judge resources by tools that are not ours: models of R4B and FHIRPath, where R4 and R4B agree.

Both know structures, cardinalities and types. Invariants of R4 that matter here are evaluated as they stand
in the specification (http://hl7.org/fhir/R4). `scripts/records/validate.mjs` asks a third tool.
"""

import importlib
import json
import shutil
import sys
import warnings
from pathlib import Path

#: Node, of this machine or beside this Python (`make records-tools`), for tools not ours; else None.
NODE = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
#: Invariants of the specification, by type, that our resources could break.
INVARIANTS = {
    "Bundle": [
        ("bdl-7", "entry.where(fullUrl).select(fullUrl).isDistinct()"),
        ("bdl-9", "type = 'document' implies (identifier.system.exists() and identifier.value.exists())"),
        ("bdl-10", "type = 'document' implies timestamp.exists()"),
        ("bdl-11", "type = 'document' implies entry.first().resource.resourceType = 'Composition'"),
    ],
    "Composition": [("cmp-1", "section.all(text.exists() or entry.exists() or section.exists())")],
    "RiskAssessment": [("ras-2", "prediction.all(probability.empty() or probability <= 100)")],
    "Observation": [
        ("obs-6", "dataAbsentReason.empty() or (value | valueBoolean | valueQuantity).empty()"),
    ],
    "OperationOutcome": [("issue", "issue.exists()")],
    "Provenance": [("target", "target.exists() and agent.exists()")],
    "Questionnaire": [
        ("que-2", "descendants().linkId.isDistinct()"),
        ("que-1a", "item.all(type = 'group' implies item.exists())"),
        ("que-1b", "item.all(type = 'display' implies item.empty())"),
    ],
    "QuestionnaireResponse": [("qrs-1", "item.all(answer.exists().not() or item.exists().not())")],
}  # fmt: skip


def faults(resource) -> list[str]:
    """Return what is wrong with a resource and with everything in it."""
    found = [*_modelled(resource), *_invariants(resource)]
    inside = [each["resource"] for each in resource.get("entry", []) if "resource" in each]
    inside += [each["resource"] for each in resource.get("parameter", []) if "resource" in each]
    return found + [fault for each in (*inside, *resource.get("contained", [])) for fault in faults(each)]


def _modelled(resource) -> list[str]:
    kind = resource["resourceType"]
    bare = {key: value for key, value in resource.items() if key not in ("entry", "contained", "parameter")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = getattr(importlib.import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
        try:
            back = json.loads(model.model_validate(bare).model_dump_json())
        except ValueError as error:
            return [f"{kind}: {str(error)[:500]}"]
    return [] if back == bare else [f"{kind}: comes back otherwise: {_difference(bare, back)}"]


def _difference(before, after) -> str:
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return "; ".join(f"{key}: {str(before.get(key))[:150]} / {str(after.get(key))[:150]}" for key in keys)


def _invariants(resource) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from fhirpathpy import evaluate

        rules = INVARIANTS.get(resource["resourceType"], [])
        return [
            f"{resource['resourceType']}: {name}"
            for name, rule in rules
            if evaluate(resource, rule, {}) != [True]
        ]
