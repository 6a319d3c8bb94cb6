"""In the terminal, only what the person leaves standing of what was understood becomes an answer."""

import io

import pytest
from rich.console import Console

from pygalgia import Interviewer
from pygalgia.cli.confirming import Confirming

STORY = "Pain in my right buttock for 3 weeks, worse sitting. It is worse when I walk."


@pytest.fixture(scope="module")
def kept(knowledge):
    """What is kept of the story by what a person types, by finding."""
    interviewer = Interviewer(knowledge)
    shown = interviewer.understood(STORY, interviewer.begin())
    assert all(each.proposed is not None and not each.is_danger for each in shown.lines)

    def typing(*lines):
        typed = iter(lines)
        console = Console(file=io.StringIO())
        confirming = Confirming(console=console, ask=lambda _prompt: next(typed), base=knowledge.base)
        answers = confirming.agreed(shown)
        assert next(typed, None) is None, "not every line was asked for"
        return list(answers)

    typing.every = [each.question.id for each in shown.lines]
    return typing


def test_enter_keeps_every_line(kept) -> None:
    assert kept("") == kept.every
    assert len(kept.every) >= 3


@pytest.mark.parametrize("typed", ["1 3", "1,3", "1, 3", "3;1", "١، ٣", "۱ ۳"])  # noqa: RUF001 - meant
def test_numbers_leave_lines_out_whatever_parts_them(kept, typed) -> None:
    assert kept(typed) == [each for place, each in enumerate(kept.every) if place not in (0, 2)]


def test_none_leaves_every_line_out(kept) -> None:
    assert kept("None") == []


@pytest.mark.parametrize("unclear", ["1.3", "1-3", "no", "0", "99", "²", "one"])
def test_what_is_no_number_of_a_line_is_asked_again_and_keeps_nothing_by_itself(kept, unclear) -> None:
    assert kept(unclear, "1") == kept.every[1:]
