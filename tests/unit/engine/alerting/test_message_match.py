"""Messages found that are as a rule wants them."""

import pytest

from monitor.alerts.rule import Match
from monitor.core.clock import ManualClock
from monitor.core.errors import FeedscopeError
from monitor.engine.alerting.message_match import MessageMatch

MESSAGES = [b'{"event": "tick", "code": 1}', '{"event": "hält", "code": 7}'.encode(), b"\xff\x00", b"plain"]


@pytest.mark.parametrize(
    ("match", "found"),
    [
        (Match("f", "hält"), '{"event": "hält", "code": 7}'),
        (Match("f", "PLAIN"), None),
        (Match("f", "^pl.in$", kind="regex"), "plain"),
        (Match("f", "7", kind="path", path="code"), '{"event": "hält", "code": 7}'),
        (Match("f", "h*", kind="path", path="event"), '{"event": "hält", "code": 7}'),
        (Match("f", "", kind="path", path="code"), '{"event": "tick", "code": 1}'),
        (Match("f", "", kind="path", path="nothing.there"), None),
    ],
)
def test_the_first_message_that_fits_is_told(match: Match, found: str | None) -> None:
    assert MessageMatch(match, clock=ManualClock()).find(MESSAGES) == found


def test_text_is_found_as_json_writes_it_too() -> None:
    assert MessageMatch(Match("f", "hält"), clock=ManualClock()).find([b'{"e": "h\\u00e4lt"}']) is not None


def test_a_long_message_is_told_in_part() -> None:
    words = MessageMatch(Match("f", "x"), clock=ManualClock()).find([b"x" * 1000])
    assert words is not None
    assert len(words) == 121


@pytest.mark.parametrize("match", [Match("f", "(", kind="regex"), Match("f", "", kind="path", path="a[")])
def test_what_cannot_be_read_is_refused(match: Match) -> None:
    with pytest.raises(FeedscopeError):
        MessageMatch(match, clock=ManualClock())


def test_looking_that_takes_too_long_pauses_until_the_next_beat() -> None:
    clock = ManualClock()
    match = MessageMatch(Match("f", "x"), clock=clock)
    match._test = lambda _: bool(clock.advance(1.0))
    match.find([b"x"])
    assert match.find([b"x", b"x"]) is None
    assert match.skipped == 2
    match.beat()
    match.find([b"x"])
    assert match.skipped == 2
