"""What nobody has told of its time, its start or its strength keeps an emergency at least at "today"."""

from dataclasses import replace

import pytest

import pygalgia
from pygalgia.domain.urgency import Urgency
from script_modules import module_of

flag_mutants = module_of("scripts/flag_mutants.py")
RAISED = [
    table for _, table in flag_mutants.rows(flag_mutants.TABLES, "tables") if table["urgency"] == "emergency"
]
UNTOLD = ("duration", "onset", "severity")
#: What so many have that only the start, the strength and the place together are a danger.
COMMON = {
    ("sudden-pain-without-rest-older", "site-low-back"),
    ("tearing-pain-of-the-back", "hypertension"),
    ("tearing-pain-of-the-back", "vascular-disease"),
    ("tearing-pain-of-the-back", "pregnancy"),
}


@pytest.mark.parametrize("table", RAISED, ids=lambda table: table["flag"])
def test_an_emergency_whose_time_start_or_strength_is_not_told_is_seen_today(knowledge, table):
    for story in flag_mutants.table_stories(table, knowledge.vocabulary):
        case = story.case
        if story.says[table["flag"]] != "raised" or any(
            (table["flag"], sign) in COMMON for sign in case.states
        ):
            continue
        for name in case.states.keys() & set(UNTOLD):
            untold = replace(case, states={each: case.states[each] for each in case.states if each != name})
            assert pygalgia.assess(untold, knowledge).urgency >= Urgency.SAME_DAY, (story.name, name)
