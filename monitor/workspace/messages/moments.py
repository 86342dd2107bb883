"""Times of messages as they are read: to the millisecond, local or UTC as the user has set."""

from datetime import UTC, datetime

__all__ = ["clock_words", "moment_words"]


def clock_words(time: float, *, utc: bool) -> str:
    """The time of day of a moment in wall seconds: "14:05:10.371"."""
    return _at(time, utc=utc).strftime("%H:%M:%S.%f")[:-3]


def moment_words(time: float, *, utc: bool) -> str:
    """A moment in full: "2026-03-12 14:05:10.371", and "UTC" behind it where it is."""
    words = _at(time, utc=utc).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
    return f"{words} UTC" if utc else words


def _at(time: float, *, utc: bool) -> datetime:
    return datetime.fromtimestamp(time, UTC if utc else None)
