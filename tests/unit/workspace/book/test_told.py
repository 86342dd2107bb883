import numpy as np

from monitor.store.row_cursor import Rows
from monitor.workspace.book.told import Told, message_starts, sides_of, told_of

NAN = np.nan


def rows(*columns: list[float], time: list[float] | None = None) -> Rows:
    moments = np.array(time if time is not None else [1.0] * len(columns[0]))
    return Rows(moments, moments, tuple(np.array(column) for column in columns))


def told(prices: list[float], times: list[float]) -> Told:
    return told_of(rows(prices, [1.0] * len(prices), time=times))


def test_rows_without_a_price_or_size_tell_of_nothing() -> None:
    assert told_of(rows([1.0, NAN, 3.0, np.inf], [1.0, 1.0, NAN, 1.0])).price.tolist() == [1.0]


def test_the_sign_of_a_size_is_left_out() -> None:
    assert told_of(rows([1.0], [-2.0])).size.tolist() == [2.0]


def test_where_orders_are_counted_none_takes_the_level_away() -> None:
    assert told_of(rows([1.0, 2.0], [1.0, 1.0], [0.0, 3.0])).size.tolist() == [0.0, 1.0]


def test_sides_in_one_stream_are_told_apart_by_the_sign() -> None:
    bids, asks = sides_of(rows([1.0, 2.0, 3.0, 4.0], [1.0, -1.0, 0.0, -2.0], [1.0, 0.0, 1.0, 2.0]))
    assert list(zip(bids.price, bids.size, strict=True)) == [(1.0, 1.0), (3.0, 0.0)]
    assert list(zip(asks.price, asks.size, strict=True)) == [(2.0, 0.0), (3.0, 0.0), (4.0, 2.0)]


def test_a_message_ends_where_the_time_changes() -> None:
    assert message_starts(told([3.0, 2.0, 3.0, 2.0], [1.0, 1.0, 2.0, 2.0])).tolist() == [0, 2]


def test_messages_of_one_moment_are_told_apart_by_the_order_of_prices() -> None:
    same = told([3.0, 2.0, 1.0, 3.0, 2.0, 1.0], [1.0] * 6)
    assert message_starts(same).tolist() == [0, 3]
    assert message_starts(same, turns=False).tolist() == [0]
    assert message_starts(told([1.0, 2.0, 3.0, 1.0, 2.0], [1.0] * 5)).tolist() == [0, 3]


def test_nothing_has_no_messages() -> None:
    assert message_starts(Told.nothing()).tolist() == []
    assert Told.nothing().then(told([1.0], [1.0])).price.tolist() == [1.0]
