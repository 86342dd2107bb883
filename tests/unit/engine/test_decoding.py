import json

import msgspec
import pytest

from monitor.core.batch import Batch
from monitor.core.errors import ProfileError
from monitor.engine import decoding as decoding_module
from monitor.engine.decoding import Decoding
from monitor.engine.messages import (
    Message,
    ProfileFound,
)
from monitor.engine.tally import Tally
from monitor.feed.profile import Answer, Profile, StreamRule
from tests.helpers.hosting import profile_for

MAPPED = profile_for("ws://127.0.0.1/")
UNKNOWN = Profile(name="unknown", address="ws://127.0.0.1/", discover=True)


class Bench:
    """A decoding and all that comes out of it."""

    def __init__(self, profile: Profile) -> None:
        self.tally = Tally("feed")
        self.emitted: list[Message] = []
        self.answers: list[str] = []
        self.renewals: list[None] = []
        self.decoding = Decoding(
            profile,
            tally=self.tally,
            emit=self.emitted.append,
            answer=self.answers.append,
            renew=lambda: self.renewals.append(None),
        )

    def bring(self, *messages: bytes, now: float = 0.0) -> None:
        self.decoding.keep(messages, wall=1e9 + now, size=sum(map(len, messages)), now=now)

    def look(self, now: float) -> None:
        question = self.decoding.question(now)
        if question is not None:
            self.decoding.settle(question())

    @property
    def prices(self) -> list[float]:
        return [price for batch in self.emitted if isinstance(batch, Batch) for price in batch.values[0].tolist()]


def tick(price: float) -> bytes:
    return json.dumps({"k": "A", "p": price}).encode()


def quote(price: float) -> bytes:
    return json.dumps({"symbol": "A", "price": price}).encode()


def test_messages_wait_for_the_flush_and_are_counted_then() -> None:
    bench = Bench(MAPPED)
    bench.bring(tick(1.0), b"nonsense")
    assert bench.emitted == []
    bench.decoding.flush()
    assert bench.prices == [1.0]
    assert (bench.tally.rows, bench.tally.unmatched, bench.tally.keys) == (1, 1, 1)
    assert bench.tally.last_unmatched == b"nonsense"
    bench.decoding.flush()
    assert len(bench.emitted) == 1


def test_a_great_block_does_not_wait() -> None:
    bench = Bench(MAPPED)
    bench.bring(tick(1.0), b"x" * 1_100_000)
    assert bench.prices == [1.0]


def test_answers_are_given() -> None:
    answer = Answer(when={"ping": "*"}, text='{"pong":${ping}}')
    bench = Bench(profile_for("ws://127.0.0.1/", answer=(answer,)))
    bench.bring(b'{"ping":3}')
    bench.decoding.flush()
    assert bench.answers == ['{"pong":3}']


def test_a_profile_that_cannot_be_used_is_refused_and_changes_nothing() -> None:
    bad = profile_for("ws://127.0.0.1/", stream=(StreamRule(name="s", columns={"p": "p[]"}),))
    with pytest.raises(ProfileError):
        Bench(bad)
    bench = Bench(MAPPED)
    with pytest.raises(ProfileError):
        bench.decoding.change(bad)
    bench.bring(tick(1.0))
    bench.decoding.flush()
    assert bench.prices == [1.0]
    assert bench.decoding.profile is MAPPED


def test_what_came_before_a_change_is_read_by_the_old_mapping() -> None:
    bench = Bench(MAPPED)
    bench.bring(tick(1.0))
    bench.decoding.change(profile_for("ws://127.0.0.1/", stream=(StreamRule(name="s", columns={"q": "q"}),)))
    bench.bring(b'{"q":2}')
    bench.decoding.flush()
    assert [(batch.stream, batch.values.tolist()) for batch in bench.emitted if isinstance(batch, Batch)] == [
        ("ticks", [[1.0]]),
        ("s", [[2.0]]),
    ]


def test_without_a_mapping_all_waits_until_one_is_found() -> None:
    bench = Bench(UNKNOWN)
    for number in range(50):
        bench.bring(quote(100.0 + number))
    bench.decoding.flush()
    bench.look(0.1)
    assert bench.emitted == []
    bench.look(0.5)
    assert isinstance(bench.emitted[0], ProfileFound)
    assert bench.emitted[0].profile == bench.decoding.profile
    assert bench.prices == [100.0 + number for number in range(50)]
    assert bench.tally.unmatched == 0


def test_a_mapping_given_by_hand_reads_what_waited_for_discovery() -> None:
    bench = Bench(UNKNOWN)
    bench.bring(tick(1.0), tick(2.0))
    bench.decoding.change(MAPPED)
    bench.decoding.flush()
    assert bench.prices == [1.0, 2.0]


def test_what_waits_for_discovery_is_bounded_and_what_is_given_up_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding_module, "_UNREAD", 50_000)
    monkeypatch.setattr(decoding_module, "_NEWEST", 10)
    bench = Bench(UNKNOWN)
    for number in range(3000):
        bench.bring(quote(number))
    assert bench.tally.unmatched > 0
    bench.look(100.0)
    assert len(bench.prices) + bench.tally.unmatched == 3000
    assert bench.prices[-1] == 2999.0


def test_at_the_end_what_waits_is_looked_at_at_once() -> None:
    bench = Bench(UNKNOWN)
    bench.bring(*(quote(number) for number in range(5)))
    bench.decoding.finish(0.001)
    assert bench.prices == list(range(5))
    assert bench.tally.unmatched == 0


def test_at_the_end_what_nobody_understood_is_counted() -> None:
    bench = Bench(UNKNOWN)
    bench.bring(b"one", b"two")
    bench.decoding.finish(0.001)
    bench.decoding.finish(0.002)
    assert (bench.prices, bench.tally.unmatched, bench.tally.last_unmatched) == ([], 2, b"two")


def test_a_new_connection_reads_what_is_left_of_the_old_one_first() -> None:
    bench = Bench(MAPPED)
    bench.bring(tick(1.0))
    bench.decoding.reset_connection()
    assert bench.prices == [1.0]


def test_a_kind_of_message_that_comes_later_is_decoded_from_its_first() -> None:
    bench = Bench(UNKNOWN)
    bench.bring(*(quote(100.0 + number) for number in range(40)))
    bench.look(0.5)
    bench.decoding.flush()
    late = [json.dumps({"sensor": f"S{number % 2}", "celsius": 20.0 + number}).encode() for number in range(30)]
    bench.bring(*late, now=1.0)
    bench.decoding.flush()
    assert bench.tally.unmatched == 0
    bench.look(1.0)
    (warmth,) = (batch for batch in bench.emitted if isinstance(batch, Batch) and "celsius" in batch.columns)
    assert warmth.values[warmth.columns.index("celsius")].tolist() == [20.0 + number for number in range(30)]
    assert bench.tally.unmatched == 0


def test_what_no_look_explains_is_counted_in_the_end() -> None:
    bench = Bench(UNKNOWN)
    bench.bring(*(quote(100.0 + number) for number in range(40)), b"nonsense")
    bench.look(0.5)
    bench.decoding.flush()
    assert bench.tally.unmatched == 0
    bench.decoding.finish(1.0)
    assert bench.tally.unmatched == 1
    assert bench.tally.last_unmatched == b"nonsense"


def test_channels_announced_before_a_later_look_stay_known() -> None:
    bench = Bench(UNKNOWN)
    announced = [
        json.dumps({"event": "subscribed", "channel": "ticker", "chanId": 10 + number, "symbol": name}).encode()
        for number, name in enumerate(("tBTCUSD", "tETHUSD"))
    ]
    ticks = [json.dumps([10 + number % 2, [100 + number * 0.5, 5 + number]]).encode() for number in range(60)]
    bench.bring(*announced, *ticks)
    bench.look(0.5)
    bench.bring(b'{"other": 1.5}', b'{"other": 2.5}', now=1.0)
    bench.decoding.flush()
    bench.look(2.0)
    before = bench.tally.rows
    bench.bring(*ticks, now=3.0)
    bench.decoding.flush()
    assert bench.tally.rows == before + len(ticks)


def test_a_message_that_announces_a_cut_asks_for_another_connection() -> None:
    profile = msgspec.structs.replace(MAPPED, renew=({"e": "serverShutdown"},))
    bench = Bench(profile)
    bench.bring(tick(1.0), b'{"e":"serverShutdown","E":1}', tick(2.0))
    bench.decoding.flush()
    assert bench.renewals == [None]
    assert bench.prices == [1.0, 2.0]
    assert bench.tally.unmatched == 0
