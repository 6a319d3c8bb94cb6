"""Arrays kept for the next start are those that would be compiled; what is broken is compiled anew."""

import numpy as np
import pytest

from pygalgia import assessing, encoding
from pygalgia.assessing.kept import KeptArrays
from pygalgia.domain.case import Case
from pygalgia.inference import Drawer
from pygalgia.knowledge import cache
from pygalgia.redflags import compile_flags

ANSWERS = ("fever", "leg-worse-than-back", "night-pain")


@pytest.fixture
def base(knowledge, tmp_path, monkeypatch):
    monkeypatch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path))
    return knowledge.base


def same(one, other):
    """Return whether two objects hold the same, arrays bit by bit and of the same type."""
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if hasattr(one, "__dataclass_fields__"):
        names = [each for each in one.__dataclass_fields__ if not each.startswith("_")]
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return one == other


@pytest.mark.parametrize("start", ["first", "next"])
def test_they_are_the_compiled_ones_to_the_last_bit(base, start):
    if start == "next":
        KeptArrays(base).judge()
    kept = KeptArrays(base)
    for who in ("adults", "children"):
        assert same(kept.network(who), encoding.compile_network(base, who))
    assert same(kept.judge(), compile_flags(base.red_flags.values(), base.findings))


def test_they_cannot_be_written_to(base):
    KeptArrays(base).judge()
    with pytest.raises(ValueError, match="read-only"):
        KeptArrays(base).network("adults").log_direct[0, 0] = 0.0


def test_what_is_broken_is_compiled_and_kept_anew(base, tmp_path):
    KeptArrays(base).judge()
    [file] = tmp_path.glob("arrays-*")
    whole = file.read_bytes()
    for broken in (whole[:1000], whole[:-1], b"", whole[:5000] + b"x" + whole[5001:]):
        file.write_bytes(broken)
        assert same(KeptArrays(base).network("adults"), encoding.compile_network(base))
        assert file.read_bytes() == whole


def test_what_another_state_of_the_code_made_is_not_used(base, tmp_path, monkeypatch):
    KeptArrays(base).judge()
    monkeypatch.setattr(cache, "_state_of_code", lambda: "another")
    assert cache.fetch_parts("arrays", base.sha256) is None
    KeptArrays(base).judge()
    assert len(list(tmp_path.glob("arrays-*"))) == 2


def test_a_part_that_does_not_fit_is_compiled_anew(base):
    cache.keep_parts("arrays", base.sha256, {"adults": b"\x93", "adults-arrays": b""})
    assert same(KeptArrays(base).network("adults"), encoding.compile_network(base))


@pytest.fixture
def shared(base):
    return assessing.Knowledge(base=base, kept=KeptArrays(base, shared=True))


def same_tables(drawer, other):
    """Return whether two draw the same to the last bit."""
    return same(drawer.tables(), other.tables())


def test_what_is_drawn_once_is_shared_to_the_last_bit(base, shared, tmp_path):
    shared.draw_ahead()
    [file] = tmp_path.glob("draws*")
    written = file.stat()
    again = KeptArrays(base, shared=True).drawer("adults", shared.model)
    assert same_tables(again, Drawer(model=shared.model))
    assert file.stat().st_mtime_ns == written.st_mtime_ns


def test_shared_draws_answer_as_those_of_one_process(base, shared, knowledge):
    case = Case(id="a", sex="female", setting="self", age_years=46, states=dict.fromkeys(ANSWERS, "present"))
    assert repr(assessing.assess(case, shared)) == repr(assessing.assess(case, knowledge))


def test_draws_that_are_broken_are_drawn_and_kept_anew(base, shared, tmp_path):
    shared.draw_ahead()
    [file] = tmp_path.glob("draws*")
    whole = file.read_bytes()
    file.unlink()
    file.write_bytes(whole[:-1])
    again = KeptArrays(base, shared=True).drawer("adults", shared.model)
    assert same_tables(again, Drawer(model=shared.model))
    assert file.read_bytes() == whole


def test_where_nothing_can_be_kept_each_draws_for_itself(base, shared, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path / "file"))
    drawer = KeptArrays(base, shared=True).drawer("adults", shared.model)
    assert same_tables(drawer, Drawer(model=shared.model))


def test_another_seed_number_or_case_mix_draws_for_itself(base, shared, tmp_path):
    case = Case(id="a", sex="female", setting="self", age_years=46)
    other = next(name for name in base.case_mixes.mixes if name != base.case_mixes.default)
    shared.drawer_for(case, seed=1)
    shared.drawer_for(case, draws=7)
    shared.with_mix(other).drawer_for(case)
    assert not list(tmp_path.glob("draws*"))


def test_another_case_mix_is_compiled_for_itself(base):
    knowledge = assessing.Knowledge(base=base, kept=KeptArrays(base))
    other = next(name for name in base.case_mixes.mixes if name != base.case_mixes.default)
    network = knowledge.with_mix(other).model
    assert same(network, encoding.compile_network(base, mix=other))
    assert not same(network.priors, knowledge.model.priors)
