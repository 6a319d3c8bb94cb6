"""What a list of body regions fills, and what it leaves open."""

import pytest

from builders import base, finding
from pygalgia.domain.finding import Finding, RegionRule
from pygalgia.domain.knowledge_base import Region
from pygalgia.errors import CaseError
from pygalgia.intake import encode_case, vocabulary
from pygalgia.intake.rows import CaseRow


def _rules(*rules: tuple[str, tuple[str, ...]]) -> tuple[RegionRule, ...]:
    return tuple(RegionRule(state=state, regions=regions) for state, regions in rules)


def _region(id_: str, base_: str, side: str | None = None) -> Region:
    return Region(id=id_, base=base_, side=side, name=id_, plain=id_)


@pytest.fixture
def read():
    """Encode answers about where an engine rattles: bonnet and gearbox are places, `front` may be either."""
    where = Finding(
        id="where", name="where", topic="engine", kind="regions", states=(), state_names={}, who="patient",
        question="-", clinician="-", help="-", why="-", scored=False,
    )  # fmt: skip
    bonnet = finding(
        "bonnet", from_regions=_rules(("present", ("bonnet",)), ("unknown", ("front",)), ("absent", ()))
    )
    depth = finding(
        "depth",
        states=("none", "upper", "lower"),
        from_regions=_rules(
            ("lower", ("sump",)), ("unknown", ("front",)), ("upper", ("bonnet",)), ("none", ())
        ),
    )
    side = finding("pain-side", states=("one-side", "both-sides", "midline"))
    regions = [
        _region("bonnet", "bonnet"),
        _region("front", "front"),
        _region("front-left", "front", "left"),
        _region("sump", "sump"),
        _region("boot", "boot"),
    ]
    known = vocabulary(
        base(
            findings=[where, bonnet, depth, side],
            mechanisms=[],
            conditions=[],
            regions={each.id: each for each in regions},
        )
    )

    def read_(**answers):
        named = {name.replace("_", "-"): answer for name, answer in answers.items()}
        return encode_case(CaseRow(schema="pygalgia/case/1", id="e1", answers=named), known)

    return read_


def test_a_precise_region_denies_what_it_does_not_name(read):
    case = read(where=["boot"])

    assert case.states == {"bonnet": "absent", "depth": "none"}
    assert set(case.origins.values()) == {"from-regions"}


def test_a_region_without_a_precise_place_leaves_open_what_it_may_mean(read):
    assert read(where=["front"]).states == {}


def test_another_listed_region_settles_what_the_vague_one_left_open(read):
    assert read(where=["front", "bonnet"]).states == {"bonnet": "present"}
    assert read(where=["front", "sump"]).states == {"depth": "lower"}


def test_an_answer_wins_over_a_vague_region(read):
    assert read(where=["front"], bonnet=True).states["bonnet"] == "present"
    assert read(where=["front"], bonnet=False).states["bonnet"] == "absent"


def test_an_answer_that_a_precise_region_refutes_is_refused(read):
    with pytest.raises(CaseError, match="bonnet"):
        read(where=["bonnet"], bonnet=False)


@pytest.mark.parametrize("listed", [["boot"], ["bonnet"], ["front"]])
def test_an_answer_of_unknown_is_not_filled_from_regions(read, listed):
    assert "bonnet" not in read(where=listed, bonnet="unknown").states


def test_the_side_of_a_vague_region_counts_unless_answered_unknown(read):
    assert read(where=["front-left"]).states == {"pain-side": "one-side"}
    assert read(where=["front-left"], pain_side="unknown").states == {}
