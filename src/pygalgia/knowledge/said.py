"""Which texts of the knowledge are said to somebody, and so are translated: field by field.

Every field of a domain object that holds text stands here, either under the area of its messages or among
those that nobody is told. Ids, closed lists and words to look things up by stay what they are, and so do the
reasons and notes behind numbers, which are for whoever disputes them: `docs/languages.md`.
"""

from typing import Literal

from pygalgia.domain import (
    belief,
    care_rules,
    case_mix,
    condition,
    contradiction,
    evidence,
    exercise,
    finding,
    interview_rules,
    knowledge_base,
    mechanism,
    opinion,
    red_flag,
    timing,
    triage,
)

KnowledgeArea = Literal["questions", "dangers", "conditions", "care", "exercises", "clinician"]

#: Object to field to the area whose messages hold it.
SAID: dict[type, dict[str, KnowledgeArea]] = {
    knowledge_base.Region: {"name": "clinician", "plain": "questions"},
    knowledge_base.Service: {"name": "care", "uk": "care", "us": "care", "plain": "care"},
    knowledge_base.Country: {"name": "dangers", "advice": "dangers"},
    case_mix.CaseMix: {"name": "conditions", "tested": "clinician"},
    finding.Finding: {
        "name": "clinician",
        "state_names": "questions",
        "question": "questions",
        "clinician": "clinician",
        "help": "questions",
        "why": "questions",
        "coding": "clinician",
    },
    finding.NotHad: {"text": "questions"},
    mechanism.Mechanism: {"name": "clinician", "plain": "conditions"},
    condition.Condition: {"name": "conditions", "plain_name": "conditions", "plain": "conditions"},
    condition.Action: {"do_now": "dangers"},
    condition.Visit: {"condition": "care", "why": "clinician"},
    condition.Investigation: {"text": "clinician", "plain": "care", "condition": "care", "why": "clinician"},
    condition.Treatment: {"text": "clinician", "plain": "care"},
    condition.Note: {"text": "clinician", "plain": "care"},
    red_flag.RedFlag: {"name": "clinician", "text": "clinician", "plain": "dangers", "do_now": "dangers"},
    contradiction.Contradiction: {"text": "questions", "fix": "questions"},
    timing.Calming: {"plain": "clinician"},
    timing.Since: {"words": "questions"},
    care_rules.Sign: {"said": "care"},
    care_rules.Fear: {"plain": "care"},
    care_rules.Route: {"why": "clinician", "plain": "dangers", "condition": "dangers"},
    care_rules.HazardRoute: {"suspected": "dangers", "call": "dangers"},
    care_rules.Fact: {"told": "dangers"},
    care_rules.Meanwhile: {"plain": "care"},
    care_rules.Pathway: {"bring": "care"},
    care_rules.Radiation: {"condition": "care"},
    care_rules.Measure: {"text": "clinician", "plain": "care"},
    care_rules.Routing: {
        "if_found": "care",
        "self_care": "care",
        "bring": "care",
        "signs": "dangers",
        "say": "dangers",
    },
    care_rules.WarningSign: {"plain": "dangers", "worse": "dangers"},
    care_rules.Instead: {"plain": "dangers"},
    care_rules.NewSign: {"plain": "care"},
    care_rules.Response: {"plain": "care"},
    exercise.Exercise: {
        "name": "exercises",
        "aim": "exercises",
        "position": "exercises",
        "steps": "exercises",
        "stop_if": "exercises",
        "equipment": "exercises",
        "picture_text": "exercises",
    },
    exercise.MicroBreak: {
        "name": "exercises",
        "every": "exercises",
        "length": "exercises",
        "steps": "exercises",
        "stop_if": "exercises",
        "picture_text": "exercises",
    },
    exercise.Dose: {"text": "exercises"},
    exercise.AvoidIf: {"text": "exercises"},
    exercise.Progression: {"easier": "exercises", "harder": "exercises", "when": "exercises"},
    exercise.Pose: {"says": "exercises"},
    exercise.Caution: {"name": "clinician", "plain": "care"},
    exercise.Cautions: {"stop_if": "exercises"},
    interview_rules.PersonChoice: {"text": "questions"},
    interview_rules.PersonQuestion: {
        "question": "questions",
        "other": "questions",
        "clinician": "clinician",
        "help": "questions",
        "why": "questions",
    },
    interview_rules.Tick: {
        "text": "questions",
        "heading": "questions",
        "asks": "questions",
        "neither": "questions",
    },
    interview_rules.TickList: {"question": "questions", "clinician": "clinician", "why": "questions"},
    interview_rules.Sheet: {"question": "questions", "clinician": "clinician", "why": "questions"},
    interview_rules.SelfCheck: {"question": "questions", "steps": "questions", "stop": "questions"},
    interview_rules.SinceChoice: {"text": "questions"},
    interview_rules.OtherWords: {"of": "questions", "say": "questions"},
    interview_rules.UnfitToTravel: {"text": "clinician", "plain": "dangers", "do_now": "dangers"},
    interview_rules.CourseChoice: {"text": "questions"},
    interview_rules.TimeQuestion: {
        "question": "questions",
        "clinician": "clinician",
        "since_question": "questions",
        "course_question": "questions",
        "help": "questions",
        "why": "questions",
    },
}

#: Object to the fields of text that nobody is told, or that stay as they are in every language.
UNSAID: dict[type, frozenset[str]] = {
    knowledge_base.KnowledgeBase: frozenset({"version", "sha256", "unused_figures"}),
    knowledge_base.Region: frozenset({"id", "base", "side"}),
    knowledge_base.Service: frozenset({"id", "only_sex"}),
    # The number to ring belongs to the country.
    knowledge_base.Country: frozenset({"id", "emergency", "names"}),
    case_mix.CaseMixes: frozenset({"default", "harm"}),
    case_mix.CaseMix: frozenset({"id", "because"}),
    belief.Belief: frozenset({"figures", "formula", "because"}),
    # People's own words are looked up in the words of a language by its lexicon, not by our translations.
    finding.Finding: frozenset(
        {
            "id",
            "topic",
            "states",
            "mechanism",
            "superseded_by",
            "only_sex",
            "only_sex_of",
            "synonyms",
            "codes",
            "renamed_from",
        }
    ),
    finding.Unit: frozenset({"code"}),
    finding.Bin: frozenset({"state"}),
    finding.Asked: frozenset({"finding", "states"}),
    finding.Implication: frozenset({"state", "finding", "then"}),
    finding.RegionRule: frozenset({"state", "regions"}),
    mechanism.Mechanism: frozenset({"id"}),
    mechanism.Manifestation: frozenset({"finding"}),
    condition.Condition: frozenset(
        {"id", "group", "layer", "icd10", "icd11", "split_from", "child_because"},
    ),
    condition.Link: frozenset({"target"}),
    condition.Share: frozenset({"figures", "because"}),
    condition.Modifier: frozenset({"figures", "because"}),
    condition.Only: frozenset({"sex", "because"}),
    condition.Action: frozenset({"urgency", "because", "sources", "settled", "settled_because"}),
    condition.Visit: frozenset({"service", "sources"}),
    condition.Investigation: frozenset({"sources"}),
    condition.Treatment: frozenset({"cautions", "sources"}),
    condition.Note: frozenset({"sources"}),
    condition.Review: frozenset({"reviewer", "reviewed_on", "next_review"}),
    opinion.Opinion: frozenset({"id", "how", "later"}),
    red_flag.Criterion: frozenset({"finding", "states", "sex"}),
    red_flag.Floor: frozenset({"urgency"}),
    red_flag.RedFlag: frozenset({"id", "hazard", "urgency", "sources", "omissions", "conditions"}),
    contradiction.Contradiction: frozenset({"id"}),
    timing.Calming: frozenset({"id", "findings", "because"}),
    # `words` name a sign, a fear or a test in English sentences; `pygalgia.texts.english` finds those.
    care_rules.Sign: frozenset({"id", "words"}),
    care_rules.Fear: frozenset({"id", "words", "hazards"}),
    care_rules.Route: frozenset({"service", "sources"}),
    care_rules.HazardRoute: frozenset({"hazard", "same_day", "next"}),
    care_rules.Meanwhile: frozenset({"hazards", "not_in"}),
    care_rules.Pathway: frozenset({"id", "instead", "urgent"}),
    care_rules.Sitting: frozenset({"like"}),
    care_rules.Fact: frozenset({"id"}),
    care_rules.OfAge: frozenset({"words"}),
    care_rules.Radiation: frozenset({"words", "instead"}),
    care_rules.Measure: frozenset({"caution_class"}),
    care_rules.CheckRule: frozenset({"levels"}),
    care_rules.WarningSign: frozenset({"id", "sources"}),
    care_rules.NewSign: frozenset({"finding", "state"}),
    care_rules.Response: frozenset({"kind", "answer", "findings"}),
    care_rules.Course: frozenset({"id", "groups", "conditions"}),
    care_rules.CareRules: frozenset({"jobs"}),
    exercise.Spot: frozenset({"near"}),
    exercise.Scene: frozenset({"id"}),
    exercise.Pose: frozenset({"name", "forward"}),
    exercise.Dose: frozenset({"because", "sources"}),
    exercise.AvoidIf: frozenset({"caution"}),
    exercise.Exercise: frozenset({"id", "helps", "sources", "note", "pictures"}),
    exercise.MicroBreak: frozenset({"id", "helps", "because", "sources", "note", "pictures"}),
    exercise.Caution: frozenset({"id", "classes", "sources", "note"}),
    exercise.Cautions: frozenset({"defaults"}),
    interview_rules.PersonChoice: frozenset({"id"}),
    interview_rules.PersonQuestion: frozenset({"id", "kind", "only_for", "without"}),
    interview_rules.Tick: frozenset({"finding", "state", "beside", "unsaid", "always", "when"}),
    interview_rules.TickList: frozenset({"id"}),
    interview_rules.Sheet: frozenset({"id", "lists", "history"}),
    interview_rules.SelfCheck: frozenset({"finding", "because", "sources", "instead_of"}),
    interview_rules.SinceChoice: frozenset({"id"}),
    interview_rules.OtherWords: frozenset({"sex", "audience"}),
    interview_rules.CourseChoice: frozenset({"id"}),
    interview_rules.AskedFirst: frozenset({"findings"}),
    interview_rules.Losses: frozenset({"because"}),
    interview_rules.Effort: frozenset({"because"}),
    interview_rules.Stopping: frozenset({"because", "told_when_asked"}),
    interview_rules.InterviewRules: frozenset({"opening"}),
    triage.UrgencyLosses: frozenset({"because"}),
    triage.TriageRules: frozenset({"danger_signs", "floor_when_inconclusive", "circumstances"}),
    # What publications say, and where: cited as it was read.
    evidence.Quality: frozenset({"study", "grade"}),
    evidence.Guideline: frozenset({"issuer", "number"}),
    evidence.Printed: frozenset({"volume", "page"}),
    evidence.Source: frozenset(
        {
            "id",
            "title",
            "authors",
            "journal",
            "publisher",
            "doi",
            "pmid",
            "pmcid",
            "isbn",
            "official_page",
            "url_seen",
        }
    ),
    evidence.Figure: frozenset(
        {
            "id",
            "source",
            "condition",
            "finding",
            "measure",
            "population",
            "reference_standard",
            "note",
            "passage",
        }
    ),
    evidence.Guidance: frozenset({"id", "source", "condition", "topic", "statement", "strength"}),
}


def area_of(thing: object, field: str) -> KnowledgeArea | None:
    """Return the area of a field's messages; None where it is not said.

    What only an examiner or a laboratory answers, only clinicians are asked.
    """
    area = SAID.get(type(thing), {}).get(field)
    if area is not None and isinstance(thing, finding.Finding) and thing.who != "patient":
        return "clinician"
    return area
