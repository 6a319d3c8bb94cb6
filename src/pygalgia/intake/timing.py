"""Read what an answer says of its time: since when, how it is going, whether it is past."""

from collections.abc import Mapping

from pygalgia.domain.finding import NOTHING
from pygalgia.domain.timing import COURSES, DAYS, SignCourse, Since, Timing
from pygalgia.frozen import Frozen
from pygalgia.intake.given import Timed
from pygalgia.reading import Problems, nearest
from pygalgia.texts import _

#: No sign is older than this, in days: the greatest age that a case may have.
OLDEST_DAYS = 120 * 365.25
_KEYS = ("state", "since", "course", "past")
_QUANTITY = ("value", "unit")


class TimingReader(Frozen):
    """Reads the times of a case's answers and notes every problem.

    Attributes:
        spans: Word to the span of time that it stands for, as the interview offers them.
    """

    spans: Mapping[str, Since]
    problems: Problems

    def is_well_formed(self, row: Timed, place: str) -> bool:
        """Return whether a mapping is an answer with its time at all, after noting what is not."""
        keys = row.odd
        if "state" in row.named and not keys:
            return True
        if set(keys) & set(_QUANTITY) and "state" not in row.named:
            found, expected = (
                sorted((*keys, *row.named)),
                _("`value`, a number, with `unit`, a UCUM code"),
            )
            fix = _("a number has both and nothing else; an answer with its time has `state`")
        else:
            found = sorted(keys) or sorted(row.named)
            expected = _("`state`, and with it `since`, `course` or `past`")
            fix = (
                nearest(next(iter(sorted(keys)), "state"), _KEYS)
                if keys
                else _("add `state`: the answer itself")
            )
        self.problems.add(
            place,
            found=_("the keys %(names)s", names=", ".join(found)) if found else _("no keys"),
            expected=expected,
            fix=fix,
        )
        return False

    def timing(self, row: Timed, state: str, place: str) -> Timing | None:
        """Return the time of an answer; None where nothing is said of it, or something is wrong."""
        before = len(self.problems.found)
        given = {name for name in ("since", "course", "past") if getattr(row, name) is not None}
        if state in NOTHING and given:
            self.problems.add(
                place,
                found=_("%(state)s with %(names)s", state=state, names=", ".join(sorted(given))),
                expected=_("a time only of what is there, or was there in this illness"),
                fix=_("for a sign that is gone give the sign with past: true; else leave the time out"),
            )
        timing = Timing(
            since=self._since(row, place), course=self._course(row, place), past=self._past(row, place)
        )
        if timing.past and timing.course in ("new", "growing", "worse-again", "same"):
            self.problems.add(
                place,
                found=_("past: true with course: %(course)s", course=timing.course),
                expected=_("one of the two: what is past has no such course any more"),
                fix=_("leave out `course`, or `past`"),
            )
        is_wrong = len(self.problems.found) > before
        return None if is_wrong or timing == Timing() else timing

    def _since(self, row: Timed, place: str) -> Since | None:
        given = row.since
        if given is None:
            return None
        if isinstance(given, str) and given in self.spans:
            return self.spans[given]
        if not isinstance(given, Mapping):
            self.problems.add(
                f"{place}, since",
                found=_shown(given),
                expected=_('{"value": 3, "unit": "d"}, or one of %(names)s', names=", ".join(self.spans)),
                fix=self._mend(given),
            )
            return None
        return self._ago(given, place)

    def _mend(self, given: object) -> str:
        close = nearest(given, self.spans) if isinstance(given, str) else ""
        if close.startswith("did you mean"):
            return close
        return _("give how long ago it began, a number with its unit, or one of the words; never a date")

    def _ago(self, given: Mapping[object, object], place: str) -> Since | None:
        value, unit = given.get("value"), given.get("unit")
        odd = sorted(str(key) for key in given if key not in _QUANTITY)
        if odd:
            self._wrong(
                place,
                "since",
                _("the keys %(names)s", names=", ".join(odd)),
                _("`value` and `unit`"),
                _("remove them"),
            )
        if not isinstance(unit, str) or unit not in DAYS:
            units = ", ".join(DAYS)
            self._wrong(
                place,
                "since.unit",
                _shown(unit),
                _("a UCUM unit of time: %(units)s", units=units),
                _("correct it"),
            )
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number:
            self._wrong(place, "since.value", _shown(value), _("a number, 0 or more"), _("give a number"))
        if odd or not isinstance(value, int | float) or not isinstance(unit, str) or unit not in DAYS:
            return None
        if isinstance(value, bool) or not 0 <= value * DAYS[unit] <= OLDEST_DAYS:
            limit = _("0 to %(most)s %(unit)s", most=f"{OLDEST_DAYS / DAYS[unit]:g}", unit=unit)
            self._wrong(place, "since.value", f"{value:g} {unit}", limit, _("check the number and its unit"))
            return None
        return Since.ago(float(value), unit)

    def _course(self, row: Timed, place: str) -> SignCourse | None:
        known = next((each for each in COURSES if each == row.course), None)
        if known is None and row.course is not None:
            fix = nearest(row.course, COURSES) if isinstance(row.course, str) else _("correct it")
            self._wrong(
                place, "course", _shown(row.course), _("one of %(names)s", names=", ".join(COURSES)), fix
            )
        return known

    def _past(self, row: Timed, place: str) -> bool | None:
        if row.past is None or isinstance(row.past, bool):
            return row.past
        self._wrong(
            place,
            "past",
            _shown(row.past),
            _("true (had it in this illness, no more) or false"),
            _("correct it"),
        )
        return None

    def _wrong(self, place: str, key: str, found: str, expected: str, fix: str) -> None:
        self.problems.add(f"{place}, {key}", found=found, expected=expected, fix=fix)


def _shown(given: object) -> str:
    text = repr(given)
    return text if len(text) <= 80 else text[:77] + "..."  # noqa: PLR2004 - one line
