"""From the options of `pygalgia diary add` to a note: everything checked, every problem at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pygalgia.domain.care_rules import WatchRules
from pygalgia.domain.diary import Adherence, Entry, Sleep
from pygalgia.domain.finding import PRESENT, Finding
from pygalgia.errors import Problem, RequestError
from pygalgia.reading import nearest
from pygalgia.texts import _

WORST_PAIN = 10


@dataclass(slots=True, kw_only=True)
class Options:
    """What was typed."""

    worst: float | None = None
    average: float | None = None
    sleep: Sleep | None = None
    done: Adherence | None = None
    function: Iterable[str] = ()
    medicine: Iterable[str] = ()
    sign: Iterable[str] = ()
    response: Iterable[str] = ()
    note: str = ""
    problems: list[Problem] = field(default_factory=list)

    def entry(
        self, at: datetime, *, findings: Mapping[str, Finding], watch: WatchRules, medicines: Iterable[str]
    ) -> Entry:
        """Return the note.

        Raises:
            RequestError: with every problem in the options.
        """
        for name, value in (("--worst", self.worst), ("--average", self.average)):
            self._score(name, value)
        if self.worst is None and not self.sign:
            self._add(
                "--worst",
                _("no number and no new sign"),
                _("one of them"),
                _("say how bad it was: --worst 5"),
            )
        if self.average is not None and self.worst is not None and self.average > self.worst:
            self._add(
                "--average",
                _("%(average)s, above the worst pain", average=f"{self.average:g}"),
                _("at most %(worst)s", worst=f"{self.worst:g}"),
                _("mend one"),
            )
        for name, text in (("--note", self.note), *(("--function", each) for each in self.function)):
            self._text(name, text)
        entry = Entry(
            at=at,
            worst=self.worst,
            average=self.average,
            sleep=self.sleep,
            function=self._function(),
            adherence=self.done,
            medicines=self._medicines(medicines),
            signs=self._signs(findings),
            responses=self._responses(watch),
            note=self.note,
        )
        if self.problems:
            raise RequestError(self.problems)
        return entry

    def _add(self, where: str, found: str, expected: str, fix: str) -> None:
        self.problems.append(Problem(where=where, found=found, expected=expected, fix=fix))

    def _text(self, where: str, text: str) -> None:
        """Note a problem where the terminal gave bytes that are no text."""
        if not text.isascii() and text != text.encode("utf-8", "replace").decode():
            self._add(
                where, _("bytes that are not UTF-8 text"), _("text in UTF-8"), _("set the terminal to UTF-8")
            )

    def _score(self, where: str, value: float | None) -> None:
        if value is not None and not 0 <= value <= WORST_PAIN:
            self._add(
                where,
                f"{value:g}",
                _("a number from 0 to 10"),
                _("0 is no pain, 10 the worst you can think of"),
            )

    def _function(self) -> dict[str, float]:
        rated: dict[str, float] = {}
        for text in self.function:
            name, _mark, number = text.rpartition("=")
            try:
                rated[name.strip()] = float(number)
            except ValueError:
                self._add(
                    "--function", repr(text), _("activity=number"), _("write it like `--function walking=6`")
                )
                continue
            if not name.strip():
                self._add("--function", repr(text), _("activity=number"), _("name the activity"))
            self._score(f"--function {name.strip()}", rated[name.strip()])
        return rated

    def _medicines(self, known: Iterable[str]) -> tuple[str, ...]:
        classes = list(known)
        for name in self.medicine:
            if name not in classes:
                self._add(
                    "--medicine",
                    repr(name),
                    _("a class: %(names)s", names=", ".join(classes)),
                    nearest(name, classes),
                )
        return tuple(self.medicine)

    def _signs(self, findings: Mapping[str, Finding]) -> dict[str, str]:
        own = {name: each for name, each in findings.items() if each.who == "patient" and each.states}
        noted: dict[str, str] = {}
        for text in self.sign:
            name, _mark, state = text.partition("=")
            if name not in own:
                self._add("--sign", repr(name), _("a finding that a person can notice"), nearest(name, own))
            elif (state or PRESENT) not in own[name].states:
                states = ", ".join(own[name].states)
                self._add(
                    "--sign",
                    repr(text),
                    _("one of its states: %(states)s", states=states),
                    _("write `--sign %(name)s=...`", name=name),
                )
            else:
                noted[name] = state or PRESENT
        return noted

    def _responses(self, watch: WatchRules) -> dict[str, str]:
        known = [f"{each.kind}={each.answer}" for each in watch.responses]
        for text in self.response:
            if text not in known:
                self._add(
                    "--response",
                    repr(text),
                    _("one of %(names)s", names=", ".join(known)),
                    nearest(text, known),
                )
        return dict(text.split("=", 1) for text in self.response if text in known)
