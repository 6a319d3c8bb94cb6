"""What is read later equals what was read at once, and nothing is decoded before somebody asks."""

import copy
import pickle
from array import array
from collections import deque
from math import nan

from pygalgia.domain.condition import Condition
from pygalgia.knowledge import cache
from pygalgia.knowledge.later import LaterMapping, LaterParts, LaterRates, LaterSequence
from pygalgia.knowledge.load import load_knowledge


def test_a_kept_base_equals_the_one_read_from_the_files(tmp_path, monkeypatch):
    monkeypatch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path))
    base = load_knowledge(cached=False)
    cache.keep(base)
    kept = cache.fetch(base.sha256)
    assert kept is not None
    assert isinstance(kept.figures, LaterMapping)
    assert kept == base
    assert base == kept
    assert list(kept.figures) == list(base.figures)
    for name, condition in base.conditions.items():
        for who in ("adults", "children"):
            assert kept.conditions[name].findings_in(who) == condition.findings_in(who)
            assert kept.conditions[name].mechanisms_in(who) == condition.mechanisms_in(who)


def test_a_base_read_later_is_kept_as_the_one_before(tmp_path, monkeypatch):
    monkeypatch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path))
    base = load_knowledge(cached=False)
    for _ in range(2):
        cache.keep(base)
        [file] = tmp_path.glob("knowledge-*")
        written = file.read_bytes()
        base = cache.fetch(base.sha256)
        assert base is not None
    assert file.read_bytes() == written


def test_rates_are_read_from_a_row_that_may_lack_some():
    columns = {"a": (0, ("no", "yes")), "b": (2, ("no", "yes")), "c": (4, ("x",))}
    rates = LaterRates(columns, memoryview(array("d", [0.25, 0.75, nan, nan, 1.0])))
    assert rates == {"a": {"no": 0.25, "yes": 0.75}, "c": {"x": 1.0}}
    assert (list(rates), len(rates), "b" in rates) == (["a", "c"], 2, False)
    assert (rates.get("b"), rates.get("elsewhere")) == (None, None)
    assert type(copy.deepcopy(rates)) is dict


def test_entries_are_decoded_one_by_one_and_once():
    decoded = []

    def decode(part):
        decoded.append(bytes(part))
        return bytes(part).decode()

    later = LaterMapping({"a": (0, 2), "b": (2, 3)}, b"xyz", decode)
    assert ("a" in later, "c" in later, list(later), len(later)) == (True, False, ["a", "b"], 2)
    assert decoded == []
    assert later["b"] == later["b"] == "z"
    assert decoded == [b"z"]
    assert later == {"a": "xy", "b": "z"}
    assert later.get("c") is None


def test_the_newest_objects_stay_decoded_and_others_are_decoded_again():
    decoded, newest = [], deque()

    def decode(part):
        decoded.append(part)
        return [part]

    objects = [LaterParts(bytes([place]), decode, newest) for place in range(20)]
    for place in (*range(20), 19, 0):
        assert objects[place].whole() == [bytes([place])]
    assert [part[0] for part in decoded] == [*range(20), 0]
    assert sum(each._made is not None for each in objects) == len(newest) < 20


def test_a_copy_stands_without_the_file():
    links = LaterSequence(lambda: ("a", "b"))
    entries = LaterMapping({"a": (0, 1)}, memoryview(b"x"), bytes)
    for later, plain in ((links, ("a", "b")), (entries, {"a": b"x"})):
        for made in (copy.deepcopy(later), pickle.loads(pickle.dumps(later))):  # noqa: S301 - our own
            assert type(made) is type(plain)
            assert made == plain == later


def test_a_sequence_read_later_is_like_the_tuple():
    links = LaterSequence(lambda: ("a", "b"))
    assert (*links,) == ("a", "b")
    assert (links[0], links[1:], len(links), hash(links)) == ("a", ("b",), 2, hash(("a", "b")))
    assert links != ("a",)
    assert Condition.__struct_defaults__  # a condition's own beliefs are empty tuples by default
