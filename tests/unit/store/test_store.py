import numpy as np

from monitor.store import Store
from tests.helpers.rows import START, Source


def fill(store: Store, source: Source, rows: int, *, start: float = START, rate: float = 100.0) -> None:
    time = start + np.arange(rows) / rate
    store.append(source.batch(list(time), *[list(time)] * len(source.columns)))


def test_there_is_no_stream_before_its_first_row() -> None:
    store = Store(keep_bytes=1 << 20)
    assert store.stream("feed", "trades") is None
    store.append(Source().batch([], []))
    assert store.streams() == []


def test_streams_are_told_apart_by_feed_and_name() -> None:
    store = Store(keep_bytes=1 << 30)
    for feed, stream in (("a", "x"), ("a", "y"), ("b", "x")):
        store.append(Source(feed, stream).batch([1.0], [2.0]))
    assert [stream.name for stream in store.streams("a")] == ["x", "y"]
    assert len(store.streams()) == 3
    store.drop_feed("a")
    assert [stream.feed for stream in store.streams()] == ["b"]


def test_memory_stays_within_the_bound_and_what_goes_is_counted() -> None:
    store, source = Store(keep_bytes=200_000), Source()
    for step in range(100):
        fill(store, source, 500, start=START + 5 * step)
        assert store.bytes <= 200_000
    stream = store.stream("feed", "trades")
    assert stream is not None
    assert stream.total == 50_000
    assert stream.rows == 50_000 - store.evicted
    assert stream.rows > 5_000
    assert stream.time_span[1] == START + 499.99


def test_the_oldest_rows_of_all_feeds_go_first() -> None:
    store = Store(keep_bytes=150_000)
    old, new = Source("old"), Source("new")
    fill(store, old, 1_000)
    for step in range(40):
        fill(store, new, 500, start=START + 100 + 5 * step)
    held = store.stream("old", "trades")
    assert held is not None
    assert held.rows == 0
    assert held.last_values[0, 0] == START + 9.99


def test_a_feeds_own_bound_leaves_the_others_alone() -> None:
    store = Store(keep_bytes=1 << 30)
    store.configure("small", keep_seconds=np.inf, keep_bytes=60_000)
    fill(store, Source("large"), 20_000)
    small = Source("small")
    for step in range(40):
        fill(store, small, 500, start=START + 5 * step)
    large, bounded = store.stream("large", "trades"), store.stream("small", "trades")
    assert large is not None
    assert bounded is not None
    assert large.rows == 20_000
    assert bounded.bytes <= 60_000


def test_rows_older_than_a_feed_keeps_go_within_an_eighth_of_the_span() -> None:
    store, source = Store(keep_bytes=1 << 30), Source()
    store.configure("feed", keep_seconds=80.0, keep_bytes=1 << 30)
    for step in range(300):
        fill(store, source, 10, start=START + step, rate=10.0)
    stream = store.stream("feed", "trades")
    assert stream is not None
    assert 80.0 <= stream.time_span[1] - stream.time_span[0] <= 92.0


def test_one_batch_beyond_the_bound_is_kept_in_part() -> None:
    store = Store(keep_bytes=100_000)
    fill(store, Source(), 20_000)
    stream = store.stream("feed", "trades")
    assert stream is not None
    assert 0 < stream.rows < 20_000
    assert stream.time_span[1] == START + 199.99
