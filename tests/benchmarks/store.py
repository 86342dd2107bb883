"""What the store costs: `python -m tests.benchmarks.store [rows]`. Prints one figure a line."""

import sys
import time
from collections.abc import Callable

import numpy as np
from rich.console import Console

from monitor.core.batch import Batch
from monitor.store import Series, Store

_BATCH = 3_600  # rows of 8 ms at 450 000 rows/s
_RATE = 450_000.0
_START = 1_700_000_000.0


def filled(rows: int, keys: int) -> Store:
    """A store with a stream of two columns, its rows spread evenly over the keys."""
    store = Store(keep_bytes=1 << 40)
    generator = np.random.default_rng(1)
    for start in range(0, rows, _BATCH):
        store.append(batch(start, min(_BATCH, rows - start), keys, generator))
    return store


def batch(start: int, rows: int, keys: int, generator: np.random.Generator) -> Batch:
    """Rows `start` and following of the stream."""
    moment = _START + (start + np.arange(rows)) / _RATE
    return Batch(
        feed="feed",
        stream="trades",
        columns=("price", "size"),
        keys=((start + np.arange(rows)) % keys).astype(np.uint32),
        time=moment,
        received=moment + 0.02,
        values=generator.normal(size=(2, rows)).cumsum(axis=1),
        key_base=0,
        new_keys=tuple(f"key {i}" for i in range(keys)) if start == 0 else (),
    )


def best(action: Callable[[], object], times: int = 5) -> float:
    """The quickest of some runs, in milliseconds."""
    spans = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        spans.append(time.perf_counter() - begin)
    return min(spans) * 1e3


def first_look(store: Store, key: str) -> tuple[Series, float, float]:
    """The series brought up to date, the whole time and the longest single call in milliseconds."""
    stream = store.stream("feed", "trades")
    if stream is None:
        raise SystemExit("the store is empty")
    series = stream.series(key, "price")
    spans = []
    while True:
        begin = time.perf_counter()
        more = series.update()
        spans.append((time.perf_counter() - begin) * 1e3)
        if not more:
            return series, sum(spans), max(spans)


def draw_at_all_zooms(console: Console, series: Series, seconds: float) -> None:
    """Draw 1 600 pixels at zooms from all to a few samples, at the end of the history."""
    end = _START + seconds
    worst = 0.0
    span = seconds
    while span > 1e-3:
        begin = end - span
        spent = best(lambda begin=begin: series.draw(begin, end, 1600), 5)
        points = len(series.draw(begin, end, 1600).x)
        ranged = best(lambda begin=begin: series.value_range(begin, end), 3)
        console.print(f"  {span:12.4f} s  draw {spent:7.3f} ms  {points:6d} points  value_range {ranged:7.3f} ms")
        worst, span = max(worst, spent), span / 2
    console.print(f"  worst draw {worst:.2f} ms")


def live(console: Console, store: Store, rows: int, keys: int) -> None:
    """Cost of 60 frames a second at 450 000 rows/s with four series looked at."""
    stream = store.stream("feed", "trades")
    if stream is None:
        return
    series = [stream.series(f"key {i % keys}", "price" if i < keys else "size") for i in range(4)]
    for one in series:
        one.catch_up()
    generator = np.random.default_rng(2)
    appended, updated, drawn = [], [], []
    position = rows
    for _ in range(120):
        for _ in range(2):
            fresh = batch(position, _BATCH, keys, generator)
            position += _BATCH
            appended.append(best(lambda fresh=fresh: store.append(fresh), 1))
        updated.append(best(lambda: [one.update() for one in series], 1) / 4)
        end = _START + position / _RATE
        drawn.append(best(lambda end=end: [one.draw(end - 0.05, end, 2) for one in series], 1) / 4)
    for name, spans in (("append of 3 600 rows", appended), ("update a series", updated), ("strip a series", drawn)):
        console.print(f"  {name:22s} median {np.median(spans):.3f} ms, 99 % {np.quantile(spans, 0.99):.3f} ms")


def main() -> None:
    """Measure and print."""
    console = Console(highlight=False)
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    for keys in (1, 4, 1000):
        store = filled(rows, keys)
        per_sample = store.bytes / rows / 2
        console.print(f"{rows} rows of two columns, {keys} keys: {per_sample:.2f} bytes a sample without envelopes")
        series, whole, longest = first_look(store, "key 0")
        console.print(f"  first look {whole:.1f} ms in all, longest call {longest:.1f} ms, {series.rows} samples")
        envelope = series.bytes / max(series.rows, 1)
        console.print(f"  envelope {envelope:.2f} bytes a sample, together {per_sample + envelope:.2f}")
        draw_at_all_zooms(console, series, rows / _RATE)
        live(console, store, rows, keys)


if __name__ == "__main__":
    main()
