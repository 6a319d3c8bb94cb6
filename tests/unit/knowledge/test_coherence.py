# ruff: noqa: E501 - one row for each rule reads as a table
"""What does not fit together, or cannot be, is found: each rule on a small base that breaks it alone."""

from collections import defaultdict
from dataclasses import replace

import pytest

import builders
from pygalgia.domain.condition import Link, Modifier, Visit
from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.finding import Asked, Bin, Scale, Unit
from pygalgia.domain.red_flag import Criterion, Floor, RedFlag
from pygalgia.knowledge.coherence import check
from pygalgia.reading import Problems

SMOKE = builders.finding("smoke", background=builders.yes(0.3))
NOISE = builders.finding("noise", mechanism="knock")
KNOCK = builders.mechanism(
    "knock", background=0.2, findings={"noise": (builders.yes(0.8), builders.yes(0.1))}
)
WORN = builders.condition(
    "worn", share=0.6, findings={"smoke": builders.yes(0.4)}, mechanisms={"knock": builders.yes(0.5)}
)
IS_LOUD = Criterion(finding="noise", states=("present",))
IS_SMOKY = Criterion(finding="smoke", states=("present",))
FLAG = RedFlag(
    id="fire", name="fire", hazard="h", urgency="emergency", when=IS_SMOKY, text="-", plain="-", do_now="-"
)


class Anywhere(defaultdict):
    """Names the place of anything."""

    def __missing__(self, key):
        return " ".join(key)

    def get(self, key, default=None):
        return default


def problems(findings=(SMOKE, NOISE), mechanisms=(KNOCK,), conditions=(WORN,), **rest):
    base = builders.base(
        findings=list(findings), mechanisms=list(mechanisms), conditions=list(conditions), **rest
    )
    noted = Problems()
    check(base, noted, places=Anywhere())
    return [f"{each.found} | {each.expected}" for each in noted.found]


def believing(name, p, *, against=False):
    link = Link(target=name, belief=replace(builders.yes(p), against=against))
    return replace(WORN, findings=(link,)) if name == "smoke" else replace(WORN, mechanisms=(link,))


def flag(when, **rest):
    return {"red_flags": {"fire": replace(FLAG, when=when, **rest)}}


def test_a_base_that_fits_has_no_problem():
    assert problems(red_flags={"fire": FLAG}) == []


WRONG = {
    "a choice of one": ({"findings": (builders.finding("smoke", states=("s0",), background=builders.over(1)), NOISE), "conditions": (replace(WORN, findings=()),)}, "two or more"),
    "no parent": ({"findings": (replace(SMOKE, background=None), NOISE)}, "exactly one parent"),
    "two parents": ({"findings": (SMOKE, replace(NOISE, background=builders.yes(0.5)))}, "exactly one parent"),
    "asked under nothing": ({"findings": (replace(SMOKE, asked_if=Asked(finding="gas", states=("present",))), NOISE)}, "finding 'gas'"),
    "asked under no state": ({"findings": (replace(SMOKE, asked_if=Asked(finding="noise", states=("loud",))), NOISE)}, "state of noise 'loud'"),
    "superseded by nothing": ({"findings": (replace(SMOKE, superseded_by=("gas",)), NOISE)}, "finding 'gas'"),
    "an old id in use": ({"findings": (replace(SMOKE, renamed_from=("noise",)), NOISE)}, "old id 'noise'"),
    "an old id twice": ({"findings": (replace(SMOKE, renamed_from=("gas",)), replace(NOISE, renamed_from=("gas",)))}, "old id 'gas'"),
    "a mechanism without rates": ({"mechanisms": (replace(KNOCK, manifestations=()),)}, "noise with the parent knock"),
    "rates of another's finding": ({"mechanisms": (builders.mechanism("knock", background=0.2, findings={n: (builders.yes(0.8), builders.yes(0.1)) for n in ("noise", "smoke")}),)}, "a manifestation smoke"),
    "an age that is no band": ({"conditions": (replace(WORN, age=Modifier(times={"old": 2.0}, basis="judged")),)}, "age band or sex 'old'"),
    "an unknown service": ({"conditions": (replace(WORN, see=(Visit(service="smith", when="first", why="-"),)),)}, "service 'smith'"),
    "below the background": ({"conditions": (believing("smoke", 0.2),)}, "below its background rate 0.3"),
    "against above it": ({"conditions": (believing("smoke", 0.4, against=True),)}, "marked `against`"),
    "below a mechanism's": ({"conditions": (believing("knock", 0.1),)}, "below its background rate 0.2"),
    "more than everybody": ({"conditions": (believing("smoke", 0.9),)}, "at most the rate 0.3 of everybody"),
    "a test of two forms": (flag(replace(IS_SMOKY, sex="male")), "one form"),
    "a test of no form": (flag(Criterion()), "one form"),
    "a count of nothing": (flag(Criterion(at_least=1)), "one form"),
    "a deep test of nothing known": (flag(Criterion(any_of=(IS_SMOKY, Criterion(finding="gas", states=("present",))))), "finding 'gas'"),
    "a floor of nothing known": (flag(IS_SMOKY, floors=(Floor(urgency="routine", only_if=Criterion(finding="gas", states=("present",))),)), "finding 'gas'"),
    "a floor that danger lifts": ({**flag(IS_SMOKY, floors=(Floor(urgency="routine", unless=IS_LOUD),)), "triage": builders.triage_rules(danger_signs={"noise": ("present",)})}, "`unless`"),
    "a danger sign of no state": ({"triage": builders.triage_rules(danger_signs={"noise": ("loud",)})}, "state of noise 'loud'"),
    "more haste once settled": ({"conditions": (replace(WORN, action=replace(WORN.action, settled="emergency")),)}, "emergency once settled"),
    "a flag of nothing known": (flag(IS_SMOKY, conditions=("gas",)), "condition 'gas'"),
    "a contradiction of nothing known": ({"contradictions": {"c": Contradiction(id="c", text="-", fix="-", when=Criterion(finding="smoke", states=("loud",)))}}, "state of smoke 'loud'"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_one_thing_wrong_is_one_problem_that_names_it(name):
    parts, expected = WRONG[name]

    found = problems(**parts)

    assert len(found) == 1, found
    assert expected in found[0]


@pytest.mark.parametrize("edges", [(5.0, None, None), (5.0, 5.0, None), (7.0, 5.0, None), (5.0, 7.0, 9.0)])
def test_bins_rise_and_the_last_has_no_edge(edges):
    bins = tuple(Bin(state=f"s{n}", below=edge) for n, edge in enumerate(edges))
    scale = Scale(units=(Unit(code="1"),), minimum=0, maximum=10, bins=bins)
    wrong = replace(
        builders.finding("smoke", states=("s0", "s1", "s2"), background=builders.over(1, 1, 1)),
        kind="number",
        scale=scale,
    )
    right = replace(wrong, scale=replace(scale, bins=(*(replace(b, below=n + 1.0) for n, b in enumerate(bins[:2])), replace(bins[2], below=None))))  # fmt: skip

    assert "rising edges" in problems(findings=(wrong, NOISE), conditions=(replace(WORN, findings=()),))[0]
    assert problems(findings=(right, NOISE), conditions=(replace(WORN, findings=()),)) == []
