"""A frozen object is what a frozen dataclass is, to whoever holds it."""

import copy
import pickle
from dataclasses import asdict, fields, is_dataclass, replace

import msgspec
import pytest

from pygalgia.frozen import Frozen, field


class Leaf(Frozen):
    """One leaf."""

    name: str


class Branch(Frozen):
    """Some leaves."""

    leaves: tuple[Leaf, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)


A_BRANCH = Branch(leaves=(Leaf(name="a"), Leaf(name="b")), sizes={"a": 1})


def test_it_cannot_be_changed():
    with pytest.raises(AttributeError):
        A_BRANCH.leaves = ()  # type: ignore[misc]


def test_it_is_made_with_names_only():
    with pytest.raises(TypeError):
        Leaf("a")  # type: ignore[misc]
    with pytest.raises(TypeError):
        Leaf(name="a", colour="green")  # type: ignore[call-arg]


def test_two_are_equal_if_their_fields_are_and_equal_ones_hash_alike():
    assert Leaf(name="a") == Leaf(name="a")
    assert hash(Leaf(name="a")) == hash(Leaf(name="a"))
    assert Leaf(name="a") != Leaf(name="b")
    assert Leaf(name="a") != Branch()


def test_dataclasses_takes_it_for_one_of_its_own():
    assert is_dataclass(Branch)
    assert is_dataclass(A_BRANCH)
    assert [each.name for each in fields(A_BRANCH)] == ["leaves", "sizes"]
    assert replace(A_BRANCH, sizes={}) == Branch(leaves=A_BRANCH.leaves)
    assert asdict(A_BRANCH) == {"leaves": ({"name": "a"}, {"name": "b"}), "sizes": {"a": 1}}


def test_each_has_its_own_default():
    assert Branch().sizes is not Branch().sizes


def test_a_copy_is_the_same():
    assert copy.deepcopy(A_BRANCH) == A_BRANCH
    assert pickle.loads(pickle.dumps(A_BRANCH)) == A_BRANCH  # noqa: S301 - written in the line itself
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(A_BRANCH), type=Branch) == A_BRANCH
