"""Recorded feeds, decoded in blocks of any size, give what the plain decoder finds in them one by one."""

import base64
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from monitor.feed.decoder import Decoder
from monitor.feed.profile import ChannelMap, Column, KeyRule, Profile, StreamRule, TimeRule
from tests.helpers.plain_decoder import PlainDecoder
from tests.helpers.same_rows import assert_same


def rule(name: str, columns: str | dict[str, str | Column], **more: Any) -> StreamRule:
    given = dict(pair.split("=") for pair in columns.split()) if isinstance(columns, str) else columns
    return StreamRule(name=name, columns=given, **more)


def profile(*rules: StreamRule, **more: Any) -> Profile:
    return Profile(name="p", address="ws://localhost", stream=rules, **more)


def bids_and_asks(names: tuple[str, str], rows: str, columns: str, **more: Any) -> list[StreamRule]:
    return [rule(name, columns, rows=f"{rows}{name}[]", **more) for name in names]


MS = "ms"
BINANCE = profile(
    rule("quote", "bid=b ask=a", rows="data", when={"stream": "*@bookTicker"}, key="s"),
    rule("trade", "price=data.p size=data.q", when={"data.e": "*rade"}, key="data.s", time=TimeRule("data.T", MS)),
    rule("candle", "close=k.c volume=k.v closed=k.x", rows="data", when={"data.e": "kline"}, key="s"),
    *bids_and_asks(("b", "a"), "data.", "price=[0] size=[1]", when={"stream": "*@depth*"}, key="^.data.s"),
)
KRAKEN_V1 = profile(
    rule("ticker", "ask=[1].a[0] bid=[1].b[0] low=[1].l[1]", when={"[2]": "ticker"}, key="[3]"),
    rule(
        "trade",
        "price=[0] size=[1]",
        rows="[1][]",
        when={"@channelName": "trade"},
        key="@pair",
        time=TimeRule("[2]", "s"),
    ),
    ignore=({"event": "heartbeat"}, {"event": "systemStatus"}),
    channels=ChannelMap({"event": "subscriptionStatus"}, "channelID"),
)
KRAKEN_BOOK = profile(
    *(
        rule(side, "price=[0] size=[1]", rows=f"[1].{side}[]", when={"[2]": "book-*"}, key="^[3]")
        for side in ("b", "a", "bs", "as")
    ),
    ignore=({"event": "*"},),
)
CASES: dict[str, tuple[Profile, dict[str, int]]] = {
    "binance_spot_2021.jsonl": (BINANCE, {"quote": 84, "trade": 2, "candle": 2, "b": 216, "a": 206}),
    "binance_spot_2024_long.jsonl.gz": (BINANCE, {"quote": 28040, "trade": 9757, "b": 57036, "a": 67054}),
    "coinbase_exchange.jsonl": (
        profile(
            rule(
                "ticker",
                "price=price bid=best_bid ask=best_ask",
                when={"type": "ticker"},
                key="product_id",
                time=TimeRule("time", "rfc3339"),
            ),
            rule(
                "match",
                "price=price size=size",
                when={"type": "*match"},
                key="product_id",
                time=TimeRule("time", "rfc3339"),
            ),
            rule(
                "sold",
                "price=[1] size=[2]",
                rows="changes[]",
                when={"type": "l2update", "changes[][0]": "sell"},
                key="^.product_id",
                time=TimeRule("^.time", "rfc3339"),
            ),
        ),
        {"ticker": 107, "match": 107, "sold": 4212},
    ),
    "kraken_v1_ticker.jsonl": (KRAKEN_V1, {"ticker": 18}),
    "kraken_v1_trade.jsonl": (KRAKEN_V1, {"trade": 10}),
    "kraken_v1_book.jsonl": (KRAKEN_BOOK, {"b": 2222, "a": 2048, "bs": 4010, "as": 3463}),
    "kraken_v2_book.jsonl": (
        profile(
            *bids_and_asks(
                ("bids", "asks"),
                "data[].",
                "price=price size=qty",
                when={"channel": "book"},
                key="^.data[0].symbol",
                time=TimeRule("^.data[0].timestamp", "rfc3339"),
            )
        ),
        {"bids": 431, "asks": 261},
    ),
    "bitfinex.jsonl": (
        profile(
            rule("ticker", "bid=[0] ask=[2] last=[6]", rows="[1]", when={"@channel": "ticker"}, key="@symbol"),
            rule("book", "price=[0] count=[1] size=[2]", rows="[1][]", when={"@channel": "book"}, key="@symbol"),
            rule(
                "trade",
                "price=[3] size=[2]",
                rows="[1][]",
                when={"@channel": "trades"},
                key="@symbol",
                time=TimeRule("[1]", MS),
            ),
            rule("sequence", "number=[-1]", when={"[1]": "*"}, key="[0]"),
            ignore=({"event": "*"},),
            channels=ChannelMap({"event": "subscribed"}, "chanId"),
        ),
        {"ticker": 21, "book": 2926, "trade": 210, "sequence": 1670},
    ),
    "bitstamp.jsonl": (
        profile(
            rule(
                "trade",
                "price=data.price size=data.amount",
                when={"event": "trade"},
                key=KeyRule("channel", "_([a-z]+)$"),
                time=TimeRule("data.microtimestamp", "us"),
            ),
            *bids_and_asks(
                ("bids", "asks"),
                "data.",
                "price=[0] size=[1]",
                when={"event": "data"},
                key=KeyRule("^.channel", "_([a-z]+)$"),
                time=TimeRule("^.data.timestamp", "s"),
            ),
            ignore=({"event": "bts:*"},),
        ),
        {"trade": 10, "bids": 973, "asks": 977},
    ),
    "okx.jsonl": (
        profile(
            rule(
                "ticker",
                "last=last bid=bidPx ask=askPx",
                rows="data[]",
                when={"arg.channel": "tickers"},
                key="instId",
                time=TimeRule("ts", MS),
            ),
            rule("trade", "price=px size=sz", rows="data[]", when={"arg.channel": "trades"}, key="^.arg.instId"),
            *bids_and_asks(
                ("bids", "asks"),
                "data[].",
                "price=[0] size=[1]",
                when={"arg.channel": "books"},
                key="^.arg.instId",
                time=TimeRule("^.data[0].ts", MS),
            ),
            ignore=({"event": "subscribe"},),
        ),
        {"ticker": 28, "trade": 74, "bids": 4378, "asks": 3886},
    ),
    "bybit_2021.jsonl": (
        profile(
            rule(
                "trade",
                "price=price size=size",
                rows="data[]",
                when={"topic": "trade.*"},
                key="symbol",
                time=TimeRule("trade_time_ms", MS),
            ),
            rule(
                "book",
                "price=price size=size",
                rows="data.update[]",
                when={"topic": "orderBook*", "type": "delta"},
                key="symbol",
            ),
            rule(
                "book",
                "price=price size=size",
                rows="data.insert[]",
                when={"topic": "orderBook*", "type": "delta"},
                key="symbol",
            ),
            ignore=({"success": True},),
        ),
        {"trade": 50, "book": 8630},
    ),
    "bybit_v5_tickers.jsonl": (
        profile(
            rule(
                "ticker",
                {
                    name: Column(f"data.{path}", carry=True)
                    for name, path in {
                        "last": "lastPrice",
                        "bid": "bid1Price",
                        "open": "openInterest",
                        "pre": "preOpenPrice",
                    }.items()
                },
                when={"topic": "tickers.*"},
                key=KeyRule("topic", r"\.(.*)"),
                time=TimeRule("ts", MS),
            ),
            ignore=({"op": "subscribe"},),
        ),
        {"ticker": 26},
    ),
    "deribit.jsonl": (
        profile(
            rule(
                "ticker",
                "last=last_price mark=mark_price volume=stats.volume",
                rows="params.data",
                when={"params.channel": "ticker.*"},
                key="instrument_name",
                time=TimeRule("timestamp", MS),
            ),
            *bids_and_asks(
                ("bids", "asks"),
                "params.data.",
                "price=[1] size=[2]",
                when={"params.channel": "book.*"},
                key="^.params.data.instrument_name",
            ),
            ignore=({"result": "*"},),
        ),
        {"ticker": 89, "bids": 40, "asks": 109},
    ),
    "finnhub_stocks.jsonl": (
        profile(
            rule("trade", "price=p size=v", rows="data[]", when={"type": "trade"}, key="s", time=TimeRule("t", MS))
        ),
        {"trade": 61},
    ),
    "tdameritrade_stocks.jsonl": (
        profile(
            rule(
                "quote",
                "bid=1 ask=2 last=3",
                rows="content[]",
                when={"service": "QUOTE"},
                key="key",
                time=TimeRule("^.timestamp", MS),
            ),
            rule("any", "one=1 two=2", rows="data[].content[]", key="key"),
        ),
        {"quote": 1, "any": 15},
    ),
    "f1_timing_2024.jsonl": (
        profile(
            rule(
                "line",
                {"position": Column("Position", carry=True), "speed": Column("Speeds.ST.Value", carry=True)},
                rows="A[1].Lines{}",
                when={"A[0]": "TimingData"},
                key="{}",
                time=TimeRule("^.A[2]", "rfc3339"),
            ),
            rule(
                "weather",
                "air=A[1].AirTemp rain=A[1].Rainfall",
                when={"A[0]": "WeatherData"},
                time=TimeRule("A[2]", "rfc3339"),
            ),
            rule(
                "sector",
                "segment=Status",
                rows="A[1].Lines{}.Sectors{}.Segments{}",
                when={"A[0]": "TimingData"},
                key="{}",
            ),
        ),
        {"line": 1559, "weather": 60, "sector": 11120},
    ),
    "huobi_gzip.jsonl": (
        profile(
            rule(
                "trade",
                "price=price size=amount",
                rows="tick.data[]",
                when={"ch": "*.trade.*"},
                key=KeyRule("^.ch", r"market\.(\w+)\."),
                time=TimeRule("ts", MS),
            ),
            *bids_and_asks(("bids", "asks"), "tick.", "price=[0] size=[1]", when={"ch": "*.depth.*"}, key="^.ch"),
            ignore=({"status": "ok"},),
        ),
        {"trade": 73, "bids": 22591, "asks": 36405},
    ),
    "bittrex_signalr.jsonl": (
        profile(rule("hub", "messages=M[0].A[0]", when={"M[0].H": "*"}), rule("state", "s=S", rows="", key="C")),
        {"state": 1},
    ),
}


def messages(path: Path) -> tuple[list[bytes], list[float]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt") as file:
        lines = [json.loads(line) for line in file]
    lines = [line for line in lines if line["dir"] == "in"]
    return [payload(line) for line in lines], [line["t"] or 0.0 for line in lines]


def payload(line: dict[str, Any]) -> bytes:
    data: str = line["data"]
    return gzip.decompress(base64.b64decode(data)) if line.get("enc") == "base64" else data.encode()


@pytest.mark.parametrize("name", CASES)
def test_a_recorded_feed_decodes_as_the_plain_decoder_decodes_it(
    name: str, capture_file: Callable[[str], Path]
) -> None:
    wanted, counts = CASES[name]
    payloads, times = messages(capture_file(name))
    plain = PlainDecoder(wanted)
    assert_same(Decoder(wanted, feed="f"), plain, [payloads], np.array(times))
    assert {stream: len(rows) for stream, rows in plain.rows.items()} == counts


@pytest.mark.parametrize("size", [1, 50])
@pytest.mark.parametrize("name", CASES)
def test_how_a_recorded_feed_is_cut_into_blocks_makes_no_difference(
    name: str, size: int, capture_file: Callable[[str], Path]
) -> None:
    wanted, _ = CASES[name]
    payloads, times = messages(capture_file(name))
    payloads = payloads[:2000]
    blocks = [payloads[start : start + size] for start in range(0, len(payloads), size)]
    assert_same(Decoder(wanted, feed="f"), PlainDecoder(wanted), blocks, np.array(times))
