"""In recorded feeds, discovery finds the streams, and the proposed profile decodes to what is in the messages."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from monitor.core.batch import Batch
from monitor.feed.decoder import Decoder
from monitor.feed.discover import Dialect, Discovery, discover
from monitor.feed.profile import ChannelMap, Column, KeyRule, Literals, Profile, StreamRule
from monitor.feed.profiles.checks import problems
from monitor.feed.profiles.reading import parse_profile
from monitor.feed.profiles.writing import dump_profile
from tests.helpers.discovering import column_paths, recording, streams_of
from tests.helpers.plain_decoder import PlainDecoder
from tests.helpers.same_rows import assert_same


def find(name: str) -> Discovery:
    payloads, received = recording(name)
    return discover(payloads, received, name="feed", address="wss://feed.test/x")


class Stream(NamedTuple):
    """What a stream must be; `columns` are some of its columns, `others` whether it may have more."""

    name: str
    when: Literals
    rows: str
    key: str | KeyRule
    time: str
    columns: str
    others: bool = False


LEVEL = "price=[0] size=[1]"
QUOTE = "price=last size=lastSz bid=bidPx bid_size=bidSz ask=askPx ask_size=askSz open=open24h high=high24h low=low24h"


def sides(
    name: str, when: Literals, rows: tuple[str, str], key: str | KeyRule, time: str, columns: str
) -> list[Stream]:
    return [
        Stream(f"{name} {side}", when, path, key, time, columns)
        for side, path in zip(("bids", "asks"), rows, strict=True)
    ]


def both_sides(name: str, topic: Literals, rows: str, texts: tuple[str, str], place: str, *more: str) -> list[Stream]:
    key, time, columns = more
    return [
        Stream(f"{name} {side}", {**topic, f"{rows}{place}": text}, rows, key, time, columns)
        for side, text in zip(("bids", "asks"), texts, strict=True)
    ]


BINANCE_BOOK = sides(
    "depthUpdate", {"data.e": "depthUpdate"}, ("data.b[]", "data.a[]"), "^.data.s", "^.data.E ms", LEVEL
)
BINANCE_QUOTE = Stream(
    "bookTicker", {"stream": "*@bookTicker"}, "", "data.s", "", "bid=data.b bid_size=data.B ask=data.a ask_size=data.A"
)
BITSTAMP_KEY = KeyRule("^.channel", "^diff_order_book_(.+)$")
HUOBI_KEY = KeyRule("^.ch", r"^market\.(.+)\.depth\.step0$")
TOPIC: Literals = {"topic": "orderBookL2_25.*"}
BYBIT_LEVEL = ("symbol", "^.timestamp_e6 us", "price=price size=size")

EXPECTED: dict[str, list[Stream]] = {
    "binance_spot_2021.jsonl": [
        *BINANCE_BOOK,
        Stream("aggTrade", {"data.e": "aggTrade"}, "", "data.s", "data.T ms", "price=data.p size=data.q"),
        Stream(
            "kline",
            {"data.e": "kline"},
            "",
            "data.s",
            "data.E ms",
            "open=data.k.o high=data.k.h low=data.k.l close=data.k.c volume=data.k.v",
            others=True,
        ),
        BINANCE_QUOTE,
    ],
    "binance_spot_2024_long.jsonl.gz": [
        *BINANCE_BOOK,
        Stream("trade", {"data.e": "trade"}, "", "data.s", "data.T ms", "price=data.p size=data.q"),
        BINANCE_QUOTE,
    ],
    "coinbase_exchange.jsonl": [
        *sides("snapshot", {"type": "snapshot"}, ("bids[]", "asks[]"), "^.product_id", "", LEVEL),
        Stream(
            "ticker",
            {"type": "ticker"},
            "",
            "product_id",
            "time rfc3339",
            "price=price size=last_size bid=best_bid ask=best_ask open=open_24h high=high_24h low=low_24h",
            others=True,
        ),
        Stream("last_match", {"type": "last_match"}, "", "product_id", "time rfc3339", "price=price size=size"),
        Stream("match", {"type": "match"}, "", "product_id", "time rfc3339", "price=price size=size"),
        *both_sides(
            "l2update",
            {"type": "l2update"},
            "changes[]",
            ("buy", "sell"),
            "[0]",
            "^.product_id",
            "^.time rfc3339",
            "price=[1] size=[2]",
        ),
    ],
    "kraken_v1_ticker.jsonl": [
        Stream(
            "ticker",
            {"[-2]": "ticker"},
            "",
            "[-1]",
            "",
            "price=[1].c[0] size=[1].c[1] bid=[1].b[0] bid_size=[1].b[2] ask=[1].a[0] ask_size=[1].a[2]"
            " open=[1].o[0] high=[1].h[0] low=[1].l[0] volume=[1].v[0] vwap=[1].p[0]",
            others=True,
        )
    ],
    "kraken_v1_trade.jsonl": [Stream("trade", {"[-2]": "trade"}, "[1][]", "^[-1]", "[2] s", LEVEL)],
    "kraken_v1_book.jsonl": [
        *sides("book-1000 snapshot", {"[-2]": "book-1000"}, ("[1].bs[]", "[1].as[]"), "^[-1]", "[2] s", LEVEL),
        *sides("book-1000", {"[-2]": "book-1000"}, ("[].b[]", "[1].a[]"), "^[-1]", "[2] s", LEVEL),
    ],
    "kraken_v2_book.jsonl": sides(
        "book",
        {"channel": "book"},
        ("data[].bids[]", "data[].asks[]"),
        "^.data[0].symbol",
        "^.data[0].timestamp rfc3339",
        "price=price size=qty",
    ),
    "bitfinex.jsonl": [
        Stream(
            "ticker",
            {"@channel": "ticker"},
            "",
            "@symbol",
            "",
            "price=[1][6] bid=[1][0] bid_size=[1][1] ask=[1][2] ask_size=[1][3] high=[1][8] low=[1][9]",
        ),
        Stream("trades", {"@channel": "trades"}, "[1][]", "@symbol", "[1] ms", "price=[3] size=[2]"),
        Stream("book", {"@channel": "book"}, "[1][]", "@symbol", "", "price=[0] size=[2] count=[1]"),
    ],
    "bitstamp.jsonl": [
        *sides(
            "diff_order_book",
            {"channel": "diff_order_book_*"},
            ("data.bids[]", "data.asks[]"),
            BITSTAMP_KEY,
            "^.data.microtimestamp us",
            LEVEL,
        ),
        Stream(
            "live_trades",
            {"channel": "live_trades_*"},
            "",
            KeyRule("channel", "^live_trades_(.+)$"),
            "data.microtimestamp us",
            "price=data.price size=data.amount",
        ),
    ],
    "okx.jsonl": [
        Stream("tickers", {"arg.channel": "tickers"}, "data[]", "instId", "ts ms", QUOTE, others=True),
        Stream("trades", {"arg.channel": "trades"}, "data[]", "instId", "ts ms", "price=px size=sz"),
        *sides(
            "books",
            {"arg.channel": "books"},
            ("data[].bids[]", "data[].asks[]"),
            "^.arg.instId",
            "^.data[0].ts ms",
            "price=[0] size=[1] count=[3]",
        ),
    ],
    "bybit_2021.jsonl": [
        Stream("trade", {"topic": "trade.*"}, "data[]", "symbol", "trade_time_ms ms", "price=price size=size"),
        *both_sides("orderBookL2_25 order_book", TOPIC, "data.order_book[]", ("Buy", "Sell"), ".side", *BYBIT_LEVEL),
        *both_sides("orderBookL2_25 update", TOPIC, "data.update[]", ("Buy", "Sell"), ".side", *BYBIT_LEVEL),
        *both_sides("orderBookL2_25 insert", TOPIC, "data.insert[]", ("Buy", "Sell"), ".side", *BYBIT_LEVEL),
        *both_sides(
            "orderBookL2_25 delete",
            TOPIC,
            "data.delete[]",
            ("Buy", "Sell"),
            ".side",
            *BYBIT_LEVEL[:2],
            "price=price",
        ),
    ],
    "bybit_v5_tickers.jsonl": [
        Stream(
            "tickers",
            {"topic": "tickers.*"},
            "",
            "data.symbol",
            "ts ms",
            "price=data.lastPrice bid=data.bid1Price bid_size=data.bid1Size ask=data.ask1Price ask_size=data.ask1Size",
            others=True,
        )
    ],
    "deribit.jsonl": [
        Stream(
            "ticker.raw",
            {"params.channel": "ticker.*.raw"},
            "",
            "params.data.instrument_name",
            "params.data.timestamp ms",
            "price=params.data.last_price bid=params.data.best_bid_price bid_size=params.data.best_bid_amount"
            " ask=params.data.best_ask_price ask_size=params.data.best_ask_amount",
            others=True,
        ),
        *sides(
            "book.raw",
            {"params.channel": "book.*.raw"},
            ("params.data.bids[]", "params.data.asks[]"),
            "^.params.data.instrument_name",
            "^.params.data.timestamp ms",
            "price=[1] size=[2]",
        ),
    ],
    "finnhub_stocks.jsonl": [Stream("trade", {"type": "trade"}, "data[]", "s", "t ms", "price=p size=v")],
    "huobi_gzip.jsonl": [
        *sides(
            "market.depth.step0",
            {"ch": "market.*.depth.step0"},
            ("tick.bids[]", "tick.asks[]"),
            HUOBI_KEY,
            "^.ts ms",
            LEVEL,
        ),
        Stream(
            "market.trade.detail",
            {"ch": "market.*.trade.detail"},
            "tick.data[]",
            KeyRule("^.ch", r"^market\.(.+)\.trade\.detail$"),
            "ts ms",
            "price=price size=amount",
        ),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_streams_of_a_recorded_feed_are_found(name: str) -> None:
    rules = streams_of(find(name))
    assert sorted(rules) == sorted(stream.name for stream in EXPECTED[name])
    for stream in EXPECTED[name]:
        rule = rules[stream.name]
        assert (rule.when, rule.rows, rule.key) == (stream.when, stream.rows, stream.key), stream.name
        assert (rule.time.path, rule.time.unit) == (tuple(stream.time.split()) or ("", "receive")), stream.name
        wanted = dict(pair.split("=") for pair in stream.columns.split())
        found = column_paths(rule)
        assert (wanted.items() <= found.items()) if stream.others else (wanted == found), stream.name


ALL = [
    *EXPECTED,
    "f1_timing_2024.jsonl",
    "tdameritrade_stocks.jsonl",
    "uiprotect_iot.jsonl",
    "bittrex_signalr.jsonl",
    "iss_telemetry.jsonl.gz",
]


@pytest.mark.parametrize("name", ALL)
def test_the_proposed_profile_is_valid_and_survives_being_written_and_read(name: str) -> None:
    profile = find(name).profile
    assert list(problems(profile)) == []
    assert parse_profile(dump_profile(profile), file="feed.toml") == profile


@pytest.mark.parametrize("name", ALL)
def test_the_proposed_profile_decodes_to_what_a_plain_decoder_finds(name: str) -> None:
    payloads, received = recording(name, most=1200)
    profile = discover(payloads, received, name="feed", address="ws://localhost").profile
    assert_same(Decoder(profile, feed="f"), PlainDecoder(profile), [payloads], np.array(received))


# --- the rows, against a reading of the messages by hand ------------------------------------------------------------


Row = tuple[str, float, float]


def binance_trades(message: Any) -> Iterator[Row]:
    if message["data"].get("e") == "trade":
        yield message["data"]["s"], float(message["data"]["p"]), float(message["data"]["q"])


def coinbase_buys(message: Any) -> Iterator[Row]:
    if message["type"] == "l2update":
        for side, price, size in message["changes"]:
            if side == "buy":
                yield message["product_id"], float(price), float(size)


def kraken_bids(message: Any) -> Iterator[Row]:
    for part in message if isinstance(message, list) else ():
        for price, size, *_ in part.get("b", ()) if isinstance(part, dict) else ():
            yield message[-1], float(price), float(size)


def bitstamp_asks(message: Any) -> Iterator[Row]:
    if message["event"] == "data":
        for price, size in message["data"]["asks"]:
            yield message["channel"].rpartition("_")[2], float(price), float(size)


def okx_trades(message: Any) -> Iterator[Row]:
    if message["arg"]["channel"] == "trades":
        for row in message.get("data", ()):
            yield row["instId"], float(row["px"]), float(row["sz"])


def finnhub_trades(message: Any) -> Iterator[Row]:
    for row in message["data"]:
        yield row["s"], row["p"], row["v"]


def huobi_trades(message: Any) -> Iterator[Row]:
    if "detail" in message.get("ch", ""):
        for row in message["tick"]["data"]:
            yield message["ch"].split(".")[1], row["price"], row["amount"]


BY_HAND = [
    ("binance_spot_2024_long.jsonl.gz", "trade", binance_trades),
    ("coinbase_exchange.jsonl", "l2update bids", coinbase_buys),
    ("kraken_v1_book.jsonl", "book-1000 bids", kraken_bids),
    ("bitstamp.jsonl", "diff_order_book asks", bitstamp_asks),
    ("okx.jsonl", "trades", okx_trades),
    ("finnhub_stocks.jsonl", "trade", finnhub_trades),
    ("huobi_gzip.jsonl", "market.trade.detail", huobi_trades),
]


@pytest.mark.parametrize(("name", "stream", "read"), BY_HAND, ids=lambda value: getattr(value, "__name__", value))
def test_the_rows_are_those_in_the_messages(name: str, stream: str, read: Any) -> None:
    payloads, received = recording(name)
    profile = discover(payloads, received, name="feed", address="ws://localhost").profile
    decoded = Decoder(profile, feed="f").decode(payloads, np.array(received))
    (batch,) = [batch for batch in decoded.batches if batch.stream == stream]
    wanted = [row for payload in payloads for row in read(json.loads(payload))]
    assert len(wanted) > 0
    assert rows_of(batch) == wanted


def rows_of(batch: Batch) -> list[Row]:
    price, size = (batch.values[batch.columns.index(name)] for name in ("price", "size"))
    return [(batch.new_keys[key], *pair) for key, *pair in zip(batch.keys, price.tolist(), size.tolist(), strict=True)]


# --- what is not in the tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["okx.jsonl", "deribit.jsonl", "coinbase_exchange.jsonl", "kraken_v2_book.jsonl", "bitfinex.jsonl"]
)
def test_a_few_messages_are_enough(name: str) -> None:
    payloads, received = recording(name, most=40)
    wanted = {stream.name: stream for stream in EXPECTED[name]}
    found = discover(payloads, received, name="feed", address="ws://localhost").profile.stream
    assert len(found) >= min(3, len(wanted))
    for rule in found:
        stream = wanted[rule.name]
        assert (rule.when, rule.rows, rule.key) == (stream.when, stream.rows, stream.key)
        assert (rule.time.path, rule.time.unit) == (tuple(stream.time.split()) or ("", "receive"))


def test_announced_channels_are_looked_up() -> None:
    assert find("bitfinex.jsonl").profile.channels == ChannelMap({"event": "subscribed"}, "chanId", "[0]")


def test_acknowledgements_and_heartbeats_are_told_from_data() -> None:
    found = find("kraken_v1_trade.jsonl")
    assert found.rest.control == 41
    assert {"event": "heartbeat"} in found.profile.ignore
    payloads, received = recording("kraken_v1_trade.jsonl")
    assert Decoder(found.profile, feed="f").decode(payloads, np.array(received)).unmatched == 0


def test_fields_that_are_only_sent_when_they_change_are_carried() -> None:
    columns = streams_of(find("bybit_v5_tickers.jsonl"))["tickers"].columns
    assert columns["bid"] == Column("data.bid1Price", carry=True)
    assert "next_funding_time" not in columns


def test_fields_that_are_always_there_are_not_carried() -> None:
    for rule in find("okx.jsonl").profile.stream:
        assert all(isinstance(column, str) for column in rule.columns.values())


def test_objects_keyed_by_number_become_rows() -> None:
    rules = streams_of(find("f1_timing_2024.jsonl"))
    timing = rules["TimingData"]
    assert (timing.when, timing.rows, timing.key) == ({"A[0]": "TimingData"}, "A[1].Lines{}", "{}")
    assert (timing.time.path, timing.time.unit) == ("^.A[2]", "rfc3339")
    assert timing.columns["position"] == Column("Position", carry=True)
    assert (rules["DriverList"].rows, rules["DriverList"].key) == ("A[1]{}", "{}")
    weather = rules["WeatherData"]
    assert (weather.rows, weather.key) == ("", "")
    assert weather.columns["air_temp"] == "A[1].AirTemp"
    assert "Heartbeat" not in rules


def test_pairs_of_an_action_and_its_payload_are_taken_as_they_are() -> None:
    rules = streams_of(find("uiprotect_iot.jsonl"))
    sensor = rules["sensor"]
    assert (sensor.when, sensor.rows, sensor.key) == ({"[0].modelKey": "sensor"}, "", "[0].id")
    assert sensor.columns["signal_strength"] == Column("[1].bluetoothConnectionState.signalStrength", carry=True)


def test_numbered_fields_keep_their_numbers() -> None:
    rules = streams_of(find("tdameritrade_stocks.jsonl"))
    quote = rules["QUOTE"]
    assert (quote.when, quote.rows, quote.key) == ({"service": "QUOTE"}, "content[]", "key")
    assert column_paths(quote)["1"] == "1"
    wrapped = rules["LEVELONE_FOREX 2"]
    assert (wrapped.when, wrapped.rows) == ({"data[0].service": "LEVELONE_FOREX"}, "data[].content[]")


def test_compressed_arguments_are_named_as_what_they_are() -> None:
    found = find("bittrex_signalr.jsonl")
    assert found.dialect.dialect is Dialect.SIGNALR_CLASSIC
    assert "deflate" in found.dialect.reason
    assert found.streams == ()
    assert found.profile.discover


def test_text_that_is_no_json_gives_no_streams_and_says_so() -> None:
    found = find("iss_telemetry.jsonl.gz")
    assert found.dialect.dialect is Dialect.TEXT
    assert found.profile.stream == ()
    assert found.unexplained == found.looked_at
    assert "not JSON" in found.summary


PROPOSE = """
import sys
from monitor.feed.discover import discover
from monitor.feed.profiles.writing import dump_profile
from tests.helpers.discovering import recording
for name in sys.argv[1:]:
    print(dump_profile(discover(*recording(name), name="feed", address="ws://localhost").profile))
"""


def test_the_same_messages_give_the_same_profile_in_every_process() -> None:
    names = ("bitstamp.jsonl", "bybit_v5_tickers.jsonl", "kraken_v1_book.jsonl", "f1_timing_2024.jsonl")
    wanted = [dump_profile(discover(*recording(name), name="feed", address="ws://localhost").profile) for name in names]
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", PROPOSE, *names],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=50,
        )
        assert run.stdout.splitlines() == [line for text in wanted for line in (text + "\n").splitlines()]


def test_what_is_known_of_a_feed_is_kept() -> None:
    payloads, received = recording("finnhub_stocks.jsonl")
    old = StreamRule(name="old", columns={"a": "a"})
    base = Profile(name="x", address="ws://x", headers={"X-Key": "1"}, stream=(old,), ignore=({"type": "ping"},))
    profile = discover(payloads, received, name="y", address="ws://y", base=base).profile
    assert (profile.name, profile.address, profile.headers) == ("y", "ws://y", {"X-Key": "1"})
    assert profile.ignore == ({"type": "ping"},)
    assert [rule.name for rule in profile.stream] == ["trade"]
