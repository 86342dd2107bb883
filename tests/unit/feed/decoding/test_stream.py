"""A stream over time: keys go on, batches say which are new."""

import numpy as np

from monitor.feed.decoding.stream import Stream
from monitor.feed.profile import Column
from tests.helpers.mapping_rules import chunk, plan

nan = float("nan")
RECEIVED = np.arange(10.0, 20.0)


def test_batches_number_keys_and_name_the_new_ones() -> None:
    stream = Stream(plan(), feed="f", key_limit=10)
    first, dropped = stream.assemble([chunk([0, 1, 3], [[1, 2, 3]], keys=["a", "b", "a"])], RECEIVED)
    assert first is not None
    assert dropped == 0
    assert (first.feed, first.stream, first.columns) == ("f", "s", ("x",))
    assert first.keys.tolist() == [0, 1, 0]
    assert first.keys.dtype == np.uint32
    assert (first.key_base, first.new_keys) == (0, ("a", "b"))
    assert first.received.tolist() == [10, 11, 13]
    second, _ = stream.assemble([chunk([2], [[4]], keys=["c"])], RECEIVED)
    assert second is not None
    assert (second.keys.tolist(), second.key_base, second.new_keys) == ([2], 2, ("c",))
    assert stream.keys == 3


def test_rows_of_keys_beyond_the_limit_are_dropped_and_counted() -> None:
    stream = Stream(plan(), feed="f", key_limit=1)
    batch, dropped = stream.assemble([chunk([0, 1, 2], [[1, 2, 3]], keys=["a", "b", "a"])], RECEIVED)
    assert batch is not None
    assert (batch.values.tolist(), dropped) == ([[1, 3]], 1)
    assert batch.values.flags.c_contiguous
    assert stream.assemble([chunk([0], [[1]], keys=["b"])], RECEIVED) == (None, 1)


def test_values_are_carried_from_batch_to_batch_until_forgotten() -> None:
    stream = Stream(plan(columns={"x": "x", "y": Column("y", carry=True)}), feed="f", key_limit=9)

    def carried(y: float) -> float:
        batch, _ = stream.assemble([chunk([0], [[1], [y]], [[np.isnan(y)]], keys=["a"])], RECEIVED)
        assert batch is not None
        return float(batch.values[1, 0])

    assert carried(5) == 5
    assert carried(nan) == 5
    stream.forget_carried()
    assert np.isnan(carried(nan))
    assert stream.keys == 1
