"""Which answers move the ranking."""

from pygalgia import assessing
from pygalgia.domain.case import Case


def case(**states):
    return Case(
        id="x",
        sex="unknown",
        setting="primary-care",
        states={name.replace("_", "-"): state for name, state in states.items()},
    )


def rows(knowledge, **states):
    return set(knowledge.model.rows(case(**states), knowledge.base.findings).tolist())


def test_a_general_finding_counts_while_nothing_says_it_more_exactly(knowledge):
    row = knowledge.model.state_row["faber-positive", "present"]

    assert rows(knowledge, faber_positive="present") == {row}
    assert row not in rows(knowledge, faber_positive="present", faber_posterior="present")


def test_the_more_exact_finding_still_counts_beside_the_general_one(knowledge):
    alone = rows(knowledge, faber_posterior="present")

    assert alone
    assert rows(knowledge, faber_positive="present", faber_posterior="present") == alone


def test_a_general_finding_is_not_asked_once_a_more_exact_one_is_known(knowledge):
    finding = knowledge.base.findings["worse-activity"]

    assert assessing.situation(case(), knowledge).is_askable(finding)
    assert not assessing.situation(case(walking_pain="present"), knowledge).is_askable(finding)
