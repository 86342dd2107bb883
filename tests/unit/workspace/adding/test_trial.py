"""A trial keeps its messages while they fit, and reads them anew only while it has them all."""

from monitor.engine.messages import RawMessages
from monitor.feed.profile import Profile, StreamRule
from monitor.store.store import Store
from monitor.workspace.adding.trial import Trial
from monitor.workspace.feed_view import FeedView
from tests.helpers.rows import START, Source

PROFILE = Profile(name="F", address="wss://x", stream=(StreamRule("s", columns={"v": "v"}),))


class Bench:
    def __init__(self) -> None:
        self.store = Store(keep_bytes=1 << 24)
        self.calls = 0
        self.trial = Trial(FeedView("f", PROFILE, opened=START), self.store, too_many=self._count)

    def _count(self) -> None:
        self.calls += 1

    def take(self, *payloads: bytes, **more: object) -> None:
        self.trial.take_raw(RawMessages("f", (START,) * len(payloads), payloads, **more))  # type: ignore[arg-type]

    def values(self) -> list[list[float]]:
        rows = self.store.stream("f", "s")
        return [] if rows is None else rows.last_values.tolist()


def test_all_that_came_is_read_by_the_mapping_in_force() -> None:
    bench = Bench()
    bench.store.append(Source("f", "old").batch([START], [1.0]))
    bench.take(b'{"v":1}', b'{"v":2}', b"no json", binary=frozenset({0}))
    bench.trial.reread()
    assert bench.store.stream("f", "old") is None
    assert bench.values() == [[2.0]]
    assert bench.trial.rereads == 1


def test_more_messages_than_fit_are_asked_for_more_sparingly_and_rows_stay_as_they_are() -> None:
    bench = Bench()
    bench.take(*[b'{"v":1}'] * 4001)
    assert bench.calls == 1
    bench.take(b'{"v":1}')
    assert bench.calls == 1
    bench.store.append(Source("f", "s", ("v",)).batch([START], [7.0]))
    bench.trial.reread()
    assert bench.values() == [[7.0]]
    assert bench.trial.rereads == 0


def test_messages_that_were_left_out_count_as_missing() -> None:
    bench = Bench()
    bench.take(b'{"v":1}', skipped=3)
    assert bench.calls == 1
    bench.trial.reread()
    assert bench.values() == []


def test_messages_of_ours_are_not_read() -> None:
    bench = Bench()
    bench.take(b'{"v":1}', b'{"v":9}', outgoing=frozenset({1}))
    bench.trial.reread()
    assert bench.values() == [[1.0]]
