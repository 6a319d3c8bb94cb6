"""A clinician with three minutes reads the suspected danger before any cause that is only likelier."""

import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.urgency import Urgency
from pygalgia.report.clinician_summary import LINES, clinician_summary, height
from pygalgia.report.fit import by_probability_alone
from pygalgia.report.page import page
from pygalgia.report.plain_text import clinician_text
from pygalgia.report.terminal import print_assessment
from pygalgia.report.top_reasons import suspected_danger

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
#: A common pain with nothing else, so that something harmless ranks high.
COMMON = {
    "worse-sitting": "present",
    "sitting-hours": "8-or-more",
    "leg-pain-extent": "none",
    "fever": "absent",
    "trauma": "none",
    "weight-loss": "absent",
    "night-pain": "absent",
}
DANGERS = {
    "cauda equina": {"saddle-numbness": "present"},
    "fever": {"fever": "present"},
    "abscess": {"skin-lump": "present", "skin-redness-warmth": "present", "onset": "over-days"},
}


def _assessed(states):
    return assessing.assess(replace(case(), states=COMMON | states), KNOWLEDGE, draws=20)


def _terminal(assessment):
    out = StringIO()
    print_assessment(assessment, BASE, Console(file=out, width=100), everything=True)
    return out.getvalue()


FACES = {
    "text": lambda assessment: clinician_text(assessment, BASE),
    "summary": lambda assessment: clinician_summary(assessment, BASE),
    "html": lambda assessment: page(assessment, BASE).partition('aria-label="For the clinician"')[2],
    "terminal": _terminal,
}


def _plain(text):
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", DANGERS)
def test_the_suspected_danger_stands_before_the_ranking_which_is_named_as_that(name, face):
    assessment = _assessed(DANGERS[name])
    written = _plain(FACES[face](assessment))
    alone = written.index(by_probability_alone(assessment))

    assert assessment.urgency >= Urgency.SAME_DAY
    assert written.index(_plain(suspected_danger(assessment)[0].text)[:60]) < alone


@pytest.mark.parametrize("name", DANGERS)
def test_the_summary_still_fits_one_screen(name):
    assert height(clinician_summary(_assessed(DANGERS[name]), BASE).splitlines()) <= LINES


def test_where_nothing_must_be_seen_today_nothing_is_suspected():
    assessment = _assessed({})

    assert not suspected_danger(assessment)
    assert "Suspected danger" not in clinician_text(assessment, BASE)
    assert not by_probability_alone(assessment)
