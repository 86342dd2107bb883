"""One session with an engine that only listens, and blocks handed to it as its link would."""

import json
import zlib
from collections.abc import Mapping

from monitor.core.batch import Batch
from monitor.core.clock import ManualClock
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
    Message,
    Notice,
    RawMessages,
)
from monitor.engine.session import Session
from monitor.feed.profile import Limits, Profile
from monitor.wire.received import Received
from tests.helpers.hosting import profile_for


class Engine:
    """What a session needs of its engine, remembered."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.environment: Mapping[str, str] = {}
        self.emitted: list[Message] = []
        self.expected: list[Session] = []

    def emit(self, message: Message) -> None:
        self.emitted.append(message)

    def expect(self, session: Session) -> None:
        self.expected.append(session)

    def network_up(self) -> bool:
        return False

    def random(self) -> float:
        return 0.0


def new(profile: Profile | None = None, **order: bool) -> tuple[Session, Engine]:
    engine = Engine()
    return Session(OpenFeed("feed", profile or profile_for("ws://127.0.0.1/"), **order), engine), engine


def tick(price: float) -> bytes:
    return json.dumps({"k": "A", "p": price}).encode()


def bring(session: Session, *messages: bytes, binary: set[int] | None = None) -> None:
    session.link_received(Received(list(messages), binary or set()), sum(map(len, messages)) + 10, 1e9)


def test_a_block_is_counted_at_once_and_decoded_when_the_engine_hands_over() -> None:
    session, engine = new()
    bring(session, tick(1.0), tick(2.0))
    assert engine.expected == [session]
    assert engine.emitted == []
    session.flush()
    (batch,) = engine.emitted
    assert isinstance(batch, Batch)
    assert batch.values.tolist() == [[1.0, 2.0]]
    assert batch.received.tolist() == [1e9, 1e9]
    session.tell_counts()
    counts = engine.emitted[-1]
    assert isinstance(counts, FeedCounts)
    assert (counts.messages, counts.rows, counts.payload_bytes) == (2, 2, 2 * len(tick(1.0)) + 10)


def test_a_block_without_a_message_counts_bytes_alone() -> None:
    session, engine = new()
    bring(session)
    assert session.tally.payload_bytes == 10
    assert session.tally.last_received is None
    assert engine.expected == []


def test_counts_are_told_when_they_are_new_or_must_be() -> None:
    session, engine = new()
    session.tell_counts()
    engine.clock.advance(1.0)
    session.tell_counts()
    assert len(engine.emitted) == 1
    session.tell_counts(at_once=True)
    assert len(engine.emitted) == 2


def test_binary_json_is_read_and_shown_raw_as_what_it_is() -> None:
    session, engine = new(raw=True)
    packed = zlib.compress(tick(3.0))
    bring(session, packed, b"\x00\xfe\xff", tick(4.0), binary={0, 1})
    session.flush()
    raw, batch = engine.emitted
    assert isinstance(raw, RawMessages)
    assert raw.payloads == (tick(3.0), b"\x00\xfe\xff", tick(4.0))
    assert raw.binary == frozenset({1})
    assert isinstance(batch, Batch)
    assert batch.values.tolist() == [[3.0, 4.0]]
    assert (session.tally.messages, session.tally.unmatched) == (3, 1)
    assert session.tally.last_unmatched == b"\x00\xfe\xff"


def test_what_follows_a_compression_bomb_is_counted_as_not_understood() -> None:
    session, _ = new(profile_for("ws://127.0.0.1/", limits=Limits(message_bytes=1000)))
    bomb = zlib.compress(b"[" + b" " * 1_000_000 + b"]")
    bring(session, tick(1.0), bomb, tick(2.0), binary={1})
    session.flush()
    assert (session.tally.messages, session.tally.rows, session.tally.unmatched) == (3, 1, 2)


def test_a_gap_comes_after_the_rows_that_were_received_before_it() -> None:
    session, engine = new()
    bring(session, tick(1.0))
    gap = Gap("feed", 1e9, None, "cut")
    session.link_gap(gap)
    session.link_gap(gap.closed(1e9 + 1))
    assert [type(message) for message in engine.emitted] == [Batch, Gap, Gap]
    assert session.tally.gaps == 1


def test_a_state_is_told_with_wall_times() -> None:
    session, engine = new()
    wall = engine.clock.wall()
    session.link.supervisor.started(engine.clock.monotonic())
    session.link_changed()
    status = engine.emitted[-1]
    assert isinstance(status, FeedStatus)
    assert status == FeedStatus("feed", FeedState.CONNECTING, wall)


def test_text_without_a_connection_is_refused_in_words() -> None:
    session, engine = new()
    session.send("hello")
    assert engine.emitted == [Notice("feed", "A message was not sent: there is no connection")]
