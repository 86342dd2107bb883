"""What recorded messages hold, read with nothing but `json`: the rows that the shipped profiles must find."""

import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

__all__ = ["READERS", "RECEIVED", "Row"]

RECEIVED = 1.0
"""When every message is taken to have been received: the time of rows whose stream has no time of its own."""

_NAN = math.nan


class Row(NamedTuple):
    """One row: time in seconds since 1970, NaN where the message lacks it; `values` in the order of the columns."""

    stream: str
    key: str
    time: float
    values: tuple[float, ...]


Reader = Callable[[list[Any]], Iterator[Row]]


def _numbers(holder: Any, *names: Any) -> tuple[float, ...]:
    return tuple(_number(holder, name) for name in names)


def _number(holder: Any, name: Any) -> float:
    value = holder.get(name) if isinstance(holder, dict) else holder[name]
    return _NAN if value in (None, "") else float(value)


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).astimezone(UTC).timestamp()


def _levels(stream: str, key: str, time: float, levels: list[Any], *places: Any) -> Iterator[Row]:
    for level in levels:
        yield Row(stream, key, time, _numbers(level, *places))


def _binance(messages: list[Any]) -> Iterator[Row]:
    for message in messages:
        data = message["data"]
        kind, key = data.get("e"), data["s"]
        if kind is None:
            yield Row("quote", key, RECEIVED, _numbers(data, "b", "B", "a", "A"))
        elif kind in ("trade", "aggTrade"):
            stream = "trade" if kind == "trade" else "aggregated_trade"
            yield Row(stream, key, data["T"] / 1000, _numbers(data, "p", "q"))
        elif kind == "kline":
            yield Row("candle", key, data["E"] / 1000, _numbers(data["k"], "o", "h", "l", "c", "v", "x"))
        elif kind == "depthUpdate":
            yield from _levels("book_bid", key, data["E"] / 1000, data["b"], 0, 1)
            yield from _levels("book_ask", key, data["E"] / 1000, data["a"], 0, 1)


_COINBASE_TICKER = ("price", "last_size", "best_bid", "best_ask", "open_24h", "high_24h", "low_24h", "volume_24h")


def _coinbase(messages: list[Any]) -> Iterator[Row]:
    for message in messages:
        kind, key = message["type"], message.get("product_id", "")
        if kind == "ticker":
            yield Row("ticker", key, _seconds(message["time"]), _numbers(message, *_COINBASE_TICKER))
        elif kind in ("match", "last_match"):
            yield Row("trade", key, _seconds(message["time"]), _numbers(message, "price", "size"))
        elif kind == "snapshot":
            yield from _levels("book_bid", key, RECEIVED, message["bids"], 0, 1)
            yield from _levels("book_ask", key, RECEIVED, message["asks"], 0, 1)
        elif kind == "l2update":
            for side, price, size in message["changes"]:
                stream = "bid_change" if side == "buy" else "ask_change"
                yield Row(stream, key, _seconds(message["time"]), (float(price), float(size)))


def _kraken(messages: list[Any]) -> Iterator[Row]:
    for message in messages:
        (book,) = message["data"]
        time = _seconds(book["timestamp"]) if "timestamp" in book else _NAN
        yield from _levels("book_bid", book["symbol"], time, book["bids"], "price", "qty")
        yield from _levels("book_ask", book["symbol"], time, book["asks"], "price", "qty")


def _bitfinex(messages: list[Any]) -> Iterator[Row]:
    channels: dict[int, dict[str, Any]] = {}
    for message in messages:
        if isinstance(message, dict):
            if message["event"] == "subscribed":
                channels[message["chanId"]] = message
            continue
        if isinstance(message[1], str):
            continue
        channel = channels[message[0]]
        yield from _bitfinex_data(channel["channel"], channel["symbol"], message[1])


def _bitfinex_data(channel: str, key: str, data: list[Any]) -> Iterator[Row]:
    if channel == "ticker":
        price, bid, bid_size, ask, ask_size, high, low, volume, change = _numbers(data, 6, 0, 1, 2, 3, 8, 9, 7, 5)
        yield Row("ticker", key, RECEIVED, (price, bid, bid_size, ask, ask_size, high, low, volume, change * 100))
    elif channel == "book":
        yield from _levels("book", key, RECEIVED, data if isinstance(data[0], list) else [data], 0, 1, 2)
    else:
        for trade in data:
            yield Row("past_trade", key, trade[1] / 1000, _numbers(trade, 3, 2))


def _bitstamp(messages: list[Any]) -> Iterator[Row]:
    for message in messages:
        data, key = message["data"], message["channel"].rsplit("_", 1)[1]
        if message["event"] == "trade":
            yield Row(
                "trade", key, int(data["microtimestamp"]) / 1e6, _numbers(data, "price_str", "amount_str", "type")
            )
        elif message["event"] == "data":
            time = int(data["microtimestamp"]) / 1e6
            yield from _levels("book_bid", key, time, data["bids"], 0, 1)
            yield from _levels("book_ask", key, time, data["asks"], 0, 1)


_OKX_TICKER = (
    "last", "lastSz", "bidPx", "bidSz", "askPx", "askSz", "open24h", "high24h", "low24h", "vol24h",
)  # fmt: skip


def _okx(messages: list[Any]) -> Iterator[Row]:
    for message in messages:
        if "data" not in message:
            continue
        channel, key = message["arg"]["channel"], message["arg"]["instId"]
        for data in message["data"]:
            time = int(data["ts"]) / 1000
            if channel == "tickers":
                yield Row("ticker", key, time, _numbers(data, *_OKX_TICKER))
            elif channel == "trades":
                yield Row("trade", key, time, _numbers(data, "px", "sz"))
            else:
                yield from _levels("book_bid", key, time, data["bids"], 0, 1, 3)
                yield from _levels("book_ask", key, time, data["asks"], 0, 1, 3)


_BYBIT_TICKER = (
    "lastPrice", "markPrice", "indexPrice", "bid1Price", "bid1Size", "ask1Price", "ask1Size", "highPrice24h",
    "lowPrice24h", "volume24h", "turnover24h", "price24hPcnt", "prevPrice1h", "prevPrice24h", "openInterest",
    "openInterestValue", "fundingRate",
)  # fmt: skip
_BYBIT_PERCENT = ("price24hPcnt", "fundingRate")


def _bybit(messages: list[Any]) -> Iterator[Row]:
    known: dict[str, dict[str, Any]] = {}
    for message in messages:
        if "topic" not in message:
            continue
        key = message["data"]["symbol"]
        # A delta leaves out what has not changed.
        known[key] = {**known.get(key, {}), **message["data"]}
        values = tuple(_number(known[key], name) * (100 if name in _BYBIT_PERCENT else 1) for name in _BYBIT_TICKER)
        yield Row("ticker", key, message["ts"] / 1000, values)


_DERIBIT_TICKER = (
    "last_price", "mark_price", "index_price", "best_bid_price", "best_bid_amount", "best_ask_price",
    "best_ask_amount",
)  # fmt: skip


def _deribit(messages: list[Any]) -> Iterator[Row]:
    for message in messages:
        if message.get("method") != "subscription":
            continue
        data = message["params"]["data"]
        key, time = data["instrument_name"], data["timestamp"] / 1000
        if message["params"]["channel"].startswith("ticker."):
            values = (
                *_numbers(data, *_DERIBIT_TICKER),
                *_numbers(data["stats"], "high", "low", "volume"),
                _number(data, "open_interest"),
                _number(data, "current_funding") * 100,
                *_numbers(data, "underlying_price", "mark_iv"),
                _number(data.get("greeks", {}), "delta"),
            )
            yield Row("ticker", key, time, values)
        else:
            yield from _levels("book_bid", key, time, data["bids"], 1, 2)
            yield from _levels("book_ask", key, time, data["asks"], 1, 2)


def _finnhub(messages: list[Any]) -> Iterator[Row]:
    for message in messages:
        for trade in message.get("data", []):
            yield Row("trade", trade["s"], trade["t"] / 1000, _numbers(trade, "p", "v"))


READERS: dict[str, Reader] = {
    "binance-spot": _binance,
    "bitfinex": _bitfinex,
    "bitstamp": _bitstamp,
    "bybit-linear": _bybit,
    "coinbase-exchange": _coinbase,
    "deribit": _deribit,
    "finnhub": _finnhub,
    "kraken": _kraken,
    "okx": _okx,
}
"""Profile -> a reader of its recorded messages, in their order."""
