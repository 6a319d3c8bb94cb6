"""What each red flag hears and what it does not, and that no rule can be spoilt without a story noticing."""

from pathlib import Path

import pytest

from pygalgia.domain.urgency import Urgency
from pygalgia.reading import read_yaml
from script_modules import module_of

HERE = Path(__file__).parent
#: Of all mutants; docs/mutants.md tells the figure.
LEAST_NOTICED = 0.95


flag_mutants = module_of("scripts/flag_mutants.py")
TABLES = [row for _, row in flag_mutants.rows(flag_mutants.TABLES, "tables")]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["flag"])
def test_a_flag_hears_what_its_table_says_and_no_more(knowledge, table):
    for story in flag_mutants.table_stories(table, knowledge.vocabulary):
        ours = next(
            each for each in knowledge.judge.standing(story.case).verdicts if each.flag.id == table["flag"]
        )
        told = f"{story.name}: {table['because']}"
        assert ours.verdict == story.says[table["flag"]], told
        assert ours.floor == story.held_up.get(table["flag"], ours.floor), told
    assert ours.flag.urgency == table["urgency"]


def test_a_table_says_why_and_speaks_of_a_flag_that_is_there(knowledge):
    named = [table["flag"] for table in TABLES]
    assert len(named) == len(set(named))
    assert set(named) <= knowledge.base.red_flags.keys()
    assert all(len(table["because"]) > 15 for table in TABLES)
    levels = {level for table in TABLES for level in table.get("held_up", {})}
    assert levels <= {level.id for level in Urgency}


@pytest.mark.slow
def test_nearly_every_spoilt_rule_is_noticed_and_what_is_not_has_a_reason(knowledge):
    base = knowledge.base
    flags = list(base.red_flags.values())
    told = flag_mutants.stories(knowledge.vocabulary)
    every, unseen = flag_mutants.survivors(flags, told, base.findings, all_flags=flags)
    listed = read_yaml(HERE / "flag_survivors.yaml", name="flag_survivors.yaml").value["survivors"]

    assert len(every) > 5_000
    # One name may stand for two places of a rule, so that the lists are compared and not the sets.
    assert sorted(each.name for each in unseen) == sorted(
        name for group in listed for name in group["mutants"]
    )
    assert 1 - len(unseen) / len(every) >= LEAST_NOTICED
    assert all(group["because"] for group in listed)


def test_a_spoilt_rule_is_noticed_in_the_simplest_case(knowledge):
    """The mechanism itself: a flag that hears nothing is noticed, the flag as it is is not."""
    base = knowledge.base
    flags = list(base.red_flags.values())
    told = flag_mutants.stories(knowledge.vocabulary)
    one = base.red_flags["saddle-numbness"]
    every, unseen = flag_mutants.survivors([one], told, base.findings, all_flags=flags)

    assert "saddle-numbness: not saddle-numbness=present" in {each.name for each in every} - {
        each.name for each in unseen
    }
    with pytest.raises(ValueError, match="does not agree with its own stories"):
        flag_mutants.survivors([one], [_wrong(told)], base.findings, all_flags=flags)


def _wrong(told):
    return next(each for each in told if each.says.get("bleeding-on-ct") == "raised").__class__(
        name="wrong",
        case=told[0].case,
        says={"saddle-numbness": "raised"},
        raised=None,
        held_up={},
        urgency={},
    )
