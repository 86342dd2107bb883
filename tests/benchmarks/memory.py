"""Memory a retained sample: what the process grows by, envelopes included.

python -m tests.benchmarks.memory
"""

import sys

import psutil

from monitor.store import Series, Store
from tests.benchmarks.figures import Figure, show
from tests.benchmarks.processes import lines_of
from tests.benchmarks.store import filled

__all__ = ["measure"]

_ROWS = 5_000_000
_COLUMNS = 2


def grown(keys: int) -> float:
    """Bytes of resident memory a sample, with an envelope on every series of up to four keys."""
    process = psutil.Process()
    # What filling a store loads and caches once is not memory of its samples.
    looked_at(filled(100_000, keys), keys)
    before = process.memory_info().rss
    store = filled(_ROWS, keys)
    series = looked_at(store, keys)
    grown_by = process.memory_info().rss - before
    assert series
    return grown_by / (_ROWS * _COLUMNS)


def looked_at(store: Store, keys: int) -> list[Series]:
    """The series of up to four keys, with their envelopes."""
    stream = store.stream("feed", "trades")
    assert stream is not None
    series = [stream.series(f"key {key}", column) for key in range(min(keys, 4)) for column in stream.columns]
    for one in series:
        one.catch_up()
    return series


def measure() -> list[Figure]:
    """Measured in a process of its own, whose memory holds nothing else."""
    figures = []
    for keys in (1, 4):
        (line,) = lines_of("tests.benchmarks.memory", keys)
        value = float(line)
        name = f"memory a retained sample, {keys} key{'s' * (keys > 1)}"
        figures.append(Figure(name, value, "bytes", must="at most 20", holds=value <= 20.0))
    return figures


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(grown(int(sys.argv[1])))  # noqa: T201
    else:
        show(measure())
