import numpy as np
import pytest

from monitor.store import Store, StreamRows
from monitor.store.ring import Ring
from tests.helpers.rows import START, Source

NAN = np.nan


def window(stream: StreamRows, column: str, key: str) -> tuple[list[float], list[float]]:
    time, values = stream.window(column, stream.key_id(key), -np.inf, np.inf)
    return time.tolist(), values.tolist()


def test_a_key_is_cut_out_of_the_rows_in_order_of_time() -> None:
    stream, source = StreamRows("feed", "trades"), Source()
    stream.append(source.batch([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], keys=["A", "B", "A"]))
    stream.append(source.batch([0.5, 4.0], [9.0, 4.0], keys=["A", "A"]))
    assert window(stream, "price", "A") == ([0.5, 1.0, 3.0, 4.0], [9.0, 1.0, 3.0, 4.0])
    assert window(stream, "price", "B") == ([2.0], [2.0])
    assert list(stream.keys) == ["A", "B"]
    assert (stream.rows, stream.total, stream.late, stream.version) == (5, 5, 1, 2)


def test_a_window_takes_its_start_in_and_leaves_its_end_out() -> None:
    stream = StreamRows("feed", "trades")
    stream.append(Source().batch([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]))
    assert stream.window("price", 0, 1.0, 3.0)[0].tolist() == [1.0, 2.0]


def test_rows_without_a_time_stand_at_the_time_they_came() -> None:
    stream = StreamRows("feed", "trades")
    stream.append(Source().batch([NAN, 2.0, 1e15], [1.0, 2.0, 3.0], received=[7.0, 8.0, 9.0]))
    assert window(stream, "price", "A") == ([2.0, 7.0, 9.0], [2.0, 1.0, 3.0])


def test_receive_times_can_be_had_back() -> None:
    ring, received = Ring(), START + np.array([0.25, 1.125, 2.0])
    ring.append(
        ("x",), np.zeros(3, np.uint32), received - 0.3, received, np.zeros((1, 3)), keep_seconds=9, keep_bytes=9
    )
    np.testing.assert_allclose(ring.pop().received, received, atol=1e-6)


def test_columns_that_change_leave_what_was_received_as_it_was() -> None:
    stream = StreamRows("feed", "trades")
    stream.append(Source(columns=("price", "size")).batch([1.0], [10.0], [1.0]))
    stream.append(Source(columns=("size", "rate")).batch([2.0], [2.0], [0.5]))
    assert stream.columns == ("price", "size", "rate")
    assert window(stream, "size", "A") == ([1.0, 2.0], [1.0, 2.0])
    np.testing.assert_array_equal(window(stream, "price", "A")[1], [10.0, NAN])
    np.testing.assert_array_equal(window(stream, "rate", "A")[1], [NAN, 0.5])
    assert stream.last_values.tolist() == [[10.0, 2.0, 0.5]]


def test_a_decoder_that_starts_afresh_goes_on_with_the_same_keys() -> None:
    stream = StreamRows("feed", "trades")
    stream.append(Source().batch([1.0, 1.5], [1.0, 2.0], keys=["A", "B"]))
    stream.append(Source().batch([2.0, 2.5], [3.0, 4.0], keys=["B", "A"]))
    assert window(stream, "price", "A") == ([1.0, 2.5], [1.0, 4.0])
    assert window(stream, "price", "B") == ([1.5, 2.0], [2.0, 3.0])


@pytest.mark.parametrize("keys", [3, 70_000])
def test_every_key_is_found_whether_ids_take_two_bytes_or_four(keys: int) -> None:
    stream, source = StreamRows("feed", "trades"), Source()
    rows = 150_000
    time, names = np.arange(float(rows)), [f"key {i % keys}" for i in range(rows)]
    for start in range(0, rows, 10_000):
        part = slice(start, start + 10_000)
        stream.append(source.batch(time[part], time[part], keys=names[part]))
    for key in (0, keys - 1):
        assert window(stream, "price", f"key {key}")[1] == time[key::keys].tolist()


def test_a_retained_sample_costs_at_most_seventeen_bytes() -> None:
    store, source = Store(keep_bytes=1 << 30), Source(columns=("price", "size"))
    rows = 5 * 65_536
    time = START + np.arange(rows) / 1000.0
    for start in range(0, rows, 8_192):
        part = slice(start, start + 8_192)
        store.append(source.batch(time[part], time[part], time[part], keys=["A", "B"] * 4_096))
    assert store.bytes / rows / 2 <= 17.0


def test_a_stream_of_few_rows_takes_little_memory() -> None:
    stream = StreamRows("feed", "trades")
    stream.append(Source().batch([1.0], [1.0]))
    assert stream.bytes < 10_000
