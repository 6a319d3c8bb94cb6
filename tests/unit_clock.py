"""A clock for tests."""

from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.reset()

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        """Move it on, by what `timedelta` takes."""
        self.moment += timedelta(**by)

    def reset(self) -> None:
        """Set it to where it began."""
        self.moment = datetime(2030, 1, 1, 12, tzinfo=UTC)
