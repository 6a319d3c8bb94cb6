"""Which form the files in each place have: one list, for their order and for the schemas of editors."""

import json
from collections.abc import Iterator

from pygalgia.knowledge.rows.care import CareFile, FollowUpFile, SignsFile
from pygalgia.knowledge.rows.claims import ClaimsFile, OmissionsFile
from pygalgia.knowledge.rows.common import Row
from pygalgia.knowledge.rows.conditions import AboutFile, ConditionBeliefsFile, ConditionCareFile
from pygalgia.knowledge.rows.evidence import GuidanceFile, HostsFile, RetractionsFile, SourceFile, UnusedFile
from pygalgia.knowledge.rows.exercises import CautionsFile, ExerciseFile, MicroBreaksFile
from pygalgia.knowledge.rows.findings import FindingsFile
from pygalgia.knowledge.rows.flags import CalmingFile, ContradictionsFile, FlagsFile, TriageFile
from pygalgia.knowledge.rows.interview import InterviewFile
from pygalgia.knowledge.rows.mechanisms import MechanismRow
from pygalgia.knowledge.rows.opinions import OpinionFile
from pygalgia.knowledge.rows.places import RegionsFile, ServicesFile
from pygalgia.knowledge.rows.population import CaseMixFile, TellingFile
from pygalgia.knowledge.rows.poses import SceneFile

#: Name of a schema to the pattern of the paths it is for, below the knowledge folder, and the form.
FORMS: dict[str, tuple[str, type[Row]]] = {
    "calming": ("calming.yaml", CalmingFile),
    "care": ("care.yaml", CareFile),
    "cautions": ("cautions.yaml", CautionsFile),
    "case-mix": ("case_mix.yaml", CaseMixFile),
    "claims": ("claims-*-article.yaml", ClaimsFile),
    "condition-about": ("conditions/*/about.yaml", AboutFile),
    "condition-beliefs": ("conditions/*/beliefs.yaml", ConditionBeliefsFile),
    "condition-care": ("conditions/*/care.yaml", ConditionCareFile),
    "contradictions": ("contradictions.yaml", ContradictionsFile),
    "exercise": ("exercises/*.yaml", ExerciseFile),
    "findings": ("findings/*.yaml", FindingsFile),
    "follow-up": ("follow_up.yaml", FollowUpFile),
    "guidance": ("evidence/guidance/*.yaml", GuidanceFile),
    "hosts": ("evidence/hosts.yaml", HostsFile),
    "interview": ("interview.yaml", InterviewFile),
    "mechanism": ("mechanisms/*.yaml", MechanismRow),
    "micro-breaks": ("micro_breaks.yaml", MicroBreaksFile),
    "omissions": ("claims-omissions.yaml", OmissionsFile),
    "pose": ("exercises/poses/*.yaml", SceneFile),
    "red-flags": ("red_flags/*.yaml", FlagsFile),
    "opinion": ("opinions/*.yaml", OpinionFile),
    "telling": ("telling.yaml", TellingFile),
    "regions": ("regions.yaml", RegionsFile),
    "retractions": ("evidence/retractions.yaml", RetractionsFile),
    "services": ("services.yaml", ServicesFile),
    "signs": ("signs.yaml", SignsFile),
    "source": ("evidence/sources/*.yaml", SourceFile),
    "triage": ("triage.yaml", TriageFile),
    "unused-figures": ("evidence/unused.yaml", UnusedFile),
}
#: Where the knowledge folder stands in the repository: editors match paths from there.
_IN_REPOSITORY = "src/pygalgia/knowledge/data"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Iterator[tuple[str, str]]:
    """Yield name and text of each schema, and of the settings that tell an editor which is for what."""
    for name, (_, form) in FORMS.items():
        yield f"{name}.json", _text({"$schema": _DIALECT, **form.model_json_schema()})
    patterns = {
        f"./docs/schemas/{name}.json": f"{_IN_REPOSITORY}/{pattern}" for name, (pattern, _) in FORMS.items()
    }
    yield "editor-settings.json", _text({"yaml.schemas": patterns})


def _text(content: object) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
