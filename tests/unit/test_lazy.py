"""A value is worked out when somebody first asks, once for each object."""

from dataclasses import dataclass

from pygalgia.lazy import cached_property


def test_a_value_is_worked_out_once_for_each_object_and_can_be_given_back():
    worked = []

    @dataclass(frozen=True)
    class Sum:
        parts: tuple[int, ...]

        @cached_property
        def total(self):
            """The total."""
            worked.append(self.parts)
            return sum(self.parts)

    one, other = Sum((1, 2)), Sum((3,))
    assert (one.total, other.total, one.total) == (3, 3, 3)
    assert worked == [(1, 2), (3,)]
    one.__dict__.pop("total")
    assert one.total == 3
    assert len(worked) == 3
    assert Sum.total.__doc__ == "The total."
