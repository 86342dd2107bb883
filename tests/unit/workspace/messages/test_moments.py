from datetime import UTC, datetime

from monitor.workspace.messages.moments import clock_words, moment_words

TIME = datetime(2026, 3, 12, 14, 5, 10, 371_900, UTC).timestamp()


def test_a_moment_is_told_to_the_millisecond() -> None:
    assert clock_words(TIME, utc=True) == "14:05:10.371"
    assert moment_words(TIME, utc=True) == "2026-03-12 14:05:10.371 UTC"


def test_local_times_are_those_of_the_machine() -> None:
    assert clock_words(TIME, utc=False) == datetime.fromtimestamp(TIME).strftime("%H:%M:%S") + ".371"
    assert moment_words(TIME, utc=False).endswith(clock_words(TIME, utc=False))
