"""The profiles that ship with the program, against recorded messages and the venues' own rules."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import pytest

from monitor.feed.decoder import Decoded, Decoder
from monitor.feed.profile import Profile
from monitor.feed.profiles.catalogue import shipped_folder
from monitor.feed.profiles.reading import load_profile
from monitor.feed.sources import Sources
from monitor.feed.templates import opening_messages, periodic_messages, render_address
from tests.helpers.plain_feeds import READERS, RECEIVED, Row
from tests.helpers.recordings import recorded

_SLUGS = sorted(file.stem for file in shipped_folder().glob("*.toml"))
_TOKEN = {"FINNHUB_TOKEN": "t0ken"}


def _shipped(slug: str) -> Profile:
    return load_profile(shipped_folder() / f"{slug}.toml")


def _decode(profile: Profile, texts: Sequence[str], *, block: int = 97) -> tuple[list[Decoded], list[Row]]:
    """Everything decoded, in blocks that cut the recording at odd places."""
    decoder = Decoder(profile, feed="test")
    decoded = []
    for start in range(0, len(texts), block):
        payloads = [text.encode() for text in texts[start : start + block]]
        decoded.append(decoder.decode(payloads, np.full(len(payloads), RECEIVED)))
    return decoded, list(_rows(decoded))


def _rows(decoded: Sequence[Decoded]) -> Iterator[Row]:
    keys: dict[str, list[str]] = {}
    for batch in (batch for part in decoded for batch in part.batches):
        names = keys.setdefault(batch.stream, [])
        assert batch.key_base <= len(names)
        names[batch.key_base :] = batch.new_keys or names[batch.key_base :]
        for index in range(len(batch)):
            values = tuple(batch.values[:, index].tolist())
            yield Row(batch.stream, names[batch.keys[index]], float(batch.time[index]), values)


def _by_stream(rows: Sequence[Row]) -> dict[str, list[Row]]:
    streams: dict[str, list[Row]] = {}
    for row in rows:
        streams.setdefault(row.stream, []).append(row)
    return streams


@pytest.mark.parametrize(
    ("slug", "recording"),
    [
        ("binance-spot", "binance_spot_2021.jsonl"),
        ("binance-spot", "binance_spot_2024_long.jsonl.gz"),
        ("bitfinex", "bitfinex.jsonl"),
        ("bitstamp", "bitstamp.jsonl"),
        ("bybit-linear", "bybit_v5_tickers.jsonl"),
        ("coinbase-exchange", "coinbase_exchange.jsonl"),
        ("deribit", "deribit.jsonl"),
        ("finnhub", "finnhub_stocks.jsonl"),
        ("kraken", "kraken_v2_book.jsonl"),
        ("okx", "okx.jsonl"),
    ],
)
def test_a_recording_is_read_whole_and_as_json_reads_it(slug: str, recording: str) -> None:
    texts = recorded(recording)
    decoded, rows = _decode(_shipped(slug), texts)
    assert [part.last_unmatched for part in decoded if part.unmatched] == []
    expected = _by_stream(list(READERS[slug]([json.loads(text) for text in texts])))
    found = _by_stream(rows)
    assert {stream: len(rows) for stream, rows in found.items()} == {
        stream: len(rows) for stream, rows in expected.items()
    }
    for stream, wanted in expected.items():
        got = found[stream]
        assert [row.key for row in got] == [row.key for row in wanted]
        np.testing.assert_allclose([row.time for row in got], [row.time for row in wanted], rtol=0, atol=2e-6)
        np.testing.assert_allclose([row.values for row in got], [row.values for row in wanted], rtol=1e-15)


_ACKNOWLEDGEMENTS: dict[str, list[str]] = {
    "binance-spot": ['{"result":null,"id":1}'],
    "bitfinex": [
        '{"event":"info","version":2,"serverId":"x","platform":{"status":1}}',
        '{"event":"subscribed","channel":"trades","chanId":5,"symbol":"tBTCUSD","pair":"BTCUSD"}',
        '[5,"hb"]',
        '[6,"hb"]',
        "[5,[]]",
        '{"event":"pong","ts":1500000000000}',
    ],
    "bitstamp": [
        '{"event":"bts:subscription_succeeded","channel":"live_trades_btcusd","data":{}}',
        '{"event":"bts:heartbeat","channel":"","data":{"status":"success"}}',
        '{"data":{"timestamp":"1","microtimestamp":"1000000","bids":[],"asks":[]},'
        '"channel":"diff_order_book_btcusd","event":"data"}',
    ],
    "bybit-linear": [
        '{"success":true,"ret_msg":"","conn_id":"x","req_id":"","op":"subscribe"}',
        '{"success":true,"ret_msg":"pong","conn_id":"x","req_id":"","op":"ping"}',
    ],
    "coinbase-exchange": [
        '{"type":"subscriptions","channels":[{"name":"ticker","product_ids":["BTC-USD"]}]}',
        '{"type":"heartbeat","sequence":90,"last_trade_id":20,"product_id":"BTC-USD","time":"2014-11-07T08:19:28.46Z"}',
    ],
    "deribit": [
        '{"jsonrpc":"2.0","id":1,"result":"ok"}',
        '{"jsonrpc":"2.0","id":2,"result":["ticker.BTC-PERPETUAL.100ms"]}',
        '{"jsonrpc":"2.0","id":3,"result":{"version":"1.2.26"}}',
        '{"jsonrpc":"2.0","method":"heartbeat","params":{"type":"heartbeat"}}',
    ],
    "emsc-earthquakes": [],
    "finnhub": ['{"type":"ping"}'],
    "kraken": [
        '{"channel":"status","type":"update","data":[{"system":"online","api_version":"v2"}]}',
        '{"channel":"heartbeat"}',
        '{"method":"pong","time_in":"2023-09-24T14:10:23.799685Z","time_out":"2023-09-24T14:10:23.799703Z"}',
        '{"method":"subscribe","result":{"channel":"ticker","symbol":"BTC/USD","snapshot":true},"success":true}',
    ],
    "okx": [
        "pong",
        '{"event":"subscribe","arg":{"channel":"tickers","instId":"BTC-USDT"},"connId":"x"}',
        '{"event":"channel-conn-count","channel":"tickers","connCount":"2","connId":"x"}',
    ],
}

_REFUSALS: dict[str, list[str]] = {
    "binance-spot": ['{"error":{"code":2,"msg":"Invalid request"},"id":1}'],
    "bitfinex": [
        '{"event":"error","msg":"symbol: invalid","code":10300}',
        '{"event":"info","code":20060,"msg":"Entering in Maintenance mode"}',
    ],
    "bitstamp": ['{"event":"bts:error","channel":"","data":{"code":null,"message":"Bad subscription string."}}'],
    "bybit-linear": ['{"success":false,"ret_msg":"error:topic does not exist","op":"subscribe"}'],
    "coinbase-exchange": ['{"type":"error","message":"Failed to subscribe"}'],
    "deribit": ['{"jsonrpc":"2.0","id":2,"error":{"code":-32602,"message":"Invalid params"}}'],
    "finnhub": ['{"type":"error","msg":"Invalid symbol"}'],
    "kraken": ['{"method":"subscribe","error":"Currency pair not supported","success":false}'],
    "okx": ['{"event":"error","code":"60018","msg":"wrong channel"}'],
}

_ANNOUNCED_CUTS = {
    "binance-spot": '{"data":{"e":"serverShutdown","E":1}}',
    "bitfinex": '{"event":"info","code":20051,"msg":"Stop/Restart"}',
    "bitstamp": '{"event":"bts:request_reconnect","channel":"","data":""}',
    "okx": '{"event":"notice","code":"64008","msg":"soon"}',
}


def test_there_is_a_word_on_every_shipped_profile() -> None:
    assert sorted(_ACKNOWLEDGEMENTS) == _SLUGS
    assert {slug for slug in _SLUGS if slug != "emsc-earthquakes"} == set(_REFUSALS) == set(READERS)


@pytest.mark.parametrize("slug", _SLUGS)
def test_acknowledgements_and_heartbeats_are_known(slug: str) -> None:
    decoded, rows = _decode(_shipped(slug), _ACKNOWLEDGEMENTS[slug])
    assert [part.last_unmatched for part in decoded if part.unmatched] == []
    assert rows == []


@pytest.mark.parametrize("slug", sorted(_REFUSALS))
def test_refusals_and_notices_are_shown(slug: str) -> None:
    decoded, _ = _decode(_shipped(slug), _REFUSALS[slug])
    assert sum(part.unmatched for part in decoded) == len(_REFUSALS[slug])


@pytest.mark.parametrize("slug", sorted(_ANNOUNCED_CUTS))
def test_an_announced_cut_asks_for_a_new_connection(slug: str) -> None:
    decoded, _ = _decode(_shipped(slug), [_ANNOUNCED_CUTS[slug]])
    assert any(part.renews for part in decoded)
    assert sum(part.unmatched for part in decoded) == 0


_LIVE: dict[str, list[tuple[str, Row]]] = {
    "binance-spot": [
        (
            '{"stream":"btcusdt@ticker","data":{"e":"24hrTicker","E":1672515782136,"s":"BTCUSDT","p":"1","P":"2.5",'
            '"c":"3","Q":"4","b":"5","B":"6","a":"7","A":"8","o":"9","h":"10","l":"11","v":"12","q":"13"}}',
            Row("ticker", "BTCUSDT", 1672515782.136, (3.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 2.5)),
        ),
    ],
    "bybit-linear": [
        (
            '{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1672304486868,"data":[{"T":1672304486865,'
            '"s":"BTCUSDT","S":"Buy","v":"0.001","p":"16578.50","i":"x","seq":1}]}',
            Row("trade", "BTCUSDT", 1672304486.865, (16578.5, 0.001)),
        ),
        (
            '{"topic":"orderbook.1.BTCUSDT","type":"snapshot","ts":1672304484978,"data":{"s":"BTCUSDT",'
            '"b":[["16493.50","0.006"]],"a":[],"u":1,"seq":2}}',
            Row("book_bid", "BTCUSDT", 1672304484.978, (16493.5, 0.006)),
        ),
    ],
    "deribit": [
        (
            '{"jsonrpc":"2.0","method":"subscription","params":{"channel":"trades.BTC-PERPETUAL.100ms","data":'
            '[{"trade_seq":1,"timestamp":1590484512188,"price":8950.0,"instrument_name":"BTC-PERPETUAL","amount":10.0}]}}',
            Row("trade", "BTC-PERPETUAL", 1590484512.188, (8950.0, 10.0)),
        ),
    ],
    "emsc-earthquakes": [
        (
            '{"action":"update","data":{"type":"Feature","geometry":{"type":"Point","coordinates":[26.1,38.4,-10.2]},'
            '"id":"x","properties":{"lastupdate":"2024-05-01T10:03:00.0Z","magtype":"ml","lon":26.1,"auth":"EMSC",'
            '"lat":38.4,"depth":10.2,"unid":"x","mag":3.1,"time":"2024-05-01T10:00:00.5Z","flynn_region":"SEA"}}}',
            Row("earthquake", "update", 1714557600.5, (3.1, 10.2, 38.4, 26.1)),
        ),
    ],
    "kraken": [
        (
            '{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":1.5,"bid_qty":2,"ask":3,"ask_qty":4,'
            '"last":5,"volume":6,"vwap":7,"low":8,"high":9,"change":10,"change_pct":11}]}',
            Row("ticker", "BTC/USD", RECEIVED, (5.0, 1.5, 2.0, 3.0, 4.0, 9.0, 8.0, 6.0, 7.0, 11.0)),
        ),
        (
            '{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell","price":0.5,"qty":40,'
            '"ord_type":"market","trade_id":4,"timestamp":"2023-09-25T07:49:37.708706Z"}]}',
            Row("trade", "BTC/USD", 1695628177.708706, (0.5, 40.0)),
        ),
    ],
}


@pytest.mark.parametrize("slug", sorted(_LIVE))
def test_messages_that_no_recording_holds_are_read_as_their_documentation_says(slug: str) -> None:
    for text, wanted in _LIVE[slug]:
        decoded, (row,) = _decode(_shipped(slug), [text])
        assert sum(part.unmatched for part in decoded) == 0
        assert row[:2] == wanted[:2]
        np.testing.assert_allclose(row.time, wanted.time, rtol=0, atol=2e-6)
        assert row.values == wanted.values


def test_a_trade_of_bitfinex_is_read_once_and_its_channel_is_known_by_its_number() -> None:
    texts = [
        '{"event":"subscribed","channel":"trades","chanId":17470,"symbol":"tBTCUSD","pair":"BTCUSD"}',
        "[17470,[[401597393,1574694475039,0.005,7244.9],[401597394,1574694475040,-0.5,7245]]]",
        '[17470,"te",[401597395,1574694478808,0.005,7245.3]]',
        '[17470,"tu",[401597395,1574694478808,0.005,7245.3]]',
    ]
    decoded, rows = _decode(_shipped("bitfinex"), texts)
    assert sum(part.unmatched for part in decoded) == 0
    assert {stream: [(row.key, row.values) for row in rows] for stream, rows in _by_stream(rows).items()} == {
        "past_trade": [("tBTCUSD", (7244.9, 0.005)), ("tBTCUSD", (7245.0, -0.5))],
        "trade": [("tBTCUSD", (7245.3, 0.005))],
    }


def test_deribit_gets_the_answer_it_asks_for() -> None:
    decoded, _ = _decode(
        _shipped("deribit"), ['{"jsonrpc":"2.0","method":"heartbeat","params":{"type":"test_request"}}']
    )
    (answer,) = decoded[0].answers
    assert json.loads(answer)["method"] == "public/test"


@pytest.mark.parametrize("slug", _SLUGS)
def test_every_profile_says_what_it_is_and_can_be_opened(slug: str) -> None:
    profile = _shipped(slug)
    assert profile.about
    assert render_address(profile, Sources(_TOKEN)).startswith("wss://")
    assert profile.symbols or not profile.send
    # All that is said on an open goes out within 5 s, the shortest time that a venue allows.
    messages = opening_messages(profile, Sources(_TOKEN))
    assert max(0, len(messages) - profile.limits.send_burst) / profile.limits.send_rate <= 5.0
    for message in messages:
        json.loads(message)


# Messages/s and messages at once that the venues take.
_RATES = {
    "binance-spot": (5, 5),
    "coinbase-exchange": (8, 20),
    "deribit": (3.3, 10),
    "okx": (3, 480),
}


@pytest.mark.parametrize("slug", sorted(_RATES))
def test_a_profile_keeps_to_the_venues_limits(slug: str) -> None:
    limits, (rate, burst) = _shipped(slug).limits, _RATES[slug]
    assert limits.send_rate <= rate
    assert limits.send_burst <= burst


def test_the_limits_of_minutes_and_hours_are_those_of_the_venues() -> None:
    assert _shipped("binance-spot").limits.send_control
    assert 400 <= (_shipped("okx").limits.send_hour or 0) < 480


@pytest.mark.parametrize(("slug", "most"), [("binance-spot", 4096), ("okx", 4096), ("bybit-linear", 21_000)])
def test_no_request_is_longer_than_the_venue_reads(slug: str, most: int) -> None:
    many = msgspec.structs.replace(_shipped(slug), symbols=tuple(f"SYMBOL-{index}-USDT-SWAP" for index in range(500)))
    messages = opening_messages(many, Sources())
    assert max(len(message.encode()) for message in messages) <= most


def test_bybit_is_never_asked_for_more_than_ten_topics_at_once() -> None:
    profile = _shipped("bybit-linear")
    many = msgspec.structs.replace(profile, symbols=tuple(f"S{index}" for index in range(20)))
    requests = [json.loads(message)["args"] for message in opening_messages(many, Sources())]
    assert max(map(len, requests)) <= 10
    assert sum(map(len, requests)) == 60


def test_the_subscriptions_are_those_that_the_venues_document() -> None:
    def first(slug: str) -> Any:
        return json.loads(opening_messages(_shipped(slug), Sources(_TOKEN))[0])

    assert first("binance-spot")["params"][:4] == [
        "btcusdt@trade",
        "btcusdt@bookTicker",
        "btcusdt@ticker",
        "ethusdt@trade",
    ]
    assert first("coinbase-exchange") == {
        "type": "subscribe",
        "product_ids": ["BTC-USD", "ETH-USD", "SOL-USD"],
        "channels": ["ticker", "matches", "heartbeat"],
    }
    assert first("kraken") == {
        "method": "subscribe",
        "params": {"channel": "ticker", "symbol": ["BTC/USD", "ETH/USD", "SOL/USD"]},
    }
    assert first("deribit")["params"] == {"interval": 30}
    assert first("finnhub") == {"type": "subscribe", "symbol": "AAPL"}
    assert render_address(_shipped("finnhub"), Sources(_TOKEN)) == "wss://ws.finnhub.io/?token=t0ken"


@pytest.mark.parametrize(
    ("slug", "recording"),
    [("bitfinex", "bitfinex.jsonl"), ("bitstamp", "bitstamp.jsonl"), ("finnhub", "finnhub_stocks.jsonl")],
)
def test_the_recorder_subscribed_with_the_very_same_messages(slug: str, recording: str) -> None:
    profile = _shipped(slug)
    sent = [json.loads(text) for text in recorded(recording, direction="out")]
    symbols = {"bitfinex": "tBFTUSD", "bitstamp": "ethusd", "finnhub": "AAPL"}
    one = msgspec.structs.replace(profile, symbols=(symbols[slug],))
    for message in opening_messages(one, Sources(_TOKEN)):
        ours = json.loads(message)
        assert any({**theirs, "len": ours.get("len")} == {**ours, "len": ours.get("len")} for theirs in sent)


def test_the_heartbeats_are_those_that_the_venues_ask_for() -> None:
    beats = {slug: periodic_messages(_shipped(slug), Sources(_TOKEN)) for slug in _SLUGS}
    assert {slug: beat for slug, beat in beats.items() if beat} == {
        "bitfinex": (('{"event":"ping"}', 20.0),),
        "bitstamp": (('{"event":"bts:heartbeat"}', 10.0),),
        "bybit-linear": (('{"op":"ping"}', 20.0),),
        "kraken": (('{"method":"ping"}', 30.0),),
        "okx": (("ping", 20.0),),
    }
