"""A stream as it stood at some moment."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.store.past import PastRows
from monitor.store.rows import StreamRows
from monitor.store.store import Store
from tests.helpers.rows import START, Source


def stream_of(store: Store) -> StreamRows:
    rows = store.stream("feed", "trades")
    assert rows is not None
    return rows


@pytest.fixture
def store() -> Store:
    return Store(keep_bytes=1 << 28)


def test_the_last_value_before_a_moment_is_told(store: Store) -> None:
    source = Source()
    store.append(source.batch([START, START + 1, START + 2], [1.0, 2.0, 3.0], keys=["A", "B", "A"]))
    past = PastRows(stream_of(store))
    past.move(START + 1.5)
    assert list(past.keys) == ["A", "B"]
    assert past.last_values[:, 0].tolist() == [1.0, 2.0]
    past.move(START + 2.0)
    assert past.last_values[:, 0].tolist() == [3.0, 2.0]
    assert past.last_received.tolist() == [START + 2.0, START + 1.0]


def test_a_key_that_had_no_row_yet_holds_nothing(store: Store) -> None:
    store.append(Source().batch([START, START + 5], [1.0, 2.0], keys=["A", "B"]))
    past = PastRows(stream_of(store))
    past.move(START + 1)
    assert past.last("A", "price") == (START, 1.0)
    assert all(map(math.isnan, past.last("B", "price")))
    assert all(map(math.isnan, past.last("C", "price")))


def test_a_key_unknown_at_the_last_move_is_not_there(store: Store) -> None:
    source = Source()
    store.append(source.batch([START], [1.0], keys=["A"]))
    past = PastRows(stream_of(store))
    past.move(START + 1)
    store.append(source.batch([START + 2], [1.0], keys=["B"]))
    assert list(past.keys) == ["A"]
    assert past.key_id("B") == -1
    past.move(START + 1)
    assert past.key_id("B") == 1


def test_a_row_without_a_number_leaves_the_one_before(store: Store) -> None:
    source = Source(columns=("bid", "ask"))
    store.append(source.batch([START, START + 1], [1.0, math.nan], [5.0, 6.0]))
    past = PastRows(stream_of(store))
    past.move(START + 9)
    assert past.last_values.tolist() == [[1.0, 6.0]]


def test_no_window_reaches_beyond_the_moment(store: Store) -> None:
    store.append(Source().batch([START, START + 1, START + 2], [1.0, 2.0, 3.0]))
    past = PastRows(stream_of(store))
    past.move(START + 1)
    time, values = past.window("price", 0, START - 10, START + 10)
    assert time.tolist() == [START, START + 1]
    assert values.tolist() == [1.0, 2.0]


def test_columns_that_came_later_are_there_too(store: Store) -> None:
    store.append(Source(columns=("bid",)).batch([START], [1.0]))
    late = Source(columns=("bid", "ask"))
    store.append(late.batch([START + 1], [2.0], [7.0]))
    past = PastRows(stream_of(store))
    past.move(START + 0.5)
    assert past.columns == ("bid", "ask")
    assert past.last_values[0, 0] == 1.0
    assert math.isnan(past.last_values[0, 1])


@given(
    rows=st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from("ABC"), st.sampled_from([1.0, 2.0, 3.0, math.nan])),
        min_size=1,
        max_size=60,
    ),
    moment=st.integers(-1, 41),
    parts=st.integers(1, 5),
)
def test_it_is_what_a_walk_through_the_rows_finds(rows: list[tuple[int, str, float]], moment: int, parts: int) -> None:
    rows = sorted(rows, key=lambda row: row[0])
    store, source = Store(keep_bytes=1 << 28), Source()
    for part in np.array_split(np.arange(len(rows)), parts):
        if len(part):
            some = [rows[place] for place in part]
            times, keys, values = zip(*some, strict=True)
            store.append(source.batch([START + time for time in times], values, keys=keys))
    expected: dict[str, float] = {}
    for time, key, value in rows:
        if time <= moment and not math.isnan(value):
            expected[key] = value
    past = PastRows(stream_of(store))
    past.move(START + moment)
    found = {key: past.last(key, "price")[1] for key in past.keys}
    assert {key: value for key, value in found.items() if not math.isnan(value)} == expected
