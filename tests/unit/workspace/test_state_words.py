"""What a feed's state is called."""

import pytest

from monitor.core.state import FeedState
from monitor.engine.messages import FeedStatus
from monitor.workspace.state_words import state_words

NOW = 1_700_000_000.0


def words(state: FeedState, *, last_data: float | None = None, usual_rate: float = 0.0, **fields: object) -> str:
    status = FeedStatus("f", state, **{"since": NOW - 5, **fields})  # type: ignore[arg-type]
    said = state_words(status, now=NOW, last_data=last_data, usual_rate=usual_rate)
    return said.replace("\N{FOUR-PER-EM SPACE}", " ").replace("\N{MIDDLE DOT}", "-")


def test_a_live_feed_tells_its_round_trip() -> None:
    assert words(FeedState.LIVE, round_trip=0.0021) == "live - 2.1 ms"


def test_a_live_feed_tells_how_long_once_that_is_a_minute() -> None:
    assert words(FeedState.LIVE, round_trip=0.038, since=NOW - 8040) == "live - 38 ms - 2 h 14 min"


def test_a_feed_without_a_ping_is_merely_live() -> None:
    assert words(FeedState.LIVE) == "live"


def test_a_slow_feed_that_is_silent_tells_its_rhythm() -> None:
    said = words(FeedState.STALE, last_data=NOW - 22, usual_rate=1 / 6)
    assert said == "silent for 22 s, usually every 6 s"


def test_a_fast_feed_that_is_silent_tells_its_rate() -> None:
    said = words(FeedState.STALE, last_data=NOW - 22, usual_rate=1284.0)
    assert said == "silent for 22 s, usually 1 284 /s"


def test_a_silent_feed_of_unknown_rhythm_says_no_more() -> None:
    assert words(FeedState.STALE, last_data=NOW - 90) == "silent for 1 min 30 s"


def test_a_feed_that_never_spoke_says_so() -> None:
    assert words(FeedState.STALE, since=NOW - 12, detail="no message") == "silent for 12 s, no message yet"


@pytest.mark.parametrize(
    ("retry_at", "said"),
    [(NOW + 4.2, "retrying in 4 s: refused"), (NOW + 0.7, "retrying in 1 s: refused"),
     (NOW - 1, "retrying now: refused"),     (None, "retrying now: refused")],
)  # fmt: skip
def test_a_retry_has_its_time_and_its_reason(retry_at: float | None, said: str) -> None:
    assert words(FeedState.WAITING, retry_at=retry_at, detail="refused") == said


@pytest.mark.parametrize("state", FeedState)
def test_every_state_has_words(state: FeedState) -> None:
    assert words(state)


def test_a_feed_that_needs_the_user_says_why() -> None:
    assert words(FeedState.NEEDS_ATTENTION, detail="the server answered 401") == "needs you: the server answered 401"


@pytest.mark.parametrize(
    ("detail", "said"),
    [("host:9 refused the connection", "connection refused"),
     ("the certificate of host:9 has expired", "the certificate has expired"),
     ("the host name host is unknown", "unknown host name"), ("closed by the server", "closed by the server")],
)  # fmt: skip
def test_a_short_line_goes_without_the_host_so_that_the_reason_is_not_cut_off(detail: str, said: str) -> None:
    status = FeedStatus("f", FeedState.NEEDS_ATTENTION, NOW, detail=detail)
    line = state_words(status, now=NOW, last_data=None, usual_rate=0.0, where="host:9")
    assert line == f"{FeedState.NEEDS_ATTENTION.value}: {said}"
