"""Every recording, from a server process into a `tail` process: nothing is lost and every number is right."""

import contextlib
import gzip
import json
import math
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

import msgspec
import pytest

from monitor.feed.profile import Proxy
from monitor.feed.profiles.catalogue import find
from monitor.feed.profiles.writing import dump_profile
from tests.helpers.commands import feedscope, start_feedscope
from tests.helpers.servers import expected_payloads

NAMES = [
    "binance_spot_2021.jsonl",
    "binance_spot_2024_long.jsonl.gz",
    "bitfinex.jsonl",
    "bitstamp.jsonl",
    "bittrex_signalr.jsonl",
    "bybit_2021.jsonl",
    "bybit_v5_tickers.jsonl",
    "coinbase_exchange.jsonl",
    "deribit.jsonl",
    "f1_timing_2024.jsonl",
    "finnhub_stocks.jsonl",
    "huobi_gzip.jsonl",
    "iss_telemetry.jsonl.gz",
    "kraken_v1_book.jsonl",
    "kraken_v1_ticker.jsonl",
    "kraken_v1_trade.jsonl",
    "kraken_v2_book.jsonl",
    "okx.jsonl",
    "tdameritrade_stocks.jsonl",
    "uiprotect_iot.jsonl",
]

Find: TypeAlias = Callable[[str], Path]
Value: TypeAlias = float | None
Row: TypeAlias = tuple[str, float | None, dict[str, Value]]
"""Key, event time in seconds, and numbers by column."""


@contextlib.asynccontextmanager
async def served(path: Path) -> AsyncIterator[str]:
    """The address at which another process plays the recording, as fast as it is read."""
    process = await start_feedscope("serve", str(path), "--port", "0", "--speed", "max", "--while-stdin")
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        line = (await process.stdout.readline()).decode()
        assert line.startswith("listening on "), line
        yield line.removeprefix("listening on ").strip()
    finally:
        process.stdin.close()
        await process.communicate()
        assert process.returncode == 0


def as_shown(payload: str | bytes) -> str:
    """What `--raw` writes for a message: text as it is, and packed text unpacked, several packets as an array."""
    if isinstance(payload, str):
        return payload
    if payload.startswith(b"\x1f\x8b"):
        return gzip.decompress(payload).decode()
    bodies = []
    while payload:
        # Eight bytes of header, the size in the last four of them, then a packet.
        end = 8 + int.from_bytes(payload[4:8], "big")
        bodies.append(zlib.decompress(payload[8:end]).decode())
        payload = payload[end:]
    return f"[{','.join(bodies)}]"


# --- nothing is lost ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
async def test_every_message_of_a_recording_arrives_and_is_counted(name: str, capture_file: Find) -> None:
    path = capture_file(name)
    sent = expected_payloads(path)
    async with served(path) as address:
        done = await feedscope("tail", address, "--once", "--format", "none", "--stats")
        assert done.status == 0, done.err
        assert done.out == ""
        totals = done.stats()
        assert totals["messages"] == len(sent)
        assert totals["rows"] + totals["unmatched"] > 0
        assert (totals["dropped"], totals["reconnects"], totals["gaps"]) == (0, 0, 0)

        raw = await feedscope("tail", address, "--once", "--raw", "--format", "jsonl")
        assert raw.status == 0, raw.err
        # Not compared by `==` in an assertion: nobody can read the difference of megabytes.
        same = raw.out == "".join(as_shown(payload) + "\n" for payload in sent)
        assert same


def test_no_recording_is_left_out() -> None:
    folder = Path(__file__).resolve().parents[3] / "shared" / "captures"
    if not folder.exists():
        pytest.skip("the recordings are not in this checkout")
    assert {path.name for path in folder.iterdir() if ".jsonl" in path.name} == set(NAMES)


# --- every number is right ----------------------------------------------------------------------------------------


def number(value: Any) -> Value:
    """A number as JSON has it, quoted or not."""
    return None if value in (None, "") else float(value)


def numbers(source: dict[str, Any], **paths: str) -> dict[str, Value]:
    """Columns by name, each the member of that name in `source`."""
    return {column: number(source.get(member)) for column, member in paths.items()}


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def levels(stream: str, key: str, time: float | None, each: list[list[Any]], **at: int) -> Iterator[tuple[str, Row]]:
    for level in each:
        yield stream, (key, time, {column: number(level[index]) for column, index in at.items()})


def binance(message: Any) -> Iterator[tuple[str, Row]]:
    data = message["data"]
    kind = data.get("e")
    if kind in ("trade", "aggTrade"):
        yield (
            {"trade": "trade", "aggTrade": "aggregated_trade"}[kind],
            (data["s"], data["T"] / 1000, numbers(data, price="p", size="q")),
        )
    elif kind == "kline":
        row = numbers(data["k"], open="o", high="h", low="l", close="c", volume="v", closed="x")
        yield "candle", (data["s"], data["E"] / 1000, row)
    elif kind == "depthUpdate":
        for stream, side in (("book_bid", "b"), ("book_ask", "a")):
            yield from levels(stream, data["s"], data["E"] / 1000, data[side], price=0, size=1)
    elif message["stream"].endswith("@bookTicker"):
        yield "quote", (data["s"], None, numbers(data, bid="b", bid_size="B", ask="a", ask_size="A"))


def coinbase(message: Any) -> Iterator[tuple[str, Row]]:
    kind, key = message["type"], message.get("product_id", "")
    if kind == "ticker":
        row = numbers(
            message,
            price="price",
            size="last_size",
            bid="best_bid",
            ask="best_ask",
            open="open_24h",
            high="high_24h",
            low="low_24h",
            volume="volume_24h",
        )
        yield "ticker", (key, moment(message["time"]), row)
    elif kind in ("match", "last_match"):
        yield "trade", (key, moment(message["time"]), numbers(message, price="price", size="size"))
    elif kind == "snapshot":
        for stream, side in (("book_bid", "bids"), ("book_ask", "asks")):
            yield from levels(stream, key, None, message[side], price=0, size=1)
    elif kind == "l2update":
        for side, price, size in message["changes"]:
            stream = {"buy": "bid_change", "sell": "ask_change"}[side]
            yield stream, (key, moment(message["time"]), {"price": float(price), "size": float(size)})


def kraken(message: Any) -> Iterator[tuple[str, Row]]:
    if message.get("channel") != "book":
        return
    (book,) = message["data"]
    time = moment(book["timestamp"]) if "timestamp" in book else None
    for stream, side in (("book_bid", "bids"), ("book_ask", "asks")):
        for level in book[side]:
            yield stream, (book["symbol"], time, numbers(level, price="price", size="qty"))


def okx(message: Any) -> Iterator[tuple[str, Row]]:
    channel = message["arg"]["channel"]
    for item in message.get("data", ()):
        key, time = message["arg"]["instId"], int(item["ts"]) / 1000
        if channel == "tickers":
            row = numbers(
                item,
                price="last",
                size="lastSz",
                bid="bidPx",
                bid_size="bidSz",
                ask="askPx",
                ask_size="askSz",
                open="open24h",
                high="high24h",
                low="low24h",
                volume="vol24h",
            )
            yield "ticker", (key, time, row)
        elif channel == "trades":
            yield "trade", (key, time, numbers(item, price="px", size="sz"))
        elif channel == "books":
            for stream, side in (("book_bid", "bids"), ("book_ask", "asks")):
                yield from levels(stream, key, time, item[side], price=0, size=1, orders=3)


class Bybit:
    """Deltas carry only what has changed, so this one remembers."""

    COLUMNS: ClassVar = {
        "price": "lastPrice",
        "mark_price": "markPrice",
        "index_price": "indexPrice",
        "bid": "bid1Price",
        "bid_size": "bid1Size",
        "ask": "ask1Price",
        "ask_size": "ask1Size",
        "high": "highPrice24h",
        "low": "lowPrice24h",
        "volume": "volume24h",
        "turnover": "turnover24h",
        "change": "price24hPcnt",
        "price_1h_ago": "prevPrice1h",
        "price_24h_ago": "prevPrice24h",
        "open_interest": "openInterest",
        "open_interest_value": "openInterestValue",
        "funding_rate": "fundingRate",
    }

    def __init__(self) -> None:
        self._known: dict[str, dict[str, Value]] = {}

    def __call__(self, message: Any) -> Iterator[tuple[str, Row]]:
        if not message.get("topic", "").startswith("tickers."):
            return
        data = message["data"]
        known = self._known.setdefault(data["symbol"], dict.fromkeys(self.COLUMNS))
        changed = {column: number(data[member]) for column, member in self.COLUMNS.items() if member in data}
        for column in ("change", "funding_rate"):
            if changed.get(column) is not None:
                changed[column] = float(data[self.COLUMNS[column]]) * 100.0
        known.update(changed)
        if any(value is not None for value in known.values()):
            yield "ticker", (data["symbol"], message["ts"] / 1000, dict(known))


def deribit(message: Any) -> Iterator[tuple[str, Row]]:
    if "params" not in message:
        return
    channel, data = message["params"]["channel"], message["params"]["data"]
    key, time = data["instrument_name"], data["timestamp"] / 1000
    if channel.startswith("ticker."):
        row = numbers(
            data,
            price="last_price",
            mark_price="mark_price",
            index_price="index_price",
            bid="best_bid_price",
            bid_size="best_bid_amount",
            ask="best_ask_price",
            ask_size="best_ask_amount",
            open_interest="open_interest",
            underlying_price="underlying_price",
            volatility="mark_iv",
        )
        row |= numbers(data["stats"], high="high", low="low", volume="volume")
        row |= numbers(data.get("greeks", {}), delta="delta")
        funding = data.get("current_funding")
        row["funding_rate"] = None if funding is None else funding * 100.0
        yield "ticker", (key, time, row)
    elif channel.startswith("book."):
        for stream, side in (("book_bid", "bids"), ("book_ask", "asks")):
            yield from levels(stream, key, time, data[side], price=1, size=2)


def finnhub(message: Any) -> Iterator[tuple[str, Row]]:
    for trade in message["data"] if message["type"] == "trade" else ():
        yield "trade", (trade["s"], trade["t"] / 1000, numbers(trade, price="p", size="v"))


class Bitfinex:
    """Channels are announced and then known by number alone."""

    TICKER: ClassVar = {"bid": 0, "bid_size": 1, "ask": 2, "ask_size": 3, "price": 6, "volume": 7, "high": 8, "low": 9}

    def __init__(self) -> None:
        self._channels: dict[int, dict[str, Any]] = {}

    def __call__(self, message: Any) -> Iterator[tuple[str, Row]]:
        if isinstance(message, dict):
            if message.get("event") == "subscribed":
                self._channels[message["chanId"]] = message
            return
        channel, data = self._channels.get(message[0]), message[1]
        if channel is None or not isinstance(data, list):
            return
        key = channel["symbol"]
        if channel["channel"] == "ticker":
            row = {column: number(data[index]) for column, index in self.TICKER.items()}
            yield "ticker", (key, None, {**row, "change": data[5] * 100.0})
        elif channel["channel"] == "book":
            rows = data if data and isinstance(data[0], list) else [data]
            yield from levels("book", key, None, rows, price=0, count=1, size=2)
        elif channel["channel"] == "trades":
            for trade in data:
                yield "past_trade", (key, trade[1] / 1000, {"price": number(trade[3]), "size": number(trade[2])})


def bitstamp(message: Any) -> Iterator[tuple[str, Row]]:
    data, key = message["data"], message["channel"].rpartition("_")[2]
    if message["event"] == "trade":
        row = numbers(data, price="price", size="amount", sell="type")
        yield "trade", (key, int(data["microtimestamp"]) / 1e6, row)
    elif message["event"] == "data":
        for stream, side in (("book_bid", "bids"), ("book_ask", "asks")):
            yield from levels(stream, key, int(data["microtimestamp"]) / 1e6, data[side], price=0, size=1)


Decode: TypeAlias = Callable[[Any], Iterator[tuple[str, Row]]]

DECODED: list[tuple[str, str, Callable[[], Decode]]] = [
    ("binance_spot_2021.jsonl", "binance-spot", lambda: binance),
    ("coinbase_exchange.jsonl", "coinbase-exchange", lambda: coinbase),
    ("kraken_v2_book.jsonl", "kraken", lambda: kraken),
    ("okx.jsonl", "okx", lambda: okx),
    ("bybit_v5_tickers.jsonl", "bybit-linear", Bybit),
    ("deribit.jsonl", "deribit", lambda: deribit),
    ("finnhub_stocks.jsonl", "finnhub", lambda: finnhub),
    ("bitfinex.jsonl", "bitfinex", Bitfinex),
    ("bitstamp.jsonl", "bitstamp", lambda: bitstamp),
]


def profile_at(address: str, slug: str, folder: Path) -> str:
    """The shipped profile with another address and nothing to say there, as a file."""
    shipped = find(slug, own=folder)
    local = msgspec.structs.replace(shipped, address=address, send=(), every=(), needs="", proxy=Proxy("none"))
    file = folder / "feed.toml"
    file.write_text(dump_profile(local))
    return str(file)


@pytest.mark.parametrize(("name", "slug", "decoder"), DECODED, ids=[row[1] for row in DECODED])
async def test_every_number_is_the_recorded_one(
    name: str, slug: str, decoder: Callable[[], Decode], capture_file: Find, tmp_path: Path
) -> None:
    path = capture_file(name)
    decode = decoder()
    expected: dict[str, list[Row]] = {}
    for payload in expected_payloads(path):
        for stream, row in decode(json.loads(payload)):
            expected.setdefault(stream, []).append(row)
    async with served(path) as address:
        profile = profile_at(address, slug, tmp_path)
        done = await feedscope("tail", profile, "--once", "--format", "jsonl", "--stats")
    assert done.status == 0, done.err
    got: dict[str, list[Row]] = {}
    for line in done.lines:
        row = json.loads(line)
        # Where the feed has no time, that of receiving stands for it.
        time = None if row["time"] == row["t"] else row["time"]
        got.setdefault(row["stream"], []).append((row["key"], time, row["values"]))
    assert {stream: len(rows) for stream, rows in got.items()} == {
        stream: len(rows) for stream, rows in expected.items()
    }
    for stream, rows in expected.items():
        for ours, theirs in zip(got[stream], rows, strict=True):
            assert_same(ours, theirs)
    totals = done.stats()
    assert totals["rows"] == sum(map(len, expected.values()))
    assert totals["dropped"] == 0


def assert_same(ours: Row, theirs: Row) -> None:
    """Equal to the last bit but for times, of which a double holds a tenth of a microsecond."""
    assert ours[0] == theirs[0]
    assert ours[2] == theirs[2]
    if theirs[1] is None:
        assert ours[1] is None
    else:
        assert ours[1] is not None
        assert math.isclose(ours[1], theirs[1], rel_tol=0.0, abs_tol=5e-7)
