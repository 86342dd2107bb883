import numpy as np

from monitor.store.row_cursor import RowCursor
from monitor.store.rows import StreamRows
from monitor.store.store import Store
from tests.helpers.rows import Source


def stream_of(store: Store) -> StreamRows:
    rows = store.stream("feed", "trades")
    assert rows is not None
    return rows


def read(cursor: RowCursor, most: int = 1 << 20) -> list[tuple[float, ...]]:
    found: list[tuple[float, ...]] = []
    for rows in cursor.read(most):
        found += zip(rows.received.tolist(), rows.time.tolist(), *(each.tolist() for each in rows.columns), strict=True)
    return found


def test_rows_of_a_key_come_once_in_the_order_received() -> None:
    store, source = Store(keep_bytes=1 << 20), Source(columns=("price", "size"))
    store.append(source.batch([3.0, 1.0, 2.0], [30.0, 10.0, 20.0], [1.0, 2.0, 3.0], keys=["A", "B", "A"]))
    cursor = RowCursor(stream_of(store), "A", ("size", "price"))
    assert read(cursor) == [(3.0, 3.0, 1.0, 30.0), (2.0, 2.0, 3.0, 20.0)]
    assert cursor.caught_up
    assert read(cursor) == []
    store.append(source.batch([4.0], [40.0], [4.0]))
    assert not cursor.caught_up
    assert read(cursor) == [(4.0, 4.0, 4.0, 40.0)]


def test_nothing_is_missed_of_a_key_that_comes_later() -> None:
    store, source = Store(keep_bytes=1 << 20), Source()
    store.append(source.batch([1.0], [1.0], keys="B"))
    cursor = RowCursor(stream_of(store), "A", ("price", "none"))
    assert cursor.caught_up
    assert read(cursor) == []
    store.append(source.batch([2.0], [2.0], keys="A", received=[2.5]))
    (row,) = read(cursor)
    assert row[:3] == (2.5, 2.0, 2.0)
    assert np.isnan(row[3])


def test_another_cursor_goes_on_from_the_same_place_and_a_rewound_one_begins_anew() -> None:
    store, source = Store(keep_bytes=1 << 20), Source()
    store.append(source.batch([1.0], [1.0]))
    cursor = RowCursor(stream_of(store), "A", ("price",))
    read(cursor)
    store.append(source.batch([2.0], [2.0]))
    other = cursor.again()
    assert [row[1] for row in read(other)] == [2.0]
    assert [row[1] for row in read(cursor)] == [2.0]
    cursor.rewind()
    assert [row[1] for row in read(cursor)] == [1.0, 2.0]


def test_a_long_history_is_read_in_parts() -> None:
    store, source = Store(keep_bytes=1 << 24), Source()
    for start in range(0, 200_000, 50_000):
        store.append(source.batch(np.arange(start, start + 50_000.0), np.zeros(50_000)))
    cursor = RowCursor(stream_of(store), "A", ("price",))
    sizes = []
    while not cursor.caught_up:
        sizes.append(len(read(cursor, 10_000)))
    assert sum(sizes) == 200_000
    assert len(sizes) > 2
