"""When something happened, to the second."""

from monitor.workspace.messages.moments import moment_words

__all__ = ["event_time"]

_TO_THE_SECOND = len("2026-03-12 14:05:10")


def event_time(at: float, *, utc: bool) -> str:
    """A moment in wall seconds: "2026-03-12 14:05:10"."""
    return moment_words(at, utc=utc)[:_TO_THE_SECOND]
