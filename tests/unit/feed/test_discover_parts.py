"""The parts of discovery that judge names and values, each on its own."""

from typing import Any

import pytest

from monitor.feed.discovery.clocks import find_clock
from monitor.feed.discovery.control import control_condition
from monitor.feed.discovery.globs import Channel, Glob, find_globs
from monitor.feed.discovery.keys import find_key
from monitor.feed.discovery.naming import Names, full_name
from monitor.feed.discovery.positions import name_level, name_quote
from monitor.feed.discovery.sample import Seen
from monitor.feed.discovery.tables import Leaf
from monitor.feed.discovery.words import joined, readable, speaks_of
from monitor.feed.paths import Item, Member, compile_path
from monitor.feed.profile import Literals, TimeRule

NOW = 1_700_000_000


def leaf(path: str, *values: Any) -> Leaf:
    return Leaf(compile_path(path).parts, dict(enumerate(values)))


def arrivals(count: int, *, apart: float = 1.0, start: float = NOW) -> dict[int, Seen]:
    return {row: Seen(row, start + apart * row, None) for row in range(count)}


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words", "column"),
    [
        ("lastPrice", "last price", "last_price"),
        ("LAST-PRICE", "last price", "last_price"),
        ("bid1Price", "bid 1 price", "bid1_price"),
        ("vol24h", "vol 24h", "vol24h"),
        ("CO2", "co 2", "co2"),
        ("b", "b", "b"),
        ("B", "B", "B"),
        ("Größe", "größe", "größe"),
    ],
)
def test_names_are_taken_apart_into_words(name: str, words: str, column: str) -> None:
    assert (joined(name), readable(name)) == (words, column)


def test_words_are_found_whole_and_in_their_order() -> None:
    assert speaks_of("l2update changes", {"l 2"})
    assert not speaks_of("bookkeeping", {"book"})


def test_a_short_name_means_what_those_beside_it_say() -> None:
    quote = Names([leaf("b", 1), leaf("B", 1), leaf("a", 1), leaf("A", 1)])
    assert [quote.known((Member(name),)) for name in "bBaA"] == ["bid", "bid_size", "ask", "ask_size"]
    assert Names([leaf("a", 1), leaf("x", 1)]).known((Member("a"),)) is None


def test_full_names_hold_the_whole_way() -> None:
    assert full_name((Item(1), Member("engineRoom"), Item(0), Member("T"))) == "engine_room_1_T"
    assert full_name((Item(2),)) == "value_3"


# --- channels -------------------------------------------------------------------------------------------------------


def channel(*places: int, key: str = "") -> Channel:
    return Channel(frozenset(places), frozenset({key} - {""}))


def test_the_instrument_is_the_part_that_the_messages_tell_too() -> None:
    names = {"btcusdt@trade": channel(1, 2, key="btcusdt"), "btcusdt@depth@100ms": channel(3, 4, key="btcusdt")}
    assert {name: str(glob) for name, glob in find_globs(names).items()} == {
        "btcusdt@trade": "*@trade",
        "btcusdt@depth@100ms": "*@depth@100ms",
    }


def test_the_instrument_is_the_part_that_changes_without_changing_the_messages() -> None:
    names = {
        f"{kind}.{coin}.raw": channel(*places)
        for kind, places in (("ticker", (1, 2)), ("book", (3, 4)))
        for coin in ("A", "B")
    }
    assert {str(glob) for glob in find_globs(names).values()} == {"ticker.*.raw", "book.*.raw"}


def test_kinds_are_no_instruments_even_when_only_acknowledged() -> None:
    assert find_globs({"live_trades_btcusd": channel(1, 2), "live_orders_btcusd": channel()}) == {}


@pytest.mark.parametrize(
    ("glob", "label"),
    [(Glob("", "@trade"), "trade"), (Glob("tickers.", ""), "tickers"), (Glob("a.", ".b"), "a.b")],
)
def test_a_glob_has_a_label(glob: Glob, label: str) -> None:
    assert glob.label == label


# --- times ----------------------------------------------------------------------------------------------------------


def test_the_time_of_the_row_is_better_than_that_of_its_message() -> None:
    own = leaf("ts", *(1000 * (NOW + row) for row in range(5)))
    outer = leaf("^.ts", *(1000 * (NOW + row) for row in range(5)))
    clock = find_clock([own], [outer], arrivals=arrivals(5))
    assert clock is not None
    assert clock.rule == TimeRule("ts", "ms")


def test_the_opening_time_of_a_candle_is_not_the_time_of_the_message() -> None:
    opening = leaf("t", *([1000 * (NOW - 30)] * 5))
    assert find_clock([opening], [], arrivals=arrivals(5)) is None


def test_times_to_come_are_not_the_time_of_the_message() -> None:
    coming = leaf("expires_at", *(NOW + 3600 + row for row in range(5)))
    assert find_clock([coming], [], arrivals=arrivals(5)) is None


def test_without_receive_times_the_name_decides() -> None:
    values = [1000 * (NOW + row) for row in range(5)]
    nobody_knows = arrivals(5, start=0.0)
    clock = find_clock([leaf("amount", *values), leaf("ts", *values)], [], arrivals=nobody_knows)
    assert clock is not None
    assert clock.rule == TimeRule("ts", "ms")
    assert find_clock([leaf("amount", *values)], [], arrivals=nobody_knows) is None


def test_a_clock_a_little_off_is_still_a_clock() -> None:
    ahead = leaf("E", *(1000 * (NOW + row) + 1270 for row in range(5)))
    clock = find_clock([ahead], [], arrivals=arrivals(5))
    assert clock is not None
    assert clock.rule.unit == "ms"


# --- keys -----------------------------------------------------------------------------------------------------------


def test_a_symbol_is_a_better_key_than_anything_else() -> None:
    leaves = [leaf("market_name", *"ABAB"), leaf("symbol", "A-B", "C-D", "A-B", "C-D"), leaf("id", *"xyxy")]
    key = find_key(leaves, [], taken=[])
    assert key is not None
    assert key.path == "symbol"


def test_what_tells_the_kind_is_no_key() -> None:
    assert find_key([leaf("topic", *"ABAB")], [], taken=[(Member("topic"),)]) is None


# --- arrays without names -------------------------------------------------------------------------------------------


def test_the_steadier_number_of_a_trade_is_the_price() -> None:
    amounts = leaf("[0]", 0.1, -3.5, 12.0, 0.01)
    prices = leaf("[1]", 100.0, 100.5, 99.5, 100.0)
    assert name_level([amounts, prices], {}, book=False) == {prices: "price", amounts: "size"}


def test_in_a_book_the_price_comes_first_and_whole_numbers_are_counts() -> None:
    leaves = [leaf("[0]", 9.5, 9.0, 8.5), leaf("[1]", 1, 3, 2), leaf("[2]", 0.5, 1.25, 9.0)]
    assert list(name_level(leaves, {}, book=True).values()) == ["price", "size", "count"]


def test_the_numbers_of_a_quote_are_told_by_what_is_always_so() -> None:
    rows = [(99.0, 3.0, 101.0, 7.5, -0.02, 100.0, 120.0, 80.0), (98.0, 5.0, 99.0, 1.5, 0.01, 98.5, 120.0, 80.0)] * 2
    leaves = [leaf(f"[{place}]", *column) for place, column in enumerate(zip(*rows, strict=True))]
    assert {one.path[0]: name for one, name in name_quote(leaves).items()} == {
        Item(0): "bid",
        Item(1): "bid_size",
        Item(2): "ask",
        Item(3): "ask_size",
        Item(5): "price",
        Item(6): "high",
        Item(7): "low",
    }


# --- messages that are no data --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "condition"),
    [
        ({}, {}),
        ({"type": "heartbeat", "sequence": 5}, {"type": "heartbeat"}),
        ({"event": "bts:subscription_succeeded", "channel": "x", "data": {}}, {"event": "bts:subscription_succeeded"}),
        ({"ping": 1_700_000_000_000}, {"ping": "*"}),
        ({"result": None, "id": 1}, {"result": "*"}),
        ({"success": True, "ret_msg": "", "conn_id": "x"}, {"ret_msg": "*"}),
        ([204_928, "hb", 127], {"[1]": "hb"}),
        ([{"T": "success", "msg": "connected"}], {"[0].T": "success"}),
        ("pong", {"": "pong"}),
        ({"type": "status", "message": "all well"}, {"type": "status"}),
    ],
)
def test_messages_that_serve_the_connection_are_known(message: Any, condition: Literals) -> None:
    assert control_condition(message) == condition


@pytest.mark.parametrize(
    "message",
    [
        {"type": "trade", "price": 1.5},
        {"method": "subscription", "params": {"data": {"v": 1}}},
        {"error": 0.5, "temp": 21.0},
        {"id": 4, "result": 21.5},
        {"type": "status", "temp": 21.5},
        {"data": {"type": "heartbeat"}},
        [1.0, 2.0],
        21.5,
        None,
    ],
)
def test_data_is_not_taken_for_such_a_message(message: Any) -> None:
    assert control_condition(message) is None
