"""Discovery in feeds of every sort: of hobbyists, of home automation, of ships and of stock exchanges."""

import json
import random
from typing import Any

import numpy as np
import pytest

from monitor.feed.decoder import Decoder
from monitor.feed.discover import Discovery, Role, discover
from monitor.feed.profile import Column, KeyRule, StreamRule
from tests.helpers.discovering import column_paths, discovered, streams_of

START = 1_700_000_000
COUNT = 30
numbers = random.Random(7)


def drift(around: float = 20.0) -> float:
    return around + numbers.random()


def at(second: int, *, suffix: str = "Z") -> str:
    return f"2023-11-14T22:13:{second + 20:02d}{suffix}"


def only(found: Discovery) -> StreamRule:
    (rule,) = found.profile.stream
    return rule


# --- plain values ---------------------------------------------------------------------------------------------------


def test_one_flat_object_is_one_stream_without_keys() -> None:
    rule = only(discovered({"temp": drift()} for _ in range(COUNT)))
    assert (rule.columns, rule.when, rule.rows, rule.key) == ({"temp": "temp"}, {}, "", "")
    assert (rule.time.path, rule.time.unit) == ("", "receive")


def test_one_message_is_enough() -> None:
    assert only(discovered(['{"temp": 21.5}'])).columns == {"temp": "temp"}


def test_a_value_that_never_changes_is_taken_when_there_is_no_other() -> None:
    assert only(discovered([{"temp": 21.5}] * COUNT)).columns == {"temp": "temp"}


def test_bare_numbers_are_the_rows_themselves() -> None:
    found = discovered(str(drift()) for _ in range(COUNT))
    assert only(found).columns == {"value": ""}
    decoded = Decoder(found.profile, feed="f").decode([b"21.5", b"22"], np.array([1.0, 2.0]))
    assert decoded.batches[0].values.tolist() == [[21.5, 22.0]]


def test_places_of_an_array_are_columns() -> None:
    assert only(discovered(["[1,2,3]"])).columns == {"value_1": "[0]", "value_2": "[1]", "value_3": "[2]"}


def test_a_few_named_sensors_are_columns() -> None:
    rule = only(discovered({"sensors": {"a": drift(), "b": drift()}} for _ in range(COUNT)))
    assert rule.columns == {"a": "sensors.a", "b": "sensors.b"}


def test_nested_telemetry_gives_readable_names_once_each() -> None:
    rule = only(
        discovered(
            {"t": START + n, "engine": {"Temp": drift(), "RPM": drift()}, "cabin": {"Temp": drift()}, "ok": True}
            for n in range(COUNT)
        )
    )
    assert rule.columns == {"engine_temp": "engine.Temp", "rpm": "engine.RPM", "cabin_temp": "cabin.Temp"}
    assert (rule.time.path, rule.time.unit) == ("t", "s")


def test_a_switch_is_plotted_when_it_is_all_there_is() -> None:
    assert only(discovered({"motion": n % 3 == 0} for n in range(COUNT))).columns == {"motion": "motion"}


def test_numbers_in_quotes_are_numbers() -> None:
    assert only(discovered({"temp": str(drift())} for _ in range(COUNT))).columns == {"temp": "temp"}


def test_odd_names_are_quoted() -> None:
    assert only(discovered({"a.b [c]": drift()} for _ in range(COUNT))).columns == {"a_b_c": '"a.b [c]"'}


# --- what is not plotted --------------------------------------------------------------------------------------------


def test_counters_ids_constants_and_copies_are_told_but_are_no_columns() -> None:
    found = discovered(
        {"temp": (value := drift()), "temp_text": str(value), "uptime": 100 + n, "boot_id": n * 7, "limit": 80}
        for n in range(COUNT)
    )
    assert only(found).columns == {"temp": "temp"}
    assert {leaf.path: leaf.role for leaf in found.streams[0].leaves} == {
        "temp": Role.COLUMN,
        "temp_text": Role.COPY,
        "uptime": Role.COUNTER,
        "boot_id": Role.IDENTITY,
        "limit": Role.CONSTANT,
    }


def test_a_counter_is_plotted_when_it_is_all_there_is() -> None:
    assert only(discovered({"count": n} for n in range(COUNT))).columns == {"count": "count"}


def test_a_time_that_does_not_go_on_is_not_the_time() -> None:
    rule = only(
        discovered(
            {"symbol": f"X{n % 2}", "mark": drift(), "nextFundingTime": (START + 3600) * 1000, "ts": (START + n) * 1000}
            for n in range(COUNT)
        )
    )
    assert (rule.time.path, rule.time.unit) == ("ts", "ms")
    assert rule.columns == {"mark": "mark"}


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("s", 1), ("ms", 1_000), ("us", 1_000_000), ("ns", 1_000_000_000)],
    ids=str,
)
@pytest.mark.parametrize("quoted", [False, True])
def test_the_unit_of_time_is_told_by_its_size(unit: str, factor: int, quoted: bool) -> None:
    write = str if quoted else int
    rule = only(discovered({"when": write((START + n) * factor), "v": drift()} for n in range(COUNT)))
    assert (rule.time.path, rule.time.unit) == ("when", unit)


def test_the_finer_of_two_times_is_taken() -> None:
    rule = only(
        discovered(
            {"timestamp": at(n), "time_us": (START + n) * 1_000_000 + 123_457, "v": drift()} for n in range(COUNT)
        )
    )
    assert (rule.time.path, rule.time.unit) == ("time_us", "us")


def test_numbers_far_from_now_are_no_times() -> None:
    rule = only(discovered({"load": 1_000_000_000 + numbers.randrange(10**9) + 0.5} for _ in range(COUNT)))
    assert (rule.columns, rule.time.unit) == ({"load": "load"}, "receive")


# --- keys -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sensor", "device_id", "symbol", "id", "station", "host"])
def test_what_repeats_under_a_fitting_name_is_the_key(name: str) -> None:
    found = discovered({name: f"unit-{n % 3}", "value": drift(), "unit": "C"} for n in range(COUNT))
    assert only(found).key == name
    assert found.streams[0].keys == ("unit-0", "unit-1", "unit-2")


def test_what_is_different_in_every_message_is_no_key() -> None:
    assert only(discovered({"id": f"event-{n}", "value": drift()} for n in range(COUNT))).key == ""


def test_sides_and_units_are_no_keys() -> None:
    messages = [
        {"side": ("buy", "sell")[n % 2], "status": "OK", "price": drift(), "size": drift()} for n in range(COUNT)
    ]
    assert only(discovered(messages)).key == ""


def test_the_changing_part_of_a_topic_is_the_key() -> None:
    rule = only(discovered({"topic": f"home/{room}/temp", "value": drift()} for room in ("bath", "hall", "attic") * 9))
    assert rule.when == {"topic": "home/*/temp"}
    assert rule.key == KeyRule("topic", "^home/(.+)/temp$")


def test_topics_that_differ_in_everything_are_the_key() -> None:
    topics = [f"home/{room}/{kind}" for room in ("bath", "hall") for kind in ("temp", "hum")]
    rule = only(discovered({"topic": topics[n % 4], "payload": drift()} for n in range(COUNT)))
    assert (rule.when, rule.key) == ({}, "topic")


def test_an_object_keyed_by_id_gives_a_row_for_each_member() -> None:
    rule = only(discovered({"cars": {str(car): {"speed": drift()} for car in (1, 44, 16)}} for _ in range(COUNT)))
    assert (rule.rows, rule.key, rule.columns) == ("cars{}", "{}", {"speed": "speed"})


def test_prices_by_name_of_the_coin_give_a_row_for_each() -> None:
    coins = [f"coin{n}" for n in range(20)]
    rule = only(discovered({coin: str(drift()) for coin in numbers.sample(coins, 4)} for _ in range(60)))
    assert (rule.rows, rule.key, rule.columns) == ("{}", "{}", {"value": ""})


def test_two_fields_that_take_turns_are_two_columns_and_nothing_is_carried() -> None:
    rule = only(discovered({"temp": drift()} if n % 2 else {"hum": drift()} for n in range(COUNT)))
    assert rule.columns == {"temp": "temp", "hum": "hum"}
    assert rule.rows == ""


def test_what_a_snapshot_had_and_updates_leave_out_is_carried() -> None:
    names = ("a", "b", "c", "d", "e")
    updates = [{numbers.choice(names): drift()} for _ in range(COUNT)]
    rule = only(discovered([dict.fromkeys(names, 1.5), *updates]))
    assert {type(column) for column in rule.columns.values()} == {Column}


# --- arrays of rows -------------------------------------------------------------------------------------------------


def test_items_of_an_array_are_rows() -> None:
    rule = only(discovered([{"name": f"cpu{n}", "load": drift()} for n in range(4)] for _ in range(COUNT)))
    assert (rule.rows, rule.key, rule.columns) == ("[]", "name", {"load": "load"})


def test_rows_of_different_kinds_in_one_array_are_different_streams() -> None:
    trade = {"T": "t", "S": "AAPL", "i": 7, "x": "V", "c": ["@"], "z": "C"}
    messages = [
        [
            {**trade, "p": drift(), "s": numbers.randrange(1, 99), "t": at(n, suffix=".123456789Z")},
            {"T": "q", "S": "AAPL", "bp": drift(), "bs": 3 + n % 5, "ap": drift(), "as": n % 7, "t": at(n)},
        ]
        for n in range(COUNT)
    ]
    found = discovered([[{"T": "success", "msg": "connected"}], *messages])
    rules = streams_of(found)
    assert {name: (rule.when, rule.rows, rule.key) for name, rule in rules.items()} == {
        "t": ({"[].T": "t"}, "[]", "S"),
        "q": ({"[].T": "q"}, "[]", "S"),
    }
    assert rules["t"].columns == {"price": "p", "size": "s"}
    assert rules["q"].columns == {"bid": "bp", "bid_size": "bs", "ask": "ap", "ask_size": "as"}
    assert found.rest.control == 1


def test_rows_deep_in_a_message_keep_what_stands_around_them() -> None:
    values = [{"path": "navigation.speed", "value": 5.0}, {"path": "environment.depth", "value": 9.0}]
    rule = only(discovered({"updates": [{"timestamp": at(n), "values": values}]} for n in range(COUNT)))
    assert (rule.rows, rule.key) == ("updates[].values[]", "path")
    assert (rule.time.path, rule.time.unit) == ("^.updates[0].timestamp", "rfc3339")


def test_what_stands_around_several_rows_is_not_mistaken_for_that_of_each() -> None:
    meters = [{"name": name, "levels": [[drift(), drift()]]} for name in ("left", "right")]
    rule = only(discovered({"inputs": meters, "n": n} for n in range(COUNT)))
    assert (rule.rows, rule.key) == ("inputs[].levels[]", "")


# --- kinds of messages ----------------------------------------------------------------------------------------------


def test_messages_without_a_kind_are_told_by_what_only_they_have() -> None:
    trades = [
        {"e": "trade", "E": (START + n) * 1000, "s": "BTCUSDT", "p": str(drift()), "q": "1.5"} for n in range(COUNT)
    ]
    quotes = [{"u": n, "s": "BTCUSDT", "b": str(drift()), "B": "1", "a": str(drift()), "A": "2"} for n in range(COUNT)]
    rules = streams_of(discovered([*trades, *quotes, {"result": None, "id": 1}]))
    assert rules["trade"].when == {"e": "trade"}
    assert rules["values"].when == {"A": "*"}
    assert list(rules["values"].columns) == ["bid", "bid_size", "ask", "ask_size"]


def test_a_channel_with_a_single_instrument_is_told_from_its_name_by_the_key() -> None:
    rule = only(
        discovered({"topic": "tickers.BTCUSDT", "data": {"symbol": "BTCUSDT", "lastPrice": drift()}} for _ in "ab")
    )
    assert (rule.name, rule.when, rule.key) == ("tickers", {"topic": "tickers.*"}, "data.symbol")


def test_channels_acknowledged_but_silent_help_to_tell_the_instrument() -> None:
    acks = [{"event": "subscribed", "channel": f"trades_{name}", "data": {}} for name in ("xbtusd", "ethusd", "solusd")]
    data = [{"event": "data", "channel": "trades_ethusd", "data": {"price": drift()}} for _ in range(COUNT)]
    rule = only(discovered([*acks, *data]))
    assert (rule.when, rule.key) == ({"channel": "trades_*"}, KeyRule("channel", "^trades_(.+)$"))


def test_trades_under_a_channel_number_are_found() -> None:
    told = {"event": "subscribed", "channel": "trades", "chanId": 7, "symbol": "tBTCUSD"}
    trades = [
        [7, "te", [401_000_000 + n, (START + n) * 1000, (-1) ** n * drift(), drift(30_000)]] for n in range(COUNT)
    ]
    rule = only(discovered([told, *trades, [7, "hb"]]))
    assert (rule.when, rule.key, rule.time.path) == ({"@channel": "trades"}, "@symbol", "[2][1]")
    assert rule.columns == {"price": "[2][3]", "size": "[2][2]"}


def test_json_inside_text_is_looked_into() -> None:
    inner = [json.dumps({"price": drift(), "amount": drift(), "timestamp": str(START + n)}) for n in range(COUNT)]
    rule = only(discovered({"event": "trade", "channel": "live", "data": text} for text in inner))
    assert rule.columns == {"price": "data!json.price", "size": "data!json.amount"}
    assert rule.time.path == "data!json.timestamp"


def home_assistant() -> list[Any]:
    return [
        {"id": 18, "type": "result", "success": True, "result": None},
        *(
            {
                "id": 18,
                "type": "event",
                "event": {
                    "event_type": "state_changed",
                    "time_fired": at(n, suffix=".123456+00:00"),
                    "data": {"entity_id": f"sensor.t{n % 3}", "new_state": {"state": str(drift())}},
                },
            }
            for n in range(COUNT)
        ),
    ]


def test_states_of_a_home_are_found() -> None:
    rule = only(discovered(home_assistant()))
    assert rule.when == {"event.event_type": "state_changed"}
    assert (rule.key, rule.time.path) == ("event.data.entity_id", "event.time_fired")
    assert rule.columns == {"state": "event.data.new_state.state"}


def test_ships_are_told_apart_by_their_number() -> None:
    messages = [
        {
            "MessageType": "PositionReport",
            "MetaData": {
                "MMSI": 235_000_000 + n % 4,
                "time_utc": at(n, suffix=".338342017 +0000 UTC").replace("T", " ", 1),
            },
            "Message": {"PositionReport": {"Sog": drift(), "Cog": drift(), "UserID": 235_000_000 + n % 4}},
        }
        for n in range(COUNT)
    ]
    rule = only(discovered(messages))
    assert (rule.when, rule.key) == ({"MessageType": "PositionReport"}, "MetaData.MMSI")
    assert column_paths(rule) == {"sog": "Message.PositionReport.Sog", "cog": "Message.PositionReport.Cog"}
    assert (rule.time.path, rule.time.unit) == ("MetaData.time_utc", "rfc3339")


# --- nothing to find ------------------------------------------------------------------------------------------------


def test_no_message_is_no_error() -> None:
    found = discovered([])
    assert found.profile.discover
    assert "No message" in found.summary


def test_only_acknowledgements_are_called_that() -> None:
    found = discovered([{"type": "subscriptions", "channels": []}, {"type": "heartbeat"}])
    assert found.streams == ()
    assert found.rest.control == 2
    assert "wait for a subscription" in found.summary


def test_csv_is_called_text_that_no_profile_reads() -> None:
    found = discovered(f"{n},{drift()}" for n in range(COUNT))
    assert found.streams == ()
    assert found.unexplained == COUNT
    assert "reads numbers from JSON" in found.summary


def test_the_summary_names_streams_with_columns_key_and_time() -> None:
    found = discovered({"sensor": f"s{n % 2}", "temp": drift(), "ts": START + n} for n in range(COUNT))
    assert "30 messages. plain JSON" in found.summary
    assert "values: temp by sensor; time ts (s); 30 messages" in found.summary


def test_thousands_of_symbols_are_keys_though_each_is_seen_once() -> None:
    messages = [
        json.dumps(
            {"e": "trade", "s": f"K{number:06d}", "p": f"{100 + number % 7}.5", "q": "0.1", "t": number}
        ).encode()
        for number in range(1500)
    ]
    found = discover(messages, [1.7e9] * len(messages), name="x", address="ws://x")
    assert [rule.key for rule in found.profile.stream] == ["s"]
