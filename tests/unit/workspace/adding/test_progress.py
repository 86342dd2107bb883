"""What has happened so far, in a few short lines."""

from datetime import UTC

import pytest

from monitor.core.state import FeedState
from monitor.engine.messages import (
    Connected,
    Connecting,
    FeedCounts,
    FeedStatus,
)
from monitor.feed.dialect_rules.brokers import StompRule
from monitor.feed.discover import Dialect
from monitor.feed.profile import Profile, StreamRule
from monitor.workspace.adding.progress import Mark, StepLine, connected_words, dialect_of, step_lines
from monitor.workspace.adding.trouble import Section, Trouble, trouble_of
from monitor.workspace.feed_view import FeedView
from monitor.workspace.wording import THIN

NOW = 1_773_300_000.0  # 12 March 2026
STEPS = (
    ("name look-up", "example.net is 192.0.2.1"),
    ("connection", "connected to 192.0.2.1:443"),
    ("TLS", "TLSv1.3, certificate by CA, valid until 2026-03-12"),
    ("WebSocket handshake", "101"),
)


def view(state: FeedState, detail: str = "", *, address: str = "wss://example.net", advice: str = "") -> FeedView:
    found = FeedView("f", Profile(name="F", address=address), opened=NOW)
    found.take_status(FeedStatus("f", state, NOW, detail=detail, advice=advice))
    return found


def lines(found: FeedView, now: float = NOW, dialect: Dialect = Dialect.NOTHING) -> list[tuple[str, Mark]]:
    return [(line.text, line.mark) for line in step_lines(found, dialect=dialect, now=now, zone=UTC)]


def test_steps_appear_as_they_are_done_and_the_next_is_under_way() -> None:
    found = view(FeedState.CONNECTING)
    assert lines(found) == [("name look-up", Mark.GOING)]
    found.take_steps(Connecting("f", STEPS[:2]))
    assert lines(found) == [("name look-up", Mark.DONE), ("connection", Mark.DONE), ("TLS", Mark.GOING)]
    plain = view(FeedState.CONNECTING, address="ws://example.net")
    plain.take_steps(Connecting("f", STEPS[:2]))
    assert lines(plain)[-1] == ("WebSocket handshake", Mark.GOING)


def test_a_connection_says_how_safe_it_is_what_it_speaks_and_how_much_came() -> None:
    found = view(FeedState.LIVE)
    found.take_connection(
        Connected("f", at=NOW, seconds=0.084, steps=STEPS, certificate_until=NOW + 3600, subprotocol="v1")
    )
    found.take_counts(FeedCounts("f", messages=412), monotonic=3.0)
    assert lines(found, NOW + 3.0, Dialect.JSON) == [
        ("TLS 1.3, certificate good until 12 Mar", Mark.DONE),
        ("subprotocol v1", Mark.DONE),
        ("plain JSON", Mark.DONE),
        (f"412 messages in 3{THIN}s", Mark.DONE),
    ]
    assert connected_words(found) == f"connected in 84{THIN}ms"
    assert "TLS: TLSv1.3" in step_lines(found, dialect=Dialect.JSON, now=NOW)[0].details


def test_a_certificate_of_another_year_says_so_and_an_open_connection_waits() -> None:
    found = view(FeedState.OPENING)
    found.take_connection(Connected("f", at=NOW, seconds=0.1, steps=STEPS, certificate_until=NOW + 400 * 86_400))
    assert lines(found) == [
        ("TLS 1.3, certificate good until 16 Apr 2027", Mark.DONE),
        ("waiting for messages", Mark.GOING),
    ]
    assert lines(found, NOW + 5.0)[-1] == (f"no message for 5{THIN}s", Mark.GOING)


def test_an_address_without_tls_says_so() -> None:
    found = view(FeedState.LIVE, address="ws://example.net")
    found.take_connection(Connected("f", at=NOW, seconds=0.1, steps=(STEPS[0], STEPS[1], STEPS[3])))
    assert lines(found)[0] == ("not encrypted", Mark.DONE)


def test_the_step_that_failed_is_marked_and_says_why() -> None:
    found = view(FeedState.NEEDS_ATTENTION, "example.net wants a login (401)")
    found.take_steps(Connecting("f", STEPS[:3]))
    last = step_lines(found, dialect=Dialect.NOTHING, now=NOW)[-1]
    assert last == StepLine("WebSocket handshake", Mark.FAILED, "example.net wants a login (401)")
    unset = view(FeedState.NEEDS_ATTENTION, "the environment variable X is not set")
    assert lines(unset) == [("not connected", Mark.FAILED)]
    assert connected_words(unset) == ""


def test_a_dialect_that_is_spoken_is_told_and_is_what_failed_behind_the_handshake() -> None:
    found = view(FeedState.LIVE)
    found.profile = Profile(name="F", address="wss://x", dialect=StompRule())
    found.take_connection(Connected("f", at=NOW, seconds=0.1))
    assert ("STOMP", Mark.DONE) in lines(found, dialect=Dialect.JSON)
    refused = view(FeedState.NEEDS_ATTENTION, "the server refused the login")
    refused.profile = found.profile
    refused.take_steps(Connecting("f", STEPS))
    assert lines(refused)[-1] == ("STOMP", Mark.FAILED)


def test_the_dialect_is_told_from_the_first_messages() -> None:
    assert dialect_of([b'{"a":1}', b'{"b":2}']) is Dialect.JSON
    assert dialect_of([]) is Dialect.NOTHING


# --- trouble ------------------------------------------------------------------------------------------------------


def trouble(
    found: FeedView,
    *,
    missing: tuple[str, ...] = (),
    said: tuple[bytes, ...] = (),
    now: float = NOW,
    subscribes: bool = False,
) -> Trouble | None:
    return trouble_of(found, missing=missing, said=said, now=now, subscribes=subscribes)


@pytest.mark.parametrize(
    ("detail", "section"),
    [
        ("example.net wants a login (401): bad key", Section.LOGIN),
        ("example.net forbids this (403)", Section.LOGIN),
        ("the certificate of example.net has expired", Section.TLS),
        ("the server chose no subprotocol", Section.PROTOCOL),
        ("example.net is behind a proxy that wants a login (407)", Section.PROXY),
        ("the environment variable X is not set", Section.LOGIN),
        ("example.net refused the connection", None),
    ],
)
def test_a_failure_opens_the_part_of_the_page_that_can_help(detail: str, section: Section | None) -> None:
    told = trouble(view(FeedState.NEEDS_ATTENTION, detail, advice="do something"))
    assert told is not None
    assert told.section is section
    assert told.what == detail[:1].upper() + detail[1:]
    assert told.advice == "Do something"


def test_a_missing_secret_is_asked_for_by_its_name() -> None:
    told = trouble(view(FeedState.NEEDS_ATTENTION, "something"), missing=("secret:KEY",))
    assert told is not None
    assert (told.what, told.section) == ("The feed needs the secret KEY", Section.LOGIN)


def test_a_silent_server_may_want_a_subscription_and_what_it_said_is_shown() -> None:
    found = view(FeedState.OPENING)
    found.take_connection(Connected("f", at=NOW, seconds=0.1))
    assert trouble(found, now=NOW + 1) is None
    quiet = trouble(found, now=NOW + 4)
    assert quiet is not None
    assert quiet.section is Section.OPENING
    assert "add a subscription" in quiet.advice
    found.take_counts(FeedCounts("f", messages=1), monotonic=1.0)
    talk = trouble(found, now=NOW + 4, said=(b'{"event":"info"}',))
    assert talk is not None
    assert talk.what == 'The server said: {"event":"info"}'
    assert trouble(found, now=NOW + 4, said=(b"{}",), subscribes=True) is None


def test_a_dialect_that_waits_to_be_asked_says_what_for_at_once() -> None:
    found = view(FeedState.OPENING)
    found.take_connection(Connected("f", at=NOW, seconds=0.1))
    found.profile = Profile(name="F", address="wss://x", dialect=StompRule())

    told = trouble(found, now=NOW)

    assert told == Trouble(
        "STOMP sends nothing until it is asked",
        "Name the destinations to subscribe to, such as /topic/prices",
        Section.DIALECT,
    )
    found.profile = Profile(name="F", address="wss://x", dialect=StompRule(destinations=("/topic/a",)))
    assert trouble(found, now=NOW) is None


@pytest.mark.parametrize(
    "advice",
    [
        "Check `auth` and `namespace` under [dialect] in the feed's profile",
        "Check dialect.init in the feed's profile",
        "Check username, password and client_id in the feed's profile",
    ],
)
def test_what_a_dialect_complains_of_opens_its_fields(advice: str) -> None:
    told = trouble(view(FeedState.NEEDS_ATTENTION, "the server refused the login", advice=advice))

    assert told is not None
    assert told.section is Section.DIALECT


def test_a_feed_that_brings_rows_has_no_trouble() -> None:
    found = view(FeedState.LIVE)
    found.take_connection(Connected("f", at=NOW, seconds=0.1))
    found.profile = Profile(name="F", address="wss://x", stream=(StreamRule("s", columns={"a": "b"}),))
    assert trouble(found, now=NOW + 60) is None
